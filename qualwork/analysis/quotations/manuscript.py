"""Quotations of a manuscript beside what was said: exact but for edits an author may make, altered, or not found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from qualwork.analysis.quotations.edits import Judged, judge
from qualwork.analysis.quotations.known_names import Names
from qualwork.analysis.quotations.quotation_index import QuotationIndex
from qualwork.analysis.quotations.quotations import Quotation
from qualwork.analysis.quotations.quoted_words import Token, cut_up
from qualwork.analysis.quotations.word_align import Alignment, Costs, Laid, align
from qualwork.analysis.words.corpus import Corpus
from qualwork.analysis.words.speech import Speech, speech_of
from qualwork.model.units import fold

Status = Literal["exact", "altered", "not found", "wrong speaker", "unknown speaker"]
WORST_FIRST: tuple[Status, ...] = ("not found", "altered", "unknown speaker", "wrong speaker", "exact")

_TRANSCRIPTS = 4
_NEAREST_SHOWN = 55.0
_FOUND = 65.0
_FOUND_WORDS = 0.5
_LOOKS_FOUND = 75.0
_OTHER_PERSON = 1e-4
_A_FAULT = 0.9
_MOST_CELLS = 4_000_000
_KEPT = 200
_HEARD_SHARE = 0.2
_SHORTEST_PART = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one quotation; `transcript`, `start` and `end` are None where it was not found."""

    quotation: Quotation
    status: Status
    edits: tuple[str, ...]
    note: str
    claimed: str | None
    found: str | None
    transcript: str | None
    start: int | None
    end: int | None
    score: float


@dataclass(frozen=True, slots=True)
class _Place:
    """A quotation laid on one transcript."""

    speech: Speech
    alignment: Alignment
    judged: Judged
    said_by: tuple[str, ...]


def names_of(corpus: Corpus, participants: Iterable[str], facts: Iterable[str]) -> Names:
    """Who may be named: participants (also by a part of the name), labels of any role, transcripts with one voice."""
    known: dict[str, set[str]] = {}
    for document in corpus.documents:
        people = {voice.name for voice in document.voices.values() if voice.role == "participant"}
        for voice in document.voices.values():
            for name in (voice.name, voice.label):
                known.setdefault(name, set()).add(voice.name)
        if len(people) == 1:
            known.setdefault(document.title, set()).update(people)
    for name in participants:
        known.setdefault(name, set()).add(name)
    for name, means in list(known.items()):
        parts = [part.strip(".,") for part in name.split()]
        for part in parts if len(parts) > 1 else ():
            if len(part) >= _SHORTEST_PART and part.isalpha() and part[0].isupper():
                known.setdefault(part, set()).update(means)
    forms = set(corpus.forms)
    folded_facts = frozenset(fold(fact) for fact in facts)
    return Names({name: frozenset(means) for name, means in known.items()}, lambda w: w in forms, folded_facts)


