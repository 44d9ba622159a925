"""The codebook by keys at 80x24: cards, colours, places, merging, splitting, coding by a pattern."""

from __future__ import annotations

from pathlib import Path

from textual.screen import ModalScreen

from qualwork.model.code import Code
from qualwork.tui.dialogs.line import Line
from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook, memoing
from qualwork.workbench.counts import families
from qualwork.workbench.log import auditing
from tests.tui.driving import at_work, codings, made, press, put_cursor, reader, said, screen_text, study, verbs

__all__ = ["made", "study"]
CODES = ("2", "tab", "g")


def codes(path: Path) -> dict[str, Code]:
    """The codes in the file by name."""
    with projects.open_project(path) as project:
        return {code.name: code for code in codebook.everything(project)}


async def test_the_card_has_meaning_when_to_use_and_when_not_and_a_draft_waits(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *CODES, "e", "tab", "type:beyond tired", "escape", "e")
        assert "beyond tired" in screen_text(pilot.app)
        await press(pilot, "tab", "tab", "type:plain tired", "f2")
        await press(pilot, "e")
        assert "2 codings of 1 participant" in screen_text(pilot.app)
        await press(pilot, "escape")
    found = codes(study)["exhaustion"]
    assert (found.definition, found.use_when, found.use_not) == (
        "Being tired beyond what sleep mends.",
        "beyond tired",
        "plain tired",
    )
    assert verbs(study)[-1] == "define code"


async def test_a_colour_by_its_name_or_its_number(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *CODES, "C", "type:plum", "enter")
        assert codes(study)["exhaustion"].colour == "#881850"
        await press(pilot, "C", "type:#123456", "enter")
    assert codes(study)["exhaustion"].colour == "#123456"


async def test_codes_are_indented_and_outdented(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *CODES, "shift+right")
        assert "no code stands above" in said(pilot)
        await press(pilot, "j", "L")
        assert codes(study)["kept going by others"].parent == codes(study)["exhaustion"].id
        await press(pilot, "j", "shift+left")
        assert codes(study)["family"].parent == codes(study)["exhaustion"].id
        await press(pilot, "H", "H")
        assert "is at the top already" in said(pilot)
    assert codes(study)["family"].parent is None


async def test_where_a_code_is_used_and_its_extracts_there(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *CODES, "G", "w")
        shown = screen_text(pilot.app)
        assert "2 codings in 2 transcripts of 2 participants · themes: Carried" in shown
        await press(pilot, "j", "enter")
        assert "1 extract of 1 participant" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert reader(pilot).selected_text == "My brother rang every night."


async def test_merging_asks_why_and_one_undo_parts_the_codes(study: Path) -> None:
    before = codings(study)
    async with at_work(study) as pilot:
        await press(pilot, *CODES, "M", "type:fam", "enter")
        assert "“family” takes over: 2 codings." in screen_text(pilot.app)
        await press(pilot, "escape")
        assert codings(study) == before
        assert pilot.app.screen.query_one(Line).value == "fam"
        await press(pilot, "enter", "type:one thing", "enter")
        assert not isinstance(pilot.app.screen, ModalScreen)
        assert {code for code, _ in codings(study)} == {"family"}
        assert "exhaustion" not in codes(study)
        await press(pilot, "u")
    assert codings(study) == before
    with projects.open_project(study) as project:
        assert next(each.why for each in auditing.decisions(project) if each.verb == "merge codes") == "one thing"


async def test_splitting_walks_through_the_extracts_and_deals_them_out(study: Path) -> None:
    before = codings(study)
    async with at_work(study) as pilot:
        await press(pilot, *CODES, "S")
        assert "keeps 2 extracts" in screen_text(pilot.app)
        await press(pilot, "enter", "1", "a", "type:burning out", "enter")
        assert "1 burning out: 1" in screen_text(pilot.app)
        await press(pilot, "a", "type:family", "enter")
        await press(
            pilot,
            "escape",
            "S",
            "G",
            "a",
            "type:after all",
            "enter",
            "r",
            *["backspace"] * 9,
            "type:afterwards",
            "enter",
        )
        await press(pilot, "b", "enter", "type:before and after", "enter")
        after = codings(study)
        assert ("burning out", "it was relentless") in after
        assert ("afterwards", "I'm tired. I'm still tired.") in after
        found = codes(study)
        assert found["burning out"].parent == found["afterwards"].parent == found["exhaustion"].id
        await press(pilot, "u")
    assert codings(study) == before
    assert verbs(study)[-2:] == ["split code", "undo"]


async def test_an_escaped_split_changes_nothing(study: Path) -> None:
    before = verbs(study)
    async with at_work(study) as pilot:
        await press(pilot, *CODES, "S", "a", "type:new", "enter", "escape")
        await press(pilot, "S", "a", "type:new", "enter", "enter", "escape")
    assert verbs(study) == before


async def test_hits_of_a_pattern_are_accepted_or_rejected_one_by_one_then_one_decision(study: Path) -> None:
    before = codings(study)
    async with at_work(study) as pilot:
        await press(pilot, "2", "P", "type:tired,nobody", "enter")
        assert "4 of 4 passages accepted" in screen_text(pilot.app)
        await press(pilot, "n", "y", "n", "space", "space")
        assert "2 of 4 passages accepted" in screen_text(pilot.app)
        await press(pilot, "escape", "P", "enter")
        assert "2 of 4 passages accepted" in screen_text(pilot.app)
        await press(pilot, "A", "g", "y", "j", "y", "enter", "type:bone tired", "enter")
        added = [extract for code, extract in codings(study) if code == "bone tired"]
        assert len(added) == 2
        assert verbs(study)[-1] == "autocode"
        await press(pilot, "u")
    assert codings(study) == before
    assert "bone tired" not in codes(study)


async def test_a_family_codes_for_the_code_selected_in_the_codebook(study: Path) -> None:
    with projects.open_project(study) as project:
        families.add_family(project, "fatigue=tired,relentless")
    async with at_work(study) as pilot:
        await press(pilot, *CODES, "P", "type:tired", "tab", "tab", "enter")
        assert "“exhaustion”?" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "coded" in said(pilot)
        await press(pilot, "P", "enter")
        assert "have the code already" in said(pilot)
        await press(pilot, "P", *["backspace"] * 5, "type:fatigue", "enter")
        assert "relentless" in screen_text(pilot.app) and "which passages" in screen_text(pilot.app)
        await press(pilot, "escape")
    assert [code for code, extract in codings(study) if extract == "tired"] == ["exhaustion", "exhaustion"]


async def test_a_note_on_a_code_and_its_history(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *CODES, "m", "type:too wide?", "ctrl+s", "f4")
        assert "add code" in screen_text(pilot.app)
    with projects.open_project(study) as project:
        assert [memo.text for memo in memoing.listing(project)] == ["too wide?"]


async def test_a_deleted_code_shows_what_goes_and_comes_back(study: Path) -> None:
    before = codings(study)
    async with at_work(study) as pilot:
        await press(pilot, *CODES, "j", "d", "type:empty", "enter")
        assert "kept going by others" not in codes(study)
        assert codes(study)["family"].parent is None
        await press(pilot, "u")
        put_cursor(pilot, "My sister")
    assert codings(study) == before
