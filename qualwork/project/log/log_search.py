"""Decisions found by who made them, when, in which phase, of which kind, on which thing, with which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from qualwork.model.decision import Decision
from qualwork.project.log import history
from qualwork.project.tables.log import DecisionRow


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What decisions must have; None is anything.

    `day` is a date in UTC, `words` stand in the label, kind or reason, `thing` is an entity and the id of its row.
    """

    coder: str | None = None
    phase: int | None = None
    verb: str | None = None
    day: str | None = None
    words: str | None = None
    thing: tuple[str, int] | None = None


def search(session: Session, wanted: LogFilter, most: int) -> list[Decision]:
    """The newest decisions that fit, at most so many, the newest first."""
    number = col(DecisionRow.number)
    query = select(number).where(*_conditions(session, wanted)).order_by(number.desc())
    numbers = list(session.scalars(query.limit(most)))
    if not numbers:
        return []
    fitting = set(numbers)
    found = history.decisions(session, first=numbers[-1], last=numbers[0])
    return [decision for decision in reversed(found) if decision.number in fitting]


def count(session: Session, wanted: LogFilter) -> int:
    """How many decisions fit."""
    query = select(func.count()).select_from(DecisionRow).where(*_conditions(session, wanted))
    return int(session.scalar(query) or 0)


def values(session: Session) -> dict[str, list[tuple[str, int]]]:
    """Coders, phases, kinds and days that there are, with how many decisions each has; days newest first."""
    columns: dict[str, Any] = {
        "coder": col(DecisionRow.coder),
        "phase": col(DecisionRow.phase),
        "kind": col(DecisionRow.verb),
        "day": func.substr(col(DecisionRow.at), 1, 10),
    }
    found: dict[str, list[tuple[str, int]]] = {}
    for name, column in columns.items():
        order = column.desc() if name == "day" else column
        rows: Sequence[Any] = session.execute(select(column, func.count()).group_by(column).order_by(order)).all()
        found[name] = [(str(value), int(number)) for value, number in rows]
    return found


def _conditions(session: Session, wanted: LogFilter) -> list[Any]:
    found: list[Any] = []
    for column, value in (
        (col(DecisionRow.coder), wanted.coder),
        (col(DecisionRow.phase), wanted.phase),
        (col(DecisionRow.verb), wanted.verb),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.day is not None:
        found.append(col(DecisionRow.at).startswith(wanted.day, autoescape=True))
    for word in (wanted.words or "").split():
        inside = (col(DecisionRow.label), col(DecisionRow.verb), col(DecisionRow.why))
        found.append(or_(*(column.icontains(word, autoescape=True) for column in inside)))
    if wanted.thing is not None:
        entity, row_id = wanted.thing
        own = history.of_thing(session, entity, f"[{row_id}]")
        around = history.around_thing(session, entity, row_id)
        found.append(col(DecisionRow.number).in_({each.number for each in [*own, *around]}))
    return found
