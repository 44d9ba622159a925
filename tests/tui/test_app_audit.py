"""The Audit tab by keys alone: filters, before and after, verification, going there, undo from there, export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualwork.tui.dialogs.line import Line
from qualwork.tui.dialogs.verified import Verified
from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook
from qualwork.workbench.log import auditing
from tests.tui.driving import LARGE, at_work, codings, made, press, refusal, said, screen_text, study, verbs
from tests.unit.workbench.named import apply, code_id

__all__ = ["made", "study"]


async def test_the_log_shows_the_newest_first_with_what_was_before_and_after(study: Path) -> None:
    with projects.open_project(study) as project:
        codebook.rename_code(project, code_id(project, "exhaustion"), "worn out", why="her words")
    async with at_work(study) as pilot:
        await press(pilot, "8")
        shown = screen_text(pilot.app)
        assert "rename code: exhaustion to worn out" in shown
        assert "name: 'exhaustion' -> 'worn out'" in shown and "why: her words" in shown
        await press(pilot, "j")
        assert "rename code" not in screen_text(pilot.app).split("decision", 2)[2].split("\n", 3)[1]


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("coder: ben", "2 decisions, by ben"),
        ("kind: apply", "apply code"),
        ("phase: 3", "in phase 3"),
        ("family", "with “family”"),
    ],
)
async def test_decisions_are_filtered_and_counted(study: Path, typed: str, heading: str) -> None:
    with projects.open_project(study, "ben") as other:
        apply(other, "exhaustion", "rosa", quote="They sent us emails.")
    with projects.open_project(study) as project:
        every = auditing.decisions(project)
    fits = {
        "coder: ben": sum(each.coder == "ben" for each in every),
        "kind: apply": sum(each.verb == "apply code" for each in every),
        "phase: 3": sum(each.phase == 3 for each in every),
        "family": sum("family" in f"{each.verb} {each.label} {each.why}" for each in every),
    }[typed]
    async with at_work(study, LARGE, "ana") as pilot:
        await press(pilot, "8", "f", f"type:{typed}", *(["up"] if typed == "family" else []), "enter")
        shown = screen_text(pilot.app)
        assert heading in shown
        counted = int(shown.split("\n")[1].split()[0])
        assert counted == fits
        await press(pilot, "c")
        assert f"{len(every)} decisions" in screen_text(pilot.app)


async def test_only_what_concerns_one_code_and_filters_add_up(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "8", "f", "type:apply", "enter", "j", "j", "t", "type:code exh", "enter")
        shown = screen_text(pilot.app)
        assert "3 decisions, on one code" in shown
        await press(pilot, "f", "type:kind: apply", "enter")
        assert "2 decisions, apply code, on one code" in screen_text(pilot.app)


async def test_enter_goes_to_what_was_changed_and_back_comes_back(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "8", "f", "type:apply", "enter", "j", "enter")
        shown = screen_text(pilot.app)
        assert "[2 Code]" in shown and "family" in shown
        await press(pilot, "less_than_sign")
        assert "[8 Audit]" in screen_text(pilot.app)


async def test_one_decision_is_undone_from_there_with_a_reason(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "8", "f", "type:apply", "enter", "j", "x", "type:too soon", "enter")
        assert "family" in said(pilot)
        await press(pilot, "c")
        assert "undo: apply code" in screen_text(pilot.app)
    assert ("family", "My sister was the one who kept me going") not in codings(study)
    assert ("family", "My brother rang every night.") in codings(study)
    with projects.open_project(study) as project:
        assert auditing.decisions(project)[-1].why == "too soon"


async def test_somebody_elses_decision_is_not_undone_and_it_is_said_who_can(study: Path) -> None:
    with projects.open_project(study, "ben") as other:
        apply(other, "exhaustion", "rosa", quote="They sent us emails.")
    before = verbs(study)
    async with at_work(study, coder="ana") as pilot:
        await press(pilot, "8", "x", "type:not mine", "enter")
        assert "only ben undoes it" in refusal(pilot)
        assert pilot.app.screen.query_one(Line).value == "not mine"
        await press(pilot, "escape")
        assert "[8 Audit]" in screen_text(pilot.app)
    assert verbs(study) == before


async def test_verification_names_the_head_and_what_differs(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "8", "v")
        assert isinstance(pilot.app.screen, Verified)
        with projects.open_project(study) as project:
            head = auditing.head(project)
        assert head is not None and head.hash in screen_text(pilot.app)
        assert "The log holds" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert said(pilot) == "the log holds"


async def test_the_decisions_shown_are_written_to_a_file(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "8", "f", "type:apply", "enter", "e", "left", "enter")
        assert "wrote" in said(pilot)
    rows = json.loads((study.parent / "study-decisions.json").read_text(encoding="utf-8"))
    assert {row["verb"] for row in rows} == {"apply code"} and len(rows) == 4


async def test_a_long_log_is_shown_in_parts(study: Path) -> None:
    with projects.open_project(study) as project:
        for number in range(600):
            codebook.define_code(project, code_id(project, "exhaustion"), definition=f"Meaning {number}")
    async with at_work(study) as pilot:
        await press(pilot, "8")
        assert "the newest 500, o shows older" in screen_text(pilot.app)
        await press(pilot, "o", "G")
        assert "decision 1 of" in screen_text(pilot.app)
