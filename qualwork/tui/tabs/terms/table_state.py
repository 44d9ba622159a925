"""What the Terms tab was asked for and shows: all that is done there is about it."""

from __future__ import annotations

from qualwork.tui.tabs.terms.term_views import Asked, CellDetail, Shown


class TableState:
    """The table that was asked for, the one shown by now, and the lines behind the cell that was opened last."""

    def __init__(self) -> None:
        self.asked = Asked()
        self.shown: Shown | None = None
        self.behind: CellDetail | None = None
