"""Somebody rewrites the past and lets an erasure vouch for it, every hash in order: each field of it tells."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qualwork.model.errors import Refused
from qualwork.model.verbs import ERASING
from qualwork.project.log import erasure_records
from qualwork.project.log.erasure_records import StandIn
from qualwork.project.store import chain
from qualwork.project.store.decisions import Project
from tests.unit.project.studies import full_study, rows_of
from tests.unit.project.tampering import checked, copy_of, disarmed, said

Listing = Callable[[sqlite3.Connection], Iterable[StandIn]]


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which somebody will rewrite the past."""
    path = tmp_path_factory.mktemp("honest") / "study.qualwork"
    full_study(path).close()
    return path


@pytest.fixture
def path(honest: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it to tamper with."""
    copy = tmp_path / "study.qualwork"
    copy.write_bytes(honest.read_bytes())
    yield copy


def relabel(connection: sqlite3.Connection, label: str = "another story") -> list[StandIn]:
    """Put another label in place of one that the log has; what an erasure must list for it."""
    number = connection.execute("SELECT min(number) FROM decision WHERE verb = 'apply code'").fetchone()[0]
    connection.execute("UPDATE decision SET label = ?, label_salt = NULL WHERE number = ?", (label, number))
    return [StandIn(number, "label", number, ("", "", label, None))]


def rename_the_code(connection: sqlite3.Connection) -> list[StandIn]:
    """Give a code another definition, live and in the log."""
    connection.execute("UPDATE code SET definition = 'what I say now' WHERE id = 1")
    query = "SELECT id, decision, before, after FROM change WHERE entity = 'code' AND key = '[1]'"
    found = []
    for row_id, number, before, after in connection.execute(query).fetchall():
        images = [None if image is None else forged_image(image) for image in (before, after)]
        connection.execute("UPDATE change SET before = ?, after = ?, salt = NULL WHERE id = ?", (*images, row_id))
        found.append(StandIn(number, "change", row_id, ("code", "[1]", images[0], images[1])))
    return found


def forged_image(image: str) -> str:
    """A row of the log with another definition."""
    return chain.canonical({**json.loads(image), "definition": "what I say now"})


def append(
    path: Path, verb: str, forge: Listing, *, kind: str | None = None, change: Callable[[str], str] = str
) -> None:
    """Forge rows and put a decision behind the log that lists them, with every hash as the program would make it."""
    with disarmed(path) as connection:
        number, previous = connection.execute("SELECT number, hash FROM decision ORDER BY number DESC").fetchone()
        listed = change(erasure_records.listing(forge(connection)))
        row_id = connection.execute("SELECT max(id) FROM erasure").fetchone()[0] + 1
        row = {"id": row_id, "kind": kind or verb, "listed": listed, "name": "forged"}
        connection.execute("INSERT INTO erasure (id, kind, name, listed) VALUES (:id, :kind, :name, :listed)", row)
        salt, key = secrets.token_hex(16), f"[{row_id}]"
        digest = chain.change_digest(salt, "erasure", key, None, chain.canonical(row))
        connection.execute(
            "INSERT INTO change (decision, entity, key, after, salt, digest) VALUES (?, 'erasure', ?, ?, ?, ?)",
            (number + 1, key, chain.canonical(row), salt, digest),
        )
        insert_decision(connection, number + 1, verb, previous, chain.changes_digest([digest]))


def insert_decision(connection: sqlite3.Connection, number: int, verb: str, previous: str, changes: str) -> None:
    """A decision of one change whose hash fits."""
    salt = secrets.token_hex(16)
    columns: dict[str, Any] = {
        "number": number,
        "at": "2026-03-01T12:00:00.000Z",
        "coder": "ann",
        "phase": 2,
        "verb": verb,
        "label": "tidied up",
        "label_salt": salt,
        "label_digest": chain.text_digest(salt, "tidied up"),
        "why": "",
        "why_salt": salt,
        "why_digest": chain.text_digest(salt, ""),
        "batch": None,
        "undoes": None,
        "redoes": None,
        "schema_version": 2,
        "changes": 1,
        "changes_digest": changes,
        "previous": previous,
    }
    columns["hash"] = chain.decision_hash(columns)
    marks = ", ".join(f":{name}" for name in columns)
    connection.execute(f"INSERT INTO decision ({', '.join(columns)}) VALUES ({marks})", columns)


@pytest.mark.parametrize("forge", [relabel, rename_the_code])
@pytest.mark.parametrize("verb", ["rename code", "note things", "undo"])
def test_no_other_decision_vouches_for_an_erasure(path: Path, forge: Listing, verb: str) -> None:
    head = checked(path).head
    append(path, verb, forge)
    number = checked(path).decisions
    assert f"{number}: decision {number} ({verb}) carries an erasure, which only erasing may" in said(path, head)


@pytest.mark.parametrize("forge", [relabel, rename_the_code])
@pytest.mark.parametrize("verb", ["withdraw participant", "erase transcript"])
def test_a_withdrawal_vouches_for_filler_only(path: Path, forge: Listing, verb: str) -> None:
    head = checked(path).head
    append(path, verb, forge)
    number = checked(path).decisions
    assert f"was erased by decision {number}, and something else than filler stands in its place" in said(path, head)


@pytest.mark.parametrize("verb", sorted(ERASING))
def test_every_erasure_is_told_with_who_when_what_kind_and_how_much(path: Path, verb: str) -> None:
    append(path, verb, relabel)
    found = checked(path)
    last = found.erasures[-1]
    assert (last.decision, last.coder, last.at) == (found.decisions, "ann", "2026-03-01T12:00:00.000Z")
    assert (last.kind, last.amounts) == (verb, {"label": 1})
    assert len(found.erasures) == 3


@pytest.mark.parametrize("verb", sorted(ERASING))
def test_the_kind_of_an_erasure_is_its_decision(path: Path, verb: str) -> None:
    append(path, verb, relabel, kind="another kind")
    number = checked(path).decisions
    assert f"decision {number} ({verb}) says that it did 'another kind'" in said(path)


def without(part: str) -> Callable[[str], str]:
    """The list of an erasure without one of its parts."""
    return lambda listed: chain.canonical({**json.loads(listed), part: {} if part != "salt" else ""})


def other_digests(listed: str) -> str:
    """The list with other digests."""
    found = json.loads(listed)
    return chain.canonical({**found, "label": dict.fromkeys(found["label"], "0" * 64)})


def later_target(listed: str) -> str:
    """The list naming a piece that nobody erased."""
    found = json.loads(listed)
    return chain.canonical({**found, "why": {"3": "0" * 64}})


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (without("label"), "its label was erased, and no decision says so"),
        (without("salt"), "what stands in its place was changed"),
        (other_digests, "what stands in its place was changed"),
        (later_target, "the why 3 was erased by a decision and is there again"),
        (lambda _: "no list", "its label was erased, and no decision says so"),
        (lambda _: "[]", "its label was erased, and no decision says so"),
    ],
)
def test_each_part_of_the_list_tells(path: Path, change: Callable[[str], str], what: str) -> None:
    append(path, "erase names", lambda connection: relabel(connection, "another [erased]"), change=change)
    assert what in said(path)


@pytest.mark.parametrize("column", ["kind", "name", "listed"])
def test_each_column_of_an_erasure_tells(path: Path, column: str) -> None:
    append(path, "erase names", relabel)
    live, logged = copy_of(path, "live"), copy_of(path, "logged")
    with disarmed(live) as connection:
        connection.execute(f"UPDATE erasure SET {column} = 'x' WHERE name = 'forged'")
    assert f"(field {column})" in said(live)
    with disarmed(logged) as connection:
        connection.execute(f"UPDATE erasure SET {column} = 'x' WHERE name = 'forged'")
        query = f"UPDATE change SET after = json_set(after, '$.{column}', 'x') WHERE after LIKE '%forged%'"
        connection.execute(query)
    assert "its change of erasure" in said(logged)


@pytest.mark.parametrize("column", ["verb", "coder", "at", "number"])
def test_who_when_and_what_kind_tell(path: Path, column: str) -> None:
    append(path, "erase names", relabel)
    number = checked(path).decisions
    with disarmed(path) as connection:
        value = {"verb": "withdraw participant", "number": number + 1}.get(column, "x")
        connection.execute(f"UPDATE decision SET {column} = ? WHERE number = ?", (value, number))
    assert not checked(path).ok


def test_the_program_lets_no_other_decision_say_so(path: Path) -> None:
    with Project.open(path, "ann") as project:
        before = rows_of(project)
        with (
            pytest.raises(Refused, match="only a decision that erases"),
            project.decide("rename code", "x to y") as deciding,
        ):
            deciding.execute("INSERT INTO erasure (kind, name, listed) VALUES ('rename code', '', '{}')")
        assert rows_of(project) == before
