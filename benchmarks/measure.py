"""Two ways to one result, timed in turns: the ratio of their times says more than either, on any machine."""

from __future__ import annotations

import gc
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

ROOT = Path(__file__).resolve().parent.parent
LONG_ENOUGH = 0.03
"""Seconds that a piece of work is repeated for, so that a clock's grain does not show."""

T = TypeVar("T")
Clock = Literal["cpu", "wall"]


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of a piece of work: of the processor, and by the clock on the wall."""

    cpu: float
    wall: float

    def by(self, clock: Clock) -> float:
        """The seconds by one of the two."""
        return self.cpu if clock == "cpu" else self.wall


Side = Callable[[], Took]


@dataclass(frozen=True, slots=True)
class Race:
    """Ours beside another way (`against`), by one clock: the wall where the disk matters."""

    ours: Side
    other: Side
    against: str
    clock: Clock = "cpu"


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that is counted once, such as bytes a word."""

    value: Callable[[], float]
    unit: str


class Skip(Exception):
    """What the operation needs is not on this machine; the message says what."""


class Disagreement(AssertionError):
    """Ours is not the result of the naive way: its speed means nothing."""


def agree(what: str, ours: object, naive: object) -> None:
    """Raise Disagreement, with the first difference, unless the two are equal."""
    if ours == naive:
        return
    shown = f"{ours!r:.200} is not {naive!r:.200}"
    if isinstance(ours, Sequence) and isinstance(naive, Sequence):
        pairs = zip(ours, naive, strict=False)
        at = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(ours), len(naive)))
        shown = f"lengths {len(ours)} and {len(naive)}, first different at {at}: "
        shown += f"{ours[at : at + 1]!r:.200} is not {naive[at : at + 1]!r:.200}"
    raise Disagreement(f"{what}: {shown}")


def timed(work: Callable[[], object]) -> Side:
    """Time a piece of work, repeated as often as the first time showed to be enough."""
    repeats = 0

    def side() -> Took:
        nonlocal repeats
        if not repeats:
            first = _time(work, 1)
            repeats = max(1, math.ceil(LONG_ENOUGH / max(first.wall, 1e-7)))
        return _time(work, repeats)

    return side


def timed_once(prepare: Callable[[], T], work: Callable[[T], object]) -> Side:
    """Time a piece of work that needs something new each time, whose making does not count."""

    def side() -> Took:
        made = prepare()
        return _time(lambda: work(made), 1)

    return side


def _time(work: Callable[[], object], repeats: int) -> Took:
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(repeats):
        work()
    return Took((time.process_time() - cpu) / repeats, (time.perf_counter() - wall) / repeats)


def process(command: Sequence[str]) -> Side:
    """Time a whole Python process, given what follows `python`; raises RuntimeError where it fails."""

    def side() -> Took:
        wall, before = time.perf_counter(), os.times()
        run_python(command)
        after = os.times()
        cpu = after.children_user - before.children_user + after.children_system - before.children_system
        return Took(cpu, time.perf_counter() - wall)

    return side


def run_python(command: Sequence[str], under: Sequence[str] = ()) -> str:
    """What a Python process prints, run in the folder of the project, `under` another program if one is given."""
    done = subprocess.run([*under, sys.executable, *command], cwd=ROOT, text=True, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


@dataclass(frozen=True, slots=True)
class Result:
    """Median seconds of both sides of a race, and the ratio of each round; or a figure (`ours`)."""

    ours: float
    other: float
    times: tuple[float, ...] = ()

    def ratio(self, kind: str) -> tuple[float, float, float]:
        """Median and the quartiles round it: how many times as fast ours is (`speed`), else how many times as long."""
        if not self.times:
            return self.ours, self.ours, self.ours
        ratios = sorted(1 / each if kind == "speed" else each for each in self.times)
        if len(ratios) == 1:
            return ratios[0], ratios[0], ratios[0]
        low, middle, high = statistics.quantiles(ratios, n=4, method="inclusive")
        return middle, low, high


def run_race(race: Race, rounds: int) -> Result:
    """Both in turns; who goes first changes from round to round."""
    ours: list[float] = []
    other: list[float] = []
    for number in range(rounds):
        pair = [(race.ours, ours), (race.other, other)]
        for side, kept in reversed(pair) if number % 2 else pair:
            kept.append(side().by(race.clock))
    times = tuple(one / two for one, two in zip(ours, other, strict=True))
    return Result(statistics.median(ours), statistics.median(other), times)
