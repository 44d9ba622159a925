"""Themes put in order, merged, related and kept in drafts, by keys at 80x24 and by dragging with the mouse."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from qualwork.tui.tabs.themes.themes import ThemesScreen
from qualwork.tui.widgets.outline import Outline
from qualwork.workbench.base import projects
from qualwork.workbench.codes import memoing
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import drafting, relating, theming
from tests.tui.driving import at_work, made, press, refusal, said, screen_text, settle, study, tree, verbs
from tests.unit.workbench.named import ref, theme_id

__all__ = ["made", "study"]
ABOVE, OWN = "Nobody came down", "Carried by one's own"


def names(path: Path) -> list[tuple[int, str]]:
    """Depth and name of every theme in the file."""
    return [(depth, name) for depth, name, _ in tree(path)]


def whys(path: Path) -> list[tuple[str, str]]:
    """Verb and reason of every decision that has one."""
    with projects.open_project(path) as project:
        return [(each.verb, each.why) for each in auditing.decisions(project) if each.why]


def related(path: Path) -> list[tuple[object, ...]]:
    """The relations in the file, by names."""
    with projects.open_project(path) as project:
        return [row[1:] for row in relating.table(project).rows]


async def test_themes_and_codes_move_up_and_down_among_their_own(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "a", "type:Second", "enter", "a", "type:Third", "enter")
        await press(pilot, "shift+up", "K")
        assert names(study) == [(0, "Third"), (0, ABOVE), (1, OWN), (0, "Second")]
        await press(pilot, "K")
        assert "is the first one" in said(pilot)
        await press(pilot, "J", "shift+down")
        assert names(study)[-1] == (0, "Third")
        await press(pilot, "u", "u", "u", "u")
        assert names(study) == [(0, ABOVE), (1, OWN), (0, "Second"), (0, "Third")]
        await press(pilot, "tab", "g", "t", "type:carried", "enter", "tab", "g", "j", "j", "J")
        assert tree(study)[1] == (1, OWN, ("family", "exhaustion"))
        await press(pilot, "K")
        assert tree(study)[1] == (1, OWN, ("exhaustion", "family"))


async def test_a_code_is_put_into_several_themes(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "tab", "g", "t", "type:nobody", "enter", "tab", "g", "j", "t", "type:carried", "enter")
    assert [codes for _, _, codes in tree(study)] == [("exhaustion",), ("exhaustion", "family")]


async def test_a_code_becomes_a_subtheme_of_a_theme_one_chooses(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "tab", "g", "S", "type:carried", "enter")
        assert tree(study)[-1] == (2, "exhaustion", ("exhaustion",))
        assert f"subtheme of “{ABOVE}/{OWN}”" in said(pilot)
        await press(pilot, "u")
    assert names(study) == [(0, ABOVE), (1, OWN)]


async def test_an_empty_shelf_says_so(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "tab", "g", "t", "type:nobody", "enter", "g", "t", "type:nobody", "enter")
        assert "0 codes without a theme" in screen_text(pilot.app)
        await press(pilot, "t")
        assert "select a code first" in said(pilot)


async def test_merging_asks_why_and_is_undone(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "a", "type:Others", "enter", "X", "type:nobody", "enter")
        assert "Merge “Others” into" in screen_text(pilot.app)
        await press(pilot, "type:one idea", "enter")
        assert names(study) == [(0, ABOVE), (1, OWN)]
        assert whys(study) == [("merge themes", "one idea")]
        await press(pilot, "u")
    assert names(study)[-1] == (0, "Others")


async def test_renaming_keeps_the_reason_and_closing_it_keeps_the_name(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "g", "r", "type: to us", "enter", "escape")
        assert names(study)[0] == (0, ABOVE)
        await press(pilot, "enter", "type:who is meant", "enter")
    assert names(study)[0] == (0, f"{ABOVE} to us")
    assert whys(study) == [("rename theme", "who is meant")]


async def test_a_text_that_was_not_kept_waits(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "g", "e", "type: And more.", "escape", "e", "ctrl+s")
        assert "Help from above was words. And more." in screen_text(pilot.app)
        await press(pilot, "u")
    with projects.open_project(study) as project:
        assert theming.everything(project)[0].essence == "Help from above was words."


async def test_relations_are_made_shown_noted_and_removed(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "a", "type:Bodies keep the score", "enter", "g")
        await press(pilot, "R", "type:leads", "enter", "type:bodies", "enter", "type:Rosa says so", "enter")
        assert related(study) == [(ABOVE, "leads to", "Bodies keep the score", "Rosa says so")]
        await press(pilot, "R", "type:makes room for", "enter", "type:carried", "enter", "enter", "v")
        shown = screen_text(pilot.app)
        assert "2 relations between themes" in shown
        assert "makes room for Carried by one's own" in shown
        assert "◂╯" in shown
        await press(pilot, "G", "enter", "type: twice", "enter")
        assert related(study)[0][3] == "Rosa says so twice"
        await press(pilot, "x")
        assert [row[1] for row in related(study)] == ["makes room for"]
        await press(pilot, "u", "escape")
        assert len(related(study)) == 2
        assert "extracts by participants" in screen_text(pilot.app)


async def test_drafts_are_kept_shown_compared_renamed_and_deleted(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "f", "c", "type:spring", "enter", "escape")
        await press(pilot, "g", "r", "type: to us", "enter", "enter", "f", "j", "v")
        shown = screen_text(pilot.app)
        assert "1 difference" in shown
        assert f"main: {ABOVE} to us" in shown
        await press(pilot, "escape", "j", "enter", "type:it was better", "enter")
        assert names(study)[0] == (0, ABOVE)
        assert "of draft “spring”" in screen_text(pilot.app)
        await press(pilot, "f", "g", "d", "enter")
        with projects.open_project(study) as project:
            assert [each.name for each in drafting.drafts(project)] == ["spring"]
        await press(pilot, "u", "f", "g", "r", "type: 2", "enter", "escape")
        with projects.open_project(study) as project:
            assert [(each.name, each.shown) for each in drafting.drafts(project)] == [
                ("main 2", False),
                ("spring", True),
            ]
            assert auditing.verify(project).ok


async def test_an_empty_project_says_what_to_do(tmp_path: Path) -> None:
    with projects.create(tmp_path / "empty.qualwork", coder="ana"):
        pass
    async with at_work(tmp_path / "empty.qualwork") as pilot:
        await press(pilot, "3", "f")
        assert "add a theme first" in said(pilot)
        await press(pilot, "R", "r", "e", "d", "K", "X", "p", "m", "t", "P", "S", "x", "v", "x", "enter")
        assert "Press a to add one" in screen_text(pilot.app) or "No theme is related" in screen_text(pilot.app)
        await press(pilot, "escape", "a", "type:First", "enter")
    assert names(tmp_path / "empty.qualwork") == [(0, "First")]


# By mouse


def row_of(pilot: Pilot[None], list_id: str, name: str) -> tuple[int, int]:
    """Where a row stands in its list."""
    outline = pilot.app.screen.query_one(list_id, Outline)
    at = next(at for at in range(outline.option_count) if name in str(outline.get_option_at_index(at).prompt))
    return 6, at


async def drag(pilot: Pilot[None], source: tuple[str, str], target: tuple[str, str | int]) -> None:
    """Drag a row of a list onto a row, or so many lines down, of another."""
    await pilot.mouse_down(source[0], offset=row_of(pilot, *source))
    end = (6, target[1]) if isinstance(target[1], int) else row_of(pilot, target[0], target[1])
    await pilot.hover(target[0], offset=(end[0], max(0, end[1] - 1)))
    await pilot.hover(target[0], offset=end)
    await pilot.mouse_up(target[0], offset=end)
    await settle(pilot)
    await settle(pilot)


async def test_themes_and_codes_are_dragged(study: Path) -> None:
    async with at_work(study, (120, 40)) as pilot:
        await press(pilot, "3", "a", "type:Bodies", "enter")
        await drag(pilot, ("#themes", "Bodies"), ("#themes", ABOVE))
        assert names(study) == [(0, ABOVE), (1, OWN), (1, "Bodies")]
        await drag(pilot, ("#without", "exhaustion"), ("#themes", "Bodies"))
        assert tree(study)[2] == (1, "Bodies", ("exhaustion",))
        await drag(pilot, ("#themes", "exhaustion"), ("#themes", OWN))
        assert tree(study)[1] == (1, OWN, ("exhaustion", "family"))
        await drag(pilot, ("#themes", "Bodies"), ("#themes", 20))
        assert names(study)[-1] == (0, "Bodies")
        await drag(pilot, ("#themes", "family"), ("#without", 0))
        assert tree(study)[1] == (1, OWN, ("exhaustion",))
    assert verbs(study)[-5:] == [
        "move theme",
        "assign code",
        "move code to theme",
        "move theme",
        "unassign code",
    ]


async def test_dragging_where_nothing_can_go_changes_nothing(study: Path) -> None:
    async with at_work(study, (120, 40)) as pilot:
        await press(pilot, "3")
        before = verbs(study)
        await drag(pilot, ("#themes", ABOVE), ("#themes", OWN))
        assert "cannot go under itself" in said(pilot)
        await drag(pilot, ("#themes", ABOVE), ("#without", 0))
        assert "no code" in said(pilot)
        await pilot.mouse_down("#themes", offset=(6, 1))
        await pilot.hover("TopBar", offset=(3, 0))
        await pilot.mouse_up("TopBar", offset=(3, 0))
        await settle(pilot)
        assert "nothing was moved" in said(pilot)
        assert verbs(study) == before
        await pilot.click("#without", offset=(6, 0))
        await settle(pilot)
        assert "Code “exhaustion”" in screen_text(pilot.app)


# Others at the same file


async def test_what_another_process_writes_is_shown_and_deeds_go_on(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "g")
        with projects.open_project(study, "ben") as other:
            theming.rename_theme(other, theme_id(other, OWN), "By others")
            theming.add_theme(other, "From ben")
            relating.relate(other, theme_id(other, "From ben"), "leads to", theme_id(other, ABOVE))
        pilot.app.poll()  # type: ignore[attr-defined]
        await settle(pilot)
        await settle(pilot)
        assert "From ben" in screen_text(pilot.app)
        await press(pilot, "j", "shift+left")
    assert names(study) == [(0, ABOVE), (0, "By others"), (0, "From ben")]


async def test_a_theme_that_another_process_removed_is_no_crash(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "g", "j")
        with projects.open_project(study, "ben") as other:
            theming.delete_theme(other, theme_id(other, OWN))
        await press(pilot, "shift+left")
        # The removal may be seen before the key is pressed: the row above is highlighted then.
        assert said(pilot) in ("it is at the top already",) or "that theme is gone: " in said(pilot)
    assert [name for _, name, _ in tree(study)] == [ABOVE]


async def test_a_read_only_project_says_so_and_shows_all(study: Path) -> None:
    with projects.open_project(study) as project:
        relating.relate(project, theme_id(project, OWN), "part of", theme_id(project, ABOVE))
        memoing.add(project, ref(project, f"theme:{ABOVE}"), "still open?", "query")
    before = verbs(study)
    async with at_work(study) as pilot:
        pilot.app.project.read_only = True  # type: ignore[attr-defined]
        pilot.app.project.why_read_only = "is read-only; nothing was changed"  # type: ignore[attr-defined]
        await press(pilot, "3", "g", "J")
        assert "read-only" in said(pilot)
        for keys in (("a", "type:New", "enter"), ("r", "type:x", "enter", "enter")):
            await press(pilot, *keys)
            assert "read-only" in refusal(pilot), keys
            await press(pilot, "escape")
        await press(pilot, "v", "x")
        assert "read-only" in said(pilot)
        await press(pilot, "4", "enter", "e")
        assert "read-only" in said(pilot)
        await press(pilot, "R", "r")
        assert "read-only" in said(pilot)
        await press(pilot, "5", "y", "type:told", "ctrl+s")
        assert "read-only" in refusal(pilot)
        await press(pilot, "escape")
        assert "still open?" in screen_text(pilot.app) or "to write" in screen_text(pilot.app)
    assert verbs(study) == before
    assert names(study) == [(0, ABOVE), (1, OWN)]


async def test_names_in_any_script_are_moved_and_related(study: Path) -> None:
    with projects.open_project(study) as project:
        for name in ("עייפות", "👩‍👩‍👧 Familie", "疲れた体"):
            theming.add_theme(project, name)
        relating.relate(project, theme_id(project, "עייפות"), "leads to", theme_id(project, "疲れた体"))
    async with at_work(study) as pilot:
        await press(pilot, "3", "G", "K", "L", "v")
        assert isinstance(pilot.app.screen, ThemesScreen)
        assert "עייפות leads to 疲れた体" in screen_text(pilot.app)
    assert names(study)[2:] == [(0, "עייפות"), (1, "疲れた体"), (0, "👩‍👩‍👧 Familie")]
