"""Where a quotation may stand among all words of a project, found through the places of its rarest words.

Each rare word of a quotation votes for the place where the quotation would begin if that word were where it should
be. An edit moves the votes of the words behind it by a little, so votes are counted over neighbouring places.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.words.corpus import Corpus, Places
from qualwork.analysis.words.find import (
    NEAR,
    QuotePlace,
    find_quote,
    longest_word,
    nearest_in,
    places_in,
    tolerant,
)
from qualwork.analysis.words.language import tokenized_spans
from qualwork.analysis.words.types import TypeNumbers
from qualwork.model.units import UNSPACED_LANGUAGES, fold, word_spans

_RAREST = 12
_MOST_VOTERS = 16
_VOTES = 40_000
_FEW_VOTERS = 4
_DRIFT = 16
_WINDOWS = 24
_CANDIDATES = _WINDOWS * _RAREST
_SURE_SHARE = 0.5
_SCANS_BEFORE_SORTING = 24
_READ_WHOLE = 1_000_000
_AROUND = 12
_ENDS = 2
_FEW_PLACES = 500


@dataclass(frozen=True, slots=True)
class Window:
    """Running words `first` to `last` (end exclusive) of one document, by its place in `documents`, with its votes."""

    document: int
    first: int
    last: int
    votes: float


class QuotationIndex:
    """Finds quotations over a corpus; the places of words are sorted once somebody asks more than twice."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._numbers = {document.id: number for number, document in enumerate(corpus.documents)}
        self._asked = 0
        self._sorted: tuple[NDArray[np.int32], NDArray[np.int64]] | None = None

    def find(self, quote: str, limit: int = 20, only: Collection[int] | None = None) -> list[QuotePlace]:
        """Places of a quote, in `only` these transcripts where given: exact ones, else the most alike, best first.

        What is said is found through its words. Labels, headings and stage notes are found too where the texts have
        at most a million words, and else where nothing said is near.
        """
        documents = [d for d in self.corpus.documents if only is None or d.id in only]
        texts = ((document.id, document.text()) for document in documents)
        small = sum(document.block.words for document in documents) <= _READ_WHOLE
        exact = self._exact_in(texts, quote) if small else self._exact(quote, only)
        if found := list(islice(exact, limit)):
            return found
        near = self._near(quote, only)
        if not near or near[0].score < NEAR:
            texts = ((document.id, document.text()) for document in documents)
            near = find_quote(texts, quote, limit) or near
        return near[:limit]

    def windows(self, words: Sequence[str], only: Collection[int] | None = None) -> list[Window]:
        """Where words like these stand together, the most voted for first."""
        wanted = self._rarest(words)
        if not wanted:
            return []
        numbered = [(self._places(number) - at) * _MOST_VOTERS + each for each, (at, number, _) in enumerate(wanted)]
        ballots = np.sort(np.concatenate(numbered))
        weights = np.array([weight for _, _, weight in wanted])
        running = np.concatenate([[0.0], np.cumsum(weights[ballots % _MOST_VOTERS])])
        begins = ballots // _MOST_VOTERS
        votes = running[np.searchsorted(begins, begins + _DRIFT)] - running[:-1]
        best = np.arange(len(votes))
        if only is None and len(votes) > _CANDIDATES:
            best = np.argpartition(-votes, _CANDIDATES)[:_CANDIDATES]
        best = best[np.argsort(-votes[best], kind="stable")]
        return self._apart(begins[best], votes[best], len(words), only)

    def words(self, text: str) -> list[str]:
        """The folded words of a quotation, by the rule of the corpus."""
        language = self.corpus.language
        if language in UNSPACED_LANGUAGES:
            return [fold(text[low:high]) for low, high in tokenized_spans(text, [(0, len(text))], language)]
        return [fold(text[low:high]) for low, high in word_spans(text, language)]

    def stretch(self, document: int, first: int, last: int) -> tuple[int, int]:
        """Where running words `first` to `last` (end exclusive) of a document begin and end in its text."""
        arrays, edge = self.corpus.arrays(document), int(self.corpus.running.documents[document])
        low, high = first - edge, last - edge - 1
        return int(arrays.starts[low]), int(arrays.starts[high]) + len(self.corpus.forms[int(arrays.ids[high])])

    def said_by(self, transcript: int, start: int, end: int) -> tuple[str, list[str]]:
        """The title of a transcript, and the participants who say words between two offsets, in order of speaking."""
        number = self._numbers[transcript]
        arrays, document = self.corpus.arrays(number), self.corpus.documents[number]
        last = int(np.searchsorted(arrays.starts, end))
        first = max(0, int(np.searchsorted(arrays.starts, start, side="right")) - 1)
        if first < last and int(arrays.starts[first]) + len(self.corpus.forms[int(arrays.ids[first])]) <= start:
            first += 1
        turns = np.unique(np.searchsorted(arrays.turns, np.arange(first, last), side="right") - 1)
        labels = [document.block.counts[at].label for at in arrays.speakers[turns].tolist()]
        voices = [document.voice(label) for label in labels]
        return document.title, list(dict.fromkeys(voice.name for voice in voices if voice.role == "participant"))

    def _apart(
        self, begins: Places, votes: NDArray[np.float64], length: int, only: Collection[int] | None
    ) -> list[Window]:
        """Windows round the voted places, each inside a document; of two that overlap the better one."""
        edges = self.corpus.running.documents
        found: list[Window] = []
        for begin, vote in zip(begins.tolist(), votes.tolist(), strict=True):
            middle = min(max(begin + length // 2, 0), int(edges[-1]) - 1)
            number = int(np.searchsorted(edges, middle, side="right")) - 1
            if only is not None and self.corpus.documents[number].id not in only:
                continue
            first = max(begin - _AROUND, int(edges[number]))
            last = min(begin + length + _DRIFT + _AROUND, int(edges[number + 1]))
            if all(last - _AROUND <= w.first + _AROUND or w.last - _AROUND <= first + _AROUND for w in found):
                found.append(Window(number, first, last, vote))
            if len(found) == _WINDOWS:
                break
        return found

    def _rarest(self, words: Sequence[str]) -> list[tuple[int, int, float]]:
        """The rarest known words: where each stands in the quotation, its type, and the weight of its vote."""
        known = [(at, number) for at, word in enumerate(words) for number in self.corpus.types.numbers_of(word)]
        totals = self.corpus.totals
        known.sort(key=lambda pair: int(totals[pair[1]]))
        said = np.cumsum([totals[number] for _, number in known[:_RAREST]])
        voters = max(_FEW_VOTERS, int(np.searchsorted(said, _VOTES)))
        every = float(totals.sum()) + 1.0
        chosen = [(at, number) for at, number in known[: min(voters, _RAREST)] if totals[number]]
        return [(at, number, float(np.log(every / totals[number]))) for at, number in chosen]

    def _places(self, number: int) -> Places:
        """Where a type stands in the running words: by one look at all of them, or out of the sorted places."""
        running = self.corpus.running.types
        if self._sorted is None and self._asked < _SCANS_BEFORE_SORTING:
            self._asked += 1
            return self.corpus.places(number, 0, len(running))
        if self._sorted is None:
            edges = np.concatenate([[0], np.cumsum(np.bincount(running, minlength=len(self.corpus.types)))])
            self._sorted = np.argsort(running, kind="stable").astype(np.int32), edges
        order, edges = self._sorted
        return order[edges[number] : edges[number + 1]].astype(np.int64)

    def _near(self, quote: str, only: Collection[int] | None) -> list[QuotePlace]:
        """The passages most like a quote, looked for where its words stand together."""
        words = self.words(quote)
        windows = self.windows(words, only)
        found: list[QuotePlace] = []
        for window in windows:
            unlikely = window.votes < _SURE_SHARE * windows[0].votes
            if unlikely and any(place.score >= NEAR for place in found):
                break
            document = self.corpus.documents[window.document]
            text = document.text()
            low, high = self.stretch(window.document, window.first, window.last)
            best = nearest_in(text, low, high, quote)
            if best is not None:
                found.append(QuotePlace(document.id, *best, text[best[0] : best[1]]))
        return sorted(found, key=lambda place: (-place.score, place.transcript, place.start))

    def _exact_in(self, texts: Iterator[tuple[int, str]], quote: str) -> Iterator[QuotePlace]:
        pattern, word = tolerant(quote), longest_word(quote)
        for number, text in texts:
            for start, end in places_in(text, pattern, word):
                yield QuotePlace(number, start, end, 100.0, text[start:end])

    def _exact(self, quote: str, only: Collection[int] | None) -> Iterator[QuotePlace]:
        """The places of a quote word for word: where its words follow one another, proved by its pattern."""
        words, corpus = self.words(quote), self.corpus
        begins = self._in_a_row(words) if words else np.zeros(0, np.int64)
        numbers = np.searchsorted(corpus.running.documents, begins, side="right") - 1
        pattern, told = tolerant(quote), (-1, 0, 0)
        for begin, number in zip(begins.tolist(), numbers.tolist(), strict=True):
            document = corpus.documents[number]
            last = begin + len(words)
            if last > corpus.running.documents[number + 1] or (only is not None and document.id not in only):
                continue
            text = document.text()
            low, high = self.stretch(number, begin, last)
            window = max(0, low - len(quote)), high + len(quote)
            for start, end in places_in(text[slice(*window)], pattern, ""):
                place = (number, start + window[0], end + window[0])
                if place > told:
                    told = place
                    yield QuotePlace(document.id, place[1], place[2], 100.0, text[place[1] : place[2]])

    def _in_a_row(self, words: Sequence[str]) -> Places:
        """Where these words may follow one another: all places, and few others.

        The first may be the end of a word, and the last the beginning of one; where few places are left they are not
        looked at, as the pattern of the quotation decides.
        """
        corpus, running = self.corpus, self.corpus.running.types
        inner = range(1, len(words) - 1) if len(words) > _ENDS else range(len(words))
        choices = {at: self._meant(words, at) for at in inner}
        rarest = min(choices, key=lambda at: int(corpus.totals[choices[at]].sum()))
        found = [self._places(number) for number in choices.pop(rarest).tolist()]
        begins = np.sort(np.concatenate([np.zeros(0, np.int64), *found])) - rarest
        begins = begins[(begins >= 0) & (begins + len(words) <= len(running))]
        for at in (*choices, *({0, len(words) - 1} - {rarest, *choices})):
            if len(begins) > (_FEW_PLACES if at not in choices else 0):
                types = choices[at] if at in choices else self._meant(words, at)
                begins = begins[corpus.table(types)[running[begins + at]]]
        return begins

    def _meant(self, words: Sequence[str], at: int) -> TypeNumbers:
        types, word = self.corpus.types, words[at]
        first, last = at == 0, at == len(words) - 1
        if not (first or last):
            return np.array(types.numbers_of(word), np.uint32)
        fits = re.compile(("" if not first else r".*") + re.escape(word) + (r".*" if last else ""), re.DOTALL).fullmatch
        return np.array([number for number, name in enumerate(types.names) if word in name and fits(name)], np.uint32)
