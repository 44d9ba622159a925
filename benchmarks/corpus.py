"""Write a seeded corpus of made-up interviews, the same bytes on every machine: `corpus.py OUT N --seed 1`.

The words come from `words.tsv`, a list with weights written for this project, and from a long tail of invented
words, so that 1,000 interviews have about 44,000 forms. S is 9 interviews, M is 1,000.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from bisect import bisect
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, product
from pathlib import Path

WORDS = Path(__file__).with_name("words.tsv")
TAIL = 45_000
TAIL_EXPONENT = 1.55
S, M = 9, 1_000
SEED = 1
S_SHA256 = "0849b4d85dbe07474acadf8383758159c3cc035f1cfe9ee332544eaa439f5359"

_ONSETS = re.findall(r"\w+", "b br c ch cl d dr f fl g gr h j k l m n p pl qu r s sh sl st t tr v w")
_VOWELS = re.findall(r"\w+", "a e i o u ai ea oo")
_CODAS = re.findall(r"\w+", "b ck d ft g l ll m nd ng nt p r rk rn sk ss st t x")
_ENDINGS = ("", "s", "ed", "ing", "er", "ly", "ness", "ful")
_SPECIALS = (
    "breathe", "breathing", "a breath", "breathed", "the breather", "breathtaking", "breathe in and breathe out",
    "safe", "safe", "safely", "safer", "the safety", "unsafe", "not safe", "feel safe",
    "caring for", "caring for", "Caring, for", "the group's", "group-based", "well-being", "don't know",
    "belonging", "sharing", "the tribe", "trust", "honest", "settling", "café", "naïve",
)  # fmt: skip
_PAUSES = ", ", ", ", ", ", " — ", "… "
_STOPS = ". ", ". ", ". ", ". ", "? ", "! "
_NOTES = "[laughs] ", "((pause)) ", "[crosstalk] "


@cache
def weighted_words() -> tuple[list[str], list[float]]:
    """All words and their running weights: the written list, then the invented tail."""
    rows = [line.split("\t") for line in WORDS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    words = [word for word, _ in rows]
    weights = [float(weight) for _, weight in rows]
    known = {word.lower() for word in words}
    rank, last = len(words), weights[-1]
    for word in _invented():
        if len(words) == len(rows) + TAIL:
            break
        if word not in known:
            known.add(word)
            words.append(word.capitalize() if len(words) % 23 == 0 else word)
            weights.append(last * (rank / len(words)) ** TAIL_EXPONENT)
    return words, list(accumulate(weights))


def _invented() -> Iterator[str]:
    stems = [onset + vowel + coda for onset, vowel, coda in product(_ONSETS, _VOWELS, _CODAS)]
    for at in range(len(stems)):
        stem = stems[at * 1_009 % len(stems)]
        for ending in _ENDINGS:
            yield stem + ending
    for step, at in product((2_003, 3_001, 613, 97, 1_499), range(len(stems))):
        yield stems[at * 1_009 % len(stems)] + stems[at * step % len(stems)]


def interview(number: int, seed: int = SEED) -> str:
    """The text of one interview of 8,000 to 9,000 words; `number` counts from 1 and names the participant."""
    rng = random.Random(seed * 1_000_003 + number)
    wanted = 8_000 + int(rng.random() * 1_000)
    turns: list[str] = []
    said = 0
    while said < wanted:
        asking = len(turns) % 2 == 0
        length = 8 + int(rng.random() * (40 if asking else 340))
        label = "Interviewer" if asking else f"P{number}"
        turns.append(f"{label}: {_speech(rng, length, asking)}")
        said += length
    text = "\n\n".join(turns) + "\n"
    return text.replace("'", "’") if rng.random() < 0.4 else text


def _speech(rng: random.Random, length: int, asking: bool) -> str:
    words, weights = weighted_words()
    total, parts = weights[-1], []
    while length > 0:
        count = min(length, 3 + int(rng.random() * 18))
        length -= count
        drawn = [words[bisect(weights, rng.random() * total)] for _ in range(count)]
        if not asking and rng.random() < 0.15:
            drawn[int(rng.random() * count)] = _pick(rng, _SPECIALS)
        if count > 7:
            at = 2 + int(rng.random() * (count - 4))
            drawn[at : at + 2] = [_pick(rng, _PAUSES).join(drawn[at : at + 2])]
        sentence = " ".join(drawn)
        parts.append(sentence[0].upper() + sentence[1:] + _pick(rng, _STOPS))
        if rng.random() < 0.02:
            parts.append(_pick(rng, _NOTES))
    return "".join(parts).rstrip()


def _pick(rng: random.Random, choices: tuple[str, ...]) -> str:
    return choices[int(rng.random() * len(choices))]


def write(folder: Path, number: int, seed: int = SEED) -> str:
    """Write interviews 1 to `number` into `folder`; returns the SHA-256 of their bytes in order."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    for at in range(1, number + 1):
        data = interview(at, seed).encode("utf-8")
        digest.update(data)
        (folder / f"interview-{at:05}.txt").write_bytes(data)
    return digest.hexdigest()


def main() -> None:
    """Write a corpus from the command line and print its hash."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    print(write(given.folder, given.number, given.seed))


if __name__ == "__main__":
    main()
