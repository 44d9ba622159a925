"""The distinct folded forms of a corpus, and which of them a word of a pattern means.

Patterns are matched against these types, never against running text. A wildcard form cannot take long (see
`WordPattern.expression`); a regular expression can, so it runs in a process of its own that is ended when its time
is up.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qualwork.model.errors import BadInput
from qualwork.model.family import TermPattern, WordPattern
from qualwork.model.units import UNSPACED_LANGUAGES, fold

TypeNumbers = NDArray[np.uint32]

REGEX_SECONDS = 5.0
_LETTERS_FOR_SLIPS = (4, 8)
_MATCHER = """
import json, re, sys
expression, forms, cased = json.load(sys.stdin)
match = re.compile(expression, 0 if cased else re.IGNORECASE).fullmatch
json.dump([number for number, form in enumerate(forms) if match(form)], sys.stdout)
"""


class Types:
    """Folded forms numbered in order of the vocabulary; `of_id` gives the type of each word id."""

    def __init__(self, forms: Sequence[str], language: str = "en") -> None:
        numbers: dict[str, int] = {}
        self.of_id = np.fromiter((numbers.setdefault(fold(form), len(numbers)) for form in forms), np.uint32)
        self.names = list(numbers)
        self.language = language
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def alphabetical(self) -> NDArray[np.int64]:
        """All types in order of their names."""
        return np.array(sorted(range(len(self)), key=self.names.__getitem__), np.int64)

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """The place of each type in alphabetical order."""
        ranks = np.zeros(len(self), np.int64)
        ranks[self.alphabetical] = np.arange(len(self))
        return ranks

    def numbers_of(self, folded: str) -> list[int]:
        """The type of a folded form, or none."""
        number = self._numbers.get(folded)
        return [] if number is None else [number]

    def matching(self, word: WordPattern, seconds: float = REGEX_SECONDS) -> TypeNumbers:
        """The types that a word of a pattern means, ascending; BadInput where an expression takes too long."""
        if word.kind == "form":
            return np.array(self.numbers_of(word.text), np.uint32)
        if word.kind == "regex":
            return np.array(matched_apart(word.text, self.names, seconds), np.uint32)
        if word.kind == "lemma":
            return np.array(self._of_lemma(word.text), np.uint32)
        if word.kind == "like":
            return np.array(self._like(word.text), np.uint32)
        match = re.compile(word.expression()).fullmatch
        found = [number for number in self._beginning_as(word.text) if match(self.names[number])]
        return np.array(sorted(found), np.uint32)

    def spelled_out(self, pattern: TermPattern) -> TermPattern:
        """The pattern in the words of the corpus: of a language without spaces a form may be several words."""
        if self.language not in UNSPACED_LANGUAGES:
            return pattern
        from qualwork.analysis.words.language import tokenized_spans

        found: list[WordPattern] = []
        gaps: list[str] = []
        for word, gap in zip(pattern.words, ("", *pattern.gaps), strict=True):
            parts = [word]
            if word.kind == "form":
                spans = tokenized_spans(word.text, [(0, len(word.text))], self.language)
                parts = [WordPattern(word.text[start:end], "form") for start, end in spans]
            gaps += [gap] * bool(gap) + [" "] * (len(parts) - 1)
            found += parts
        return TermPattern(pattern.source, tuple(found), tuple(gaps))

    def _of_lemma(self, lemma: str) -> list[int]:
        from qualwork.analysis.words.lemmas import lemmatizer

        lemmas = lemmatizer(self.language)(self.names)
        return [number for number, mine in enumerate(lemmas) if lemma in mine]

    def _like(self, wanted: str) -> list[int]:
        """The types that differ from a word by as many slips as its length allows."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        slips = sum(len(wanted) >= least for least in _LETTERS_FOR_SLIPS)
        found = process.extract(wanted, self.names, scorer=OSA.distance, score_cutoff=slips, limit=None)
        return sorted(number for _, _, number in found)

    def _beginning_as(self, wildcard: str) -> list[int]:
        """The types that begin with what stands before the first wildcard."""
        prefix = re.split(r"[*?]", wildcard, maxsplit=1)[0]
        order = self.alphabetical
        low = bisect_left(order, prefix, key=self._name)
        high = bisect_left(order, prefix + chr(sys.maxunicode), key=self._name) if prefix else len(order)
        return [int(number) for number in order[low:high]]

    def _name(self, number: np.int64) -> str:
        return self.names[number]


def matched_apart(
    expression: str, forms: Sequence[str], seconds: float = REGEX_SECONDS, cased: bool = False
) -> list[int]:
    """The numbers of the forms that an expression matches; BadInput where it takes too long."""
    command = [sys.executable, "-I", "-S", "-W", "ignore", "-c", _MATCHER]
    try:
        done = subprocess.run(
            command,
            input=json.dumps([expression, forms, cased]),
            capture_output=True,
            text=True,
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise BadInput(
            f"pattern 're:{expression}' takes more than {seconds:g} seconds on the words of this project: "
            "simplify it; a repeat inside a repeat, as in (a+)+, is the usual cause"
        ) from None
    except subprocess.CalledProcessError:
        raise BadInput(f"pattern 're:{expression}' cannot be matched: simplify it") from None
    return [int(number) for number in json.loads(done.stdout)]
