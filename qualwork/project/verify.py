"""Verification: the log read from the beginning, every hash recomputed, and its result held against the live tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from qualwork.model.decision import Problem, Verification
from qualwork.project import chain
from qualwork.project.content import unpack
from qualwork.project.decisions import GENESIS
from qualwork.project.guards import key_json, row_json, triggers
from qualwork.project.tables import LOGGED

Told = Callable[[int, int], None]
State = dict[tuple[str, str], str]
_MOST_PROBLEMS = 200


@dataclass
class _Reading:
    """The log as far as it was read: the state it leads to, who touched a row last, and what was wrong."""

    session: Session
    state: State = field(default_factory=dict)
    touched: dict[tuple[str, str], int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    erased: int = 0
    head: str = GENESIS
    count: int = 0

    def note(self, decision: int, what: str) -> None:
        """Keep a problem; a file broken everywhere is not listed to the end."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(decision, what))

    def rows(self, sql: str) -> Any:
        """Rows of one query, streamed."""
        return self.session.connection().exec_driver_sql(sql)


def verify(session: Session, head: str | None = None, told: Told | None = None) -> Verification:
    """Recompute the chain, compare the replay with the live tables row by row, and check content and guards.

    `head` is a hash printed earlier: it must be that of a decision still in the chain. `told(done, all)` reports
    progress in decisions.
    """
    reading = _Reading(session)
    hashes = _read_chain(reading, told)
    _compare_live(reading)
    _check_content(reading)
    _check_guards(reading)
    if head is not None and not any(known.startswith(head.lower()) for known in hashes if len(head) >= 8):
        reading.note(0, f"the head {head} is not in this chain: decisions after or before it were cut or replaced")
    return Verification(not reading.problems, reading.count, reading.head, reading.erased, tuple(reading.problems))


def replay(session: Session, last: int) -> State:
    """The rows of the logged tables as they were after decision `last`: (table, key) -> canonical JSON."""
    reading = _Reading(session)
    for number, changes in _changes_by_decision(reading):
        if number > last:
            break
        for _, entity, key, before, after, *_rest in changes:
            _step(reading, number, entity, key, before, after)
    return reading.state


def _read_chain(reading: _Reading, told: Told | None) -> list[str]:
    names = [*chain.HASHED, "hash", "label", "label_salt", "why", "why_salt"]
    rows = reading.rows(f"SELECT {', '.join(names)} FROM decision ORDER BY number").mappings().all()
    changes = _changes_by_decision(reading)
    pending = next(changes, None)
    previous, hashes = GENESIS, []
    for position, row in enumerate(rows, start=1):
        number = row["number"]
        while pending is not None and pending[0] < number:
            reading.note(pending[0], f"decision {pending[0]} is missing though the log holds changes of it")
            pending = next(changes, None)
        mine: list[Any] = []
        if pending is not None and pending[0] == number:
            mine = pending[1]
            pending = next(changes, None)
        if number != position + (rows[0]["number"] - 1):
            reading.note(number, f"decision {number} stands where {position} should: one was removed or reordered")
        _check_decision(reading, row, mine, previous)
        previous = row["hash"]
        hashes.append(previous)
        if told is not None and position % 1000 == 0:
            told(position, len(rows))
    if rows and rows[0]["number"] != 1:
        reading.note(1, f"the log begins with decision {rows[0]['number']}: those before it were removed")
    while pending is not None:
        reading.note(pending[0], f"decision {pending[0]} is missing though the log holds changes of it")
        pending = next(changes, None)
    reading.head, reading.count = previous, len(rows)
    return hashes


def _changes_by_decision(reading: _Reading) -> Iterator[tuple[int, list[Any]]]:
    sql = "SELECT decision, entity, key, before, after, salt, digest FROM change ORDER BY decision, id"
    number = 0
    mine: list[Any] = []
    for row in reading.rows(sql):
        if row[0] != number:
            if mine:
                yield number, mine
            number, mine = row[0], []
        mine.append(row)
    if mine:
        yield number, mine


