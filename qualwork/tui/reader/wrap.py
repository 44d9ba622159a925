"""Breaking a transcript into the lines of a column, and finding places in them again.

The text is never changed. Lines tile it: each covers the characters up to the next line and shows a part of them; what
is hidden is a label that the gutter names already, white space at line ends, and blank lines after the first.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from qualwork.model.transcript import Turn
from qualwork.tui.reader import cells

NARROWEST = 2

_HANGING = frozenset(" \t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u1680\u200b\u2028\u2029\u205f\u3000") | frozenset(
    chr(code) for code in range(0x2000, 0x200B) if code != 0x2007
)
_NEVER_FIRST = frozenset("、。，．！？：；）］｝」』】〉》〕・ー々…‥ぁぃぅぇぉっゃゅょァィゥェォッャュョ.,;:!?)]}%’”")
_NEVER_LAST = frozenset("（［｛「『【〈《〔([{‘“")
_DASHES = "-–—"
_DASH_SLACK = 3
_TIME_OR_SIGN = re.compile(r"[\d\W_]*")


def _offsets() -> array[int]:
    return array("l")


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown of a transcript, before it has a width.

    Paragraph `i` shows `text[starts[i]:ends[i]]` of turn `owners[i]`; `blanks[i]` is where the blank line before it
    begins, or -1. The visible text of turn `t` lies in `text[heads[t]:tails[t]]`; the two are -1 where it has none.
    """

    text: str
    turns: Sequence[Turn]
    starts: array[int] = field(default_factory=_offsets)
    ends: array[int] = field(default_factory=_offsets)
    owners: array[int] = field(default_factory=_offsets)
    blanks: array[int] = field(default_factory=_offsets)
    simple: bytearray = field(default_factory=bytearray)
    heads: array[int] = field(default_factory=_offsets)
    tails: array[int] = field(default_factory=_offsets)


def label_end(text: str, turn: Turn) -> int:
    """Where the visible text of a turn begins: behind its label, if that says no more than speaker and time."""
    if turn.speaker is None or turn.speech_start == turn.start:
        return turn.start
    return turn.speech_start if _only_names(text[turn.start : turn.speech_start], turn.speaker) else turn.start


@lru_cache(maxsize=1024)
def _only_names(label: str, speaker: str) -> bool:
    return _TIME_OR_SIGN.fullmatch(label.replace(speaker, "", 1)) is not None


