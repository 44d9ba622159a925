"""What a coder can undo and redo next, read off the log from its end.

A decision puts itself on its coder's undo stack and clears redo, an undo moves its target to the redo stack, a redo
moves it back. Decisions of one batch move together. Only the end of the log is read, as far as it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from qualwork.model.verbs import FINAL, HOUSEKEEPING

# A redo belongs to the batch of the decision that it puts back.
_BACKWARDS = """
    SELECT link.number, link.verb, link.undoes, link.redoes, coalesce(target.batch, link.batch) AS batch
    FROM decision AS link LEFT JOIN decision AS target ON target.number = coalesce(link.undoes, link.redoes)
    WHERE link.coder = ? ORDER BY link.number DESC
"""


@dataclass(frozen=True, slots=True)
class Target:
    """A decision to undo or redo: the changes of `source`, which last put it in or out of force, are made backwards."""

    decision: int
    source: int
    batch: str | None
    undone: bool = False


def to_undo(session: Session, coder: str) -> list[Target]:
    """The coder's last decision in force, with those of its batch, newest first; empty where there is none."""
    return _top(session, coder, _in_force(_backwards(session, coder)))


def to_redo(session: Session, coder: str) -> list[Target]:
    """What the coder undid last and may redo, with its batch, in the order of the first time."""
    return _top(session, coder, _undone(_backwards(session, coder)))


def to_undo_one(session: Session, coder: str, decision: int) -> list[Target]:
    """One of the coder's decisions with those of its batch, newest first; empty where it is not in force."""
    stack = list(_in_force(_backwards(session, coder)))
    batch = next((target.batch for target in stack if target.decision == decision), None)
    return [target for target in stack if target.decision == decision or (batch is not None and target.batch == batch)]


def _backwards(session: Session, coder: str) -> Iterator[Any]:
    for row in session.connection().exec_driver_sql(_BACKWARDS, (coder,)):
        if row.verb not in HOUSEKEEPING | FINAL:
            yield row


def _in_force(rows: Iterable[Any]) -> Iterator[Target]:
    settled: set[int] = set()
    for row in rows:
        decision = row.undoes or row.redoes or row.number
        if decision not in settled and row.undoes is None:
            yield Target(decision, row.number, row.batch)
        settled.add(decision)


def _undone(rows: Iterable[Any]) -> Iterator[Target]:
    settled: set[int] = set()
    for row in rows:
        decision = row.undoes or row.redoes
        if decision is None:
            return
        if decision not in settled and row.undoes is not None:
            yield Target(decision, row.number, row.batch, undone=True)
        settled.add(decision)


def _top(session: Session, coder: str, stack: Iterator[Target]) -> list[Target]:
    first = next(stack, None)
    if first is None or first.batch is None:
        return [first] if first else []
    query = "SELECT min(number) FROM decision WHERE batch = ? AND coder = ?"
    oldest = session.connection().exec_driver_sql(query, (first.batch, coder)).scalar_one()
    found = [first]
    for target in stack:
        if target.source < oldest:
            break
        if target.batch == first.batch:
            found.append(target)
    return found
