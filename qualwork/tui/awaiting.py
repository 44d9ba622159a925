"""Dialogs to the person at the screen: asked by a dialog, awaited, decided before the dialog closes.

An action that asks is a coroutine under `asks`. It awaits `Dialogs.decide` where a decision hangs on the answer, and
Textual's `push_screen_wait` where none does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

from textual.app import App

from qualwork.model.errors import QualworkError, Refused
from qualwork.tui.dialogs.asking import AskReason
from qualwork.tui.dialogs.base import ASKING, PATIENCE_SECONDS, Dialog
from qualwork.tui.dialogs.working import Outcome, Waiting, Working
from qualwork.tui.session import Session
from qualwork.workbench.base.progress import Progress

Answer = TypeVar("Answer")
Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")


class Asker(Protocol):
    """Whatever has actions and knows the program: a tab, its commands, a dialog, the program itself."""

    @property
    def app(self) -> Any:
        """The program."""


Asking = TypeVar("Asking", bound=Asker)


def asks(
    method: Callable[Concatenate[Asking, Arguments], Coroutine[Any, Any, object]],
) -> Callable[Concatenate[Asking, Arguments], None]:
    """Let an action await dialogs: it runs in a worker of the program, so that the screen goes on meanwhile.

    Textual's `work` does the same for widgets alone, and lets keys through before the action has begun.
    """

    @wraps(method)
    def action(self: Asking, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        dialogs: Dialogs = self.app.dialogs
        dialogs.begin(method(self, *args, **kwargs), method.__name__)

    return action


class Runner(Protocol):
    """What runs commands on the project, one after the other, beside the screen."""

    busy: bool

    def submit(self, work: Callable[[], object]) -> Future[Outcome]:
        """Begin with some work; what becomes of it."""

    def refresh(self, transcripts: bool = False) -> None:
        """Show the project as it is now."""

    def say(self, said: str, toast: bool = False) -> None:
        """Say what was done."""

    def fail(self, fault: QualworkError) -> None:
        """Say what could not be done, and why."""


@dataclass(frozen=True, slots=True)
class Question(Generic[Answer]):
    """The question for a reason that follows an answer; one to `confirm` is put where no reasons are asked for, too."""

    title: Callable[[Answer], str]
    details: Callable[[Answer], Sequence[str]] = lambda _: ()
    confirm: bool = False
    only_if: Callable[[Answer], bool] = lambda _: True


class Decision(Generic[Answer, Result]):
    """What is done with the answer of a dialog, and what came of it."""

    def __init__(self, work: Callable[[Answer], Awaitable[Result]]) -> None:
        self._work = work
        self.results: list[Result] = []
        """The result, once the decision is made."""

    async def make(self, answer: Answer) -> None:
        """Decide; a refusal is raised."""
        self.results.append(await self._work(answer))


class Dialogs:
    """Asks, and lets the runner do what was answered."""

    def __init__(self, app: App[None], session: Session, runner: Runner) -> None:
        self._app = app
        self._session = session
        self._runner = runner
        self._opening = 0

    # Actions that ask

    def begin(self, action: Coroutine[Any, Any, object], name: str) -> None:
        """Begin an action that asks."""
        self._opening += 1
        self._app.run_worker(self._begun(action), name=name, group=ASKING)

    async def _begun(self, action: Coroutine[Any, Any, object]) -> None:
        self._opening -= 1
        await action

    async def opened(self) -> None:
        """Wait until actions that were begun have come to their first question."""
        while self._opening:
            await asyncio.sleep(0)

    # Decisions

    async def decide(
        self,
        dialog: Dialog[Answer],
        work: Callable[[Answer], Result],
        said: str | Callable[[Result], str],
        transcripts: bool = False,
    ) -> Result | None:
        """Ask, do what was answered, show what it changed, and say so; the result, or None where nothing was answered.

        A refusal is shown in the dialog, which stays with all that was typed.
        """
        results = await self._results(dialog, lambda answer: self.run(lambda: work(answer)))
        for result in results:
            self._show(result, said, transcripts)
        return results[0] if results else None

    async def decide_and_why(
        self,
        dialog: Dialog[Answer],
        title: Callable[[Answer], str],
        work: Callable[[Answer, str], Result],
        said: str | Callable[[Result], str],
        details: Callable[[Answer], Sequence[str]] = lambda _: (),
        confirm: bool = False,
        only_if: Callable[[Answer], bool] = lambda _: True,
        transcripts: bool = False,
    ) -> Result | None:
        """Ask, then for a reason over that dialog, and do it; who leaves the reason is back at what was typed first.

        `title` and `details` are those of the question for the reason, which is left out as in `decide_why`, and where
        the answer is not one to ask about (`only_if`).
        """
        return await self._decide_with_reason(
            dialog,
            Question(title, details, confirm, only_if),
            lambda answer, why: self.run(lambda: work(answer, why)),
            said,
            transcripts,
        )

    async def work_and_why(
        self,
        dialog: Dialog[Answer],
        title: Callable[[Answer], str],
        doing: str,
        work: Callable[[Answer, str, Progress], Result],
        said: str | Callable[[Result], str],
    ) -> Result | None:
        """The same where the decision is long work: progress is shown over the dialog (`doing`), and it can be stopped.

        Where it is stopped or refused, the dialog stays with all that was typed.
        """
        return await self._decide_with_reason(
            dialog,
            Question(title),
            lambda answer, why: self.work(doing, lambda progress: work(answer, why, progress)),
            said,
            transcripts=True,
        )

    async def _decide_with_reason(
        self,
        dialog: Dialog[Answer],
        question: Question[Answer],
        work: Callable[[Answer, str], Awaitable[Result]],
        said: str | Callable[[Result], str],
        transcripts: bool,
    ) -> Result | None:
        reason = ""

        async def decide(answer: Answer) -> Result:
            nonlocal reason
            if question.only_if(answer) and (question.confirm or self._asks_why):
                asked = AskReason(question.title(answer), question.details(answer), self._asks_why, reason)
                given = await self._app.push_screen_wait(asked)
                if given is None:
                    raise Refused("")
                reason = given
            return await work(answer, reason)

        results = await self._results(dialog, decide)
        for result in results:
            self._show(result, said, transcripts)
        return results[0] if results else None

    async def find(self, dialog: Dialog[Answer], look: Callable[[Answer], Result]) -> Result | None:
        """Ask, and look up what was answered; where there is no such thing the dialog stays and says so."""
        results = await self._results(dialog, lambda answer: self.run(lambda: look(answer)))
        return results[0] if results else None

    async def decide_why(
        self,
        title: str,
        work: Callable[[str], Result],
        said: str | Callable[[Result], str],
        details: Sequence[str] = (),
        confirm: bool = False,
        transcripts: bool = False,
    ) -> Result | None:
        """Do something for which a reason is asked, which may stay empty.

        Where the project's settings say that no reasons are asked for, it is done at once with none, unless there is
        something to `confirm`, such as a deletion with what hangs on it (`details`).
        """
        if not self._asks_why and not confirm:
            return await self.change(lambda: work(""), said, transcripts)
        return await self.decide(AskReason(title, details, self._asks_why), work, said, transcripts)

    @property
    def _asks_why(self) -> bool:
        return self._session.snapshot.study.asks_why

    async def change(
        self, work: Callable[[], Result], said: str | Callable[[Result], str], transcripts: bool = False
    ) -> Result | None:
        """Do something without a question; where it is refused, say why over the screen and answer None."""
        running = asyncio.ensure_future(self.run(work))
        await asyncio.wait({running}, timeout=PATIENCE_SECONDS)
        waiting = None if running.done() else Waiting()
        if waiting is not None:
            self._app.push_screen(waiting)
        try:
            result = await running
        except QualworkError as fault:
            self._runner.fail(fault)
            return None
        finally:
            if waiting is not None:
                waiting.dismiss(None)
        self._show(result, said, transcripts)
        return result

    async def long(self, title: str, work: Callable[[Progress], Result], changes: bool = True) -> Result | None:
        """Do long work with progress and a way to stop; None where it was stopped or refused, which is said."""
        fault = None
        result: Result | None = None
        try:
            result = await self.work(title, work)
        except QualworkError as refusal:
            fault = refusal
        if changes:
            self._runner.refresh(transcripts=True)
        if fault is not None:
            self._runner.fail(fault)
        return result

    async def work(self, title: str, work: Callable[[Progress], Result]) -> Result:
        """Do long work with progress and a way to stop; that it was stopped or refused is raised."""
        self._runner.busy = True
        try:
            outcome = await self._app.push_screen_wait(Working(title, work)) or Outcome()
        finally:
            self._runner.busy = False
        if outcome.fault is not None:
            raise outcome.fault
        result: Result = outcome.result
        return result

    async def answered(self, dialog: Dialog[Answer], step: Callable[[Answer], Awaitable[Result]]) -> Result | None:
        """Ask, and go on with the answer before the dialog closes: a step may ask again, over it, and `work`.

        A refusal raised by the step is shown in the dialog, which stays; one without words leads back to it.
        """
        results = await self._results(dialog, step)
        return results[0] if results else None

    async def _results(self, dialog: Dialog[Answer], step: Callable[[Answer], Awaitable[Result]]) -> list[Result]:
        decision = Decision(step)
        dialog.decide = decision.make
        await self._app.push_screen_wait(dialog)
        return decision.results

    def _show(self, result: Result, said: str | Callable[[Result], str], transcripts: bool) -> None:
        self._runner.refresh(transcripts)
        self._runner.say(said if isinstance(said, str) else said(result))

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do some work on the project beside the screen; a refusal is raised."""
        if self._runner.busy:
            raise Refused("the decision before is not made yet")
        self._runner.busy = True
        try:
            outcome = await asyncio.wrap_future(self._runner.submit(work))
        finally:
            self._runner.busy = False
        if outcome.fault is not None:
            raise outcome.fault
        result: Result = outcome.result
        return result
