"""A project file that somebody else made: looked at before it is believed, named in one line, and in time."""

from __future__ import annotations

import resource
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from qualwork.model.errors import ProjectFault
from qualwork.project.log.verify import verify
from qualwork.project.store import rescue, restoring
from qualwork.project.store.decisions import Project
from tests.unit.project.studies import add_code, full_study, rows_of
from tests.unit.project.tampering import disarmed, plain

ENDLESS = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x FROM r"
STANDING = {
    "a view for a table": (
        "ALTER TABLE project RENAME TO project_",
        f"CREATE VIEW project AS SELECT * FROM project_ WHERE 0 IN ({ENDLESS})",
    ),
    "a column that computes": ("ALTER TABLE place ADD COLUMN more AS (length(printf('%.*c', 900000000, 'x')))",),
}
BESIDE = {
    "a trigger": ("CREATE TRIGGER zz AFTER INSERT ON open_decision BEGIN UPDATE theme SET essence = 'mine'; END",),
    "a changed guard": (
        "DROP TRIGGER log_theme_update",
        "CREATE TRIGGER log_theme_update AFTER UPDATE ON theme BEGIN DELETE FROM place; END",
    ),
    "a view": (f"CREATE VIEW seen AS {ENDLESS}",),
    "an index": ("CREATE UNIQUE INDEX one_theme ON theme (status, name)",),
    "a table": ("CREATE TABLE loot (id)",),
    "a guard less": ("DROP TRIGGER log_code_insert",),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound study."""
    path = tmp_path / "study.qualwork"
    full_study(path).close()
    return path


@contextmanager
def soon(seconds: float = 20) -> Iterator[None]:
    """What is inside ends in time."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < seconds


@pytest.mark.parametrize("statements", STANDING.values(), ids=STANDING)
def test_what_computes_in_place_of_a_table_is_not_opened(path: Path, tmp_path: Path, statements: list[str]) -> None:
    with plain(path) as connection:
        for sql in statements:
            connection.execute(sql)
    with soon(), pytest.raises(ProjectFault, match=r"is not opened: the (view|table) .*another program put that there"):
        Project.open(path, "ann")
    with soon():
        assert any("another program" in line for line in rescue.faults(path))
    with soon(), pytest.raises(ProjectFault, match="another program did that"):
        restoring.restore(tmp_path / "mine.qualwork", path)
    with soon():
        rescue.rescue(path, tmp_path / "saved.qualwork")
    with Project.open(tmp_path / "saved.qualwork", "ann") as project, project.read() as session:
        assert verify(session).problems == ()


@pytest.mark.parametrize("statements", BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_the_tables_is_named_and_runs_never(
    path: Path, tmp_path: Path, statements: list[str]
) -> None:
    with Project.open(path, "ann") as project:
        before = rows_of(project)
    with plain(path) as connection:
        for sql in statements:
            connection.execute(sql)
    stood = path.read_bytes()
    with soon(), Project.open(path, "ann") as project:
        assert project.read_only
        assert len(project.notices) == 1
        assert "is only read: the " in project.notices[0]
        with pytest.raises(ProjectFault, match="nothing was changed: the "):
            add_code(project, "one that wakes it")
        assert rows_of(project) == before
        with project.read() as session:
            assert not verify(session).ok
    assert path.read_bytes() == stood
    rescue.rescue(path, tmp_path / "saved.qualwork")
    with Project.open(tmp_path / "saved.qualwork", "ann") as project:
        assert not project.read_only
        assert rows_of(project) == before


@pytest.mark.parametrize("honest", [True, False], ids=["size as it is", "size as it was"])
def test_what_unpacks_to_more_than_it_says_is_not_unpacked(path: Path, honest: bool) -> None:
    size = 600 << 20
    stream = zlib.compressobj(9)
    packed = b"".join(stream.compress(bytes(1 << 20)) for _ in range(size >> 20)) + stream.flush()
    with disarmed(path) as connection:
        connection.execute("UPDATE content SET packing = 'zlib', data = ?", (packed,))
        if honest:
            connection.execute("UPDATE content SET size = ?", (size,))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with soon(60), Project.open(path, "ann") as project, project.read() as session:
        assert any("content of its field" in problem.what for problem in verify(session).problems)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 700 << 10


def test_a_file_of_the_program_is_opened_to_be_written(path: Path) -> None:
    with Project.open(path, "ann") as project:
        assert (project.read_only, project.notices) == (False, [])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ANALYZE")
        connection.execute("VACUUM")
    with Project.open(path, "ann") as project:
        assert not project.read_only
