"""Run the benchmarks: `python -m benchmarks.run [S|M] [--only NAME] [--json FILE] [--rounds N] [--folder DIR]`."""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np

from benchmarks import anchors
from benchmarks.judge import Machine, Target, targets
from benchmarks.measure import Clock, Disagreement, Figure, Result, Side, Skip, run_race, timed
from benchmarks.operations import OPERATIONS
from benchmarks.setting import SIZES, Setting

LEAST_ROUNDS = 7
_LINE = "{:<23}{:>10}{:>10}{:>9} {:<18}{:<9}{:<13}{}"
_HEAD = _LINE.format("operation", "ours", "other", "ratio", " middle half", "target", "verdict", "beside")


@dataclass(frozen=True, slots=True)
class Row:
    """An operation as measured: median seconds of both, the ratio and its quartiles (or a figure), and the verdict."""

    name: str
    beside: str
    clock: Clock | None = None
    ours: float | None = None
    other: float | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    target: str = ""
    verdict: str = ""
    note: str = ""

    def __str__(self) -> str:
        note = f"  ({self.note})" if self.note else ""
        if self.value is None:
            return f"{self.name:<23}{self.verdict}: {self.note}"
        if self.clock is None:
            return _LINE.format(
                self.name, "", "", f"{self.value:.4g}", "", self.target, self.verdict, self.beside + note
            )
        spread = f" {self.low:.3g} to {self.high:.3g}"
        beside = f"{self.beside}, {self.clock}{note}"
        ours, other = _seconds(self.ours), _seconds(self.other)
        return _LINE.format(self.name, ours, other, f"{self.value:.3g}", spread, self.target, self.verdict, beside)


def _seconds(value: float | None) -> str:
    value = value or 0.0
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e3:.3g} ms"


def measure(name: str, setting: Setting, rounds: int, target: Target, machine: Machine) -> Row:
    """Prepare one operation, which asserts that its result is right, and measure it."""
    try:
        prepared = OPERATIONS[name](setting)
    except Skip as reason:
        return Row(name, "", verdict="skipped", note=str(reason))
    except Disagreement as difference:
        return Row(name, "", verdict="wrong", note=str(difference))
    with _heap_at_rest():
        machine.doubts()
        if isinstance(prepared, Figure):
            return _row(name, prepared.unit, None, Result(prepared.value(), 0.0), target, "")
        result = run_race(prepared, rounds)
        return _row(name, prepared.against, prepared.clock, result, target, machine.doubts(prepared.clock))


def _row(name: str, beside: str, clock: Clock | None, result: Result, target: Target, doubts: str) -> Row:
    value, low, high = result.ratio(target.kind)
    verdict = target.verdict(result, doubts)
    return Row(name, beside, clock, result.ours, result.other, value, low, high, str(target), verdict, doubts)


@contextmanager
def _heap_at_rest() -> Iterator[None]:
    """What the preparation left in memory is not gone through while the clock runs."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def surroundings(setting: Setting) -> dict[str, str]:
    """What is measured, on what, and what this machine can do at best."""
    rng = np.random.default_rng(1)
    table, ids = np.zeros(44_000, np.uint8), rng.integers(0, 44_000, 1_000_000).astype(np.uint32)
    data, keys = bytes([1]) * 50_000_000, rng.integers(0, 1 << 40, 1_000_000)
    pages = anchors.Pages(setting.fresh("pages"))
    found = {
        "size": f"{setting.size.name} ({len(setting.files):,} interviews)",
        "python": platform.python_version(),
        "cores": f"{os.cpu_count()}",
        "load": f"{os.getloadavg()[0]:.1f}",
        "gather": f"{_best(timed(lambda: anchors.gather(table, ids))) / len(ids) * 1e9:.2g} ns a word",
        "memchr": f"{len(data) / _best(timed(lambda: anchors.scan_bytes(data))) / 1e9:.2g} GB/s",
        "sort": f"{_best(timed(lambda: anchors.sort_keys(keys))) / len(keys) * 1e9:.2g} ns a key",
        "write and fsync": f"{_best(timed(pages.write), 'wall') * 1e3:.2g} ms a page",
    }
    pages.close()
    return found


def _best(side: Side, clock: Clock = "cpu") -> float:
    return min(side().by(clock) for _ in range(5))


def run(names: Sequence[str], setting: Setting, rounds: int) -> list[Row]:
    """Measure operations one after another, and print each as it comes."""
    wanted, machine = targets(setting.size.name), Machine()
    print(_HEAD, flush=True)
    rows = []
    for name in names:
        rows.append(measure(name, setting, rounds, wanted[name], machine))
        print(rows[-1], flush=True)
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for; 1 where a result is wrong, or a target missed on a quiet machine."""
    given = _parser().parse_args(arguments)
    patterns = given.only or ["*"]
    names = [name for name in OPERATIONS if any(fnmatchcase(name, pattern) for pattern in patterns)]
    if not names:
        print(f"no operation is called {', '.join(patterns)}; there are {', '.join(OPERATIONS)}")
        return 2
    if given.folder:
        given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="qualwork-bench-", dir=given.folder) as made:
        setting = Setting(SIZES[given.size], Path(made), given.folder)
        about = surroundings(setting)
        print("  ".join(f"{name} {value}" for name, value in about.items()))
        rows = run(names, setting, max(LEAST_ROUNDS, given.rounds))
        setting.close()
    if given.json:
        report = about | {"rows": [asdict(row) for row in rows]}
        given.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 1 if any(row.verdict in ("miss", "wrong") for row in rows) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=__doc__)
    parser.add_argument("size", nargs="?", choices=SIZES, default="S", help="S: 9 interviews, M: 1,000")
    parser.add_argument("--only", action="append", metavar="NAME", help="an operation, or a pattern such as 'terms*'")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    parser.add_argument(
        "--rounds", type=int, default=LEAST_ROUNDS, help=f"rounds of each race, at least {LEAST_ROUNDS}"
    )
    parser.add_argument(
        "--folder", type=Path, metavar="DIR", help="work there and keep the interviews for the next run"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
