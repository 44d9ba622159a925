"""Random edits of a text that keep track of every word, and what an anchor may cover after them: slow and plain."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MOST_SLIPS = 2


@dataclass(frozen=True)
class Token:
    """A word, a sign or white space; `origin` is its number in the first text, None for what came new."""

    text: str
    origin: int | None
    moved: bool = False


def tokens(text: str) -> list[Token]:
    """A text as its tokens."""
    return [Token(match.group(), number) for number, match in enumerate(_TOKEN.finditer(text))]


def joined(parts: list[Token]) -> str:
    """The text of tokens."""
    return "".join(part.text for part in parts)


def edited(parts: list[Token], chance: random.Random, number: int) -> list[Token]:
    """The same after so many edits of the kinds that typists and researchers make."""
    kinds = (_mistype, _mistype, _mistype, _put_in, _put_in, _take_out, _take_out, _replace, _replace, _say_twice)
    rare = (_take_out_line, _move_line, _respace)
    for _ in range(number):
        kind = chance.choice(rare if chance.random() < 0.15 else kinds)
        parts = kind(parts, chance)
    return parts


def _mistype(parts: list[Token], chance: random.Random) -> list[Token]:
    at = chance.randrange(len(parts))
    word = parts[at].text
    if not word.isalpha():
        return parts
    place = chance.randrange(len(word))
    sign = chance.choice(_LETTERS)
    swapped = word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
    new = chance.choice((word[:place] + word[place + 1 :], word[:place] + sign + word[place:], swapped, word.title()))
    return [*parts[:at], Token(new, parts[at].origin, parts[at].moved), *parts[at + 1 :]] if new else parts


def _some(parts: list[Token], chance: random.Random, most: int = 12) -> list[Token]:
    at, length = chance.randrange(len(parts)), chance.randrange(1, most)
    return [Token(part.text, None) for part in parts[at : at + length]]


def _put_in(parts: list[Token], chance: random.Random) -> list[Token]:
    at = chance.randrange(len(parts))
    return [*parts[:at], *_some(parts, chance), *parts[at:]]


def _take_out(parts: list[Token], chance: random.Random) -> list[Token]:
    at = chance.randrange(len(parts))
    return parts[:at] + parts[at + chance.randrange(1, 16) :] or parts


def _replace(parts: list[Token], chance: random.Random) -> list[Token]:
    at = chance.randrange(len(parts))
    return [*parts[:at], *_some(parts, chance), *parts[at + chance.randrange(1, 8) :]]


def _say_twice(parts: list[Token], chance: random.Random) -> list[Token]:
    at, length = chance.randrange(len(parts)), chance.randrange(1, 20)
    again = [Token(part.text, None) for part in parts[at : at + length]]
    return [*parts[: at + length], *again, *parts[at + length :]]


def _line(parts: list[Token], chance: random.Random) -> tuple[int, int]:
    at = chance.randrange(len(parts))
    ends = [number for number, part in enumerate(parts) if "\n" in part.text]
    low = max((number + 1 for number in ends if number < at), default=0)
    high = min((number + 1 for number in ends if number >= at), default=len(parts))
    return low, high


def _take_out_line(parts: list[Token], chance: random.Random) -> list[Token]:
    low, high = _line(parts, chance)
    return parts[:low] + parts[high:] or parts


def _move_line(parts: list[Token], chance: random.Random) -> list[Token]:
    low, high = _line(parts, chance)
    rest = parts[:low] + parts[high:]
    if not rest:
        return parts
    at = _line(rest, chance)[0]
    return [*rest[:at], *(Token(part.text, part.origin, True) for part in parts[low:high]), *rest[at:]]


def _respace(parts: list[Token], chance: random.Random) -> list[Token]:
    at = chance.randrange(len(parts))
    if not parts[at].text.isspace():
        return parts
    return [*parts[:at], Token(chance.choice((" ", "  ", "\n", "\n\n")), parts[at].origin), *parts[at + 1 :]]


def covered(parts: list[Token], start: int, end: int) -> list[Token]:
    """The words and signs that a span of the tokens' text touches."""
    found, at = [], 0
    for part in parts:
        if at < end and start < at + len(part.text) and not part.text.isspace():
            found.append(part)
        at += len(part.text)
    return found


def is_wrong(old: list[Token], new: list[Token], span: tuple[int, int], place: tuple[int, int]) -> bool:
    """True where a place that is said to be the span's leaves out a word of it, or takes in one beside it.

    Of stretches that read the same nobody who has both texts could tell which was there before: where the words at
    both edges are the same and those beside one edge too, the place is right.
    """
    was, now = covered(old, *span), covered(new, *place)
    mine = {part.origin for part in was}
    there = {part.origin for part in new if part.origin is not None}
    inside = {part.origin for part in now}
    others = {part.origin for part in now if part.origin is not None and not part.moved} - mine
    if mine & there and mine & there <= inside and not others:
        return False
    return not _reads_the_same(joined(old), joined(new), span, place)


def _reads_the_same(old: str, new: str, span: tuple[int, int], place: tuple[int, int]) -> bool:
    was, now = old[slice(*span)].split(), new[slice(*place)].split()
    passage = old[slice(*span)]
    if passage == new[slice(*place)] and len(was) >= 6 and old.count(passage) == new.count(passage) == 1:
        return True
    first, second = "".join(was), "".join(now)
    letters = first[:6] == second[:6] and first[-6:] == second[-6:]
    edges = letters or _alike(was[:3] + was[-3:], now[:3] + now[-3:])
    before = old[: span[0]].split()[-3:] == new[: place[0]].split()[-3:]
    behind = old[span[1] :].split()[:3] == new[place[1] :].split()[:3]
    return edges and (before or behind)


def _alike(one: list[str], other: list[str]) -> bool:
    """True where words differ by a slip at most."""
    return len(one) == len(other) and all(_slips(*pair) <= _MOST_SLIPS for pair in zip(one, other, strict=True))


def _slips(one: str, other: str) -> int:
    """How many signs were put in, taken out or replaced."""
    row = list(range(len(other) + 1))
    for number, sign in enumerate(one, start=1):
        left, row[0] = row[0], number
        for at, mark in enumerate(other, start=1):
            left, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, left + (sign != mark))
    return row[-1]
