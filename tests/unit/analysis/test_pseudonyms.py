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
        ("Benny, Reuben, ben", "Benny, Reuben, Carl"),
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


FORMS = {
    "Christina": ["christina", "CHRISTINA", "Christina’s", "christinas", "@ChristinaM", "christina_k", "#christina"],
    "Kennedy": ["kennedy", "the Kennedies", "Kennedys", "info@kennedy-hill.org", "Kennedy2"],
    "Ben": ["ben", "Bens", "@ben_1", "ben.hill@example.org", "Ben's"],
    "José": ["jose", "JOSÉ", "jose\u0301", "Josés"],
    "Ana Lund": ["ana lund", "Ana\nLund", "ana.lund@example.org", "@analund7", "ANA LUND"],
}
PSEUDONYMS = {"Christina": "Berta", "Kennedy": "Vide", "Ben": "Odd", "José": "Tor", "Ana Lund": "Siri"}
FORMED = Names(PSEUDONYMS.items())
formed = st.sampled_from([(name, form) for name, forms in FORMS.items() for form in forms])
fillers = st.sampled_from(["and", "told", "benefit", "it will", "so.", "\n", "—", "garden", "Reuben"])


@given(st.lists(st.tuples(fillers, formed, fillers), min_size=1, max_size=6))
def test_every_form_of_a_name_is_found_and_none_is_left(parts: list[tuple[str, tuple[str, str], str]]) -> None:
    text = " ".join(f"{before} {form} {after}" for before, (_, form), after in parts)
    assert sorted(hit.name for hit in FORMED.leaks(text)) == sorted(name for _, (name, _), _ in parts)
    made = FORMED.replace(text)
    assert FORMED.leaks(made.text) == []
    for name in ("christina", "kenned", "jos", "lund"):
        assert name not in made.text.casefold()


@given(st.text(alphabet="abenBENosé@_.1 \n’'", max_size=40))
def test_whatever_is_proposed_is_a_leak_too(text: str) -> None:
    leaks = {text[hit.start : hit.end] for hit in FORMED.leaks(text)}
    assert {variant.written for variant in FORMED.variants([text])} <= leaks


def test_a_part_of_a_name_and_a_slip_are_leaks_that_are_not_replaced_by_themselves() -> None:
    text = "Lund came. Cristina saw lunds house and @ana_l."
    assert [(text[hit.start : hit.end], hit.sure) for hit in FORMED.leaks(text)] == [
        ("Lund", False),
        ("Cristina", False),
        ("lunds", False),
        ("ana_l", False),
    ]
    assert FORMED.replace(text).text == text


def test_ordinary_words_are_no_slips_of_names() -> None:
    names = Names([("Mike", "Odd"), ("Theo", "Tor"), ("Mary", "Siri"), ("Doe", "Liv")])
    assert names.leaks("Like that. Then many came. Many more. Does it? Make it so.") == []


def test_the_key_can_say_that_a_word_is_no_name() -> None:
    names = Names([("Christina", "Berta"), ("Cristina", "Cristina"), ("christina", "christina")])
    text = "Cristina and christina"
    assert names.leaks(text) == [] and names.replace(text).text == text
    assert len(names.leaks("Christina")) == 1


def test_a_pseudonym_that_is_like_a_name_is_no_leak() -> None:
    assert Names([("Hanna", "Anna"), ("Berthe", "Bertha")]).leaks("Anna met Bertha, Annas friend") == []
