"""What decisions promise beyond the log, broken by decisions whose every hash is in order, or beside the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualwork.model.errors import ProjectFault, Refused
from qualwork.project.store import content
from qualwork.project.store.decisions import Project
from tests.unit.project.studies import full_study
from tests.unit.project.tampering import disarmed, plain, said


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound study with a row in every table."""
    path = tmp_path / "study.qualwork"
    full_study(path).close()
    assert said(path) == ""
    return path


def decided(path: Path, *statements: str) -> None:
    """Run statements as one decision, with all guards on, and links unchecked."""
    with Project.open(path, "ann") as project:
        with project.alone() as raw:
            raw.execute("PRAGMA foreign_keys = OFF")
        with project.decide("tidy up") as deciding:
            for sql in statements:
                deciding.execute(sql)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE coding SET code_id = 99 WHERE id = 1"], "coding row 1 refers to a code that is gone"),
        (["DELETE FROM coder WHERE name = 'ben'", "UPDATE memo SET coder_id = 7"], "refers to a coder that is gone"),
    ],
)
def test_a_decision_that_breaks_a_promise_is_named(path: Path, statements: list[str], expected: str) -> None:
    decided(path, *statements)
    assert expected in said(path)


def test_what_stands_on_an_older_revision_is_refused_and_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = (
        "INSERT INTO revision (transcript_id, number, text_sha256, turns_sha256, characters, turns) "
        "SELECT transcript_id, 2, text_sha256, turns_sha256, characters, turns FROM revision WHERE id = 2",
        "UPDATE transcript SET revision = 2 WHERE id = 2",
    )
    with pytest.raises(Refused, match="would stand on a revision that nobody sees"):
        decided(path, *edit)
    # As a program would that asks nothing of it.
    monkeypatch.setattr("qualwork.project.store.decisions.refuse_strays", lambda *_: None)
    decided(path, *edit)
    found = said(path)
    for row in ("coding [1]", "coding [2]", "memo [2]", "screened_hit [1,2,1,5]"):
        assert f"{row} stands on an older revision, where nobody sees it" in found


def test_content_that_nothing_names_is_named(path: Path) -> None:
    with Project.open(path, "ann") as project, project.decide("tidy up") as deciding:
        sha256 = content.store(deciding.session, b"what somebody hid in here")
        deciding.execute("UPDATE code SET colour = '#000000' WHERE id = 1")
    assert said(path) == f"0: content {sha256[:12]} is in the file, and nothing in the log names it"


@pytest.mark.parametrize("seq", [0, 2, 9_223_372_036_854_775_807, "'x'"])
def test_a_counter_that_was_set_is_named(path: Path, seq: object) -> None:
    with disarmed(path) as connection:
        connection.execute(f"UPDATE sqlite_sequence SET seq = {seq} WHERE name = 'change'")
    assert "counter of change stands at" in said(path)


def test_a_reading_place_that_is_none_is_named(path: Path) -> None:
    with plain(path) as connection:
        connection.execute("INSERT INTO reading_place VALUES (1, 'ann', -3, 'far')")
    assert "reading_place of ann in transcript 1 is -3 and 'far', no place" in said(path)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("CREATE TABLE notes (id)", "the table notes is not the program's own"),
        ("CREATE VIEW seen AS SELECT * FROM code", "the view seen is not the program's own"),
        ("CREATE UNIQUE INDEX mine ON code (name)", "the index mine is not the program's own"),
        ("DROP INDEX memo_thing", "the index memo_thing was removed"),
        ("ALTER TABLE place ADD COLUMN more", "the table place is not as the program writes it"),
    ],
)
def test_whatever_is_not_as_the_program_writes_it_is_named(path: Path, sql: str, expected: str) -> None:
    with plain(path) as connection:
        connection.execute(sql)
    if "ADD COLUMN" in sql:
        # Not even opened.
        with pytest.raises(ProjectFault, match=expected):
            Project.open(path, "ann")
    else:
        assert expected in said(path)
