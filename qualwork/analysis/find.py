"""Passages found by their words: as they stand, else what is most like them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qualwork.model.units import trim, word_at

_QUOTES = "\"“”„«»'’‘＇"
_DASHES = "-‐‑–—"
_WORST = 70.0


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """A place of a quote: `score` is 100 where it stands word for word, less where it is only like it."""

    transcript: int
    start: int
    end: int
    score: float


def find_exact(text: str, quote: str) -> list[tuple[int, int]]:
    """All places of a quote, without regard to case, kinds of quotation marks and dashes, or how white space falls."""
    wanted = quote.strip()
    if not wanted:
        return []
    literal = _places(text, wanted)
    return literal or [match.span() for match in _tolerant(wanted).finditer(text)]


def find_fuzzy(text: str, quote: str, limit: int = 5) -> list[tuple[int, int, float]]:
    """The places most like a quote, best first, snapped to whole words, with their likeness from 0 to 100."""
    from rapidfuzz import fuzz

    wanted, lower = " ".join(quote.lower().split()), text.lower()
    if not wanted or len(lower) != len(text):
        lower = text
    found: list[tuple[int, int, float]] = []
    taken: list[tuple[int, int]] = []
    for low, high in _windows(len(text), len(wanted)):
        best = fuzz.partial_ratio_alignment(wanted, lower[low:high], score_cutoff=_WORST)
        if best is None:
            continue
        start, end = _snap(text, low + best.dest_start, low + best.dest_end)
        if start < end:
            found.append((start, end, best.score))
    kept = []
    for start, end, score in sorted(found, key=lambda place: (-place[2], place[0])):
        if all(end <= low or high <= start for low, high in taken):
            taken.append((start, end))
            kept.append((start, end, score))
    return kept[:limit]


def find_quote(texts: Iterable[tuple[int, str]], quote: str, limit: int = 20) -> list[QuotePlace]:
    """Places of a quote over many texts (id, text): exact ones where there are any, else the most like, best first."""
    kept = list(texts)
    exact = [QuotePlace(number, start, end, 100.0) for number, text in kept for start, end in find_exact(text, quote)]
    if exact:
        return exact[:limit]
    near = [QuotePlace(number, *place) for number, text in kept for place in find_fuzzy(text, quote, limit)]
    return sorted(near, key=lambda place: (-place.score, place.transcript, place.start))[:limit]


def _places(text: str, wanted: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(wanted), text)]


def _tolerant(wanted: str) -> re.Pattern[str]:
    parts = []
    for sign in re.sub(r"\s+", " ", wanted):
        if sign == " ":
            parts.append(r"\s+")
        elif sign in _QUOTES:
            parts.append(f"[{re.escape(_QUOTES)}]")
        elif sign in _DASHES:
            parts.append(f"[{re.escape(_DASHES)}]")
        else:
            parts.append(re.escape(sign))
    return re.compile("".join(parts), re.IGNORECASE)


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
