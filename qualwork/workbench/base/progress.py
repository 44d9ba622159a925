"""Progress of long work, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable

from qualwork.model.errors import QualworkError

Progress = Callable[[int, int, str], None]
"""`progress(done, all, what)` reports how far work is; it may raise Cancelled to stop the work before its next step."""


class Cancelled(QualworkError):
    """The person stopped the work; what was in hand was not done."""


def silent(done: int, total: int, what: str) -> None:
    """Report to nobody."""
