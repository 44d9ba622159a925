"""Words counted again by other means: character by character, from the turns that `transcripts show` prints."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tests.cli.conftest import Qualwork

APOSTROPHES = "'\u2019\uff07"
Token = tuple[str, int, int]


@dataclass
class Said:
    """What the participants of all transcripts said, turn by turn: who, the title, the text, and its words."""

    turns: list[tuple[str, str, str, list[Token]]] = field(default_factory=list)

    def forms(self) -> Iterator[tuple[str, str]]:
        """Every word with who said it."""
        for who, _, _, tokens in self.turns:
            for word, _, _ in tokens:
                yield word, who

    def matching(self, *words: str) -> list[tuple[str, str, int, int]]:
        """Places, one after the other, where words that fully match these expressions stand side by side.

        Each is who says it, the title, start and end.
        """
        fits = [re.compile(word).fullmatch for word in words]
        found = []
        for who, title, text, tokens in self.turns:
            at = 0
            while at + len(words) <= len(tokens):
                if fits[0](tokens[at][0]) and side_by_side(text, tokens[at : at + len(words)], fits):
                    found.append((who, title, tokens[at][1], tokens[at + len(words) - 1][2]))
                    at += len(words)
                else:
                    at += 1
        return found


def side_by_side(text: str, tokens: list[Token], fits: Sequence[Callable[[str], object]]) -> bool:
    """True where all words match and nothing but white space is between them."""
    gaps = (text[one[2] : other[1]] for one, other in pairwise(tokens))
    return all(fit(token[0]) for fit, token in zip(fits, tokens, strict=True)) and all(gap.isspace() for gap in gaps)


def listen(qualwork: Qualwork) -> Said:
    """Everything that participants say in the project of the folder."""
    said = Said()
    speakers = qualwork("speakers", "--json").json
    people = {(row["transcript"], row["label"]): row["participant"] for row in speakers}
    for row in qualwork("transcripts", "--json").json:
        shown = qualwork("transcripts", "show", str(row["id"]), "--json").json
        for turn in shown["turns"]:
            if turn["role"] == "participant":
                who = people[shown["title"], turn["speaker"]]
                tokens = [token for low, high in speech(turn) for token in words(shown["text"], low, high)]
                said.turns.append((who, shown["title"], shown["text"], tokens))
    return said


def speech(turn: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """What of a turn was said: from where the speech starts, without asides."""
    at = turn["speech_start"]
    for low, high in turn["asides"]:
        yield at, low
        at = high
    yield at, turn["end"]


def words(text: str, start: int, end: int) -> Iterator[Token]:
    """The words between two offsets, sign by sign."""
    at = start
    while at < end:
        if not text[at].isalnum():
            at += 1
            continue
        first = at
        while at < end and (is_inside(text[at]) or is_inner_apostrophe(text, at, end)):
            at += 1
        last = at - 2 if text[at - 2 : at - 1] in APOSTROPHES and text[at - 1] in "sS" and at - 2 > first else at
        form = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text[first:last]).casefold())
        yield re.sub(f"[{APOSTROPHES}]", "'", form), first, last


def is_inside(sign: str) -> bool:
    """True for letters, digits and their combining marks."""
    return sign.isalnum() or unicodedata.category(sign).startswith("M")


def is_inner_apostrophe(text: str, at: int, end: int) -> bool:
    """True for an apostrophe between two letters."""
    return text[at] in APOSTROPHES and is_inside(text[at - 1]) and at + 1 < end and text[at + 1].isalnum()


def most_frequent(said: Said) -> dict[str, tuple[int, int]]:
    """Occurrences and participants of every word."""
    counts = Counter(word for word, _ in said.forms())
    people = Counter(word for word, _ in set(said.forms()))
    return {word: (number, people[word]) for word, number in counts.items()}
