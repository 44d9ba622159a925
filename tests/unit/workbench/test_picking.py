"""Names found from a few letters: the whole name first, then what begins so, then what holds it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwork.workbench.base.picking import rank, ranked

NAMES = {
    1: "safety",
    2: "safety/feeling safe",
    3: "breath",
    4: "being looked after",
    5: "unsafe",
    6: "Straße",
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("safety", [1, 2]),
        ("feeling safe", [2]),
        ("SAFE", [1, 2, 5]),
        ("be lo", [4]),
        ("look", [4]),
        ("strasse", [6]),
        ("blk", [4]),
        ("zz", []),
        ("  ", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_letters_find_names(typed: str, found: list[int]) -> None:
    assert rank(typed, NAMES) == found


def test_of_equal_names_the_one_used_of_late_comes_first() -> None:
    assert rank("", NAMES, recent=[5, 3]) == [5, 3, 1, 2, 4, 6]
    assert rank("b", NAMES, recent=[4]) == [4, 3]


def test_definitions_are_searched_after_names() -> None:
    about = {3: "what safe air does", 4: "nobody is safe alone"}
    assert rank("safe", NAMES, about=about) == [1, 2, 5, 3, 4]
    assert rank("sa", NAMES, about=about) == [1, 2, 5, 6]


@given(st.dictionaries(st.integers(1, 50), st.text("abcde/ ", min_size=1), min_size=1), st.data())
def test_a_whole_name_comes_first_and_nothing_twice(names: dict[int, str], data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(sorted(names)))
    found = rank(names[chosen], names)
    assert len(set(found)) == len(found)
    if names[chosen].strip() == names[chosen]:
        assert names[found[0]].rpartition("/")[2] == names[chosen] or names[found[0]] == names[chosen]


@pytest.mark.parametrize("typed", ["exhuastion", "exaustion", "exhaustoin"])
def test_a_slip_of_the_fingers_finds_the_name_and_is_no_guess(typed: str) -> None:
    names = {1: "rest", 2: "being tired/exhaustion", 3: "in"}
    assert ranked(typed, names) == ([2], 1)


def test_what_fits_only_by_guess_is_told_from_what_is_named() -> None:
    names = {1: "exhaustion", 2: "restless nights", 3: "work"}
    about = {1: "no rest helps", 3: "w-r-e-s-t"}
    found, named = ranked("rest", names, about=about)
    assert (found, named) == ([2, 1], 1)
    assert ranked("arrest", names)[1] == 0
