"""Extracts one below the other in one scroll, however many; one of them is selected.

All of them are laid out as one text, each as a turn of it, so that wrapping and finding lines are the reader's.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualwork.model.transcript import Turn
from qualwork.tui.actions import bindings
from qualwork.tui.reader.cells import cell_width, drawn
from qualwork.tui.reader.wrap import Layout, Page, paginate, wrap

PartKind = Literal["head", "codes", "question", "extract", "reason"]
_BAR = "▌ "


@dataclass(frozen=True, slots=True)
class Item:
    """What is shown of one extract: a key that tells it from all others, and its parts from above to below."""

    key: int
    parts: tuple[tuple[PartKind, str], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Items as one text: where each part begins, and of which kind it is."""

    page: Page
    starts: array[int] = field(default_factory=lambda: array("l"))
    kinds: list[PartKind] = field(default_factory=list)


def document(items: Sequence[Item]) -> Document:
    """Lay items one below the other, a blank line between them; line breaks inside a part become blanks."""
    pieces: list[str] = []
    turns: list[Turn] = []
    starts, kinds, at = array("l"), [], 0
    for item in items:
        begin = at
        for kind, text in item.parts:
            clean = " ".join(text.split())
            if clean:
                starts.append(at)
                kinds.append(kind)
                pieces.append(clean + "\n")
                at += len(clean) + 1
        pieces.append("\n")
        at += 1
        turns.append(Turn(begin, at, begin, None))
    return Document(paginate("".join(pieces), turns), starts, kinds)


