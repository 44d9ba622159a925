"""The concordance: every occurrence of a pattern in its context (key word in context)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, get_args

import numpy as np

from qualwork.analysis.corpus import Corpus
from qualwork.analysis.matching import Spans, occurrences, resolve
from qualwork.model.family import FamilySpec
from qualwork.model.transcript import Role
from qualwork.model.units import fold

Order = Literal["place", "left", "right", "match", "participant"]
ORDERS: tuple[Order, ...] = get_args(Order)


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
    order: Order = "place",
) -> list[Line]:
    """Occurrences with `width` characters of context on each side, in order of transcript and place unless asked.

    Ordered by left, lines whose words before the match are alike stand together, read from the match outwards.
    Only as much is read as `limit` wants, unless another order needs every line.
    """
    lines = _lines(corpus, family, roles, width)
    if order == "place":
        return list(islice(lines, limit))
    return sorted(lines, key=_KEYS[order])[:limit]


def _lines(corpus: Corpus, family: FamilySpec, roles: Sequence[Role], width: int) -> Iterator[Line]:
    heard = corpus.heard(roles)
    for spans in occurrences(corpus, resolve(corpus, family)):
        kept = spans[heard[corpus.voices_at(spans.starts)]]
        documents = np.searchsorted(corpus.running.documents, kept.starts, side="right") - 1
        for number in np.unique(documents).tolist():
            yield from _lines_of(corpus, number, kept[documents == number], width)


def _lines_of(corpus: Corpus, number: int, spans: Spans, width: int) -> Iterator[Line]:
    document, arrays, text = corpus.documents[number], corpus.arrays(number), corpus.documents[number].text()
    voices = corpus.voices_at(spans.starts).tolist()
    firsts = spans.starts - corpus.running.documents[number]
    lasts = firsts + spans.lengths - 1
    lengths = [len(corpus.forms[word]) for word in arrays.ids[lasts].tolist()]
    ends = arrays.starts[lasts] + np.array(lengths, np.int64)
    for start, end, voice in zip(arrays.starts[firsts].tolist(), ends.tolist(), voices, strict=True):
        speaker = corpus.voices[voice][1]
        left, right = text[max(0, start - width) : start], text[end : end + width]
        match = text[start:end]
        yield Line(document.id, document.title, speaker.name, speaker.role, start, end, left, match, right)


_KEYS: dict[Order, Callable[[Line], tuple[object, ...]]] = {
    "left": lambda line: tuple(reversed(fold(line.left).split())),
    "right": lambda line: tuple(fold(line.right).split()),
    "match": lambda line: (fold(line.match),),
    "participant": lambda line: (fold(line.participant),),
}
