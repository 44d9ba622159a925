"""Notes on things, asked for and kept."""

from __future__ import annotations

from textual.app import App

from qualwork.model.errors import QualworkError
from qualwork.model.memo import Memo, MemoKind
from qualwork.model.refs import Ref
from qualwork.tui.awaiting import Dialogs, asks
from qualwork.tui.commands import CommandRunner
from qualwork.tui.dialogs.memo import AskMemo
from qualwork.tui.session import Session
from qualwork.workbench.codes import memoing


class Notes:
    """Asks for notes on codes, themes, codings, transcripts, the project, and keeps them."""

    def __init__(self, app: App[None], session: Session, commands: CommandRunner, dialogs: Dialogs) -> None:
        self.app = app
        self._session = session
        self._commands = commands
        self._dialogs = dialogs

    @asks
    async def ask(self, thing: Ref, about: str) -> None:
        """Ask for a note on a thing, show those it has, and keep what is written."""
        await self.write(thing, about)

    async def write(self, thing: Ref, about: str, kind: MemoKind = "note", kinds: bool = False) -> None:
        """The same within another action. With `kinds` the kind can be chosen, beginning with `kind`."""
        earlier = self._commands.ask(lambda: memoing.listing(self._session.project, thing))
        if earlier is None:
            return
        dialog = AskMemo(self._session.drafts, f"{thing}", about, earlier, kind, kinds)
        await self._dialogs.decide(
            dialog,
            lambda text: memoing.add(self._session.project, thing, text, dialog.kind),
            lambda _: f"{dialog.kind} on {about} kept",
        )

    def on(self, thing: Ref) -> list[Memo]:
        """The notes on a thing; none where it is gone."""
        try:
            return memoing.listing(self._session.project, thing)
        except QualworkError:
            return []
