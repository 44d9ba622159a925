"""The one place that all that is drawn passes: nothing in it may steer the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from qualwork.tui.reader.cells import drawn


class NoSteering(LineFilter):
    """Draws control characters and bidi overrides of names, paths and texts as pictures, whatever widget shows them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of a line, with the same number of characters."""
        if all(text.isprintable() for text, _, _ in segments):
            return segments
        return [
            segment if segment.control or segment.text.isprintable() else Segment(drawn(segment.text), segment.style)
            for segment in segments
        ]
