"""Tab 5: the cards of the themes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from qualwork.tui.screens.base import TabScreen


class DefineScreen(TabScreen):
    """The tab."""

    TAB = "define"
    CSS_PATH: ClassVar[list[str]] = ["base.tcss"]  # type: ignore[assignment]

    def compose_panes(self) -> ComposeResult:
        """What to do first."""
        yield Static("There is no theme yet. Press 3, then a, to make one.", classes="pane empty -current")
