"""Home of the phases, the study's question, attention, diary and notes: all by keys alone."""

from __future__ import annotations

import csv
from pathlib import Path

from qualwork.model.memo import Memo
from qualwork.tui.dialogs.diary import Diary
from qualwork.tui.dialogs.home import Home
from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook, memoing
from qualwork.workbench.study import tasks
from qualwork.workbench.themes import theming
from tests.tui.driving import LARGE, at_work, made, press, said, screen_text, study, verbs
from tests.unit.workbench.named import apply, code_id, ref, theme_id

__all__ = ["made", "study"]


def memos(path: Path) -> list[Memo]:
    with projects.open_project(path) as project:
        return memoing.listing(project)


async def test_home_names_what_is_done_and_open_and_opens_each_place(study: Path) -> None:
    with projects.open_project(study) as project:
        cards = tasks.cards(project)
    async with at_work(study) as pilot:
        await press(pilot, "0")
        shown = screen_text(pilot.app)
        for card in cards:
            name = f"{card.phase} {card.name.capitalize()}"
            line = next(each for each in shown.split("\n") if name in each and "open" in each)
            assert (f"{len(card.open)} open" if card.open else "nothing open") in line
        await press(pilot, *(["j"] * 3), "enter", "j", "enter")
        assert "[1 Read]" in screen_text(pilot.app)


async def test_each_task_leads_to_its_place(study: Path) -> None:
    from qualwork.tui.app import QualworkApp

    with projects.open_project(study) as project:
        memoing.add(project, ref(project, "theme:Nobody came down"), "Is this one theme?", "query")
        codebook.add_code(project, "hope")
        apply(
            project,
            "hope",
            "rosa",
            quote="I hope they learned something from it.",
        )
        theming.add_theme(project, "Hoping")
        theming.assign(project, code_id(project, "hope"), theme_id(project, "Hoping"))
        tasks.set_stretch(project, 5)
        every = [task for card in tasks.cards(project) for task in card.tasks]
    tabs = {
        "unread": "1 Read",
        "stretch": "2 Code",
        "undefined": "2 Code",
        "once": "2 Code",
        "homeless": "2 Code",
        "query": "3 Themes",
        "alone": "4 Review",
        "essence": "5 Define",
        "narrative": "6 Report",
    }
    kinds = {task.kind: task for task in every}
    assert set(tabs) <= set(kinds)
    async with at_work(study) as pilot:
        app = pilot.app
        assert isinstance(app, QualworkApp)
        for kind, tab in tabs.items():
            await press(pilot, "8")
            app.overview.open_task(kinds[kind])
            await press(pilot)
            shown = screen_text(app)
            assert f"[{tab}]" in shown, kind
            assert kinds[kind].name.split("/")[-1][:20] in shown, kind


async def test_a_task_is_set_aside_with_a_reason_shown_and_taken_up_again(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "0", "x")
        assert "then choose a task" in screen_text(pilot.app)
        await press(pilot, "j", "enter", "j", "x", "type:an open study", "enter")
        assert "set aside: the project" in said(pilot)
        assert "research question not written" not in screen_text(pilot.app)
        await press(pilot, "s")
        assert "set aside by" in screen_text(pilot.app)
        await press(pilot, "escape", "0", "s", "j", "enter", "j", "x")
        assert "taken up again: the project" in said(pilot)
        await press(pilot, "escape", "u", "u")
    assert verbs(study)[-4:] == ["set task aside", "take task up", "undo", "undo"]


async def test_question_and_approach_are_changed_as_one_decision_and_undone(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "f2")
        await press(pilot, "type:What keeps nurses going?", "tab", "right")
        assert "agreement and saturation are offered" in " ".join(screen_text(pilot.app).replace("│", " ").split())
        await press(pilot, "tab", "tab", "tab", "right", "f2")
        await press(pilot, "0")
        assert "What keeps nurses going?" in screen_text(pilot.app)
        await press(pilot, "escape")
    with projects.open_project(study) as project:
        found = projects.describe(project)
    assert (found.research_question, found.approach, found.asks_why) == ("What keeps nurses going?", "codebook", False)
    assert verbs(study)[-1] == "change project"
    async with at_work(study) as pilot:
        await press(pilot, "u")
    with projects.open_project(study) as project:
        found = projects.describe(project)
    assert (found.research_question, found.approach, found.asks_why) == ("", "reflexive", True)


async def test_attention_shows_a_bar_a_transcript_and_the_day(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "0", "a")
        shown = screen_text(pilot.app)
        assert "rosa" in shown and "3 codings" in shown and "teo" in shown and "1 codings" in shown
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Home)


async def test_the_diary_is_written_searched_changed_and_exported(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "f5", "a", "type:I hoped for anger.", "ctrl+s", "a", "type:Read aloud today.", "ctrl+s")
        shown = screen_text(pilot.app)
        assert "reflexive diary on the project" in shown and "I hoped for anger." in shown
        await press(pilot, "slash", "type:hoped", "enter")
        assert "Read aloud" not in screen_text(pilot.app) and "1 note" in screen_text(pilot.app)
        await press(pilot, "e", "type: And found tiredness.", "ctrl+s", "o", "enter")
        assert "wrote study-notes.csv" in said(pilot)
    with (study.parent / "study-notes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == ["I hoped for anger. And found tiredness."]
    assert [memo.kind for memo in memos(study)] == ["reflexive diary", "reflexive diary"]


async def test_a_query_is_settled_a_note_gone_to_and_one_deleted_and_undone(study: Path) -> None:
    with projects.open_project(study) as project:
        code = codebook.everything(project)[0]
        memoing.add(project, ref(project, f"code:{code.id}"), "Is it the body?", "query")
    async with at_work(study) as pilot:
        await press(pilot, "f5", "x")
        assert "(settled)" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "[2 Code]" in screen_text(pilot.app) and code.name in screen_text(pilot.app)
        await press(pilot, "f5", "d", "enter")
        assert "Nothing here yet" in screen_text(pilot.app)
        await press(pilot, "escape", "u")
    assert [memo.resolved for memo in memos(study)] == [True]


async def test_kinds_narrow_the_notes(study: Path) -> None:
    with projects.open_project(study) as project:
        memoing.add(project, ref(project, "project"), "How I sampled.", "method")
        memoing.add(project, ref(project, "project"), "A passing thought.")
    async with at_work(study, LARGE) as pilot:
        await press(pilot, "f5", "shift+tab", "shift+tab", "right", "right", "right")
        assert isinstance(pilot.app.screen, Diary)
        assert "How I sampled." in screen_text(pilot.app) and "A passing" not in screen_text(pilot.app)


async def test_a_new_study_has_nothing_but_the_question_open(tmp_path: Path) -> None:
    path = tmp_path / "new.qualwork"
    projects.create(path, "New", coder="ana").close()
    async with at_work(path) as pilot:
        await press(pilot, "0")
        assert "1 open" in screen_text(pilot.app)
        await press(
            pilot, "a", "escape", "escape", "f5", "e", "d", "x", "enter", "escape", "8", "v", "escape", "t", "x"
        )
    with projects.open_project(path) as project:
        assert theming.everything(project) == []
