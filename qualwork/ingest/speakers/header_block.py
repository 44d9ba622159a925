"""The block of `Date: ...` lines that a transcript may open with: it describes the interview, and nobody speaks it.

A word proves no header: people say "the study: ..." and "my name: ...". A line describes only where it stands at the
very top, with nothing above it that reads like speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qualwork.ingest.speakers import label_words
from qualwork.ingest.speakers.labels import Head, shape

_REGION = 4000  # how far down a block of `Date: ...` lines may stand
_BLANK_LINE = re.compile(r"\n[ \t\xa0]*\n")
_MARKED_LABEL = re.compile(r"[*_]*([^\W\d_][\w ]*):")
_LINE = re.compile(r"[^\n]*")
_SHORT = re.compile(r"[^.?!…]{1,60}")
_SHORTEST_LABEL = 3  # `I: Ana` and `P1: Ana` are turns
_NAMES = frozenset({"name", "code", "caps", "initials"})
_PARTS = frozenset({"alias", "soft"})
_MAY_SPEAK = _NAMES | _PARTS | {"word", "handle"}
_ENOUGH_BELOW = 3  # heads that must follow a line such as `Interviewer: the author`


def without_header_block(text: str, heads: list[Head]) -> list[Head]:
    """The heads below the block that describes the interview, if the text opens with one."""
    return heads[_length(text, heads) :]


def describes(line: str) -> bool:
    """True for a line such as `**Date:** 12 March`, whose label is a word that describes and nothing else."""
    label = _MARKED_LABEL.match(line)
    return label is not None and all(word.casefold() in label_words.METADATA for word in label[1].split())


def _length(text: str, heads: Sequence[Head]) -> int:
    """How many heads at the top describe: up to the last description, and the lines on who takes part after it."""
    counts = Counter(head.label for head in heads)
    seen: set[str] = set()
    length = 0
    for number, head in enumerate(heads):
        if head.start > _REGION or head.label in seen:
            break
        seen.add(head.label)
        if counts[head.label] == 1 and _is_description(head.label):
            length = number + 1
        elif _says_who(text, heads, number, counts):
            length += number == length > 0  # above a description such a line waits for it
        elif counts[head.label] > 1 or shape(head.label) in _MAY_SPEAK:
            break
    return length


def _is_description(label: str) -> bool:
    parts = [part.casefold().strip(".") for part in label_words.base(label).split()]
    return not label_words.METADATA.isdisjoint(parts) and not label_words.is_participant_word(label)


def _says_who(text: str, heads: Sequence[Head], number: int, counts: Counter[str]) -> bool:
    """True for `Interviewer: Jane Smith` or `Participant: P07`, a line of its own with a name and no speech."""
    head = heads[number]
    line = _LINE.match(text, head.speech)
    value = line.group().strip(" \t\xa0*_") if line else ""
    if number + 1 == len(heads) or len(head.label) < _SHORTEST_LABEL or not _SHORT.fullmatch(value):
        return False
    if line is None or text[line.end() : heads[number + 1].start].strip():
        return False
    kind = shape(value)
    if kind in _NAMES or (kind in _PARTS and label_words.unnumbered(value)[1]):
        return True
    if not _beside_a_description(text, heads, number):
        return False
    alone = counts[head.label] == 1 and shape(head.label) in _PARTS and number + _ENOUGH_BELOW < len(heads)
    return kind == "word" or alone


def _beside_a_description(text: str, heads: Sequence[Head], number: int) -> bool:
    """True where the line before or after it, without a blank one between, is a description or stands beside one."""
    for step in (-1, 1):
        at = number
        while 0 <= at + step < len(heads):
            first, second = sorted((heads[at], heads[at + step]))
            if _BLANK_LINE.search(text, first.start, second.start):
                break
            at += step
            if _is_description(heads[at].label):
                return True
            if shape(heads[at].label) not in _PARTS:
                break
    return False
