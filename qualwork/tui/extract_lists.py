"""Lists of extracts to jump to."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.extracts import Extracts
from qualwork.tui.navigation import Navigator
from qualwork.tui.session import Session
from qualwork.workbench.corpus.extracts import Evidence, Extract


class ExtractLists:
    """Shows extracts in a list; the chosen one is gone to."""

    def __init__(self, app: App[None], session: Session, navigator: Navigator) -> None:
        self.app = app
        self._session = session
        self._navigator = navigator

    @asks
    async def show(self, title: str, find: Callable[[], list[Extract]]) -> None:
        """The extracts that `find` answers, in a thread."""
        self._navigator.go_to(await self.app.push_screen_wait(Extracts(title, find, self._session.code_name)))

    def show_code(self, code: int) -> None:
        """The extracts of a code."""
        self.show(f"Code “{self._session.code_name(code)}”", lambda: self._extracts_of(code))

    def _extracts_of(self, code: int) -> list[Extract]:
        evidence = Evidence(self._session.project)
        return evidence.extracts(evidence.codings([code]))
