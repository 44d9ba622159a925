"""Verification: the log read from the beginning, every hash recomputed, and its result held against the live tables."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlmodel import Session

from qualwork.model.decision import Verification
from qualwork.project.log import erasure_checks, erasure_records, promises
from qualwork.project.log.replay import LoggedChange, Reading, State, differing, fields, replay, same
from qualwork.project.store import chain, schema
from qualwork.project.store.content import unpack
from qualwork.project.store.decisions import GENESIS
from qualwork.project.store.guards import key_json, row_json
from qualwork.project.tables import LOGGED

__all__ = ["Progress", "State", "replay", "verify"]

Progress = Callable[[int, int], None]
_COLUMNS = (*chain.HASHED, "hash", "label", "label_salt", "why", "why_salt")
# The decision, entity, key and field by which content is named.
_Naming = tuple[int, str, str, str]
_CONTENT_FIELDS = ("text_sha256", "turns_sha256", "source_sha256")


@dataclass
class _Checking(Reading):
    """A reading that also keeps where content is named, by its hash, and what stands where content was erased."""

    named: dict[str, list[_Naming]] = field(default_factory=dict)
    stands: list[erasure_records.StandIn] = field(default_factory=list)
    # Stands before bytes where text belongs; None as long as none were met.
    foreign: str | None = None
    # Hashes of all content there is.
    present: set[str] = field(default_factory=set)
    # Verb, coder and time of each decision.
    decided: dict[int, tuple[str, str, str]] = field(default_factory=dict)


def verify(session: Session, head: str | None = None, progress: Progress | None = None) -> Verification:
    """Recompute the chain, compare the replay with the live tables row by row, and check content and guards.

    `head` is a hash printed earlier: it must be that of a decision still in the chain. `progress(done, all)` reports
    progress in decisions.
    """
    try:
        return _verify(_Checking(session), head, progress)
    except sqlite3.OperationalError:
        # Some value is of a kind that the program never writes: bytes, or text that is no UTF-8.
        with _any_text(session):
            return _verify(_Checking(session, foreign=secrets.token_hex(4)), head, progress)


@contextmanager
def _any_text(session: Session) -> Iterator[None]:
    connection: Any = session.connection().connection.dbapi_connection
    connection.text_factory = lambda raw: raw.decode(errors="surrogateescape")
    try:
        yield
    finally:
        connection.text_factory = str


def _verify(checking: _Checking, head: str | None, progress: Progress | None) -> Verification:
    hashes = _check_chain(checking, progress)
    _check_erased(checking)
    before = len(checking.problems)
    _compare_live(checking)
    as_logged = len(checking.problems) == before
    _check_content(checking)
    _check_guards(checking)
    # Of a row that was changed it is enough to say so: not also what follows from it.
    _check_promises(checking, promises.PROMISES if as_logged else promises.OF_ANY_FILE)
    if head is not None and not any(known == head.lower() for known in hashes):
        cut = "decisions after or before it were cut or replaced"
        why = (
            cut if len(head) == len(GENESIS) else f"a head has {len(GENESIS)} signs, and is asked for with all of them"
        )
        checking.note(0, f"the head {head} is not in this chain: {why}")
    problems = tuple(checking.problems)
    erasures = tuple(erasure_checks.erasures(_carried(checking), checking.stands))
    return Verification(not problems, checking.count, checking.head, checking.erased, problems, erasures)


def _check_chain(checking: _Checking, progress: Progress | None) -> list[str]:
    rows = checking.rows(f"SELECT {', '.join(_COLUMNS)} FROM decision ORDER BY number").fetchall()
    changes = checking.changes()
    waiting = next(changes, None)
    hashes, expected, next_change = [GENESIS], 1, 1
    for position, values in enumerate(rows, start=1):
        row = dict(zip(_COLUMNS, values, strict=True))
        number = row["number"]
        while waiting is not None and waiting[0] < number:
            _note_homeless(checking, waiting[0])
            waiting = next(changes, None)
        if number != expected:
            checking.note(number, f"decision {number} stands where {expected} should: one was removed or reordered")
        mine: list[LoggedChange] = []
        if waiting is not None and waiting[0] == number:
            mine, waiting = waiting[1], next(changes, None)
            if mine[0][0] != next_change or mine[-1][0] != next_change + len(mine) - 1:
                checking.note(number, f"decision {number}: a change before it or of it was removed, added or moved")
            next_change = mine[-1][0] + 1
        _check_decision(checking, row, mine, hashes[-1])
        hashes.append(str(row["hash"]))
        expected = number + 1
        if progress is not None and position % 1000 == 0:
            progress(position, len(rows))
    while waiting is not None:
        _note_homeless(checking, waiting[0])
        waiting = next(changes, None)
    checking.head, checking.count = hashes[-1], len(rows)
    return hashes[1:]


def _note_homeless(checking: _Checking, number: int) -> None:
    checking.note(number, f"decision {number} is missing though the log holds changes of it")


def _check_decision(checking: _Checking, row: dict[str, Any], changes: Sequence[LoggedChange], previous: str) -> None:
    number = row["number"]
    checking.decided[number] = (str(row["verb"]), str(row["coder"]), str(row["at"]))
    if row["previous"] != previous:
        what = "does not follow the one before it: one was removed, added or reordered"
        checking.note(number, f"decision {number} {what}")
    if not _fits(row["hash"], chain.decision_hash, row):
        what = "was changed: its hash does not fit its time, coder, phase, verb or links"
        checking.note(number, f"decision {number} {what}")
    for name in ("label", "why"):
        if row[f"{name}_salt"] is None:
            text = row[name] or ""
            checking.stands.append(erasure_records.StandIn(number, name, number, ("", "", text, None), f"its {name}"))
        elif not _fits(row[f"{name}_digest"], chain.text_digest, row[f"{name}_salt"], row[name]):
            checking.note(number, f"decision {number}: its {name} was changed")
    if len(changes) != row["changes"]:
        what = f"has {len(changes)} changes in the log, {row['changes']} when it was made"
        checking.note(number, f"decision {number} {what}")
    if not _fits(row["changes_digest"], chain.changes_digest, [change[7] for change in changes]):
        checking.note(number, f"decision {number}: a change was added, removed, reordered or replaced")
    for change in changes:
        _check_change(checking, number, change)


def _check_change(checking: _Checking, number: int, change: LoggedChange) -> None:
    row_id, _, entity, key, before, after, salt, digest = change
    if salt is None:
        what = f"its change of {entity} {key}"
        checking.stands.append(erasure_records.StandIn(number, "change", row_id, (entity, key, before, after), what))
    elif digest is None:
        checking.note(number, f"decision {number}: a change of {entity} {key} was added to it after it was made")
        return
    elif not _fits(digest, chain.change_digest, salt, entity, key, before, after):
        checking.note(number, f"decision {number}: its change of {entity} {key} was altered")
    checking.step(number, str(entity), str(key), before, after)
    if entity in ("revision", "transcript") and after is not None:
        image = fields(after)
        for name in _CONTENT_FIELDS:
            if image.get(name) is not None:
                checking.named.setdefault(str(image[name]), []).append((number, entity, key, name))


def _check_erased(checking: _Checking) -> None:
    """Everything erased must be listed by a decision, and what stands in its place must be what that one put there."""
    images = [image for (entity, _), image in checking.state.items() if entity == "erasure"]
    listed = erasure_records.Listed(fields(image) for image in images)
    for stand_in in checking.stands:
        checking.erased += 1
        start = f"decision {stand_in.decision}: {stand_in.what} was erased"
        if not listed.knows(stand_in):
            checking.note(stand_in.decision, f"{start}, and no decision says so")
        elif not listed.fits(stand_in):
            checking.note(stand_in.decision, f"{start}, and what stands in its place was changed")
    for kind, target in listed.missing(checking.stands):
        checking.note(0, f"the {kind} {target} was erased by a decision and is there again")
    for number, what in erasure_checks.findings(_carried(checking), checking.stands, _content_of(checking)):
        checking.note(number, what)


def _carried(checking: _Checking) -> list[erasure_checks.Carried]:
    """The erasures of the log, in order."""
    found = []
    for (entity, key), image in checking.state.items():
        if entity == "erasure":
            number = checking.touched[entity, key]
            found.append(erasure_checks.Carried(fields(image), number, *checking.decided.get(number, ("", "", ""))))
    return sorted(found, key=lambda each: each.decision)


def _content_of(checking: _Checking) -> erasure_checks.Fetch:
    connection: Any = checking.session.connection().connection.dbapi_connection

    @lru_cache(256)
    def fetch(sha256: object) -> bytes | None:
        row = connection.execute("SELECT packing, data, size FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        try:
            return None if row is None else unpack(*row)
        except (TypeError, ValueError):
            return None

    return fetch


def _fits(known: object, make: Callable[..., str], *parts: object) -> bool:
    try:
        return make(*parts) == known
    except TypeError:
        # No text where there must be some, or bytes.
        return False


def _compare_live(checking: _Checking) -> None:
    unseen = set(checking.state)
    for table in LOGGED:
        key, row = (make(table, "t", checking.foreign) for make in (key_json, row_json))
        try:
            live_rows = checking.rows(f'SELECT {key}, {row} FROM "{table.name}" AS t').fetchall()
        except sqlite3.Error as fault:
            if checking.foreign is None:
                raise
            checking.note(0, f"the table {table.name} cannot be read: {fault}")
            continue
        for key, live in live_rows:
            name = (table.name, key)
            unseen.discard(name)
            logged = checking.state.get(name)
            number = checking.touched.get(name, 0)
            if logged is None:
                checking.note(number, f"{table.name} {key} is in the file, but no decision made it")
            elif logged != live and not same(logged, live):
                checking.note(number, f"{table.name} {key} differs from decision {number} {differing(logged, live)}")
    for entity, key in sorted(unseen):
        number = checking.touched[entity, key]
        checking.note(number, f"{entity} {key} of decision {number} is gone from the file")


def _check_content(checking: _Checking) -> None:
    present = checking.present
    for sha256, packing, size, data in checking.rows("SELECT sha256, packing, size, data FROM content"):
        present.add(sha256)
        try:
            plain = unpack(packing, data, size)
            sound = hashlib.sha256(plain).hexdigest() == sha256 and len(plain) == size
        except (TypeError, ValueError):
            sound = False
        if not sound:
            _note_content(checking, sha256, "was changed: its bytes do not fit their hash")
    for sha256 in sorted(checking.named.keys() - present):
        _note_content(checking, sha256, "is gone from the file")


def _note_content(checking: _Checking, sha256: object, what: str) -> None:
    namings = checking.named.get(str(sha256), [])
    standing = [naming for naming in namings if naming[1:3] in checking.state]
    if namings:
        number, entity, key, name = (standing or namings)[-1]
        checking.note(number, f"{entity} {key} of decision {number}: the content of its field {name} {what}")
    else:
        checking.note(0, f"content {str(sha256)[:12]} {what}")


def _check_promises(checking: _Checking, asked: Sequence[promises.Promise]) -> None:
    connection: Any = checking.session.connection().connection.dbapi_connection
    for ask in asked:
        try:
            for entity, key, what in ask(connection):
                checking.note(checking.touched.get((entity, key), 0), f"{entity} {key} {what}")
        except sqlite3.OperationalError:
            # A table or column is gone, which was said.
            if checking.foreign is None:
                raise
    for sha256 in sorted(checking.present - checking.named.keys()):
        checking.note(0, f"content {sha256[:12]} is in the file, and nothing in the log names it")


def _check_guards(checking: _Checking) -> None:
    connection: Any = checking.session.connection().connection.dbapi_connection
    for fault in schema.faults(connection):
        passed = ": changes may have passed by the log" if fault.kind == "trigger" else ""
        checking.note(0, f"{fault}{passed}")
    if checking.rows("SELECT 1 FROM open_decision").fetchone() is not None:
        checking.note(0, "a decision was left open by another program")
