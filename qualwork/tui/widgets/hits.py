"""Lines of a concordance under each other, the word in the middle, and extracts as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.widgets.option_list import Option

from qualwork.tui.actions import bindings
from qualwork.tui.reader.cells import cell_width, cut, pad
from qualwork.tui.widgets.outline import Choices
from qualwork.tui.widgets.shortening import cut_middle, cut_start

if TYPE_CHECKING:
    from qualwork.tui.tabs.terms.term_views import Entry

_SIGNS = {"in": "✓", "out": "✗"}
_WHO = 12


class Hits(Choices):
    """The lines behind a cell; a judged hit has a sign."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("lines")

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self.entries: tuple[Entry, ...] = ()
        self._drawn = 0

    def put(self, entries: Sequence[Entry], at: int = 0) -> None:
        """Show other lines, the one at `at` highlighted."""
        self.entries, self._drawn = tuple(entries), self._room
        self.clear_options()
        self.add_options([Option(self._text(each), id=str(number)) for number, each in enumerate(entries)])
        self.highlighted = min(at, len(entries) - 1) if entries else None

    def replace(self, at: int, entry: Entry) -> None:
        """Show one line anew."""
        self.entries = (*self.entries[:at], entry, *self.entries[at + 1 :])
        self.replace_option_prompt_at_index(at, self._text(entry))

    @property
    def entry(self) -> Entry | None:
        """The highlighted line."""
        at = self.highlighted
        return self.entries[at] if at is not None and at < len(self.entries) else None

    @property
    def _room(self) -> int:
        return max(20, self.scrollable_content_region.width - 2)

    def on_resize(self) -> None:
        """Lines are cut anew for another width."""
        if self._room != self._drawn:
            self.put(self.entries, self.highlighted or 0)

    def _text(self, entry: Entry) -> Text:
        sign = "" if entry.hit is None else f"{_SIGNS.get(entry.hit.verdict or '', '·')} "
        who = pad(cut_middle(entry.who, _WHO), _WHO) + " "
        text = Text(no_wrap=True).append(sign + who)
        room = self._room - cell_width(sign) - _WHO - 1
        if not entry.left and not entry.right:
            return text.append(cut(entry.match, room))
        match = cut(entry.match, max(4, room // 2))
        side = max(4, (room - cell_width(match)) // 2)
        left = cut_start(entry.left, side)
        text.append(" " * (side - cell_width(left)) + left).append(match, "bold underline")
        return text.append(cut(entry.right, max(1, room - side - cell_width(match))))
