"""Real names found in texts and replaced by pseudonyms, with every place carried along; slips of names proposed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualwork.model.units import APOSTROPHES, fold

_ALIKE = 82.0
_SHORTEST = 4
_LETTER = r"[^\W_]"
_CONTEXT = 30


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name at a half-open range of a text, what it is in the key, and what stands for it."""

    start: int
    end: int
    name: str
    pseudonym: str


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
    """The names of a key: (real name, pseudonym). Longer names come first, so that `Ann Lee` is not `Ann` and `Lee`."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self.entries = tuple(dict.fromkeys(entries))
        self._by_form = {_form(name): pair for pair in self.entries for name in (pair[0], pair[0].upper())}
        self._folded = {fold(_form(name)): (name, pseudonym) for name, pseudonym in self.entries}
        written = sorted(self._by_form, key=len, reverse=True)
        self._exact = _compiled(written, 0)
        self._any_case = _compiled(sorted(self._folded, key=len, reverse=True), re.IGNORECASE)

    def hits(self, text: str) -> list[NameHit]:
        """The names in a text as the key has them, or in capitals; possessives are a name and its `'s`."""
        return [
            NameHit(match.start(), match.end(), *self._by_form[_form(match.group())])
            for match in self._exact.finditer(text)
        ]

    def leaks(self, text: str) -> list[NameHit]:
        """The names in a text in any case; one word in small letters (`will`, `rose`) only where the key has it so."""
        return [
            NameHit(match.start(), match.end(), *self._folded[fold(_form(match.group()))])
            for match in self._any_case.finditer(text)
            if " " in _form(match.group()) or not match.group().islower() or _form(match.group()) in self._by_form
        ]

    def replace(self, text: str) -> Replaced:
        """The text with its names replaced."""
        return Replaced(text, self.hits(text))

    def variants(self, texts: Iterable[str]) -> list[Variant]:
        """Words that may be a name written otherwise, the most alike first: slips, and names in another case."""
        counts: Counter[str] = Counter()
        contexts: dict[str, str] = {}
        for text in texts:
            masked = list(text)
            for hit in self.hits(text):
                masked[hit.start : hit.end] = "\0" * (hit.end - hit.start)
            for match in re.finditer(rf"{_LETTER}+(?:[{APOSTROPHES}]{_LETTER}{{2,}})*", "".join(masked)):
                counts[match.group()] += 1
                start, end = max(0, match.start() - _CONTEXT), match.end() + _CONTEXT
                contexts.setdefault(match.group(), " ".join(text[start:end].split()))
        found = [variant for word in counts for variant in self._variant(word, counts[word], contexts[word])]
        return sorted(found, key=lambda one: (-one.score, -one.occurrences, one.written))

    def _variant(self, word: str, occurrences: int, context: str) -> Iterator[Variant]:
        from rapidfuzz import fuzz
        from rapidfuzz.distance import OSA

        best: tuple[float, str, str] | None = None
        for name, pseudonym in self.entries:
            for part in name.split():
                same = fold(part) == fold(word)
                if not same and (min(len(part), len(word)) < _SHORTEST or not word[0].isupper()):
                    continue
                slip = OSA.distance(fold(part), fold(word), score_cutoff=1) <= 1
                score = 100.0 if same else max(float(fuzz.ratio(fold(part), fold(word))), 90.0 if slip else 0.0)
                if score >= _ALIKE and (best is None or score > best[0]):
                    best = (score, name, pseudonym)
        if best is not None:
            yield Variant(word, best[1], best[2], round(best[0], 1), occurrences, context)


def _form(name: str) -> str:
    """A name as it is compared: one space between words, straight apostrophes."""
    return " ".join(re.sub(f"[{APOSTROPHES}]", "'", name).split())


def _compiled(forms: Sequence[str], flags: int) -> re.Pattern[str]:
    if not forms:
        return re.compile(r"(?!)")
    words = (re.escape(form).replace(r"\ ", r"\s+").replace("'", f"[{APOSTROPHES}]") for form in forms)
    return re.compile(rf"(?<!{_LETTER})(?:{'|'.join(words)})(?!{_LETTER})", flags)
