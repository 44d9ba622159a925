"""What every tab has: the lines round it, panes side by side or one at a time, and news from the session."""

from __future__ import annotations

import asyncio
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

from qualwork.model.transcript import turn_at
from qualwork.tui.actions import FOOTERS, bindings
from qualwork.tui.services import Services
from qualwork.tui.widgets.chrome import KeyLine, StatusLine, TopBar
from qualwork.tui.widgets.outline import Outline
from qualwork.tui.widgets.tour_card import TourCard

Owned = TypeVar("Owned")

WIDE = 100
_SETTLING_SECONDS = 0.05
_MOST_TRIES = 20
_FIRST = ("transcript.import", "tour.next", "project.study")


class TabScreen(Screen[None]):
    """A tab. Its panes have the class `pane`; below `WIDE` columns only the one in use is shown."""

    CSS_PATH = "base.tcss"
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "-narrow"), (WIDE, "-wide")]  # type: ignore[misc]
    BINDINGS: ClassVar[list[BindingType]] = bindings("panes")
    TAB: ClassVar[str] = ""

    HAS_READER: ClassVar[bool] = False

    class Opened(Message):
        """The tab is shown, or a dialog over it was closed."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.session = services.session
        self.commands = services.commands
        self.dialogs = services.dialogs
        self.navigator = services.navigator
        self._shown_version = -1
        self._said_name = ""

    @property
    def tab_name(self) -> str:
        """Its name in the registry of tabs."""
        return self.TAB

    @property
    def has_reader(self) -> bool:
        """True where it shows the transcript that lies open."""
        return self.HAS_READER

    def own(self, commands: Owned) -> Owned:
        """Let keys of this tab do what these commands can: Textual looks for `action_*` on the tab alone."""
        for name in dir(type(commands)):
            if name.startswith("action_"):
                if hasattr(self, name):
                    raise AttributeError(f"{self.TAB}: {name} is there already")
                setattr(self, name, getattr(commands, name))
        return commands

    @property
    def wide(self) -> bool:
        """True where panes stand side by side."""
        return self.size.width >= WIDE

    def compose(self) -> ComposeResult:
        """The lines above and below, and the panes between them."""
        yield TopBar(self.TAB)
        with Horizontal(id="panes"):
            yield from self.compose_panes()
        yield TourCard("", id="tour", markup=False)
        yield StatusLine()
        yield KeyLine()

    def compose_panes(self) -> ComposeResult:
        """The panes of this tab, from left to right."""
        yield from ()

    def show_session(self) -> None:
        """Show what the session holds now; called when it has changed or the tab is opened."""

    def place(self) -> str:
        """Where one is, for the status line."""
        return ""

    def where(self) -> str:
        """What this tab shows, beside transcript and place, so that one can come back to it: any text of its own."""
        return ""

    def go_where(self, where: str) -> None:
        """Show again what `where` said, or a thing such as `theme:3`; nothing where that is gone."""

    def show_reader(self) -> None:
        """Go to the transcript; on a tab without one there is nothing to go to."""

    def show_passage(self, start: int, end: int) -> None:
        """Select a passage of the open transcript, on a tab that shows its codes."""

    def show_changed(self, start: int, end: int, said: str) -> None:
        """Select a passage of the open transcript, where it shows one, and say what became of it."""
        self.say(said)

    def thing(self) -> str:
        """What the history key is about here: `code:12`, `theme:3`, `coding:9`, by id; empty where it is nothing."""
        return ""

    def footer(self) -> str:
        """Which of the FOOTERS is of use now."""
        return ""

    @property
    def panes(self) -> list[Widget]:
        """The panes, from left to right."""
        return list(self.query("#panes > .pane").results(Widget))

    def look(self) -> None:
        """Show the session if it is not the one that was shown, and say where one is."""
        if self._shown_version != self.session.version:
            self._shown_version = self.session.version
            study, project = self.session.snapshot.study.title, self.session.project
            about = [study, project.coder, *["read-only"] * project.read_only]
            self.query_one(TopBar).show(about)
            self.query_one(StatusLine).about = about
            self.show_session()
        self.say()

    def say(self, said: str | None = None) -> None:
        """Say where one is and, where given, what was done; on a tab that is being opened, once it is there."""
        if not self.query(StatusLine):
            self.call_after_refresh(self.say, said)
            return
        place, focused = self.place(), self.focused
        name = focused.cut_name if isinstance(focused, Outline) else ""
        self._said_name = name
        self.query_one(StatusLine).show(name if name and name not in place else place, said)

    @on(OptionList.OptionHighlighted)
    def say_cut_name(self, event: OptionList.OptionHighlighted) -> None:
        """A name that has no room in its row is said whole."""
        if event.option_list.has_focus:
            self._say_cut_name()

    def _say_cut_name(self) -> None:
        name = self.focused.cut_name if isinstance(self.focused, Outline) else ""
        if name != self._said_name:
            self._said_name = name
            self.say()

    def reading_place(self) -> str:
        """Transcript and turn."""
        transcript = self.session.transcript
        if transcript is None:
            return ""
        turn = turn_at(transcript.turns, self.session.offset) + 1
        return f"{transcript.info.title} · turn {turn}/{len(transcript.turns)}"

    def go_to_pane(self, pane: Widget) -> None:
        """Show a pane, where only one has room, and focus what is in it."""
        for each in self.panes:
            each.set_class(each is pane, "-current")
        inside = [pane, *pane.walk_children(Widget)]
        target = next((each for each in inside if each.can_focus and each.display), None)
        if target is not None:
            target.focus()

    def action_next_pane(self, by: int) -> None:
        """Go round the panes."""
        panes = [pane for pane in self.panes if not pane.disabled]
        if panes:
            here = next((at for at, pane in enumerate(panes) if pane.has_class("-current")), 0)
            self.go_to_pane(panes[(here + by) % len(panes)])

    async def action_press(self, binding_id: str) -> None:
        """Do what a key of the line below does, at a click."""
        await self.press_id(binding_id)

    async def press_id(self, binding_id: str) -> bool:
        """Do what the key of an action does; False where it does not work here."""
        for active in self.active_bindings.values():
            if active.binding.id == binding_id and active.enabled:
                await self.app.run_action(active.binding.action, active.node)
                return True
        return False

    async def press_anywhere(self, binding_id: str) -> bool:
        """Do what the key of an action does, in the pane where it works; False where it works in none."""
        if await self.press_id(binding_id):
            return True
        for pane in self.panes:
            for _ in range(_MOST_TRIES):
                # A tab that is opened for the first time takes the focus once more when it is there.
                self.go_to_pane(pane)
                await asyncio.sleep(_SETTLING_SECONDS)
                if self.focused is not None and pane in self.focused.ancestors_with_self:
                    break
            if await self.press_id(binding_id):
                return True
        return False

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The pane in use is the one with the focus."""
        for pane in self.panes:
            pane.set_class(event.widget is pane or pane in event.widget.ancestors, "-current")
        self.show_keys()
        self.call_after_refresh(self._say_cut_name)

    def on_key_line_keys_changed(self) -> None:
        """Other keys are of use."""
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys of most use here."""
        if self.is_current:
            first = () if self.session.snapshot.infos else _FIRST
            self.query_one(KeyLine).show((*first, *FOOTERS.get(self.footer(), ())))

    def show_tour(self, text: str) -> None:
        """Show a card of the tour; none where there is no text."""
        card = self.query_one(TourCard)
        card.display = bool(text)
        card.update(text)

    def on_screen_resume(self) -> None:
        """The tab is opened, or a dialog was closed."""
        self.post_message(self.Opened())
        self.look()
        self.show_keys()

    def on_resize(self) -> None:
        """Other keys may fit."""
        self.call_after_refresh(self.show_keys)
