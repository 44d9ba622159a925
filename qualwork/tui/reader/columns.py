"""How the reader's width is shared out between gutter, text and margin, and what the gutter says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualwork.model.transcript import Turn
from qualwork.tui.reader import cells

LEAST_TEXT = 24
MOST_TEXT = 90
LEAST_LABEL = 6
GUTTER = 13
ROOMY = 88
MOST_MARGIN = 36
LANES_ONLY = 7


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells of each column: turn number, speaker label, time (0 where not shown), text, margin.

    A blank follows each of number, label and time, and one more the last of them: together they are the gutter.
    Between text and margin stands one cell for a caret behind the end of a line.
    """

    number: int
    label: int
    time: int
    text: int
    margin: int

    @property
    def gutter(self) -> int:
        """Cells before the text."""
        parts = [width + 1 for width in (self.number, self.label, self.time) if width]
        return sum(parts) + bool(parts)

    @property
    def margin_at(self) -> int:
        """Where the margin begins."""
        return self.gutter + self.text + 1


def share(width: int, number: int, label: int, time: int, margin: bool = True) -> Columns:
    """Columns for `width` cells, given the widest turn number, label and time.

    Text is never dropped: a narrow screen first shortens the margin to its brackets, then drops time, margin, label
    and number, in this order.
    """
    wide = width >= 100
    label = min(label, 16 if wide else max(LEAST_LABEL, GUTTER - number - 3))
    beside = _margin_width(width) if margin else 0
    for columns in (
        Columns(number, label, time, 0, beside),
        Columns(number, label, time, 0, min(beside, LANES_ONLY)),
        Columns(number, label, 0, 0, min(beside, LANES_ONLY)),
        Columns(number, label, 0, 0, 0),
        Columns(number, 0, 0, 0, 0),
    ):
        text = width - columns.gutter - columns.margin - 1
        if text >= LEAST_TEXT:
            return Columns(columns.number, columns.label, columns.time, min(text, MOST_TEXT), columns.margin)
    return Columns(0, 0, 0, max(1, width - 1), 0)


def _margin_width(width: int) -> int:
    if width < ROOMY:
        return 18
    return min(MOST_MARGIN, max(26, width - GUTTER - MOST_TEXT - 1))


def short_labels(labels: Sequence[str], width: int) -> dict[str, str]:
    """A name of at most `width` cells for each label, such that no two look alike where that can be had.

    A label that fits stays whole; else its first word, if no other label begins with it; else its beginning and end.
    """
    first_words = [label.split()[0] if label.split() else label for label in labels]
    short = {}
    for label, word in zip(labels, first_words, strict=True):
        if cells.cell_width(label) <= width:
            short[label] = cells.drawn(label)
        elif first_words.count(word) == 1 and cells.cell_width(word) <= width:
            short[label] = cells.drawn(word)
        else:
            tail = label[-2:] if first_words.count(word) > 1 and cells.is_simple(label) and width > 4 else ""
            short[label] = cells.cut(label, width - len(tail)) + tail
    return short


def clock(milliseconds: int) -> str:
    """A place in the recording as people write it: `12:03`, `1:02:03`."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def widest_time(turns: Sequence[Turn]) -> int:
    """Cells of the longest time that a turn begins at; 0 where no turn knows its time."""
    return max((len(clock(turn.begins)) for turn in turns if turn.begins is not None), default=0)