class ExtractScroll(ScrollView, can_focus=True):
    """The scroll. `enter` or a double click on the selected extract tells that one wants to go there."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("extract scroll")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "extracts--head",
        "extracts--codes",
        "extracts--question",
        "extracts--extract",
        "extracts--reason",
        "extracts--bar",
        "extracts--chosen",
    }
    DEFAULT_CSS = """
    ExtractScroll { height: 1fr; background: $surface; scrollbar-size-vertical: 1; overflow-x: hidden;
        scrollbar-background: $surface; scrollbar-background-hover: $surface; scrollbar-color: $foreground 40%; }
    ExtractScroll > .extracts--head { color: $foreground; text-style: bold; }
    ExtractScroll > .extracts--codes { color: $foreground 80%; }
    ExtractScroll > .extracts--question { color: $foreground 70%; text-style: italic; }
    ExtractScroll > .extracts--extract { color: $foreground; }
    ExtractScroll > .extracts--reason { color: $foreground 80%; }
    ExtractScroll > .extracts--bar { color: $foreground 50%; }
    ExtractScroll:focus > .extracts--bar { color: $accent; }
    ExtractScroll > .extracts--chosen { background: $panel; }
    """

    class Moved(Message):
        """Another extract is selected."""

        def __init__(self, scroll: ExtractScroll) -> None:
            super().__init__()
            self.scroll = scroll

        @property
        def control(self) -> ExtractScroll:
            """The scroll in which that happened."""
            return self.scroll

    class Chosen(Moved):
        """One wants to go to the place of the selected extract."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._items: Sequence[Item] = ()
        self._at = 0
        self._document = document(())
        self._layout: Layout = wrap(self._document.page, 80)

    # What is shown

    def show(self, items: Sequence[Item]) -> None:
        """Show other extracts; what is selected stays so, else the first behind it that is still there is."""
        places = {item.key: at for at, item in enumerate(items)}
        behind = (places[item.key] for item in self._items[self._at :] if item.key in places)
        self._at = next(behind, max(0, min(self._at, len(items) - 1)))
        self._items = items
        self._document = document(items)
        self._wrap()

    @property
    def key(self) -> int | None:
        """Key of the selected extract."""
        return self._items[self._at].key if self._at < len(self._items) else None

    @property
    def position(self) -> tuple[int, int]:
        """Which extract is selected, from 1, and how many there are."""
        return (self._at + 1 if self._items else 0), len(self._items)

    def select_key(self, key: int) -> None:
        """Select the extract with a key, where it is there."""
        at = next((at for at, item in enumerate(self._items) if item.key == key), None)
        if at is not None:
            self._select(at)

    def _wrap(self) -> None:
        width = max(10, self.scrollable_content_region.width - len(_BAR) - 1)
        self._layout = wrap(self._document.page, width)
        self.virtual_size = Size(width, len(self._layout))
        self.refresh()
        if self._items:
            self.call_after_refresh(self._bring_into_sight)

    def on_resize(self) -> None:
        """Lines are broken anew for another width."""
        if self._layout.width != max(10, self.scrollable_content_region.width - len(_BAR) - 1):
            self._wrap()

    def render_line(self, y: int) -> Strip:
        """One line: a bar beside the selected extract, and the part of the text that stands there."""
        width = self.size.width
        line = y + self.scroll_offset.y
        back = self.rich_style
        if line >= len(self._layout):
            return Strip.blank(width, back)
        chosen = self._layout.turn_of(line) == self._at and bool(self._layout.visible(line))
        text = drawn(self._layout.visible(line))
        style = back + self._style(line) if text else back
        bar = Segment("  ", back)
        if chosen:
            style += Style(bgcolor=self.get_component_rich_style("extracts--chosen").bgcolor)
            bar = Segment(_BAR, back + self.get_component_rich_style("extracts--bar", partial=True))
        rest = " " * max(0, width - len(_BAR) - cell_width(text))
        return Strip([bar, Segment(text, style), Segment(rest, Style(bgcolor=style.bgcolor))], width).crop(0, width)

    def _style(self, line: int) -> Style:
        at = bisect_right(self._document.starts, self._layout.shown[line]) - 1
        return self.get_component_rich_style(f"extracts--{self._document.kinds[max(0, at)]}", partial=True)

    # Moving

    def _span(self, at: int) -> tuple[int, int]:
        """First line of an extract and the line behind its last."""
        first = self._layout.first
        end = first[at + 1] if at + 1 < len(first) else len(self._layout)
        start = first[at]
        while start < end and not self._layout.visible(start):
            start += 1
        while end > start and not self._layout.visible(end - 1):
            end -= 1
        return start, end

    def _bring_into_sight(self) -> None:
        if not self._items:
            return
        start, end = self._span(self._at)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if start < top or end - start >= height:
            self.scroll_to(y=max(0, start - 1), animate=False, immediate=True)
        elif end > top + height:
            self.scroll_to(y=end - height, animate=False, immediate=True)

    def _select(self, at: int) -> None:
        if self._items:
            self._at = max(0, min(at, len(self._items) - 1))
            self._bring_into_sight()
            self.refresh()
            self.post_message(self.Moved(self))

    def action_next(self) -> None:
        """To the next extract; first to the end of this one where it is longer than the screen."""
        if not self._items:
            return
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        if self._span(self._at)[1] > bottom:
            self.action_page(1)
        else:
            self._select(self._at + 1)

    def action_previous(self) -> None:
        """To the extract before; first to the beginning of this one where that is out of sight."""
        if not self._items:
            return
        start, end = self._span(self._at)
        if start < self.scroll_offset.y < end:
            self.action_page(-1)
        else:
            self._select(self._at - 1)

    def action_page(self, by: int) -> None:
        """A screen on or back; the first extract that begins there is selected."""
        self._turn(by * max(1, self.scrollable_content_region.height - 1))

    def action_half_page(self, by: int) -> None:
        """Half a screen on or back."""
        self._turn(by * max(1, self.scrollable_content_region.height // 2))

    def _turn(self, lines: int) -> None:
        height = max(1, self.scrollable_content_region.height - 1)
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True)
        if not self._items:
            return
        start, end = self._span(self._at)
        top = self.scroll_offset.y
        if end <= top or start >= top + height:
            at = self._layout.turn_of(min(top, len(self._layout) - 1))
            inside = self._span(at)[0] >= top or at + 1 >= len(self._items)
            self._at = at if inside else at + 1
            self.refresh()
            self.post_message(self.Moved(self))

    def action_first(self) -> None:
        """To the first extract."""
        self._select(0)

    def action_last(self) -> None:
        """To the last extract."""
        self._select(len(self._items) - 1)

    def action_choose(self) -> None:
        """Go to the place of the selected extract."""
        if self._items:
            self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """A click selects; a double click goes there."""
        line = event.y + self.scroll_offset.y
        if self._items and line < len(self._layout):
            self._select(self._layout.turn_of(line))
            if event.chain > 1:
                self.action_choose()
