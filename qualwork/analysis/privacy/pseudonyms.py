"""Real names found in texts and replaced by pseudonyms, with every place carried along; slips of names proposed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualwork.analysis.privacy.name_forms import WrittenName, comparable
from qualwork.analysis.privacy.ordinary_words import COMMON, ORDINARY
from qualwork.model.units import APOSTROPHES, fold

_ALIKE = 82.0
_SHORTEST = 4
_WORD = re.compile(rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]{{2,}})*")
_CONTEXT = 30


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name at a half-open range of a text, what it is in the key, what stands for it, and whether that is sure."""

    start: int
    end: int
    name: str
    pseudonym: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Variant:
    """A word that may be a name of the key written otherwise: how alike (0 to 100), how often, a line of context."""

    written: str
    name: str
    pseudonym: str
    score: float
    occurrences: int
    context: str


class Replaced:
    """A text with its names replaced, and where each place of the old text stands in it."""

    def __init__(self, old: str, hits: Sequence[NameHit]) -> None:
        self.hits = tuple(hits)
        parts, at, length = [], 0, 0
        self._old: list[int] = []
        self._new: list[tuple[int, int]] = []
        for hit in hits:
            written = old[hit.start : hit.end]
            said = hit.pseudonym.upper() if written.isupper() and len(written) > 1 else hit.pseudonym
            parts += [old[at : hit.start], said]
            length += hit.start - at
            self._old.append(hit.start)
            self._new.append((length, len(said)))
            length += len(said)
            at = hit.end
        self.text = "".join([*parts, old[at:]])

    def place(self, at: int) -> int:
        """Where a place of the old text stands now; inside a name it is the name's end, at its start the start."""
        number = bisect_right(self._old, at) - 1
        if number < 0:
            return at
        hit, (start, length) = self.hits[number], self._new[number]
        if at == hit.start:
            return start
        return start + length + max(0, at - hit.end)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A range of the old text as it stands now; a name that it cuts is taken whole."""
        number = bisect_right(self._old, start) - 1
        inside = number >= 0 and self.hits[number].start < start < self.hits[number].end
        return self._new[number][0] if inside else self.place(start), self.place(end)


class Names:
    """The names of a key: (real name, pseudonym). Longer names come first, so that `Ann Lee` is not `Ann` and `Lee`.

    An entry that gives a word as its own pseudonym says that the word is no name, however like one it is.
    """

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        every = tuple(dict.fromkeys(entries))
        self.entries = tuple((name, pseudonym) for name, pseudonym in every if name != pseudonym)
        self._no_names = {comparable(name) for name, pseudonym in every if name == pseudonym}
        exact = frozenset(form for name, _ in self.entries for form in (comparable(name), comparable(name).upper()))
        ordered = sorted(self.entries, key=lambda entry: -len(entry[0]))
        self._written = [(WrittenName(name, exact), pseudonym) for name, pseudonym in ordered]
        self._exact = exact
        given = {part for _, pseudonym in self.entries for part in (pseudonym, *re.findall(_WORD, pseudonym))}
        self._given = {form for part in given for form in (fold(part), f"{fold(part)}s", f"{fold(part)}es")}
        self._likenesses: dict[str, tuple[float, str, str] | None] = {}

    def hits(self, text: str) -> list[NameHit]:
        """The names that can be replaced: in any case, in plurals, handles and addresses.

        One word in small letters (`will`, `rose`) is a name only where the key has it so; a possessive is a name and
        its `'s`.
        """
        return [hit for hit in self._found(text) if hit.sure]

    def leaks(self, text: str) -> list[NameHit]:
        """All that may be a name of the key: what `hits` finds, and whatever `variants` would propose."""
        sure = self._found(text)
        return sorted((*sure, *self._doubtful(text, sure)), key=lambda hit: hit.start)

    def replace(self, text: str) -> Replaced:
        """The text with its names replaced."""
        return Replaced(text, self.hits(text))

    def variants(self, texts: Iterable[str]) -> list[Variant]:
        """Words that may be a name written otherwise, the most alike first: slips, parts, other cases, handles."""
        counts: Counter[tuple[str, str, str]] = Counter()
        contexts: dict[str, str] = {}
        for text in texts:
            for hit in self.leaks(text):
                written = text[hit.start : hit.end]
                if comparable(written) not in self._exact:
                    counts[written, hit.name, hit.pseudonym] += 1
                    start, end = max(0, hit.start - _CONTEXT), hit.end + _CONTEXT
                    contexts.setdefault(written, " ".join(text[start:end].split()))
        found = []
        for (written, name, pseudonym), count in counts.items():
            like = self._likeness(written)
            score = like[0] if like is not None and like[1] == name else 100.0
            found.append(Variant(written, name, pseudonym, round(score, 1), count, contexts[written]))
        return sorted(found, key=lambda one: (-one.score, -one.occurrences, one.written))

    def _found(self, text: str) -> list[NameHit]:
        """Every form of every name, none over another: the longest from the left."""
        folded = fold(text)
        forms: list[NameHit] = []
        for written, pseudonym in self._written:
            words = written.as_word(text) if written.needle in folded else ()
            forms += [NameHit(one.start, one.end, written.name, pseudonym, one.sure) for one in words]
            if "@" in folded or "#" in folded or written.needle in folded:
                inside = written.inside(text)
                forms += [NameHit(one.start, one.end, written.name, pseudonym, one.sure) for one in inside]
        taken = bytearray(len(text))
        kept: list[NameHit] = []
        for hit in sorted(forms, key=lambda hit: (not hit.sure, hit.start, -hit.end)):
            free = not any(taken[hit.start : hit.end])
            if free and comparable(text[hit.start : hit.end]) not in self._no_names:
                taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.start)

    def _doubtful(self, text: str, sure: Sequence[NameHit]) -> Iterator[NameHit]:
        """Words beside those found that are like a name, or a part of one."""
        starts = [hit.start for hit in sure]
        for match in _WORD.finditer(text):
            like = self._likeness(match.group())
            if like is None:
                continue
            number = bisect_right(starts, match.start()) - 1
            if number < 0 or sure[number].end <= match.start():
                yield NameHit(match.start(), match.end(), like[1], like[2], sure=False)

    def _likeness(self, word: str) -> tuple[float, str, str] | None:
        """How like a name a word is, if it is: the score from 82, the name, its pseudonym."""
        if word not in self._likenesses:
            self._likenesses[word] = self._most_alike(word)
        return self._likenesses[word]

    def _most_alike(self, word: str) -> tuple[float, str, str] | None:
        from rapidfuzz import fuzz
        from rapidfuzz.distance import OSA

        folded = fold(word)
        if comparable(word) in self._no_names or folded in self._given:
            return None
        best: tuple[float, str, str] | None = None
        for written, pseudonym in sorted(self._written, key=lambda entry: bool(entry[0].parts)):
            for part in written.parts or (fold(written.name),):
                plural = len(part) > 2 and folded not in COMMON and folded in (f"{part}s", f"{part}es")
                same = folded == part or plural
                if same and word.islower() and (part in ORDINARY or folded in ORDINARY):
                    continue
                if not same and (min(len(part), len(word)) < _SHORTEST or not word[0].isupper() or folded in ORDINARY):
                    continue
                slip = OSA.distance(part, folded, score_cutoff=1) <= 1
                score = 100.0 if same else max(float(fuzz.ratio(part, folded)), 90.0 if slip else 0.0)
                if score >= _ALIKE and (best is None or score > best[0]):
                    best = (score, written.name, pseudonym)
        return best
