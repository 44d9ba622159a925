"""Which columns hold ids of other tables: foreign keys, and the things that memos and set-aside tasks are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualwork.model.decision import Value
from qualwork.model.refs import THING_KINDS
from qualwork.project.tables import LOGGED, TABLE_OF_KIND


@dataclass(frozen=True, slots=True)
class Link:
    """A column of `child` that holds ids of `parent`: always, or where the row's thing_kind is `kind`."""

    child: str
    column: str
    parent: str
    kind: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that say where the link leads."""
        return (self.column,) if self.kind is None else ("thing_kind", self.column)

    def leads_to(self, row: Mapping[str, Value]) -> Value:
        """The id a row of the child holds by this link, or None."""
        return row[self.column] if self.kind is None or row["thing_kind"] == self.kind else None

    def holds(self, marks: str) -> str:
        """SQL that is true for a row `t` of the child that leads to one of `marks`."""
        kind = "" if self.kind is None else f"t.thing_kind = '{self.kind}' AND "
        return f'{kind}t."{self.column}" IN ({marks})'


def _links() -> Iterator[Link]:
    for table in LOGGED:
        for column in table.columns:
            for key in column.foreign_keys:
                yield Link(table.name, column.name, key.column.table.name)
    for table in sorted(LOGGED, key=lambda table: table.name):
        for kind in THING_KINDS if "thing_kind" in table.columns else ():
            yield Link(table.name, "thing_id", TABLE_OF_KIND.get(kind, kind), kind)


LINKS = tuple(_links())
