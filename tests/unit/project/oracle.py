"""What undo and redo should do, worked out from whole copies of the tables and without the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import UniqueConstraint

from qualwork.project.tables import LOGGED
from tests.unit.project.studies import Rows

Row = dict[str, Any] | None
Delta = dict[tuple[str, str], tuple[Row, Row]]

# Among whom a name must differ, without regard to case.
NAMES = {
    "transcript": ("title",),
    "participant": ("pseudonym",),
    "coder": ("name",),
    "code": ("parent_id", "name"),
    "theme_draft": ("name",),
    "theme": ("draft_id", "parent_id", "name"),
    "term_family": ("name",),
    "saved_table": ("name",),
}
THINGS = {"project", "transcript", "participant", "code", "coding", "theme"}


@dataclass
class Deed:
    """A decision that a person made, and the difference it made; `since` is the last one that made or undid it."""

    number: int
    coder: str
    batch: str | None
    delta: Delta
    since: int = 0
    in_force: bool = True

    def __post_init__(self) -> None:
        self.since = self.number


@dataclass
class Oracle:
    """The deeds made, and each coder's two stacks."""

    deeds: list[Deed] = field(default_factory=list)
    undo: dict[str, list[Deed]] = field(default_factory=dict)
    redo: dict[str, list[Deed]] = field(default_factory=dict)

    def done(self, number: int, coder: str, batch: str | None, before: Rows, after: Rows) -> None:
        """Take note of a new deed."""
        deed = Deed(number, coder, batch, difference(before, after))
        self.deeds.append(deed)
        self.undo.setdefault(coder, []).append(deed)
        self.redo[coder] = []

    def next(self, coder: str, redo: bool) -> list[Deed]:
        """The deeds that an undo or redo is about, in its order."""
        stack = (self.redo if redo else self.undo).get(coder, [])
        if not stack:
            return []
        last = stack[-1]
        return [deed for deed in reversed(stack) if deed is last or (last.batch and deed.batch == last.batch)]

    def expected(self, coder: str, redo: bool, rows: Rows) -> Rows | None:
        """The rows as they should be after it; None where it must be refused."""
        targets = self.next(coder, redo)
        if not targets or (not redo and any(self._built_upon(target, targets) for target in targets)):
            return None
        found = dict(rows)
        for target in targets:
            for name, (old, new) in target.delta.items():
                stands, comes = (old, new) if redo else (new, old)
                if found.get(name) != stands:
                    return None
                if comes is None:
                    del found[name]
                else:
                    found[name] = comes
        return None if any(faults(found)) else found

    def _built_upon(self, target: Deed, targets: Sequence[Deed]) -> bool:
        return any(
            deed.in_force and deed.since > target.since and deed not in targets and deed.delta.keys() & target.delta
            for deed in self.deeds
        )

    def moved(self, coder: str, redo: bool, numbers: Sequence[int]) -> None:
        """Take note of an undo or redo that was made by these decisions."""
        targets = self.next(coder, redo)
        source, target = (self.redo, self.undo) if redo else (self.undo, self.redo)
        for deed, number in zip(targets, numbers, strict=True):
            source[coder].remove(deed)
            target.setdefault(coder, []).append(deed)
            deed.in_force, deed.since = redo, number


def difference(before: Rows, after: Rows) -> Delta:
    """The rows that differ, before and after."""
    names = before.keys() | after.keys()
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}


def faults(rows: Rows) -> Iterator[str]:
    """Links that lead nowhere, and what should be unique and is not."""
    ids = {(table, row["id"]) for (table, _), row in rows.items() if "id" in row}
    seen: set[tuple[object, ...]] = set()
    tables = {table.name: table for table in LOGGED}
    for (name, key), row in rows.items():
        for column in tables[name].columns:
            for link in column.foreign_keys:
                if row[column.name] is not None and (link.column.table.name, row[column.name]) not in ids:
                    yield f"{name} {key} {column.name}"
        if name == "memo":
            kind = "term_family" if row["thing_kind"] == "family" else row["thing_kind"]
            if (kind, row["thing_id"]) not in ids:
                yield f"memo {key} thing"
        unique = [
            tuple(row[c.name] for c in u.columns) for u in tables[name].constraints if isinstance(u, UniqueConstraint)
        ]
        if name in NAMES:
            *scope, own = NAMES[name]
            unique.append((*(row[each] for each in scope), row[own].casefold()))
        for number, values in enumerate(unique):
            if (name, number, values) in seen:
                yield f"{name} {key} twice"
            seen.add((name, number, values))
