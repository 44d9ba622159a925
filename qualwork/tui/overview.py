"""The study as a whole: its six phases with what is open in each, and what it is about."""

from __future__ import annotations

from textual.app import App

from qualwork.tui.commands import CommandRunner
from qualwork.tui.dialogs.home import Home
from qualwork.tui.dialogs.study import Changed, StudyDialog
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

    def __init__(self, app: App[None], session: Session, commands: CommandRunner, navigator: Navigator) -> None:
        self._app = app
        self._session = session
        self._commands = commands
        self._navigator = navigator
        self.visits = 0
        """How often the phases were looked at."""

    def show(self) -> None:
        """The six phases: what is done and what may be open."""
        self.visits += 1
        self._app.push_screen(Home(self._session, self._commands, self.ask_study), self.open_task)

    def open_task(self, task: Task | None) -> None:
        """Go where a task is done; nothing where none was chosen."""
        if task is None:
            return
        if task.kind == "question":
            self.ask_study()
            return
        self._navigator.open_thing(task.thing_kind, task.thing, task.span, _TABS_OF_TASKS.get(task.kind, ""))
        self._commands.say(f"{task.name}: {task.detail}")

    def ask_study(self, welcome: bool = False) -> None:
        """Research question, approach and settings."""

        def keep(changed: Changed | None) -> None:
            if changed is not None and any(changed):
                project = self._session.project
                self._commands.run(lambda: projects.change(project, *changed), "the study is described anew")
                if isinstance(self._app.screen, Home):
                    self._app.screen.look()

        self._app.push_screen(StudyDialog(self._session.snapshot.study, welcome), keep)
