"""What the Review tab shows of extracts, participants and transcripts, as items and rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from qualwork.model.plurals import counted
from qualwork.model.table import Cell
from qualwork.model.theme import ThemeTree
from qualwork.tui.panes.extract_scroll import Item, PartKind
from qualwork.tui.widgets.grid import Content
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.themes.rereading import Reread
from qualwork.workbench.themes.reviewing import Reviewed, Share, ThemeMatrix

Shown = Literal["counted", "exemplary", "contrary", "dismissed", "all", "marked"]
SHOWN: tuple[Shown, ...] = ("counted", "exemplary", "contrary", "dismissed", "all")
Questions = Literal["short", "whole", "none"]
QUESTIONS: tuple[Questions, ...] = get_args(Questions)
STATUS_SIGNS = {"candidate": "○", "reviewed": "◐", "defined": "●"}
MARK_SIGNS = {"exemplary": "★", "contrary": "≠", "dismissed": "✗"}
COLUMNS_BEFORE_PEOPLE = 2
_SHORT_QUESTION = 160


def theme_rows(tree: ThemeTree) -> list[Row]:
    """Themes with the sign of their status and how many extracts they have."""
    return [
        Row(str(node.theme.id), f"{STATUS_SIGNS[node.theme.status]} {node.theme.name}", depth, (f"{node.extracts:,}",))
        for depth, node in tree.walk()
    ]


def chosen_extracts(found: Iterable[Reviewed], shown: Shown, person: str | None) -> list[Reviewed]:
    """Those that are to be shown: by mark, and of one participant where one is named."""

    def fits(each: Reviewed) -> bool:
        if person is not None and person not in each.participants:
            return False
        if shown == "counted":
            return each.mark != "dismissed"
        return shown == "all" or each.mark == shown or (shown == "marked" and each.mark in ("exemplary", "contrary"))

    return [each for each in found if fits(each)]


def item(each: Reviewed, questions: Questions = "short") -> Item:
    """An extract with who says it and where, its codes, the question before it, and what was said of its mark."""
    who = ", ".join(each.participants) or "no participant"
    mark = f"{MARK_SIGNS[each.mark]} {each.mark} · " if each.mark else ""
    where = "" if who == each.transcript.title else f" · {each.transcript.title}"
    head = f"{mark}{who}{where} · turn {each.turn}"
    parts: list[tuple[PartKind, str]] = [("head", head), ("codes", f"codes: {', '.join(each.codes)}")]
    if each.question and questions != "none":
        parts.append(("question", f"asked: {each.question if questions == 'whole' else shortened(each.question)}"))
    parts.append(("extract", each.coding.extract))
    if each.reason:
        parts.append(("reason", f"{each.mark or 'marked'} because: {each.reason}"))
    return Item(each.coding.id, tuple(parts))


def shortened(question: str) -> str:
    """The end of a long question, which is mostly what was asked."""
    clean = " ".join(question.split())
    return clean if len(clean) <= _SHORT_QUESTION else "…" + clean[-_SHORT_QUESTION:].partition(" ")[2]


def heading(name: str, found: Sequence[Reviewed], shown: Shown, person: str | None, everyone: int) -> str:
    """How many extracts of how many participants are shown, and what is left out."""
    if not found:
        return f"no extracts yet · {name}"
    some = chosen_extracts(found, shown, person)
    people = {each for one in some for each in one.participants}
    kind = "" if shown == "counted" else f"{'with dismissed ones' if shown == 'all' else shown} "
    of = f"of {person}" if person else f"by {len(people)} of {counted(everyone, 'participant')}"
    hidden = sum(each.mark == "dismissed" for each in found) if shown == "counted" else 0
    facts = f"{counted(len(some), 'extract')} {kind}{of}" + (f", {hidden} dismissed" if hidden else "")
    return f"{facts} · {name}"


def matrix_content(matrix: ThemeMatrix) -> Content:
    """Themes as a tree, the number of their extracts, then of those by each participant; below, those of any theme."""
    rows: list[tuple[Cell, ...]] = [
        (theme.name, total, *counts) for (_, theme, counts), total in zip(matrix.rows, matrix.theme_totals, strict=True)
    ]
    rows += [("in any theme", matrix.total, *matrix.people_totals)] if rows else []
    names = [(depth, theme.name) for depth, theme, _ in matrix.rows] + [(0, "in any theme")] * bool(rows)
    heat = tuple(range(COLUMNS_BEFORE_PEOPLE, COLUMNS_BEFORE_PEOPLE + len(matrix.people)))
    return Content(("theme", "all", *matrix.people), rows, heat, names, total=True)


def share_rows(shares: Sequence[Share]) -> list[Row]:
    """Participants by name, those without the theme with an open sign."""
    return [
        Row(
            each.participant,
            f"{'●' if each.extracts else '○'} {each.participant}{_facts(each)}",
            facts=(counted(each.extracts, "extract") if each.extracts else "not in what they say",),
        )
        for each in shares
    ]


def _facts(share: Share) -> str:
    told = ", ".join(f"{name} {value}" for name, value in share.attributes.items())
    return f"  ({told})" if told else ""


def queue_rows(queue: Sequence[Reread]) -> list[Row]:
    """Transcripts in the order in which they wait; those without new codes are done."""
    return [
        Row(
            str(each.transcript.id),
            f"{'○' if each.codes else '●'} {each.transcript.title}",
            facts=(_waiting(each), f"{len(each.codes)} new"),
        )
        for each in queue
    ]


def _waiting(each: Reread) -> str:
    new = counted(len(each.codes), "new code") if each.codes else "nothing new"
    if not each.coded_at:
        return f"{new}, never coded"
    return f"{new} since {max(each.coded_at, each.read_at)[:10]}"


def about_reread(each: Reread | None) -> str:
    """When a transcript was last coded and read again, and which codes came since."""
    if each is None:
        return "No transcript yet."
    coded = f"last coded on {each.coded_at[:10]}" if each.coded_at else "never coded"
    read = f", read again on {each.read_at[:10]}" if each.read_at else ""
    since = (
        f" Since then: {', '.join(code.name for code in each.codes)}." if each.codes else " No code came since then."
    )
    return f"{each.transcript.title}: {coded}{read}.{since}"
