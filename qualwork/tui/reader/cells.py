"""How wide text is in a terminal, and what of it may be sent there.

Widths are those of rich, which Textual measures with, so that what is painted and what is computed always agree.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from rich.cells import get_character_cell_size, split_graphemes

from qualwork.model.visible import DRAWN

ELLIPSIS = "…"

_SURROGATES = re.compile("[\ud800-\udfff]")
_SPECIAL = re.compile(
    "[^ -~\n\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u037b-\u037e\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u2010-\u2027]"
)
_JOINING = re.compile("[\u200d\ufe0f\U0001f1e6-\U0001f1ff]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_LOOSE_JOINER = re.compile("^\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])")


class _Widths(dict[str, int]):
    def __missing__(self, character: str) -> int:
        width = get_character_cell_size(drawn(character))
        self[character] = width
        return width


_WIDTHS = _Widths()


def is_simple(text: str) -> bool:
    """True where every character takes exactly one cell, so that offsets and cells are the same numbers."""
    return (text.isascii() and text.isprintable()) or not _SPECIAL.search(text)


def drawn(text: str) -> str:
    """What a terminal may be sent for `text`: as many characters, without control characters or bidi overrides.

    A transcript is a stranger's file: escape sequences in it must not reach the terminal. A zero-width joiner stays
    between pictures only: rich counts whatever follows one as nothing, and a terminal does not.
    """
    if is_simple(text):
        return text.replace("\n", " ")
    return _LOOSE_JOINER.sub("\u200b", _SURROGATES.sub("\ufffd", text.translate(DRAWN)))


def char_cells(text: str) -> list[int]:
    """Cells of each character; those that join the one before (marks, emoji sequences, half a flag) have none."""
    widths = [_WIDTHS[character] for character in text]
    if _JOINING.search(text):
        widths = [0] * len(text)
        for start, _, width in split_graphemes(drawn(text))[0]:
            widths[start] = width
        for flag in _FLAG.finditer(text):
            start = flag.start()
            if widths[start] and widths[start + 1]:
                widths[start], widths[start + 1] = widths[start] + widths[start + 1], 0
    return widths


def cell_width(text: str) -> int:
    """Cells that `text` takes."""
    return len(text) if is_simple(text) else sum(char_cells(text))


def cut(text: str, width: int) -> str:
    """`text` as it may be drawn in at most `width` cells, with an ellipsis where something is missing."""
    text = drawn(text)
    if cell_width(text) <= width:
        return text
    if width <= 0:
        return ""
    total, kept = 0, 0
    for at, cells in enumerate(char_cells(text)):
        if total + cells > width - 1:
            break
        total, kept = total + cells, at + 1
    return text[:kept].rstrip() + ELLIPSIS


def pad(text: str, width: int, right: bool = False) -> str:
    """`text` cut or filled with blanks to exactly `width` cells; flush right where `right`."""
    shown = cut(text, width)
    blanks = " " * (width - cell_width(shown))
    return blanks + shown if right else shown + blanks


def edges(text: str) -> list[int]:
    """Where each visible character of `text` begins: marks and joined characters belong to the one before them."""
    if is_simple(text):
        return list(range(len(text)))
    return [at for at, cells in enumerate(char_cells(text)) if cells or at == 0]


def edge_before(text: str, at: int) -> int:
    """Where the visible character that `text[at]` is part of begins; `at` itself at the end of `text`."""
    if at >= len(text) or is_simple(text):
        return at
    widths = char_cells(text)
    while at and not widths[at]:
        at -= 1
    return at


def character_at(text: str, cell: int) -> tuple[int, int]:
    """Half-open range in `text` of the character that covers `cell`; empty at the end beyond it."""
    if is_simple(text):
        return (cell, cell + 1) if cell < len(text) else (len(text), len(text))
    starts = edges(text)
    positions, total = [], 0
    widths = char_cells(text)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        positions.append(total)
        total += sum(widths[start:end])
    if cell >= total or not starts:
        return len(text), len(text)
    found = bisect_right(positions, cell) - 1
    return starts[found], starts[found + 1] if found + 1 < len(starts) else len(text)
