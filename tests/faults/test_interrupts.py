"""An interrupt that falls where it would be swallowed or logged still ends the command, with one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.project.studies import new_project

_IN_A_FINALISER = """
import signal, time
class Held:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
def work(project):
    held = Held()
    del held
    time.sleep(30)
"""
_IN_A_CLOSING_CONNECTION = """
import signal
from sqlalchemy import create_engine, pool
def work(project):
    engine = create_engine("sqlite://", poolclass=pool.NullPool)
    engine.dialect.do_close = lambda connection: signal.raise_signal(signal.SIGINT)
    engine.connect().close()
"""
_RUN = """
{work}
import sys
from qualwork.cli import main
from qualwork.workbench.report import reporting
reporting.codes_table = work
sys.exit(main.run(["-p", {path!r}, "codes"]))
"""


@pytest.mark.parametrize("work", [_IN_A_FINALISER, _IN_A_CLOSING_CONNECTION], ids=["finaliser", "closing"])
def test_an_interrupt_in_a_clean_up_ends_the_command_with_one_line(tmp_path: Path, work: str) -> None:
    path = tmp_path / "study.qualwork"
    with new_project(path):
        pass
    done = subprocess.run(
        [sys.executable, "-c", _RUN.format(work=work, path=str(path))],
        capture_output=True,
        text=True,
        timeout=25,
    )
    assert done.returncode == 130
    assert done.stderr == "stopped; what was in hand was not done\n"
