"""An interrupt (^C) ends a command with one line, wherever in a library it falls."""

from __future__ import annotations

import _thread
import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_AFTER_SECONDS = 0.05
"""How long after a finaliser the interrupt is raised again: once Python has left the hook, which swallows it, too."""


def _interrupt_main() -> None:
    """Interrupt the main thread, also where it waits in a call of the system (Windows cannot do the latter)."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()


@contextmanager
def heard() -> Iterator[None]:
    """Hear an interrupt that falls where Python or a library would swallow it, and print no trace of it.

    In a finaliser Python drops a KeyboardInterrupt after printing "Exception ignored"; it is raised again a moment
    later instead. A library that logs what it met on the way (SQLAlchemy does when a connection is closed) would
    reach standard error by logging's last resort: what the user is told is the command's own line only.
    """
    silent = logging.NullHandler()
    root = logging.getLogger()
    before = sys.unraisablehook
    again: list[threading.Timer] = []

    def raise_again(unraisable: UnraisableHookArgs) -> None:
        if isinstance(unraisable.exc_value, KeyboardInterrupt):
            timer = threading.Timer(_AFTER_SECONDS, _interrupt_main)
            timer.daemon = True
            again.append(timer)
            timer.start()
        else:
            before(unraisable)

    root.addHandler(silent)
    sys.unraisablehook = raise_again
    try:
        yield
    finally:
        for timer in again:
            timer.cancel()
        sys.unraisablehook = before
        root.removeHandler(silent)
