"""Marked extracts and what quotations of them leave out, in the project file."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, select

from qualwork.project.store.database import straight
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


Placed = tuple[int, int, int, int, int, int]


def placed(session: Session, code: int | None = None) -> dict[int, list[Placed]]:
    """Start, end, id, code, coder and revision of all codings, or those of one code, by revision, in order of place.

    These columns all stand in the index that keeps codings unique, which is read instead of the wider table.
    """
    query = 'SELECT start, "end", id, code_id, coder_id, revision_id FROM coding'
    rows = straight(session).execute(query if code is None else f"{query} WHERE code_id = {code:d}")
    found: dict[int, list[Placed]] = defaultdict(list)
    for row in rows:
        found[row[5]].append(row)
    for some in found.values():
        some.sort()
    return found


def in_review(session: Session) -> set[int]:
    """Ids of the codings that wait for a second look."""
    return {coding for (coding,) in straight(session).execute("SELECT id FROM coding WHERE needs_review")}


def coders(session: Session) -> dict[int, str]:
    """Names of the coders by id."""
    return dict(straight(session).execute("SELECT id, name FROM coder").fetchall())
