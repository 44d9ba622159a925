"""Names that look like ids or full names of others: every key reaches the thing selected, and the log says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwork.model.refs import Ref
from qualwork.tui.tabs.report.report import ReportScreen
from qualwork.tui.tabs.themes.theme_rows import Chosen
from qualwork.tui.widgets.outline import Outline
from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding, memoing
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import reviewing, theming
from qualwork.workbench.transcripts import importing, people, reading
from tests.tui.driving import SECOND, at_work, press, reader, screen_text, settle
from tests.tui.reading import INTERVIEW

# Ids by what they are called: 1 is named 2 and 2 is named 1, `b` is below `a` beside a code `a/b`.
CODES = {1: "2", 2: "1", 3: "a", 4: "b", 5: "a/b"}
TITLES = {1: "2", 2: "1"}
# Two themes of one name, and one named like the id of the first of them.
THEMES = {1: "up", 2: "down", 3: "same", 4: "same", 5: "3"}
ABOVE_CODES, ABOVE_THEMES = {4: 3}, {3: 1, 4: 2}
# What each code is given to.
SAID = {
    1: "it was relentless",
    2: "four people waiting",
    4: "My brother rang every night.",
    5: "At work nobody asked.",
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Codes, transcripts, participants and themes, each of which could be taken for another of its kind."""
    path, folder = tmp_path / "study.qualwork", tmp_path / "interviews"
    folder.mkdir()
    (folder / "rosa.txt").write_text(INTERVIEW, encoding="utf-8")
    (folder / "teo.txt").write_text(SECOND, encoding="utf-8")
    with projects.create(path, "Names", coder="ana") as project:
        importing.import_paths(project, [folder])
        for change in (reading.rename, people.rename_participant):
            change(project, 1, "other")
            change(project, 2, "1")
            change(project, 1, "2")
        for code, name in CODES.items():
            assert codebook.add_code(project, name, under=ABOVE_CODES.get(code)).id == code
        for theme, name in THEMES.items():
            assert theming.add_theme(project, name, ABOVE_THEMES.get(theme)).id == theme
        for code, quote in SAID.items():
            coding.apply(project, code, 1 if code < 3 else 2, quote)
        theming.assign(project, 1, 3)
        theming.assign(project, 2, 4)
        assert {info.id: info.title for info in reading.infos(project)} == TITLES
        assert {person.id: person.pseudonym for person in people.everyone(project)} == TITLES
    return path


@contextmanager
def opened(path: Path) -> Iterator[Project]:
    """The project as somebody sees it who opens it anew."""
    with projects.open_project(path) as project:
        yield project


def codes(path: Path) -> dict[int, str]:
    """Codes in the file."""
    with opened(path) as project:
        return {code.id: code.name for code in codebook.everything(project)}


def themes(path: Path) -> dict[int, tuple[str, int | None]]:
    """Names and parents of the themes in the file."""
    with opened(path) as project:
        return {theme.id: (theme.name, theme.parent) for theme in theming.everything(project)}


def log_of(path: Path, thing: Ref) -> list[tuple[str, str]]:
    """Verb and label of every decision on a thing."""
    with opened(path) as project:
        rows = auditing.history_of(project, thing).rows
        return [(str(row[4]), str(row[5])) for row in rows]


def near(thing: int, above: dict[int, int]) -> set[int]:
    """What lies right above or below a thing: its history tells of that as well."""
    return {above.get(thing, thing)} | {below for below, parent in above.items() if parent == thing}


def last(path: Path) -> tuple[str, str]:
    """Verb and label of the last decision."""
    with opened(path) as project:
        decision = auditing.decisions(project)[-1]
        return decision.verb, decision.label


async def select(pilot: Pilot[None], rows: str, key: str) -> None:
    """Go to a row of a list, as with the arrow keys."""
    outline = pilot.app.screen.query_one(f"#{rows}", Outline)
    outline.focus()
    outline.go_to(key)
    await settle(pilot)
    assert outline.key == key


async def select_code(pilot: Pilot[None], code: int) -> None:
    """Open the codebook at a code."""
    await press(pilot, "2", "tab")
    await select(pilot, "codes", str(code))


