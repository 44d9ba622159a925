"""Deeds of the screen: each is one decision, done beside the screen, shown at once, and said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from textual.app import App

from qualwork.model.code import Coding
from qualwork.model.errors import QualworkError
from qualwork.tui.session import Session
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.workbench.base.progress import Told
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import coding
from qualwork.workbench.log import auditing

Result = TypeVar("Result")
_PATIENCE_SECONDS = 0.25


class Doing(App[None]):
    """What the program does for its tabs: deeds, long work, reasons, undo."""

    session: Session
    project: Project
    busy = False
    """True while slow or long work holds the project; nothing else is read or written then."""

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(1, "deed")

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

    def ask(self, question: Callable[[], Result]) -> Result | None:
        """The answer of the project, or None where it has none, which is said."""
        try:
            return question()
        except QualworkError as fault:
            self.fail(fault)
            return None

    # Deeds

    def do(
        self,
        deed: Callable[[], Result],
        said: str | Callable[[Result], str],
        all_of_it: bool = False,
        then: Callable[[Result], object] | None = None,
    ) -> Result | None:
        """Do a deed, show what it changed, and say so; where it is refused, say why and answer None.

        A deed that takes longer than a moment (another process holds the file) goes on beside the screen: the answer
        is None then, and `then` is called with the result once it is there, as it is in every case but a refusal.
        """

        def done(result: Result) -> None:
            self.look_again(all_of_it)
            self.say(said if isinstance(said, str) else said(result))
            if then is not None:
                then(result)

        return self._attempt(deed, done)

    def code(self, deed: Callable[[], Coding], said: str) -> Coding | None:
        """Apply a code; the codings that were there are not read again."""

        def done(made: Coding) -> None:
            self.session.coded(made)
            self._look()
            self.say(said)

        return self._attempt(deed, done)

    def uncode(self, coding_id: int, said: str, why: str = "") -> None:
        """Take a coding away; the others are not read again."""

        def done(_: object) -> None:
            self.session.coded(gone=coding_id)
            self._look()
            self.say(said)

        self._attempt(lambda: coding.remove(self.project, [coding_id], why), done)

    def _attempt(self, deed: Callable[[], Result], done: Callable[[Result], object]) -> Result | None:
        from qualwork.tui.dialogs.working import Outcome, Waiting

        if self.busy:
            self.say("the deed before is not done yet")
            return None
        future = self._pool.submit(Outcome.of, deed)
        try:
            outcome = future.result(_PATIENCE_SECONDS)
        except TimeoutError:
            self.busy = True
            waiting = Waiting()
            self.push_screen(waiting)
            self.run_worker(lambda: self._wait(future, waiting, done), thread=True, group="deeds", exit_on_error=False)
            return None
        result: Result | None = self._settle(outcome, done)
        return result

    def _wait(self, future: Future[Any], waiting: Any, done: Callable[[Any], object]) -> None:
        outcome = future.result()

        def settle() -> None:
            self.busy = False
            waiting.dismiss(None)
            self._settle(outcome, done)

        self.call_from_thread(settle)

    def _settle(self, outcome: Any, done: Callable[[Any], object]) -> Any:
        if outcome.fault is not None:
            self.fail(outcome.fault)
            return None
        done(outcome.result)
        return outcome.result

    def long(
        self,
        title: str,
        deed: Callable[[Told], Result],
        then: Callable[[Result], object],
        changes: bool = True,
    ) -> None:
        """Do long work beside the screen, with progress and a way to stop; `then` gets its result.

        `deed` gets a function to tell its progress with, which raises Cancelled where it was stopped. With `changes`
        the project is shown anew afterwards, also where the work was stopped after some of its decisions.
        """
        from qualwork.tui.dialogs.working import Outcome, Working

        def settle(outcome: Outcome | None) -> None:
            self.busy = False
            if changes:
                self.look_again(all_of_it=True)
            self._settle(outcome or Outcome(), then)

        self.busy = True
        self.push_screen(Working(title, deed), settle)

    def ask_why(
        self, title: str, then: Callable[[str], object], details: Sequence[str] = (), confirm: bool = False
    ) -> None:
        """Ask for a line of why, which may stay empty, and go on with it; closed without an answer nothing is done.

        Where the project's settings say that no reasons are asked for, it goes on at once with none, unless there is
        something to `confirm`, such as a deletion with what hangs on it (`details`).
        """
        from qualwork.tui.dialogs.asking import AskReason

        asks = self.session.snapshot.study.asks_why
        if not asks and not confirm:
            then("")
            return

        def go(why: str | None) -> None:
            if why is not None:
                then(why)

        self.push_screen(AskReason(title, details, asks), go)

    # Showing

    def look_again(self, all_of_it: bool = False) -> None:
        """Show the project as it is now."""
        self.session.changed(all_of_it)
        self._look()

    def _look(self) -> None:
        if self.tab is not None:
            self.tab.look()

    # Undo

    def action_undo(self) -> None:
        """Undo the last decision of this coder."""
        self._invert(lambda: auditing.undo(self.project), "Undone")

    def action_redo(self) -> None:
        """Redo what was undone last."""
        self._invert(lambda: auditing.redo(self.project), "Redone")

    def undo_decision(self, number: int, why: str = "", then: Callable[[], object] | None = None) -> None:
        """Undo one decision out of the order, with its batch; refused where later ones build upon it."""
        self._invert(lambda: auditing.undo_decision(self.project, number, why), "Undone", then)

    def _invert(self, deed: Callable[[], list[Any]], word: str, then: Callable[[], object] | None = None) -> None:
        def done(made: list[Any]) -> None:
            if made:
                more = f" and {len(made) - 1} more" if len(made) > 1 else ""
                self.say(f"{word}: {made[0].label}{more}", toast=True)
            if then is not None:
                then()

        self.do(deed, "", all_of_it=True, then=done)
