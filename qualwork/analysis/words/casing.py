"""Matches whose capitals are those of the pattern: `Trust` and not `trust`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qualwork.analysis.words.concordance import Line
from qualwork.analysis.words.types import matched_apart
from qualwork.model.family import FamilySpec, TermPattern, WordPattern, parse_pattern, straight
from qualwork.model.units import words

Fits = Callable[[str], bool]


def as_typed(lines: Sequence[Line], family: FamilySpec, language: str) -> list[Line]:
    """The lines that match a pattern of the family in the case it was typed in; lemmas and likenesses have none."""
    said = [tuple(map(straight, words(line.match, language))) for line in lines]
    distinct = sorted({word for match in said for word in match})
    patterns = [parse_pattern(pattern.source, language, cased=True) for pattern in family.patterns]
    tests = [_tests(pattern, distinct) for pattern in patterns]
    return [line for line, match in zip(lines, said, strict=True) if any(_fits(match, each) for each in tests)]


def _fits(match: Sequence[str], tests: Sequence[Fits]) -> bool:
    return len(match) == len(tests) and all(fits(word) for fits, word in zip(tests, match, strict=True))


def _tests(pattern: TermPattern, said: Sequence[str]) -> list[Fits]:
    return [_test(word, said) for word in pattern.words]


def _test(word: WordPattern, said: Sequence[str]) -> Fits:
    if word.kind == "form":
        return word.text.__eq__
    if word.kind == "regex":
        return frozenset(said[at] for at in matched_apart(word.text, said, cased=True)).__contains__
    if word.kind == "wildcard":
        match = re.compile(word.expression()).fullmatch
        return lambda form: match(form) is not None
    return lambda _: True
