"""Names that must differ: among siblings, and without regard to case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from qualwork.model.errors import Refused
from qualwork.model.units import fold
from qualwork.project.store.database import straight
from qualwork.project.tables import DISTINCT as DISTINCT
from qualwork.project.tables import LABELS as LABELS
from qualwork.project.tables import PLURALS as PLURALS
from qualwork.project.tables import TABLE_OF_KIND as TABLE_OF_KIND


def taken_by(
    session: Session, entity: str, values: Mapping[str, Any], but_not: object = None
) -> tuple[int, str] | None:
    """Id and name of the row that already has the name in `values`, other than the row with id `but_not`."""
    *scope, name = DISTINCT[entity]
    wanted = fold(str(values[name]))
    conditions = [f'"{column}" IS ?' for column in scope]
    given = [values.get(column) for column in scope]
    if wanted.isascii() and "'" not in wanted:
        # Beyond ASCII the database cannot fold: STRASSE is Straße.
        conditions.append(f"""(lower("{name}") = ? OR "{name}" GLOB '*[^ -~]*')""")
        given.append(wanted)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    session.flush()
    rows = straight(session).execute(f'SELECT id, "{name}" FROM "{entity}"{where}', given)
    return next(((key, taken) for key, taken in rows.fetchall() if fold(taken) == wanted and key != but_not), None)


def refuse_taken(session: Session, entity: str, values: Mapping[str, Any], but_not: object = None) -> None:
    """Raise Refused where a sibling has that name already."""
    other = taken_by(session, entity, values, but_not)
    if other is not None:
        raise Refused(f"there is a {entity.replace('_', ' ')} {other[1]!r} in that place already; choose another name")


class TakenNames:
    """The names of one kind of thing that stand in no scope, folded, for many questions inside one transaction.

    Asking the database for each name reads the whole table each time: a long import would be quadratic in its files.
    Whoever inserts a row tells it with `add`.
    """

    def __init__(self, session: Session, entity: str) -> None:
        (name,) = DISTINCT[entity]
        session.flush()
        rows = straight(session).execute(f'SELECT id, "{name}" FROM "{entity}" ORDER BY id DESC').fetchall()
        self._ids = {fold(str(taken)): int(key) for key, taken in rows}

    def id_of(self, name: str) -> int | None:
        """Id of the row that has the name already."""
        return self._ids.get(fold(name))

    def add(self, name: str, key: int) -> None:
        """A row was made under that name."""
        self._ids.setdefault(fold(name), key)
