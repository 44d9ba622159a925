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
from qualwork.tui.navigation import PHASES_OF_TABS
from qualwork.tui.palette import Deeds, Things
from qualwork.tui.session import Session
from qualwork.tui.showing import Showing
from qualwork.tui.tabs.code.code import CodeScreen
from qualwork.tui.tabs.read.read import ReadScreen
from qualwork.tui.tabs.themes.themes import ThemesScreen
from qualwork.tui.tour import Tour
from qualwork.workbench.base.projects import Project

_POLL_SECONDS = 1.0
_SAVE_SECONDS = 2.0
_MOST_PROBLEMS = 4
_TOUR_SECONDS = 0.3


def _screen(name: str, class_name: str) -> Callable[[], Screen[Any]]:
    """A tab whose file is read when it is first opened."""

    def make() -> Screen[Any]:
        file = import_module(f"qualwork.tui.tabs.{name}.{name}")
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

    def __init__(self, project: Project, tour: bool = False, welcome: bool = False) -> None:
        self.session = Session(project)
        self.project = project
        self._begins_tour = tour
        self._welcomes = welcome
        self._tour: Tour | None = None
        self.wish = ""
        """What is to be opened when this is left: `tour`, or nothing."""
        tab = self.session.places.get("tab")
        self.DEFAULT_MODE = tab if tab in self.MODES else "read"  # type: ignore[misc]
        super().__init__()
        for theme in colour_themes.THEMES:
            self.register_theme(theme)
        kept = self.session.places.get("colours")
        self.theme = kept if kept in colour_themes.NAMES else colour_themes.NAMES[0]
        self.session.open_last()
        self._keymap_read = keymap.load(keymap.file_path())
        self.set_keymap(dict(self._keymap_read.keys))
        self._seen_version = project.data_version()
        self._given_phase = project.phase
        project.phase = self.given_phase or PHASES_OF_TABS.get(self.DEFAULT_MODE)

    def on_mount(self) -> None:
        """Look now and then whether another process has written, and keep the place."""
        self.set_interval(_POLL_SECONDS, self.poll)
        self.set_interval(_SAVE_SECONDS, self._save_places)
        self.set_interval(_TOUR_SECONDS, self._follow_tour)
        self.call_after_refresh(self._tell_of_keys)
        self.call_after_refresh(self._begin)

    def _tell_of_keys(self) -> None:
        for problem in self._keymap_read.problems[:_MOST_PROBLEMS]:
            self.say(f"keys: {problem}")
            self.notify(f"Keys: {problem}", severity="warning", timeout=12, markup=False)

    def on_unmount(self) -> None:
        """Keep the place."""
        self.session.places.save()

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
        if self.session.places.pending and not self.busy:
            self.run_worker(self.session.places.save, thread=True, group="places", exit_on_error=False)

    # The first minutes

    def _begin(self) -> None:
        """Begin the tour in a study made for it; in a new study ask once what it is about."""
        if self._begins_tour:
            self.action_tour_next()
        elif self._welcomes and not self.project.read_only and not self.session.places.get("asked"):
            self.session.places.put("asked", "yes")
            if not self.session.snapshot.study.research_question:
                self.action_study(welcome=True)

    @property
    def tour_text(self) -> str:
        """The card of the tour; empty where there is no tour."""
        return self._tour.text() if self._tour is not None else ""

    def action_tour_next(self) -> None:
        """Begin the tour, or go on to its next card; in a study of one's own, go to one made for it."""
        if self._tour is not None:
            if not self._tour.next():
                self.action_tour_end()
        elif self._begins_tour:
            self._tour = self.ask(lambda: Tour(self))
        else:
            self._offer_tour()
        self._show_tour()

    def action_tour_end(self) -> None:
        """Put the cards away."""
        self._tour = None
        self._show_tour()

    def _show_tour(self) -> None:
        if self.tab is not None:
            self.tab.show_tour(self.tour_text)

    def _follow_tour(self) -> None:
        if self._tour is not None and not self.busy and self._tour.advance():
            self._show_tour()

    def _offer_tour(self) -> None:
        from qualwork.tui.dialogs.asking import AskReason

        def go(answer: str | None) -> None:
            if answer is not None:
                self.wish = "tour"
                self.exit()

        details = (
            "It works in a study of nine invented interviews that is made for it and thrown away afterwards.",
            "When you leave it with q you are back here; your own study is not touched.",
        )
        self.push_screen(AskReason("The first ten minutes with qualwork", details, asks_why=False), go)

    # Colours

    def action_next_theme(self) -> None:
        """Go on to the next of the four colour themes."""
        names = colour_themes.NAMES
        self.use_theme(names[(names.index(self.theme) + 1) % len(names)])

    def use_theme(self, name: str) -> None:
        """Use and remember a colour theme."""
        self.theme = name
        self.session.places.put("colours", name)
        self.say(f"colours: {name}")

    def tell_of_place(self) -> None:
        """Back the project up as it is opened, and warn where it lies badly."""
        from qualwork.workbench.study import safekeeping

        for line in safekeeping.on_opening(self.project):
            self.call_from_thread(self.notify, line, severity="warning", timeout=12, markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> list[SystemCommand]:
        """The palette holds our own deeds only."""
        return []


def run(project: Project, tour: bool = False) -> None:
    """Show a project until one leaves, then close it; the tour is shown in a study that is thrown away afterwards."""
    try:
        while _show(project, tour) == "tour":
            _tour()
    finally:
        project.close()


def _show(project: Project, tour: bool) -> str:
    app = QualworkApp(project, tour, welcome=not tour)
    app.call_later(app.run_worker, app.tell_of_place, thread=True, group="opening", exit_on_error=False)
    app.run()
    return app.wish


def _tour() -> None:
    """The tour in a study made for it, in a folder that goes with it."""
    import tempfile
    from pathlib import Path

    from qualwork.workbench.study import demo

    with tempfile.TemporaryDirectory(prefix="qualwork-tour-") as folder, demo.make(Path(folder)).project as study:
        QualworkApp(study, tour=True).run()
