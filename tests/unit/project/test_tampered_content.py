"""Texts, turn lists and file bytes changed or removed behind the program's back: found, with who names them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwork.model.errors import ProjectFault
from qualwork.project.log import undo
from qualwork.project.rows import transcripts
from qualwork.project.store import content
from qualwork.project.store.decisions import Project
from tests.unit.project.studies import TEXT, import_one, new_project, reading
from tests.unit.project.tampering import copy_of, disarmed, said

FIELDS = ("text_sha256", "turns_sha256", "source_sha256")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with a short transcript, a long one whose text is packed, and one whose import was undone."""
    path = tmp_path_factory.mktemp("content") / "original.qualwork"
    texts = {"short": TEXT, "long": TEXT + "Ben: and so on.\n" * 20_000, "undone": TEXT + "Ben: or not.\n"}
    with new_project(path) as project:
        for title, text in texts.items():
            with project.decide("import transcript", title) as deciding:
                transcripts.add(deciding, reading(title, text), {})
        undo.undo(project)
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    """A copy of the study to tamper with."""
    return copy_of(original, "copy").rename(tmp_path / "study.qualwork")


def named(connection: sqlite3.Connection, title: str, field: str) -> tuple[str, int, str]:
    """The hash of a transcript's content, with the decision and the row that name it."""
    entity = "transcript" if field == "source_sha256" else "revision"
    query = (
        "SELECT json_extract(c.after, '$.' || ?), c.decision, c.entity || ' ' || c.key FROM change AS c "
        "WHERE c.before IS NULL AND c.entity = ? AND c.decision = (SELECT decision FROM change "
        "WHERE entity = 'transcript' AND json_extract(after, '$.title') = ? AND before IS NULL)"
    )
    found: tuple[str, int, str] = connection.execute(query, (field, entity, title)).fetchone()
    return found


DAMAGES = {
    "data = x'00'": "was changed",
    "data = CAST(data || x'00' AS BLOB)": "was changed",
    "data = CAST(data AS TEXT) || ' '": "was changed",
    "data = 5": "was changed",
    "data = substr(data, 1, length(data) - 1)": "was changed",
    "size = size + 1": "was changed",
    "packing = 'zlib' || packing": "was changed",
    "packing = CASE packing WHEN 'plain' THEN 'zlib' ELSE 'plain' END": "was changed",
    "sha256 = 'x'": "is gone from the file",
    "sha256 = CAST(sha256 AS BLOB)": "is gone from the file",
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("title", ["short", "long", "undone"])
def test_content_changed(path: Path, title: str, field: str, damage: str) -> None:
    with disarmed(path, "content") as connection:
        sha256, decision, row = named(connection, title, field)
        connection.execute(f"UPDATE content SET {damage} WHERE sha256 = ?", (sha256,))
    assert f"{decision}: {row} of decision {decision}: the content of its field {field} {DAMAGES[damage]}" in said(path)


@pytest.mark.parametrize("title", ["long", "undone"])
def test_content_removed(path: Path, title: str) -> None:
    with disarmed(path, "content") as connection:
        sha256, decision, row = named(connection, title, "source_sha256")
        connection.execute("DELETE FROM content WHERE sha256 = ?", (sha256,))
    assert said(path) == (
        f"{decision}: {row} of decision {decision}: the content of its field source_sha256 is gone from the file"
    )
    with Project.open(path, "ann") as project, project.read() as session, pytest.raises(ProjectFault, match="missing"):
        content.fetch(session, sha256)


def test_content_that_two_rows_name_is_told_of_the_one_that_stands(path: Path) -> None:
    with Project.open(path, "ann") as project:
        import_one(project, "the same text")
        undo.undo(project)
    with disarmed(path, "content") as connection:
        sha256, decision, row = named(connection, "short", "text_sha256")
        assert sha256 == named(connection, "the same text", "text_sha256")[0]
        connection.execute("DELETE FROM content WHERE sha256 = ?", (sha256,))
    assert said(path).startswith(f"{decision}: {row} of decision {decision}: ")


def test_damaged_content_is_not_handed_out(path: Path) -> None:
    with disarmed(path, "content") as connection:
        sha256, *_ = named(connection, "long", "text_sha256")
        connection.execute("UPDATE content SET data = substr(data, 2) WHERE sha256 = ?", (sha256,))
    with Project.open(path, "ann") as project, project.read() as session, pytest.raises(ProjectFault, match="damaged"):
        content.fetch(session, sha256)


@given(st.binary(max_size=300) | st.binary(min_size=1, max_size=20).map(lambda part: part * 50_000))
def test_what_is_packed_comes_out_again(data: bytes) -> None:
    packing, packed = content.pack(data)
    assert content.unpack(packing, packed, len(data)) == data
    assert len(packed) <= len(data)


def test_the_same_content_is_stored_once(path: Path) -> None:
    with Project.open(path, "ann") as project:
        with project.decide("store") as deciding:
            first, second = (content.store(deciding.session, b"same") for _ in range(2))
            deciding.execute("UPDATE project SET title = 'x'")
        assert first == second
        with project.read() as session:
            assert content.fetch(session, first) == b"same"
