"""A process that decides at random on a project and tells each decision once it is kept."""

from __future__ import annotations

import os
import random
import time
import traceback
from pathlib import Path

from qualwork.model.code import Code
from qualwork.model.errors import Refused
from qualwork.project.log import history, undo
from qualwork.project.rows import codes, codings
from qualwork.project.store.decisions import Project

BATCH = 3


def start(path: Path, coder: str, seed: int, deeds: int | None = None) -> tuple[int, int]:
    """Fork a child that decides, for ever or `deeds` times; returns its process id and the pipe it tells through.

    Forked, not started anew: a child is at work at once. No project may be open in this process.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        os.close(reading)
        decide(path, coder, seed, deeds, writing)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def decide(path: Path, coder: str, seed: int, deeds: int | None, told: int) -> None:
    """Decide, undo and redo at random; each acknowledged decision is a line `number hash` in the pipe.

    Who has a number of deeds to do takes a breath after each, so that others come in between.
    """
    chance = random.Random(seed)
    with Project.open(path, coder) as project:
        done = 0
        while deeds is None or done < deeds:
            done += 1
            time.sleep(0 if deeds is None else chance.random() / 100)
            for number in one_deed(project, chance, f"{coder} {seed} {done}"):
                with project.read() as session:
                    os.write(told, f"{number} {history.without_changes(session, number).hash}\n".encode())


def one_deed(project: Project, chance: random.Random, name: str) -> list[int]:
    """One deed of some kind; returns the numbers of its decisions."""
    kind = chance.random()
    try:
        if kind < 0.15:
            return [made.number for made in undo.undo(project)]
        if kind < 0.25:
            return [made.number for made in undo.redo(project)]
        if kind < 0.4:
            with project.transaction():
                return [add_code(project, f"{name} {part}", batch=name) for part in range(BATCH)]
        if kind < 0.6:
            return [apply_many(project, chance)]
    except Refused:
        pass
    return [add_code(project, name)]


def add_code(project: Project, name: str, batch: str | None = None) -> int:
    """Add a code; returns the decision's number."""
    with project.decide("add code", name, batch=batch) as deciding:
        codes.add(deciding.session, Code(0, name))
    return deciding.number


def apply_many(project: Project, chance: random.Random) -> int:
    """Add a code and apply it many times; returns the decision's number."""
    with project.decide("apply many") as deciding:
        code = codes.add(deciding.session, Code(0, f"many {chance.random()}"))
        codings.add_many(deciding, [(code, 1, at, at + 1, "x") for at in range(chance.randrange(400))])
    return deciding.number
