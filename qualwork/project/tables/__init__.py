"""The tables of a project file, as SQLModel classes; they never leave the project room.

`LOGGED` names the tables an analysis rests on: a change to them happens only in a decision. What is not in it is
the log itself, content stored by its hash, derived data that can be rebuilt, and places of the screen.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Table
from sqlmodel import SQLModel

from qualwork.project.tables import analysis, coding, data, derived, log, study, themes
from qualwork.project.tables.base import Row

metadata = SQLModel.metadata


def facts(rows: Iterable[type[Row]]) -> Iterator[tuple[str, type[Row]]]:
    """The logged tables among classes of rows, by name, in the order in which they are given."""
    return ((str(row.__tablename__), row) for row in rows if row.__logged__)


# In the order in which a file is filled: what others refer to comes before them.
_MODULES = (study, data, coding, themes, analysis, log, derived)
_FACTS = dict(
    facts(
        row
        for module in _MODULES
        for row in vars(module).values()
        if isinstance(row, type) and issubclass(row, Row) and row is not Row
    )
)
LOGGED: tuple[Table, ...] = tuple(metadata.tables[name] for name in _FACTS)
DISTINCT = {name: row.__distinct__ for name, row in _FACTS.items() if row.__distinct__}
LABELS = {name: row.__label__ or name for name, row in _FACTS.items()}
PLURALS = {name: row.__plural__ for name, row in _FACTS.items()}
TABLE_OF_KIND = {row.__kind__: name for name, row in _FACTS.items() if row.__kind__}

__all__ = [
    "DISTINCT",
    "LABELS",
    "LOGGED",
    "PLURALS",
    "TABLE_OF_KIND",
    "analysis",
    "coding",
    "data",
    "derived",
    "log",
    "metadata",
    "study",
    "themes",
]
