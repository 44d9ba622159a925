"""Tab 3: the theme tree, and codes without a theme."""

from __future__ import annotations

from qualwork.tui.screens.base import TabScreen


class ThemesScreen(TabScreen):
    """The theme tree."""

    TAB = "themes"
