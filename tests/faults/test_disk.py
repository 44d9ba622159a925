"""A disk that is full, a file that goes away, a clock that runs backwards: a clear line, and nothing is lost."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qualwork.model.errors import ProjectFault
from qualwork.project.log import undo
from qualwork.project.log.verify import verify
from qualwork.project.store.decisions import Project
from qualwork.workbench.log import timeline
from tests.unit.project.studies import add_code, import_one, new_project, rows_of

RUN = [sys.executable, "-c", "import sys; from qualwork.cli.main import main; main(sys.argv[1:])"]
INTERVIEW = "Interviewer: How was it?\n\nBen: I felt safe there, and I could breathe.\n\n"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    where = tmp_path / "disk"
    where.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(where)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except OSError as fault:
        pytest.skip(f"no disk can be mounted here: {fault}")
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    yield where
    subprocess.run(["umount", str(where)], check=True)


def is_sound(path: Path) -> bool:
    """True where a project opens and every hash fits."""
    with Project.open(path, "ann") as project, project.read() as session:
        return verify(session).ok


def test_a_full_disk_is_said_and_earlier_decisions_stay(small_disk: Path) -> None:
    path = small_disk / "study.qualwork"
    with new_project(path) as project:
        import_one(project)
        filler = small_disk / "filler"
        with filler.open("wb", buffering=0) as file, pytest.raises(OSError):
            while True:
                file.write(bytes(4096))
        made = 0
        with pytest.raises(ProjectFault, match=r"disk is full; nothing was changed"):
            for made in range(10_000):
                add_code(project, f"code {made} {'x' * 200}")
        before = rows_of(project)
        assert sum(entity == "code" for entity, _ in before) == made
        filler.unlink()
        add_code(project, "after room was made")
        assert len(rows_of(project)) == len(before) + 1
    assert is_sound(path)


def limited(size: int) -> None:
    """No file of this process may grow beyond some bytes; writing says so instead of ending it."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def run(folder: Path, *arguments: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    prepare = None if limit is None else lambda: limited(limit)
    return subprocess.run(
        [*RUN, *arguments], cwd=folder, capture_output=True, text=True, env=environment, preexec_fn=prepare, check=False
    )


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A project with some interviews, made in a process of its own; returns its folder."""
    interviews = tmp_path / "interviews"
    interviews.mkdir()
    for number in range(12):
        (interviews / f"P{number}.txt").write_text(INTERVIEW * (20 + number))
    assert run(tmp_path, "new", "study.qualwork").returncode == 0
    return tmp_path


def test_files_that_may_not_grow(study: Path) -> None:
    refused = run(study, "import", "interviews", limit=60_000)
    assert refused.returncode in (1, 2)
    assert "Traceback" not in refused.stderr
    assert is_sound(study / "study.qualwork")
    assert run(study, "import", "interviews").returncode == 0
    with Project.open(study / "study.qualwork", "ann") as project:
        assert sum(entity == "transcript" for entity, _ in rows_of(project)) == 12


def test_an_export_that_cannot_be_written_leaves_the_old_file(study: Path) -> None:
    assert run(study, "import", "interviews").returncode == 0
    assert run(study, "words", "-o", "words.csv").returncode == 0
    old = (study / "words.csv").read_bytes()
    names = {each.name for each in study.iterdir()}
    assert run(study, "kwic", "safe", "-o", "words.csv", limit=2000).returncode == 2
    assert (study / "words.csv").read_bytes() == old
    assert {each.name for each in study.iterdir()} <= names | {"study.qualwork-wal", "study.qualwork-shm"}


def test_a_file_that_was_removed_takes_no_decision(tmp_path: Path) -> None:
    path = tmp_path / "study.qualwork"
    with new_project(path) as project:
        moved = path.rename(tmp_path / "elsewhere.qualwork")
        with pytest.raises(ProjectFault, match="removed, replaced or moved"):
            add_code(project, "lost")
        path.write_bytes(b"something else")
        with pytest.raises(ProjectFault, match="removed, replaced or moved"):
            add_code(project, "lost")
        path.unlink()
        moved.rename(path)
        add_code(project, "kept")
        assert sum(entity == "code" for entity, _ in rows_of(project)) == 1
    assert is_sound(path)


def test_a_file_made_read_only_takes_no_decision(tmp_path: Path) -> None:
    path = tmp_path / "study.qualwork"
    with new_project(path) as project:
        path.chmod(0o400)
        with pytest.raises(ProjectFault, match="made read-only; nothing was changed"):
            add_code(project, "refused")
        path.chmod(0o600)
        add_code(project, "kept")
    assert is_sound(path)


def test_a_clock_that_runs_backwards_breaks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.qualwork"
    moments = iter(range(0, -1000, -7))
    start = datetime(2026, 3, 1)
    monkeypatch.setattr(
        "qualwork.project.store.decisions.now",
        lambda: (start + timedelta(hours=next(moments))).isoformat(timespec="milliseconds") + "Z",
    )
    with new_project(path) as project:
        for number in range(5):
            add_code(project, f"code {number}")
        undo.undo(project)
        undo.redo(project)
        assert sum(entity == "code" for entity, _ in rows_of(project)) == 5
    assert is_sound(path)


@pytest.mark.parametrize("seconds", [0.45, 0.7, 0.9, 1.1])
def test_an_interrupted_import_has_each_file_whole_or_not_at_all(study: Path, seconds: float) -> None:
    for number in range(60):
        (study / "interviews" / f"Q{number}.txt").write_text(INTERVIEW * (40 + number))
    child = subprocess.Popen(
        [*RUN, "import", "interviews"], cwd=study, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        _, said = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=30)
    assert child.returncode in (0, 1, 130, -signal.SIGINT)
    assert "Traceback" not in said or child.returncode == -signal.SIGINT
    assert is_sound(study / "study.qualwork")
    assert run(study, "import", "interviews").returncode == 0
    with Project.open(study / "study.qualwork", "ann") as project:
        rows = rows_of(project)
    assert sum(entity == "transcript" for entity, _ in rows) == sum(entity == "revision" for entity, _ in rows) == 72


@pytest.mark.parametrize("year", ["0001", "1970", "9999"])
def test_a_clock_that_is_far_off_costs_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: str) -> None:
    with new_project(tmp_path / "study.qualwork") as project:
        add_code(project, "today")
        monkeypatch.setattr("qualwork.project.store.decisions.now", lambda: f"{year}-12-31T23:59:59.999Z")
        add_code(project, "some other day")
        add_code(project, "and another")
        monkeypatch.undo()
        add_code(project, "today again")
        weeks = timeline.story(project).weeks
        assert [week.codes for week in weeks if week.decisions] == [2, 4]
        assert len(weeks) <= 3
