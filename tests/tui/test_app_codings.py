"""Codings by keys at 80x24: several at once, with a note, recoded, edges moved, looked at; what is left uncoded."""

from __future__ import annotations

from pathlib import Path

from textual import events

from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook, coding, memoing
from qualwork.workbench.log import auditing
from tests.tui.driving import at_work, codings, made, press, put_cursor, reader, said, screen_text, settle, study, verbs
from tests.unit.workbench.named import transcript_id

__all__ = ["made", "study"]
TOLD = "They sent us emails."


async def test_several_codes_old_and_new_are_ticked_and_given_in_one_decision(study: Path) -> None:
    before = codings(study)
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await press(pilot, "s", "c", "type:exh", "tab", "type:words from above", "tab", "down", "space", "enter")
        added = [code for code, extract in codings(study) if extract == TOLD]
        assert len(added) == 3 and {"exhaustion", "words from above"} < set(added)
        assert verbs(study)[-1] == "apply codes"
        await press(pilot, "u")
    assert codings(study) == before


async def test_space_ticks_before_typing_and_is_a_blank_in_a_name(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await press(pilot, "s", "c", "space")
        assert "✓" in screen_text(pilot.app)
        await press(pilot, "space", "k", "e", "p", "t", "space", "g", "enter")
        assert "coded “kept going by others”" in said(pilot)
    assert [code for code, extract in codings(study) if extract == TOLD] == ["kept going by others"]


async def test_keys_that_come_faster_than_the_screen_are_taken_in_their_order(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await press(pilot, "s", "c")
        for key in (*"words from", "tab", *"exh", "tab", *"above all", "enter"):
            name = "space" if key == " " else key
            pilot.app.post_message(events.Key(name, key if len(key) == 1 else None))
        await settle(pilot)
        await settle(pilot)
    assert {code for code, extract in codings(study) if extract == TOLD} == {"words from", "exhaustion", "above all"}


async def test_enter_never_takes_a_code_that_is_only_guessed(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await press(pilot, "s", "c", "type:sleep")
        shown = screen_text(pilot.app)
        assert shown.index("make the code “sleep”") < shown.index("■ exhaustion")
        await press(pilot, *["backspace"] * 5, "type:exhuastion")
        shown = screen_text(pilot.app)
        assert shown.index("■ exhaustion") < shown.index("make the code “exhuastion”")
        await press(pilot, "enter")
    assert ("exhaustion", TOLD) in codings(study)


async def test_a_code_under_another_is_made_by_its_full_name(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await press(pilot, "s", "c", "type:exhaustion/from mails", "enter")
    with projects.open_project(study) as project:
        codes = {code.name: code for code in codebook.everything(project)}
    assert codes["from mails"].parent == codes["exhaustion"].id


async def test_code_and_note_are_one_decision_and_a_closed_note_codes_nothing(study: Path) -> None:
    before = codings(study)
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await press(pilot, "s", "c", "type:exh", "f2", "escape")
        assert "nothing was coded" in said(pilot)
        assert codings(study) == before
        count = len(verbs(study))
        await press(pilot, "c", "type:exh", "ctrl+g", "type:said with a laugh", "ctrl+s")
        assert len(verbs(study)) == count + 1
        assert "*No. They sent us emails." in screen_text(pilot.app)
        with projects.open_project(study) as project:
            memo = memoing.listing(project)[0]
            assert (memo.thing_kind, memo.text) == ("coding", "said with a laugh")
        await press(pilot, "u")
    assert codings(study) == before


async def test_another_code_takes_the_place_of_the_one_here(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "was relentless")
        await press(pilot, "r", "type:fam", "enter")
        assert ("family", "it was relentless") in codings(study)
        assert ("exhaustion", "it was relentless") not in codings(study)
        assert "family" in screen_text(pilot.app)
    assert verbs(study)[-1] == "change code of coding"


async def test_edges_are_moved_by_any_move_and_kept_by_enter(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "was relentless")
        await press(pilot, "left_square_bracket", "b", "enter")
        assert ("exhaustion", "Honestly, it was relentless") in codings(study)
        await press(pilot, "right_square_bracket", "w", "w", "h", "h")
        assert "move its edge" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert ("exhaustion", "Honestly, it was relentless. You'd co") in codings(study)
        await press(pilot, "u", "u")
        assert ("exhaustion", "it was relentless") in codings(study)
    assert verbs(study)[-4:] == ["move edges of coding", "move edges of coding", "undo", "undo"]


async def test_escape_leaves_the_edges_and_going_elsewhere_moves_nothing(study: Path) -> None:
    before = codings(study)
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "was relentless")
        await press(pilot, "left_square_bracket", "b", "escape")
        assert "as they were" in said(pilot)
        put_cursor(pilot, "was relentless")
        await press(pilot, "right_square_bracket", "w", "n", "enter")
        assert not reader(pilot).adjusting
    assert codings(study) == before


async def test_edges_of_one_of_several_codes_and_the_bracket_key_goes_to_the_other_edge(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "I'm still tired")
        await press(pilot, "s", "c", "type:family", "enter", "escape", "left_square_bracket")
        assert "Move an edge of which code?" in screen_text(pilot.app)
        await press(pilot, "type:exh", "enter", "w", "right_square_bracket", "b", "enter")
    assert ("exhaustion", "tired. I'm still") in codings(study)
    assert ("family", "I'm still tired.") in codings(study)


async def test_the_codes_here_are_listed_with_who_gave_them_and_their_deeds(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "I'm still tired")
        await press(pilot, "s", "c", "type:family", "enter", "D")
        shown = screen_text(pilot.app)
        assert "2 codings here" in shown and "kept going by others/family · ana" in shown
        await press(pilot, "j", "m", "type:her too", "ctrl+s", "D")
        assert "1 note" in screen_text(pilot.app)
        await press(pilot, "j", "x")
        assert ("family", "I'm still tired.") not in codings(study)
        await press(pilot, "D", "enter")
        assert reader(pilot).selected_text == "I'm tired. I'm still tired."
    with projects.open_project(study) as project:
        assert memoing.listing(project) == []


async def test_z_goes_to_what_participants_say_without_a_code(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2", "g")
        seen = []
        for _ in range(5):
            await press(pilot, "z")
            seen.append(reader(pilot).selected_text)
        assert seen[0].startswith("You'd come in") and seen[0].endswith("alarms.")
        assert seen[1] == "No. They sent us emails."
        assert all("family" not in said(pilot) for _ in seen)
        await press(pilot, "Z")
        assert reader(pilot).selected_text == seen[3]
        with projects.open_project(study) as project:
            covered = [(each.start, each.end) for each in coding.listing(project, transcript_id(project, "rosa"))]
        chosen = reader(pilot).selection
        assert chosen is not None and all(end <= chosen[0] or chosen[1] <= start for start, end in covered)
        await press(pilot, "G", "z")
        assert "has a code" in said(pilot)


async def test_the_history_of_the_coding_at_the_cursor_is_one_key_away(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "was relentless")
        await press(pilot, "f4")
        assert "apply code" in screen_text(pilot.app)
    with projects.open_project(study) as project:
        assert auditing.verify(project).ok
