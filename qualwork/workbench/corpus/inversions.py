"""What an undo or a redo did, in words, and the passage where it can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualwork.model.decision import Change, Decision
from qualwork.model.plurals import counted
from qualwork.model.transcript import turn_at
from qualwork.project.log import history
from qualwork.project.rows import transcripts
from qualwork.project.store.decisions import Project
from qualwork.workbench.corpus.extracts import body
from qualwork.workbench.log import auditing, describe_decision

_DONE = {
    "insert": "put “{code}” on {place}",
    "delete": "took “{code}” off {place}",
    "update": "moved “{code}” on {place}",
}


@dataclass(frozen=True, slots=True)
class Inversion:
    """What was done in a line; `passage` is transcript, start and end, None where more than codings changed."""

    words: str
    passage: tuple[int, int, int] | None = None


def undo(project: Project) -> Inversion:
    """Undo this coder's last decision, or batch."""
    return describe(project, auditing.undo(project))


def redo(project: Project) -> Inversion:
    """Redo what this coder undid last."""
    return describe(project, auditing.redo(project))


def undo_decision(project: Project, number: int, why: str = "") -> Inversion:
    """Undo one of this coder's decisions out of the order, with its batch; refused where later ones build upon it."""
    return describe(project, auditing.undo_decision(project, number, why))


def describe(project: Project, made: Sequence[Decision]) -> Inversion:
    """Say what the decisions of an undo or redo did: of codings with code, speaker and turn of the first one."""
    with project.read() as session:
        changes = [change for each in made for change in history.decision(session, each.number).changes]
    codings = [change for change in changes if change.entity == "coding"]
    passage = _passage(project, codings[0]) if codings and len(codings) == len(changes) else None
    if passage is None:
        more = f" and {len(made) - 1:,} more" if len(made) > 1 else ""
        return Inversion(f"{made[0].label}{more}")
    code = describe_decision.name(project, "code", int(str(_row(codings[0])["code_id"])))
    said = _DONE[codings[0].kind].format(code=code, place=_place(project, codings[0]))
    rest = f", and {counted(len(codings) - 1, 'coding')} more" if len(codings) > 1 else ""
    return Inversion(said + rest, passage)


def _row(change: Change) -> dict[str, int | str | float | None]:
    return dict(change.after or change.before or {})


def _passage(project: Project, change: Change) -> tuple[int, int, int] | None:
    row = _row(change)
    with project.read() as session:
        current = transcripts.current_revisions(session)
    transcript = current.get(int(str(row["revision_id"])))
    return None if transcript is None else (transcript, int(str(row["start"])), int(str(row["end"])))


def _place(project: Project, change: Change) -> str:
    row = _row(change)
    turns = body(project, int(str(row["revision_id"])))[1]
    number = turn_at(turns, int(str(row["start"])))
    who = turns[number].speaker if turns else None
    return f"{who}, turn {number + 1:,}" if who else f"turn {number + 1:,}"
