"""Cards of themes written by keys at 80x24, with their extracts and open questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualwork.model.theme import Theme
from qualwork.tui.tabs.define.define import DefineScreen
from qualwork.workbench.base import projects
from qualwork.workbench.codes import memoing
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import reviewing, theming
from tests.tui.driving import at_work, made, press, reader, said, screen_text, settle, study, verbs
from tests.unit.workbench.named import ref, theme_id

__all__ = ["made", "study"]
ABOVE, OWN = "Nobody came down", "Carried by one's own"


def theme(path: Path, name: str = ABOVE) -> Theme:
    """A theme as it stands in the file."""
    with projects.open_project(path) as project:
        return next(each for each in theming.everything(project) if each.name == name)


@pytest.mark.parametrize(
    ("key", "field", "title"),
    [
        ("e", "essence", "Essence"),
        ("i", "scope_in", "In scope"),
        ("o", "scope_out", "Out of scope"),
        ("y", "story", "Story"),
        ("v", "differs", "How it differs"),
    ],
)
async def test_each_part_of_a_card_is_written_undone_and_waits_where_not_kept(
    study: Path, key: str, field: str, title: str
) -> None:
    old = getattr(theme(study), field)
    async with at_work(study) as pilot:
        await press(pilot, "5", key, "type: Two lines\nof text.", "escape", key)
        assert title in screen_text(pilot.app)
        await press(pilot, "ctrl+s")
        assert getattr(theme(study), field) == (old + " Two lines\nof text.").strip()
        await press(pilot, "enter")
        assert "of text." in screen_text(pilot.app)
        await press(pilot, "u")
    assert getattr(theme(study), field) == old


async def test_the_rows_of_a_card_are_chosen_and_written(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "5", "j", "enter", "j", "j", "enter", "type:Others carried me.", "ctrl+s")
        assert theme(study, OWN).essence == "Others carried me."
        await press(pilot, "g", "enter", "type: people", "enter", "type:who it is", "enter")
        assert theme(study, f"{OWN} people").essence == "Others carried me."
        await press(pilot, "j", "enter", "type:defined", "enter", "type:all is said", "enter")
        assert theme(study, f"{OWN} people").status == "defined"
        with projects.open_project(study) as project:
            reasons = [each.why for each in auditing.decisions(project)][-2:]
        assert reasons == ["who it is", "all is said"]


async def test_the_neighbours_stand_by_while_one_says_how_it_differs(study: Path) -> None:
    with projects.open_project(study) as project:
        theming.add_theme(project, "Bodies keep the score", essence="Tired beyond sleep.")
    async with at_work(study) as pilot:
        await press(pilot, "5", "v")
        shown = screen_text(pilot.app)
        assert "Bodies keep the score: Tired beyond sleep." in shown


async def test_exemplary_extracts_stand_beside_the_card_and_lead_to_the_place(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "5", "tab", "tab")
        assert "No extract is marked yet" in screen_text(pilot.app)
        await press(pilot, "f", "j", "e", "f")
        shown = screen_text(pilot.app)
        assert "1 exemplary, 0 contrary, of 2 extracts" in shown
        assert "★ exemplary · Teo" in shown
        assert "Rosa" not in shown
        await press(pilot, "enter")
        assert reader(pilot).selected_text == "My brother rang every night."
    with projects.open_project(study) as project:
        assert {each.coding.id: each.mark for each in reviewing.extracts(project, theme_id(project, ABOVE))} == {
            3: "",
            4: "exemplary",
        }


async def test_questions_are_written_settled_and_opened_again(study: Path) -> None:
    def questions() -> list[tuple[str, bool]]:
        with projects.open_project(study) as project:
            return [
                (memo.text, memo.resolved) for memo in memoing.listing(project, ref(project, f"theme:{ABOVE}"), "query")
            ]

    async with at_work(study) as pilot:
        await press(pilot, "5", "enter", "n", "type:Is it one theme?", "ctrl+s", "G")
        assert "○ Open question of ana" in screen_text(pilot.app)
        await press(pilot, "x", "type:asked Teo", "enter")
        assert questions() == [("Is it one theme?", True)]
        assert "● Settled" in screen_text(pilot.app)
        await press(pilot, "x", "enter")
        assert questions() == [("Is it one theme?", False)]
        await press(pilot, "enter", "type: Or two?", "ctrl+s")
        assert questions() == [("Is it one theme? Or two?", False)]
        await press(pilot, "g", "x")
        assert "select a question first" in said(pilot)


async def test_one_word_is_called_a_topic_and_parts_to_write_are_counted(study: Path) -> None:
    with projects.open_project(study) as project:
        theming.rename_theme(project, theme_id(project, ABOVE), "Management")
    async with at_work(study) as pilot:
        await press(pilot, "5")
        assert "4 parts to write" in screen_text(pilot.app)
        assert "5 parts to write" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "One word names a topic" in screen_text(pilot.app)


async def test_the_numbers_of_a_card_are_those_of_the_review(study: Path) -> None:
    async with at_work(study, (120, 40)) as pilot:
        await press(pilot, "5")
        with projects.open_project(study) as project:
            found = reviewing.extracts(project, theme_id(project, ABOVE))
        people = {person for each in found for person in each.participants}
        assert f"{len(found)} extracts by {len(people)} participants" in screen_text(pilot.app)


async def test_a_project_without_themes_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "empty.qualwork"
    with projects.create(path, coder="ana"):
        pass
    async with at_work(path) as pilot:
        await press(pilot, "5", "enter", "e", "n", "s", "x", "enter", "tab", "e", "f", "enter")
        assert "There is no theme yet" in screen_text(pilot.app) or "There is no theme yet" in said(pilot)


async def test_what_others_write_on_the_card_is_shown(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "5", "enter")
        with projects.open_project(study, "ben") as other:
            theming.define_theme(other, theme_id(other, ABOVE), scope_in="Visits of the matron.")
        pilot.app.poll()  # type: ignore[attr-defined]
        await settle(pilot)
        await settle(pilot)
        assert "Visits of the matron." in screen_text(pilot.app)


async def test_no_mark_goes_to_a_theme_whose_extracts_are_still_being_read(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "5", "f")
        screen = pilot.app.screen
        assert isinstance(screen, DefineScreen)
        with projects.open_project(study) as project:
            above, own = theme_id(project, ABOVE), theme_id(project, OWN)
        assert screen.state.theme_id == above
        before = verbs(study)
        screen.choose_theme(own)
        screen.extracts.action_mark("exemplary")
        assert said(pilot) == "the extracts of this theme are not shown yet"
        screen.choose_theme(above)
        screen.choose_theme(own)
        await settle(pilot)
        assert (screen.state.theme_id, screen.state.found_for, verbs(study)) == (own, own, before)
        screen.extracts.action_mark("exemplary")
    with projects.open_project(study) as project:
        marked = {each.coding.id for each in reviewing.extracts(project, own) if each.mark == "exemplary"}
        assert marked == {3}
        assert not any(each.mark for each in reviewing.extracts(project, above))
