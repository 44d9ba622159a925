"""Two processes that decide on one file at once: the chain is right, and nothing is lost."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

from qualwork.project.log.verify import verify
from qualwork.project.store.decisions import Project
from tests.faults.hands import start
from tests.unit.project.studies import decisions_of, import_one, new_project

DEEDS = 50


def test_two_processes_decide_at_once(tmp_path: Path) -> None:
    path = tmp_path / "study.qualwork"
    with new_project(path, "zoe") as project:
        import_one(project)
    children = [start(path, coder, seed, DEEDS) for seed, coder in enumerate(("ann", "ben"))]
    told = {}
    for child, pipe in children:
        with os.fdopen(pipe) as lines:
            told[child] = [line.split() for line in lines]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in children] == [0, 0]
    with Project.open(path, "ann") as project, project.read() as session:
        assert verify(session).problems == ()
        query = "SELECT CAST(number AS TEXT), hash FROM decision"
        kept = {tuple(row) for row in session.connection().exec_driver_sql(query)}
        made = decisions_of(project)
    acknowledged = [tuple(line) for lines in told.values() for line in lines]
    assert len(set(acknowledged)) == len(acknowledged) >= 2 * DEEDS
    assert set(acknowledged) <= kept
    assert [verb for _, _, verb, *_ in made].count("add coder") == 2
    assert len(made) == len(acknowledged) + 4
    coders = [coder for _, coder, *_ in made]
    assert sum(one != other for one, other in pairwise(coders)) > 10, "they took turns"
