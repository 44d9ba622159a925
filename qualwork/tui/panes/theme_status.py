"""How far the analysis of a theme has come, changed with a line of why: on every tab that is about one theme."""

from __future__ import annotations

from collections.abc import Callable

from qualwork.model.theme import THEME_STATUSES, Theme
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.picker import Picker, fitting
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.themes import theming

_MEANS = {
    "candidate": "candidate: an idea of a theme, to be held against its extracts",
    "reviewed": "reviewed: held against its extracts and the whole data set",
    "defined": "defined: essence, scope and story are written",
}


class ThemeStatusCommands(TabCommands[TabScreen]):
    """The command; `theme` answers with the theme that is meant."""

    def __init__(self, tab: TabScreen, theme: Callable[[], Theme | None]) -> None:
        super().__init__(tab)
        self._theme = theme

    @asks
    async def action_status(self) -> None:
        """Say how far it has come."""
        theme = self._theme()
        if theme is None:
            return
        rows = [Row(status, _MEANS[status], sign="●" * (status == theme.status)) for status in THEME_STATUSES]
        status = await self.app.push_screen_wait(Picker(f"How far is “{theme.name}”?", fitting(rows)))
        if status is not None and status != theme.status:
            await self.dialogs.decide_why(
                f"“{theme.name}” is {status}",
                lambda why: theming.define_theme(self.session.project, theme.id, why, status=status),
                f"“{theme.name}” is {status} now",
            )
