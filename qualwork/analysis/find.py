"""Passages found by their words: as they stand, else what is most like them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from qualwork.model.units import trim, word_at

_QUOTES = "\"“”„«»'’‘＇"
_DASHES = "-‐‑–—"
_WORST = 70.0
_NEAR_PLACES = 5
_BELOW_BEST = 10.0
_PLAIN = {'"': "“”„«»", "'": "’‘＇", " ": "\n\t\xa0"}


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """A place of a quote: `score` is 100 where it stands word for word, less where it is only like it."""

    transcript: int
    start: int
    end: int
    score: float
    text: str


def find_exact(text: str, quote: str) -> list[tuple[int, int]]:
    """All places of a quote, half-open and in order.

    Case, kinds of quotation marks and dashes, composed or decomposed accents, and how white space falls make no
    difference; the edges are those of the text that matched.
    """
    return _places(text, _tolerant(quote), _longest_word(quote))


def find_fuzzy(text: str, quote: str, limit: int = _NEAR_PLACES) -> list[tuple[int, int, float]]:
    """The places most like a quote, best first and apart, snapped to whole words, with their likeness (70 to 100)."""
    from rapidfuzz import fuzz

    wanted, plain = _plain(" ".join(quote.split())), _plain(text)
    found: list[tuple[int, int, float]] = []
    for low, high in _windows(len(text), len(wanted)):
        best = fuzz.partial_ratio_alignment(wanted, plain[low:high], score_cutoff=_WORST)
        if best is not None and wanted:
            start, end = _snap(text, low + best.dest_start, low + best.dest_end)
            if start < end:
                found.append((start, end, best.score))
    kept: list[tuple[int, int, float]] = []
    for start, end, score in sorted(found, key=lambda place: (-place[2], place[0])):
        if all(end <= low or high <= start for low, high, _ in kept):
            kept.append((start, end, score))
    return kept[:limit]


def find_quote(texts: Iterable[tuple[int, str]], quote: str, limit: int = 20) -> list[QuotePlace]:
    """Places of a quote over many texts (id, text): exact ones where there are any, else the most like, best first."""
    kept = list(texts)
    pattern, word = _tolerant(quote), _longest_word(quote)
    found = [(number, text, *span, 100.0) for number, text in kept for span in _places(text, pattern, word)]
    if not found:
        alike = _most_alike(kept, quote)
        near = [(number, text, *place) for number, text in alike for place in find_fuzzy(text, quote)]
        found = sorted(near, key=lambda place: (-place[4], place[0], place[2]))
    return [QuotePlace(number, start, end, score, text[start:end]) for number, text, start, end, score in found[:limit]]


def _most_alike(texts: Iterable[tuple[int, str]], quote: str) -> list[tuple[int, str]]:
    """The texts with a place nearly as like the quote as the best one; each has to come near the best so far."""
    from rapidfuzz import fuzz

    wanted, best = _plain(" ".join(quote.split())), _WORST
    scored: list[tuple[float, int, str]] = []
    for number, text in texts if wanted else ():
        score = fuzz.partial_ratio(wanted, _plain(text), score_cutoff=max(_WORST, best - _BELOW_BEST))
        if score:
            scored.append((score, number, text))
            best = max(best, score)
    return [(number, text) for score, number, text in scored if score >= best - _BELOW_BEST]


def _places(text: str, pattern: re.Pattern[str], word: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    lower = text.lower()
    if not pattern.pattern or word not in lower:
        return found
    if len(lower) != len(text):
        lower, pattern = text, re.compile(pattern.pattern, re.IGNORECASE)
    match = pattern.search(lower)
    while match:
        found.append(match.span())
        match = pattern.search(lower, match.start() + 1)
    return found


def _tolerant(quote: str) -> re.Pattern[str]:
    """Finds the quote in a text of small letters."""
    parts = []
    for sign in re.sub(r"\s+", " ", unicodedata.normalize("NFC", quote.strip().lower())):
        apart = unicodedata.normalize("NFD", sign)
        if sign == " ":
            parts.append(r"\s+")
        elif sign in _QUOTES or sign in _DASHES:
            parts.append(f"[{re.escape(_QUOTES if sign in _QUOTES else _DASHES)}]")
        elif apart != sign:
            parts.append(f"(?:{re.escape(sign)}|{re.escape(apart)})")
        else:
            parts.append(re.escape(sign))
    return re.compile("".join(parts))


def _longest_word(quote: str) -> str:
    """A stretch of plain letters that any place of the quote must hold."""
    return max(re.findall(r"[a-z0-9]+", unicodedata.normalize("NFC", quote).lower()), key=len, default="")


def _plain(text: str) -> str:
    """The text in small letters with plain quotation marks and spaces, of the same length."""
    lower = text.lower()
    plain = lower if len(lower) == len(text) else "".join(map(_small, text))
    for sign, others in _PLAIN.items():
        for other in others:
            plain = plain.replace(other, sign)
    return plain


def _small(sign: str) -> str:
    return lower if len(lower := sign.lower()) == 1 else sign


def _windows(length: int, wanted: int) -> Iterable[tuple[int, int]]:
    size = max(4 * wanted, 2000)
    step = max(1, size - 2 * wanted)
    for low in range(0, max(1, length), step):
        yield low, min(length, low + size)
        if low + size >= length:
            return


def _snap(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = trim(text, start, end)
    if start >= end:
        return start, start
    first, last = word_at(text, start), word_at(text, end - 1)
    return (first[0] if first else start), (last[1] if last else end)
