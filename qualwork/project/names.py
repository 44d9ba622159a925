"""Names that must differ: among siblings, and without regard to case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, Table, func, select
from sqlmodel import Session

from qualwork.model.errors import Refused
from qualwork.model.units import fold
from qualwork.project.tables import metadata

# The last column is the name; the others say among whom it must differ.
DISTINCT: dict[str, tuple[str, ...]] = {
    "transcript": ("title",),
    "participant": ("pseudonym",),
    "coder": ("name",),
    "code": ("parent_id", "name"),
    "theme_draft": ("name",),
    "theme": ("draft_id", "parent_id", "name"),
    "term_family": ("name",),
    "saved_table": ("name",),
}


def taken_by(session: Session, entity: str, values: Mapping[str, Any], but_not: object = None) -> RowMapping | None:
    """The live row that already has the name in `values`, other than the row with id `but_not`."""
    *scope, name = DISTINCT[entity]
    table: Table = metadata.tables[entity]
    wanted = fold(str(values[name]))
    query = select(table).where(*(table.c[column].is_(values.get(column)) for column in scope))
    if wanted.isascii() and "'" not in wanted:
        query = query.where(func.lower(table.c[name]) == wanted)
    rows = session.execute(query).mappings()
    return next((row for row in rows if fold(str(row[name])) == wanted and row["id"] != but_not), None)


def refuse_taken(session: Session, entity: str, values: Mapping[str, Any], but_not: object = None) -> None:
    """Raise Refused where a sibling has that name already."""
    other = taken_by(session, entity, values, but_not)
    if other is not None:
        name = other[DISTINCT[entity][-1]]
        raise Refused(f"there is a {entity.replace('_', ' ')} {name!r} in that place already; choose another name")
