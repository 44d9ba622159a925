"""The decision log leaves the project whole: every decision, every change, nothing reworded."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from qualwork.export.documents.audit import AUDIT_COLUMNS, audit_jsonl, audit_rows
from qualwork.export.tables.table_files import table_bytes
from qualwork.model.decision import Change, Decision, Value

TEXTS = st.text(max_size=20) | st.sampled_from(
    ["=1+1", "a\nb\r\n", "nel\x85 ls\u2028", "half \ud83d", '{"a": 1}', "😀"]
)
VALUES: st.SearchStrategy[Value] = st.none() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | TEXTS
ROWS = st.none() | st.dictionaries(TEXTS, VALUES, max_size=3)
CHANGES = st.builds(Change, TEXTS, TEXTS, ROWS, ROWS)
OPTIONAL = st.none() | st.integers(1, 99)
DECISIONS = st.lists(
    st.builds(
        Decision,
        number=st.integers(1, 10**6),
        at=st.just("2026-01-02T03:04:05Z"),
        coder=TEXTS,
        phase=st.integers(1, 6),
        verb=TEXTS,
        label=TEXTS,
        why=TEXTS,
        hash=st.just("ab" * 32),
        batch=st.none() | TEXTS,
        undoes=OPTIONAL,
        redoes=OPTIONAL,
        changes=st.lists(CHANGES, max_size=3).map(tuple),
    ),
    max_size=4,
)

UPDATE = Change("code", '{"id":1}', {"name": "hope", "parent": None}, {"name": "hoping", "parent": None})
ERASED = Change("coding", '{"id":2}', None, None, erased=True)
RENAMED = Decision(
    number=7,
    at="2026-01-02T03:04:05Z",
    coder="Kim",
    phase=2,
    verb="rename code",
    label="hope to hoping",
    why="closer to the words",
    hash="ff",
    changes=(UPDATE, ERASED),
)


def test_a_row_a_change_with_who_when_what_and_why() -> None:
    table = audit_rows([RENAMED], {"head": "ff"})
    assert table.provenance == {"head": "ff"}
    first, second = table.records()
    assert list(first) == list(AUDIT_COLUMNS)
    assert first == {
        "number": 7,
        "time": "2026-01-02T03:04:05Z",
        "coder": "Kim",
        "phase": 2,
        "verb": "rename code",
        "label": "hope to hoping",
        "why": "closer to the words",
        "batch": None,
        "undoes": None,
        "redoes": None,
        "entity": "code",
        "key": '{"id":1}',
        "change": "update",
        "before": '{"name":"hope","parent":null}',
        "after": '{"name":"hoping","parent":null}',
        "hash": "ff",
    }
    assert (second["change"], second["before"], second["after"]) == ("erased", None, None)


def test_a_decision_without_changes_has_a_row_too() -> None:
    (row,) = audit_rows([Decision(1, "t", "Kim", 1, "note", "label", "why", "aa")]).records()
    assert (row["number"], row["entity"], row["change"], row["hash"]) == (1, None, None, "aa")


@given(DECISIONS)
def test_the_table_has_every_change_and_goes_into_csv(decisions: list[Decision]) -> None:
    table = audit_rows(decisions)
    assert len(table.rows) == sum(max(1, len(decision.changes)) for decision in decisions)
    rows = list(csv.DictReader(io.StringIO(table_bytes(table, "csv").decode(), newline="")))
    changes = [(decision, change) for decision in decisions for change in decision.changes or (None,)]
    for row, (decision, change) in zip(rows, changes, strict=True):
        assert row["number"] == str(decision.number)
        assert row["why"] == decision.why.replace("\ud83d", "\ufffd")
        if change is not None and change.after is not None:
            assert json.loads(row["after"]) == dict(change.after)
        assert row["change"] == ("" if change is None else change.kind)


@given(DECISIONS)
def test_json_lines_hold_one_whole_decision_each(decisions: list[Decision]) -> None:
    data = audit_jsonl(decisions)
    lines = data.decode("utf-8").splitlines()
    assert len(lines) == len(decisions)
    for line, decision in zip(lines, decisions, strict=True):
        value = json.loads(line)
        for name in ("number", "coder", "phase", "verb", "label", "why", "batch", "undoes", "redoes", "hash"):
            assert value[name] == getattr(decision, name)
        assert value["time"] == decision.at
        read = [(change["entity"], change["key"], change["before"], change["after"]) for change in value["changes"]]
        assert read == [(change.entity, change.key, change.before, change.after) for change in decision.changes]
        assert [change["change"] for change in value["changes"]] == [change.kind for change in decision.changes]


def test_json_lines_say_what_was_erased() -> None:
    (line,) = audit_jsonl([RENAMED]).splitlines()
    assert [change["change"] for change in json.loads(line)["changes"]] == ["update", "erased"]
    assert b"hoping" in line
