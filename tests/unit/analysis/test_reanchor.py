"""Anchors carried from one text to another: never wrong without saying so, and quick on a whole corpus."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualwork.analysis.anchors.edit_script import edit_script
from qualwork.analysis.anchors.reanchor import Carrier, carry
from tests.unit.analysis.edits import edited, is_wrong, joined, tokens

OLD = (
    "Interviewer: How was the group for you?\n\nBen: I felt safe with them, naïve as I was. The group held me.\n\n"
    "Ada: I felt safe too. We sang until late, and nobody minded the noise in the least.\n"
)
SAID = "I felt safe with them and we sang until the lamps went out . , ? Ben: Ada: never mind"
WORDS = [*SAID.split(), "\n\n"]


def carried(new: str, quote: str) -> tuple[str, str]:
    """How the one place of a quote is carried, and what stands there."""
    start = OLD.index(quote)
    assert OLD.find(quote, start + 1) < 0
    found = Carrier(OLD, new).carry(start, start + len(quote))
    return found.how, new[found.start : found.end]


@pytest.mark.parametrize(
    ("new", "quote", "expected"),
    [
        (OLD, "The group held me.", ("carried", "The group held me.")),
        ("A title\n\n" + OLD, "The group held me.", ("carried", "The group held me.")),
        (OLD.replace("naïve as I was. ", ""), "The group held me.", ("carried", "The group held me.")),
        (OLD.replace("The group", "Teh grop"), "The group held me.", ("found again", "Teh grop held me.")),
        (OLD.replace("held me", "really held me"), "The group held me.", ("found again", "The group really held me.")),
        (OLD.replace("with them", "with htem"), "safe with them", ("found again", "safe with htem")),
        (
            OLD.replace("I felt safe with", "We felt safe with"),
            "I felt safe with",
            ("found again", "We felt safe with"),
        ),
    ],
)
def test_mended_passages_are_found_again(new: str, quote: str, expected: tuple[str, str]) -> None:
    assert carried(new, quote) == expected


@pytest.mark.parametrize(
    ("new", "quote"),
    [
        (OLD.replace(" The group held me.", ""), "The group held me."),
        (OLD.replace("The group held me.", "Somebody else came in then and asked for tea."), "The group held me."),
        (OLD.replace("The group held me.", "The group held me. The group held me."), "The group held me."),
        (
            OLD.replace("naïve", "naïve, or so they say and have said for all of these long years, naïve"),
            "them, naïve as",
        ),
        ("Something else altogether, by another hand.\n", "safe with them"),
    ],
)
def test_what_is_gone_doubled_or_rebuilt_is_for_review(new: str, quote: str) -> None:
    how, _ = carried(new, quote)
    assert how == "needs review"


def test_a_moved_paragraph_takes_its_anchors_along() -> None:
    first, second, third = OLD.split("\n\n")
    new = "\n\n".join((first, third.rstrip("\n"), second + "\n"))
    quote = "We sang until late, and nobody minded the noise"
    assert carried(new, quote) == ("carried", quote)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), st.data())
def test_the_same_text_carries_every_anchor_to_where_it_was(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    found = Carrier(text, text).carry(start, end)
    assert (found.start, found.end, found.how) == (start, end, "carried")


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), st.lists(st.sampled_from(WORDS), min_size=1, max_size=30)
)
def test_blocks_say_the_same_in_both_texts_and_stand_in_order(one: list[str], other: list[str]) -> None:
    old, new = " ".join(one), " ".join(other)
    script = edit_script(old, new)
    at = (0, 0)
    for block in script.blocks:
        assert block.size > 0
        assert block.old >= at[0] and block.new >= at[1]
        at = block.old + block.size, block.new + block.size
        assert old[block.old : at[0]] == new[block.new : at[1]]
    assert at[0] <= len(old) and at[1] <= len(new)


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=30),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=30),
    st.data(),
)
def test_every_anchor_has_a_place_that_is_not_blank(one: list[str], other: list[str], data: st.DataObject) -> None:
    old, new = " ".join(one), " ".join(other)
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = Carrier(old, new).carry(start, end)
    assert 0 <= found.start < found.end <= len(new)
    assert 0 <= Carrier(old, new).position(start) <= len(new)


def spans_of(text: str, chance: random.Random, number: int) -> list[tuple[int, int]]:
    """Most anchors begin and end with words, as people select; some anywhere."""
    starts = [at for at, sign in enumerate(text) if not sign.isspace() and (at == 0 or text[at - 1].isspace())]
    found: list[tuple[int, int]] = []
    while len(found) < number:
        start, length = chance.choice(starts), chance.randrange(1, 200)
        if chance.random() < 0.3:
            start = chance.randrange(len(text))
            end = min(len(text), start + length)
        else:
            end = min((at for at in starts if at >= start + length), default=len(text))
            end = start + len(text[start:end].rstrip())
        if text[start:end].strip():
            found.append((start, end))
    return found


def try_edits(texts: list[str], anchors: int, seed: int) -> Counter[str]:
    """How anchors fare under random edits; `wrong` counts those that are said to be right and are not."""
    chance, found = random.Random(seed), Counter[str]()
    while found.total() - found["wrong"] < anchors:
        whole = chance.choice(texts)
        begin = chance.randrange(max(1, len(whole) - 6000))
        text = whole[begin : begin + chance.randrange(300, 6000)]
        if not text.strip():
            continue
        old = tokens(text)
        new = edited(old, chance, chance.randrange(1, 12))
        now = joined(new)
        spans = spans_of(text, chance, 10)
        for span, place in zip(spans, carry(text, now, spans) if now.strip() else [], strict=False):
            found[place.how] += 1
            if place.how != "needs review" and is_wrong(old, new, span, (place.start, place.end)):
                found["wrong"] += 1
    return found


def made_up(chance: random.Random) -> str:
    """A text of turns out of few words, so that much of it occurs twice."""
    return "\n\n".join(
        f"{chance.choice(('Ben', 'Ada'))}: {' '.join(chance.choices(WORDS[:16], k=chance.randrange(5, 60)))}."
        for _ in range(40)
    )


def test_no_anchor_is_wrong_without_saying_so() -> None:
    """Of what the log of a text can say: made-up texts that repeat themselves more than any interview."""
    found = try_edits([made_up(random.Random(seed)) for seed in range(5)], 300, seed=1)
    assert found["wrong"] == 0, found
    assert found["needs review"] < found["carried"] + found["found again"], found


def test_no_anchor_over_real_interviews_is_wrong(shared_data: Path) -> None:
    found = try_edits(interviews(shared_data), 300, seed=2)
    assert found["wrong"] == 0, found


@pytest.mark.slow
def test_a_hundred_thousand_edits_over_real_interviews(shared_data: Path) -> None:
    found = try_edits(interviews(shared_data), 100_000, seed=3)
    print(found)
    assert found["wrong"] == 0, found


def interviews(folder: Path) -> list[str]:
    """Real texts of three kinds."""
    paths = [
        *folder.glob("oral-history-txt/*.txt"),
        *folder.glob("podcast-md/*.md"),
        *folder.glob("ai-interviews-md/*.md"),
    ]
    return [path.read_text("utf-8", errors="replace") for path in sorted(paths)]


def test_a_long_text_takes_no_time() -> None:
    chance = random.Random(4)
    words = [f"w{number}" for number in range(20_000)]
    old = " ".join(chance.choices(words, k=60_000))
    signs = list(old)
    for at in chance.sample(range(len(signs)), 300):
        signs[at] += "x"
    begun = time.perf_counter()
    carry(old, "".join(signs), [(at, at + 80) for at in range(0, len(old) - 80, 1000)])
    assert time.perf_counter() - begun < 10
