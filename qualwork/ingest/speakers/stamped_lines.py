"""Lines that begin with a time and name nobody: one voice, with a turn for each time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from qualwork.ingest.speakers import label_words
from qualwork.ingest.speakers.clocks import STAMP, first_time
from qualwork.ingest.speakers.labels import Head, shape

_LINE = re.compile(rf"^[ \t]*({STAMP})(?:[ \t]*[-–—|][ \t])?\s*", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t\xa0]*\n")
_NOT_BLANK = re.compile(r"\S")
_ENOUGH = 3  # lines with a time; two are enough where no other line is
_OF_LINES, _OF_PARAGRAPHS = 0.25, 0.5  # shares that have a time; a document that cites some has fewer
_IN_ORDER = 0.9  # share of times that do not go back: a recording runs forward
_BACK_AND_FORTH = 0.6  # share of times that do not go back, below which no recording was written down
_ENOUGH_COMMENTS = 4
_FAR_FEWER = 5  # labelled lines, for one of them this many without a label: those are no labels


def stamped_heads(text: str, front: int = 0) -> list[Head]:
    """A head for each line that begins with a time of a recording; none where the times run in no order."""
    found = []
    for match in _LINE.finditer(text, front):
        if match.end() < len(text):
            begins = first_time(text, match.start(), match.end())
            found.append(Head(match.start(1), match.end(), label_words.NO_LABEL, "", False, begins))
    lines = sum(1 for line in text[front:].split("\n") if line.strip())
    paragraphs = sum(1 for part in _BLANK_LINE.split(text[front:]) if part.strip())
    if len(found) < _ENOUGH and (len(found) < 2 or len(found) < lines):
        return []
    if len(found) < min(_OF_LINES * lines, _OF_PARAGRAPHS * paragraphs):
        return []
    times = [head.begins or 0 for head in found]
    if sum(before <= after for before, after in pairwise(times)) < _IN_ORDER * (len(times) - 1):
        return []
    first = _NOT_BLANK.search(text, front)
    if first and first.start() < found[0].start:
        found.insert(0, Head(first.start(), first.start(), label_words.NO_LABEL, "", False, None))
    return found


def in_no_order(begun: Sequence[Head]) -> bool:
    """True where labelled lines all have times that run back and forth: comments on a recording, no conversation."""
    times = [head.begins for head in begun if head.begins is not None]
    if len(times) < _ENOUGH_COMMENTS or len(times) < len(begun):
        return False
    return sum(before <= after for before, after in pairwise(times)) < _BACK_AND_FORTH * (len(times) - 1)


def outnumbered(begun: Sequence[Head], stamped: Sequence[Head]) -> bool:
    """True where a few lines have what may be a label, without a time, among many that have a time and none."""
    if any(head.begins is not None or shape(head.label) in ("alias", "code", "name", "caps") for head in begun):
        return False
    return len(stamped) > _FAR_FEWER * len(begun)
