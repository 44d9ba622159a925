"""Passages found by their words: as they stand, else what is most like them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from qualwork.analysis.quotations.word_align import align
from qualwork.model.units import fold, trim, word_at, word_spans

_QUOTES = "\"“”„«»'’‘＇"
_DASHES = "-‐‑–—"
_WORST = 70.0
NEAR = 80.0
_NEAR_PLACES = 5
_MOST_WORDS = 2_000
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
    return places_in(text, tolerant(quote), longest_word(quote))


def find_fuzzy(text: str, quote: str, limit: int = _NEAR_PLACES) -> list[tuple[int, int, float]]:
    """The places most like a quote, best first and apart, as whole words, with their likeness (70 to 100)."""
    windows = _windows(len(text), len(quote))
    found = [place for low, high in windows if (place := nearest_in(text, low, high, quote)) is not None]
    kept: list[tuple[int, int, float]] = []
    for start, end, score in sorted(found, key=lambda place: (-place[2], place[0])):
        if all(end <= low or high <= start for low, high, _ in kept):
            kept.append((start, end, score))
    return kept[:limit]


def nearest_in(text: str, low: int, high: int, quote: str) -> tuple[int, int, float] | None:
    """The place between two offsets that is most like a quote, as whole words, with its likeness; None below 70."""
    from rapidfuzz import fuzz

    wanted = _plain(" ".join(quote.split()))
    best = fuzz.partial_ratio_alignment(wanted, _plain(text[low:high]), score_cutoff=_WORST) if wanted else None
    if best is None:
        return None
    start, end = _snap(text, low + best.dest_start, low + best.dest_end)
    start, end = _whole(text, max(low, start - len(quote)), min(high, end + len(quote)), quote) or (start, end)
    return (start, end, best.score) if start < end else None


def _whole(text: str, low: int, high: int, quote: str) -> tuple[int, int] | None:
    """From the first to the last word that a quote has in common with this stretch, or changes there."""
    spans = list(word_spans(text, start=low, end=high))
    words = np.array([fold(text[start:end]) for start, end in spans])
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    tokens = [words == fold(quote[start:end]) for start, end in word_spans(quote)]
    nothing = np.zeros(len(words))
    found = align(tokens, nothing, nothing).span()
    return (spans[found[0]][0], spans[found[1] - 1][1]) if found else None


def find_quote(texts: Iterable[tuple[int, str]], quote: str, limit: int = 20) -> list[QuotePlace]:
    """Places of a quote over many texts (id, text): exact ones where there are any, else the most like, best first."""
    kept = list(texts)
    pattern, word = tolerant(quote), longest_word(quote)
    found = [(number, text, *span, 100.0) for number, text in kept for span in places_in(text, pattern, word)]
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


def places_in(text: str, pattern: re.Pattern[str], word: str) -> list[tuple[int, int]]:
    """All places of a tolerant pattern in a text that holds `word`, half-open and in order."""
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


def tolerant(quote: str) -> re.Pattern[str]:
    """A pattern that finds the quote in a text of small letters, however its signs are written."""
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


def longest_word(quote: str) -> str:
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
