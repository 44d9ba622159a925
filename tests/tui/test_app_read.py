"""Reading by keys at 80x24: words looked for, places gone to, speakers left out, notes, queries, facts, corrections."""

from __future__ import annotations

from pathlib import Path

from qualwork.model.memo import Memo
from qualwork.model.transcript import TranscriptInfo
from qualwork.workbench.base import projects
from qualwork.workbench.codes import memoing
from qualwork.workbench.log import auditing
from qualwork.workbench.transcripts import reading, revising
from tests.tui.driving import LARGE, at_work, codings, made, press, put_cursor, reader, said, screen_text, study, verbs
from tests.tui.reading import INTERVIEW

__all__ = ["made", "study"]
READING = ("1", "g", "enter")
TOLD = "They sent us emails."


def infos(path: Path) -> dict[str, TranscriptInfo]:
    """The transcripts in the file by title."""
    with projects.open_project(path) as project:
        return {info.title: info for info in reading.infos(project)}


def notes(path: Path) -> list[Memo]:
    """The memos in the file."""
    with projects.open_project(path) as project:
        return memoing.listing(project)


async def test_words_are_looked_for_and_n_goes_round_them(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *READING, "slash", "type:tired", "enter")
        first = reader(pilot).selection
        assert reader(pilot).selected_text == "tired" and "1 of 2" in said(pilot)
        await press(pilot, "n")
        assert reader(pilot).selection != first and "2 of 2" in said(pilot)
        await press(pilot, "n")
        assert reader(pilot).selection == first and "from the top again" in said(pilot)
        await press(pilot, "N")
        assert "from the end again" in said(pilot)
        await press(pilot, "escape", "escape", "g", "n")
        assert reader(pilot).selected_text == "it was relentless"


async def test_the_sentence_round_a_hit_is_selected_and_n_goes_on_to_the_next_hit(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *READING, "slash", "type:one", "enter", "s", "n")
        assert "2 of" in said(pilot)
        await press(pilot, "S", "n", "t", "N")
        assert "2 of" in said(pilot)


async def test_words_that_are_not_there_are_said_and_escape_leads_back_to_the_list(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *READING, "slash", "type:zebra", "enter")
        assert "“zebra” is not in this transcript" in said(pilot)
        await press(pilot, "escape", "escape")
        assert "2 transcripts" in screen_text(pilot.app)


async def test_the_search_goes_on_in_another_transcript(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *READING, "slash", "type:nobody", "enter", "ctrl+t", "type:teo", "enter", "n")
        assert reader(pilot).selected_text == "nobody" and "1 of 1" in said(pilot)


async def test_a_turn_is_gone_to_by_its_number_and_less_than_leads_back(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *READING, "colon", "type:7", "enter")
        assert "turn 7/9" in screen_text(pilot.app)
        await press(pilot, "colon", "type:99", "enter")
        assert "'99' is no turn; give a number from 1 to 9" in screen_text(pilot.app)
        await press(pilot, "escape", "less_than_sign")
        assert "turn 1/9" in screen_text(pilot.app)


async def test_only_one_speaker_is_shown_on_both_tabs_until_a_hidden_place_is_gone_to(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *READING, "f", "type:only rosa", "enter")
        assert "Can you tell me" not in screen_text(pilot.app)
        assert "some hidden" in screen_text(pilot.app)
        await press(pilot, "2")
        assert "Can you tell me" not in screen_text(pilot.app)
        await press(pilot, "g", "t", "T")
        assert "1 hidden turns in the selection" in screen_text(pilot.app)
        await press(pilot, "escape", "colon", "type:4", "enter")
        assert "Did you feel supported" in screen_text(pilot.app)
    async with at_work(study) as pilot:
        await press(pilot, *READING, "f", "type:without inter", "enter")
    async with at_work(study) as pilot:
        await press(pilot, *READING)
        assert "Did you feel supported" not in screen_text(pilot.app)


async def test_interviewers_are_dimmed_or_not_and_it_is_kept(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *READING, "f", "type:as bright", "enter")
        assert not reader(pilot).dim_interviewers
    async with at_work(study) as pilot:
        await press(pilot, "2")
        assert not reader(pilot).dim_interviewers


