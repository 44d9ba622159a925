"""Matrices, co-occurrence and attention against plain recounts over random codings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.analysis.codings.attention import attention
from qualwork.analysis.codings.coded import Coded, coded_from, lying_in, speech_of
from qualwork.analysis.codings.cooccurrence import Nearness, co_occurrences, pairs_of
from qualwork.analysis.codings.matrix import MEASURES, Measure, cross
from qualwork.analysis.words.corpus import Corpus, Voice
from qualwork.model.transcript import Role, turn_at
from tests.unit.analysis import naive
from tests.unit.analysis.corpora import Said, corpus_of, voice_of
from tests.unit.analysis.texts import sayings, turned


class Coding(NamedTuple):
    """A coding of a test: revision is 100 + the number of its document."""

    id: int
    code: int
    revision: int
    start: int
    end: int

    @property
    def document(self) -> int:
        """The number of its document."""
        return self.revision - 100


@st.composite
def studies(draw: st.DrawFn) -> tuple[list[Said], list[Coding]]:
    """Documents and codings of three codes in them."""
    said = draw(st.lists(turned(sayings, unclean=False), min_size=1, max_size=3))
    rows = []
    for number in range(draw(st.integers(0, 12))):
        at = draw(st.integers(0, len(said) - 1))
        length = len(said[at][0])
        if length:
            start = draw(st.integers(0, length - 1))
            rows.append(
                Coding(number + 1, draw(st.integers(1, 3)), 100 + at, start, draw(st.integers(start + 1, length)))
            )
    return said, rows


def arrays(said: Sequence[Said], rows: Sequence[Coding]) -> tuple[Corpus, Coded]:
    return corpus_of(said), coded_from(rows, {100 + at: at for at in range(len(said))})


def voices(said: Sequence[Said], row: Coding, roles: Sequence[Role]) -> dict[str, Voice]:
    """Who of the roles says something of a coding, sign by sign."""
    turns = said[row.document][1]
    found = {}
    for turn in turns:
        voice = voice_of(f"T{row.document}", turn.speaker) if turn.speaker else None
        heard = any(low <= at < high for low, high in turn.speech() for at in range(row.start, row.end))
        if voice is not None and voice.role in roles and heard:
            found[voice.name] = voice
    return found


def words_under(said: Sequence[Said], rows: Sequence[Coding], roles: Sequence[Role]) -> dict[tuple[int, int], Voice]:
    """The words that some codings hold a letter of, by document and start, with who says them."""
    found = {}
    for row in rows:
        text, turns = said[row.document]
        for word in naive.spoken(text, turns):
            voice = voice_of(f"T{row.document}", turns[word.turn].speaker or "")
            if word.start < row.end and row.start < word.end and voice.role in roles:
                found[row.document, word.start] = voice
    return found


@settings(max_examples=200, deadline=None)
@given(studies(), st.sampled_from(MEASURES), st.booleans(), st.sampled_from([("participant",), ("interviewer",)]))
def test_a_matrix_equals_a_recount(
    study: tuple[list[Said], list[Coding]], measure: Measure, by_team: bool, roles: tuple[Role, ...]
) -> None:
    said, rows = study
    corpus, coded = arrays(said, rows)
    speech = speech_of(corpus, {at: turns for at, (_, turns) in enumerate(said)})
    groups = {"one": [1], "two or three": [2, 3], "any": [1, 2, 3]}
    places = {name: np.flatnonzero(np.isin(coded.codes, codes)) for name, codes in groups.items()}

    def column(voice: Voice) -> str:
        return voice.attributes.get("team", "") if by_team else voice.name

    found = cross(corpus, coded, speech, places, (lambda _, voice: column(voice)) if by_team else None, measure, roles)
    for at, (name, codes) in enumerate(groups.items()):
        mine = [row for row in rows if row.code in codes]
        people = [voices(said, row, roles) for row in mine]
        words = words_under(said, mine, roles)
        assert found.codings[at] == len(mine)
        assert found.participants[at] == len({person for each in people for person in each})
        if measure == "words":
            assert found.cells[at].sum() == len(words)
        assert found.behind(name) == sorted(row.id for row in mine)
        for number, title in enumerate(found.columns):
            here = [row for row, each in zip(mine, people, strict=True) if title in map(column, each.values())]
            counts = {
                "codings": len(here),
                "participants": len({p for each in people for p, voice in each.items() if column(voice) == title}),
                "words": sum(column(voice) == title for voice in words.values()),
            }
            assert found.cells[at, number] == counts[measure]
            assert found.behind(name, title) == sorted(row.id for row in here)
    spoken = {row.id for row in rows if voices(said, row, roles)}
    assert found.spoken == len(spoken)


def are_near(said: Sequence[Said], one: Coding, other: Coding, near: Nearness) -> bool:
    if one.revision != other.revision:
        return False
    text, turns = said[one.document]
    if near == "overlap":
        return one.start < other.end and other.start < one.end
    if near == "turn":
        mine, theirs = (set(range(turn_at(turns, row.start), turn_at(turns, row.end - 1) + 1)) for row in (one, other))
        return bool(mine & theirs)
    first, last = sorted((one, other), key=lambda row: (row.start, row.end))
    between = [word for word in naive.spoken(text, turns) if word.start >= first.end and word.end <= last.start]
    return last.start < first.end or len(between) <= near


@settings(max_examples=200, deadline=None)
@given(studies(), st.sampled_from(["overlap", "turn", 0, 1, 3]))
def test_co_occurrence_equals_a_recount(study: tuple[list[Said], list[Coding]], near: Nearness) -> None:
    said, rows = study
    corpus, coded = arrays(said, rows)
    speech = speech_of(corpus, {at: turns for at, (_, turns) in enumerate(said)})
    ids, table = co_occurrences(corpus, coded, speech.turns, near)
    assert ids.tolist() == sorted({row.code for row in rows})
    for at, one in enumerate(ids.tolist()):
        for number, other in enumerate(ids.tolist()):
            pairs = {
                frozenset((a.id, b.id))
                for a in rows
                for b in rows
                if a.id != b.id and (a.code, b.code) == (one, other) and are_near(said, a, b, near)
            }
            assert table[at, number] == len(pairs)
            listed = pairs_of(corpus, coded, speech.turns, near, (one, other))
            assert {frozenset(pair) for pair in listed} == pairs
            assert len(listed) == len(pairs)


@settings(max_examples=100, deadline=None)
@given(studies())
def test_attention_equals_a_recount(study: tuple[list[Said], list[Coding]]) -> None:
    said, rows = study
    corpus, coded = arrays(said, rows)
    for number, found in enumerate(attention(corpus, coded)):
        mine = [row for row in rows if row.document == number]
        assert found.title == f"T{number}"
        assert found.codings == len(mine) == sum(found.thirds)
        assert found.codes == len({row.code for row in mine})
        assert found.covered == len(words_under(said, mine, ("participant",)))
        assert found.words == sum(
            voice_of(found.title, said[number][1][word.turn].speaker or "").role == "participant"
            for word in naive.spoken(*said[number])
        )


@settings(max_examples=100, deadline=None)
@given(studies(), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=4))
def test_codings_in_passages_equal_a_recount(
    study: tuple[list[Said], list[Coding]], spans: list[tuple[int, int]]
) -> None:
    said, rows = study
    corpus, coded = arrays(said, rows)
    ranges = {0: [(start, start + length) for start, length in spans], 99: [(0, 9)]}
    kept = coded[lying_in(coded, corpus, [ranges])]
    assert sorted(kept.ids.tolist()) == [
        row.id
        for row in rows
        if row.document == 0 and any(row.start < high and low < row.end for low, high in ranges[0])
    ]


def test_many_codings_on_one_place_are_all_paired() -> None:
    said = [("safe " * 50, ())]
    rows = [Coding(number, number % 7, 100, 0, 250) for number in range(1, 2_801)]
    corpus, coded = arrays(said, rows)
    _, table = co_occurrences(corpus, coded, np.zeros(1, np.int64), "overlap")
    assert table.sum() == 400 * 400 * 42 + 7 * (400 * 399 // 2)
