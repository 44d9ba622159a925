"""What one does on a tab, as objects that the tab owns."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.app import App

from qualwork.tui.awaiting import Dialogs
from qualwork.tui.commands import CommandRunner
from qualwork.tui.navigation import Navigator
from qualwork.tui.services import Services
from qualwork.tui.session import Session
from qualwork.tui.tabs.tab_screen import TabScreen

Tab = TypeVar("Tab", bound=TabScreen)


class TabCommands(Generic[Tab]):
    """Commands on what a tab shows. The tab owns them with `TabScreen.own`: its keys then find their actions."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    @property
    def app(self) -> App[object]:
        """The program, to put dialogs over the tab."""
        return self.tab.app

    @property
    def services(self) -> Services:
        """What the app handed to the tab."""
        return self.tab.services

    @property
    def session(self) -> Session:
        """What all tabs look at."""
        return self.tab.session

    @property
    def commands(self) -> CommandRunner:
        """What runs decisions."""
        return self.tab.commands

    @property
    def dialogs(self) -> Dialogs:
        """What asks, and decides what was answered."""
        return self.tab.dialogs

    @property
    def navigator(self) -> Navigator:
        """What goes elsewhere."""
        return self.tab.navigator

    def say(self, said: str | None = None) -> None:
        """Say in the status line what was done."""
        self.tab.say(said)
