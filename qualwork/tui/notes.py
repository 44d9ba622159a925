"""Notes on things, asked for and kept."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from qualwork.model.errors import QualworkError
from qualwork.model.memo import Memo, MemoKind
from qualwork.model.refs import Ref
from qualwork.tui.commands import CommandRunner
from qualwork.tui.dialogs.memo import AskMemo
from qualwork.tui.session import Session
from qualwork.workbench.codes import memoing


class Notes:
    """Asks for notes on codes, themes, codings, transcripts, the project, and keeps them."""

    def __init__(self, app: App[None], session: Session, commands: CommandRunner) -> None:
        self._app = app
        self._session = session
        self._commands = commands

    def ask(
        self,
        thing: Ref,
        about: str,
        span: tuple[int, int] | None = None,
        kind: MemoKind = "note",
        kinds: bool = False,
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Ask for a note on a thing or passage, show those it has, and keep what is written.

        With `kinds` the kind can be chosen, beginning with `kind`; `then` is called once it is kept.
        """
        project = self._session.project

        def keep(text: str | None) -> None:
            if text:
                chosen = dialog.kind
                self._commands.run(
                    lambda: memoing.add(project, thing, text, chosen, span),
                    f"{chosen} on {about} kept",
                    then=lambda _: then(),
                )

        earlier = self._commands.ask(lambda: memoing.listing(project, thing))
        if earlier is not None:
            near = [memo for memo in earlier if span is None or _touches(memo, span)]
            dialog = AskMemo(self._session.drafts, f"{thing} {span or ''}", about, near, kind, kinds)
            self._app.push_screen(dialog, keep)

    def on(self, thing: Ref) -> list[Memo]:
        """The notes on a thing; none where it is gone."""
        try:
            return memoing.listing(self._session.project, thing)
        except QualworkError:
            return []


def _touches(memo: Memo, span: tuple[int, int]) -> bool:
    return memo.start is not None and memo.start < span[1] and span[0] < (memo.end or memo.start)
