"""Which kinds of file something can be written as: for help, dialogs and messages of both front ends."""

from __future__ import annotations

from collections.abc import Sequence

from qualwork.export import formats


def kinds(*contents: str, first: Sequence[str] = ()) -> tuple[str, ...]:
    """The suffixes that a table, tree, report … can be written as, those named `first` in front."""
    return formats.kinds(*contents, first=first)


def listed(*contents: str) -> str:
    """The same for a sentence: `csv, xlsx, docx`."""
    return ", ".join(kinds(*contents))
