"""Growing themes by keys at 80x24."""

from __future__ import annotations

from pathlib import Path

from qualwork.workbench.base import projects
from qualwork.workbench.themes import theming
from tests.tui.driving import at_work, codings, made, press, reader, said, screen_text, study, tree, verbs

__all__ = ["made", "study"]
ABOVE, OWN = "Nobody came down", "Carried by one's own"


async def test_the_tree_shows_codes_with_counts_and_the_shelf_the_rest(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3")
        shown = screen_text(pilot.app)
        assert "2 extracts by  2" in shown
        assert "Help from above was words." in shown
        assert "kept going by others/family" in shown
        assert "exhaustion" not in shown
        await press(pilot, "tab")
        assert "2 codes without a theme" in screen_text(pilot.app)
        assert "exhaustion" in screen_text(pilot.app)


async def test_themes_are_added_renamed_and_described(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "a", "type:Bodies keep the score", "enter")
        await press(pilot, "A", "type:Tired beyond sleep", "enter")
        await press(
            pilot, "r", "type: now", "enter", "type:more exact", "enter", "e", "type:Sleep does not mend it.", "ctrl+s"
        )
        assert "Sleep does not mend it." in screen_text(pilot.app)
    assert tree(study) == [
        (0, ABOVE, ()),
        (1, OWN, ("family",)),
        (0, "Bodies keep the score", ()),
        (1, "Tired beyond sleep now", ()),
    ]
    with projects.open_project(study) as project:
        assert theming.everything(project)[-1].essence == "Sleep does not mend it."


async def test_indent_and_outdent_move_a_theme_and_are_undone(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "j", "shift+left")
        assert [(depth, name) for depth, name, _ in tree(study)] == [(0, ABOVE), (0, OWN)]
        await press(pilot, "shift+right")
        assert [(depth, name) for depth, name, _ in tree(study)] == [(0, ABOVE), (1, OWN)]
        await press(pilot, "shift+right")
        assert "no theme above" in said(pilot)
        await press(pilot, "u", "u")
        assert [(depth, name) for depth, name, _ in tree(study)] == [(0, ABOVE), (1, OWN)]
        await press(pilot, "u")
        assert tree(study)[-1] == (1, OWN, ())


async def test_a_code_is_put_under_a_theme_by_letters_and_by_mark_and_paste(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "tab", "g", "t", "type:nobody", "enter")
        assert tree(study)[0] == (0, ABOVE, ("exhaustion",))
        await press(pilot, "tab", "g", "j", "m")
        assert "* ■ exhaustion" in screen_text(pilot.app)
        await press(pilot, "j", "p")
        assert [codes for _, _, codes in tree(study)] == [(), ("exhaustion", "family")]
        assert verbs(study)[-1] == "move code to theme"
        await press(pilot, "x")
        assert [codes for _, _, codes in tree(study)] == [(), ("family",)]
        await press(pilot, "u", "u")
        assert [codes for _, _, codes in tree(study)] == [("exhaustion",), ("family",)]


async def test_a_theme_is_marked_and_pasted(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "a", "type:Other", "enter", "g", "j", "m", "G", "p")
    assert [(depth, name) for depth, name, _ in tree(study)] == [(0, ABOVE), (0, "Other"), (1, OWN)]


async def test_a_code_becomes_a_theme_and_a_code_again(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "tab", "g", "P")
        assert tree(study)[-1] == (0, "exhaustion", ("exhaustion",))
        await press(pilot, "tab", "G", "k", "D")
        assert [name for _, name, _ in tree(study)] == [ABOVE, OWN]
    assert ("exhaustion", "it was relentless") in codings(study)


async def test_deleting_a_theme_shows_what_hangs_on_it_and_leaves_its_codes(study: Path) -> None:
    before = codings(study)
    async with at_work(study) as pilot:
        await press(pilot, "3", "g", "d")
        assert OWN in screen_text(pilot.app)
        await press(pilot, "type:not a pattern", "enter")
        assert tree(study) == [(0, OWN, ("family",))]
        await press(pilot, "u")
    assert tree(study) == [(0, ABOVE, ()), (1, OWN, ("family",))]
    assert codings(study) == before


async def test_the_extracts_of_a_theme_are_listed_with_who_says_them_and_lead_to_the_place(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "g", "enter")
        shown = screen_text(pilot.app)
        assert "Rosa · family" in shown
        assert "Teo · family" in shown
        await press(pilot, "enter")
        assert reader(pilot).selected_text == "My sister was the one who kept me going"


async def test_rows_fold_and_what_is_looked_for_unfolds(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "g", "space")
        assert OWN not in screen_text(pilot.app)
        await press(pilot, "ctrl+p", "type:theme carried", "enter")
        assert OWN in screen_text(pilot.app)
