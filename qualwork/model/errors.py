"""What can go wrong, said in one line that names the file, the place and the way out."""

from __future__ import annotations

from collections.abc import Sequence


class QualworkError(Exception):
    """A clear refusal: nothing was changed. `candidates` follow the message, one a line."""

    def __init__(self, message: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.candidates = tuple(candidates)


class BadInput(QualworkError):
    """A file, pattern or value that cannot be used as it is."""


class NotFound(QualworkError):
    """Nothing has that name or id; the candidates are the nearest ones."""


class Ambiguous(QualworkError):
    """Several things fit; the candidates say which, and none was guessed."""


class ProjectFault(QualworkError):
    """The project file cannot be used: missing, foreign, newer, locked or read-only."""


class Refused(QualworkError):
    """The change would break something that is kept: it was not made."""


class NeedsAnswer(QualworkError):
    """A question nobody could be asked; `--yes` answers it."""
