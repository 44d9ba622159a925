"""One interview in two forms is known by its words; two interviews are not one."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from qualwork.analysis.words.fingerprints import Fingerprints, fingerprint

WORDS = [
    f"{begin}{middle}{end}"
    for begin in ("gar", "win", "ste", "lo")
    for middle in ("den", "ter", "mi")
    for end in "aeiou"
]


def talk(seed: int, length: int) -> list[str]:
    """Words said, by chance."""
    chance = random.Random(seed)
    return [chance.choice(WORDS) for _ in range(length)]


def known(**texts: list[str]) -> Fingerprints:
    """These texts, remembered."""
    made = Fingerprints()
    for name, words in texts.items():
        made.add(name, fingerprint([" ".join(words)]))
    return made


@given(st.integers(0, 999), st.integers(0, 999), st.integers(100, 400), st.integers(5, 40))
def test_line_ends_signs_and_a_few_other_words_do_not_part_two_forms(
    seed: int, other: int, length: int, every: int
) -> None:
    said = talk(seed, length)
    changed = [word if number % (4 * every) else "well" for number, word in enumerate(said)]
    lines = [" ".join(changed[at : at + every]).capitalize() + "." for at in range(0, length, every)]
    others = known(ana=said, bo=talk(1000 + other, length))
    assert others.same(fingerprint(["\n".join(lines)])) == "ana"


@given(st.integers(0, 999), st.integers(0, 999), st.integers(100, 400))
def test_other_talks_are_not_one(seed: int, other: int, length: int) -> None:
    assert known(ana=talk(seed, length)).same(fingerprint([" ".join(talk(1000 + other, length))])) is None


def test_a_few_words_are_too_few_to_tell() -> None:
    said = talk(1, 20)
    assert known(ana=said).same(fingerprint([" ".join(said)])) is None
