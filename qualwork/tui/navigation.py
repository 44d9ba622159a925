"""Ways through the workbench: tabs, transcripts, passages, things, and back and forward through the places visited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from textual.app import App

from qualwork.model.code import Coding
from qualwork.tui.commands import CommandRunner, Front
from qualwork.tui.dialogs.extracts import Place
from qualwork.tui.dialogs.picker import Picker
from qualwork.tui.session import Session
from qualwork.tui.tabs.registry import PHASES, TABS
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.base.picking import rank
from qualwork.workbench.codes import coding

_MOST_VISITS = 100
_SETTLING_SECONDS = 0.05


class Tab(Front, Protocol):
    """What the navigator asks of a tab."""

    @property
    def tab_name(self) -> str:
        """Its name in the registry of tabs."""

    @property
    def has_reader(self) -> bool:
        """True where it shows the transcript that lies open."""

    def where(self) -> str:
        """What it shows, so that `go_where` can show it again."""

    def go_where(self, where: str) -> None:
        """Show what `where` said, or a thing: `code:12`, `theme:3`, `decision:7`."""

    def show_passage(self, start: int, end: int) -> None:
        """Select a passage of the open transcript."""

    def show_changed(self, start: int, end: int, said: str) -> None:
        """Select a passage of the open transcript, where it shows one, and say what became of it."""

    def show_reader(self) -> None:
        """Go to the transcript."""

    async def press_anywhere(self, action: str) -> bool:
        """Do what the key of an action does, in the pane where it works; False where it works in none."""

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Call something once the tab is drawn."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A place that was visited: the tab, the open transcript with the place in it, and what the tab itself showed."""

    tab: str
    transcript: int
    offset: int
    where: str = ""


