"""The theme that is looked at, with its extracts: all that is done in Review and Define is about it."""

from __future__ import annotations

from qualwork.model.theme import Theme
from qualwork.tui.tabs.review.review_rows import Questions, Shown
from qualwork.workbench.themes.reviewing import Reviewed


class ThemeExtracts:
    """The themes there are, which of them is looked at, its extracts as read last, and which of these are shown."""

    def __init__(self, shown: Shown) -> None:
        self.themes: dict[int, Theme] = {}
        self.paths: dict[int, str] = {}
        self.theme_id: int | None = None
        self.found: list[Reviewed] = []
        self.found_for: int | None = None
        """The theme whose extracts `found` are; another one may be chosen while they are read."""
        self.shown = shown
        self.questions: Questions = "short"

    @property
    def theme(self) -> Theme | None:
        """The theme that is looked at."""
        return self.themes.get(self.theme_id or 0)

    @property
    def path(self) -> str:
        """Its full name."""
        return self.paths.get(self.theme_id or 0, "")