async def select_theme(pilot: Pilot[None], theme: int) -> None:
    """Open the theme tree at a theme."""
    await press(pilot, "3")
    await select(pilot, "themes", Chosen(theme).key)


@pytest.mark.parametrize("code", CODES)
async def test_the_code_selected_is_renamed_noted_and_deleted(study: Path, code: int) -> None:
    old = CODES[code]
    async with at_work(study) as pilot:
        await select_code(pilot, code)
        await press(pilot, "m", "type:meant", "ctrl+s")
        await press(pilot, "r", "ctrl+u", "type:new", "enter")
        assert codes(study) == CODES | {code: "new"}
        assert last(study) == ("rename code", f"{old} to new")
        await press(pilot, "f4")
        assert f"name: '{old}' -> 'new'" in screen_text(pilot.app)
        await press(pilot, "escape")
        with opened(study) as project:
            (memo,) = memoing.listing(project)
            assert (memo.thing_kind, memo.thing, memo.text) == ("code", code, "meant")
        await select(pilot, "codes", str(code))
        await press(pilot, "d", "enter")
    assert codes(study) == {number: name for number, name in CODES.items() if number != code}
    assert last(study) == ("delete code", "new")
    for other in CODES.keys() - {code} - near(code, ABOVE_CODES):
        assert not {"rename code", "delete code"} & {verb for verb, _ in log_of(study, Ref("code", other))}


async def test_the_extracts_of_the_code_selected_are_shown(study: Path) -> None:
    async with at_work(study) as pilot:
        for code in (1, 2, 4, 5):
            await select_code(pilot, code)
            await press(pilot, "enter")
            shown = " ".join(screen_text(pilot.app).split())
            assert [each for each in SAID if SAID[each] in shown] == [code]
            await press(pilot, "escape")


@pytest.mark.parametrize("theme", [1, 3, 4, 5])
async def test_the_theme_selected_is_renamed_noted_and_deleted(study: Path, theme: int) -> None:
    before = themes(study)
    old, parent = before[theme]
    async with at_work(study) as pilot:
        await select_theme(pilot, theme)
        await press(pilot, "M", "type:meant", "ctrl+s")
        await press(pilot, "r", "ctrl+u", "type:new", "enter", "enter")
        assert themes(study) == before | {theme: ("new", parent)}
        assert last(study) == ("rename theme", f"{old} to new")
        await press(pilot, "f4")
        assert f"name: '{old}' -> 'new'" in screen_text(pilot.app)
        await press(pilot, "escape")
        with opened(study) as project:
            (memo,) = memoing.listing(project)
            assert (memo.thing_kind, memo.thing, memo.text) == ("theme", theme, "meant")
        await select(pilot, "themes", Chosen(theme).key)
        await press(pilot, "d", "enter")
    moved = {number: ("same", None) for number, (_, above) in before.items() if above == theme}
    assert themes(study) == {number: row for number, row in (before | moved).items() if number != theme}
    assert last(study) == ("delete theme", "new")
    for other in THEMES.keys() - {theme} - near(theme, ABOVE_THEMES):
        assert not {"rename theme", "delete theme"} & {verb for verb, _ in log_of(study, Ref("theme", other))}


@pytest.mark.parametrize(("theme", "code"), [(3, 1), (4, 2)])
async def test_of_two_themes_of_one_name_the_one_selected_is_moved_and_its_extracts_shown(
    study: Path, theme: int, code: int
) -> None:
    before = themes(study)
    async with at_work(study) as pilot:
        await select_theme(pilot, theme)
        await press(pilot, "enter")
        shown = " ".join(screen_text(pilot.app).split())
        assert [each for each in SAID if SAID[each] in shown] == [code]
        await press(pilot, "escape", "shift+left")
    assert themes(study) == before | {theme: ("same", None)}
    assert last(study) == ("move theme", "same to the top")


