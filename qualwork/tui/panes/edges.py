"""Edges of passages, moved in the reader."""

from __future__ import annotations

from collections.abc import Callable

from qualwork.tui.panes.passages import PassageScreen
from qualwork.tui.reader.cells import cut
from qualwork.tui.reader.units import Range
from qualwork.tui.tabs.tab_commands import TabCommands


class Edges(TabCommands[PassageScreen]):
    """The edge that moves of the cursor carry, if one is held."""

    def __init__(self, tab: PassageScreen) -> None:
        super().__init__(tab)
        self._name = ""
        self._then: Callable[[Range | None], object] | None = None

    def hold(self, name: str, span: Range, at_start: bool, then: Callable[[Range | None], object]) -> None:
        """Let moves carry an edge of a passage; `then` gets the new one, or None where it is to stay as it was."""
        self._name, self._then = name, then
        self.tab.reader.adjust(*span, at_start)
        self.tab.show_keys()

    def let_go(self, span: Range | None) -> None:
        """The edges stand where they are to be; None where they are to stay as they were."""
        then, self._then = self._then, None
        self.tab.show_keys()
        if then is not None:
            then(span)

    @property
    def place(self) -> str:
        """While an edge is moved, what keeps it."""
        if self.tab.reader.adjusting:
            return f"“{cut(self._name, 16)}”: move its edge · o the other · ↵ keeps · esc"
        return ""
