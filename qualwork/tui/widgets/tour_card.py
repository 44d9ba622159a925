"""The strip on every tab in which a card of the tour stands."""

from __future__ import annotations

from textual.widgets import Static


class TourCard(Static):
    """The card on a tab."""

    DEFAULT_CSS = """
    TourCard {
        display: none;
        height: auto;
        max-height: 5;
        padding: 0 1;
        background: $accent;
        color: $background;
    }
    """
