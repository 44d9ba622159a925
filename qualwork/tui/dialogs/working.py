"""Work that takes a while: a line that says so, and for long work how far it is and a way to stop it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import ProgressBar, Static

from qualwork.model.errors import QualworkError
from qualwork.tui.dialogs.base import Dialog
from qualwork.workbench.base.progress import Cancelled, Progress

_REPORT_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of some work: its result, or the fault that ended it."""

    result: Any = None
    fault: QualworkError | None = None

    @classmethod
    def of(cls, work: Callable[[], Any]) -> Outcome:
        """Do the work; a fault of the program becomes one that people can read, and the screen lives on."""
        try:
            return cls(work())
        except QualworkError as fault:
            return cls(fault=fault)
        except Exception as fault:
            said = " ".join(str(fault).split())[:200]
            what = f"a fault of the program ({type(fault).__name__}: {said}); nothing half done was kept"
            return cls(fault=QualworkError(what))


class Waiting(Dialog[None]):
    """Stands over the screen while a work takes longer than a moment; it goes by itself."""

    HINT = "the screen goes on as soon as it is done"

    def __init__(self) -> None:
        super().__init__("Working…")

    def compose_inside(self) -> ComposeResult:
        """Why it may take a while."""
        yield Static(
            "It takes a moment. Where another program is writing to the project, this waits up to 15 seconds for it; "
            "then the work is done, or refused with nothing changed.",
            id="about",
        )

    def action_close(self) -> None:
        """It cannot be left: what is being done is not known yet."""


class Working(Dialog[Outcome]):
    """Long work in a thread, with progress; escape stops it before its next step. Answers with what came of it."""

    HINT = "esc stops it"

    def __init__(self, title: str, work: Callable[[Progress], Any]) -> None:
        super().__init__(title)
        self._work = work
        self._stop = False
        self._reported = 0.0

    def compose_inside(self) -> ComposeResult:
        """How far it is."""
        yield Static("beginning…", id="about", markup=False)
        yield ProgressBar(id="progress", show_eta=False)

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._run, thread=True, exclusive=True, exit_on_error=False)

    def _run(self) -> None:
        outcome = Outcome.of(lambda: self._work(self._report))
        self.app.call_from_thread(self.dismiss, outcome)

    def _report(self, done: int, total: int, what: str) -> None:
        if self._stop:
            raise Cancelled("stopped; nothing was changed")
        now = time.monotonic()
        if now - self._reported >= _REPORT_SECONDS:
            self._reported = now
            self.app.call_from_thread(self._progress, done, total, what)

    def _progress(self, done: int, total: int, what: str) -> None:
        self.query_one(ProgressBar).update(total=total or None, progress=done)
        self.query_one("#about", Static).update(Text(f"{done:,} of {total:,} {what}"))

    def action_close(self) -> None:
        """Stop it."""
        self._stop = True
        self.query_one("#hint", Static).update("stopping…")
