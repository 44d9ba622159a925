"""Checking a manuscript: its quotations beside what was said, the worst first, to go to and to export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from qualwork.model.errors import Refused
from qualwork.tui.dialogs.asking import AskLine
from qualwork.tui.dialogs.extracts import Place
from qualwork.tui.dialogs.listing import ListAction, WideListing
from qualwork.tui.services import Services
from qualwork.tui.session import Session
from qualwork.workbench.base import file_kinds

if TYPE_CHECKING:
    from qualwork.workbench.report.checking import Check

_SIGNS = {"exact": "✓", "altered": "≠", "not found": "✗", "wrong speaker": "!", "unknown speaker": "?"}


async def check_manuscript(services: Services) -> None:
    """Ask for the file, check it beside the screen, and show what was found."""
    before = services.session.places.get("manuscript") or str(services.session.project.path.parent) + "/"
    checked = await services.dialogs.answered(
        AskLine("Check which manuscript?", before, "docx, md, txt, html or pdf; nothing in it is changed"),
        lambda typed: _check(services, Path(typed).expanduser()),
    )
    if checked is not None:
        await _show(services, checked)


async def _check(services: Services, path: Path) -> Check:
    from qualwork.workbench.report import checking

    services.session.places.put("manuscript", str(path))
    return await services.dialogs.work(
        f"Checking {path.name}", lambda progress: checking.check(services.session.project, path, progress)
    )


async def _show(services: Services, checked: Check) -> None:
    """The verdicts: enter goes to the place, `o` writes the table, `w` the manuscript with comments."""
    from qualwork.workbench.report import checking

    rows = list(checked.table().records())
    things = [(str(at), _verdict(row)) for at, row in enumerate(rows)]
    actions = {"enter": "goes there", "o": "exports the table", "w": "writes it with comments"}
    about = "\n".join([checked.summary(), *checked.notes])
    listing = WideListing(f"Check of {checked.path.name}", things, actions, about)
    taken = await services.dialogs.find(listing, lambda taken: _refuse_nowhere(taken, rows))
    if taken is None:
        return
    row = rows[int(taken.key)]
    if taken.action == "enter":
        services.navigator.go_to(_place(services.session, str(row["transcript"]), row["start"], row["end"]))
    elif taken.action == "o":
        services.exports.export_table("check", checked.table)
    elif taken.action == "w":
        services.exports.export(
            "manuscript with comments",
            file_kinds.kinds("manuscript"),
            lambda: checked.summary(),
            lambda path, _: checking.save_comments(services.session.project, checked, path),
        )


def _refuse_nowhere(taken: ListAction, rows: Sequence[Mapping[str, object]]) -> ListAction:
    """The same, unless there is no place to go to."""
    if taken.action == "enter" and not rows[int(taken.key)].get("transcript"):
        raise Refused("it stands in no transcript")
    return taken


def _place(session: Session, title: str, start: object, end: object) -> Place | None:
    info = next((each for each in session.snapshot.infos if each.title == title), None)
    return Place(info.id, start, end) if info and isinstance(start, int) and isinstance(end, int) else None


def _verdict(row: Mapping[str, object]) -> Text:
    status = str(row["status"])
    head = f"{_SIGNS.get(status, '·')} {status}"
    said = [str(row[name]) for name in ("note", "edits") if row[name]]
    text = Text.assemble((head, "bold"), f" · {row['place']}" + "".join(f" · {each}" for each in said))
    text.append(f"\n  in it: {row['text']}")
    if status != "exact" and row["found"]:
        where = f" ({row['transcript']})" if row["transcript"] else ""
        text.append(f"\n  said:  {row['found']}{where}")
    if row["claimed"]:
        text.append(f"\n  named: {row['claimed']}")
    return text
