"""Speech made unreadable in its place, and what else repeats it word for word."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from qualwork.model.erased import ERASED, FILLER
from qualwork.model.transcript import Turn
from qualwork.model.units import fold, word_spans

IN_A_ROW = 5
Range = tuple[int, int]


Blanked = tuple[str, tuple[Turn, ...], list[Range]]


def blanked(text: str, turns: Sequence[Turn], labels: Container[str] | None) -> Blanked:
    """A text with the speech of some labels, or with all of it, as filler of the same length.

    Returns the text, its turns and the ranges that were filled. Filler is no word and tells no length of one; white
    space at the end of a turn stays. Without `labels` everything is filled, labels and headings too.
    """
    parts, kept, ranges = list[str](), list[Turn](), list[Range]()
    for turn in turns:
        if labels is not None and (turn.speaker is None or turn.speaker not in labels):
            parts.append(text[turn.start : turn.end])
            kept.append(turn)
            continue
        start = turn.start if labels is None else turn.speech_start
        end = turn.start + len(text[turn.start : turn.end].rstrip())
        end = max(start, end)
        parts.append(text[turn.start : start] + FILLER * (end - start) + text[end : turn.end])
        kept.append(replace(turn, asides=()))
        if start < end:
            ranges.append((start, end))
    return "".join(parts), tuple(kept), ranges


class Repeated:
    """The stretches of a speech: tells which words of other texts stand five or more in a row in it."""

    def __init__(self, speech: Iterable[str], language: str = "en") -> None:
        self._language = language
        self._known: set[tuple[str, ...]] = set()
        for said in speech:
            words = [fold(said[slice(*span)]) for span in word_spans(said, language)]
            self._known.update(tuple(words[at : at + IN_A_ROW]) for at in range(len(words) - IN_A_ROW + 1))

    def ranges(self, text: str) -> list[Range]:
        """The stretches of a text that repeat the speech."""
        spans = list(word_spans(text, self._language))
        if len(spans) < IN_A_ROW:
            return []
        words = [fold(text[slice(*span)]) for span in spans]
        found: list[Range] = []
        for at in range(len(words) - IN_A_ROW + 1):
            if tuple(words[at : at + IN_A_ROW]) in self._known:
                start, end = spans[at][0], spans[at + IN_A_ROW - 1][1]
                if found and start <= found[-1][1]:
                    found[-1] = found[-1][0], end
                else:
                    found.append((start, end))
        return found

    def without(self, text: str, mark: str = ERASED) -> str:
        """The text with each such stretch taken out."""
        said, at = "", 0
        for start, end in self.ranges(text):
            said += text[at:start] + mark
            at = end
        return said + text[at:]
