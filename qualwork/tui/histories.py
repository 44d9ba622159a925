"""Histories of things: every decision on one, with undo from there."""

from __future__ import annotations

from textual.app import App

from qualwork.model.refs import THING_KINDS, Ref, ThingKind
from qualwork.tui.awaiting import asks
from qualwork.tui.commands import CommandRunner
from qualwork.tui.dialogs.history import History
from qualwork.tui.navigation import Navigator
from qualwork.tui.session import Session
from qualwork.workbench.log import auditing


class Histories:
    """Shows the history of a thing; a chosen decision is gone to in the log."""

    def __init__(self, app: App[None], session: Session, commands: CommandRunner, navigator: Navigator) -> None:
        self.app = app
        self._session = session
        self._commands = commands
        self._navigator = navigator

    @asks
    async def show(self, thing: str) -> None:
        """Every decision on a thing (`code:12`, `theme:3`, `coding:9`, by id); empty where nothing is selected."""
        name, _, number = thing.partition(":")
        kind = next((known for known in THING_KINDS if known == name), None)
        if kind is None or not number.isdecimal():
            self._commands.say("select a code, a theme or a coded passage first; f4 then shows its history")
            return
        project, ref = self._session.project, Ref(kind, int(number))
        shown = self._name_of(kind, ref.id)
        dialog = History(self._session, self._commands, lambda: auditing.history_of(project, ref, shown))
        self._navigator.open_decision(await self.app.push_screen_wait(dialog))

    def _name_of(self, kind: ThingKind, thing: int) -> str:
        snapshot = self._session.snapshot
        if kind == "code":
            return snapshot.paths.get(thing, "")
        titles = {info.id: info.title for info in snapshot.infos} if kind == "transcript" else {}
        return titles.get(thing, "")
