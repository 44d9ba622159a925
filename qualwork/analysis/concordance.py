"""The concordance: every occurrence of a pattern in its context (key word in context)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualwork.analysis.corpus import Corpus
from qualwork.analysis.terms import find_family
from qualwork.model.family import FamilySpec
from qualwork.model.transcript import Role


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence: `text[start:end]` of a transcript is `match`; left and right are what stands around it."""

    transcript: int
    title: str
    participant: str
    role: Role
    start: int
    end: int
    left: str
    match: str
    right: str


def concordance(
    corpus: Corpus,
    family: FamilySpec,
    roles: Sequence[Role] = ("participant",),
    width: int = 40,
    limit: int | None = None,
) -> list[Line]:
    """Occurrences in order of transcript and place, with `width` characters of context on each side."""
    heard = corpus.said_by(roles)
    lines: list[Line] = []
    for number, firsts, lengths in find_family(corpus, family):
        document, arrays = corpus.documents[number], corpus.arrays(number)
        voices = corpus.voice_numbers(number, firsts)
        text = document.text()
        for first, length, voice in zip(firsts.tolist(), lengths.tolist(), voices.tolist(), strict=True):
            if not heard[voice]:
                continue
            last = first + length - 1
            start = int(arrays.starts[first])
            end = int(arrays.starts[last]) + len(corpus.forms[arrays.ids[last]])
            speaker = corpus.voices[voice][1]
            left, right = text[max(0, start - width) : start], text[end : end + width]
            match = text[start:end]
            lines.append(Line(document.id, document.title, speaker.name, speaker.role, start, end, left, match, right))
            if limit is not None and len(lines) >= limit:
                return lines
    return lines
