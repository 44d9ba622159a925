"""Quotations through the places of their words: the same places as reading every text, and misquotations found."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import corpus as bench
from qualwork.analysis.quotations import quotation_index
from qualwork.analysis.quotations.quotation_index import QuotationIndex
from qualwork.analysis.words.find import find_exact
from tests.unit.analysis.speeches import corpus_of

TEXTS = {
    "one": "I: Were you safe?\nBen: I was safe, safely so; we don't know it. [laughs] The tea came round, the tea.\n",
    "two": "I: Tea?\nAda: The tea — came round late.\nI: Came round?\nAda: Tea came round the tea-time. I was safe\n",
}
WORDS = ("I", "was", "safe", "safely", "so", "we", "don't", "know", "it", "the", "tea", "came", "round", "late", "time")


@pytest.fixture
def through_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the texts are, they are searched as large ones are."""
    monkeypatch.setattr(quotation_index, "_READ_WHOLE", 0)


@cache
def index() -> QuotationIndex:
    """Two short interviews."""
    return QuotationIndex(corpus_of(TEXTS, {}))


def by_reading(quote: str) -> set[tuple[int, int, int]]:
    """The places inside speech of a quote, by reading every text."""
    found = set()
    for number, text in enumerate(TEXTS.values(), start=1):
        places = find_exact(text, quote)
        found |= {(number, start, end) for start, end in places if start and text[start - 1] != "\n"}
    return found


@pytest.mark.usefixtures("through_words")
@pytest.mark.parametrize(
    "quote",
    [
        "the tea",
        "The tea came round",
        "tea came",
        "safe",
        "afe",
        "e tea came roun",
        "don’t know it",
        "i WAS\nsafe",
        "tea — came",
    ],
)
def test_exact_places_are_those_of_reading_everything(quote: str) -> None:
    found = [(place.transcript, place.start, place.end) for place in index().find(quote, 100)]
    assert found == sorted(by_reading(quote)) != []


@pytest.mark.usefixtures("through_words")
def test_what_nobody_said_is_found_where_nothing_said_is_near() -> None:
    assert [place.text for place in index().find("[laughs]")] == ["[laughs]"]
    assert index().find("zzzz qqqq xxxx") == []


@settings(max_examples=80)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
def test_exact_places_of_any_words(words: list[str]) -> None:
    quote = " ".join(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quotation_index, "_READ_WHOLE", 0)
        exact = [each for each in index().find(quote, 100) if each.score == 100]
    found = {(place.transcript, place.start, place.end) for place in exact}
    expected = by_reading(quote)
    assert found == expected or not expected


def test_misquotations_are_found_at_their_exact_span() -> None:
    texts = {f"t{number}": bench.interview(number) for number in range(1, bench.S + 1)}
    lines = {title: _one_label_a_line(text) for title, text in texts.items()}
    searched = QuotationIndex(corpus_of(lines, {}))
    rng, first, exact = random.Random(5), 0, 0
    for _ in range(40):
        title = rng.choice(list(lines))
        line = rng.choice([line for line in lines[title].splitlines() if line.count(" ") > 40])
        words = line.split(" ")
        at = rng.randrange(2, len(words) - 26)
        said = words[at : at + 24]
        start = lines[title].index(line) + sum(len(word) + 1 for word in words[:at])
        wrong = [*said[:5], *said[6:13], "whatever", *said[14:20], said[20], *said[20:]]
        place = searched.find(" ".join(wrong))[0]
        end = start + len(" ".join(said))
        first += title == f"t{place.transcript}" and place.start < end and start < place.end
        stripped = " ".join(said).strip(".,?!…— ")
        exact += stripped in place.text and len(place.text) <= len(" ".join(said)) + 1
    assert first == 40
    assert exact >= 36


def _one_label_a_line(text: str) -> str:
    """The interview with a label at the start of every line and no brackets, as the small corpus has it."""
    plain = text.replace("[", "(").replace("]", ")")
    return "".join(f"{line}\n" for line in plain.splitlines() if line.split(":")[0].isalnum() and ": " in line)


def test_only_some_transcripts_and_who_says_it() -> None:
    places = index().find("I was safe", only={2})
    assert [place.transcript for place in places] == [2]
    assert index().said_by(2, places[0].start, places[0].end) == ("two", ["Ada"])
    assert index().said_by(1, 0, 16) == ("one", [])
