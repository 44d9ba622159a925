"""The chain as the documentation describes it, recomputed here with nothing of the program but the file."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

from qualwork.project.log import history, undo
from qualwork.project.log.replay import same
from qualwork.project.log.verify import replay
from qualwork.project.store import chain
from qualwork.project.store.decisions import Project
from tests.unit.project.studies import add_code, rows_of

HASHED = (
    *("number", "at", "coder", "phase", "verb", "label_digest", "why_digest", "batch", "undoes", "redoes"),
    *("schema_version", "changes", "changes_digest", "previous"),
)


def sha256(text: str) -> str:
    """SHA-256 of UTF-8 text in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_every_hash_follows_from_the_file_alone(path: Path, study: Project) -> None:
    add_code(study, "naïve “code”\nof two lines \U0001f600")
    undo.undo(study)
    study.close()
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    previous = "0" * 64
    for decision in connection.execute("SELECT * FROM decision ORDER BY number"):
        digests = []
        query = "SELECT * FROM change WHERE decision = ? ORDER BY id"
        for change in connection.execute(query, (decision["number"],)):
            before = "" if change["before"] is None else "b" + change["before"]
            after = "" if change["after"] is None else "a" + change["after"]
            parts = (change["entity"], change["key"], before, after)
            lengths = ",".join(str(len(part)) for part in parts)
            assert change["digest"] == sha256("\n".join((change["salt"], lengths, *parts)))
            digests.append(change["digest"])
        assert decision["changes"] == len(digests) > 0
        assert decision["changes_digest"] == sha256("".join(digests))
        for name in ("label", "why"):
            assert decision[f"{name}_digest"] == sha256(decision[f"{name}_salt"] + "\n" + decision[name])
        columns = {name: decision[name] for name in HASHED}
        text = json.dumps(columns, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert (decision["previous"], decision["hash"]) == (previous, sha256(text))
        previous = decision["hash"]
    connection.close()


def test_salts_are_never_the_same(path: Path, study: Project) -> None:
    with study.read() as session:
        query = (
            "SELECT salt FROM change UNION ALL SELECT why_salt FROM decision UNION ALL SELECT label_salt FROM decision"
        )
        salts = session.connection().exec_driver_sql(query).scalars().all()
    assert len(set(salts)) == len(salts) > 50
    assert all(len(salt) == 32 for salt in salts)


def test_parts_of_a_change_cannot_be_shifted() -> None:
    digests = {
        chain.change_digest("s", *parts)
        for parts in (
            ("a", "b", None, None),
            ("a", "b", "", None),
            ("a", "b", None, ""),
            ("ab", "", None, None),
            ("a", "b", "x", None),
            ("a", "b", None, "x"),
            ("a", "bbx", None, None),
            ("a\nb", "", None, None),
        )
    }
    assert len(digests) == 8


def test_rows_are_the_same_by_values_and_types_not_by_writing() -> None:
    assert same('{"a":1,"b":"é"}', '{"b":"\\u00e9", "a":1}')
    for other in ('{"a":1.0}', '{"a":true}', '{"a":"1"}', '{"a":1,"b":null}', '{"a":null}', "[1]", "", "{", None, 1):
        assert not same('{"a":1}', other)
        assert not same(other, '{"a":1}')
    assert not same(None, None)


def test_replay_leads_to_each_state_that_was(project: Project) -> None:
    states: list[dict[tuple[str, str], Any]] = [{}, rows_of(project)]
    code = add_code(project, "one")
    states.append(rows_of(project))
    add_code(project, "two", code)
    states.append(rows_of(project))
    undo.undo(project)
    states.append(rows_of(project))
    with project.read() as session:
        for number, state in enumerate(states):
            found = {name: json.loads(row) for name, row in replay(session, number).items()}
            assert found == state
        assert replay(session, 10**9) == replay(session, len(states) - 1)


def test_the_history_of_a_row(project: Project) -> None:
    add_code(project, "one")
    undo.undo(project)
    undo.redo(project)
    with project.read() as session:
        found = history.of_thing(session, "code", "[1]")
    assert [(decision.verb, [change.kind for change in decision.changes]) for decision in found] == [
        ("add code", ["insert"]),
        ("undo", ["delete"]),
        ("redo", ["insert"]),
    ]
