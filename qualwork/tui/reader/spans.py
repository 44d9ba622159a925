"""Coded passages as the reader needs them, and finding those on a line however many there are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from qualwork.tui.colours import palette_colour
from qualwork.tui.reader.wrap import Layout

_BLOCK = 64
_COLOUR = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class CodedSpan:
    """One coding: a code, its name and colour (`#rrggbb`), the absolute half-open stretch, and who decided it."""

    coding: int
    code: int
    name: str
    colour: str
    start: int
    end: int
    coder: str = ""


class Intervals:
    """Intervals with both ends included, sorted by their beginning; a query costs n/64 + what it finds."""

    def __init__(self, first: Sequence[int], last: Sequence[int]) -> None:
        self._first = first
        self._last = last
        self._furthest = [max(last[at : at + _BLOCK]) for at in range(0, len(last), _BLOCK)]

    def touching(self, low: int, high: int) -> list[int]:
        """Numbers of the intervals that share a place with `low..high`, in order."""
        stop = bisect_right(self._first, high)
        found = []
        for block in range((stop + _BLOCK - 1) // _BLOCK):
            if self._furthest[block] >= low:
                start = block * _BLOCK
                found += [at for at in range(start, min(start + _BLOCK, stop)) if self._last[at] >= low]
        return found


def in_reading_order(codings: Sequence[CodedSpan]) -> list[CodedSpan]:
    """Codings by beginning, the longer first where two begin together; each with a colour that can be painted."""
    ordered = sorted(sorted(codings, key=attrgetter("end"), reverse=True), key=attrgetter("start"))
    if all(map(_COLOUR.fullmatch, {coding.colour for coding in ordered})):
        return ordered
    return [
        coding if _COLOUR.fullmatch(coding.colour) else replace(coding, colour=palette_colour(coding.code))
        for coding in ordered
    ]


def lines_of(layout: Layout, codings: Sequence[CodedSpan]) -> tuple[list[int], list[int]]:
    """First and last line on which each coding is seen; hidden characters at its edges do not count.

    `codings` are in reading order; then the first lines are in order, too.
    """
    starts, shown, ends = layout.starts.tolist(), layout.shown, layout.ends
    firsts, lasts = [], []
    low = 0
    for coding in codings:
        low = first = bisect_right(starts, coding.start, low) - 1
        last = bisect_left(starts, coding.end, low) - 1
        if first < last and coding.start >= ends[first]:
            first += 1
        if first < last and coding.end <= shown[last]:
            last -= 1
        firsts.append(first)
        lasts.append(max(first, last))
    return firsts, lasts
