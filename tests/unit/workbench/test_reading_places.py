"""Places in a transcript: by turn, by time, by words, and those that no code covers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwork.model.errors import BadInput
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import memoing
from qualwork.workbench.log import auditing
from qualwork.workbench.transcripts import reading
from tests.tui.reading import INTERVIEW, transcript_of
from tests.unit.workbench.named import ref

TIMED = transcript_of(INTERVIEW, minutes=True)
PLAIN = transcript_of(INTERVIEW)


@pytest.mark.parametrize(("typed", "turn"), [("1", 0), (" 3 ", 2), ("0:00", 1), ("2:04", 3), ("1:01:00", 8)])
def test_a_turn_or_a_time_is_gone_to(typed: str, turn: int) -> None:
    assert reading.go_to(TIMED, typed) == TIMED.turns[turn].start


@pytest.mark.parametrize("typed", ["0", "10", "x", "", "12:3", "-1", "9" * 30, "²"])
def test_what_is_no_place_is_said_with_what_would_be(typed: str) -> None:
    with pytest.raises(BadInput, match="1 to 9"):
        reading.go_to(TIMED, typed)


def test_a_transcript_without_times_says_so() -> None:
    with pytest.raises(BadInput, match="has no times"):
        reading.go_to(PLAIN, "2:00")


def test_words_are_found_whatever_case_and_line_they_stand_in() -> None:
    found = reading.find_in(INTERVIEW, "well DONE  team”")
    assert [INTERVIEW[slice(*each)] for each in found] == ['Well done team"']
    assert reading.find_in(INTERVIEW, " ") == []


@given(st.lists(st.tuples(st.integers(0, len(INTERVIEW)), st.integers(0, 200)), max_size=12), st.integers(0, 1600))
def test_uncoded_stretches_are_said_by_participants_and_touch_no_code(some: list[tuple[int, int]], after: int) -> None:
    coded = [(start, min(len(INTERVIEW), start + length)) for start, length in some]
    found = list(reading.uncoded(PLAIN, coded, after))
    covered = {at for start, end in coded for at in range(start, end)}
    for start, end in found:
        assert not covered & set(range(start, end))
        assert INTERVIEW[start:end] == INTERVIEW[start:end].strip()
    assert found == sorted(found)
    left = {at for start, end in found for at in range(start, end)}
    for turn in PLAIN.turns:
        said = [at for low, high in turn.speech() for at in range(low, high)]
        if turn.speaker != "Rosa":
            assert not left & set(said)
        elif turn.start >= after and not covered & set(said):
            longest = max(turn.speech(), key=lambda part: part[1] - part[0])
            assert left & set(range(*longest))


def test_a_query_is_settled_and_opened_again_and_a_note_is_not(project: Project) -> None:
    note, query = (
        memoing.add(project, ref(project, "transcript:ben"), text, kind)
        for text, kind in (("a note", memoing.checked_kind("note")), ("who?", memoing.checked_kind("query")))
    )
    assert memoing.resolve(project, query.id, why="asked her").resolved
    assert [memo.resolved for memo in memoing.listing(project)] == [False, True]
    assert auditing.decisions(project)[-1].verb == "resolve query"
    auditing.undo(project)
    assert not memoing.listing(project)[1].resolved
    memoing.resolve(project, query.id)
    assert not memoing.resolve(project, query.id, resolved=False).resolved
    with pytest.raises(BadInput, match="only a query"):
        memoing.resolve(project, note.id)
