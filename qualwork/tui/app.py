"""The terminal interface: one program round one project."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, ClassVar, TypeVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from qualwork.model.code import Coding
from qualwork.model.errors import QualworkError
from qualwork.model.memo import Memo
from qualwork.tui import colour_themes
from qualwork.tui.actions import bindings
from qualwork.tui.desk import Desk
from qualwork.tui.dialogs.extracts import Place
from qualwork.tui.palette import Deeds, Things
from qualwork.tui.screens.base import TabScreen
from qualwork.tui.screens.code import CodeScreen
from qualwork.tui.screens.passages import PassageScreen
from qualwork.tui.screens.read import ReadScreen
from qualwork.tui.screens.themes import ThemesScreen
from qualwork.workbench import auditing, coding
from qualwork.workbench.evidence import Evidence, Extract
from qualwork.workbench.projects import Project

Result = TypeVar("Result")
_POLL_SECONDS = 1.0
_SAVE_SECONDS = 2.0


def _screen(name: str, class_name: str) -> Callable[[], Screen[Any]]:
    """A tab whose file is read when it is first opened."""

    def make() -> Screen[Any]:
        file = import_module(f"qualwork.tui.screens.{name}")
        made: Screen[Any] = getattr(file, class_name)()
        return made

    return make


class QualworkApp(App[None]):
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
        self.busy = False
        """True while long work holds the project; nobody else is looked for then."""

    def on_mount(self) -> None:
        """Look now and then whether another process has written, and keep the place."""
        self.set_interval(_POLL_SECONDS, self.poll)
        self.set_interval(_SAVE_SECONDS, self._save_places)

    def on_unmount(self) -> None:
        """Keep the place."""
        self.desk.places.save()

    @property
    def tab(self) -> TabScreen | None:
        """The open tab, also where a dialog lies over it."""
        first = self.screen_stack[0] if self.screen_stack else None
        return first if isinstance(first, TabScreen) else None

    # Telling

    def say(self, said: str, toast: bool = False) -> None:
        """Say in the status line what was done, and over the screen where it deserves a look."""
        if self.tab is not None:
            self.tab.say(said)
        if toast:
            self.notify(said, timeout=4, markup=False)

    def fail(self, fault: QualworkError) -> None:
        """Say what could not be done, and why."""
        self.say(fault.message)
        lines = "\n".join((fault.message, *fault.candidates[:5]))
        self.notify(lines, severity="error", timeout=8, markup=False)

    # Deeds

    def do(
        self, deed: Callable[[], Result], said: str | Callable[[Result], str], all_of_it: bool = False
    ) -> Result | None:
        """Do a deed, show what it changed, and say so; where it is refused, say why and answer None."""
        try:
            result = deed()
        except QualworkError as fault:
            self.fail(fault)
            return None
        self.look_again(all_of_it)
        self.say(said if isinstance(said, str) else said(result))
        return result

    def code(self, deed: Callable[[], Coding], said: str) -> Coding | None:
        """Apply a code; the codings that were there are not read again."""
        made = self.ask(deed)
        if made is not None:
            self.desk.coded(made)
            self._look()
            self.say(said)
        return made

    def uncode(self, coding_id: int, said: str) -> None:
        """Take a coding away; the others are not read again."""
        if self.ask(lambda: coding.remove(self.project, [coding_id]) or True):
            self.desk.coded(gone=coding_id)
            self._look()
            self.say(said)

    def look_again(self, all_of_it: bool = False) -> None:
        """Show the project as it is now."""
        self.desk.changed(all_of_it)
        self._look()

    def _look(self) -> None:
        if self.tab is not None:
            self.tab.look()

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

    def action_undo(self) -> None:
        """Undo the last decision of this coder."""
        self._invert(auditing.undo, "Undone")

    def action_redo(self) -> None:
        """Redo what was undone last."""
        self._invert(auditing.redo, "Redone")

    def _invert(self, deed: Callable[[Project], list[Any]], word: str) -> None:
        made = self.do(lambda: deed(self.project), "", all_of_it=True)
        if made:
            more = f" and {len(made) - 1} more" if len(made) > 1 else ""
            self.say(f"{word}: {made[0].label}{more}", toast=True)

    # Going places

    def action_tab(self, name: str) -> None:
        """Open a tab."""
        if name in self.MODES and name != self.current_mode:
            self.switch_mode(name)
            self.desk.places.put("tab", name)

    def open_transcript(self, transcript: int) -> None:
        """Show a transcript where it was left."""
        if self.desk.open(transcript):
            if not isinstance(self.tab, PassageScreen):
                self.action_tab("read")
            elif self.tab is not None:
                self.tab.look()
            if isinstance(self.tab, PassageScreen):
                self.tab.call_after_refresh(self.tab.show_reader)

    def go_to(self, place: Place | None) -> None:
        """Show a passage among its codes, selected."""
        if place is None or not self.desk.open(place.transcript, place.start):
            return
        self.action_tab("code")
        if isinstance(self.tab, CodeScreen):
            self.tab.call_after_refresh(self.tab.show_passage, place.start, place.end)

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

    def ask(self, question: Callable[[], Result]) -> Result | None:
        """The answer of the project, or None where it has none, which is said."""
        try:
            return question()
        except QualworkError as fault:
            self.fail(fault)
            return None

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

    def show_theme(self, theme: int) -> None:
        """A theme in the tree."""
        self.action_tab("themes")
        if isinstance(self.tab, ThemesScreen):
            self.tab.call_after_refresh(self.tab.show_theme, theme)

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

    def get_system_commands(self, screen: Screen[Any]) -> list[SystemCommand]:
        """The palette holds our own deeds only."""
        return []


def _touches(memo: Any, span: tuple[int, int]) -> bool:
    return memo.start is not None and memo.start < span[1] and span[0] < memo.end


def run(project: Project) -> None:
    """Show a project until one leaves, then close it."""
    try:
        QualworkApp(project).run()
    finally:
        project.close()
