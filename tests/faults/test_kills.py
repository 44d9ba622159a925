"""A process killed while it decides: what it acknowledged is there, and the file is sound."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

from qualwork.project.log.verify import verify
from qualwork.project.store.decisions import Project
from tests.faults.hands import BATCH, start
from tests.unit.project.studies import import_one, new_project

KILLS_OF_A_FILE = 20


def killed(path: Path, seed: int, after: float) -> set[tuple[str, str]]:
    """Let a process decide and kill it; returns the decisions it acknowledged."""
    child, pipe = start(path, "ann", seed)
    with os.fdopen(pipe) as lines:
        first = lines.readline()
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        told = [first, *lines.read().splitlines()]
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    return {(number, head) for number, head in (line.split() for line in told)}


def check(path: Path, acknowledged: set[tuple[str, str]]) -> None:
    """The file is sound, holds all that was acknowledged, and no batch by half."""
    with Project.open(path, "ann") as project, project.read() as session:
        assert verify(session).problems == ()
        connection = session.connection()
        kept = {tuple(row) for row in connection.exec_driver_sql("SELECT CAST(number AS TEXT), hash FROM decision")}
        batches = Counter(connection.exec_driver_sql("SELECT batch FROM decision WHERE batch > ''").scalars())
    assert acknowledged <= kept
    assert all(size % BATCH == 0 for size in batches.values())


def test_a_killed_process_loses_nothing_it_acknowledged(tmp_path: Path, kills: int) -> None:
    chance = random.Random(kills)
    for seed in range(kills):
        if seed % KILLS_OF_A_FILE == 0:
            path, acknowledged = tmp_path / f"study{seed}.qualwork", set[tuple[str, str]]()
            with new_project(path, "zoe") as project:
                import_one(project)
        before = len(acknowledged)
        acknowledged |= killed(path, seed, chance.expovariate(20))
        assert len(acknowledged) > before
        check(path, acknowledged)