def paginate(
    text: str, turns: Sequence[Turn], compact: bool = False, hidden: Collection[str | None] = frozenset()
) -> Page:
    """Find the paragraphs; a run of blank lines becomes one blank line, or none where `compact`.

    Turns of the speakers that are `hidden` (None: those without a speaker) have no paragraphs.
    """
    page = Page(text, turns)
    for number, turn in enumerate(turns):
        if hidden and turn.speaker in hidden:
            page.heads.append(-1)
            page.tails.append(-1)
            continue
        head = label_end(text, turn)
        paragraphs = _paragraphs(text, head, turn.end)
        if not paragraphs and turn.speaker is not None:
            head = min(head, turn.end - 1)
            paragraphs = [(head, head)]
        page.heads.append(paragraphs[0][0] if paragraphs else -1)
        page.tails.append(paragraphs[-1][1] if paragraphs else -1)
        for low, high in paragraphs:
            before = turn.start if low == page.heads[-1] else low
            page.blanks.append(-1 if compact or not page.ends else _blank_line(text, page.ends[-1], before))
            page.starts.append(low)
            page.ends.append(high)
            page.owners.append(number)
            page.simple.append(cells.is_simple(text[low:high]))
    return page


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Lines that are not blank, without white space at their ends; the first also without any before it."""
    body = text[start:end].rstrip()
    at, high = start + len(body) - len(body.lstrip()), start + len(body)
    if at < high and "\n" not in body:
        return [(at, high)]
    found = []
    while at < high:
        newline = text.find("\n", at, high)
        stop = high if newline < 0 else newline
        if kept := text[at:stop].rstrip():
            found.append((at, at + len(kept)))
        at = stop + 1
    return found


def _blank_line(text: str, start: int, end: int) -> int:
    """Where the first blank line between two paragraphs begins, or -1."""
    newline = text.find("\n", start, end)
    return newline + 1 if newline >= 0 and text.find("\n", newline + 1, end) >= 0 else -1


@dataclass(frozen=True, slots=True)
class Layout:
    """A page broken into lines of at most `width` cells.

    Line `i` covers the characters from `starts[i]` up to the next line's start and shows `text[shown[i]:ends[i]]`.
    `first[t]` is the first line of turn `t`; a turn without lines has that of the next one.
    """

    page: Page
    width: int
    starts: array[int]
    shown: array[int]
    ends: array[int]
    first: array[int]

    def __len__(self) -> int:
        return len(self.starts)

    def line_of(self, offset: int) -> int:
        """The line that covers `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def turn_of(self, line: int) -> int:
        """The turn that `line` belongs to."""
        return max(0, bisect_right(self.first, line) - 1)

    def visible(self, line: int) -> str:
        """The text that `line` shows, as it stands in the transcript."""
        return self.page.text[self.shown[line] : self.ends[line]]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and cell of the character at `offset`; hidden ones lie at the beginning or end of their line."""
        if not len(self):
            return 0, 0
        line = self.line_of(offset)
        before = self.page.text[self.shown[line] : min(offset, self.ends[line])]
        if cells.is_simple(before):
            return line, len(before)
        visible = self.visible(line)
        return line, sum(cells.char_cells(visible)[: cells.edge_before(visible, len(before))])

    def character(self, line: int, cell: int) -> tuple[int, int]:
        """Half-open offsets of the character that covers `cell` of `line`; empty at the line's end beyond it."""
        start, end = cells.character_at(self.visible(line), max(0, cell))
        return self.shown[line] + start, self.shown[line] + end

    def end_stop(self, line: int) -> int:
        """The last place in `line` for a caret: behind its text, or on its last character if a word is broken there."""
        end = self.ends[line]
        if line + 1 == len(self) or end < self.starts[line + 1]:
            return end
        return self.shown[line] + cells.edges(self.visible(line))[-1]

    def snap(self, offset: int) -> int:
        """The place for a caret nearest to `offset`: no hidden character, and none that joins the one before it."""
        if not len(self):
            return 0
        line = self.line_of(offset)
        if offset <= self.shown[line]:
            return self.shown[line]
        if offset >= self.ends[line]:
            return self.end_stop(line)
        visible = self.visible(line)
        return self.shown[line] + cells.edge_before(visible, offset - self.shown[line])

    def step(self, offset: int, by: int) -> int:
        """The place for a caret one character after (`by` 1) or before (-1) `offset`."""
        if not len(self):
            return 0
        line = self.line_of(offset)
        stops = [self.shown[line] + edge for edge in cells.edges(self.visible(line))]
        if not stops or self.end_stop(line) > stops[-1]:
            stops.append(self.end_stop(line))
        at = bisect_right(stops, offset) - 1 + by
        if at < 0:
            return self.end_stop(line - 1) if line else stops[0]
        if at >= len(stops):
            return self.shown[line + 1] if line + 1 < len(self) else stops[-1]
        return stops[at]


def wrap(page: Page, width: int) -> Layout:
    """Break every paragraph greedily, all at once: lazy wrapping buys nothing below a million words."""
    width = max(NARROWEST, width)
    text = page.text
    starts: list[int] = []
    ends: list[int] = []
    first: list[int] = []
    owner = -1
    paragraphs = zip(page.starts, page.ends, page.owners, page.blanks, page.simple, strict=True)
    for low, high, number, blank, simple in paragraphs:
        if blank >= 0:
            starts.append(blank)
            ends.append(blank)
        if number != owner:
            first.extend([len(starts)] * (number - owner))
            owner = number
        starts.append(low)
        if not simple:
            _break_any(text, low, high, width, starts, ends)
        elif high - low > width:
            _break_simple(text, low, high, width, starts, ends)
        else:
            ends.append(high)
    first.extend([len(starts)] * (len(page.turns) - len(first)))
    shown = array("l", starts)
    for turn, head, line in zip(page.turns, page.heads, first, strict=True):
        if head >= 0:
            starts[line] = turn.start
    if starts:
        starts[0] = 0
    return Layout(page, width, array("l", starts), shown, array("l", ends), array("l", first))


def _break_simple(text: str, low: int, high: int, width: int, starts: list[int], ends: list[int]) -> None:
    """Break a paragraph of characters one cell wide; its first line has been begun."""
    rfind = text.rfind
    while high - low > width:
        limit = low + width
        stop = rfind(" ", low, limit + 1)
        if limit - stop > _DASH_SLACK and (dash := _after_dash(text, max(stop, low) + 1, limit)):
            stop = following = dash
        elif stop > low:
            following = stop + 1
            while text[following] == " ":
                following += 1
            while stop > low + 1 and text[stop - 1] == " ":
                stop -= 1
        else:
            stop = following = limit
        ends.append(stop)
        starts.append(following)
        low = following
    ends.append(high)


def _after_dash(text: str, start: int, limit: int) -> int:
    """Where a line may begin behind the last dash inside a word of `text[start:limit]`; 0 if nowhere."""
    dash = max(text.rfind(sign, start, limit) for sign in _DASHES)
    return dash + 1 if dash > 0 and text[dash - 1].isalnum() and text[dash + 1].isalpha() else 0


def _break_any(text: str, low: int, high: int, width: int, starts: list[int], ends: list[int]) -> None:
    """Break a paragraph with wide, joined or combining characters; its first line has been begun."""
    part = text[low:high]
    widths = cells.char_cells(part)
    reach = list(accumulate(widths, initial=0))
    at = 0
    while reach[-1] - reach[at] > width:
        full = max(at + 1, bisect_right(reach, reach[at] + width) - 1)
        stop, at = _break_before(part, widths, at, full)
        ends.append(low + stop)
        starts.append(low + at)
    ends.append(high)


def _break_before(part: str, widths: list[int], at: int, full: int) -> tuple[int, int]:
    """Where the line that begins at `at` ends and the next one begins, if only `part[at:full]` fits."""
    edge = full
    if part[full] not in _HANGING:
        while edge > at and not _may_break(part, widths, edge):
            edge -= 1
    stop = following = edge
    while stop > at and part[stop - 1] in _HANGING:
        stop -= 1
    if stop == at:
        return full, full
    while part[following] in _HANGING and widths[following + 1]:
        following += 1
    return stop, following


def _may_break(part: str, widths: list[int], edge: int) -> bool:
    if not widths[edge]:
        return False
    before, after = part[edge - 1], part[edge]
    if before in _HANGING:
        return True
    if before in _DASHES:
        return after.isalpha() and part[edge - 2 : edge - 1].isalnum()
    wide = widths[edge] == 2 or _width_before(widths, edge) == 2
    return wide and after not in _NEVER_FIRST and before not in _NEVER_LAST


def _width_before(widths: list[int], edge: int) -> int:
    while edge and not widths[edge - 1]:
        edge -= 1
    return widths[edge - 1] if edge else 0
