"""Finding passages: exactly where they stand, and what is most like a misquotation."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import corpus
from qualwork.analysis.words.find import QuotePlace, find_exact, find_fuzzy, find_quote
from qualwork.model.units import words

letters = st.text(alphabet="abcAé'’“-– \n", max_size=40)


@given(letters, st.text(alphabet="abcAé'’“-–", min_size=1, max_size=6), letters)
def test_a_quote_is_found_where_it_stands(before: str, quote: str, after: str) -> None:
    text = f"{before}{quote}{after}"
    assert (len(before), len(before) + len(quote)) in find_exact(text, quote)


@given(letters, st.text(alphabet="abA ", min_size=1, max_size=5))
def test_every_place_is_found_and_no_other(text: str, quote: str) -> None:
    if not quote.strip():
        assert find_exact(text, quote) == []
        return

    def plain(part: str) -> str:
        return " ".join(part.lower().split())

    wanted = quote.strip()
    expected = set()
    for start in range(len(text)):
        ends = [end for end in range(start + 1, len(text) + 1) if plain(text[start:end]) == plain(wanted)]
        if ends and not text[start].isspace():
            expected.add((start, min(ends)))
    assert set(find_exact(text, quote)) == expected


@pytest.mark.parametrize(
    "quote",
    [
        "I don't know, really",
        "i DON’T know,\n  really",
        "  I don't know, really ",
        "I don't know,  really",
    ],
)
def test_case_white_space_and_kinds_of_quotation_marks_make_no_difference(quote: str) -> None:
    text = "Ben: “I don’t know,\nreally” – twice."
    assert [text[start:end] for start, end in find_exact(text, quote)] == ["I don’t know,\nreally"]


def test_dashes_and_accents_in_any_writing() -> None:
    text = "a re\u0301sume\u0301 — done"
    assert [text[start:end] for start, end in find_exact(text, "résumé - DONE")] == [text[2:]]
    assert find_exact(unicodedata.normalize("NFC", text), "re\u0301sume\u0301") == [(2, 8)]


def test_small_letters_that_are_longer_do_not_move_the_place() -> None:
    text = "İİİ we said SAFE"
    assert find_exact(text, "said safe") == [(7, 16)]
    assert [text[start:end] for start, end, _ in find_fuzzy(text, "we said save")] == ["we said SAFE"]


def test_exact_places_come_in_order_and_end_the_search() -> None:
    texts = [(7, "no no no"), (3, "yes, NO NO"), (4, "no so")]
    found = find_quote(texts, "no no")
    assert [(place.transcript, place.start, place.end) for place in found] == [(7, 0, 5), (7, 3, 8), (3, 5, 10)]
    assert {place.score for place in found} == {100.0}
    assert found[2] == QuotePlace(3, 5, 10, 100.0, "NO NO")
    assert len(find_quote(texts, "no no", limit=2)) == 2


def test_places_alike_are_whole_words_apart_and_best_first() -> None:
    text = "We sat in the circle and breathed together. " * 3 + "We sat in a circle and were breathing together."
    found = find_fuzzy(text, "we sat in the circle and breathe together")
    assert [score for _, _, score in found] == sorted((score for _, _, score in found), reverse=True)
    for start, end, score in found:
        assert 70 <= score < 100
        assert (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum())
    spans = sorted((start, end) for start, end, _ in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(letters, letters)
def test_places_alike_lie_in_the_text(text: str, quote: str) -> None:
    for start, end, score in find_fuzzy(text, quote):
        assert 0 <= start < end <= len(text)
        assert 70 <= score <= 100


def test_nothing_is_found_of_nothing() -> None:
    assert not find_quote([(1, "some text")], "  ")
    assert not find_fuzzy("some text", "")
    assert not find_exact("", "a")
    assert find_quote([], "safe") == find_quote([(1, "")], "safe") == []
    assert find_quote([(1, "nothing of the kind")], "xyzzyx qqqqq") == []


def test_misquotations_are_found() -> None:
    texts = [(number, corpus.interview(number)) for number in range(1, corpus.S + 1)]
    rng, first = random.Random(11), 0
    for _ in range(30):
        number, text = rng.choice(texts)
        said = text.split()
        at = rng.randrange(len(said) - 24)
        quote = said[at : at + 24]
        for edit in (3, 11, 19):
            quote[edit] = rng.choice([quote[edit][::-1], "really", "the"])
        best = find_quote(texts, " ".join(quote))[:1]
        first += any(place.transcript == number and _shares(place.text, said[at : at + 24]) for place in best)
    assert first >= 28


def _shares(text: str, said: list[str]) -> bool:
    return len(set(words(text)) & set(words(" ".join(said)))) >= 10
