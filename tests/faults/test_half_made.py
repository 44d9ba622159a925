"""Commands that make project files, killed at any moment: a whole file under its name or none, and nothing left."""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwork.model.errors import ProjectFault
from qualwork.project.log.rewind import write_as_it_was
from qualwork.project.log.verify import verify
from qualwork.project.store import pieces, rescue
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import projects
from qualwork.workbench.study import safekeeping
from tests.unit.project.studies import full_study

TRIES = 12
Making = Callable[[Path, Path], object]


def new(_: Path, out: Path) -> None:
    projects.create(out, coder="ann").close()


def replayed(path: Path, out: Path) -> None:
    with Project.open(path, "ann") as project, project.read() as session:
        write_as_it_was(session, 8, out)


def rescued(path: Path, out: Path) -> None:
    rescue.rescue(path, out)


def killed(work: Callable[[], object], after: float) -> bool:
    """Let a child work and kill it after a while; true where it was still at it."""
    child = os.fork()
    if not child:
        try:
            work()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, -signal.SIGKILL)
    return code != 0


def aged(folder: Path) -> None:
    """Let all pieces in a folder be some hours old."""
    for piece in folder.glob(".*.part*"):
        os.utime(piece, (time.time() - 7200,) * 2)


@pytest.mark.parametrize("make", [new, replayed, rescued])
def test_a_file_under_its_name_is_whole(tmp_path: Path, make: Making) -> None:
    path, chance, cut = tmp_path / "study.qualwork", random.Random(5), 0
    full_study(path).close()
    started = time.monotonic()
    make(path, tmp_path / "first.qualwork")
    length = time.monotonic() - started
    for number in range(TRIES):
        out = tmp_path / f"out{number}.qualwork"
        cut += killed(lambda out=out: make(path, out), chance.random() * length * 1.2)  # type: ignore[misc]
        if out.exists():
            with Project.open(out, "ann") as project, project.read() as session:
                assert verify(session).problems == ()
    assert cut > 1
    aged(tmp_path)
    told = [line for line in safekeeping.check_file(path).warnings if "a command that was killed left it" in line]
    assert len(told) == len(list(tmp_path.glob(".*.part")))
    with projects.open_project(path, "ann") as project:
        assert len([line for line in project.notices if "a command that was killed left it" in line]) == len(told)
    assert not list(tmp_path.glob(".*"))


def test_a_piece_that_is_being_written_stays(tmp_path: Path) -> None:
    path = tmp_path / "study.qualwork"
    full_study(path).close()
    mine, old, log, foreign = (
        tmp_path / name
        for name in (".out.qualwork.ab.part", ".qualwork-old.part", ".out.qualwork.cd.part-wal", ".download.part")
    )
    for piece in (mine, old, log.with_suffix(".part"), log, foreign):
        piece.write_bytes(b"half")
    for piece in (old, log.with_suffix(".part"), foreign):
        os.utime(piece, (time.time() - 7200,) * 2)
    assert pieces.clean(path) == [old]
    assert foreign.exists(), "that of another program"
    assert mine.exists()
    assert log.exists(), "somebody writes to it yet"


def test_a_file_that_was_made_meanwhile_stays(tmp_path: Path) -> None:
    out = tmp_path / "study.qualwork"
    with pytest.raises(ProjectFault, match="exists already"), pieces.being_made(out) as part:
        part.write_bytes(b"mine")
        out.write_bytes(b"somebody else's")
    assert out.read_bytes() == b"somebody else's"
    assert [each.name for each in tmp_path.iterdir()] == ["study.qualwork"]


def test_what_cannot_be_made_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ProjectFault, match=r"/none/study\.qualwork: the folder .*/none does not exist"):
        projects.create(tmp_path / "none" / "study.qualwork")
    out = tmp_path / "study.qualwork"
    with pytest.raises(ProjectFault, match=r"/study\.qualwork: broken"), pieces.being_made(out) as part:
        raise ProjectFault(f"{part}: broken")
    assert not list(tmp_path.iterdir())
