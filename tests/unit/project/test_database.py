"""Project files: made, opened, and refused with one clear line."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.model.code import Code
from qualwork.model.errors import ProjectFault
from qualwork.project.rows import codes
from qualwork.project.store import database
from qualwork.project.store.decisions import Project
from qualwork.project.store.file_kind import APPLICATION_ID, SCHEMA_VERSION
from tests.unit.project.studies import add_code, everything_in, new_project, rows_of


def refusal(path: Path) -> str:
    """The line with which a file is not opened."""
    with pytest.raises(ProjectFault) as caught:
        Project.open(path, "ann").close()
    assert "\n" not in caught.value.message
    assert caught.value.message.startswith(f"{path}: ")
    return caught.value.message


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for other writers only a moment."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)


@pytest.fixture
def writer(path: Path, project: Project) -> Iterator[sqlite3.Connection]:
    """Another program that is writing to the project."""
    assert project.path == path
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def test_new_file_is_private_and_durable(path: Path, project: Project) -> None:
    assert path.stat().st_mode & 0o777 == 0o600
    with project.read() as session:
        connection = session.connection()
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "application_id", "user_version")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "application_id": APPLICATION_ID,
        "user_version": SCHEMA_VERSION,
    }
    beside = [path.with_name(path.name + suffix) for suffix in ("-wal", "-shm")]
    assert all(each.stat().st_mode & 0o077 == 0 for each in beside)


def test_what_was_written_is_there_after_reopening(path: Path, project: Project) -> None:
    add_code(project, "safety")
    before = rows_of(project)
    project.close()
    with Project.open(path, "ann") as again:
        assert rows_of(again) == before
        add_code(again, "trust")
        assert len(rows_of(again)) == len(before) + 1
    assert not path.with_name(path.name + "-wal").exists()


@pytest.mark.parametrize("name", ["a b", "50% #1?mode=memory", "étude", "it's", 'so "called"'])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.qualwork"
    new_project(path).close()
    with Project.open(path, "ann") as project:
        add_code(project, "safety")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_an_existing_file_is_not_made_anew(path: Path, project: Project) -> None:
    before = rows_of(project)
    with pytest.raises(ProjectFault, match="exists already"):
        Project.create(path, "ann")
    assert rows_of(project) == before


def test_no_folder_to_make_it_in(tmp_path: Path) -> None:
    with pytest.raises(ProjectFault, match="does not exist; make it first"):
        Project.create(tmp_path / "nowhere" / "study.qualwork", "ann")


def test_a_discarded_file_leaves_nothing(tmp_path: Path) -> None:
    new_project(tmp_path / "study.qualwork").discard()
    assert list(tmp_path.iterdir()) == []


def test_no_such_file(path: Path) -> None:
    assert "no such file" in refusal(path)
    assert not path.exists()


def test_a_folder(path: Path) -> None:
    path.mkdir()
    assert "is a folder" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"Ann: How are you?\n", b"SQLite format", b"\x00" * 4096])
def test_no_database(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "is no qualwork project" in refusal(path)
    assert path.read_bytes() == content


def test_a_damaged_database(path: Path) -> None:
    new_project(path).close()
    path.write_bytes(path.read_bytes()[:5000])
    assert "damaged" in refusal(path)


def test_a_database_of_another_program_stays_as_it_is(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE code (id INTEGER)")
    connection.close()
    before = path.read_bytes()
    assert "of another program" in refusal(path)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_newer_version_stays_as_it_is(path: Path) -> None:
    new_project(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    assert f"newer qualwork (file version {SCHEMA_VERSION + 1}" in refusal(path)
    assert path.read_bytes() == before


def test_a_file_whose_making_was_cut_short(path: Path) -> None:
    Project.create(path, "ann").close()
    assert "was not finished when it was made" in refusal(path)


def test_a_file_that_lacks_a_table(path: Path) -> None:
    new_project(path).close()
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE project")
    connection.close()
    assert "is damaged: no such table: project" in refusal(path)


def test_another_writer_is_waited_for_and_then_named(path: Path, hurried: None, writer: sqlite3.Connection) -> None:
    with Project.open(path, "ann") as project:
        before = rows_of(project)
        with pytest.raises(ProjectFault, match=r"study\.qualwork: another program is writing to it"):
            add_code(project, "safety")
        assert rows_of(project) == before
        writer.execute("ROLLBACK")
        add_code(project, "safety")
        assert len(rows_of(project)) == len(before) + 1


def test_a_file_that_another_program_locks_wholly(path: Path, hurried: None) -> None:
    new_project(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    assert "another program is writing to it" in refusal(path)
    other.close()


def assert_read_only(path: Path) -> None:
    before = everything_in(path)
    with Project.open(path, "ann") as project:
        assert project.read_only
        assert ("code", "[1]") in rows_of(project)
        with pytest.raises(ProjectFault, match="is read-only; nothing was changed"):
            add_code(project, "trust")
    assert everything_in(path) == before


@pytest.fixture
def with_code(path: Path) -> Path:
    """A closed project with one code."""
    with new_project(path) as project:
        add_code(project, "safety")
    return path


def test_a_read_only_file(with_code: Path) -> None:
    with_code.chmod(0o400)
    assert_read_only(with_code)
    assert [each.name for each in with_code.parent.iterdir()] == [with_code.name]


def test_a_file_in_a_read_only_folder(with_code: Path) -> None:
    with_code.parent.chmod(0o500)
    try:
        assert_read_only(with_code)
    finally:
        with_code.parent.chmod(0o700)


def test_a_read_only_file_that_somebody_is_writing(path: Path, project: Project) -> None:
    add_code(project, "safety")
    path.chmod(0o400)
    with Project.open(path, "ben") as reader:
        assert ("code", "[1]") in rows_of(reader)
        path.chmod(0o600)
        add_code(project, "trust")
        assert ("code", "[2]") in rows_of(reader)


def test_a_read_only_file_of_an_older_version(with_code: Path) -> None:
    connection = sqlite3.connect(with_code)
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    with_code.chmod(0o400)
    assert "file version 0 and read-only" in refusal(with_code)


def test_data_version_tells_of_other_writers(path: Path, project: Project) -> None:
    before = project.data_version()
    add_code(project, "safety")
    assert project.data_version() == before
    with Project.open(path, "ben") as other:
        add_code(other, "trust")
    after = project.data_version()
    assert after != before
    with project.read() as session:
        for _ in range(2):
            assert session.connection().exec_driver_sql("SELECT count(*) FROM code").scalar() == 2
            assert project.data_version() == after
    with project.decide("add code") as deciding:
        codes.add(deciding.session, Code(0, "time"))
        assert project.data_version() == after
    assert ("code", "[3]") in rows_of(project)


def test_a_project_of_another_process_is_seen(path: Path, project: Project) -> None:
    program = (
        "import sys; from pathlib import Path; from qualwork.project.store.decisions import Project\n"
        "from tests.unit.project.studies import add_code\n"
        "with Project.open(Path(sys.argv[1]), 'ben') as project: add_code(project, 'safety')"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, cwd=Path(__file__).parents[3])
    assert ("code", "[1]") in rows_of(project)
