"""A decision is on the disk when it is acknowledged, for the price of one fsync."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.project.studies import add_code, import_one, new_project

PROGRAM = """
import sys
from pathlib import Path
from qualwork.project.rows import codings
from qualwork.project.store.decisions import Project
with Project.open(Path(sys.argv[1]), "ann") as project:
    for at in range(int(sys.argv[2])):
        with project.decide("apply code") as deciding:
            codings.add(deciding, 1, 1, at, at + 5, "hello")
"""


def fsyncs(path: Path, decisions: int) -> int:
    """How often a process that applies a code so many times, a decision each, waits for the disk."""
    said = path.with_suffix(".strace")
    strace = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(said)]
    program = [sys.executable, "-c", PROGRAM, str(path), str(decisions)]
    done = subprocess.run([*strace, *program], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"strace cannot follow a process here: {done.stderr[-200:]}")
    return said.read_text().count("sync(")


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_one_fsync_a_decision_on_a_warm_connection(tmp_path: Path) -> None:
    few, more = 5, 35
    counts = []
    for decisions in (few, more):
        path = tmp_path / f"study{decisions}.qualwork"
        with new_project(path) as project:
            import_one(project)
            add_code(project, "safety")
        counts.append(fsyncs(path, decisions))
    assert counts[1] - counts[0] == more - few
