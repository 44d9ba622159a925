"""Negations and fixed phrases around a form, lemmas, and the lists of stop words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.analysis.words import stop_words
from qualwork.analysis.words.lemmas import has_model, lemmatizer
from qualwork.analysis.words.phrases import suggest_phrases
from qualwork.analysis.words.terms import count_terms
from qualwork.model.errors import BadInput
from qualwork.model.family import FamilySpec, parse_pattern
from qualwork.model.transcript import Turn
from qualwork.model.units import words
from tests.unit.analysis import naive
from tests.unit.analysis.corpora import Said, corpus_of, voice_of
from tests.unit.analysis.texts import turned

PARTS = ("safe ", "not ", "never ", "feel ", "really ", "so ", "don't ", "no, ", "safe. ", "the ", "\n")
sayings = st.lists(st.sampled_from(PARTS), max_size=60).map("".join)
documents = st.lists(turned(sayings, unclean=False), max_size=3)
NEGATORS = {"not", "never", "no", "don't"}


def negated(said: Sequence[Said]) -> dict[str, int]:
    """From the nearest negator to `safe`, at most two words between, with white space alone inside; sign by sign."""
    found: dict[str, int] = {}
    for number, (text, turns) in enumerate(said):
        spoken = naive.spoken(text, turns)
        for at, word in enumerate(spoken):
            if naive.form_of(word.form) != "safe" or _role(number, turns, word.turn) != "participant":
                continue
            for back in (1, 2, 3):
                chain = spoken[max(0, at - back) : at + 1]
                if len(chain) <= back or not all(naive.parted_by(each.gap, " ") for each in chain[1:]):
                    break
                if naive.form_of(chain[0].form) in NEGATORS:
                    name = " ".join(naive.form_of(each.form) for each in chain)
                    found[name] = found.get(name, 0) + 1
                    break
    return found


def _role(number: int, turns: Sequence[Turn], at: int) -> str:
    return voice_of(f"T{number}", turns[at].speaker or "").role


@settings(max_examples=200)
@given(documents)
def test_negations_equal_a_recount(said: list[Said]) -> None:
    found = suggest_phrases(corpus_of(said), ["safe"])
    mine = {each.form: each.occurrences for each in found if each.reason == "negation"}
    expected = negated(said)
    assert mine == dict(sorted(expected.items(), key=lambda pair: (-pair[1], pair[0]))[:12])


@settings(max_examples=100)
@given(documents)
def test_phrases_are_counted_as_a_family_counts_them(said: list[Said]) -> None:
    corpus = corpus_of(said)
    for each in suggest_phrases(corpus, ["safe"]):
        if each.reason == "fixed phrase" and len(set(each.form.split())) > 1:
            row = count_terms(corpus, [FamilySpec("x", (parse_pattern(each.form),))]).rows[0]
            assert (row.occurrences, row.participants) == (each.occurrences, each.participants)


def test_words_that_meet_by_chance_are_no_phrase() -> None:
    text = "we feel safe " * 6 + "the end of the day and the safe and the tea of the safe is the tea " * 4
    found = {each.form for each in suggest_phrases(corpus_of([(text, (Turn(0, len(text), 0, "A"),))]), ["safe"])}
    assert "feel safe" in found
    assert "the safe" not in found


@pytest.mark.parametrize("language", stop_words.languages())
def test_stop_words_are_words_of_their_language(language: str) -> None:
    found = stop_words.shipped(language)
    assert len(found) > 100
    for word in found:
        assert words(word, language) == [word]
    assert stop_words.shipped("xx") == frozenset()


def test_lemmas_need_a_model_and_say_so() -> None:
    assert not has_model("xx")
    with pytest.raises(BadInput, match="spaCy model of language 'xx'"):
        lemmatizer("xx")
    if not has_model("en"):
        pytest.skip("no English model of spaCy is installed")
    forms = ["breathed", "breathing", "breath", "went", "going", "better", "tribe", "children"]
    found = dict(zip(forms, lemmatizer("en")(forms), strict=True))
    assert {form for form, lemmas in found.items() if "breathe" in lemmas} == {"breathed", "breathing"}
    assert {form for form, lemmas in found.items() if "go" in lemmas} == {"went", "going"}
    assert "child" in found["children"]
    assert found["tribe"] == {"tribe"}
