"""Lists and trees of one line a row: a name, indented, and facts at the right edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualwork.tui.actions import bindings
from qualwork.tui.reader.cells import cell_width, drawn, pad
from qualwork.tui.widgets.shortening import shared_beginnings, shorten

# A name gives way to numbers down to so many cells, where the shortest facts are all there is left to shorten.
_LEAST_BESIDE_NUMBERS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `key` tells it from all others, `facts` are its numbers, of which the longest that fits is shown.

    `colour` (`#rrggbb`) paints a block before the name; `sign` is a mark that stands there instead of a fold.
    """

    key: str
    name: str
    depth: int = 0
    facts: tuple[str, ...] = ()
    colour: str = ""
    sign: str = ""
    bold: bool = False


class Choices(OptionList):
    """Things to walk through, with arrows or j and k."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    def action_half_page(self, by: int) -> None:
        """Half a screen of rows on or back."""
        if self.option_count:
            rows = max(1, self.scrollable_content_region.height // 2)
            self.highlighted = max(0, min((self.highlighted or 0) + by * rows, self.option_count - 1))


class Outline(Choices):
    """Rows to walk through; what is highlighted stays so when the rows change."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("outline")

    def __init__(self, *, id: str | None = None, least_name: int = 16) -> None:
        super().__init__(id=id, markup=False)
        self._least_name = least_name
        self._rows: list[Row] = []
        self._shown: list[Row] = []
        self._folded: set[str] = set()
        self._drawn_width = 0
        self._level = self._levels = 0
        self._drawn: list[Text] = []
        self._shared: dict[str, int] = {}

    @property
    def rows(self) -> Sequence[Row]:
        """All rows, those folded away as well."""
        return self._rows

    @property
    def key(self) -> str | None:
        """Key of the highlighted row."""
        at = self.highlighted
        return self._shown[at].key if at is not None and at < len(self._shown) else None

    @property
    def cut_name(self) -> str:
        """The whole name of the highlighted row where the row shows only part of it."""
        at = self.highlighted
        if at is None or at >= len(self._shown) or drawn(self._shown[at].name) in self._drawn[at].plain:
            return ""
        return self._shown[at].name.strip()

    def show(self, rows: Sequence[Row], key: str | None = None) -> None:
        """Show other rows, with the row of `key` highlighted, else the one that was, else one near to it."""
        at, wanted = self.highlighted or 0, key or self.key
        self._rows = list(rows)
        self._draw(wanted, at)

    def go_to(self, key: str) -> None:
        """Highlight a row."""
        self._draw(key, self.highlighted or 0)

    def fold_away(self, keys: Iterable[str]) -> None:
        """Hide what lies below some rows the next time that rows are shown."""
        self._folded |= set(keys)

    def action_fold(self) -> None:
        """Hide what lies below the highlighted row, or show it again."""
        key = self.key
        if key is not None and key in self._parents():
            self._folded ^= {key}
            self._draw(key, 0)

    def on_resize(self) -> None:
        """Names and facts are cut anew for another width."""
        if self._width != self._drawn_width:
            self._draw(self.key, self.highlighted or 0)

    def watch_show_vertical_scrollbar(self) -> None:
        """A scrollbar takes a cell, without a resize."""
        self.call_after_refresh(self.on_resize)

    @property
    def _width(self) -> int:
        return max(1, self.scrollable_content_region.width - 2)

    def _parents(self) -> set[str]:
        pairs = zip(self._rows, self._rows[1:], strict=False)
        return {row.key for row, below in pairs if below.depth > row.depth}

    def _above(self, key: str | None) -> set[str]:
        """Keys of the rows that the row of `key` lies below; what is looked for must not be folded away."""
        stack: list[Row] = []
        for row in self._rows:
            stack = [each for each in stack if each.depth < row.depth]
            if row.key == key:
                return {each.key for each in stack}
            stack.append(row)
        return set()

    def _draw(self, key: str | None, near: int) -> None:
        parents, hidden, shown = self._parents(), -1, []
        self._folded &= parents - self._above(key)
        for row in self._rows:
            if 0 <= hidden < row.depth:
                continue
            hidden = row.depth if row.key in self._folded else -1
            shown.append(row)
        before = list(zip(self._shown, self._drawn, strict=True))
        self._shown, self._drawn_width = shown, self._width
        self._levels = max((len(row.facts) for row in shown), default=0)
        self._level = self._fitting_level()
        # Looked for only where a name is too long.
        self._shared = {}
        self._drawn = [self._line(row, row.key in parents) for row in shown]
        places = {row.key: at for at, row in enumerate(shown)}
        if len(before) == len(shown) and all(old.key == new.key for (old, _), new in zip(before, shown, strict=True)):
            for at, ((_, old), new) in enumerate(zip(before, self._drawn, strict=True)):
                if old != new:
                    self.replace_option_prompt_at_index(at, new)
        else:
            self.clear_options()
            self.add_options([Option(line, id=row.key) for row, line in zip(shown, self._drawn, strict=True)])
        if shown:
            self.highlighted = places.get(key or "", min(near, len(shown) - 1))

    def _fitting_level(self) -> int:
        """How short the facts must be so that all names have room; the same for all rows, so that they align."""
        levels = self._levels
        for level in range(levels):
            rooms = (
                self._drawn_width - 2 * row.depth - 4 - cell_width(row.facts[min(level, len(row.facts) - 1)])
                for row in self._shown
                if row.facts
            )
            if min(rooms) > (self._least_name if level < levels - 1 else _LEAST_BESIDE_NUMBERS):
                return level
        return levels

    def _fitted(self, name: str, room: int) -> str:
        if cell_width(name) <= room:
            return drawn(name)
        if not self._shared:
            self._shared = shared_beginnings(row.name for row in self._shown)
        return shorten(name, room, self._shared[name])

    def _line(self, row: Row, parent: bool) -> Text:
        fold = "▸ " if row.key in self._folded else "▾ " if parent else ""
        before = "  " * row.depth + (row.sign + " " if row.sign else fold)
        block = "■ " if row.colour else ""
        room = self._drawn_width - cell_width(before) - cell_width(block)
        facts = row.facts[min(self._level, len(row.facts) - 1)] if row.facts and self._level < self._levels else ""
        text = Text(before, no_wrap=True)
        if block:
            text.append(block, row.colour)
        if not facts:
            return text.append(self._fitted(row.name, max(4, room)), "bold" if row.bold else "")
        room -= cell_width(facts) + 1
        name = pad(self._fitted(row.name, room), room)
        text.append(name + " ", "bold" if row.bold else "")
        return text.append(facts)
