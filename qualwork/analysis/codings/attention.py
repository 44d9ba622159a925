"""Coding attention: how much of each transcript was coded, and when (Braun & Clarke 2006, point 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualwork.analysis.codings.coded import Coded, covered, word_ranges
from qualwork.analysis.words.corpus import Corpus
from qualwork.model.transcript import Role

THIRDS = 3


@dataclass(frozen=True, slots=True)
class Attention:
    """What was coded of one transcript; `words` are those said by the roles, `covered` those of them that are coded.

    `thirds` are the codings that begin in the first, second and last third of its words said by anybody.
    """

    title: str
    words: int
    codings: int
    codes: int
    covered: int
    thirds: tuple[int, ...]


def attention(corpus: Corpus, coded: Coded, roles: Sequence[Role] = ("participant",)) -> list[Attention]:
    """One row a transcript, those without codings too."""
    heard, firsts, lasts = corpus.heard(roles), *word_ranges(coded, corpus)
    owners = np.array([document.id for document, _ in corpus.voices], np.int64)
    found = []
    for number, document in enumerate(corpus.documents):
        low, high = corpus.running.documents[number : number + 2].tolist()
        mine = np.flatnonzero(coded.documents == number)
        words = covered(firsts[mine], lasts[mine])
        parts = np.minimum((firsts[mine] - low) * THIRDS // max(high - low, 1), THIRDS - 1)
        found.append(
            Attention(
                document.title,
                int(corpus.words_said[heard & (owners == document.id)].sum()),
                len(mine),
                len(np.unique(coded.codes[mine])),
                int(heard[corpus.voices_at(words)].sum()),
                tuple(np.bincount(parts, minlength=THIRDS).tolist()),
            )
        )
    return found
