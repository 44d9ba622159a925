"""The terminal interface: one program round one project."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from qualwork.model.errors import QualworkError
from qualwork.tui import colour_themes, keymap
from qualwork.tui.actions import bindings
from qualwork.tui.awaiting import Dialogs, asks
from qualwork.tui.commands import CommandRunner
from qualwork.tui.dialogs.asking import AskReason
from qualwork.tui.dialogs.base import AnswersOnce
from qualwork.tui.dialogs.diary import Diary
from qualwork.tui.dialogs.help import Help
from qualwork.tui.dialogs.importing import Import
from qualwork.tui.dialogs.jump import Jump
from qualwork.tui.exports import Exports
from qualwork.tui.extract_lists import ExtractLists
from qualwork.tui.histories import Histories
from qualwork.tui.navigation import Navigator
from qualwork.tui.notes import Notes
from qualwork.tui.overview import Overview
from qualwork.tui.palette import Commands, Things
from qualwork.tui.services import Services
from qualwork.tui.session import Session
from qualwork.tui.tabs.registry import TABS, TabEntry
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.tour import Tour
from qualwork.tui.widgets.steering import NoSteering
from qualwork.workbench.base.projects import Project

_POLL_SECONDS = 1.0
_SAVE_SECONDS = 2.0
_MOST_PROBLEMS = 4
_TOUR_SECONDS = 0.3
_NO_STEERING = NoSteering()


class QualworkApp(App[None]):
    """The workbench on the screen. Every change is one decision, shown at once and undone by `u`."""

    TITLE = "qualwork"
    ENABLE_COMMAND_PALETTE = True
    ALLOW_SELECT = False
    COMMANDS: ClassVar[set[Any]] = {lambda: Commands, lambda: Things}
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")

    def __init__(self, project: Project, tour: bool = False, welcome: bool = False) -> None:
        self.session = Session(project)
        self.project = project
        self._begins_tour = tour
        self._welcomes = welcome
        self._tour: Tour | None = None
        self.wish = ""
        """What is to be opened when this is left: `tour`, or nothing."""
        tab = self.session.places.get("tab")
        self.DEFAULT_MODE = tab if tab in TABS else "read"  # type: ignore[misc]
        super().__init__()
        self.commands = CommandRunner(self, self.session, lambda: self.tab)
        self.dialogs = Dialogs(self, self.session, self.commands)
        self.typed_before = 0.0
        """Keys handed over before this moment were typed at a dialog that has closed; they are dropped."""
        self.navigator = Navigator(self, self.session, self.commands, lambda: self.tab, project.phase)
        self.histories = Histories(self, self.session, self.commands, self.navigator)
        self.overview = Overview(self, self.session, self.commands, self.dialogs, self.navigator)
        self.services = Services(
            self.session,
            self.commands,
            self.dialogs,
            self.navigator,
            Notes(self, self.session, self.commands, self.dialogs),
            Exports(self, self.session, self.commands, self.dialogs),
            ExtractLists(self, self.session, self.navigator),
        )
        for entry in TABS.values():
            self.add_mode(entry.name, partial(self._make_tab, entry))
        for theme in colour_themes.THEMES:
            self.register_theme(theme)
        kept = self.session.places.get("colours")
        self.theme = kept if kept in colour_themes.NAMES else colour_themes.NAMES[0]
        self.session.open_last()
        self._keymap_read = keymap.load(keymap.file_path())
        self.set_keymap(dict(self._keymap_read.keys))
        self._seen_version = project.data_version()
        self.navigator.use_phase_of(self.DEFAULT_MODE)

    def _make_tab(self, entry: TabEntry) -> Screen[None]:
        """The screen of a tab, whose file is imported when it is first opened."""
        file = import_module(f"qualwork.tui.tabs.{entry.name}.{entry.name}")
        screen: Screen[None] = getattr(file, entry.class_name)(self.services)
        return screen

    @property
    def tab(self) -> TabScreen | None:
        """The open tab, also where a dialog lies over it."""
        base = self.screen_stack[0] if self.screen_stack else None
        return base if isinstance(base, TabScreen) else None

    def on_mount(self) -> None:
        """Look now and then whether another process has written, and keep the place."""
        self.set_interval(_POLL_SECONDS, self.poll)
        self.set_interval(_SAVE_SECONDS, self._save_places)
        self.set_interval(_TOUR_SECONDS, self._follow_tour)
        self.call_after_refresh(self._tell_of_keys)
        self.call_after_refresh(self._begin)

    async def on_event(self, event: events.Event) -> None:
        """Keys and clicks reach the screen they were meant for: a dialog about to open, none that has closed."""
        if isinstance(event, (events.InputEvent, events.Paste)) and not event.is_forwarded:
            await self.dialogs.opened()
            if event.time <= self.typed_before or (isinstance(self.screen, AnswersOnce) and self.screen.deciding):
                return
        await super().on_event(event)

    async def on_key(self, event: events.Key) -> None:
        """A key that comes back here was typed at a tab; over which a dialog may lie by now, whose key it is not."""
        await self.dialogs.opened()
        if isinstance(self.screen, AnswersOnce):
            event.prevent_default()

    def _tell_of_keys(self) -> None:
        for problem in self._keymap_read.problems[:_MOST_PROBLEMS]:
            self.commands.say(f"keys: {problem}")
            self.notify(f"Keys: {problem}", severity="warning", timeout=12, markup=False)

    def on_unmount(self) -> None:
        """Keep the place."""
        self.session.places.save()

    def poll(self) -> None:
        """Show what another process has written."""
        if self.commands.busy:
            return
        try:
            version = self.project.data_version()
        except QualworkError as fault:
            self.commands.fail(fault)
            return
        if version != self._seen_version:
            self._seen_version = version
            self.commands.refresh(transcripts=True)

    def _save_places(self) -> None:
        if self.session.places.pending and not self.commands.busy:
            self.run_worker(self.session.places.save, thread=True, group="places", exit_on_error=False)

    # The first minutes

    def _begin(self) -> None:
        """Begin the tour in a study made for it; in a new study ask once what it is about."""
        if self._begins_tour:
            self.action_tour_next()
        elif self._welcomes and not self.project.read_only and not self.session.places.get("asked"):
            self.session.places.put("asked", "yes")
            if not self.session.snapshot.study.research_question:
                self.overview.ask_study(welcome=True)

    def action_tour_next(self) -> None:
        """Begin the tour, or go on to its next card; in a study of one's own, go to one made for it."""
        if self._tour is not None:
            if not self._tour.next():
                self.action_tour_end()
        elif self._begins_tour:
            self._tour = self.commands.ask(lambda: Tour(self, self.session, self.overview))
        else:
            self._offer_tour()
        self._show_tour()

    def action_tour_end(self) -> None:
        """Put the cards away."""
        self._tour = None
        self._show_tour()

    def _show_tour(self) -> None:
        if self.tab is not None:
            self.tab.show_tour(self._tour.text() if self._tour is not None else "")

    def on_tab_screen_opened(self) -> None:
        """The card goes along to the tab that is opened."""
        self._show_tour()

    def _follow_tour(self) -> None:
        if self._tour is not None and not self.commands.busy and self._tour.advance():
            self._show_tour()

    @asks
    async def _offer_tour(self) -> None:
        details = (
            "It works in a study of nine invented interviews that is made for it and thrown away afterwards.",
            "When you leave it with q you are back here; your own study is not touched.",
        )
        asked = AskReason("The first ten minutes with qualwork", details, asks_why=False)
        if await self.push_screen_wait(asked) is not None:
            self.wish = "tour"
            self.exit()

    # What works on every tab

    def action_undo(self) -> None:
        """Undo the last decision of this coder."""
        self.commands.undo(self.navigator.show_changed)

    def action_redo(self) -> None:
        """Redo what was undone last."""
        self.commands.redo(self.navigator.show_changed)

    def action_tab(self, name: str) -> None:
        """Open a tab."""
        self.navigator.open_tab(name)

    def action_go_back(self) -> None:
        """Back to the place one came from."""
        self.navigator.go_back()

    def action_go_forward(self) -> None:
        """Forward again, after going back."""
        self.navigator.go_forward()

    @asks
    async def action_jump(self) -> None:
        """Put a letter on every pane, and go to the one whose letter is pressed."""
        tab = self.tab
        if tab is not None:
            pane = await self.push_screen_wait(Jump(tab.panes))
            if pane is not None:
                tab.go_to_pane(pane)

    def action_home(self) -> None:
        """The six phases: what is done and what may be open."""
        self.overview.show()

    def action_study(self) -> None:
        """Research question, approach and settings."""
        self.overview.ask_study()

    def action_history(self) -> None:
        """The history of what is selected here."""
        self.histories.show(self.tab.thing() if self.tab is not None else "")

    @asks
    async def action_diary(self) -> None:
        """All notes by day: the reflexive diary first, notes, method notes and queries."""
        diary = Diary(self.session, self.commands, self.services.notes, self.services.exports)
        memo = await self.push_screen_wait(diary)
        if memo is not None:
            span = None if memo.start is None or memo.end is None else (memo.start, memo.end)
            self.navigator.open_thing(memo.thing_kind, memo.thing, span)

    @asks
    async def action_pick_transcript(self) -> None:
        """Choose a transcript by a few letters of its title."""
        await self.navigator.pick_transcript()

    def action_help(self) -> None:
        """The keys that work here."""
        self.push_screen(Help(self.screen))

    @asks
    async def action_import(self) -> None:
        """Add interviews."""
        imported = await self.push_screen_wait(Import(self.project, self.commands.set_busy))
        if imported:
            self.session.changed()
            self.session.open_last()
            self.commands.refresh(transcripts=True)
            self.commands.say(f"imported {imported} transcripts; u takes them out again", toast=True)

    # Colours

    def action_next_theme(self) -> None:
        """Go on to the next of the four colour themes."""
        names = colour_themes.NAMES
        self.action_use_theme(names[(names.index(self.theme) + 1) % len(names)])

    def action_use_theme(self, name: str) -> None:
        """Use and remember a colour theme."""
        self.theme = name
        self.session.places.put("colours", name)
        self.commands.say(f"colours: {name}")

    def tell_of_place(self) -> None:
        """Back the project up as it is opened, and warn where it lies badly."""
        from qualwork.workbench.study import safekeeping

        for line in safekeeping.on_opening(self.project):
            self.call_from_thread(self.notify, line, severity="warning", timeout=12, markup=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Whatever a widget shows passes here on its way to the terminal."""
        return [*super().get_line_filters(), _NO_STEERING]

    def get_system_commands(self, screen: Screen[Any]) -> list[SystemCommand]:
        """The palette holds our own actions only."""
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
