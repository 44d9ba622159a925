"""Coding by keys and mouse at 80x24: each deed is one decision, shown at once, and undone by `u`."""

from __future__ import annotations

from pathlib import Path

from textual.geometry import Offset

from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook, memoing
from tests.tui.driving import (
    LARGE,
    at_work,
    codings,
    made,
    press,
    put_cursor,
    reader,
    said,
    screen_text,
    settle,
    study,
    verbs,
)

__all__ = ["made", "study"]
TOLD = "They sent us emails."


async def test_a_sentence_gets_a_code_by_some_letters_and_u_takes_it_back(study: Path) -> None:
    before = codings(study)
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await press(pilot, "s", "c", "type:exh", "enter")
        assert "coded “exhaustion”" in said(pilot)
        assert sorted(codings(study)) == sorted([*before, ("exhaustion", TOLD)])
        assert any(each.name == "exhaustion" for each in reader(pilot).codings_at(reader(pilot).cursor - 2))
        await press(pilot, "u")
        assert "Undone: took “exhaustion” off Rosa" in said(pilot)
        assert codings(study) == before
        assert not reader(pilot).codings_at(reader(pilot).cursor - 2)
        await press(pilot, "U")
        assert ("exhaustion", TOLD) in codings(study)
    assert verbs(study)[-3:] == ["apply code", "undo", "redo"]


async def test_without_a_selection_the_sentence_at_the_cursor_is_meant(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "sent us emails")
        await press(pilot, "c")
        assert f"“{TOLD}”" in screen_text(pilot.app)
        await press(pilot, "enter")
        put_cursor(pilot, "But nobody came down")
        await press(pilot, "full_stop")
    assert [extract for _, extract in codings(study) if "nobody" in extract or "emails" in extract] == [
        TOLD,
        "But nobody came down to the ward.",
    ]


async def test_the_code_used_last_comes_first_in_the_picker_and_again_after_a_restart(study: Path) -> None:
    for _ in range(2):
        async with at_work(study) as pilot:
            await press(pilot, "2")
            put_cursor(pilot, TOLD)
            await press(pilot, "c", "type:fam", "enter", "c")
            shown = screen_text(pilot.app)
            assert shown.index("kept going by others/family") < shown.index("■ exhaustion ")
            await press(pilot, "escape")
    assert ("family", TOLD) in codings(study)
    assert verbs(study).count("apply code") == 5


async def test_a_new_name_makes_the_code_and_applies_it_in_one_decision(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await press(pilot, "c", "type:words from above")
        assert "make the code “words from above”" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert ("words from above", TOLD) in codings(study)
        assert verbs(study)[-1] == "add and apply code"
        await press(pilot, "u")
        with projects.open_project(study) as project:
            assert "words from above" not in [code.name for code in codebook.everything(project)]


async def test_an_in_vivo_code_is_named_by_the_words(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "close to tears")
        await press(pilot, "v", "w", "w", "w", "i")
    assert ("close to tears", "close to tears") in codings(study)


async def test_x_takes_the_code_at_the_cursor_away_and_asks_which_where_there_are_two(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "sister was the one")
        await press(pilot, "x")
        assert ("family", "My sister was the one who kept me going") not in codings(study)
        await press(pilot, "u")
        put_cursor(pilot, "I'm still tired")
        await press(pilot, "s", "c", "type:family", "enter", "x")
        assert "Take away which code?" in screen_text(pilot.app)
        await press(pilot, "type:exh", "enter")
    left = codings(study)
    assert ("exhaustion", "I'm tired. I'm still tired.") not in left
    assert ("family", "I'm still tired.") in left
    assert ("family", "My sister was the one who kept me going") in left


async def test_n_goes_round_the_coded_passages(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2", "g")
        seen = []
        for _ in range(3):
            await press(pilot, "n")
            seen.append(reader(pilot).selected_text)
        assert seen == ["it was relentless", "My sister was the one who kept me going", "I'm tired. I'm still tired."]
        await press(pilot, "n")
        assert "no coded passage after" in said(pilot)
        await press(pilot, "N")
        assert reader(pilot).selected_text == seen[1]


async def test_mouse_drag_and_a_click_on_a_code_apply_it(study: Path) -> None:
    async with at_work(study, LARGE) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await settle(pilot)
        lines = screen_text(pilot.app).split("\n")
        y = next(at for at, line in enumerate(lines) if TOLD in line)
        x = lines[y].index(TOLD)
        await pilot.mouse_down(offset=(x, y))
        await pilot.hover(offset=(x + len(TOLD) - 1, y))
        await pilot.mouse_up(offset=(x + len(TOLD) - 1, y))
        assert reader(pilot).selected_text == TOLD
        row = next(at for at, line in enumerate(lines) if "■ exhaustion" in line)
        await pilot.click(offset=Offset(lines[row].index("exhaustion"), row))
        await settle(pilot)
    assert ("exhaustion", TOLD) in codings(study)


async def test_the_codebook_is_one_tab_away_on_a_narrow_screen(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        assert "3 codes" not in screen_text(pilot.app)
        await press(pilot, "tab", "a", "type:silence", "enter")
        assert "silence" in screen_text(pilot.app)
        await press(pilot, "r", *["backspace"] * 7, "type:being silent", "enter")
        await press(pilot, "e", "type:What is not said.", "ctrl+s")
        with projects.open_project(study) as project:
            found = {code.name: code.definition for code in codebook.everything(project)}
        assert found["being silent"] == "What is not said."
        assert "silence" not in found


async def test_deleting_a_code_shows_what_hangs_on_it_and_keeps_the_reason(study: Path) -> None:
    before = codings(study)
    async with at_work(study) as pilot:
        await press(pilot, "2", "tab", "g", "d")
        assert "2 codings" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert codings(study) == before
        await press(pilot, "d", "type:too wide", "enter")
        assert [code for code, _ in codings(study)] == ["family", "family"]
        await press(pilot, "u")
    assert codings(study) == before
    with projects.open_project(study) as project:
        from qualwork.workbench.log import auditing

        assert auditing.decisions(project)[-2].why == "too wide"


async def test_enter_on_a_code_lists_its_extracts_and_jumps_to_another_transcript(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2", "tab", "G", "enter")
        shown = screen_text(pilot.app)
        assert "2 extracts of 2 participants" in shown
        assert "My brother rang every night." in shown
        await press(pilot, "j", "enter")
        assert reader(pilot).selected_text == "My brother rang every night."
        assert pilot.app.focused is reader(pilot)


async def test_notes_on_passage_and_code_are_kept_and_a_draft_waits(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await press(pilot, "s", "m", "type:irony", "escape", "m")
        assert "irony" in screen_text(pilot.app)
        await press(pilot, "type:!", "ctrl+s", "tab", "g", "m", "type:too wide?", "f2")
    with projects.open_project(study) as project:
        text = [(memo.thing_kind, memo.text) for memo in memoing.listing(project)]
        passage = memoing.listing(project)[0]
    assert text == [("transcript", "irony!"), ("code", "too wide?")]
    assert passage.end is not None and passage.start is not None and passage.end - passage.start == len(TOLD)


async def test_resizing_while_selecting_keeps_the_selection(study: Path) -> None:
    async with at_work(study, LARGE) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "four people waiting")
        await press(pilot, "v", "w", "w")
        chosen = reader(pilot).selected_text
        for size in ((80, 24), (60, 20), (140, 50), (80, 24)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert reader(pilot).selected_text == chosen
        await press(pilot, "w", "i")
    assert ("four people waiting", "four people waiting") in codings(study)
