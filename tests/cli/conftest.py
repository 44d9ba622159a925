"""Running the command line inside the test process, on real project files."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qualwork.cli.main import run

INTERVIEW = """Interviewer: How was the group for you?

Ben: I felt safe there. [laughs] You could breathe, really breathe.

Interviewer: Safe in what way?

Ben: Nobody asked. And the tea, well. I felt safe there.

Interviewer: And now?

Ben: Now I don't know. I settled, I suppose.
"""
OTHER = """Interviewer: What stays with you?

Ada: The honesty. Unsafe things were said safely, if you see.

Interviewer: Do you still go?

Ada: I breathe easier. So yes, I go.
"""


@dataclass
class Result:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output read as JSON."""
        return json.loads(self.out)


Qualwork = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUALWORK_PROJECT", raising=False)
    return tmp_path


@pytest.fixture
def qualwork(folder: Path, capsys: pytest.CaptureFixture[str]) -> Qualwork:
    """Run a command in the working folder."""

    def command(*arguments: str | Path) -> Result:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return command


@pytest.fixture
def study(qualwork: Qualwork, folder: Path) -> Path:
    """A project with two short interviews, made by the command line."""
    interviews = folder / "interviews"
    interviews.mkdir()
    (interviews / "ben.txt").write_text(INTERVIEW, encoding="utf-8")
    (interviews / "ada.txt").write_text(OTHER, encoding="utf-8")
    assert qualwork("new", "study.qualwork", "--coder", "kim").code == 0
    assert qualwork("import", interviews).code == 0
    return folder / "study.qualwork"
