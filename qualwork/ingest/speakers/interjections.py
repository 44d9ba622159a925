"""What somebody else says inside a turn: `It was cold (Interviewer: mhm) and dark` holds a turn of the interviewer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from qualwork.ingest.speakers import label_words
from qualwork.ingest.speakers.labels import Head, shape
from qualwork.ingest.speakers.stage_notes import is_stage_note

_BRACKET = re.compile(
    r"\\?[\[(][*_]{0,2}([^\W\d_][^\n:：\[\]()]{0,40}?)[*_]{0,2} ?[:：][*_]{0,2}[ \t]*([^\[\]()\n]{1,160}?)\\?[\])]\s*"
)
_WORD = re.compile(r"[^\W_]")


class Interjections(NamedTuple):
    """Where other voices begin and the first ones go on, and brackets in which a voice only laughs or nods."""

    heads: list[Head]
    notes: list[tuple[int, int]]


def find_interjections(text: str, begun: Sequence[Head]) -> Interjections:
    """The bracketed words of other voices inside the turns that begin at `begun`, which are in order."""
    found = Interjections([], [])
    starts = [head.start for head in begun]
    labels = list(dict.fromkeys(head.label for head in begun))
    for match in _BRACKET.finditer(text) if begun else ():
        number = bisect_right(starts, match.start()) - 1
        if number < 0 or match.start() < begun[number].speech:
            continue
        speaker = _speaker(match[1].strip(), labels)
        if speaker is None or speaker == begun[number].label or not _WORD.search(match[2]):
            continue
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        if match.end() > end:
            continue
        if is_stage_note(match[2]):
            found.notes.append((match.start(), match.start() + len(match.group().rstrip())))
            continue
        if found.heads and found.heads[-1].start == match.start():
            found.heads.pop()
        found.heads.append(Head(match.start(), match.start(2), speaker, "", False, None))
        if _WORD.search(text, match.end(), end):
            found.heads.append(Head(match.end(), match.end(), begun[number].label, "", False, None))
    return found


def _speaker(name: str, labels: Sequence[str]) -> str | None:
    """The label meant by a name in brackets: a known one, its initials, or another word for the interviewer."""
    folded = name.casefold()
    for label in labels:
        if folded in (label.casefold(), label_words.base(label).casefold(), label_words.initials(label).casefold()):
            return label
    if label_words.is_interviewer_word(name) and shape(name) == "alias":
        asking = [label for label in labels if label_words.is_interviewer_word(label)]
        return asking[0] if len(asking) == 1 else name
    return None
