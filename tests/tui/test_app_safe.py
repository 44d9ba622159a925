"""Tab 8 by keys: moments compared, the story, the project as it was; backups, withdrawal, erasure, names."""

from __future__ import annotations

import shutil
from pathlib import Path

from qualwork.tui.dialogs.line import Line
from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook, coding
from qualwork.workbench.log import auditing
from qualwork.workbench.study import safekeeping
from qualwork.workbench.transcripts import reading
from tests.tui.driving import at_work, codings, made, press, refusal, said, screen_text, study, verbs

__all__ = ["made", "study"]


def names(path: Path) -> list[str]:
    """The codes of a project."""
    with projects.open_project(path) as project:
        return [code.name for code in codebook.everything(project)]


async def test_two_moments_are_compared_and_the_story_is_told(study: Path) -> None:
    async with at_work(study, (120, 40)) as pilot:
        await press(pilot, "8", "d", "ctrl+u", "type:1 now", "enter")
        shown = screen_text(pilot.app)
        assert "Codebook and themes" in shown
        assert "exhaustion" in shown
        await press(pilot, "escape", "s")
        assert "The analysis was made" in screen_text(pilot.app)


async def test_the_project_is_written_as_it_was(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2", "tab", "a", "type:made last", "enter", "8", "j")
        await press(pilot, "w", "ctrl+u", f"type:{study.parent / 'then.qualwork'}", "enter")
        assert "as it was" in said(pilot)
    assert "made last" in names(study)
    assert "made last" not in names(study.parent / "then.qualwork")


async def test_a_backup_is_made_and_put_back(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "8", "B", "type:back up", "enter")
        assert "backed up to" in said(pilot)
        await press(pilot, "2", "tab", "a", "type:made last", "enter")
        assert "made last" in names(study)
        await press(pilot, "8", "B", "type:put a backup", "enter", "enter", "enter")
        assert "restored" in said(pilot)
        await press(pilot, "B", "type:whole", "enter")
        assert "The file is whole." in screen_text(pilot.app)
    assert "made last" not in names(study)
    assert len(safekeeping.listing(study).rows) == 2


async def test_withdrawal_asks_twice_and_erases(study: Path) -> None:
    before = codings(study)
    async with at_work(study) as pilot:
        await press(pilot, "8", "B", "type:withdraws", "enter", "type:teo", "enter")
        assert "Erase this of Teo for good?" in screen_text(pilot.app)
        await press(pilot, "type:asked to", "enter")
        assert "It cannot be undone" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "Erase this of Teo for good?" in screen_text(pilot.app)
        assert pilot.app.screen.query_one(Line).value == "asked to"
        await press(pilot, "escape")
        assert "[8 Audit]" in screen_text(pilot.app)
        assert codings(study) == before
        await press(pilot, "B", "type:withdraws", "enter", "type:teo", "enter", "type:asked to", "enter", "enter")
        assert "Teo is erased" in screen_text(pilot.app)
    with projects.open_project(study) as project:
        assert [info.title for info in reading.infos(project)] == ["rosa"]
        assert auditing.verify(project).ok
        assert "My brother rang" not in "".join(each.extract for each in coding.listing(project))
    assert verbs(study)[-1] == "withdraw participant"
    assert b"My brother rang" not in study.read_bytes()


async def test_names_are_replaced_by_a_key(study: Path) -> None:
    key = study.parent / "key.csv"
    key.write_text("name,pseudonym\nRosa,Ines\n")
    async with at_work(study) as pilot:
        await press(pilot, "8", "B", "type:real names", "enter", f"type:{key}", "enter", "enter", "enter")
        assert "names replaced" in said(pilot)
    with projects.open_project(study) as project:
        assert any(
            "Ines" in info.title or any(s.label == "Ines" for s in info.speakers) for info in reading.infos(project)
        )
        assert auditing.verify(project).ok
    assert b"Rosa:" not in study.read_bytes()


async def test_a_key_file_that_is_none_stays_in_its_line_and_so_does_one_whose_question_is_left(study: Path) -> None:
    key = study.parent / "key.csv"
    key.write_text("name,pseudonym\nRosa,Ines\n")
    before = verbs(study)
    async with at_work(study) as pilot:
        await press(pilot, "8", "B", "type:real names", "enter", f"type:{study.parent / 'no.csv'}", "enter")
        assert "no.csv" in refusal(pilot)
        pilot.app.screen.query_one(Line).value = str(key)
        await press(pilot, "enter", "escape")
        assert pilot.app.screen.query_one(Line).value == str(key)
        await press(pilot, "escape")
        assert "[8 Audit]" in screen_text(pilot.app)
    assert verbs(study) == before


async def test_moments_that_are_none_and_files_that_are_there_are_refused_where_they_are_typed(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "8", "d", "ctrl+u", "type:9999 now", "enter")
        assert "9999" in refusal(pilot)
        assert pilot.app.screen.query_one(Line).value == "9999 now"
        await press(pilot, "escape", "w", "ctrl+u", f"type:{study}", "enter")
        assert refusal(pilot)
        assert pilot.app.screen.query_one(Line).value == str(study)
        await press(pilot, "escape")
        assert "[8 Audit]" in screen_text(pilot.app)


async def test_nothing_of_this_in_a_read_only_project(study: Path) -> None:
    shutil.copy(study, study.with_name("other.qualwork"))
    study.chmod(0o400)
    async with at_work(study) as pilot:
        await press(pilot, "8", "B", "type:withdraws", "enter", "type:teo", "enter")
        assert "read-only" in said(pilot)
    assert len(codings(study)) == 4
