"""Some lines to read, and to scroll."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from qualwork.tui.dialogs.base import Dialog


class MessageDialog(Dialog[None]):
    """What was found, in words."""

    HINT = "↑↓ PgDn read on · esc closes"

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__(title)
        self._lines = lines

    def compose_inside(self) -> ComposeResult:
        """The lines."""
        with VerticalScroll(id="keys"):
            yield Static("\n".join(self._lines), markup=False)

    def on_mount(self) -> None:
        """Arrows scroll."""
        self.query_one(VerticalScroll).focus()
