"""The terminal interface: one program round one project."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, ClassVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from qualwork.model.errors import QualworkError
from qualwork.model.memo import THING_KINDS, Memo, ThingKind
from qualwork.tui import colour_themes
from qualwork.tui.actions import bindings
from qualwork.tui.desk import Desk
from qualwork.tui.going import PHASES_OF_TABS, Going
from qualwork.tui.palette import Deeds, Things
from qualwork.tui.screens.code import CodeScreen
from qualwork.tui.screens.read import ReadScreen
from qualwork.tui.screens.themes import ThemesScreen
from qualwork.workbench import auditing
from qualwork.workbench.evidence import Evidence, Extract
from qualwork.workbench.projects import Project

_POLL_SECONDS = 1.0
_SAVE_SECONDS = 2.0


def _screen(name: str, class_name: str) -> Callable[[], Screen[Any]]:
    """A tab whose file is read when it is first opened."""

    def make() -> Screen[Any]:
        file = import_module(f"qualwork.tui.screens.{name}")
        made: Screen[Any] = getattr(file, class_name)()
        return made

    return make


class QualworkApp(Going):
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
        self._seen_version = project.data_version()
        self._given_phase = project.phase
        project.phase = self.given_phase or PHASES_OF_TABS.get(self.DEFAULT_MODE)

    def on_mount(self) -> None:
        """Look now and then whether another process has written, and keep the place."""
        self.set_interval(_POLL_SECONDS, self.poll)
        self.set_interval(_SAVE_SECONDS, self._save_places)

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

    def action_pick_transcript(self) -> None:
        """Choose a transcript by a few letters of its title."""
        from qualwork.tui.dialogs.picker import Picked, Picker
        from qualwork.tui.widgets.outline import Row
        from qualwork.workbench.picking import rank

        names = {info.id: info.title for info in self.desk.held.infos}

        def take(picked: Picked | None) -> None:
            if picked is not None:
                self.open_transcript(int(picked.key))

        self.push_screen(
            Picker("Open a transcript", lambda typed: [Row(str(i), names[i]) for i in rank(typed, names)]), take
        )

    def action_help(self) -> None:
        """The keys that work here."""
        from qualwork.tui.dialogs.help import Help

        self.push_screen(Help(self.screen))

    def action_import(self) -> None:
        """Add interviews."""
        from qualwork.tui.dialogs.importing import Import

        self.push_screen(Import(self.project), self._imported)

    def _imported(self, imported: int | None) -> None:
        if imported:
            self.desk.changed()
            self.desk.open_last()
            self.look_again(all_of_it=True)
            self.say(f"imported {imported} transcripts; u takes them out again", toast=True)

    def ask_memo(self, thing: str, about: str, span: tuple[int, int] | None = None) -> None:
        """Ask for a note on a thing or passage, show those it has, and keep what is written."""
        from qualwork.tui.dialogs.memo import AskMemo
        from qualwork.workbench import memoing

        def keep(text: str | None) -> None:
            if text:
                self.do(lambda: memoing.add(self.project, thing, text, span=span), f"note on {about} kept")

        try:
            earlier = [memo for memo in memoing.listing(self.project, thing) if (span is None or _touches(memo, span))]
        except QualworkError as fault:
            self.fail(fault)
            return
        self.push_screen(AskMemo(self.desk.drafts, f"{thing} {span or ''}", about, earlier), keep)

    def ask_text(self, title: str, value: str, keep: Callable[[str | None], None], about: str = "") -> None:
        """Ask for some lines of text."""
        from qualwork.tui.dialogs.asking import AskText

        self.push_screen(AskText(title, value, about), keep)

    def show_code(self, code: int) -> None:
        """The extracts of a code, to jump to."""
        self.show_extracts(f"Code “{self.desk.code_name(code)}”", lambda: self._extracts([code]))

    def show_extracts(self, title: str, find: Callable[[], list[Extract]]) -> None:
        """Some extracts, to jump to."""
        from qualwork.tui.dialogs.extracts import Extracts

        self.push_screen(Extracts(title, find, self.desk.code_name), self.go_to)

    def _extracts(self, codes: list[int]) -> list[Extract]:
        evidence = Evidence(self.project)
        return evidence.extracts(evidence.codings(codes))

    def show_history(self, thing: str, name: str = "") -> None:
        """Every decision on a thing (`code:12`, `theme:3`, `coding:9`, by id), with undo from there."""
        from qualwork.tui.dialogs.history import History

        kind, _, number = thing.partition(":")
        if not number.isdecimal() or kind not in THING_KINDS:
            self.say("select a code, a theme or a coded passage first; f4 then shows its history")
            return
        known: ThingKind = next(each for each in THING_KINDS if each == kind)
        self.push_screen(
            History(lambda: auditing.history_of_id(self.project, known, int(number), name)), self.show_decision
        )

    def action_history(self) -> None:
        """The history of what is selected here."""
        self.show_history(self.tab.thing() if self.tab is not None else "")

    def show_decision(self, number: int | None) -> None:
        """A decision in the log of the Audit tab."""
        if number is not None:
            self.visit()
            self._go_to_tab("audit")
            if self.tab is not None:
                self.tab.call_after_refresh(self.tab.go_where, f"decision:{number}")

    def memos_on(self, thing: str) -> list[Memo]:
        """The notes on a thing; none where it is gone."""
        from qualwork.workbench import memoing

        try:
            return memoing.listing(self.project, thing)
        except QualworkError:
            return []

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


def _touches(memo: Any, span: tuple[int, int]) -> bool:
    return memo.start is not None and memo.start < span[1] and span[0] < memo.end


def run(project: Project) -> None:
    """Show a project until one leaves, then close it."""
    app = QualworkApp(project)
    app.call_later(app.run_worker, app.tell_of_place, thread=True, group="opening", exit_on_error=False)
    try:
        app.run()
    finally:
        project.close()
