"""The terminal interface: one program round one project."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, ClassVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from qualwork.model.errors import QualworkError
from qualwork.tui import colour_themes, keymap
from qualwork.tui.actions import bindings
from qualwork.tui.desk import Desk
from qualwork.tui.going import PHASES_OF_TABS
from qualwork.tui.palette import Deeds, Things
from qualwork.tui.screens.code import CodeScreen
from qualwork.tui.screens.read import ReadScreen
from qualwork.tui.screens.themes import ThemesScreen
from qualwork.tui.showing import Showing
from qualwork.workbench.projects import Project

_POLL_SECONDS = 1.0
_SAVE_SECONDS = 2.0
_MOST_PROBLEMS = 4


def _screen(name: str, class_name: str) -> Callable[[], Screen[Any]]:
    """A tab whose file is read when it is first opened."""

    def make() -> Screen[Any]:
        file = import_module(f"qualwork.tui.screens.{name}")
        made: Screen[Any] = getattr(file, class_name)()
        return made

    return make


class QualworkApp(Showing):
    """The workbench on the screen. Every deed is one decision, shown at once and undone by `u`."""

    TITLE = "qualwork"
    ENABLE_COMMAND_PALETTE = True
    ALLOW_SELECT = False
    COMMANDS: ClassVar[set[Any]] = {lambda: Deeds, lambda: Things}
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "read": ReadScreen,
        "code": CodeScreen,
        "themes": ThemesScreen,
        "review": _screen("review", "ReviewScreen"),
        "define": _screen("define", "DefineScreen"),
        "report": _screen("report", "ReportScreen"),
        "terms": _screen("terms", "TermsScreen"),
        "audit": _screen("audit", "AuditScreen"),
    }

    def __init__(self, project: Project) -> None:
        self.desk = Desk(project)
        self.project = project
        tab = self.desk.places.get("tab")
        self.DEFAULT_MODE = tab if tab in self.MODES else "read"  # type: ignore[misc]
        super().__init__()
        for theme in colour_themes.THEMES:
            self.register_theme(theme)
        kept = self.desk.places.get("colours")
        self.theme = kept if kept in colour_themes.NAMES else colour_themes.NAMES[0]
        self.desk.open_last()
        self._keymap_read = keymap.load(keymap.file_path())
        self.set_keymap(dict(self._keymap_read.keys))
        self._seen_version = project.data_version()
        self._given_phase = project.phase
        project.phase = self.given_phase or PHASES_OF_TABS.get(self.DEFAULT_MODE)

    def on_mount(self) -> None:
        """Look now and then whether another process has written, and keep the place."""
        self.set_interval(_POLL_SECONDS, self.poll)
        self.set_interval(_SAVE_SECONDS, self._save_places)
        self.call_after_refresh(self._tell_of_keys)

    def _tell_of_keys(self) -> None:
        for problem in self._keymap_read.problems[:_MOST_PROBLEMS]:
            self.say(f"keys: {problem}")
            self.notify(f"Keys: {problem}", severity="warning", timeout=12, markup=False)

    def on_unmount(self) -> None:
        """Keep the place."""
        self.desk.places.save()

    @property
    def given_phase(self) -> int | None:
        """The phase named on the command line; it goes before the tab's."""
        return self._given_phase

    def poll(self) -> None:
        """Show what another process has written."""
        if self.busy:
            return
        try:
            version = self.project.data_version()
        except QualworkError as fault:
            self.fail(fault)
            return
        if version != self._seen_version:
            self._seen_version = version
            self.look_again(all_of_it=True)

    def _save_places(self) -> None:
        if self.desk.places.pending and not self.busy:
            self.run_worker(self.desk.places.save, thread=True, group="places", exit_on_error=False)

    # Colours

    def action_next_theme(self) -> None:
        """Go on to the next of the four colour themes."""
        names = colour_themes.NAMES
        self.use_theme(names[(names.index(self.theme) + 1) % len(names)])

    def use_theme(self, name: str) -> None:
        """Use and remember a colour theme."""
        self.theme = name
        self.desk.places.put("colours", name)
        self.say(f"colours: {name}")

    def tell_of_place(self) -> None:
        """Back the project up as it is opened, and warn where it lies badly."""
        from qualwork.workbench import safekeeping

        for line in safekeeping.on_opening(self.project):
            self.call_from_thread(self.notify, line, severity="warning", timeout=12, markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> list[SystemCommand]:
        """The palette holds our own deeds only."""
        return []


def run(project: Project) -> None:
    """Show a project until one leaves, then close it."""
    app = QualworkApp(project)
    app.call_later(app.run_worker, app.tell_of_place, thread=True, group="opening", exit_on_error=False)
    try:
        app.run()
    finally:
        project.close()
