"""What must not end the program: other sizes with a dialog open, 500 codes, wide and right-to-left names, nothing."""

from __future__ import annotations

import stat
from pathlib import Path

from qualwork.workbench.base import projects
from qualwork.workbench.themes import theming
from qualwork.workbench.transcripts import importing
from tests.tui.driving import at_work, made, press, refusal, screen_text, study
from tests.unit.workbench.named import apply, code_id, theme_id

__all__ = ["made", "study"]

OPENED = {
    "home": ("0",),
    "study": ("f2",),
    "diary": ("f5",),
    "note": ("f5", "a"),
    "attention": ("0", "a"),
    "history": ("2", "tab", "f4"),
    "jump": ("ctrl+o",),
    "help": ("f1",),
    "palette": ("ctrl+p",),
    "export": ("8", "e"),
    "undo this": ("8", "x"),
    "narrative": ("6", "j", "e"),
    "tour": ("f7",),
    "import": ("I",),
}
SIZES = ((40, 10), (200, 60), (20, 5), (80, 24))
ODD = ("日本語の主題は長い名前を持つ", "עייפות שאינה נגמרת", "إرهاق", "e\u0301puise\u0301ment", "👩🏽‍⚕️ nursing 😀")


async def test_the_terminal_may_change_its_size_while_a_dialog_is_open(study: Path) -> None:
    async with at_work(study) as pilot:
        for at, keys in enumerate(OPENED.values()):
            await press(pilot, *keys)
            await pilot.resize_terminal(*SIZES[at % len(SIZES)])
            await pilot.pause()
            for _ in keys:
                await pilot.press("escape")
        await pilot.resize_terminal(80, 24)
        await press(pilot, "escape", "3")
        assert "[3 Themes]" in screen_text(pilot.app)


async def test_an_empty_project_has_every_tab_and_every_dialog(tmp_path: Path) -> None:
    path = tmp_path / "new.qualwork"
    projects.create(path, "New", coder="ana").close()
    async with at_work(path) as pilot:
        for tab in "12345678":
            await press(pilot, tab)
            for keys in list(OPENED.values())[int(tab) - 1 :: 4]:
                await press(pilot, *(key for key in keys if key not in "12345678"), "escape", "escape")
            assert f"[{tab} " in screen_text(pilot.app)


async def test_a_read_only_project_can_be_looked_at_everywhere_and_nothing_is_written(study: Path) -> None:
    before = study.read_bytes()
    study.chmod(stat.S_IRUSR)
    async with at_work(study) as pilot:
        for tab in "12345678":
            await press(pilot, tab, "0", "escape")
            assert "read-only" in screen_text(pilot.app)
        await press(pilot, "f2", "type:x", "f2")
        assert "is read-only" in refusal(pilot)
        await press(pilot, "escape", "f5", "a", "type:x", "ctrl+s")
        assert "is read-only" in refusal(pilot)
        await press(pilot, "escape", "escape", "8", "x", "enter")
        assert "is read-only" in refusal(pilot)
    study.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert study.read_bytes() == before


async def test_five_hundred_codes_and_odd_names_are_shown_found_and_gone_to(study: Path, tmp_path: Path) -> None:
    interview = tmp_path / "عائشة.txt"
    interview.write_text("Interviewer: מה שלומך?\n\nعائشة: أنا متعبة جدا، متعبة كل يوم.\n", encoding="utf-8")
    book = tmp_path / "book.yaml"
    book.write_text("codes:\n" + "".join(f"- name: code number {at}\n" for at in range(500)), encoding="utf-8")
    with projects.open_project(study) as project:
        from qualwork.workbench.codes import codebook, codebook_files

        importing.import_paths(project, [interview])
        codebook_files.import_codebook(project, book)
        for name in ODD:
            codebook.add_code(project, name)
            theming.add_theme(project, name, essence=name)
            theming.assign(project, code_id(project, name), theme_id(project, name))
        apply(project, ODD[1], "عائشة", quote="متعبة كل يوم")
    async with at_work(study, (60, 16)) as pilot:
        for tab in "12345678":
            await press(pilot, tab, "j")
        await press(pilot, "0", "G", "enter", "escape", "6", "j", "j", "8")
        await press(pilot, "ctrl+p", "type:code: עייפות", "enter", "enter")
        assert "[2 Code]" in screen_text(pilot.app)