def _check_decision(reading: _Reading, row: Any, changes: list[Any], previous: str) -> None:
    number = row["number"]
    if row["previous"] != previous:
        reading.note(
            number, f"decision {number} does not follow the one before it: one was removed, added or reordered"
        )
    if chain.decision_hash(row) != row["hash"]:
        reading.note(
            number, f"decision {number} was changed: its hash does not fit its time, coder, phase, verb or links"
        )
    for name in ("label", "why"):
        if row[f"{name}_salt"] is None:
            reading.erased += 1
        elif chain.text_digest(row[f"{name}_salt"], row[name] or "") != row[f"{name}_digest"]:
            reading.note(number, f"decision {number}: its {name} was changed")
    if len(changes) != row["changes"]:
        reading.note(
            number, f"decision {number} has {len(changes)} changes in the log, {row['changes']} when it was made"
        )
    if chain.changes_digest(str(change[6]) for change in changes) != row["changes_digest"]:
        reading.note(number, f"decision {number}: a change was added, removed, reordered or replaced")
    for _, entity, key, before, after, salt, digest in changes:
        if salt is None:
            reading.erased += 1
        elif chain.change_digest(salt, entity or "", key or "", before, after) != digest:
            reading.note(number, f"decision {number}: its change of {entity} {key} was altered")
        _step(reading, number, entity, key, before, after)


def _step(reading: _Reading, number: int, entity: str, key: str, before: str | None, after: str | None) -> None:
    row = (entity, key)
    stood = reading.state.get(row)
    if stood != before and not _same(stood, before):
        reading.note(
            number, f"decision {number}: {entity} {key} was not as its before-image says {_differing(stood, before)}"
        )
    if after is None:
        reading.state.pop(row, None)
    else:
        reading.state[row] = after
    reading.touched[row] = number


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and bool(json.loads(one) == json.loads(other))


def _differing(one: str | None, other: str | None) -> str:
    if one is None or other is None:
        return "(there is no such row)" if one is None else "(there is such a row)"
    first, second = json.loads(one), json.loads(other)
    fields = sorted(name for name in {*first, *second} if first.get(name) != second.get(name))
    return f"(field {', '.join(fields)})"


def _compare_live(reading: _Reading) -> None:
    unseen = set(reading.state)
    for table in LOGGED:
        sql = f'SELECT {key_json(table, "t")}, {row_json(table, "t")} FROM "{table.name}" AS t'
        for key, live in reading.rows(sql):
            row = (table.name, key)
            unseen.discard(row)
            logged = reading.state.get(row)
            if logged is None:
                reading.note(reading.touched.get(row, 0), f"{table.name} {key} is in the file, but no decision made it")
            elif logged != live and not _same(logged, live):
                number = reading.touched[row]
                reading.note(number, f"{table.name} {key} differs from decision {number} {_differing(logged, live)}")
    for entity, key in sorted(unseen):
        number = reading.touched[entity, key]
        reading.note(number, f"{entity} {key} of decision {number} is gone from the file")


def _check_content(reading: _Reading) -> None:
    present = set()
    for sha256, packing, data in reading.rows("SELECT sha256, packing, data FROM content"):
        present.add(sha256)
        try:
            sound = hashlib.sha256(unpack(packing, data)).hexdigest() == sha256
        except ValueError:
            sound = False
        if not sound:
            reading.note(0, f"content {sha256[:12]} was changed: its bytes do not fit their hash")
    for (entity, key), row in reading.state.items():
        if entity in ("revision", "transcript"):
            values = json.loads(row)
            for name in ("text_sha256", "turns_sha256", "source_sha256"):
                if name in values and values[name] not in present:
                    number = reading.touched[entity, key]
                    reading.note(
                        number, f"{entity} {key} of decision {number}: its {name.split('_')[0]} is gone from the file"
                    )


def _check_guards(reading: _Reading) -> None:
    live = {row[0]: row[1] for row in reading.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()}
    expected = triggers()
    for name in sorted(expected.keys() | live.keys()):
        if live.get(name) != expected.get(name):
            what = "was removed" if name not in live else "is not the program's own"
            reading.note(0, f"the guard {name} {what}: changes may have passed by the log")
    if reading.rows("SELECT 1 FROM open_decision").first() is not None:
        reading.note(0, "a decision was left open by another program")
