"""Stretches of a paragraph between quotation marks of any kind; of quotations inside quotations only the outer."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CLOSERS = {
    "“": '”"',
    '"': '"”',
    "„": '“”"',
    "‟": "”",
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "'": "'’",
    "‚": "‘’'",
    "「": "」",
    "『": "』",
    "＂": "＂",
}
_MARK = re.compile(f"[{re.escape(''.join(sorted({*_CLOSERS, *''.join(_CLOSERS.values())})))}]")
_MOST_MARKS = 60  # inside one quotation; what has more is none
_SINGLE = frozenset("‘'‚")
_DOUBLE = frozenset("“«„")
_NESTING = frozenset("“„«「『")
_BEFORE_OPENING = frozenset("([{—–-/“\"„«‘'‚>*_:=\u2003")
_ELIDED = re.compile(
    r"(?:tis|twas|til|till|cause|cos|coz|cuz|em|im|er|n|bout|round|nuff|neath|ere|ave|ad|ed|kay|scuse|fraid"
    r"|sup|ey|ello|alf|ome|ouse|ead|ospital|\d0s|\d\d)\b",
    re.IGNORECASE,
)


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of what stands between quotation marks, without the marks, in order and apart."""
    found: list[tuple[int, int]] = []
    marks = [match.start() for match in _MARK.finditer(text)]
    last = {sign: max(text.rfind(closer) for closer in closers) for sign, closers in _CLOSERS.items()}
    reached = 0
    for number, at in enumerate(marks):
        if at < reached or at >= last.get(text[at], 0) or not _opens(text, at):
            continue
        end = _closing(text, at, marks[number + 1 : number + 1 + _MOST_MARKS])
        if end is not None:
            reached = end + 1
            if text[at + 1 : end].strip():
                found.append((at + 1, end))
    return found


def left_open(text: str) -> int | None:
    """Where the text of a quotation in double marks begins that is not closed before the end; None if all are."""
    spans = quoted_spans(text)
    reached = spans[-1][1] + 1 if spans else 0
    opening = (match.start() for match in _MARK.finditer(text, reached) if text[match.start()] in _DOUBLE)
    found = next((at for at in opening if _opens(text, at)), None)
    return None if found is None else found + 1


def _opens(text: str, at: int) -> bool:
    """A mark opens a quotation where nothing, white space or a bracket is before it and text behind it."""
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if not after or (after.isspace() and sign not in "«‹"):
        return False
    if sign in "“„«「『‟":
        return bool(text[at + 1 : at + 9].strip())
    if before and not before.isspace() and before not in _BEFORE_OPENING:
        return False
    if sign in _SINGLE and _ELIDED.match(text, at + 1):
        return False
    return not (sign in "'’" and after in ".,;:!?)")


def _closing(text: str, at: int, marks: Sequence[int]) -> int | None:
    """Where the quotation that begins at `at` ends, at one of the next marks, or None."""
    if text[at] in _SINGLE:
        return _closing_single(text, at, marks)
    closers, depth = _CLOSERS[text[at]], 0
    first = None
    for place in marks:
        sign = text[place]
        if text[at] in _NESTING and sign == text[at] and _opens(text, place):
            depth += 1
        elif sign in closers and _closes(text, place):
            first = place if first is None else first
            if depth == 0:
                return place
            depth -= 1
    return first


def _closes(text: str, at: int) -> bool:
    before = text[at - 1]
    if text[at] in "»”“」』":
        return True
    return not before.isspace() and before not in "(["


def _closing_single(text: str, at: int, marks: Sequence[int]) -> int | None:
    """The end of a quotation in single marks: an apostrophe inside or at the end of a word (`dancers’`) is none."""
    candidates: list[int] = []
    for place in marks:
        sign, after = text[place], text[place + 1 : place + 2]
        if sign in _SINGLE and sign != "'" and _opens(text, place):
            break
        if sign == "'" and candidates and _opens(text, place):
            break
        if sign in _CLOSERS[text[at]] and not text[place - 1].isspace() and not after.isalnum():
            candidates.append(place)
    likely = (place for place in candidates[:-1] if not _may_be_apostrophe(text, place))
    return next(likely, candidates[-1] if candidates else None)


def _may_be_apostrophe(text: str, at: int) -> bool:
    """True behind an s or a dropped g, where the sentence goes on: `the dancers’ shoes`, `goin’ home`."""
    before, after = text[max(0, at - 2) : at].lower(), text[at + 1 : at + 3]
    return (before.endswith(("s", "in", "o", "th"))) and after[:1] == " " and after[1:2].islower()
