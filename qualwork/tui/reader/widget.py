"""The transcript reader: reading, moving and selecting by keys and mouse; it knows nothing of the project file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer

from qualwork.model.transcript import Transcript, turn_at
from qualwork.tui.reader import keys
from qualwork.tui.reader.canvas import Canvas
from qualwork.tui.reader.drag import Drag
from qualwork.tui.reader.paint import Marks, inside
from qualwork.tui.reader.selection import Caret, Moves, Step, passage
from qualwork.tui.reader.spans import CodedSpan
from qualwork.tui.reader.units import Range, Unit, Units

_TICK = 1 / 30


class Reader(Canvas):
    """A transcript to read and to select passages in.

    Offsets are absolute: code points of the transcript's text, half open. The widget changes nothing; it says what is
    selected and which codings were pointed at, and is told the codings to show.
    """

    BINDINGS: ClassVar[list[BindingType]] = keys.BINDINGS
    ALLOW_SELECT = False

    selecting = var(False)
    """Moves extend the selection, as with shift."""
    adjusting = var(False)
    """The edges of a passage are being moved: enter keeps them, escape leaves them as they were."""

    class CursorMoved(Message):
        """The cursor stands at another place."""

        def __init__(self, reader: Reader, offset: int) -> None:
            super().__init__()
            self.reader = reader
            self.offset = offset

        @property
        def control(self) -> Reader:
            """The reader it stands in."""
            return self.reader

    class SelectionChanged(Message):
        """Another passage is selected (absolute, half open), or none."""

        def __init__(self, reader: Reader, selection: Range | None) -> None:
            super().__init__()
            self.reader = reader
            self.selection = selection

        @property
        def control(self) -> Reader:
            """The reader it is selected in."""
            return self.reader

    class CodingActivated(Message):
        """A coding was pointed at, with enter or in the margin; `here` are all codings at that place."""

        def __init__(self, reader: Reader, coding: CodedSpan, here: Sequence[CodedSpan]) -> None:
            super().__init__()
            self.reader = reader
            self.coding = coding
            self.here = here

        @property
        def control(self) -> Reader:
            """The reader it is shown in."""
            return self.reader

    class Copied(Message):
        """A passage went to the clipboard, as far as the terminal lets it."""

        def __init__(self, reader: Reader, text: str) -> None:
            super().__init__()
            self.reader = reader
            self.text = text

        @property
        def control(self) -> Reader:
            """The reader it was copied from."""
            return self.reader

    class Adjusted(Message):
        """The edges of a passage were moved to `selection`, or (None) are to stay as they were."""

        def __init__(self, reader: Reader, selection: Range | None) -> None:
            super().__init__()
            self.reader = reader
            self.selection = selection

        @property
        def control(self) -> Reader:
            """The reader they were moved in."""
            return self.reader

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._caret = Caret()
        self._cursor_place = (0, 0)
        self._selection: Range | None = None
        self._units = Units(self._page)
        self._language = "en"
        self._drag = Drag()
        self._pointer = Offset(0, 0)
        self._scroller: Timer | None = None
        self._activated: CodedSpan | None = None

    @property
    def selection(self) -> Range | None:
        """What is selected, without white space at its edges: absolute, half open; None where nothing is."""
        return self._selection

    @property
    def selected_text(self) -> str:
        """The selected words as they stand in the transcript."""
        if self._selection is None or self._transcript is None:
            return ""
        return self._transcript.text[slice(*self._selection)]

    @property
    def cursor(self) -> int:
        """Where the cursor stands."""
        return self._caret.cursor

    @property
    def ready(self) -> bool:
        """False before the transcript was broken into lines: there are no places to go to yet."""
        return len(self._layout) > 0 and self._layout.page is self._page

    @property
    def cursor_in_sight(self) -> bool:
        """False where the cursor was scrolled off the screen."""
        return self._on_screen(self._cursor_place[0])

    @property
    def turn(self) -> int:
        """Number (0-based) of the turn that the cursor is in."""
        return turn_at(self._page.turns, self._caret.cursor)

    def load(
        self,
        transcript: Transcript,
        codings: Sequence[CodedSpan] = (),
        offset: int = 0,
        language: str = "en",
        hidden: Collection[str | None] = frozenset(),
    ) -> None:
        """Show a transcript with the line of `offset` on top and the cursor there; `language` rules its words."""
        self._language = language
        self._caret = Caret(offset)
        self._selection = None
        self._activated = None
        self.selecting = False
        self._end_drag()
        self._drag = Drag()
        self.show(transcript, codings, offset, hidden)

    def select(self, start: int, end: int) -> None:
        """Select a passage and bring it into view."""
        self._stop_adjusting()
        self._put(Caret(end, start))

    def adjust(self, start: int, end: int, at_start: bool) -> None:
        """Let moves carry one edge of a passage, the first or the last, until enter or escape."""
        self.selecting = self.adjusting = True
        self._put(Caret(start, end) if at_start else Caret(end, start))

    def watch_selecting(self, selecting: bool) -> None:
        """Edges are moved by moves that select."""
        self.adjusting = self.adjusting and selecting

    def go_to(self, offset: int) -> None:
        """Put the cursor at `offset`, with some lines above it, and select nothing."""
        self._stop_adjusting()
        line = self._layout.line_of(offset)
        if not self._on_screen(line):
            self.scroll_to_line(line - self._height // 3)
        self._put(Caret(offset))

    def marks(self, line: int, at_top: bool) -> Marks:
        """The selection and the cursor, where they touch `line`."""
        selected = inside(self._selection, self._layout.shown[line], self._layout.ends[line])
        here, at = self._cursor_place
        return Marks(selected, at if here == line else None, self.has_focus and here == line, at_top)

    def laid_out(self) -> None:
        """There is a new layout; the cursor stays on its character."""
        if self._units.page is not self._page:
            self._units = Units(self._page, self._language)
        self._put(replace(self._caret, goal=None), follow=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a transcript, or before it is laid out, there is nothing to move in or to select."""
        return self.transcript is not None and self.ready

    def action_move(self, step: Step, by: int) -> None:
        """Move the cursor; from the first line seen, if it was scrolled out of sight."""
        if self.selecting:
            self.action_extend(step, by)
            return
        caret = self._caret
        if not self._on_screen(self._cursor_place[0]):
            caret = Caret(self._layout.shown[self.scroll_offset.y])
        elif caret.range:
            caret = replace(caret, cursor=self._cursor_place[1])
        self._turn_page(step, by)
        self._put(self._moves.move(caret, step, by))

    def action_extend(self, step: Step, by: int) -> None:
        """Carry the selection further."""
        self._turn_page(step, by)
        self._put(self._moves.extend(self._caret, step, by))

    def action_select(self, unit: Unit) -> None:
        """Select the unit at the cursor, then the next one; while selecting, take in the next one."""
        self._put(self._moves.extend(self._caret, unit, 1) if self.selecting else self._moves.select(self._caret, unit))

    def action_toggle_selecting(self) -> None:
        """Let moves select, or no longer."""
        self.selecting = not self.selecting
        if self.selecting and self._caret.anchor is None:
            self._put(replace(self._caret, anchor=self._caret.cursor))

    def action_swap(self) -> None:
        """Go to the other end of the selection, to move that one."""
        if self._caret.anchor is None:
            raise SkipAction
        self._put(Caret(self._caret.anchor, self._caret.cursor))

    def action_clear(self) -> None:
        """Select nothing."""
        if not self.selecting and self._caret.anchor is None:
            raise SkipAction
        if self.adjusting:
            self.post_message(self.Adjusted(self, None))
        self.selecting = False
        self._put(Caret(self._cursor_place[1]))

    def action_copy(self) -> None:
        """Copy the selected words."""
        if self._selection is None:
            raise SkipAction
        self.app.copy_to_clipboard(self.selected_text)
        self.post_message(self.Copied(self, self.selected_text))

    def action_activate(self) -> None:
        """Keep the edges that were moved; else point at a coding under the cursor, the next one each time."""
        if self.adjusting:
            self._stop_adjusting()
            self.post_message(self.Adjusted(self, self._selection))
            return
        here = self.codings_at(self._cursor_place[1])
        if not here:
            raise SkipAction
        after = here.index(self._activated) + 1 if self._activated in here else 0
        self._activate(here[after % len(here)], here)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select, or point at a coding in the margin."""
        if event.button != 1 or not len(self._layout):
            return
        event.stop()
        at = self._pointer = event.get_content_offset_capture(self)
        there = self.hit(at)
        if there.zone == "margin" and self._columns.margin:
            cell, width = at.x - self._columns.margin_at, self._columns.margin
            coding = self.painter.margin.coding_at(there.line, cell, width, at_top=at.y == 0)
            if coding is not None:
                self._activate(coding, self.painter.margin.on_line(there.line))
                return
        self.selecting = False
        patience = self.app.CLICK_CHAIN_TIME_THRESHOLD
        self._put(self._drag.press(self._moves, self._caret, there, event.time, patience, event.shift), follow=False)
        self.capture_mouse()
        self._scroller = self._scroller or self.set_interval(_TICK, self._drag_on)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry the selection to the pointer."""
        if self._drag.active:
            event.stop()
            self._pointer = event.get_content_offset_capture(self)
            self._select_to_pointer()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Keep what is selected."""
        if self._drag.active:
            event.stop()
            self._end_drag()

    def on_focus(self) -> None:
        """Show the terminal, too, where the cursor is."""
        self._tell_terminal()

    def _stop_adjusting(self) -> None:
        if self.adjusting:
            self.selecting = False

    @property
    def _moves(self) -> Moves:
        return Moves(self._layout, self._units, self._height - 1)

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def _on_screen(self, line: int) -> bool:
        return self.scroll_offset.y <= line < self.scroll_offset.y + self._height

    def _put(self, caret: Caret, follow: bool = True) -> None:
        """Set the cursor and what is selected, show it, and say what changed."""
        before, selected = self._caret.cursor, self._selection
        anchor = None if caret.anchor is None else min(max(caret.anchor, 0), len(self._page.text))
        self._caret = caret = replace(caret, cursor=self._layout.snap(caret.cursor), anchor=anchor)
        self._selection = passage(self._layout, caret.range)
        at = caret.cursor
        if caret.anchor is not None and caret.anchor < at:
            at = self._layout.step(at, -1)
        self._cursor_place = (self._layout.line_of(at), at)
        if follow:
            self._reveal(self._cursor_place[0])
        self.repaint()
        self._tell_terminal()
        if caret.cursor != before:
            self._activated = None
            self.post_message(self.CursorMoved(self, caret.cursor))
        if self._selection != selected:
            self.post_message(self.SelectionChanged(self, self._selection))

    def _reveal(self, line: int) -> None:
        around = min(2, self._height // 5)
        top = self.scroll_offset.y
        if line < top + around:
            self.scroll_to_line(line - around)
        elif line >= top + self._height - around:
            self.scroll_to_line(line - self._height + 1 + around)

    def _turn_page(self, step: Step, by: int) -> None:
        if step in ("page", "half page"):
            lines = self._height - 1 if step == "page" else max(1, (self._height - 1) // 2)
            self.scroll_to_line(self.scroll_offset.y + by * lines)

    def _activate(self, coding: CodedSpan, here: Sequence[CodedSpan]) -> None:
        self._activated = coding
        self.post_message(self.CodingActivated(self, coding, here))

    def _end_drag(self) -> None:
        self._drag.release()
        self.release_mouse()
        if self._scroller is not None:
            self._scroller.stop()
            self._scroller = None

    def _select_to_pointer(self) -> None:
        self._put(self._drag.move(self._moves, self.hit(self._pointer)), follow=False)

    def _drag_on(self) -> None:
        """Scroll while the pointer is held beyond an edge, the faster the further, and take in what comes."""
        y, screen = self._pointer.y, self.screen.size.height
        above = -y if y < 0 else int(y == 0 and self.content_region.y == 0)
        bottom = self._height - 1
        below = y - bottom if y > bottom else int(y == bottom and self.content_region.bottom == screen)
        if above or below:
            self.scroll_to_line(self.scroll_offset.y + below - above)
        self._select_to_pointer()

    def _tell_terminal(self) -> None:
        """Put the terminal's own cursor on ours: input methods and braille displays follow it."""
        line, at = self._cursor_place
        if self.has_focus and self._on_screen(line):
            cell = self._columns.gutter + self._layout.place(at)[1]
            self.app.cursor_position = self.content_region.offset + Offset(cell, line - self.scroll_offset.y)
