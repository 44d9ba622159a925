"""Reading and coding where it is hard: long turns, many codes, odd characters, resizing, another process writing."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwork.cli import resolve
from qualwork.model.code import Code, Coding
from qualwork.model.errors import Refused
from qualwork.tui.app import QualworkApp
from qualwork.tui.dialogs.base import Dialog
from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook, coding, memoing
from qualwork.workbench.counts import autocoding
from qualwork.workbench.log import auditing
from qualwork.workbench.transcripts import importing, reading, revising
from tests.tui.driving import LARGE, at_work, codings, made, press, put_cursor, reader, said, screen_text, settle, study
from tests.tui.test_dialogs_keep_what_was_typed import refusal
from tests.unit.workbench.named import code_id, transcript_id

__all__ = ["made", "study"]
TOLD = "They sent us emails."


def new_study(path: Path, **texts: str) -> Path:
    """A project with these interviews."""
    folder = path.parent / "interviews"
    folder.mkdir()
    for title, text in texts.items():
        (folder / f"{title}.txt").write_text(text, encoding="utf-8")
    with projects.create(path, "Hard", coder="ana") as project:
        importing.import_paths(project, [folder])
    return path


async def test_a_turn_of_thirty_thousand_words_is_read_searched_and_coded(tmp_path: Path) -> None:
    words = " ".join(f"word{n}. Then" if n % 12 == 0 else f"word{n}" for n in range(30_000))
    path = new_study(tmp_path / "long.qualwork", ann=f"Interviewer: And?\n\nAnn: {words}\n\nInterviewer: Thanks.")
    async with at_work(path) as pilot:
        await press(
            pilot, "2", "pagedown", "pagedown", "slash", "type:word29999", "enter", "s", "c", "type:end", "enter"
        )
        assert "turn 2/3" in screen_text(pilot.app)
        assert codings(path)[0][0] == "end" and codings(path)[0][1].endswith("word29999")
        await press(pilot, "left_square_bracket", "b", "b", "enter", "g", "z", "t", "full_stop")
        await pilot.resize_terminal(100, 30)
        await press(pilot, "n", "G", "f", "type:only ann", "enter")
    assert len(codings(path)) == 2
    assert max(len(extract) for _, extract in codings(path)) == len(words)


async def test_five_hundred_codes_are_chosen_among_by_letters(study: Path) -> None:
    with projects.open_project(study) as project:
        for number in range(500):
            codebook.add_code(project, f"kind {number} of care", definition="who looks after whom " * 4)
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await press(pilot, "c")
        assert "443 more fit" in screen_text(pilot.app)
        await press(pilot, "type:kind 377", "enter", "tab", "G", "C", "escape", "M", "type:kind 378", "escape")
    assert ("kind 377 of care", TOLD) in codings(study)


HEBREW, FAMILY, COMBINED = "שלום עולם", "👩‍👩‍👧 family", "café e\u0301te\u0301"


@pytest.mark.parametrize("size", [(80, 24), (60, 20), LARGE], ids=str)
async def test_names_of_any_script_are_shown_and_applied(tmp_path: Path, size: tuple[int, int]) -> None:
    text = f"Interviewer: מה?\n\n{HEBREW}: {HEBREW}, 日本語です。 {FAMILY} said 👍🏽.\n\nInterviewer: {COMBINED}?\n"
    path = new_study(tmp_path / "odd.qualwork", odd=text)
    with projects.open_project(path) as project:
        for name in (HEBREW, FAMILY, COMBINED, "日本語の名前がとても長いもの" * 2):
            codebook.add_code(project, name)
    async with at_work(path, size) as pilot:
        await press(pilot, "2", "g", "}", "}", "v", "w", "w", "c", "tab", "down", "tab", "down", "tab", "enter")
        assert len(codings(path)) == 3
        await press(pilot, "D", "escape", "tab", "G", "w", "escape", "f1", "escape", "1", "f", "escape", "slash")
        await press(pilot, "type:日本", "enter")
        assert reader(pilot).selected_text == "日本"
        shown = screen_text(pilot.app).split("\n")
        assert all(line.count("│") % 2 == 0 for line in shown if "╭" in line)


async def test_the_terminal_is_resized_while_a_dialog_is_open_and_while_an_edge_is_moved(study: Path) -> None:
    async with at_work(study, LARGE) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await press(pilot, "s", "c", "type:exh")
        for size in ((80, 24), (50, 12), (160, 50)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
        await press(pilot, "enter", "right_square_bracket", "w")
        await pilot.resize_terminal(70, 20)
        await settle(pilot)
        assert reader(pilot).adjusting
        await press(pilot, "w", "enter")
    assert [extract for _, extract in codings(study) if "emails" in extract] == [f'{TOLD} [laughs] "Well']


async def test_a_code_that_another_process_removed_is_not_applied(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await press(pilot, "s", "c", "type:exh")
        with projects.open_project(study, "ben") as other:
            codebook.delete_code(other, code_id(other, "exhaustion"))
        await press(pilot, "enter")
        assert "removed or merged it meanwhile" in said(pilot)
        await look(pilot)
        await press(pilot, "full_stop", "c", "type:fam", "enter")
    assert ("family", TOLD) in codings(study)


async def test_a_text_that_another_process_edited_is_not_coded_in_its_old_state(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, TOLD)
        await press(pilot, "s", "c", "type:exh")
        with projects.open_project(study, "ben") as other:
            text = reading.load(other, transcript_id(other, "rosa")).text
            revising.edit(other, transcript_id(other, "rosa"), text.replace("Honestly,", "Well, honestly,"))
        await press(pilot, "enter")
        assert "edited the transcript meanwhile" in said(pilot)
        await look(pilot)
        put_cursor(pilot, TOLD)
        await press(pilot, "s", "c", "type:exh", "enter")
    assert ("exhaustion", TOLD) in codings(study)


async def look(pilot: Pilot[None]) -> None:
    """What the program does once a second."""
    assert isinstance(pilot.app, QualworkApp)
    pilot.app.poll()
    await settle(pilot)


async def test_nothing_is_written_to_a_read_only_project_and_each_deed_says_so(study: Path) -> None:
    before = codings(study)
    study.chmod(stat.S_IRUSR)
    async with at_work(study) as pilot:
        await press(pilot, "1", "g", "c")
        assert "is read-only" in said(pilot)
        await press(pilot, "2", "f", "type:only rosa", "enter")
        assert "Can you tell me" not in screen_text(pilot.app)
        await press(pilot, "f", "type:everybody", "enter")
        for keys in (
            ("m", "type:x", "ctrl+s"),
            ("right_square_bracket", "w", "enter"),
            ("r", "type:fam", "enter"),
            ("tab", "g", "M", "type:fam", "enter", "enter"),
            ("S", "a", "type:new", "enter", "enter", "enter"),
        ):
            put_cursor(pilot, "was relentless")
            pilot.app.screen_stack[0].say("")  # type: ignore[attr-defined]
            await press(pilot, *keys)
            assert "is read-only" in (refusal(pilot) if isinstance(pilot.app.screen, Dialog) else said(pilot)), keys
            if isinstance(pilot.app.screen, Dialog):
                await press(pilot, "escape")
    study.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert codings(study) == before


def test_a_stale_code_or_text_is_refused_and_nothing_is_changed(study: Path) -> None:
    with projects.open_project(study) as project, projects.open_project(study, "ben") as other:
        info, code = resolve.transcript(project, "rosa"), resolve.code(project, "exhaustion")
        hits = autocoding.propose(project, "emails")
        codebook.delete_code(other, code_id(other, "exhaustion"))
        head = auditing.head(project)
        with pytest.raises(Refused, match="gone"):
            coding.apply_at(project, code, info, 0, 9)
        with pytest.raises(Refused, match="gone"):
            autocoding.autocode_all(project, hits, "emails", "match", [code])
        revising.edit(
            other,
            transcript_id(other, "rosa"),
            reading.load(other, transcript_id(other, "rosa")).text + "\nRosa: Yes.\n",
        )
        head = auditing.head(project)
        with pytest.raises(Refused, match="edited"):
            coding.apply_new(project, "new", info, 0, 9)
        with pytest.raises(Refused, match="edited"):
            autocoding.autocode_all(project, hits, "emails", "match", new=[code])
        assert auditing.head(project) == head
        assert memoing.listing(project) == []


def test_autocoding_makes_new_codes_in_the_same_decision(study: Path) -> None:
    with projects.open_project(study) as project:
        hits = autocoding.propose(project, "emails", "sentence")
        known = resolve.code(project, "family")
        found: list[Coding] = autocoding.autocode_all(project, hits, "emails", "sentence", [known], [known_as("mail")])
        assert len(found) == 2 * len(hits) and auditing.decisions(project)[-1].verb == "autocode"
        assert all(hit.match and hit.start <= hit.match[0] < hit.match[1] <= hit.end for hit in hits)
        auditing.undo(project)
        assert "mail" not in [code.name for code in codebook.everything(project)]


def known_as(name: str) -> Code:
    """A code that is not there yet."""
    return Code(0, name)
