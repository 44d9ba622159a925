"""The drawing half of the reader: which lines there are, where they are scrolled to, and what is painted in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualwork.model.transcript import Transcript, turn_at
from qualwork.tui.reader import cells
from qualwork.tui.reader.columns import Columns, share, short_labels, widest_time
from qualwork.tui.reader.hit import Hit, hit
from qualwork.tui.reader.margin import Margin
from qualwork.tui.reader.paint import Marks, Painter
from qualwork.tui.reader.spans import CodedSpan, in_reading_order
from qualwork.tui.reader.styles import VOICES, Styles, voices_of
from qualwork.tui.reader.units import Range
from qualwork.tui.reader.wrap import Page, paginate, wrap

_EMPTY = Page("", ())


class Canvas(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a transcript with its codings and scrolls; all lines are wrapped, only those seen are painted."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"reader--{voice}" for voice in VOICES if voice != "text"),
        "reader--selection",
        "reader--cursor",
        "reader--found",
    }

    DEFAULT_CSS = """
    Canvas {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .reader--gutter { color: $foreground 55%; }
        & > .reader--speaker { color: $accent; text-style: bold; }
        & > .reader--interviewer { color: $foreground 70%; }
        & > .reader--aside { color: $foreground 60%; text-style: italic; }
        & > .reader--stage { color: $foreground 60%; text-style: italic; }
        & > .reader--margin { color: $foreground 60%; }
        & > .reader--selection { background: $primary; }
        & > .reader--cursor { background: $foreground; }
        & > .reader--found { background: $warning; }
    }
    """

    dim_interviewers = var(True)
    """Show what interviewers say more quietly than what participants say."""
    show_times = var(False)
    """Show in the gutter where in the recording each turn begins."""
    show_margin = var(True)
    """Show brackets and code names beside the text."""
    compact = var(False)
    """Leave blank lines out."""

    class ViewChanged(Message):
        """Other lines are on the screen now; `first` and `last` are offsets of what is seen."""

        def __init__(self, canvas: Canvas, first: int, last: int) -> None:
            super().__init__()
            self.canvas = canvas
            self.first = first
            self.last = last

        @property
        def control(self) -> Canvas:
            """The reader that was scrolled."""
            return self.canvas

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._transcript: Transcript | None = None
        self._labels: list[str] = []
        self._codings: list[CodedSpan] = []
        self._hidden: frozenset[str | None] = frozenset()
        self._found: Sequence[Range] = ()
        self._notes: Sequence[tuple[int, str]] = ()
        self._page = _EMPTY
        self._layout = wrap(_EMPTY, 1)
        self._columns = Columns(0, 0, 0, 1, 0)
        self._top = 0
        self._reflowing = False
        self._painter: Painter | None = None
        self._margin: Margin | None = None
        self._styles: Styles | None = None
        self._strips: LRUCache[tuple[int, Marks], Strip] = LRUCache(1024)
        self._painted: dict[int, Strip] = {}

    @property
    def transcript(self) -> Transcript | None:
        """What is shown."""
        return self._transcript

    @property
    def codings(self) -> Sequence[CodedSpan]:
        """The codings shown, in reading order."""
        return self._codings

    @property
    def top_offset(self) -> int:
        """Where the first line on the screen begins: the place to come back to."""
        return self._top

    def codings_at(self, offset: int) -> list[CodedSpan]:
        """The codings that cover the character at `offset`, in reading order."""
        if not len(self._layout):
            return []
        here = self.painter.margin.on_line(self._layout.line_of(offset))
        return [coding for coding in here if coding.start <= offset < coding.end]

    def show(
        self,
        transcript: Transcript,
        codings: Sequence[CodedSpan],
        top: int = 0,
        hidden: Collection[str | None] = frozenset(),
    ) -> None:
        """Show a transcript with the line of `top` first; notes and what was looked for are to be given anew."""
        self._transcript = transcript
        self._hidden, self._found, self._notes = frozenset(hidden), (), ()
        self._labels = list(dict.fromkeys(turn.speaker for turn in transcript.turns if turn.speaker is not None))
        self._codings = in_reading_order(codings)
        self._top = top
        self._paginate()

    def set_codings(self, codings: Sequence[CodedSpan]) -> None:
        """Show other codings of the same transcript; place and selection stay."""
        self._codings = in_reading_order(codings)
        self._margin = None
        self._forget_paint()
        self.repaint()

    @property
    def hidden(self) -> frozenset[str | None]:
        """The speakers whose turns are not shown; None stands for turns without a speaker."""
        return self._hidden

    def hide(self, speakers: Collection[str | None]) -> None:
        """Show no turns of these speakers (None: without a speaker); the codings there are not shown either."""
        if self._hidden != frozenset(speakers):
            self._hidden = frozenset(speakers)
            self._margin = None
            self._paginate()

    def shows(self, start: int, end: int) -> bool:
        """True where something of `start:end` can be seen, on whatever line."""
        page = self._page
        for number in range(turn_at(page.turns, start), len(page.turns)):
            if page.turns[number].start >= end:
                return False
            if page.heads[number] < end and start < page.tails[number]:
                return True
        return False

    def light(self, found: Sequence[Range]) -> None:
        """Light up the places of what is looked for, given in order."""
        self._found = found
        self._forget_paint()
        self.repaint()

    def set_notes(self, notes: Sequence[tuple[int, str]]) -> None:
        """Put a sign before the line of each note: its offset, and `*` or `?`."""
        if notes != self._notes:
            self._notes = notes
            self._forget_paint()
            self.repaint()

    def scroll_to_line(self, line: int) -> None:
        """Put `line` on top, as far as there are lines below it."""
        self.scroll_to(y=line, animate=False, force=True)

    def marks(self, line: int, at_top: bool) -> Marks:
        """What is marked on `line` besides codings."""
        return Marks(at_top=at_top)

    def hit(self, at: Offset) -> Hit:
        """What is shown at a place of the widget."""
        return hit(self._layout, self._columns, at.x, at.y + self.scroll_offset.y)

    def repaint(self) -> None:
        """Send those lines to the screen that look different now: over a slow connection every byte counts."""
        if not self.is_attached or not self.size:
            return
        for y in range(self.scrollable_content_region.height):
            strip = self._strip(y)
            before = self._painted.get(y)
            if strip is not before and strip != before:
                self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        strip = self._painted[y] = self._strip(y)
        return strip

    def notify_style_update(self) -> None:
        """The theme may have changed."""
        super().notify_style_update()
        self._styles = None
        self._forget_paint()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place, and say what is seen now."""
        super().watch_scroll_y(old_value, new_value)
        if len(self._layout) and not self._reflowing:
            self._top = self._layout.shown[min(round(new_value), len(self._layout) - 1)]
            self._say_view()

    def watch_compact(self) -> None:
        """Blank lines come or go."""
        self._paginate()

    def watch_dim_interviewers(self) -> None:
        """Voices change, lines do not."""
        self._forget_paint()
        self.refresh()

    def watch_show_times(self) -> None:
        """The gutter takes more room or less."""
        self.reflow()

    def watch_show_margin(self) -> None:
        """The text takes less room or more."""
        self.reflow()

    def on_resize(self) -> None:
        """Break the lines anew; the line on top stays there."""
        self.reflow()

    def reflow(self) -> None:
        """Lay out the page for the present width and options, with the same text on top as before."""
        width = self.scrollable_content_region.width
        if not width or self._transcript is None:
            return
        turns = self._transcript.turns
        label = max((cells.cell_width(label) for label in self._labels), default=0)
        times = widest_time(turns) if self.show_times else 0
        self._columns = share(width, max(3, len(str(len(turns)))), label, times, self.show_margin)
        if self._layout.page is not self._page or self._layout.width != self._columns.text:
            self._layout = wrap(self._page, self._columns.text)
            self._margin = None
        self._forget_paint()
        self._reflowing = True
        self.virtual_size = Size(width, len(self._layout))
        self.scroll_to_line(self._layout.line_of(self._top))
        self._reflowing = False
        self.laid_out()
        self.refresh()
        self._say_view()

    def laid_out(self) -> None:
        """There is a new layout; called before it is painted."""

    @property
    def painter(self) -> Painter:
        """Paints the present layout and codings in the present theme."""
        if self._painter is None:
            self._margin = self._margin or Margin(self._layout, self._seen())
            self._styles = self._styles or Styles(voices_of(self))
            self._painter = Painter(
                self._layout,
                self._columns,
                self._margin,
                self._styles,
                short_labels(self._labels, self._columns.label),
                self._transcript.roles() if self._transcript else {},
                frozenset({"interviewer"} if self.dim_interviewers else ()),
                self.scrollable_content_region.width,
                self._found,
                self._signs(),
            )
        return self._painter

    def _seen(self) -> Sequence[CodedSpan]:
        if not self._hidden:
            return self._codings
        return [coding for coding in self._codings if self.shows(coding.start, coding.end)]

    def _signs(self) -> dict[int, str]:
        """The sign of each line with a note; of a note and a query the query's."""
        signs: dict[int, str] = {}
        for offset, sign in self._notes if len(self._layout) else ():
            if not self._hidden or self.shows(offset, offset + 1):
                signs[self._layout.line_of(offset)] = max(sign, signs.get(self._layout.line_of(offset), sign))
        return signs

    def _paginate(self) -> None:
        if self._transcript is not None:
            self._page = paginate(self._transcript.text, self._transcript.turns, self.compact, self._hidden)
            self.reflow()

    def _forget_paint(self) -> None:
        self._painter = None
        self._strips.clear()

    def _strip(self, y: int) -> Strip:
        line = self.scroll_offset.y + y
        if line >= len(self._layout):
            return self.painter.blank()
        marks = self.marks(line, y == 0)
        strip = self._strips.get((line, marks))
        if strip is None:
            strip = self._strips[line, marks] = self.painter.strip(line, marks)
        return strip

    def _say_view(self) -> None:
        if len(self._layout):
            first = min(self.scroll_offset.y, len(self._layout) - 1)
            last = min(first + self.scrollable_content_region.height, len(self._layout)) - 1
            self.post_message(self.ViewChanged(self, self._layout.shown[first], self._layout.ends[max(first, last)]))
