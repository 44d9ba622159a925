"""The word rule, and the edges of words, sentences and turns.

A word is a run of letters and digits (with their combining marks) and inner apostrophes, curly as straight; a final
`'s` is split off and is no word; hyphens and everything else separate. French, Italian and Catalan also split after
an elision (`l'amour` is two words) and keep a final `'s`. Languages written without spaces use spaCy's tokenizer
(`qualwork.analysis.words.language`); here a whole run of their letters is one word. Two words are the same form when
they are equal after `fold`: NFC, case folded, apostrophes straight.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

WORD_RULE_VERSION = "1"
APOSTROPHES = "'’＇"
ELIDING_LANGUAGES = frozenset({"fr", "it", "ca"})
UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "km", "my"})

_ELIDED = {
    "fr": "l d j m t s n c qu lorsqu puisqu quoiqu jusqu",
    "it": (
        "l un d c m t s v n gl dell all nell sull dall coll quell quest bell sant tutt cent mezz "
        "ciascun nessun alcun buon grand senz com anch dov quand quant"
    ),
    "ca": "l d n m t s",
}
_STRAIGHTEN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def word_rule(language: str = "en") -> str:
    """Name of the rule by which words were counted; stored with every table.

    Where words are written without spaces the rule is spaCy's tokenizer, whose version is part of the name.
    """
    if language in UNSPACED_LANGUAGES:
        from importlib.metadata import version

        return f"qualwork words {WORD_RULE_VERSION} ({language}, tokenizer of spaCy {version('spacy')})"
    return f"qualwork words {WORD_RULE_VERSION} ({language})"


def fold(word: str) -> str:
    """The form under which a word is counted: NFC, case folded, apostrophes straight."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFC", word).casefold().translate(_STRAIGHTEN)
    return unicodedata.normalize("NFC", folded)


# Patterns are compiled when a text first needs them: this file is loaded at every start, for `fold`.
@cache
def _beyond_latin() -> re.Pattern[str]:
    return re.compile("[^\x00-\u02ff\u2000-\u206f]")


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|[。！？]+[」』”]*|\n\s*\n")


@cache
def _compiled(language: str, marks: str) -> re.Pattern[str]:
    letter = rf"(?:[^\W_]|[{re.escape(marks)}])" if marks else r"[^\W_]"
    run = rf"[^\W_]{letter}*+" if marks else r"[^\W_]++"
    apostrophe = f"[{APOSTROPHES}]"
    if language in ELIDING_LANGUAGES:
        elided = "|".join(sorted(_ELIDED[language].split(), key=len, reverse=True))
        return re.compile(rf"(?i:{elided})(?={apostrophe}[^\W_])|{run}(?:{apostrophe}{run})*")
    not_final_s = rf"(?![sS](?!{apostrophe}?{letter}))"
    not_split_off = rf"(?!(?<={letter}{apostrophe}[sS])(?!{apostrophe}{letter}))"
    return re.compile(rf"{run}{not_split_off}(?:{apostrophe}{not_final_s}{run})*")


def word_pattern(text: str, language: str = "en") -> re.Pattern[str]:
    """The compiled word rule for `text`: it knows the combining marks that occur there."""
    marks = ""
    if not text.isascii() and _beyond_latin().search(text):
        marks = "".join(sorted(c for c in set(text) if unicodedata.category(c)[0] == "M"))
    return _compiled(language, marks)


def word_spans(text: str, language: str = "en", start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Half-open offsets of the words between `start` and `end`, in order."""
    stop = len(text) if end is None else end
    for match in word_pattern(text, language).finditer(text, start, stop):
        yield match.span()


def words(text: str, language: str = "en") -> list[str]:
    """The words of `text` as they stand there, in order."""
    return word_pattern(text, language).findall(text)


def word_at(text: str, offset: int, language: str = "en") -> tuple[int, int] | None:
    """The word that holds the character at `offset`, or None between words."""
    low = offset
    while low > 0 and not text[low - 1].isspace():
        low -= 1
    high = offset
    while high < len(text) and not text[high].isspace():
        high += 1
    return next((span for span in word_spans(text, language, low, high) if span[0] <= offset < span[1]), None)


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Half-open offsets of the sentences between `start` and `end`, without the white space around them."""
    stop = len(text) if end is None else end
    at = start
    for match in [*_sentence_end().finditer(text, start, stop), None]:
        edge = stop if match is None else match.end()
        low, high = trim(text, at, edge)
        if low < high:
            yield low, high
        at = edge


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without white space at its edges; empty (start, start) where nothing else is there."""
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
