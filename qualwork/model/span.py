"""Stretches of text: code points, 0-based, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]` of one transcript (its id) in its current revision."""

    transcript: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}:{self.end}")

    def overlaps(self, other: Span) -> bool:
        """True where the two share at least one character."""
        return self.transcript == other.transcript and self.start < other.end and other.start < self.end
