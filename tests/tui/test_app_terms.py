"""Tab 7 by keys alone: tables, their cells and lines, families, judging, coding, saving; every figure recounted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.coordinate import Coordinate
from textual.pilot import Pilot

from qualwork.tui.app import QualworkApp
from qualwork.tui.tabs.terms.terms import TermsScreen
from qualwork.workbench.base import projects
from qualwork.workbench.counts import counting, matrices, saved_tables, stop_words
from qualwork.workbench.transcripts import reading
from tests.tui.driving import LARGE, SMALL, at_work, codings, made, press, said, screen_text, settle, study, verbs

__all__ = ["made", "study"]


def terms(pilot: Pilot[None]) -> TermsScreen:
    """The tab."""
    tab = pilot.app.screen_stack[0]
    assert isinstance(tab, TermsScreen)
    return tab


def cells(pilot: Pilot[None]) -> list[list[str]]:
    """What the grid shows, without bars."""
    grid = terms(pilot).grid
    rows = range(grid.row_count)
    found = [[grid.get_cell_at(Coordinate(row, at)).plain for at in range(len(grid.columns))] for row in rows]
    return [[re.sub(r"^[ ▁▂▃▄▅▆▇█]", "", cell) for cell in row] for row in found]


def spoken(path: Path) -> list[str]:
    """The words said by participants, one by one, by a plain split of each turn."""
    found: list[str] = []
    with projects.open_project(path) as project:
        for info in reading.infos(project):
            transcript = reading.load(project, info.id)
            answers = {s.label for s in info.speakers if s.role == "participant"}
            for turn in transcript.turns:
                if turn.speaker in answers:
                    found += re.findall(
                        r"[^\W_]+(?:['’][^\W_]+)*", transcript.text[turn.speech_start : turn.end].lower()
                    )
    return found


async def add_family(pilot: Pilot[None], spec: str) -> None:
    """Write a family into the line that a opens."""
    await press(pilot, "a", f"type:{spec}", "enter")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_an_empty_table_says_what_to_press(study: Path, size: tuple[int, int]) -> None:
    async with at_work(study, size) as pilot:
        await press(pilot, "7")
        assert "No term family is saved yet" in screen_text(pilot.app)
        assert "Press a and write one" in screen_text(pilot.app)


async def test_a_family_is_counted_and_its_cell_opens_lines_and_places(study: Path) -> None:
    words = spoken(study)
    async with at_work(study) as pilot:
        await press(pilot, "7")
        await add_family(pilot, "tired=tired,nobody")
        expected = sum(word in ("tired", "nobody") for word in words)
        assert expected
        assert cells(pilot)[0][0] == "tired"
        assert cells(pilot)[0][-1] == str(expected)
        await press(pilot, "enter")
        assert len(terms(pilot).hits.entries) == expected
        entry = terms(pilot).hits.entries[1]
        await press(pilot, "j", "enter")
        assert isinstance(pilot.app, QualworkApp)
        assert pilot.app.current_mode == "code"
        assert pilot.app.session.transcript is not None
        assert pilot.app.session.transcript.info.id == entry.transcript
        assert pilot.app.session.transcript.text[entry.start : entry.end].lower() in ("tired", "nobody")
    assert verbs(study)[-1] == "add family"


async def test_hits_are_judged_by_a_key_each_and_undone(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "7")
        await add_family(pilot, "tired=tired,nobody")
        before = int(cells(pilot)[0][-1])
        await press(pilot, "enter", "x", "i", "x")
        assert "2 out" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert int(cells(pilot)[0][-1]) == before - 2
        assert "2 left out" in screen_text(pilot.app)
        await press(pilot, "u")
        assert int(cells(pilot)[0][-1]) == before - 1
        await press(pilot, "enter", "n")
        assert terms(pilot).hits.highlighted == 2
        await press(pilot, "k", "k", "z", "escape")
        assert int(cells(pilot)[0][-1]) == before
    assert verbs(study)[-1] == "screen hits"


async def test_columns_by_participant_open_only_their_lines(study: Path) -> None:
    async with at_work(study, LARGE) as pilot:
        await press(pilot, "7")
        await add_family(pilot, "you=you,your,I")
        await press(pilot, "b", "type:participant", "enter")
        row = cells(pilot)[0]
        assert sum(int(cell) for cell in row[4:] if cell != "·") == int(row[3])
        for at in range(4, len(row)):
            terms(pilot).grid.move_cursor(row=0, column=at)
            await press(pilot, "enter")
            shown = terms(pilot).hits.entries
            assert len(shown) == int(row[at])
            assert len({entry.who for entry in shown}) == 1
            await press(pilot, "escape")


async def test_the_word_list_its_stop_words_and_a_family_out_of_a_word(study: Path) -> None:
    words = spoken(study)
    async with at_work(study) as pilot:
        await press(pilot, "7", "t", "type:word list", "enter")
        shown = {row[0]: int(row[1].replace(",", "")) for row in cells(pilot)}
        assert shown
        assert shown == {word: words.count(word) for word in shown}
        assert "the" not in shown
        await press(pilot, "w")
        assert {row[0]: int(row[1]) for row in cells(pilot)}["the"] == words.count("the")
        await press(pilot, "w")
        first = cells(pilot)[0][0]
        await press(pilot, "d")
        assert first not in {row[0] for row in cells(pilot)}
        second = cells(pilot)[0][0]
        await press(pilot, "a", "enter")
        assert cells(pilot)[0][:1] == [second]
    with projects.open_project(study) as project:
        assert first in stop_words.stop_words(project).added
        assert [family.name for family in counting.saved_families(project)] == [second]


async def test_lines_of_a_pattern_are_sorted_and_coded_as_one_decision(study: Path) -> None:
    expected = len(re.findall(r"(?i)\bnobod\w*", " ".join(spoken(study))))
    async with at_work(study) as pilot:
        await press(pilot, "7", "slash", "type:nobod*", "enter")
        assert len(cells(pilot)) == expected
        await press(pilot, "enter", "v")
        lefts = [entry.left.split()[-1].lower() if entry.left.split() else "" for entry in terms(pilot).hits.entries]
        assert lefts == sorted(lefts)
        await press(pilot, "C", "type:alone at work", "enter")
        assert "coded" in said(pilot)
    made_codings = [extract.lower() for code, extract in codings(study) if code == "alone at work"]
    assert made_codings == ["nobody"] * expected
    assert verbs(study)[-1] == "autocode"


@pytest.mark.parametrize(
    ("view", "kind"),
    [("codes by", "matrix"), ("codes, how", "codes"), ("beside", "together"), ("by transcript", "attention")],
)
async def test_tables_of_codings_open_their_extracts(study: Path, view: str, kind: str) -> None:
    async with at_work(study, LARGE) as pilot:
        await press(pilot, "7", "t", f"type:{view}", "enter")
        assert terms(pilot).state.asked.kind == kind
        shown = cells(pilot)
        assert shown
        if kind == "matrix":
            with projects.open_project(study) as project:
                expected = matrices.matrix(project)
            every = codings(study)
            for row in shown:
                assert int(row[1]) == sum(code == row[0].strip() for code, _ in every)
            terms(pilot).grid.move_cursor(row=0, column=1)
            await press(pilot, "enter")
            extracts = sorted(entry.match for entry in terms(pilot).hits.entries)
            assert extracts == sorted(text for code, text in every if code == expected.rows[0].rpartition("/")[2])


async def test_narrowing_roles_and_rates_say_so(study: Path) -> None:
    async with at_work(study, LARGE) as pilot:
        await press(pilot, "7")
        await add_family(pilot, "tired=tired,nobody,you")
        whole = int(cells(pilot)[0][3])
        await press(pilot, "f", "type:coded exhaustion", "enter")
        assert "in passages coded exhaustion" in screen_text(pilot.app)
        assert int(cells(pilot)[0][3]) < whole
        await press(pilot, "f", "type:everything", "enter", "r")
        assert "speech of interviewer" in screen_text(pilot.app)
        await press(pilot, "r", "r", "p")
        assert "per 1,000 words" in screen_text(pilot.app)


async def test_a_saved_table_comes_back_with_its_settings(study: Path) -> None:
    async with at_work(study, LARGE) as pilot:
        await press(pilot, "7")
        await add_family(pilot, "tired=tired,nobody")
        await press(pilot, "b", "type:participant", "enter", "S", "type:Table 5", "enter")
        shown = cells(pilot)
        await press(pilot, "b", "type:no columns", "enter", "t", "type:Table 5", "enter")
        assert cells(pilot) == shown
        await press(pilot, "d")
    with projects.open_project(study) as project:
        assert saved_tables.listing(project) == []
    assert verbs(study)[-2:] == ["save table", "delete table"]


async def test_forms_are_proposed_taken_in_and_rejected(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "7")
        await add_family(pilot, "tire=tir*")
        await press(pilot, "d", "type:no need", "enter")
        await add_family(pilot, "brother=bro")
        await press(pilot, "s")
        assert "Forms like" in screen_text(pilot.app)
        await press(pilot, "a", "f2")
    with projects.open_project(study) as project:
        kin = counting.saved_families(project)[0]
        assert kin.name == "brother"


async def test_read_only_and_empty_projects_are_told(study: Path, tmp_path: Path) -> None:
    study.chmod(0o400)
    async with at_work(study) as pilot:
        await press(pilot, "7")
        await add_family(pilot, "tired=tired")
        assert "read-only" in screen_text(pilot.app)
    projects.create(tmp_path / "empty.qualwork", coder="ana").close()
    async with at_work(tmp_path / "empty.qualwork") as pilot:
        for keys in (
            ("7",),
            ("t", "type:word", "enter"),
            ("t", "type:codes by", "enter"),
            ("t", "type:by day", "enter"),
        ):
            await press(pilot, *keys)
            assert "Press I to import" in screen_text(pilot.app)


@pytest.mark.parametrize("size", [SMALL, LARGE, (200, 60)])
async def test_the_tab_looks_as_it_did(study: Path, size: tuple[int, int], golden: Callable[[str, str], None]) -> None:
    async with at_work(study, size) as pilot:
        await press(pilot, "7")
        await add_family(pilot, "tired=tired,nobody")
        await add_family(pilot, "you=you,your")
        await press(pilot, "enter", "x", "j")
        await settle(pilot)
        golden(f"app-terms-{size[0]}x{size[1]}", screen_text(pilot.app))
