"""Codes and themes stay trees: asked when a decision is sealed, whatever made it, so that no two can make a circle."""

from __future__ import annotations

import sqlite3

from qualwork.model.errors import Refused
from qualwork.model.trees import MOST_LEVELS, circle, cut

TREES = ("code", "theme")
"""Tables whose `parent_id` names a row of their own."""

# Rows of a decision that came new or came under another row, with the row above before it.
_MOVED = """
    SELECT json_extract(key, '$[0]'), json_extract(before, '$.parent_id') FROM change
    WHERE decision = ? AND entity = ? AND json_extract(after, '$.parent_id') IS NOT NULL
    AND json_extract(before, '$.parent_id') IS NOT json_extract(after, '$.parent_id') ORDER BY id
"""


class NoTree(Refused):
    """A decision would leave rows of `entity` below themselves, or too deep: `rows`."""

    def __init__(self, message: str, entity: str, rows: tuple[int, ...]) -> None:
        super().__init__(message)
        self.entity = entity
        self.rows = rows


def refuse_no_tree(connection: sqlite3.Connection, number: int) -> None:
    """Raise NoTree where decision `number` makes a circle or a branch that is too deep.

    What stood in a file as no tree before does not stand in the way: a decision may mend it.
    """
    for entity in TREES:
        moved: dict[int, int | None] = {}
        for row, above in connection.execute(_MOVED, (number, entity)).fetchall():
            moved.setdefault(row, above)
        if not moved or (len(moved) == 1 and _is_new_leaf(connection, entity, *moved)):
            continue
        parents: dict[int, int | None] = dict(connection.execute(f'SELECT id, parent_id FROM "{entity}"').fetchall())
        before = {row: moved.get(row, above) for row, above in parents.items()}
        faults = cut(parents) - cut(before)
        if faults:
            raise _fault(connection, entity, parents, min(faults))


def _is_new_leaf(connection: sqlite3.Connection, entity: str, row: int) -> bool:
    """True where nothing lies below a row and the way up from it ends soon: so it is for each code that is added."""
    if connection.execute(f'SELECT 1 FROM "{entity}" WHERE parent_id = ?', (row,)).fetchone() is not None:
        return False
    at: int | None = row
    for _ in range(MOST_LEVELS):
        found = connection.execute(f'SELECT parent_id FROM "{entity}" WHERE id = ?', (at,)).fetchone()
        at = found[0] if found else None
        if at is None:
            return True
    return False


def _fault(connection: sqlite3.Connection, entity: str, parents: dict[int, int | None], row: int) -> NoTree:
    rows = circle(parents, row)
    shown = []
    for each in (rows or (row,))[:5]:
        name = connection.execute(f'SELECT name FROM "{entity}" WHERE id = ?', (each,)).fetchone()
        shown.append(repr(name[0]))
    if rows:
        way = f"{entity} {shown[0]} cannot go under itself or what lies below it"
        return NoTree(f"{way} ({' under '.join([*shown, shown[0]])})" if len(rows) > 1 else way, entity, rows)
    return NoTree(f"{entity} {shown[0]} would lie more than {MOST_LEVELS} levels deep; put it higher", entity, (row,))
