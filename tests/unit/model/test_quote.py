"""Quotations leave out what was cut, keep the rest as it was said, and never part from their extract."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwork.model.errors import BadInput
from qualwork.model.quote import CUT, checked_cuts, find_cut, merged, quoted

SAID = "Nobody asked. And the tea, well. I felt safe there."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("And the tea, well", "Nobody asked. [...]. I felt safe there."),
        ("And the tea, well.", "Nobody asked. [...] I felt safe there."),
        ("Nobody asked.", "[...] And the tea, well. I felt safe there."),
        ("I felt safe there.", "Nobody asked. And the tea, well. [...]"),
        ("the   tea,", "Nobody asked. And [...] well. I felt safe there."),
    ],
)
def test_a_cut_is_shown_where_it_was_made(words: str, expected: str) -> None:
    assert quoted(SAID, [find_cut(SAID, words)]) == expected


def test_words_that_stand_there_twice_are_not_guessed() -> None:
    with pytest.raises(BadInput, match=r"2 times \(0:2, 7:9\)"):
        find_cut("so and so", "so")
    with pytest.raises(BadInput, match="does not hold 'tree'"):
        find_cut(SAID, "tree")
    with pytest.raises(BadInput, match="empty"):
        find_cut(SAID, "  ")


@pytest.mark.parametrize("cuts", [[(0, len(SAID))], [(0, 13), (14, len(SAID))]])
def test_cuts_leave_a_word(cuts: list[tuple[int, int]]) -> None:
    with pytest.raises(BadInput, match="no word"):
        checked_cuts(SAID, cuts)


@pytest.mark.parametrize("cut", [(-1, 3), (3, 3), (5, 2), (0, 99)])
def test_cuts_lie_inside_the_extract(cut: tuple[int, int]) -> None:
    with pytest.raises(BadInput, match=f"there is no cut {cut[0]}:{cut[1]}"):
        checked_cuts(SAID, [cut])


@pytest.mark.parametrize("cut", [(0, 2), (3, 6), (19, 20)])
def test_a_cut_that_splits_a_word_is_refused(cut: tuple[int, int]) -> None:
    with pytest.raises(BadInput, match=f"the cut {cut[0]}:{cut[1]} splits a word"):
        checked_cuts(SAID, [cut])


def test_words_to_cut_are_whole_words() -> None:
    assert find_cut("but she said so, he did", "he") == (17, 19)
    assert checked_cuts("他说他来了", [(0, 2)]) == ((0, 2),)


def test_labels_give_way_to_pseudonyms_on_lines_of_their_own() -> None:
    text = "so.\n\nBen: I was\nthere\n\nInterviewer: yes"
    labels = [(5, 10, "P1: "), (23, 36, "Interviewer: ")]
    assert quoted(text, (), labels) == "so.\nP1: I was there\nInterviewer: yes"
    assert "Ben" not in quoted(text, [(0, 7)], labels)


TEXTS = st.text(alphabet="ab é😀.,\n", min_size=1, max_size=60)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_what_is_quoted_is_the_extract_without_its_cuts(text: str, ranges: list[tuple[int, int]]) -> None:
    cuts = [(start, end) for start, end in ranges if 0 <= start < end <= len(text)]
    kept = [sign for at, sign in enumerate(text) if not any(start <= at < end for start, end in cuts)]
    shown = quoted(text, cuts)
    assert re.sub(r"\s", "", shown.replace(CUT, "")) == re.sub(r"\s", "", "".join(kept))
    assert shown.count(CUT) == len(merged(cuts))
    assert "  " not in shown
    assert all(line == line.strip() for line in shown.split("\n"))
