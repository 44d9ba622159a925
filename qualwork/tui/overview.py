"""The study as a whole: its six phases with what is open in each, and what it is about."""

from __future__ import annotations

from textual.app import App

from qualwork.tui.awaiting import Dialogs, asks
from qualwork.tui.commands import CommandRunner
from qualwork.tui.dialogs.home import Home
from qualwork.tui.dialogs.study import StudyDialog
from qualwork.tui.navigation import Navigator
from qualwork.tui.session import Session
from qualwork.workbench.base import projects
from qualwork.workbench.study.tasks import Task

_TABS_OF_TASKS = {
    "empty": "themes",
    "alone": "review",
    "essence": "define",
    "one-word": "define",
    "narrative": "report",
}


class Overview:
    """Shows where the study stands and opens its tasks; changes question, approach and settings."""

    def __init__(
        self, app: App[None], session: Session, commands: CommandRunner, dialogs: Dialogs, navigator: Navigator
    ) -> None:
        self.app = app
        self._session = session
        self._commands = commands
        self._dialogs = dialogs
        self._navigator = navigator
        self.visits = 0
        """How often the phases were looked at."""

    @asks
    async def show(self) -> None:
        """The six phases: what is done and what may be open."""
        self.visits += 1
        task = await self.app.push_screen_wait(Home(self._session, self._commands, self.change_study))
        if task is not None:
            self.open_task(task)

    def open_task(self, task: Task) -> None:
        """Go where a task is done."""
        if task.kind == "question":
            self.ask_study()
            return
        self._navigator.open_thing(task.thing_kind, task.thing, task.span, _TABS_OF_TASKS.get(task.kind, ""))
        self._commands.say(f"{task.name}: {task.detail}")

    @asks
    async def ask_study(self, welcome: bool = False) -> None:
        """Research question, approach and settings."""
        await self.change_study(welcome)

    async def change_study(self, welcome: bool = False) -> None:
        """The same within another action."""
        await self._dialogs.decide(
            StudyDialog(self._session.snapshot.study, welcome),
            lambda changed: projects.change(self._session.project, *changed),
            "the study is described anew",
        )
