"""Running what changes the project: beside the screen, shown at once, and said; and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from textual.app import App

from qualwork.model.errors import QualworkError
from qualwork.tui.dialogs.base import PATIENCE_SECONDS
from qualwork.tui.dialogs.working import Outcome, Waiting
from qualwork.tui.session import Session
from qualwork.workbench.base.projects import Project
from qualwork.workbench.corpus import inversions
from qualwork.workbench.corpus.inversions import Inversion

Result = TypeVar("Result")
Passages = Callable[[int, int, int, str], bool]
"""Shows a passage (transcript, start and end) and says something of it; False where neither is done."""


class Front(Protocol):
    """What stands in front, where results are shown and messages are read: a tab."""

    def look(self) -> None:
        """Show the session as it is now."""

    def say(self, said: str | None = None) -> None:
        """Put a message into the status line."""


class CommandRunner:
    """Runs decisions of the user one after the other, in a thread, so that a file held elsewhere blocks no key.

    `front` answers with the tab in front, None before the first one is there.
    """

    def __init__(self, app: App[None], session: Session, front: Callable[[], Front | None]) -> None:
        self._app = app
        self._session = session
        self._front = front
        self._pool = ThreadPoolExecutor(1, "decision")
        self.busy = False
        """True while slow or long work holds the project; nothing else is read or written then."""

    def set_busy(self, busy: bool) -> None:
        """Say that a dialog holds the project for work of its own, or no longer does."""
        self.busy = busy

    # Messages

    def say(self, message: str, toast: bool = False) -> None:
        """Say in the status line what was done, and over the screen where it deserves a look."""
        front = self._front()
        if front is not None:
            front.say(message)
        if toast:
            self._app.notify(message, timeout=4, markup=False)

    def fail(self, fault: QualworkError) -> None:
        """Say what could not be done, and why."""
        self.say(fault.message)
        lines = "\n".join((fault.message, *fault.candidates[:5]))
        self._app.notify(lines, severity="error", timeout=8, markup=False)

    def ask(self, question: Callable[[], Result]) -> Result | None:
        """Read something short; where the project refuses, say why and answer None."""
        try:
            return question()
        except QualworkError as fault:
            self.fail(fault)
            return None

    # Decisions

    def run(
        self,
        decision: Callable[[], Result],
        message: str | Callable[[Result], str],
        *,
        transcripts: bool = False,
        update: Callable[[Result], object] | None = None,
        then: Callable[[Result], object] | None = None,
    ) -> Result | None:
        """Run a decision, show what it changed, and say so; where it is refused, say why and answer None.

        One that takes longer than a moment (another process holds the file) goes on beside the screen: the answer is
        None then, and `then` is called with the result once it is there, as it is in every case but a refusal.
        `transcripts` says that texts or facts of transcripts may have changed as well. `update` tells the session what
        changed where that is cheaper than forgetting all it knows.
        """

        def done(result: Result) -> None:
            if update is None:
                self._session.changed(transcripts)
            else:
                update(result)
            self._show()
            self.say(message if isinstance(message, str) else message(result))
            if then is not None:
                then(result)

        return self._attempt(decision, done)

    def submit(self, work: Callable[[], object]) -> Future[Outcome]:
        """Begin with some work beside the screen, after what was begun before; what becomes of it."""
        return self._pool.submit(Outcome.of, work)

    def _attempt(self, decision: Callable[[], Result], done: Callable[[Result], object]) -> Result | None:
        if self.busy:
            self.say("the command before is not done yet")
            return None
        future = self.submit(decision)
        try:
            outcome = future.result(PATIENCE_SECONDS)
        except TimeoutError:
            self.busy = True
            waiting = Waiting()
            self._app.push_screen(waiting)
            self._app.run_worker(
                lambda: self._wait(future, waiting, done), thread=True, group="decisions", exit_on_error=False
            )
            return None
        result: Result | None = self._settle(outcome, done)
        return result

    def _wait(self, future: Future[Outcome], waiting: Waiting, done: Callable[[Any], object]) -> None:
        outcome = future.result()

        def settle() -> None:
            self.busy = False
            waiting.dismiss(None)
            self._settle(outcome, done)

        self._app.call_from_thread(settle)

    def _settle(self, outcome: Outcome, done: Callable[[Any], object]) -> Any:
        if outcome.fault is not None:
            self.fail(outcome.fault)
            return None
        done(outcome.result)
        return outcome.result

    # Showing

    def refresh(self, transcripts: bool = False) -> None:
        """Show the project as it is now; `transcripts` where those may have changed, too."""
        self._session.changed(transcripts)
        self._show()

    def _show(self) -> None:
        front = self._front()
        if front is not None:
            front.look()

    # Undo

    def undo(self, show: Passages) -> None:
        """Undo the last decision of this coder, and `show` the passage that it touched."""
        self._invert(inversions.undo, "Undone", show)

    def redo(self, show: Passages) -> None:
        """Redo what was undone last, and `show` the passage that it touched."""
        self._invert(inversions.redo, "Redone", show)

    def _invert(self, invert: Callable[[Project], Inversion], word: str, show: Passages) -> None:
        def done(inverted: Inversion) -> None:
            said = f"{word}: {inverted.words}"
            if inverted.passage is None or not show(*inverted.passage, said):
                self.say(said)

        self.run(lambda: invert(self._session.project), "", transcripts=True, then=done)
