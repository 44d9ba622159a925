"""An erasure killed at any moment: nothing half done, and finished on the next opening where it was decided."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from pathlib import Path

from qualwork.workbench.base import projects
from qualwork.workbench.log import auditing
from qualwork.workbench.privacy import erasing
from qualwork.workbench.transcripts import reading
from tests.unit.workbench.erased import left_in, study
from tests.unit.workbench.named import participant_id

TRIES = 8


def killed_after(path: Path, seconds: float) -> bool:
    """Let a child erase and kill it after a while; true where it was still at it."""
    child = os.fork()
    if not child:
        with projects.open_project(path) as project:
            erasing.withdraw(project, participant_id(project, "Ben"))
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_an_erasure_is_done_or_not_begun(tmp_path: Path) -> None:
    original = tmp_path / "original"
    original.mkdir()
    study(original).close()
    chance = random.Random(6)
    for number in range(TRIES):
        folder = tmp_path / f"try{number}"
        folder.mkdir()
        path = Path(shutil.copy(original / "study.qualwork", folder))
        killed_after(path, chance.random() * 0.6)
        with projects.open_project(path) as project:
            assert auditing.verify(project).problems == ()
            erased = [info.title for info in reading.infos(project)] == ["group", "other"]
            if not erased:
                assert len(reading.infos(project)) == 3
                erasing.withdraw(project, participant_id(project, "Ben"))
        assert left_in(folder) == set()
        shutil.rmtree(folder)
