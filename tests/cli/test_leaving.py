"""How the program ends when something unforeseen happens: one line, no traceback, nothing half done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from qualwork.workbench.codes import codebook
from tests.cli.conftest import Qualwork


def test_a_fault_of_the_program_is_named_without_a_traceback(
    qualwork: Qualwork, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("over\nnothing")

    monkeypatch.setattr(codebook, "add_code", fail)
    said = qualwork("codes", "add", "x")
    assert said.code == 2
    assert said.err.splitlines()[0].startswith("qualwork: a fault of the program (ZeroDivisionError: over nothing)")
    monkeypatch.setenv("QUALWORK_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        qualwork("codes", "add", "x")


def test_stopping_keeps_nothing_half_done(qualwork: Qualwork, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = qualwork("audit", "verify", "--json").json["head"]
    monkeypatch.setattr("qualwork.project.rows.memos.add", stop)
    said = qualwork("memo", "project", "x")
    assert (said.code, said.err) == (130, "stopped; what was in hand was not done\n")
    monkeypatch.undo()
    assert qualwork("audit", "verify", "--json", "-p", study).json["head"] == before


def test_a_reader_who_leaves_early_is_no_fault(qualwork: Qualwork, study: Path) -> None:
    for number in range(40):
        qualwork("codes", "add", f"code {number}", "--definition", "x" * 2000)
    command = [sys.executable, "-m", "qualwork.cli.main", "-p", str(study), "codes"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("id")
        process.stdout.close()
        assert process.wait(timeout=60) == 0
        assert process.stderr.read() == ""


def test_the_screen_needs_a_terminal(qualwork: Qualwork, study: Path) -> None:
    for command in (("open",), ()):
        said = qualwork(*command)
        assert said.code == 2
        assert "needs a terminal" in said.err


def test_the_version_is_told(qualwork: Qualwork) -> None:
    said = qualwork("--version")
    assert said.code == 0
    assert said.out.startswith("qualwork ")


def test_what_is_no_text_is_refused(qualwork: Qualwork, study: Path) -> None:
    for wrong in ("a\udcff", "a\0b"):
        said = qualwork("codes", "add", wrong)
        assert said.code == 2
        assert len(said.err.splitlines()) == 1
