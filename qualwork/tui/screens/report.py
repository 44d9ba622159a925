"""Tab 6: narrative, figures, tables and exports."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from qualwork.tui.screens.base import TabScreen


class ReportScreen(TabScreen):
    """The tab."""

    TAB = "report"
    CSS_PATH: ClassVar[list[str]] = ["base.tcss"]  # type: ignore[assignment]

    def compose_panes(self) -> ComposeResult:
        """What to do first."""
        yield Static("There is nothing to report yet. Press I to import interviews.", classes="pane empty -current")