class Checker:
    """Checks quotations one after another against one corpus."""

    def __init__(self, index: QuotationIndex) -> None:
        self.index = index
        self.corpus = index.corpus
        self._speeches: dict[int, Speech] = {}

    def check(self, quotation: Quotation) -> Verdict | None:
        """The verdict on one quotation; None for what only looked like one and was not found."""
        tokens = cut_up(quotation.text, self.corpus.language)
        place = self._best(tokens, quotation)
        if not quotation.sure and (place is None or place.judged.score < _LOOKS_FOUND):
            return None
        written = quotation.claimed.written if quotation.claimed else None
        if place is None or not _is_found(place):
            return Verdict(quotation, "not found", (), _nearest(place), written, None, None, None, None, _score(place))
        judged, speech = place.judged, place.speech
        status, note = self._status(quotation, place)
        start, end = int(speech.starts[judged.first]), int(speech.ends[judged.last - 1])
        who, title = ", ".join(place.said_by) or None, speech.document.title
        edits = (*judged.edits, *(quotation.text[each.start : each.end] for each in tokens if each.kind == "note"))
        return Verdict(quotation, status, edits, note, written, who, title, start, end, judged.score)

    def _status(self, quotation: Quotation, place: _Place) -> tuple[Status, str]:
        notes = [place.judged.note] if place.judged.note else []
        status: Status = "altered" if place.judged.faults else "exact"
        claimed = quotation.claimed
        if claimed is not None and not claimed.known:
            notes.append(f"{claimed.written} is in no participants table; {_and(place.said_by)} said it")
            status = "unknown speaker" if status == "exact" else status
        elif claimed is not None and not claimed.known & set(place.said_by):
            notes.append(f"{_and(place.said_by)} said it, not {claimed.written}")
            status = "wrong speaker" if status == "exact" else status
        return status, "; ".join(notes)

    def _best(self, tokens: Sequence[Token], quotation: Quotation) -> _Place | None:
        """The quotation where it fits best; of places equally good the one of the speaker who is named."""
        claimed = quotation.claimed.known if quotation.claimed else frozenset()
        places = [self._laid(number, tokens, quotation.text, claimed) for number in self._candidates(tokens, claimed)]
        found = [place for place in places if place is not None]
        return min(found, key=lambda place: (place.alignment.cost, -place.judged.score), default=None)

    def _candidates(self, tokens: Sequence[Token], claimed: frozenset[str]) -> list[int]:
        """Transcripts in which words of a quotation stand together, and those of the speaker who is named."""
        votes: dict[int, float] = {}
        for words in _segments(tokens):
            best: dict[int, float] = {}
            for window in self.index.windows(words):
                best[window.document] = max(best.get(window.document, 0.0), window.votes)
            for number, vote in best.items():
                votes[number] = votes.get(number, 0.0) + vote
        ranked = sorted(votes, key=lambda number: -votes[number])
        named = {number for name in claimed for number in self._speaks_in.get(name, ())}
        told = sorted(named, key=lambda number: -votes.get(number, 0.0))[:_TRANSCRIPTS]
        return list(dict.fromkeys([*ranked[:_TRANSCRIPTS], *told]))

    @cached_property
    def _speaks_in(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, document in enumerate(self.corpus.documents):
            for name in {voice.name for voice in document.voices.values()}:
                found.setdefault(name, []).append(number)
        return found

    def _laid(self, number: int, tokens: Sequence[Token], text: str, claimed: frozenset[str]) -> _Place | None:
        """The quotation laid on one transcript; where that is not clean, once more over the turns of others."""
        speech = self._speech(number)
        low, high = self._region(number, speech, tokens)
        masks = [self._mask(token, speech, low, high) for token in tokens if token.kind != "note"]
        kept = [token for token in tokens if token.kind != "note"]
        said_by = speech.said_by[low:high]
        dear = np.zeros(high - low)
        if claimed:
            mine = [at for at, voice in enumerate(speech.voices) if voice.name in claimed]
            dear = np.where(np.isin(said_by, mine), 0.0, _OTHER_PERSON)
        alignment = align(masks, np.zeros(high - low), dear)
        foreign: Costs = np.zeros(high - low)
        if alignment.cost >= _A_FAULT and len(speech.voices) > 1 and (matched := alignment.matched()):
            main = int(np.bincount([said_by[step.first] for step in matched]).argmax())
            other = (said_by != main).astype(np.float64)
            again = align(masks, other, dear)
            if again.cost < alignment.cost - 0.5:
                alignment, foreign = again, other
        span = alignment.span()
        if span is None:
            return None
        judged = judge(alignment, kept, text, speech, low, foreign)
        return _Place(speech, alignment, judged, _who(alignment, speech, low))

    def _mask(self, token: Token, speech: Speech, low: int, high: int) -> Laid:
        if token.kind in ("cut", "bracket"):
            return token.kind
        types = speech.types[low:high]
        if token.kind == "part":
            return np.isin(types, self._fitting(token.folded, speech))
        number = self.corpus.types.numbers_of(token.folded)
        return types == number[0] if number else np.zeros(len(types), np.bool_)

    def _fitting(self, pattern: str, speech: Speech) -> list[int]:
        fits = re.compile(pattern).fullmatch
        return [number for number in speech.known if fits(self.corpus.types.names[number])]

    def _region(self, number: int, speech: Speech, tokens: Sequence[Token]) -> tuple[int, int]:
        """All words of a transcript, or those round the likeliest place where it or the quotation is very long."""
        room = max(3 * len(tokens), _MOST_CELLS // max(len(tokens), 1))
        if len(speech.types) <= room:
            return 0, len(speech.types)
        words = [token.folded for token in tokens if token.kind == "word"]
        windows = self.index.windows(words, {speech.document.id})
        edge = int(self.corpus.running.documents[number])
        middle = (windows[0].first + windows[0].last) // 2 - edge if windows else 0
        low = max(0, min(middle - room // 2, len(speech.types) - room))
        return low, low + room

    def _speech(self, number: int) -> Speech:
        if number not in self._speeches:
            if len(self._speeches) >= _KEPT:
                self._speeches.pop(next(iter(self._speeches)))
            self._speeches[number] = speech_of(self.corpus, number)
        return self._speeches[number]


def _segments(tokens: Sequence[Token]) -> list[list[str]]:
    """The words between the cuts of a quotation."""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.kind == "cut":
            parts.append([])
        elif token.kind == "word":
            parts[-1].append(token.folded)
    return [part for part in parts if part]


def _who(alignment: Alignment, speech: Speech, low: int) -> tuple[str, ...]:
    """The people whose words a quotation has, in order; a stray word or two of others counts for nothing."""
    said_by = [int(speech.said_by[low + step.first]) for step in alignment.matched()]
    heard = [voice for voice in dict.fromkeys(said_by) if said_by.count(voice) >= _HEARD_SHARE * len(said_by)]
    return tuple(dict.fromkeys(speech.voices[voice].name for voice in heard))


def _is_found(place: _Place) -> bool:
    judged = place.judged
    return not judged.faults or (judged.score >= _FOUND and judged.same >= _FOUND_WORDS)


def _score(place: _Place | None) -> float:
    return place.judged.score if place else 0.0


def _nearest(place: _Place | None) -> str:
    if place is None or place.judged.score < _NEAREST_SHOWN:
        return "nothing like it was said"
    judged, speech = place.judged, place.speech
    said = speech.said(judged.first, judged.last)
    shown = said if len(said) <= 160 else f"{said[:160]}…"
    return f"the nearest passage is in {speech.document.title}, {_and(place.said_by)}: “{shown}”"


def _and(names: Sequence[str]) -> str:
    return " and ".join(names) if names else "nobody known"
