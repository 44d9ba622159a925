"""The word rule against a plain reading sign by sign, and the edges of sentences."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwork.model import units
from tests.unit.analysis import naive
from tests.unit.analysis.texts import texts


@given(texts)
def test_words_are_those_of_a_plain_reading(text: str) -> None:
    assert list(units.word_spans(text)) == naive.words_of(text)
    assert units.words(text) == [text[start:end] for start, end in naive.words_of(text)]


@given(st.text(alphabet="lLdqujaué'’ s.", max_size=30))
def test_french_words_are_those_of_a_plain_reading(text: str) -> None:
    assert list(units.word_spans(text, "fr")) == naive.words_of(text, french=True)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("group's group-based groups'", "en", ["group", "group", "based", "groups"]),
        ("I don't, o’clock; rock 'n' roll", "en", ["I", "don't", "o’clock", "rock", "n", "roll"]),
        ("it's IT'S it’s he'd've y'all's", "en", ["it", "IT", "it", "he'd've", "y'all"]),
        ("what's'er name", "en", ["what's'er", "name"]),
        ("snake_case 3rd 1,000 10:30", "en", ["snake", "case", "3rd", "1", "000", "10", "30"]),
        ("cafe\u0301's re\u0301sume\u0301", "en", ["cafe\u0301", "re\u0301sume\u0301"]),
        ("हिन्दी में", "en", ["हिन्दी", "में"]),
        (
            "l'amour qu’il aujourd'hui d'abord it's",
            "fr",
            ["l", "amour", "qu", "il", "aujourd'hui", "d", "abord", "it's"],
        ),
        ("dell'anno un po' C'è", "it", ["dell", "anno", "un", "po", "C", "è"]),
        ("\u0301'abc", "en", ["abc"]),
        ("", "en", []),
    ],
)
def test_words(text: str, language: str, expected: list[str]) -> None:
    assert units.words(text, language) == expected


@given(texts)
def test_fold_is_one_form_for_case_quotes_and_composition(text: str) -> None:
    folded = units.fold(text)
    assert units.fold(folded) == folded
    assert units.fold(unicodedata.normalize("NFD", text)) == folded
    assert units.fold(text.replace("'", "’")) == folded


def test_fold_of_ascii_is_the_fold_of_anything() -> None:
    assert units.fold("DON'T") == units.fold("don’t") == "don't"
    assert units.fold("Straße") == units.fold("STRASSE")


@given(texts, st.data())
def test_the_word_at_an_offset_is_the_one_that_holds_it(text: str, data: st.DataObject) -> None:
    if not text:
        return
    at = data.draw(st.integers(0, len(text) - 1))
    around = [span for span in naive.words_of(text) if span[0] <= at < span[1]]
    assert units.word_at(text, at) == (around[0] if around else None)


@given(st.text(alphabet="ab .!?…\n”。", max_size=40))
def test_sentences_hold_everything_but_white_space(text: str) -> None:
    spans = list(units.sentence_spans(text))
    assert all(low < high and text[low:high] == text[low:high].strip() for low, high in spans)
    kept = {at for low, high in spans for at in range(low, high)}
    assert all(at in kept or text[at].isspace() for at in range(len(text)))


def test_sentences() -> None:
    text = "We sat. “Did you?” she said… Yes!\n\nno full stop"
    said = [text[low:high] for low, high in units.sentence_spans(text)]
    assert said == ["We sat.", "“Did you?”", "she said…", "Yes!", "no full stop"]


def test_the_rule_names_language_and_tokenizer() -> None:
    assert units.word_rule("en") != units.word_rule("fr")
    assert "spaCy" in units.word_rule("ja")
    assert "spaCy" not in units.word_rule("en")
