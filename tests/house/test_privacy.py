"""What one works on stays in its folder: no network, no temporary files, nothing readable by others."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RUN = [sys.executable, "-c", "import sys; from qualwork.cli.main import main; main(sys.argv[1:])"]
INTERVIEW = "Interviewer: How was it?\n\nBen: I felt zanzibarly safe there, and I could breathe.\n\n"
SECRET = "zanzibarly"
COMMANDS = (
    ["new", "study.qualwork"],
    ["import", "in"],
    ["terms", "safe", "-o", "terms.xlsx"],
    ["words", "-o", "words.docx"],
    ["kwic", SECRET, "-o", "lines.html"],
    ["codes", "add", "safety"],
    ["apply", "safety", "--in", "ben", "--span", "31:60"],
    ["themes", "add", "Safe"],
    ["themes", "assign", "safety", "Safe"],
    ["quotes", "-o", "quotes.xlsx"],
    ["export", "report", "-o", "report.html"],
    ["export", "report", "-o", "report.docx"],
    ["export", "themes", "-o", "themes.png"],
    ["export", "refi", "-o", "study.qdpx"],
    ["backup"],
    ["audit", "verify"],
    ["erase", "ben", "--yes"],
)
_WRITES = re.compile(r'openat\([^"]*"(?P<path>[^"]+)", [^)]*O_(?:WRONLY|RDWR)')
_MAKES = re.compile(r'(?:mkdir|rename|renameat2?|link|symlink)\([^"]*"(?P<path>[^"]+)"')


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A folder with an interview to import."""
    (tmp_path / "work" / "in").mkdir(parents=True)
    (tmp_path / "work" / "in" / "ben.txt").write_text(INTERVIEW * 50)
    (tmp_path / "temp").mkdir()
    (tmp_path / "home").mkdir()
    return tmp_path / "work"


def environment(study: Path) -> dict[str, str]:
    """A home and a folder for temporary files of its own."""
    places = {"HOME": str(study.parent / "home"), "TMPDIR": str(study.parent / "temp"), "USER": "ann"}
    return {**os.environ, **places, "PYTHONDONTWRITEBYTECODE": "1", "SQLITE_TMPDIR": str(study.parent / "temp")}


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_file_is_written_elsewhere_and_nobody_is_called(study: Path) -> None:
    said = study.parent / "strace"
    traced = "trace=network,openat,mkdir,rename,renameat,renameat2,link,symlink"
    strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "400", "-e", traced, "-o", str(said)]
    for command in COMMANDS:
        done = subprocess.run(
            [*strace, *RUN, *command], cwd=study, capture_output=True, text=True, env=environment(study), check=False
        )
        if "ptrace" in done.stderr:
            pytest.skip(f"strace cannot follow a process here: {done.stderr[-200:]}")
        assert done.returncode == 0, (command, done.stderr)
        calls = said.read_text(errors="replace")
        assert not re.search(r"AF_INET|AF_INET6", calls), command
        for line in calls.splitlines():
            if " = -1 " not in line and (found := _WRITES.search(line) or _MAKES.search(line)):
                path = (study / found["path"]).resolve()
                inside = path.is_relative_to(study) or path.is_relative_to("/dev") or path.is_relative_to("/proc")
                assert inside, (command, line)
    assert list((study.parent / "temp").iterdir()) == []
    assert list((study.parent / "home").iterdir()) == []


def test_what_is_written_can_be_read_by_its_owner_only(study: Path) -> None:
    for command in (*COMMANDS[:2], COMMANDS[5], ["backup"]):
        subprocess.run([*RUN, *command], cwd=study, capture_output=True, env=environment(study), check=True)
    kept = [path for path in study.rglob("*") if path.is_file() and path.parent.name != "in"]
    projects = [path for path in kept if path.suffix == ".qualwork" or path.name.endswith(("-wal", "-shm"))]
    assert len(projects) >= 2
    for path in projects:
        assert path.stat().st_mode & 0o077 == 0, path


def test_errors_do_not_repeat_what_was_said(study: Path) -> None:
    within = environment(study)
    for earlier in (["new", "study.qualwork"], ["import", "in"], ["codes", "add", "safety"]):
        subprocess.run([*RUN, *earlier], cwd=study, capture_output=True, env=within, check=True)
    for command in (
        ["find", "nothing of the kind was said by anybody here at all"],
        ["transcripts", "show", "nobody"],
        ["audit", "show", "999"],
        ["apply", "safety", "--in", "ben", "--span", "9000000:9000001"],
    ):
        done = subprocess.run([*RUN, *command], cwd=study, capture_output=True, text=True, env=within, check=False)
        assert "Traceback" not in done.stderr
        assert SECRET not in done.stderr
