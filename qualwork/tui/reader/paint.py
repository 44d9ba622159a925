"""From a line of the layout to a strip of the screen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rich.segment import Segment
from textual.strip import Strip

from qualwork.model.transcript import Role, Turn
from qualwork.tui.reader import cells
from qualwork.tui.reader.columns import Columns, clock
from qualwork.tui.reader.margin import Margin
from qualwork.tui.reader.styles import Cursor, Styles, Voice
from qualwork.tui.reader.units import Range
from qualwork.tui.reader.wrap import Layout


@dataclass(frozen=True, slots=True)
class Marks:
    """What differs from one paint of a line to the next: what is selected there, the cursor, and being on top."""

    selected: Range | None = None
    cursor: int | None = None
    focused: bool = False
    at_top: bool = False


@dataclass(frozen=True, slots=True)
class Painter:
    """Paints the lines of one layout.

    `labels` are the short names of the speakers, `dimmed` roles speak quietly, `found` are the places of what is looked
    for, in order, and `signs` stand before the text of some lines.
    """

    layout: Layout
    columns: Columns
    margin: Margin
    styles: Styles
    labels: Mapping[str, str]
    roles: Mapping[str, Role]
    dimmed: frozenset[Role]
    width: int
    found: Sequence[Range] = ()
    signs: Mapping[int, str] = field(default_factory=dict)

    def strip(self, line: int, marks: Marks) -> Strip:
        """One line of the screen, exactly `width` cells."""
        columns, styles = self.columns, self.styles
        segments = self._gutter(line, marks.at_top) if columns.gutter else []
        segments += self._text(line, marks)
        used = columns.margin_at
        if columns.margin:
            pieces = self.margin.paint(line, columns.margin, marks.at_top)
            segments += [Segment(text, styles.mark(coding.colour if coding else None)) for text, coding in pieces]
            used += columns.margin
        if used < self.width:
            segments.append(Segment(" " * (self.width - used), styles.text("text")))
        return Strip(Segment.simplify(segments), self.width)

    def blank(self) -> Strip:
        """A line below the end of the transcript."""
        return Strip([Segment(" " * self.width, self.styles.text("text"))], self.width)

    def _gutter(self, line: int, at_top: bool) -> list[Segment]:
        columns, styles = self.columns, self.styles
        number = self.layout.turn_of(line)
        begins = self.layout.first[number] == line
        sign = Segment(self.signs.get(line, " "), styles.text("speaker"))
        if not begins and not at_top:
            return [Segment(" " * (columns.gutter - 1), styles.text("gutter")), sign]
        turn = self.layout.page.turns[number]
        words = cells.pad(str(number + 1), columns.number, right=True) + " " if columns.number else ""
        segments = [Segment(words, styles.text("gutter"))]
        if columns.label:
            label = self.labels.get(turn.speaker or "", "")
            voice: Voice = "speaker" if begins and self.roles.get(turn.speaker or "") != "interviewer" else "gutter"
            segments.append(Segment(cells.pad(label, columns.label) + " ", styles.text(voice)))
        if columns.time:
            time = clock(turn.begins) if turn.begins is not None else ""
            segments.append(Segment(cells.pad(time, columns.time, right=True) + " ", styles.text("gutter")))
        return [*segments, sign]

    def _text(self, line: int, marks: Marks) -> list[Segment]:
        layout, styles = self.layout, self.styles
        low, high = layout.shown[line], layout.ends[line]
        turn = layout.page.turns[layout.turn_of(line)]
        visible = layout.visible(line)
        codings = [coding for coding in self.margin.on_line(line) if coding.start < high and low < coding.end]
        at = marks.cursor
        stops = [edge + low for edge in cells.edges(visible)]
        cursor: Range | None = None
        if at is not None and low <= at < high:
            here = bisect_right(stops, at) - 1
            cursor = stops[here], stops[here + 1] if here + 1 < len(stops) else high
        ranges = [(coding.start, coding.end) for coding in codings]
        ranges += [aside for aside in turn.asides if aside[0] < high and low < aside[1]]
        hits = self._found_in(low, high)
        ranges += hits
        ranges += [marks.selected] if marks.selected else []
        ranges += [cursor] if cursor else []
        cuts = _cuts(low, high, [*ranges, (turn.speech_start, high)], stops)
        segments = []
        for start, end in pairwise(cuts):
            under: Cursor = ("focused" if marks.focused else "blurred") if cursor == (start, end) else ""
            there = [coding for coding in codings if coding.start < end and start < coding.end]
            selected = marks.selected is not None and marks.selected[0] < end and start < marks.selected[1]
            inner = min(there, key=lambda coding: coding.end - coding.start, default=None)
            many = len({coding.code for coding in there}) > 1
            hit = any(low_hit < end and start < high_hit for low_hit, high_hit in hits)
            style = styles.text(self._voice(turn, start), inner.colour if inner else None, many, selected, under, hit)
            segments.append(Segment(cells.drawn(layout.page.text[start:end]), style))
        return segments + self._after_text(visible, at is not None and not cursor, marks.focused)

    def _found_in(self, low: int, high: int) -> list[Range]:
        at = max(0, bisect_left(self.found, (low, low)) - 1)
        found = []
        while at < len(self.found) and self.found[at][0] < high:
            if self.found[at][1] > low:
                found.append(self.found[at])
            at += 1
        return found

    def _after_text(self, visible: str, cursor: bool, focused: bool) -> list[Segment]:
        room = self.columns.text + 1 - cells.cell_width(visible)
        plain = self.styles.text("text")
        if not cursor or room < 1:
            return [Segment(" " * room, plain)]
        style = self.styles.text("text", cursor="focused" if focused else "blurred")
        return [Segment(" ", style), Segment(" " * (room - 1), plain)]

    def _voice(self, turn: Turn, offset: int) -> Voice:
        if offset < turn.speech_start or turn.speaker is None:
            return "stage"
        if any(start <= offset < end for start, end in turn.asides):
            return "aside"
        return "interviewer" if self.roles.get(turn.speaker) in self.dimmed else "text"


def _cuts(low: int, high: int, ranges: Sequence[Range], stops: Sequence[int]) -> list[int]:
    """Where the look of `low..high` may change: edges of the ranges, moved outwards to whole characters."""
    cuts = {low, high}
    for start, end in ranges:
        if low < start < high:
            cuts.add(stops[bisect_right(stops, start) - 1])
        if low < end < high:
            at = bisect_left(stops, end)
            cuts.add(stops[at] if at < len(stops) else high)
    return sorted(cuts)


def inside(selected: Range | None, low: int, high: int) -> Range | None:
    """The part of a selection that lies in `low..high`."""
    if selected is None or selected[1] <= low or high <= selected[0]:
        return None
    return max(selected[0], low), min(selected[1], high)
