"""Marked extracts and what quotations of them leave out, in the project file."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlmodel import Session, select

from qualwork.project.database import straight
from qualwork.project.tables.themes import ThemeCodingRow


@dataclass(frozen=True, slots=True)
class Marked:
    """A coding as a theme marks it, with the ranges of its extract that a quotation leaves out."""

    theme: int
    coding: int
    mark: str
    reason: str
    cuts: tuple[tuple[int, int], ...]


def everything(session: Session) -> list[Marked]:
    """All marked codings, of every draft."""
    return [_marked(row) for row in session.exec(select(ThemeCodingRow))]


def get(session: Session, theme: int, coding: int) -> Marked | None:
    """How a theme marks a coding; None where it does not."""
    row = session.get(ThemeCodingRow, (theme, coding))
    return None if row is None else _marked(row)


def set_cuts(session: Session, theme: int, coding: int, cuts: tuple[tuple[int, int], ...]) -> None:
    """Keep what quotations of a marked coding leave out."""
    session.get_one(ThemeCodingRow, (theme, coding)).cuts = json.dumps([list(cut) for cut in cuts])
    session.flush()


def _marked(row: ThemeCodingRow) -> Marked:
    cuts = tuple((start, end) for start, end in json.loads(row.cuts))
    return Marked(row.theme_id, row.coding_id, row.mark, row.reason, cuts)


Placed = tuple[int, int, int, int, str, int]


def placed(session: Session, revision: int, code: int | None = None) -> list[Placed]:
    """Id, code, start, end, coder and needs_review of the codings of a revision, in order of place."""
    query = (
        'SELECT coding.id, coding.code_id, coding.start, coding."end", coder.name, coding.needs_review FROM coding '
        "JOIN coder ON coder.id = coding.coder_id WHERE coding.revision_id = ?"
        f"{' AND coding.code_id = ?' if code is not None else ''} "
        'ORDER BY coding.start, coding."end", coding.id'
    )
    values = (revision,) if code is None else (revision, code)
    return list(straight(session).execute(query, values))
