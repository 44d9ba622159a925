"""Tab 7: term tables, word list, concordance, and codings counted."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from qualwork.tui.screens.base import TabScreen


class TermsScreen(TabScreen):
    """The tab."""

    TAB = "terms"
    CSS_PATH: ClassVar[list[str]] = ["base.tcss"]  # type: ignore[assignment]

    def compose_panes(self) -> ComposeResult:
        """What to do first."""
        yield Static("There are no interviews yet. Press I to import some.", classes="pane empty -current")
