"""A transcript as it is handed out with its codes: lines of speech under pseudonyms, and notes on stretches of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text from `start` to `end`; `speaker` stands on the first line of a turn, `said` is speech."""

    speaker: str
    start: int
    end: int
    said: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What is noted on a stretch of the text: a code with the memos on its use, or a memo of a kind.

    Notes are numbered from 1 in order of place; `start == end` where the stretch holds no shown text.
    """

    number: int
    start: int
    end: int
    heading: str
    text: str
    coder: str
    is_code: bool = True


@dataclass(frozen=True, slots=True)
class CodedTranscript:
    """All that is printed of a transcript; `memos` are on the whole of it, `codes` those used with their definition."""

    title: str
    about: Mapping[str, str]
    text: str
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    memos: tuple[Note, ...]
    codes: tuple[tuple[str, str, int], ...]
    provenance: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text between two edges of notes: how many codes lie on it, the notes that begin before and end behind it."""

    text: str
    depth: int
    opens: tuple[Note, ...]
    closes: tuple[Note, ...]


def lines_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the lines that hold anything, without the white space at their ends."""
    at = start
    for line in text[start:end].split("\n"):
        kept = line.strip()
        if kept:
            first = at + line.index(kept)
            yield first, first + len(kept)
        at += len(line) + 1


def fitted(start: int, end: int, lines: Sequence[Line]) -> tuple[int, int]:
    """A stretch narrowed to what is shown; empty at the start of a line near by where it holds none of it."""
    first = next((max(line.start, start) for line in lines if line.end > start), lines[-1].start if lines else 0)
    last = next((min(line.end, end) for line in reversed(lines) if line.start < end), first)
    return first, max(first, last)


def pieces(text: str, line: Line, notes: Sequence[Note]) -> Iterator[Piece]:
    """A line cut at the edges of its notes, in order; notes that reach in from other lines count in the depth."""
    inside = [note for note in notes if note.start <= line.end and note.end >= line.start]
    points = {line.start, line.end}
    points |= {edge for note in inside for edge in (note.start, note.end) if line.start < edge < line.end}
    ordered = sorted(points)
    for at, low in enumerate(ordered[:-1]):
        high = ordered[at + 1]
        yield Piece(
            text[low:high],
            sum(note.is_code and note.start <= low and note.end >= high for note in inside),
            tuple(note for note in inside if note.start == low),
            tuple(note for note in inside if low < note.end <= high or note.start == note.end == low),
        )
