"""What is read and selected on the Themes tab: all that is done there is about it."""

from __future__ import annotations

from collections.abc import Callable

from qualwork.model.theme import Theme
from qualwork.tui.dialogs.picker import Picker, fitting
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.tabs.themes.theme_rows import Chosen, Themes, labels
from qualwork.tui.widgets.outline import Row


class ThemeSelection(TabCommands[TabScreen]):
    """The themes as read last, the row that is marked, and the one to select next.

    `selected` tells what is highlighted in the list in use, `show` draws what was read last.
    """

    def __init__(self, tab: TabScreen, selected: Callable[[], Chosen | None], show: Callable[[], None]) -> None:
        super().__init__(tab)
        self._selected = selected
        self.show = show
        self.themes: Themes | None = None
        self.marked: Chosen | None = None
        self.wanted: str | None = None

    @property
    def selected(self) -> Chosen | None:
        """What is highlighted in the list in use."""
        return self._selected()

    @property
    def theme_here(self) -> Theme | None:
        """The selected theme, or the one that the selected code is under."""
        what = self.selected
        return self.themes.themes.get(what.theme or 0) if what and self.themes else None

    def path(self, theme: int | None) -> str:
        """The full name of a theme; empty where there is none."""
        return self.themes.paths.get(theme or 0, "") if self.themes else ""

    def code_path(self, code: int | None) -> str:
        """The full name of a code."""
        return self.session.snapshot.paths.get(code or 0, "")

    def run(self, decision: Callable[[], object], said: str, want: Chosen | None = None) -> None:
        """Do something and select `want` afterwards."""
        if want is not None:
            self.wanted = want.key
        self.commands.run(decision, said)

    def theme_picker(self, title: str, but_not: int = 0) -> Picker | None:
        """A dialog that asks for a theme and answers with its id; None, and a message, where there is none."""
        themes = self.themes
        names = {each: name for each, name in labels(themes.themes).items() if each != but_not} if themes else {}
        if not names:
            self.say("there is no theme yet; a adds one" if not but_not else "there is no other theme yet")
            return None
        return Picker(title, fitting([Row(str(each), name) for each, name in names.items()]))
