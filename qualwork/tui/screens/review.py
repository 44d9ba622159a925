"""Tab 4: all extracts of a theme, and the re-reading of the whole data set."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from qualwork.tui.screens.base import TabScreen


class ReviewScreen(TabScreen):
    """The tab."""

    TAB = "review"
    CSS_PATH: ClassVar[list[str]] = ["base.tcss"]  # type: ignore[assignment]

    def compose_panes(self) -> ComposeResult:
        """What to do first."""
        yield Static("There is no theme yet. Press 3, then a, to make one.", classes="pane empty -current")