@pytest.mark.parametrize(("theme", "extract"), [(3, 1), (4, 2)])
async def test_under_review_the_mark_goes_to_the_theme_selected(study: Path, theme: int, extract: int) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "4")
        await select(pilot, "review-list", str(theme))
        await press(pilot, "enter", "e")
        with opened(study) as project:
            marks = {each: [(one.coding.id, one.mark) for one in reviewing.extracts(project, each)] for each in (3, 4)}
    assert marks[theme] == [(extract, "exemplary")]
    assert marks[7 - theme] == [(3 - extract, "")]
    assert last(study)[1].endswith(" exemplary for same")
    assert "mark coding" in {verb for verb, _ in log_of(study, Ref("theme", theme))}
    assert "mark coding" not in {verb for verb, _ in log_of(study, Ref("theme", 7 - theme))}


@pytest.mark.parametrize("transcript", TITLES)
async def test_the_transcript_selected_is_renamed_noted_and_its_speaker_changed(study: Path, transcript: int) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "1")
        await select(pilot, "transcripts", str(transcript))
        await press(pilot, "m", "type:meant", "ctrl+s")
        await select(pilot, "transcripts", str(transcript))
        await press(pilot, "s", "o", "escape")
        await press(pilot, "r", "ctrl+u", "type:new", "enter")
    assert last(study) == ("rename transcript", f"{TITLES[transcript]} to new")
    with opened(study) as project:
        infos = {info.id: info for info in reading.infos(project)}
        assert {number: info.title for number, info in infos.items()} == TITLES | {transcript: "new"}
        roles = {number: {s.label: s.role for s in info.speakers}["Interviewer"] for number, info in infos.items()}
        assert roles == dict.fromkeys(TITLES, "interviewer") | {transcript: "other"}
        (memo,) = memoing.listing(project)
        assert (memo.thing_kind, memo.thing) == ("transcript", transcript)


@pytest.mark.parametrize("transcript", TITLES)
async def test_the_transcript_selected_was_read_again(study: Path, transcript: int) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "4", "R")
        await select(pilot, "queue", str(transcript))
        await press(pilot, "r")
    assert last(study) == ("re-read transcript", TITLES[transcript])
    read = {each: [verb for verb, _ in log_of(study, Ref("transcript", each))] for each in TITLES}
    assert {each: "re-read transcript" in verbs for each, verbs in read.items()} == {
        each: each == transcript for each in TITLES
    }


@pytest.mark.parametrize(("transcript", "said"), [(1, "it was relentless"), (2, "My brother rang every night.")])
async def test_the_report_previews_the_transcript_selected(study: Path, transcript: int, said: str) -> None:
    async with at_work(study, (120, 60)) as pilot:
        await press(pilot, "6")
        screen = pilot.app.screen
        assert isinstance(screen, ReportScreen)
        screen.go_where(f"transcript:{transcript}")
        while "looking…" in screen_text(pilot.app) or f"{TITLES[transcript]}:" not in screen_text(pilot.app):
            await settle(pilot)
        shown = " ".join(screen_text(pilot.app).split())
        assert said in shown
        assert len([each for each in ("it was relentless", "My brother rang every night.") if each in shown]) == 1


async def test_of_the_participants_of_a_theme_the_one_selected_is_shown(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "4")
        await select(pilot, "review-list", "3")
        await press(pilot, "enter", "w")
        await select(pilot, "people", TITLES[1])
        await press(pilot, "enter")
        shown = " ".join(screen_text(pilot.app).split())
        assert [each for each in SAID if SAID[each] in shown] == [1]
        await press(pilot, "w")
        await select(pilot, "people", TITLES[2])
        await press(pilot, "enter")
        transcript = reader(pilot).transcript
        assert transcript is not None
        assert (transcript.info.id, transcript.info.title) == (2, TITLES[2])


async def test_an_extract_is_moved_to_the_other_theme_of_the_same_name(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "4")
        await select(pilot, "review-list", "3")
        await press(pilot, "enter", "m", "type:same (under down)", "enter", "enter")
    with opened(study) as project:
        inside = {each: {one.coding.id for one in reviewing.extracts(project, each)} for each in (3, 4)}
        assert inside == {3: set(), 4: {1, 2}}
        assert {each.id: each.code for each in coding.listing(project)}[1] == 2
    assert last(study)[0] == "move extract"
    assert last(study)[1].endswith(" from same to same")
