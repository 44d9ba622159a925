"""The word list against a plain recount."""

from __future__ import annotations

from collections import Counter, defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.analysis.words.word_list import list_words
from qualwork.model.transcript import Role
from tests.unit.analysis import naive
from tests.unit.analysis.corpora import Said, corpus_of, hits
from tests.unit.analysis.texts import sayings, turned

documents = st.lists(turned(sayings, unclean=False), max_size=4)
role_choices = st.sampled_from([("participant",), ("interviewer",), ("participant", "interviewer"), ()])


@settings(max_examples=200, deadline=None)
@given(documents, role_choices, st.none() | st.integers(1, 5), st.sampled_from([(), ("safe", "it", "nothing")]))
def test_word_lists_equal_a_recount(
    said: list[Said], roles: tuple[Role, ...], top: int | None, stop_words: tuple[str, ...]
) -> None:
    found = list_words(corpus_of(said), roles, lambda document, _: document.title, top, stop_words)
    total: Counter[str] = Counter()
    people: dict[str, set[str]] = defaultdict(set)
    where: dict[str, Counter[str]] = defaultdict(Counter)
    for hit in hits(said, [(["*"], [])], roles):
        form = naive.form_of(hit.words[0].form)
        if form not in stop_words:
            total[form] += 1
            people[form].add(hit.voice.name)
            where[form][f"T{hit.document}"] += 1
    expected = sorted(total, key=lambda form: (-total[form], form))[:top]
    assert list(found.words) == expected
    assert list(found.occurrences) == [total[form] for form in expected]
    assert list(found.participants) == [len(people[form]) for form in expected]
    assert list(found.transcripts) == [len(where[form]) for form in expected]
    assert [dict(zip(found.keys, row, strict=True)) for row in found.by] == [
        {key: where[form][key] for key in found.keys} for form in expected
    ]


def test_without_columns_there_are_none() -> None:
    corpus = corpus_of([])
    assert list_words(corpus).words == list_words(corpus).keys == ()
