"""Undo and redo: a new decision that inverts an old one.

There is a stack a coder, and it is read off the log: a deed puts itself on the undo stack and clears redo, an undo
moves its target to the redo stack, a redo moves it back. Decisions of one batch move together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, UniqueConstraint, select
from sqlmodel import Session, col

from qualwork.model.decision import Change, Decision, Value
from qualwork.model.errors import Refused
from qualwork.project import history
from qualwork.project.decisions import HOUSEKEEPING, Project
from qualwork.project.names import DISTINCT, taken_by
from qualwork.project.tables import LOGGED, metadata
from qualwork.project.tables.log import DecisionRow

Row = Mapping[str, Value]


@dataclass
class _Applied:
    """A deed as it stands: the deed itself, and the last decision that put it in force (itself or a redo)."""

    deed: int
    by: int
    batch: str | None


@dataclass
class Stacks:
    """What a coder can undo and redo next, and which decisions are in force."""

    undo: list[_Applied] = field(default_factory=list)
    redo: list[_Applied] = field(default_factory=list)


def stacks(session: Session) -> tuple[dict[str, Stacks], set[int]]:
    """Stacks by coder, and the numbers of the decisions in force: neither undone, nor an undo, nor redone elsewhere."""
    wanted = (DecisionRow.number, DecisionRow.coder, DecisionRow.verb, DecisionRow.batch)
    links = (DecisionRow.undoes, DecisionRow.redoes)
    found: dict[str, Stacks] = {}
    in_force: set[int] = set()
    for row in session.execute(select(*map(col, wanted), *map(col, links)).order_by(col(DecisionRow.number))):
        mine = found.setdefault(row.coder, Stacks())
        if row.undoes is not None:
            undone = _take(mine.undo, row.undoes)
            in_force.discard(undone.by)
            mine.redo.append(undone)
        elif row.redoes is not None:
            again = _take(mine.redo, row.redoes)
            again.by = row.number
            in_force.add(row.number)
            mine.undo.append(again)
        else:
            in_force.add(row.number)
            if row.verb not in HOUSEKEEPING:
                mine.undo.append(_Applied(row.number, row.number, row.batch))
                mine.redo.clear()
    return found, in_force


def _take(stack: list[_Applied], deed: int) -> _Applied:
    at = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].deed == deed), None)
    return _Applied(deed, deed, None) if at is None else stack.pop(at)


def undo(project: Project, why: str = "") -> list[Decision]:
    """Invert this coder's last deed, with its batch; returns the new decisions, newest deed first."""
    return _invert(project, why, redo=False)


def redo(project: Project, why: str = "") -> list[Decision]:
    """Put back what this coder undid last."""
    return _invert(project, why, redo=True)


def _invert(project: Project, why: str, redo: bool) -> list[Decision]:
    with project.transaction() as session:
        by_coder, in_force = stacks(session)
        mine = by_coder.get(project.coder, Stacks())
        targets = _next(mine.redo if redo else mine.undo)
        if not targets:
            raise Refused(f"nothing to {'redo' if redo else 'undo'} for coder {project.coder!r}")
        batch = targets[0].batch
        made = []
        for target in targets:
            original = history.decision(session, target.deed)
            source = history.decision(session, target.by)
            _refuse_if_built_upon(session, source, in_force - {t.by for t in targets})
            changes = source.changes if redo else tuple(_inverse(source.changes))
            verb = "redo" if redo else "undo"
            label = f"{original.verb}: {original.label}" if original.label else original.verb
            with project.decide(verb, label, why, original.phase, batch and f"{verb} {batch}") as deciding:
                deciding.undoes, deciding.redoes = (None, target.deed) if redo else (target.deed, None)
                for change in changes:
                    _apply(session, change, source)
            made.append(history.decision(session, deciding.number))
        return made


def _next(stack: Sequence[_Applied]) -> list[_Applied]:
    if not stack:
        return []
    last = stack[-1]
    if last.batch is None:
        return [last]
    return [applied for applied in reversed(stack) if applied.batch == last.batch]


def _inverse(changes: Sequence[Change]) -> Iterator[Change]:
    for change in reversed(changes):
        if change.erased:
            raise Refused("content of that decision was erased; it cannot be undone")
        yield Change(change.entity, change.key, change.after, change.before)


def _refuse_if_built_upon(session: Session, source: Decision, in_force: set[int]) -> None:
    touched = {(change.entity, change.key) for change in source.changes}
    for entity, key in touched:
        for later in history.of_thing(session, entity, key):
            if later.number > source.number and later.number in in_force:
                raise _in_the_way(later, source, f"changed the same {entity.replace('_', ' ')}")


def _in_the_way(later: Decision, source: Decision, what: str) -> Refused:
    about = f" ({later.label})" if later.label else ""
    return Refused(
        f"decision {source.number} ({source.verb}) stays: decision {later.number} by {later.coder}, "
        f"{later.verb}{about}, {what}; undo that first"
    )


def _apply(session: Session, change: Change, source: Decision) -> None:
    """Make a change again on the live row; `change.before` is what must stand there now."""
    table = metadata.tables[change.entity]
    key = _key_of(table, json.loads(change.key))
    if change.after is None:
        _refuse_if_referred_to(session, table, key, source)
        session.execute(table.delete().where(*_is(table, key)))
        return
    _refuse_if_name_taken(session, table, change.after, key, source)
    if change.before is None:
        session.execute(table.insert().values(**change.after))
    else:
        session.execute(table.update().where(*_is(table, key)).values(**change.after))


def _key_of(table: Table, values: Sequence[Value]) -> Row:
    return {column.name: value for column, value in zip(table.primary_key.columns, values, strict=True)}


def _is(table: Table, values: Row) -> list[Any]:
    return [table.c[name] == value for name, value in values.items()]


def _refuse_if_referred_to(session: Session, table: Table, key: Row, source: Decision) -> None:
    for child in LOGGED:
        for column in child.columns:
            if any(link.column.table is table for link in column.foreign_keys):
                row = (
                    session.execute(select(child).where(column == next(iter(key.values()))).limit(1)).mappings().first()
                )
                if row is not None:
                    raise _in_the_way(_last(session, child, dict(row)), source, f"refers to its {table.name}")


def _refuse_if_name_taken(session: Session, table: Table, after: Row, key: Row, source: Decision) -> None:
    if table.name in DISTINCT:
        other = taken_by(session, table.name, after, key.get("id"))
        if other is not None:
            raise _in_the_way(_last(session, table, dict(other)), source, f"has taken the name of its {table.name}")
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            same = [column == after[column.name] for column in constraint.columns]
            for row in session.execute(select(table).where(*same)).mappings():
                if any(row[name] != value for name, value in key.items()):
                    raise _in_the_way(_last(session, table, dict(row)), source, f"made the same {table.name}")


def _last(session: Session, table: Table, row: Row) -> Decision:
    key = json.dumps(
        [row[column.name] for column in table.primary_key.columns], separators=(",", ":"), ensure_ascii=False
    )
    return history.decision(session, history.last_touch(session, table.name, key))
