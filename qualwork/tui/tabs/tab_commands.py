"""What one does on a tab, as objects that the tab owns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from qualwork.tui.session import Session
from qualwork.tui.tabs.tab_screen import TabScreen

if TYPE_CHECKING:
    from qualwork.tui.app import QualworkApp

Tab = TypeVar("Tab", bound=TabScreen)


class TabCommands(Generic[Tab]):
    """Commands on what a tab shows. The tab owns them with `TabScreen.own`: its keys then find their actions."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    @property
    def qualwork(self) -> QualworkApp:
        """The program."""
        return self.tab.qualwork

    @property
    def app(self) -> QualworkApp:
        """The program, under the name by which Textual knows it."""
        return self.tab.qualwork

    @property
    def session(self) -> Session:
        """What all tabs look at."""
        return self.tab.session

    def say(self, said: str | None = None) -> None:
        """Say in the status line what was done."""
        self.tab.say(said)
