"""A power cut between any two writes: what was acknowledged is there, a decision in hand is there or is not."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from qualwork.project.log.verify import verify
from qualwork.project.store.decisions import Project
from tests.faults.hands import one_deed
from tests.unit.project.studies import import_one, new_project

SECTOR = 512
PAGE = 4096


def begin(path: Path) -> None:
    """A project with a transcript that nobody undoes."""
    with new_project(path, "zoe") as project:
        import_one(project)


def acknowledged(project: Project) -> list[str]:
    """The hashes of all decisions, in order."""
    with project.read() as session:
        return list(session.connection().exec_driver_sql("SELECT hash FROM decision ORDER BY number").scalars())


def after_cut(folder: Path, database: bytes, log: bytes) -> list[str]:
    """What a project holds that is opened on these bytes after a power cut; it must be sound."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "study.qualwork"
    path.write_bytes(database)
    path.with_name(path.name + "-wal").write_bytes(log)
    with Project.open(path, "ann") as project:
        found = acknowledged(project)
        with project.read() as session:
            assert verify(session).problems == ()
    return found


def torn(before: bytes, after: bytes, chance: random.Random) -> bytes:
    """A file on its way from one state to the next: what a sector gets is there, missing, or rubbish.

    What stood in a sector before and is not written again stays, as on every disk whose overwriting is power-safe
    (what SQLite assumes unless told otherwise).
    """
    made = bytearray(before.ljust(len(after), b"\0")[: len(after)])
    same = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(before))
    for at in range(same // SECTOR * SECTOR, len(after), SECTOR):
        start, end = max(at, same), min(at + SECTOR, len(after))
        kind = chance.random()
        if kind < 0.5:
            made[start:end] = after[start:end]
        elif kind < 0.6:
            made[start:end] = chance.randbytes(end - start)
    cut = chance.randint(len(before), len(after)) if len(after) > len(before) else len(after)
    return bytes(made[:cut])


@pytest.mark.parametrize("seed", range(3))
def test_a_cut_between_the_writes_of_a_decision(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "study.qualwork"
    log = path.with_name(path.name + "-wal")
    begin(path)
    with Project.open(path, "ann") as project:
        for number in range(12):
            known, before, log_before = acknowledged(project), path.read_bytes(), log.read_bytes()
            one_deed(project, chance, f"deed {number}")
            now, log_after = acknowledged(project), log.read_bytes()
            assert after_cut(tmp_path / "cut", path.read_bytes(), log_after) == now
            if path.read_bytes() != before or not log_after.startswith(log_before[:32]):
                continue
            for _ in range(6):
                found = after_cut(tmp_path / "cut", before, torn(log_before, log_after, chance))
                assert found == now[: len(found)]
                assert len(found) >= len(known)


@pytest.mark.parametrize("seed", range(5))
def test_a_cut_while_the_log_is_folded_into_the_file(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "study.qualwork"
    begin(path)
    with Project.open(path, "ann") as project:
        for number in range(10):
            one_deed(project, chance, f"deed {number}")
        known = acknowledged(project)
        before, log = path.read_bytes(), path.with_name(path.name + "-wal").read_bytes()
    after = path.read_bytes()
    half = bytearray(before.ljust(len(after), b"\0"))
    for at in range(0, len(after), PAGE):
        if chance.random() < 0.5:
            half[at : at + PAGE] = after[at : at + PAGE]
    assert after_cut(tmp_path / "cut", bytes(half), log) == known
