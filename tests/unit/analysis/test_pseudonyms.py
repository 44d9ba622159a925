"""Names replaced: nothing else changes, every place is carried, slips are proposed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwork.analysis.privacy.pseudonyms import Names

KEY = (("Margaret", "Ada"), ("Margaret Jones", "Ada J."), ("Ben", "Carl"), ("O'Hara", "Lee"), ("José", "Karl"))
NAMES = Names(KEY)
pieces = st.lists(
    st.sampled_from([*(name for name, _ in KEY), "Benny", "the", " ", "\n", "’s", "'s", ", ", "😀", "margaret", "BEN"])
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ben's and Ben’s", "Carl's and Carl’s"),
        ("Margaret Jones, Margaret", "Ada J., Ada"),
        ("Margaret\n Jones", "Ada J."),
        ("BEN: hello", "CARL: hello"),
        ("Benny, Reuben, ben", "Benny, Reuben, ben"),
        ("O’Hara-Smith", "Lee-Smith"),
        ("José.", "Karl."),
    ],
)
def test_names_are_whole_words_in_the_spelling_of_the_key(text: str, expected: str) -> None:
    assert NAMES.replace(text).text == expected


@given(pieces)
def test_every_place_outside_a_name_keeps_its_sign(parts: list[str]) -> None:
    text = "".join(parts)
    made = NAMES.replace(text)
    inside = {at for hit in made.hits for at in range(hit.start, hit.end)}
    for at in range(len(text)):
        if at not in inside:
            assert made.text[made.place(at)] == text[at]
    assert made.place(len(text)) == len(made.text)
    places = [made.place(at) for at in range(len(text) + 1)]
    assert places == sorted(places)


@given(pieces)
def test_no_name_is_left_and_the_rest_is_as_it_was(parts: list[str]) -> None:
    text = "".join(parts)
    made = NAMES.replace(text)
    assert NAMES.hits(made.text) == []
    rest, at = [], 0
    for hit in made.hits:
        rest.append(text[at : hit.start])
        at = hit.end
    rest.append(text[at:])
    pattern = r"(?s)\A" + ".+?".join(re.escape(part) for part in rest) + r"\Z"
    assert re.match(pattern, made.text)


def test_slips_and_other_cases_are_proposed_and_names_themselves_are_not() -> None:
    found = {one.written: (one.name, one.occurrences) for one in NAMES.variants(["Margret met Ben. Margret! margaret"])}
    assert found == {"Margret": ("Margaret", 2), "margaret": ("Margaret", 1)}


def test_a_word_in_small_letters_is_no_leak_unless_the_key_has_it_so() -> None:
    names = Names([("Will", "Dan"), ("Mary Ann", "Sue")])
    assert [hit.pseudonym for hit in names.leaks("It will. Will! WILL, mary ann")] == ["Dan", "Dan", "Sue"]
    assert len(Names([("Will", "Dan"), ("will", "Dan")]).leaks("It will")) == 1


@pytest.mark.parametrize(("start", "end"), [(0, 20), (7, 10), (6, 9), (8, 14), (6, 14), (14, 20)])
def test_a_range_that_cuts_a_name_takes_it_whole(start: int, end: int) -> None:
    text = "I told Margaret that"
    made = NAMES.replace(text)
    low, high = made.span(start, end)
    expected = text[min(start, 7) if 7 < start < 15 else start : max(end, 15) if 7 < end < 15 else end]
    assert made.text[low:high] == expected.replace("Margaret", "Ada")
