"""Labels that may be one person's, names that may have been meant, derivatives of a form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwork.analysis.words.similar import counterparts, near_duplicates, nearest
from qualwork.analysis.words.stems import bases
from qualwork.analysis.words.suggest import suggest_forms
from qualwork.model.transcript import Turn
from tests.unit.analysis.corpora import corpus_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Interviewer 1", "Interviewer1"),
        ("Interviewee", "interviewee "),
        ("Giulia", "Guilia"),
        ("P1", "p1"),
        ("P 01", "P1"),
        ("Maria Lopez", "ML"),
        ("Moderator", "Moderater"),
    ],
)
def test_labels_of_one_person_are_seen(one: str, other: str) -> None:
    assert [(a, b) for a, b, _ in near_duplicates([one, "Somebody else", other])] == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("P1", "P2"), ("Interviewer 1", "Interviewer 2"), ("Ben", "Dan"), ("Anna", "Hanna"), ("AI", "Ana"), ("?", "!")],
)
def test_labels_of_two_people_are_left_apart(one: str, other: str) -> None:
    assert near_duplicates([one, other]) == []


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_labels_can_be_compared(labels: list[str]) -> None:
    for one, other, score in near_duplicates(labels):
        assert one != other
        assert 85 <= score <= 100
    assert set(nearest("Giulia", labels)) <= set(labels)


def test_the_nearest_names_come_first() -> None:
    names = ["caring for others", "Belonging", "safety", "Safe place"]
    assert nearest("belonign", names)[0] == "Belonging"
    assert nearest("SAFETY", names)[0] == "safety"
    assert nearest("zzzz", names) == []
    assert sorted(nearest("safety", ["Safety", "safety"])) == ["Safety", "safety"]


SPEECH = (
    "breathe breathe breath breathing breather breathes breathed breathtaking taking bread broth breach breathalyser "
    "safe safe safety safely safer unsafe save sage saved care caring careful cares career car cars carefully scare "
    "share sharing shares shape shame honest honestly honesty dishonest hone honour connection connect connected "
    "disconnected family families famous settle settling settled unsettled set belonging belonging belonging belonging "
    "belonging belonging belonging belonging belonging belonging belonging belonging belonging belonging belonging "
    "belonging belonging belonging belonging belonging beloning belong"
)


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        ("breathe", "breathe breath breathing breather breathes breathed breathtaking breathalyser"),
        ("Breath", "breathe breath breathing breather breathes breathed breathtaking breathalyser"),
        ("safe", "safe safety safely safer unsafe"),
        ("care", "care caring careful cares carefully"),
        ("car", "car cars"),
        ("share", "share sharing shares"),
        ("honest", "honest honestly honesty dishonest"),
        ("connection", "connection connect connected disconnected"),
        ("family", "family families"),
        ("settle", "settle settling settled unsettled"),
        ("belonging", "belonging belong beloning"),
        ("nowhere", ""),
        ("caring for", ""),
        ("breath*", ""),
    ],
)
def test_derivatives_are_few_and_good(seed: str, expected: str) -> None:
    corpus = corpus_of([(SPEECH, (Turn(0, len(SPEECH), 0, "B"),))])
    found = suggest_forms(corpus, seed)
    assert {suggestion.form for suggestion in found} == set(expected.split())
    for suggestion in found:
        assert suggestion.occurrences == SPEECH.split().count(suggestion.form)
        assert suggestion.participants == 1
    assert [s.occurrences for s in found] == sorted((s.occurrences for s in found), reverse=True)


def test_only_participants_speech_is_proposed_from() -> None:
    text = "safe|safely"
    corpus = corpus_of([(text, (Turn(0, 5, 0, "B"), Turn(5, 11, 5, "Interviewer")))])
    assert [suggestion.form for suggestion in suggest_forms(corpus, "safe")] == ["safe"]


def test_another_language_goes_by_the_beginning() -> None:
    text = "sicher Sicherheit sicherlich suchen unsicher sich"
    corpus = corpus_of([(text, (Turn(0, len(text), 0, "B"),))], "de")
    assert {suggestion.form for suggestion in suggest_forms(corpus, "sicher")} == {"sicher", "sicherheit", "sicherlich"}


@given(st.text(alphabet="abcdeginrsty", min_size=1, max_size=12))
def test_a_form_is_among_its_own_bases_and_none_is_longer_by_more_than_an_e(form: str) -> None:
    found = bases(form)
    assert form in found
    assert all(len(base) <= len(form) for base in found)


@pytest.mark.parametrize(
    ("new", "known"),
    [
        ("feel safe", "feeling safe"),
        ("Feeling-Safe", "feeling safe"),
        ("safe feeling", "feeling safe"),
        ("feelng safe", "feeling safe"),
        ("wave 2", ""),
        ("trust", ""),
        ("!", ""),
    ],
)
def test_a_name_that_may_mean_another_is_proposed(new: str, known: str) -> None:
    found = counterparts([new, new], ["trusty oak", "feeling safe", "feeling safe", "wave 1"])
    assert [pair[:2] for pair in found] == ([(new, known)] if known else [])
    assert all(80 <= score <= 100 for *_, score in found)
    assert counterparts([new], []) == []
