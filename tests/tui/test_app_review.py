"""Reviewing by keys at 80x24: extracts, marks, dismissals, moves, participants, matrix, the re-read queue."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import DataTable

from qualwork.tui.panes.extract_scroll import ExtractScroll
from qualwork.tui.tabs.review.review import ReviewScreen
from qualwork.tui.widgets.outline import Outline
from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import rereading, reviewing, theming
from qualwork.workbench.transcripts import importing
from tests.tui.driving import at_work, codings, made, press, reader, said, screen_text, settle, study, verbs
from tests.unit.workbench.named import apply, code_id, theme_id

__all__ = ["made", "study"]
ABOVE, OWN = "Nobody came down", "Carried by one's own"


def marks(path: Path, theme: str = ABOVE) -> dict[int, tuple[str, str]]:
    """Mark and reason of each extract of a theme in the file."""
    with projects.open_project(path) as project:
        return {
            each.coding.id: (each.mark, each.reason) for each in reviewing.extracts(project, theme_id(project, theme))
        }


def review(pilot: Pilot[None]) -> ReviewScreen:
    """The Review tab, which is in front."""
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


async def test_extracts_stand_with_participant_place_codes_and_question(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "4", "enter")
        shown = screen_text(pilot.app)
        assert f"2 extracts by 2 of 2 participants · {ABOVE}" in shown
        assert "Rosa · rosa · turn 5" in shown
        assert "codes: kept going by others/family" in shown
        assert "asked: Did you feel supported by management?" in shown
        assert "My brother rang every night." in shown
        await press(pilot, "o")
        await press(pilot, "o")
        assert "asked:" not in screen_text(pilot.app)


async def test_enter_leads_to_the_place_and_back_again(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "4", "enter", "j", "enter")
        assert reader(pilot).selected_text == "My brother rang every night."
        await press(pilot, "less_than_sign")
        await settle(pilot)
        assert "[4 Review]" in screen_text(pilot.app)
        assert pilot.app.screen.query_one(ExtractScroll).position == (2, 2)


async def test_marks_are_set_changed_and_taken_away(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "4", "enter", "e")
        assert marks(study) == {3: ("exemplary", ""), 4: ("", "")}
        assert "★ exemplary" in screen_text(pilot.app)
        await press(pilot, "j", "c")
        assert marks(study)[4][0] == "contrary"
        assert "≠ contrary" in screen_text(pilot.app)
        await press(pilot, "f")
        assert "1 extract exemplary" in screen_text(pilot.app)
        await press(pilot, "f", "c")
        assert marks(study)[4][0] == ""
        await press(pilot, "u", "u", "u")
    assert marks(study) == {3: ("", ""), 4: ("", "")}


async def test_dismissing_asks_why_and_the_extract_can_come_back(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "4", "enter", "d", "escape")
        assert marks(study)[3] == ("", "")
        await press(pilot, "d", "type:about family, not the ward", "enter")
        assert marks(study)[3] == ("dismissed", "about family, not the ward")
        shown = screen_text(pilot.app)
        assert "1 extract by 1 of 2 participants, 1 dismissed" in shown
        assert "My sister" not in shown
        await press(pilot, "f", "f", "f")
        assert "dismissed because: about family, not the ward" in screen_text(pilot.app)
        await press(pilot, "d")
        assert marks(study)[3] == ("", "")
    assert codings(study).count(("family", "My sister was the one who kept me going")) == 1


async def test_an_extract_moves_to_another_code_and_to_a_theme_without_codes(study: Path) -> None:
    with projects.open_project(study) as project:
        theming.add_theme(project, "Bodies")
    async with at_work(study) as pilot:
        await press(pilot, "4", "enter", "m", "type:exhaustion", "enter", "type:it is tiredness", "enter")
        assert ("exhaustion", "My sister was the one who kept me going") in codings(study)
        assert list(marks(study)) == [4]
        await press(pilot, "m", "type:bodies", "enter")
        assert "has no code of its own" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert ("Bodies", "My brother rang every night.") in codings(study)
        assert "no extracts yet" in screen_text(pilot.app)
        await press(pilot, "u", "u")
    assert list(marks(study)) == [3, 4]
    assert verbs(study)[-4:-2] == ["change code of coding", "move extract"]


async def test_a_theme_with_several_codes_asks_which(study: Path) -> None:
    with projects.open_project(study) as project:
        theming.add_theme(project, "Bodies")
        for code in ("exhaustion", "kept going by others"):
            theming.assign(project, code_id(project, code), theme_id(project, "Bodies"))
    async with at_work(study) as pilot:
        await press(pilot, "4", "enter", "m", "type:theme bodies", "enter", "type:kept", "enter", "enter")
        assert ("kept going by others", "My sister was the one who kept me going") in codings(study)


async def test_participants_without_the_theme_are_named_and_lead_to_what_they_said(study: Path) -> None:
    with projects.open_project(study) as project:
        theming.assign(project, code_id(project, "exhaustion"), theme_id(project, OWN))
        theming.unassign(project, code_id(project, "family"), theme_id(project, OWN))
    async with at_work(study) as pilot:
        await press(pilot, "4", "w")
        shown = screen_text(pilot.app)
        assert "1 of 2 participants without" in shown
        assert "○ Teo" in shown
        await press(pilot, "g", "enter")
        assert "2 extracts of Rosa" in screen_text(pilot.app)
        await press(pilot, "w", "G", "enter")
        assert "teo" in screen_text(pilot.app)
        assert "[1 Read]" in screen_text(pilot.app)


async def test_the_matrix_counts_as_the_extracts_and_opens_a_cell(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "4", "x")
        table = pilot.app.screen.query_one(DataTable)
        with projects.open_project(study) as project:
            matrix = reviewing.matrix(project)
            extracts = {row[1].name: reviewing.extracts(project, theme_id(project, row[1].name)) for row in matrix.rows}
        for number, (_, theme, _) in enumerate(matrix.rows):
            total, *cells = [str(cell).lstrip(" ▁▂▃▄▅▆▇█") for cell in table.get_row_at(number)][1:]
            assert total == str(len(extracts[theme.name]))
            for person, cell in zip(matrix.people, cells, strict=True):
                count = sum(person in each.participants for each in extracts[theme.name])
                assert cell == (str(count) if count else "·")
        await press(pilot, "j", "l", "enter")
        assert f"1 extract of Teo · {OWN}" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert f"2 extracts by 2 of 2 participants · {OWN}" in screen_text(pilot.app)


async def test_the_queue_names_codes_that_came_later_and_is_worked_through(study: Path) -> None:
    with projects.open_project(study) as project:
        codebook.add_code(project, "silence")
        codebook.add_code(project, "food")
    async with at_work(study) as pilot:
        await press(pilot, "4", "R")
        shown = screen_text(pilot.app)
        assert "2 of 2 transcripts coded before some codes came" in shown
        assert "Since then: silence, food." in shown
        await press(pilot, "r")
        assert "1 of 2 transcripts" in screen_text(pilot.app)
        with projects.open_project(study) as project:
            assert sorted(len(each.codes) for each in rereading.queue(project)) == [0, 2]
        await press(pilot, "u")
        await settle(pilot)
        assert "2 of 2 transcripts" in screen_text(pilot.app)
        first = pilot.app.screen.query_one("#queue", Outline).key
        await press(pilot, "enter")
        assert "[2 Code]" in screen_text(pilot.app)
        assert str(pilot.app.session.transcript.info.id) == first  # type: ignore[attr-defined]
        await press(pilot, "less_than_sign")
        await settle(pilot)
        assert "transcripts coded before" in screen_text(pilot.app)


async def test_status_and_history_of_the_theme_are_a_key_away(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "4", "s", "type:reviewed", "enter", "type:held against all extracts", "enter")
        with projects.open_project(study) as project:
            assert theming.everything(project)[0].status == "reviewed"
            assert auditing.decisions(project)[-1].why == "held against all extracts"
        assert "◐ Nobody came down" in screen_text(pilot.app)
        await press(pilot, "f4")
        assert "define theme" in screen_text(pilot.app)


async def test_review_opens_from_the_tree_at_its_theme(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "g", "j", "E")
        await settle(pilot)
        assert f"theme {ABOVE}/{OWN}" in screen_text(pilot.app)
        await press(pilot, "enter", "M", "type:look again", "ctrl+s")
        assert verbs(study)[-1] == "add memo"


async def test_without_themes_and_without_transcripts_it_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "empty.qualwork"
    with projects.create(path, coder="ana"):
        pass
    async with at_work(path) as pilot:
        await press(pilot, "4", "enter", "e", "d", "m", "c", "M", "s", "f", "o", "w", "x", "enter", "R", "r", "enter")
        assert "0 of 0 transcripts" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "There is no theme yet" in screen_text(pilot.app)


async def test_others_change_the_theme_under_review(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "4", "enter")
        with projects.open_project(study, "ben") as other:
            apply(other, "family", "teo", quote="he told me what he had cooked")
            theming.mark(other, 3, theme_id(other, ABOVE), "contrary", "seen by ben")
        pilot.app.poll()  # type: ignore[attr-defined]
        await settle(pilot)
        await settle(pilot)
        assert "3 extracts by 2 of 2" in screen_text(pilot.app)
        assert "contrary because: seen by ben" in screen_text(pilot.app)
        with projects.open_project(study, "ben") as other:
            theming.delete_theme(other, theme_id(other, OWN))
            theming.delete_theme(other, theme_id(other, ABOVE))
        # Pressed before the program looks at the file again, as it does each second.
        review(pilot).extracts.action_mark("exemplary")
        assert "that theme is gone: " in said(pilot)


async def test_no_mark_goes_to_a_theme_whose_extracts_are_still_being_read(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "4", "enter")
        with projects.open_project(study) as project:
            above, own = theme_id(project, ABOVE), theme_id(project, OWN)
        await press(pilot, "j")
        screen = review(pilot)
        assert (screen.state.theme_id, screen.query_one(ExtractScroll).key) == (above, 4)
        before = verbs(study)
        screen.choose_theme(own)
        screen.extracts.action_mark("exemplary")
        assert said(pilot) == "the extracts of this theme are not shown yet"
        screen.extracts.action_dismiss_extract()
        screen.extracts.action_move_extract()
        await pilot.app.dialogs.opened()  # type: ignore[attr-defined]
        assert verbs(study) == before
        assert len(pilot.app.screen_stack) == 1
        await settle(pilot)
        screen.extracts.action_mark("exemplary")
        assert marks(study, OWN) == {3: ("", ""), 4: ("exemplary", "")}
        assert marks(study) == {3: ("", ""), 4: ("", "")}


async def test_long_and_foreign_extracts_are_read_to_the_end(study: Path, tmp_path: Path) -> None:
    words = " ".join(f"שלום{number}" for number in range(300))
    (tmp_path / "lior.txt").write_text(f"Interviewer: איך?\n\nLior: {words} 👩‍👩‍👧 konec.\n", encoding="utf-8")
    with projects.open_project(study) as project:
        importing.import_paths(project, [tmp_path / "lior.txt"])
        apply(project, "family", "lior", span=(25, 2000))
    async with at_work(study) as pilot:
        await press(pilot, "4", "enter")
        seen = ""
        for _ in range(12):
            seen += screen_text(pilot.app)
            await press(pilot, "j")
        assert all(f"שלום{number}" in seen for number in range(10, 200))


async def test_a_theme_made_since_review_was_open_is_reviewed_by_its_key(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "4", "w", "3", "a", "type:Third", "enter", "E")
        with projects.open_project(study) as project:
            third = theme_id(project, "Third")
        assert (review(pilot).state.theme_id, review(pilot).view) == (third, "extracts")
        assert "theme Third" in screen_text(pilot.app)
        await press(pilot, "less_than_sign")
        assert pilot.app.current_mode == "themes"
        await press(pilot, "g", "E")
        assert review(pilot).state.theme_id != third
        assert f"theme {ABOVE}" in screen_text(pilot.app)
