"""The log read from the beginning: what it leads to, and what in it does not fit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from qualwork.model.decision import Problem
from qualwork.project.store import chain
from qualwork.project.store.upcast import upcast

RowName = tuple[str, str]
State = dict[RowName, str]
# id, decision, entity, key, before, after, salt, digest
LoggedChange = tuple[Any, Any, Any, Any, Any, Any, Any, Any]
_MOST_PROBLEMS = 200
_CHANGES = "SELECT id, decision, entity, key, before, after, salt, digest FROM change ORDER BY decision, id"


@dataclass
class Reading:
    """The log as far as it was read: the rows it leads to, which decision touched each last, and what was wrong."""

    session: Session
    state: State = field(default_factory=dict)
    touched: dict[RowName, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    erased: int = 0
    head: str = ""
    count: int = 0

    def note(self, decision: int, what: str) -> None:
        """Keep a problem; a file broken everywhere is not listed to the end."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(decision, what.encode(errors="replace").decode()))

    def rows(self, sql: str) -> Any:
        """Rows of one query, streamed."""
        connection: Any = self.session.connection().connection.dbapi_connection
        return connection.execute(sql)

    def changes(self) -> Iterator[tuple[int, list[LoggedChange]]]:
        """The changes of each decision in order, by its number; what has no number is noted."""
        number = 0
        mine: list[LoggedChange] = []
        for row in self.rows(_CHANGES):
            if row[1] != number:
                if mine:
                    yield number, mine
                number, mine = row[1], []
            if isinstance(row[1], int):
                mine.append(row)
            else:
                self.note(0, f"a change of {row[2]} {row[3]} belongs to no decision but to {row[1]!r}")
        if mine:
            yield number, mine

    def step(self, number: int, entity: str, key: str, before: str | None, after: str | None) -> None:
        """Make one change in the state."""
        row = (entity, key)
        before, after = upcast(entity, before), upcast(entity, after)
        stood = self.state.get(row)
        if stood != before and not same(stood, before):
            self.note(
                number, f"decision {number}: {entity} {key} was not as its before-image says {differing(stood, before)}"
            )
        if after is None:
            self.state.pop(row, None)
        else:
            self.state[row] = after
        self.touched[row] = number


def replay(session: Session, last: int) -> State:
    """The rows of the logged tables as they were after decision `last`: (table, key) -> canonical JSON."""
    reading = Reading(session)
    for number, changes in reading.changes():
        if number > last:
            break
        for _, _, entity, key, before, after, *_ in changes:
            reading.step(number, entity, key, before, after)
    return reading.state


def fields(image: Any) -> dict[str, object]:
    """A row out of its JSON; empty where it is none."""
    try:
        found = json.loads(image)
    except (TypeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def same(one: Any, other: Any) -> bool:
    """True where two rows hold the same values of the same types, however they are written."""
    first, second = fields(one), fields(other)
    return bool(first) and chain.canonical(first) == chain.canonical(second)


def differing(one: Any, other: Any) -> str:
    """Which fields differ between two rows, in brackets."""
    if one is None or other is None:
        return "(there is no such row)" if one is None else "(there is such a row)"
    first, second = fields(one), fields(other)
    names = [
        name for name in {**first, **second} if chain.canonical(first.get(name)) != chain.canonical(second.get(name))
    ]
    return f"(field {', '.join(sorted(names))})"
