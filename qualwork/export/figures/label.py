"""How wide text is and how a label breaks into lines, without asking a font.

Widths are those of Arial and its many lookalikes, with room to spare, so that a label still fits its box where
another font stands in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_ROOM_TO_SPARE = 1.12  # Open Sans and DejaVu Sans run wider than Arial
_BOLD = 1.07
_PRINTABLE_ASCII = range(0x20, 0x7F)
# In thousandths of the font size.
_ASCII_WIDTHS = (
    (278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278)
    + (556,) * 10
    + (278, 278, 584, 584, 584, 556, 1015)
    + (667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667)
    + (944, 667, 667, 611, 278, 278, 278, 469, 556, 333)
    + (556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500)
    + (722, 500, 500, 500, 334, 260, 334, 584)
)
_WIDTHS = dict(zip(map(chr, _PRINTABLE_ASCII), _ASCII_WIDTHS, strict=True))
_FULL, _PICTURE, _CAPITAL, _OTHER = 1000, 1300, 740, 620

_JOINER = "\u200d"
_SKIN_TONES = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
_NEVER_FIRST = frozenset("、。，．・：；？！）〕］｝〉》」』】’”…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ")
_BREAKS_AFTER = frozenset("-‐–—/")


def one_line(text: str) -> str:
    """`text` with each run of white space as one space and none at its ends."""
    return " ".join(text.split())


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of `text` set at `size`, in the unit of `size`."""
    thousandths = sum(map(_sign_width, text))
    return thousandths / 1000 * size * _ROOM_TO_SPARE * (_BOLD if bold else 1.0)


@lru_cache(maxsize=4096)
def _sign_width(sign: str) -> int:
    if sign in _WIDTHS:
        return _WIDTHS[sign]
    category = unicodedata.category(sign)
    if category in ("Mn", "Me", "Cf", "Cc"):
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return _PICTURE if category == "So" else _FULL
    base = unicodedata.normalize("NFD", sign)[0]
    if base in _WIDTHS:
        return _WIDTHS[base]
    if category == "So":
        return _PICTURE
    return _CAPITAL if category == "Lu" else _OTHER


def wrap(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """`text` in as few lines as `width` allows, of about the same length; a word breaks only if no line holds it."""
    pieces = list(_pieces(text, width, size, bold))
    lines = _filled(pieces, width, size, bold)
    low, high = 0.0, width
    while high - low > size / 4:
        middle = (low + high) / 2
        tried = _filled(pieces, middle, size, bold)
        if len(tried) <= len(lines) and all(text_width(line, size, bold) <= middle for line in tried):
            lines, high = tried, middle
        else:
            low = middle
    return lines


def _filled(pieces: list[str], width: float, size: float, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for piece in pieces:
        if line and text_width((line + piece).rstrip(), size, bold) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return (*lines, line.rstrip())


def _pieces(text: str, width: float, size: float, bold: bool) -> Iterator[str]:
    """Stretches between places where a line may break; those wider than `width` are cut between signs."""
    for piece in _stretches(one_line(text)):
        if text_width(piece.rstrip(), size, bold) <= width:
            yield piece
            continue
        part = ""
        for cluster in _clusters(piece):
            if part and text_width((part + cluster).rstrip(), size, bold) > width:
                yield part
                part = ""
            part += cluster
        yield part


def _stretches(text: str) -> Iterator[str]:
    stretch = ""
    for cluster in _clusters(text):
        if stretch and _may_part(stretch, cluster):
            yield stretch
            stretch = ""
        stretch += cluster
    if stretch:
        yield stretch


def _clusters(text: str) -> Iterator[str]:
    """What a reader sees as one sign: with its marks, joined pictures, skin tone, or the second half of a flag."""
    cluster = ""
    for sign in text:
        joins = (
            unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf")
            or sign in _SKIN_TONES
            or cluster.endswith(_JOINER)
            or (sign in _FLAG_LETTERS and len(cluster) == 1 and cluster in _FLAG_LETTERS)
        )
        if cluster and not joins:
            yield cluster
            cluster = ""
        cluster += sign
    if cluster:
        yield cluster


def _may_part(before: str, after: str) -> bool:
    """True where a line may end after `before` and the next begin with `after`."""
    if after[0].isspace() or after[0] in _NEVER_FIRST:
        return False
    if before[-1].isspace():
        return True
    if before[-1] in _BREAKS_AFTER and len(before) > 1:
        return after[0].isalpha()
    return unicodedata.category(before[-1]) != "Ps" and (_is_wide(before[-1]) or _is_wide(after[0]))


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF" and unicodedata.category(sign) in ("Lo", "So", "Po", "Ps", "Pe")