async def test_a_note_on_a_passage_or_a_turn_has_a_sign_and_is_listed_gone_to_changed_deleted(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *READING)
        put_cursor(pilot, TOLD)
        await press(pilot, "s", "m", "type:irony", "ctrl+s", "escape")
        assert "*No. They sent us emails." in screen_text(pilot.app)
        put_cursor(pilot, "And now?")
        await press(pilot, "m", "type:she sighs", "f2", "g", "M")
        assert "2 notes" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert reader(pilot).selected_text == TOLD
        await press(pilot, "M", "e", "type:!", "ctrl+s", "j", "d", "escape")
    assert [memo.text for memo in notes(study)] == ["irony!"]
    assert verbs(study)[-2:] == ["change memo", "delete memo"]


async def test_an_open_query_has_a_sign_until_it_is_settled(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *READING)
        put_cursor(pilot, TOLD)
        await press(pilot, "Q", "type:who is they?", "ctrl+s")
        assert "?No. They sent us emails." in screen_text(pilot.app)
        await press(pilot, "M", "x")
        assert "settled query" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "*No. They sent us emails." in screen_text(pilot.app)
    query = notes(study)[0]
    assert (query.kind, query.resolved) == ("query", True)
    assert INTERVIEW[query.start : query.end].startswith("No. They sent us emails.")


async def test_facts_title_and_the_mark_of_a_checked_transcript(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "1", "g", "e", "type:date: 2024-03-01\nplace: canteen", "ctrl+s", "c")
        shown = screen_text(pilot.app)
        assert "place: canteen" in shown and "checked against the recording" in shown
        await press(pilot, "r", *["backspace"] * 4, "type:rosa first", "enter")
    info = infos(study)["rosa first"]
    assert (info.checked, dict(info.attributes)) == (True, {"date": "2024-03-01", "place": "canteen"})
    async with at_work(study) as pilot:
        await press(pilot, "1", "g", "e", *["backspace"] * len("place: canteen"), "ctrl+s", "c")
    info = infos(study)["rosa first"]
    assert (info.checked, dict(info.attributes)) == (False, {"date": "2024-03-01"})


async def test_roles_and_people_of_speakers_are_changed_here_or_everywhere(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "1", "g", "s")
        assert "also in 1 other transcript" in screen_text(pilot.app)
        await press(pilot, "o", "I", "j", "n", "type:Ros", "enter", "escape")
    roles = {title: {s.label: s.role for s in info.speakers} for title, info in infos(study).items()}
    assert roles == {
        "rosa": {"Interviewer": "interviewer", "Rosa": "participant"},
        "teo": {"Interviewer": "interviewer", "Teo": "participant"},
    }
    with projects.open_project(study) as project:
        said_by = [decision.label for decision in auditing.decisions(project) if decision.verb == "set speaker"]
    assert said_by == ["Interviewer: other", "Interviewer: interviewer", "Rosa: participant, is Ros"]


async def test_a_turn_is_corrected_in_place_and_its_codings_go_along(study: Path) -> None:
    before = codings(study)
    async with at_work(study) as pilot:
        await press(pilot, *READING)
        put_cursor(pilot, "No. They")
        await press(pilot, "E", "type:Well. ", "ctrl+s", "type:heard it again", "enter")
        assert "Well. No. They sent us emails." in screen_text(pilot.app)
        assert "3 passages carried along" in said(pilot)
        assert codings(study) == before
        await press(pilot, "u")
        assert "Well. No." not in screen_text(pilot.app)
    with projects.open_project(study) as project:
        edit = next(decision for decision in auditing.decisions(project) if decision.verb == "edit transcript")
    assert edit.why == "heard it again"


async def test_what_an_edit_took_away_is_settled_by_moving_its_edges(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *READING)
        put_cursor(pilot, "I'm tired. I'm")
        await press(pilot, "E", *["delete"] * 27, "type:Worn out, I guess.", "ctrl+s", "enter")
        assert "R settles 1 passage" in said(pilot)
        await press(pilot, "R")
        assert "was   “I'm tired. I'm still tired.”" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "move its edge" in screen_text(pilot.app)
        start = reader(pilot).transcript.text.index("Worn out")  # type: ignore[union-attr]
        reader(pilot).adjust(start, start + 4, False)
        await press(pilot, "w", "enter")
    assert ("exhaustion", "Worn out") in codings(study)
    with projects.open_project(study) as project:
        assert revising.flagged(project) == []
    assert verbs(study)[-1] == "settle after review"


async def test_the_list_tells_of_open_queries_on_a_wide_screen(study: Path) -> None:
    async with at_work(study, LARGE) as pilot:
        await press(pilot, *READING)
        put_cursor(pilot, TOLD)
        await press(pilot, "Q", "type:who?", "ctrl+s")
        assert "1 open query" in screen_text(pilot.app)
