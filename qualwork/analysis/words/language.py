"""Words of languages that are written without spaces, told apart by spaCy's tokenizer.

spaCy cuts Chinese into characters; Japanese and Thai need packages of their own; it has no tokenizer for Lao, Khmer
and Burmese. Stretches of Latin letters inside such texts follow the word rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from qualwork.model.errors import BadInput
from qualwork.model.units import word_spans

_NEEDED = {"ja": "sudachipy and sudachidict_core", "th": "pythainlp"}
_SCRIPTS = re.compile("[\x00-\u02ff]+|[^\x00-\u02ff]+")

Tokenizer = Callable[[str], list[str]]


@cache
def tokenizer(language: str) -> Tokenizer:
    """Cuts a stretch of letters into words; raises BadInput naming the package that is missing."""
    import spacy

    try:
        blank = spacy.blank(language)
    except ImportError:
        needed = _NEEDED.get(language)
        if needed is None:
            raise BadInput(f"spaCy cannot tell the words of language {language!r} apart: choose another") from None
        raise BadInput(
            f"words of language {language!r} need {needed}: pip install {needed.replace(' and', '')}"
        ) from None

    def cut(letters: str) -> list[str]:
        return [token.text for token in blank(letters)]

    return cut


def tokenized_spans(text: str, ranges: Sequence[tuple[int, int]], language: str) -> list[tuple[int, int]]:
    """Half-open offsets of the words inside half-open ranges of `text`, in order."""
    into_words = tokenizer(language)
    found: list[tuple[int, int]] = []
    for start, end in ranges:
        for low, high in word_spans(text, language, start, end):
            for stretch in _SCRIPTS.finditer(text, low, high):
                found += _inside(stretch.group(), stretch.start(), into_words)
    return found


def _inside(letters: str, at: int, into_words: Tokenizer) -> list[tuple[int, int]]:
    if letters[0] <= "\u02ff":
        return [(at, at + len(letters))]
    spans, low = [], 0
    for word in into_words(letters):
        low = letters.index(word, low)
        if any(sign.isalnum() for sign in word):
            spans.append((at + low, at + low + len(word)))
        low += len(word)
    return spans
