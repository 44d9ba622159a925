"""Jump mode: a letter on every pane; the letter's key goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from qualwork.tui.dialogs.base import AnswersOnce

LETTERS = "asdfgqwer"


class Label(Static):
    """The letter of a pane, lying on its corner, with the name of the pane."""


class Jump(AnswersOnce[Widget]):
    """The tab as it is, with letters on it; panes that have no room now are named in the line below."""

    CSS_PATH: ClassVar[list[str]] = ["dialogs.tcss"]  # type: ignore[assignment]

    def __init__(self, panes: Sequence[Widget]) -> None:
        super().__init__()
        self._panes = dict(zip(LETTERS, (pane for pane in panes if not pane.disabled), strict=False))

    def compose(self) -> ComposeResult:
        """A label a pane."""
        hidden = []
        for letter, pane in self._panes.items():
            if pane.region.area:
                label = Label(f" {letter}  {pane_name(pane)} ", markup=False)
                label.styles.offset = (pane.region.x + 1, pane.region.y + 1)
                yield label
            else:
                hidden.append(f"{letter}  {pane_name(pane)}")
        below = [*hidden, "esc stays here"]
        yield Static("   ".join(below), id="below", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Go there; every other key stays."""
        event.stop()
        self.dismiss(self._panes.get(event.key))

    def on_click(self, event: events.Click) -> None:
        """The pane under the pointer."""
        at = (event.screen_x, event.screen_y)
        self.dismiss(next((pane for pane in self._panes.values() if pane.region.contains(*at)), None))


def pane_name(pane: Widget) -> str:
    """What people call a pane."""
    return pane.name or (pane.id or "pane").capitalize()
