"""Targets, the steadiness of the machine, and what to make of a result."""

from __future__ import annotations

import os
import statistics
import tomllib
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np

from benchmarks import anchors
from benchmarks.measure import ROOT, Clock, Result, Took, timed

TARGETS = ROOT / "benchmarks" / "targets.toml"
UNSTEADY = 1.5
Kind = Literal["speed", "time", "most", "least", "exactly"]
Verdict = Literal["pass", "miss", "inconclusive", ""]
_SIGNS = {"speed": ">=", "time": "<=", "most": "<=", "least": ">=", "exactly": "="}


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of an operation at one size; `value` is None where nothing is."""

    kind: Kind
    value: float | None

    def is_met(self, value: float) -> bool:
        """True where nothing more is asked."""
        if self.value is None:
            return True
        if self.kind == "exactly":
            return value == self.value
        return value >= self.value if self.kind in ("speed", "least") else value <= self.value

    def verdict(self, result: Result, doubts: str) -> Verdict:
        """What a result means; nothing where no target is set, and little where the machine was not quiet."""
        if self.value is None:
            return ""
        if doubts and result.times:
            return "inconclusive"
        return "pass" if self.is_met(result.ratio(self.kind)[0]) else "miss"

    def __str__(self) -> str:
        return "" if self.value is None else f"{_SIGNS[self.kind]} {self.value:g}"


def targets(size: str) -> dict[str, Target]:
    """The targets of all operations, by name, at one size."""
    found = {}
    for name, line in tomllib.loads(TARGETS.read_text(encoding="utf-8")).items():
        ((kind, value),) = line.items()
        found[name] = Target(cast(Kind, kind), value.get(size) if isinstance(value, dict) else value)
    return found


class Machine:
    """Whether the machine was quiet: the gather anchor before and after, and the load."""

    def __init__(self) -> None:
        rng = np.random.default_rng(1)
        table, ids = np.zeros(44_000, np.uint8), rng.integers(0, 44_000, 1_000_000).astype(np.uint32)
        self._gather = timed(lambda: anchors.gather(table, ids))
        self._gather()
        self._last = self._sample()

    def _sample(self) -> Took:
        took = [self._gather() for _ in range(5)]
        return Took(statistics.median(t.cpu for t in took), statistics.median(t.wall for t in took))

    def doubts(self, clock: Clock = "cpu") -> str:
        """Why what was measured since the last call decides nothing; empty where it does."""
        before, self._last = self._last, self._sample()
        one, other = before.by(clock), self._last.by(clock)
        load, cores = os.getloadavg()[0], os.cpu_count() or 1
        if max(one, other) > UNSTEADY * min(one, other):
            return f"the gather anchor went from {one * 1e3:.1f} to {other * 1e3:.1f} ms"
        return f"load {load:.1f} on {cores} cores" if load > cores else ""
