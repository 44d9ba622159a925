"""Words, gaps and terms found the slow and plain way, sign by sign, to recount what the program counts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualwork.model.transcript import Turn

APOSTROPHES = "'’＇"
FRENCH = {"l", "d", "j", "m", "t", "s", "n", "c", "qu", "lorsqu", "puisqu", "quoiqu", "jusqu"}


@dataclass(frozen=True)
class Word:
    """A word of a text; `gap` is what stands between it and the word before in the same turn, else None."""

    start: int
    end: int
    form: str
    turn: int
    gap: str | None


def words_of(text: str, french: bool = False) -> list[tuple[int, int]]:
    """Half-open offsets of the words, by reading one sign after another."""
    found = []
    at = 0
    while at < len(text):
        if not text[at].isalnum():
            at += 1
            continue
        end = _run(text, at)
        if not french and _is_final_s(text, at) and at >= 2 and _letter(text, at - 2):
            at = end
            continue
        if not (french and text[at:end].lower() in FRENCH and _joins(text, end)):
            while _joins(text, end) and (french or not _is_final_s(text, end + 1)):
                end = _run(text, end + 1)
        found.append((at, end))
        at = end
    return found


def _run(text: str, at: int) -> int:
    while at < len(text) and _letter(text, at):
        at += 1
    return at


def _letter(text: str, at: int) -> bool:
    return at < len(text) and (text[at].isalnum() or unicodedata.category(text[at])[0] == "M")


def _joins(text: str, at: int) -> bool:
    return at + 1 < len(text) and text[at] in APOSTROPHES and text[at + 1].isalnum()


def _is_final_s(text: str, at: int) -> bool:
    if text[at] not in "sS" or at == 0 or text[at - 1] not in APOSTROPHES or _letter(text, at + 1):
        return False
    return not (at + 1 < len(text) and text[at + 1] in APOSTROPHES and _letter(text, at + 2))


def form_of(word: str) -> str:
    """The folded form."""
    for sign in APOSTROPHES:
        word = word.replace(sign, "'")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())


def spoken(text: str, turns: Sequence[Turn]) -> list[Word]:
    """All words said, in order."""
    found: list[Word] = []
    for number, turn in enumerate(turns):
        for low, high in turn.speech():
            for start, end in words_of(text[low:high]):
                last = found[-1] if found and found[-1].turn == number else None
                gap = None if last is None else text[last.end : low + start]
                found.append(Word(low + start, low + end, text[low + start : low + end], number, gap))
    return found


def parted_by(gap: str | None, wanted: str) -> bool:
    """Whether what stands between two words is what a pattern has there."""
    if gap is None:
        return False
    if wanted == " ":
        return gap.isspace()
    if wanted == "-":
        return gap in {"-", "‐", "‑", "–"}
    if wanted == "'":
        return len(gap) == 1 and gap in APOSTROPHES
    return len(gap) > 2 and gap[0] in APOSTROPHES and gap[1] in "sS" and gap[2:].isspace()


def matches(form: str, wildcard: str) -> bool:
    """Whether a folded form is what a pattern word with `*` and `?` means."""
    if not wildcard:
        return not form
    if wildcard[0] == "*":
        return any(matches(form[at:], wildcard[1:]) for at in range(len(form) + 1))
    return bool(form) and wildcard[0] in (form[0], "?") and matches(form[1:], wildcard[1:])


def places(words: Sequence[Word], patterns: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[tuple[int, int]]:
    """First word and number of words of every match, overlaps resolved: longest first, then earliest."""
    wanted = sorted({(-length, at) for at, length in _all_places(words, patterns)})
    taken: set[int] = set()
    kept = []
    for length, at in wanted:
        if not taken & set(range(at, at - length)):
            taken |= set(range(at, at - length))
            kept.append((at, -length))
    return sorted(kept)


def _all_places(
    words: Sequence[Word], patterns: Sequence[tuple[Sequence[str], Sequence[str]]]
) -> Iterator[tuple[int, int]]:
    for forms, gaps in patterns:
        for at in range(len(words) - len(forms) + 1):
            here = words[at : at + len(forms)]
            said = all(matches(form_of(word.form), form) for word, form in zip(here, forms, strict=True))
            if said and all(parted_by(word.gap, gap) for word, gap in zip(here[1:], gaps, strict=True)):
                yield at, len(forms)
