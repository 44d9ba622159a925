"""A quotation cut into its words and into what an author may have done to them: cuts, brackets, stage notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qualwork.analysis.words.language import tokenized_spans
from qualwork.model.units import UNSPACED_LANGUAGES, fold, word_spans

_STAGE = (
    r"laugh\w*|chuckl\w*|giggl\w*|sigh\w*|cr(?:y|ies|ying)|tear\w*|sob\w*|pause\w*|(?:long|short) pause|silence"
    r"|cough\w*|inaudible|unclear|crosstalk|overlap\w*|smil\w*|nod\w*|whisper\w*|sniff\w*|lacht|pausa|rire\w*|ride|risos"
)
_SPECIAL = re.compile(
    rf"""
    (?P<cut>[\[(<]\s*(?:(?:\.\s*){{2,}}|…+|[-–—]{{1,3}})\s*[\])>]|(?:\.[ \u00a0]?){{2,}}\.|…)
    |(?P<note>\(\(?\s*(?:{_STAGE})[^()]{{0,30}}\)\)?|\[\[?\s*(?:{_STAGE}|sic!?)\s*\]\]?|\(sic!?\))
    |(?P<part>(?<![^\W_])[^\W_]*\[[^\W\d_'’]+\][^\W_]+(?:['’](?!s\b)[^\W_]+)*|(?<![^\W_])[^\W_]+\[[^\W\d_]*['’]?[^\W\d_]*\][^\W_]*)
    |(?P<bracket>\[[^\[\]]{{0,300}}\])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"[’'＇][sS](?![^\W_])")
Kind = Literal["word", "part", "cut", "bracket", "note"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a quotation at `start` to `end`; `folded` is a word, or what brackets leave of one as a pattern."""

    kind: Kind
    start: int
    end: int
    folded: str = ""


def cut_up(text: str, language: str = "en") -> list[Token]:
    """The words and marks of a quotation in order."""
    found: list[Token] = []
    at = 0
    for match in _SPECIAL.finditer(text):
        found += _words(text, at, match.start(), language)
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        folded = _pattern(match.group()) if kind == "part" else ""
        found.append(Token(kind, match.start(), match.end(), folded))
        at = match.end()
    return [*found, *_words(text, at, len(text), language)]


def possessive(text: str, end: int) -> bool:
    """True where the word that ends here goes on with the 's that the word rule splits off."""
    return _POSSESSIVE.match(text, end) is not None


def _words(text: str, start: int, end: int, language: str) -> Iterator[Token]:
    if language in UNSPACED_LANGUAGES:
        spans = iter(tokenized_spans(text, [(start, end)], language))
    else:
        spans = word_spans(text, language, start, end)
    for low, high in spans:
        yield Token("word", low, high, fold(text[low:high]))


def _pattern(part: str) -> str:
    """A pattern of the words that brackets may stand in: `[T]he` is `the` or ends in `he`, `breath[ing]` begins so."""
    whole = re.escape(fold(re.sub(r"[\[\]]", "", part)))
    outside = re.split(r"\[[^\]]*\]", part)
    return f"{whole}|" + r"[^\W_]*".join(re.escape(fold(each)) for each in outside)
