"""Tab 8: every decision."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from qualwork.tui.screens.base import TabScreen


class AuditScreen(TabScreen):
    """The tab."""

    TAB = "audit"
    CSS_PATH: ClassVar[list[str]] = ["base.tcss"]  # type: ignore[assignment]

    def compose_panes(self) -> ComposeResult:
        """What to do first."""
        yield Static("There is no decision yet.", classes="pane empty -current")
