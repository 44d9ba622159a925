"""Builds the text of a document paragraph by paragraph, and remembers what the document says about each."""

from __future__ import annotations

from qualwork.ingest.formats.canonical import clean
from qualwork.ingest.speakers.turns import Structure


class Flow:
    """Paragraphs with a blank line between them; empty ones leave no trace.

    White space at the edges of a paragraph is dropped, and a tab or line break inside it is kept.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._silent: list[tuple[int, int]] = []
        self._leads: list[tuple[int, int]] = []

    def add(self, paragraph: str, *, silent: bool = False, lead: int = 0, after: str = "\n\n") -> None:
        """Append a paragraph; `lead` is the length of its bold beginning, `silent` says that nobody speaks it."""
        text = clean(paragraph)
        stripped = text.strip(" \t\n\xa0")
        if not stripped:
            return
        if silent:
            self._silent.append((self._length, self._length + len(stripped)))
        elif 0 < lead < len(text.rstrip()):
            skipped = len(text) - len(text.lstrip(" \t\n\xa0"))
            self._leads.append((self._length, self._length + max(lead - skipped, 1)))
        self._parts.append(stripped)
        self._parts.append(after)
        self._length += len(stripped) + len(after)

    @property
    def length(self) -> int:
        """Length of the text so far: where the next paragraph will start."""
        return self._length

    def text(self) -> str:
        """The whole text, ending with one line end."""
        whole = "".join(self._parts).rstrip("\n")
        return whole + "\n" if whole else ""

    def structure(self) -> Structure:
        """What is known of ranges without speech and of bold beginnings."""
        return Structure(tuple(self._silent), tuple(self._leads))
