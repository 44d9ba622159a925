"""Ways through the workbench: tabs, transcripts, passages, and back and forward through the places visited."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from qualwork.tui.commands import Doing
from qualwork.tui.dialogs.extracts import Place
from qualwork.tui.panes.passages import PassageScreen
from qualwork.tui.tabs.code.code import CodeScreen
from qualwork.tui.tabs.themes.themes import ThemesScreen

PHASES_OF_TABS = {"read": 1, "code": 2, "themes": 3, "review": 4, "define": 5, "report": 6}
"""The phase in which a deed of a tab counts; Terms and Audit leave it to the deed."""

_MOST_VISITS = 100
_SETTLING_SECONDS = 0.05
_MOST_TRIES = 20


@dataclass(frozen=True, slots=True)
class Visit:
    """A place that was visited: the tab, the open transcript with the place in it, and what the tab itself showed."""

    tab: str
    transcript: int
    offset: int
    where: str = ""


class Going(Doing):
    """Where one is, and how one gets elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._behind: list[Visit] = []
        self._ahead: list[Visit] = []

    def _go_to_tab(self, name: str) -> None:
        if name in self.MODES and name != self.current_mode:
            self.switch_mode(name)
            self.session.places.put("tab", name)
        self.project.phase = self.given_phase or PHASES_OF_TABS.get(name)

    @property
    def given_phase(self) -> int | None:
        """The phase named on the command line; it goes before the tab's."""
        return None

    # Back and forward

    def here(self) -> Visit | None:
        """The place one is at; None before the first tab is there."""
        tab = self.tab
        if tab is None:
            return None
        transcript = self.session.transcript
        return Visit(tab.TAB, transcript.info.id if transcript else 0, self.session.offset, tab.where())

    def visit(self) -> None:
        """Remember the place one is at, to come back to; called before going elsewhere."""
        here = self.here()
        if here is not None and self._behind[-1:] != [here]:
            self._behind = [*self._behind[1 - _MOST_VISITS :], here]
            self._ahead.clear()

    def action_go_back(self) -> None:
        """Back to the place one came from."""
        self._step(self._behind, self._ahead, "there is no place before this one")

    def action_go_forward(self) -> None:
        """Forward again, after going back."""
        self._step(self._ahead, self._behind, "there is no place after this one")

    def _step(self, source: list[Visit], target: list[Visit], none: str) -> None:
        here = self.here()
        while source and source[-1] == here:
            source.pop()
        if not source or here is None:
            self.say(none)
            return
        target.append(here)
        self._return_to(source.pop())

    def _return_to(self, visit: Visit) -> None:
        if visit.transcript and self.session.open(visit.transcript, visit.offset) and self.tab is not None:
            self.tab.look()
        self._go_to_tab(visit.tab)
        if self.tab is not None:
            self.tab.call_after_refresh(self.tab.go_where, visit.where)

    # Going places

    def action_tab(self, name: str) -> None:
        """Open a tab."""
        if name != self.current_mode:
            self.visit()
        self._go_to_tab(name)

    def press_on(self, tab: str, action: str) -> None:
        """Do what a key of another tab does: go there, and to the pane where it works."""
        self.run_worker(self._press_on(tab, action), group="press", exclusive=True, exit_on_error=False)

    async def _press_on(self, tab: str, action: str) -> None:
        if self.current_mode != tab:
            self.action_tab(tab)
        screen = self.tab
        if screen is None:
            return
        await asyncio.sleep(_SETTLING_SECONDS)
        if await screen.press_id(action):
            return
        for pane in screen.panes:
            for _ in range(_MOST_TRIES):
                # A tab that is opened for the first time takes the focus once more when it is there.
                screen.go_to_pane(pane)
                await asyncio.sleep(_SETTLING_SECONDS)
                if screen.focused is not None and pane in screen.focused.ancestors_with_self:
                    break
            if await screen.press_id(action):
                return
        self.say("that has nothing to work on here yet")

    def open_transcript(self, transcript: int) -> None:
        """Show a transcript where it was left."""
        self.visit()
        if self.session.open(transcript):
            if not isinstance(self.tab, PassageScreen):
                self._go_to_tab("read")
            elif self.tab is not None:
                self.tab.look()
            if isinstance(self.tab, PassageScreen):
                self.tab.call_after_refresh(self.tab.show_reader)

    def go_to(self, place: Place | None) -> None:
        """Show a passage among its codes, selected."""
        if place is None:
            return
        self.visit()
        if not self.session.open(place.transcript, place.start):
            return
        self._go_to_tab("code")
        if isinstance(self.tab, CodeScreen):
            self.tab.call_after_refresh(self.tab.show_passage, place.start, place.end)

    def show_theme(self, theme: int) -> None:
        """A theme in the tree."""
        self.visit()
        self._go_to_tab("themes")
        if isinstance(self.tab, ThemesScreen):
            self.tab.call_after_refresh(self.tab.show_theme, theme)

    def action_jump(self) -> None:
        """Put a letter on every pane, and go to the one whose letter is pressed."""
        from qualwork.tui.dialogs.jump import Jump

        tab = self.tab
        if tab is not None:
            self.push_screen(Jump(tab.panes), lambda pane: tab.go_to_pane(pane) if pane is not None else None)