class Navigator:
    """Where one is, and how one gets elsewhere; `front` answers with the open tab, None before the first is there.

    `given_phase` is the phase named on the command line, which goes before that of the tab.
    """

    def __init__(
        self,
        app: App[None],
        session: Session,
        commands: CommandRunner,
        front: Callable[[], Tab | None],
        given_phase: int | None,
    ) -> None:
        self._app = app
        self._session = session
        self._commands = commands
        self._front = front
        self._given_phase = given_phase
        self._behind: list[Visit] = []
        self._ahead: list[Visit] = []

    def use_phase_of(self, tab: str) -> None:
        """Let decisions from now on count in the phase of a tab."""
        self._session.project.phase = self._given_phase or PHASES.get(tab)

    def _switch_to(self, tab: str) -> None:
        if tab in TABS and tab != self._app.current_mode:
            self._app.switch_mode(tab)
            self._session.places.put("tab", tab)
        self.use_phase_of(tab)

    def _show_in_tab(self, tab: str, where: str) -> None:
        """Open a tab and, once it is drawn, the thing in it."""
        self.remember()
        self._switch_to(tab)
        front = self._front()
        if front is not None:
            front.call_after_refresh(front.go_where, where)

    # Back and forward

    def here(self) -> Visit | None:
        """The place one is at; None before the first tab is there."""
        front, transcript = self._front(), self._session.transcript
        if front is None:
            return None
        return Visit(front.tab_name, transcript.info.id if transcript else 0, self._session.offset, front.where())

    def remember(self) -> None:
        """Remember the place one is at, to come back to; called before going elsewhere."""
        here = self.here()
        if here is not None and self._behind[-1:] != [here]:
            self._behind = [*self._behind[1 - _MOST_VISITS :], here]
            self._ahead.clear()

    def go_back(self) -> None:
        """Back to the place one came from."""
        self._step(self._behind, self._ahead, "there is no place before this one")

    def go_forward(self) -> None:
        """Forward again, after going back."""
        self._step(self._ahead, self._behind, "there is no place after this one")

    def _step(self, source: list[Visit], target: list[Visit], none: str) -> None:
        here = self.here()
        while source and source[-1] == here:
            source.pop()
        if not source or here is None:
            self._commands.say(none)
            return
        target.append(here)
        self._return_to(source.pop())

    def _return_to(self, visit: Visit) -> None:
        front = self._front()
        if visit.transcript and self._session.open(visit.transcript, visit.offset) and front is not None:
            front.look()
        self._switch_to(visit.tab)
        front = self._front()
        if front is not None:
            front.call_after_refresh(front.go_where, visit.where)

    # Tabs

    def open_tab(self, tab: str) -> None:
        """Open a tab as it was left."""
        if tab != self._app.current_mode:
            self.remember()
        self._switch_to(tab)

    def press_on(self, tab: str, action: str) -> None:
        """Do what a key of another tab does: go there, and to the pane where it works."""
        self._app.run_worker(self._press_on(tab, action), group="press", exclusive=True, exit_on_error=False)

    async def _press_on(self, tab: str, action: str) -> None:
        self.open_tab(tab)
        front = self._front()
        await asyncio.sleep(_SETTLING_SECONDS)
        if front is not None and not await front.press_anywhere(action):
            self._commands.say("that has nothing to work on here yet")

    # Transcripts and passages

    def open_transcript(self, transcript: int) -> None:
        """Show a transcript where it was left."""
        self.remember()
        if not self._session.open(transcript):
            return
        front = self._front()
        if front is not None and front.has_reader:
            front.look()
        else:
            self._switch_to("read")
            front = self._front()
        if front is not None:
            front.call_after_refresh(front.show_reader)

    async def pick_transcript(self) -> None:
        """Choose a transcript by a few letters of its title, and show it."""
        titles = {info.id: info.title for info in self._session.snapshot.infos}
        picker = Picker("Open a transcript", lambda typed: [Row(str(at), titles[at]) for at in rank(typed, titles)])
        picked = await self._app.push_screen_wait(picker)
        if picked is not None:
            self.open_transcript(int(picked))

    def go_to(self, place: Place | None) -> None:
        """Show a passage among its codes, selected."""
        if place is None:
            return
        self.remember()
        if not self._session.open(place.transcript, place.start):
            return
        self._switch_to("code")
        front = self._front()
        if front is not None:
            front.call_after_refresh(front.show_passage, place.start, place.end)

    def show_changed(self, transcript: int, start: int, end: int, said: str) -> bool:
        """Show a passage that was changed and say so; False on a tab without a transcript, which shows it by itself."""
        front = self._front()
        if front is None or not front.has_reader:
            return False
        self.remember()
        if not self._session.open(transcript, start):
            return False
        front.look()
        front.call_after_refresh(front.show_changed, start, end, said)
        return True

    # Things

    def open_thing(self, kind: str, thing: int, span: tuple[int, int] | None = None, tab: str = "themes") -> None:
        """Go where a thing is: a passage among its codes, a code in the codebook, a theme in a `tab` with themes."""
        if kind == "transcript" and span is not None:
            self.go_to(Place(thing, *span))
        elif kind == "transcript":
            self.open_transcript(thing)
        elif kind == "coding":
            self._open_coding(thing)
        elif kind == "code":
            self.open_code(thing)
        elif kind == "theme":
            self.open_theme(thing, tab)
        elif kind == "family":
            self.open_tab("terms")
        else:
            self._commands.say("it has no place of its own")

    def _open_coding(self, coding_id: int) -> None:
        codings: list[Coding] = self._commands.ask(lambda: coding.listing(self._session.project)) or []
        place = next((Place(one.transcript, one.start, one.end) for one in codings if one.id == coding_id), None)
        if place is None:
            self._commands.say("that coding is gone; undo brings it back")
        self.go_to(place)

    def open_code(self, code: int) -> None:
        """A code in the codebook."""
        if code in self._session.snapshot.codes:
            self._show_in_tab("code", f"code:{code}")
        else:
            self._commands.say("that code is gone; undo brings it back")

    def open_theme(self, theme: int, tab: str = "themes") -> None:
        """A theme in the tree, or in another tab that shows themes."""
        self._show_in_tab(tab or "themes", f"theme:{theme}")

    def open_decision(self, number: int | None) -> None:
        """A decision in the log of the Audit tab."""
        if number is not None:
            self._show_in_tab("audit", f"decision:{number}")
