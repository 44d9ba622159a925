"""Single keys from a terminal, none of them lost while a question is being written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ESCAPE = "\x1b"
_AT_ONCE = 0.05


@contextmanager
def single_keys() -> Iterator[Callable[[], str]]:
    """A function that waits for the next key: a letter in lower case, ESCAPE, or nothing for other special keys.

    The terminal stays in this mode from one key to the next, so that keys pressed ahead are kept. When its input
    ends, the key is ESCAPE.
    """
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal, termios.TCSADRAIN)
    try:
        yield lambda: _next(terminal)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _next(terminal: int) -> str:
    import select

    sys.stdout.flush()
    first = os.read(terminal, 1)
    if not first:
        return ESCAPE
    if first == ESCAPE.encode() and select.select([terminal], [], [], _AT_ONCE)[0]:
        os.read(terminal, 16)
        return ""
    return first.decode(errors="ignore").lower()
