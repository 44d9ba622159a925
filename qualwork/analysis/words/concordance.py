"""The concordance: every occurrence of a pattern in its context (key word in context)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple, get_args

import numpy as np

from qualwork.analysis.words.corpus import Corpus, Document, Mask, Voice
from qualwork.analysis.words.matching import Spans, edges_of, occurrences, resolve
from qualwork.model.family import FamilySpec
from qualwork.model.transcript import Role
from qualwork.model.units import fold

Order = Literal["place", "left", "right", "match", "participant"]
ORDERS: tuple[Order, ...] = get_args(Order)


class Line(NamedTuple):
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
    wanted: Callable[[Document, Voice], bool] | None = None,
) -> list[Line]:
    """Occurrences with `width` characters of context on each side, in order of transcript and place unless asked.

    Ordered by left, lines whose words before the match are alike stand together, read from the match outwards.
    Only as much is read as `limit` wants, unless another order needs every line. `wanted` narrows the speakers.
    """
    heard = corpus.heard(roles)
    if wanted is not None:
        heard = heard & np.fromiter((wanted(*each) for each in corpus.voices), np.bool_, len(corpus.voices))
    lines = _lines(corpus, family, heard, width)
    if order == "place":
        return list(islice(lines, limit))
    return sorted(lines, key=_KEYS[order])[:limit]


def _lines(corpus: Corpus, family: FamilySpec, heard: Mask, width: int) -> Iterator[Line]:
    for spans in occurrences(corpus, resolve(corpus, family)):
        kept = spans[heard[corpus.voices_at(spans.starts)]]
        edges = np.searchsorted(kept.starts, corpus.running.documents)
        for number in np.flatnonzero(np.diff(edges)).tolist():
            yield from _lines_of(corpus, number, kept[edges[number] : edges[number + 1]], width)


def _lines_of(corpus: Corpus, number: int, spans: Spans, width: int) -> Iterator[Line]:
    document, (starts, ends) = corpus.documents[number], edges_of(corpus, number, spans)
    text, title = document.text(), document.title
    for start, end, voice in zip(starts, ends, corpus.voices_at(spans.starts).tolist(), strict=True):
        speaker = corpus.voices[voice][1]
        left, right = text[max(0, start - width) : start], text[end : end + width]
        yield Line(document.id, title, speaker.name, speaker.role, start, end, left, text[start:end], right)


# What a line is sorted by: words, whatever marks stand between.
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_KEYS: dict[Order, Callable[[Line], tuple[object, ...]]] = {
    "left": lambda line: tuple(reversed(_WORD.findall(fold(line.left)))),
    "right": lambda line: tuple(_WORD.findall(fold(line.right))),
    "match": lambda line: (fold(line.match),),
    "participant": lambda line: (fold(line.participant),),
}
