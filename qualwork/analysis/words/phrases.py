"""What is said around a form: negations of it, and phrases that stand together more often than chance would have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log

import numpy as np

from qualwork.analysis.words.corpus import Corpus, Mask, Places
from qualwork.analysis.words.matching import places_of
from qualwork.analysis.words.suggest import Suggestion
from qualwork.model.family import GAPS
from qualwork.model.transcript import Role

_WHITE = GAPS.index(" ")
_FARTHEST = 3
_LEAST = 2
_MOST_SHOWN = 12
# Log-likelihood ratio of Dunning (1993), Computational Linguistics 19(1): chance would give more in 1 of 1,000 cases.
_UNLIKELY = 10.83
_NEGATORS = {
    "en": "not never no nobody nothing neither nor without hardly barely cannot",
    "de": "nicht nie niemals kein keine keinen keinem keiner niemand nichts ohne kaum",
    "fr": "pas jamais sans non aucun aucune rien personne guère",
    "es": "no nunca jamás sin ningún ninguna nada nadie tampoco apenas",
    "it": "non mai senza nessun nessuno nessuna niente nulla neanche",
    "pt": "não nunca jamais sem nenhum nenhuma nada ninguém",
    "ca": "no mai sense cap gens res ningú",
    "nl": "niet nooit geen zonder niemand niets nauwelijks",
    "sv": "inte aldrig utan ingen inget inga knappt",
    "da": "ikke aldrig uden ingen intet næppe",
    "no": "ikke aldri uten ingen intet knapt",
}

Said = tuple[int, ...]


def suggest_phrases(corpus: Corpus, forms: Sequence[str], roles: Sequence[Role] = ("participant",)) -> list[Suggestion]:
    """Negations of some folded forms, with up to two words between, and fixed phrases of two words around them.

    The most frequent first of each kind; phrases have nothing but white space inside, as families want it.
    """
    types = np.array(sorted(number for form in forms for number in corpus.types.numbers_of(form)), np.uint32)
    running, heard = corpus.running, corpus.heard(roles)
    places = places_of(corpus, types, 0, len(running.types))
    places = places[heard[corpus.voices_at(places)]]
    negators = _negators(corpus)
    negated = _negated(corpus, places, negators)
    phrases = _neighbours(corpus, places, negators)
    unlikely = {said: at for said, at in phrases.items() if len(at) >= _LEAST and _is_fixed(corpus, said, len(at))}
    return [*_listed(corpus, negated, "negation"), *_listed(corpus, unlikely, "fixed phrase")]


def _listed(corpus: Corpus, found: dict[Said, list[int]], reason: str) -> list[Suggestion]:
    rows = []
    for said, at in found.items():
        people = len(set(corpus.people[corpus.voices_at(np.array(at))].tolist()))
        rows.append(Suggestion(" ".join(corpus.types.names[number] for number in said), len(at), people, reason))
    return sorted(rows, key=lambda each: (-each.occurrences, each.form))[:_MOST_SHOWN]


def _negators(corpus: Corpus) -> Mask:
    words = set(_NEGATORS.get(corpus.language, "").split())
    english = corpus.language == "en"
    names = corpus.types.names
    return np.fromiter((name in words or (english and name.endswith("n't")) for name in names), np.bool_, len(names))


def _negated(corpus: Corpus, places: Places, negators: Mask) -> dict[Said, list[int]]:
    """From the nearest negator before a place to the place, where only white space parts the words."""
    running, found = corpus.running, dict[Said, list[int]]()
    for back in range(1, _FARTHEST + 1):
        places = places[(places >= back) & (running.gaps[places - back + 1] == _WHITE)]
        hits = negators[running.types[places - back]]
        for at in places[hits].tolist():
            found.setdefault(tuple(running.types[at - back : at + 1].tolist()), []).append(at)
        places = places[~hits]
    return found


def _neighbours(corpus: Corpus, places: Places, negators: Mask) -> dict[Said, list[int]]:
    running, found = corpus.running, dict[Said, list[int]]()
    for first in (places - 1, places):
        inside = first[(first >= 0) & (first + 1 < len(running.types))]
        inside = inside[(running.gaps[inside + 1] == _WHITE) & ~negators[running.types[inside]]]
        for at, one, other in _pairs(corpus, inside):
            found.setdefault((one, other), []).append(at)
    return {said: sorted(set(at)) for said, at in found.items()}


def _pairs(corpus: Corpus, firsts: Places) -> Iterator[tuple[int, int, int]]:
    types = corpus.running.types
    return zip(firsts.tolist(), types[firsts].tolist(), types[firsts + 1].tolist(), strict=True)


def _is_fixed(corpus: Corpus, said: Said, number: int) -> bool:
    """Whether two words stand together more often than their frequencies let expect."""
    one, other = (int(corpus.totals[each]) for each in said)
    words = int(corpus.totals.sum())
    seen = Counter({(1, 1): number, (1, 0): one - number, (0, 1): other - number})
    seen[0, 0] = words - one - other + number
    if number * words <= one * other:
        return False
    ratio = 0.0
    for (left, right), count in seen.items():
        expected = (one if left else words - one) * (other if right else words - other) / words
        ratio += 2 * count * log(count / expected) if count > 0 else 0.0
    return ratio >= _UNLIKELY
