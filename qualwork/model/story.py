"""How an analysis went: what was decided week by week and phase by phase."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the log, by its Monday (ISO). Counts of what came and went; `codes` to `codings` stand at its end."""

    monday: str
    decisions: int = 0
    new_codes: int = 0
    dropped_codes: int = 0
    merges: int = 0
    new_themes: int = 0
    dropped_themes: int = 0
    new_codings: int = 0
    codes: int = 0
    themes: int = 0
    codings: int = 0
    by_phase: tuple[int, int, int, int, int, int] = (0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """What was decided in one phase, from the first day to the last (ISO)."""

    phase: int
    name: str
    decisions: int
    first: str
    last: str
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The whole way of an analysis; weeks without a decision are there too, up to three years in a row.

    `undone` counts decisions taken back.
    """

    title: str
    weeks: tuple[Week, ...]
    phases: tuple[PhaseSpan, ...]
    coders: tuple[str, ...]
    decisions: int
    undone: int
    merges: int
    transcripts: int
    participants: int
    first: str = ""
    last: str = ""
