"""How far the analysis of a theme has come, changed with a line of why: on every tab that is about one theme."""

from __future__ import annotations

from qualwork.model.theme import THEME_STATUSES, Theme
from qualwork.tui.dialogs.picker import Picker
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.base.picking import rank
from qualwork.workbench.themes import theming

_MEANS = {
    "candidate": "candidate: an idea of a theme, to be held against its extracts",
    "reviewed": "reviewed: held against its extracts and the whole data set",
    "defined": "defined: essence, scope and story are written",
}


class ThemeStatusCommand(TabScreen):
    """The command; `theme` and `theme_path` say which theme is meant."""

    @property
    def theme(self) -> Theme | None:
        """The theme that is looked at."""
        return None

    @property
    def theme_path(self) -> str:
        """Its full name."""
        return ""

    def action_status(self) -> None:
        """Say how far it has come."""
        theme = self.theme
        if theme is None:
            return
        names = {at: _MEANS[status] for at, status in enumerate(THEME_STATUSES)}

        def find(typed: str) -> list[Row]:
            return [
                Row(str(at), names[at], sign="●" * (THEME_STATUSES[at] == theme.status)) for at in rank(typed, names)
            ]

        def take(picked: str | None) -> None:
            if picked is None or THEME_STATUSES[int(picked)] == theme.status:
                return
            status = THEME_STATUSES[int(picked)]
            self.commands.ask_why(
                f"“{theme.name}” is {status}",
                lambda why: self.commands.run(
                    lambda: theming.define_theme(self.session.project, theme.id, why, status=status),
                    f"“{theme.name}” is {status} now",
                ),
            )

        self.app.push_screen(Picker(f"How far is “{theme.name}”?", find), take)
