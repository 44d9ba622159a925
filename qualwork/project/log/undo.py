"""Undo and redo: a new decision that makes an old one's changes backwards, or again."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import groupby

from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from qualwork.model.decision import Decision
from qualwork.model.errors import Refused
from qualwork.model.verbs import Verb
from qualwork.project.log import history, obstacles, undo_stack
from qualwork.project.log.obstacles import Step
from qualwork.project.log.undo_stack import Target
from qualwork.project.store.decisions import IN_ONE_STATEMENT, Deciding, Project
from qualwork.project.store.guards import row_json
from qualwork.project.store.trees import NoTree
from qualwork.project.store.upcast import upcast
from qualwork.project.tables import metadata

Settle = Callable[[Deciding], None]
"""What is to be done with what came back, before the decision is sealed."""


def leave(_: Deciding) -> None:
    """Leave what came back as it is."""


class _RowMoved(Exception):
    """A row is not as the log says it was before the change."""


def undo(project: Project, why: str = "", settle: Settle = leave) -> list[Decision]:
    """Invert this coder's last decision, with its batch; returns the decisions made, newest first.

    Raises Refused, naming the decision in the way, where a later one builds upon it; nothing is changed then.
    """
    return _invert(project, why, settle, redo=False)


def redo(project: Project, why: str = "", settle: Settle = leave) -> list[Decision]:
    """Put back what this coder undid last; returns and raises like `undo`."""
    return _invert(project, why, settle, redo=True)


def undo_one(project: Project, number: int, why: str = "", settle: Settle = leave) -> list[Decision]:
    """Invert one of this coder's decisions out of the order; returns and raises like `undo`."""
    with project.read() as session:
        named = history.without_changes(session, number)
    decision = named.redoes or number
    if named.coder != project.coder:
        raise Refused(f"decision {number} is {named.coder}'s; only {named.coder} undoes it (--coder {named.coder})")
    if named.undoes is not None:
        raise Refused(f"decision {number} undid decision {named.undoes} itself; redo puts that back")
    return _invert(project, why, settle, redo=False, decision=decision)


def _targets(project: Project, session: Session, redo: bool, decision: int | None) -> list[Target]:
    if decision is not None:
        found = undo_stack.to_undo_one(session, project.coder, decision)
        if not found:
            raise Refused(f"decision {decision} is not in force: it was undone, or stands outside the order of undo")
        return found
    found = (undo_stack.to_redo if redo else undo_stack.to_undo)(session, project.coder)
    if not found:
        raise Refused(f"nothing to {'redo' if redo else 'undo'} for coder {project.coder!r}")
    return found


def _invert(project: Project, why: str, settle: Settle, redo: bool, decision: int | None = None) -> list[Decision]:
    with project.transaction() as session:
        targets = _targets(project, session, redo, decision)
        if not redo:
            obstacles.refuse_later(session, targets)
        steps = [_steps(session, target) for target in targets]
        every = [step for some in steps for step in some]
        try:
            with session.begin_nested():
                # Within a decision rows may have come and gone in any order: links are checked at its end.
                session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
                made = [_decide(project, *pair, why, settle) for pair in zip(targets, steps, strict=True)]
                obstacles.refuse_broken(session, every)
        except (_RowMoved, IntegrityError):
            raise obstacles.explain(session, every) from None
        except NoTree as fault:
            raise obstacles.explain_no_tree(session, every, fault) from None
        session.expire_all()
        return [history.decision(session, number) for number in made]


def _steps(session: Session, target: Target) -> list[Step]:
    """The changes of a target backwards: a redo takes back the undo, with what that carried along."""
    query = "SELECT entity, key, before, after, salt FROM change WHERE decision = ? ORDER BY id"
    steps = []
    for entity, key, before, after, salt in session.connection().exec_driver_sql(query, (target.source,)).all():
        if salt is None:
            last = (
                session.connection()
                .exec_driver_sql("SELECT max(decision) FROM change WHERE entity = 'erasure'")
                .scalar()
            )
            raise Refused(
                f"decision {target.source} stays as it is: content of it was erased by decision {last} or before; "
                "change or delete what it made by hand"
            )
        images = upcast(entity, before), upcast(entity, after)
        new, old = images
        steps.append(Step(target, entity, key, old, None if new is None else json.loads(new)))
    return steps[::-1]


def _decide(project: Project, target: Target, steps: Sequence[Step], why: str, settle: Settle) -> int:
    with project.read() as session:
        original = history.without_changes(session, target.decision)
    verb = Verb.REDO if target.undone else Verb.UNDO
    label = f"{original.verb}: {original.label}" if original.label else original.verb
    batch = None if target.batch is None else f"{verb} {target.batch}"
    with project.decide(verb, label, why, original.phase, batch) as deciding:
        deciding.undoes, deciding.redoes = (None, target.decision) if target.undone else (target.decision, None)
        for (entity, kind), run in groupby(steps, key=lambda step: (step.entity, step.kind)):
            _make(session, metadata.tables[entity], kind, list(run))
        settle(deciding)
    return deciding.number


def _make(session: Session, table: Table, kind: str, steps: Sequence[Step]) -> None:
    """Make changes of one kind in one table; raises _RowMoved where a row does not stand as it did."""
    make = {"insert": _insert, "update": _update, "delete": _delete}[kind]
    for at in range(0, len(steps), IN_ONE_STATEMENT):
        some = steps[at : at + IN_ONE_STATEMENT]
        if make(session.connection(), table, some) != len(some):
            raise _RowMoved


def _insert(connection: Connection, table: Table, steps: Sequence[Step]) -> int:
    names = [column.name for column in table.columns]
    columns = ", ".join(f'"{name}"' for name in names)
    values = [step.after[name] for step in steps if step.after is not None for name in names]
    sql = f'INSERT INTO "{table.name}" ({columns}) VALUES {_marks(len(steps), len(names))}'
    return connection.exec_driver_sql(sql, tuple(values)).rowcount


def _update(connection: Connection, table: Table, steps: Sequence[Step]) -> int:
    """One statement a row: rows may hand a unique name on to each other, in this order."""
    names = [column.name for column in table.columns if not column.primary_key]
    facts = ", ".join(f'"{name}" = ?' for name in names)
    row = row_json(table, f'"{table.name}"')
    sql = f'UPDATE "{table.name}" SET {facts} WHERE ({_key(table)}) = {_marks(1, len(table.primary_key))} AND {row} = ?'
    values = [
        (*(step.after[name] for name in names), *json.loads(step.key), step.before)
        for step in steps
        if step.after is not None
    ]
    return connection.exec_driver_sql(sql, values).rowcount


def _delete(connection: Connection, table: Table, steps: Sequence[Step]) -> int:
    row = row_json(table, f'"{table.name}"')
    sql = (
        f'DELETE FROM "{table.name}" WHERE ({_key(table)}) IN (VALUES {_marks(len(steps), len(table.primary_key))}) '
        f"AND {row} IN {_marks(1, len(steps))}"
    )
    keys = [part for step in steps for part in json.loads(step.key)]
    return connection.exec_driver_sql(sql, (*keys, *(step.before for step in steps))).rowcount


def _key(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.primary_key.columns)


def _marks(rows: int, columns: int) -> str:
    row = f"({', '.join('?' * columns)})"
    return ", ".join([row] * rows)
