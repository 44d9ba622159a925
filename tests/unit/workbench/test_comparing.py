"""The project at two moments: differences, replays to a file, and the story told from the log."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.model.errors import BadInput, NotFound, ProjectFault
from qualwork.model.story import Story, Week
from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook
from qualwork.workbench.log import auditing, comparing, timeline
from qualwork.workbench.themes import theming
from qualwork.workbench.transcripts import revising
from tests.unit.project.studies import rows_of
from tests.unit.workbench.named import apply, code_id, theme_id, transcript_id
from tests.unit.workbench.studies import BEN, new_study

States = list[dict[tuple[str, str], dict[str, object]]]


@pytest.fixture
def grown(tmp_path: Path) -> Iterator[tuple[Project, States]]:
    """A study that grew by known steps, with its rows after each decision (0: before the first that was watched)."""
    with new_study(tmp_path) as project:
        states: States = []

        def keep() -> None:
            last = auditing.head(project)
            assert last is not None
            while len(states) <= last.number:
                states.append(rows_of(project))

        keep()
        for deed in (
            lambda: codebook.add_code(project, "trust"),
            lambda: codebook.add_code(project, "safety", definition="held"),
            lambda: apply(project, "trust", "ben", quote="Nobody asked."),
            lambda: theming.add_theme(project, "Held by others"),
            lambda: theming.assign(project, code_id(project, "trust"), theme_id(project, "Held by others")),
            lambda: codebook.rename_code(project, code_id(project, "trust"), "trusting"),
            lambda: codebook.add_code(project, "belief"),
            lambda: codebook.merge_codes(
                project, [code_id(project, "belief")], code_id(project, "trusting"), why="the same"
            ),
            lambda: codebook.move_code(project, code_id(project, "safety"), code_id(project, "trusting")),
            lambda: revising.edit(project, transcript_id(project, "ben"), BEN.replace("tea", "coffee")),
            lambda: codebook.define_code(project, code_id(project, "safety"), definition="held by somebody"),
            lambda: auditing.undo(project),
            lambda: codebook.delete_code(project, code_id(project, "safety")),
        ):
            deed()
            keep()
        yield project, states


def first_watched(project: Project, states: States) -> int:
    """The last decision of the import."""
    return next(number for number, state in enumerate(states) if state != states[0]) - 1


def test_a_replay_opens_verifies_and_holds_the_rows_of_that_moment(
    grown: tuple[Project, States], tmp_path: Path
) -> None:
    project, states = grown
    for number in range(first_watched(project, states), len(states), 3):
        path = tmp_path / f"at{number}.qualwork"
        assert comparing.write_as_it_was(project, str(number), path) == number
        with projects.open_project(path) as old:
            assert rows_of(old) == states[number]
            found = auditing.verify(old)
            assert (found.problems, found.decisions) == ((), number)
            assert found.head == auditing.show(project, number).hash


def test_a_replay_can_be_worked_on_and_undone_from_there(grown: tuple[Project, States], tmp_path: Path) -> None:
    project, states = grown
    number = first_watched(project, states) + 3
    path = tmp_path / "then.qualwork"
    comparing.write_as_it_was(project, str(number), path)
    with projects.open_project(path) as old:
        auditing.undo(old)
        assert rows_of(old) == states[number - 1]
        codebook.add_code(old, "another way")
        assert auditing.verify(old).ok


def test_a_replay_overwrites_nothing(grown: tuple[Project, States], tmp_path: Path) -> None:
    project, _ = grown
    with pytest.raises(ProjectFault, match="exists already"):
        comparing.write_as_it_was(project, "3", project.path)
    with pytest.raises(BadInput, match=r"ends in \.qualwork"):
        comparing.write_as_it_was(project, "3", tmp_path / "old.db")
    with pytest.raises(BadInput, match="nothing was decided before that"):
        comparing.write_as_it_was(project, "1999-01-01", tmp_path / "old.qualwork")
    with pytest.raises(NotFound, match="there is no decision 999"):
        comparing.write_as_it_was(project, "999", tmp_path / "old.qualwork")
    assert not (tmp_path / "old.qualwork").exists()


def said(project: Project, first: object, last: object) -> set[tuple[str, str, str, str, str]]:
    """Differences without the decisions behind them."""
    found = comparing.compare(project, str(first), str(last)).differences
    return {(each.thing, each.name, each.change, each.before, each.after) for each in found}


def test_what_became_of_codebook_and_tree(grown: tuple[Project, States]) -> None:
    project, states = grown
    begin = first_watched(project, states)
    assert said(project, begin, begin) == set()
    assert said(project, begin, begin + 2) == {
        ("code", "safety", "added", "", "safety"),
        ("code", "trust", "added", "", "trust"),
    }
    assert said(project, begin + 2, begin + 9) == {
        ("code", "trusting", "renamed", "trust", "trusting"),
        ("code", "trusting/safety", "moved", "", "trusting"),
        ("theme", "Held by others", "added", "", "Held by others"),
    }
    assert said(project, begin + 4, begin + 5) == {("theme", "Held by others", "codes", "", "trust")}
    assert said(project, begin + 7, begin + 8) == {("code", "belief", "removed", "belief", "")}
    assert said(project, begin + 10, begin + 11) == {
        ("code", "trusting/safety", "definition", "held", "held by somebody")
    }
    assert said(project, begin + 10, begin + 12) == set()


def test_differences_name_the_decision_behind_them(grown: tuple[Project, States]) -> None:
    project, states = grown
    begin = first_watched(project, states)
    table = comparing.table(project, str(begin + 7), str(begin + 8))
    (row,) = table.records()
    assert (row["verb"], row["why"], row["decision"]) == ("merge codes", "the same", begin + 8)
    lines = comparing.compare(project, str(begin), "now").lines()
    assert lines[0] == f"decision {begin} to {len(states) - 1}: codes 0 -> 1, themes 0 -> 1, codings 0 -> 1"
    assert lines[1] == f"+ code trusting  (decision {begin + 1}, add code)"


def test_moments_are_numbers_days_or_times(grown: tuple[Project, States]) -> None:
    project, _ = grown
    last = auditing.head(project)
    assert last is not None
    assert comparing.moment(project, "now") == last.number
    assert comparing.moment(project, "#3") == 3
    assert comparing.moment(project, last.at[:10]) == last.number
    assert comparing.moment(project, auditing.show(project, 3).at) >= 3
    assert comparing.moment(project, "2000-01-01") == 0
    with pytest.raises(BadInput, match="is no moment"):
        comparing.moment(project, "yesterday")


def test_the_story_counts_what_the_log_holds(grown: tuple[Project, States]) -> None:
    project, states = grown
    story = timeline.story(project)
    rows = states[-1]
    week = story.weeks[-1]
    live = [sum(table == name for table, _ in rows) for name in ("code", "theme", "coding")]
    assert [week.codes, week.themes, week.codings] == live
    assert sum(w.new_codes for w in story.weeks) == 3
    assert (story.merges, sum(w.dropped_codes for w in story.weeks), story.undone) == (1, 1, 1)
    assert story.decisions == sum(span.decisions for span in story.phases)
    assert story.decisions == sum(w.decisions for w in story.weeks)
    assert story.coders == ("kim",)
    assert "1 merge joined codes and 1 dropped" in timeline.paragraph(project)


def test_the_story_is_saved_as_chart_text_and_table(grown: tuple[Project, States], tmp_path: Path) -> None:
    project, _ = grown
    for kind in ("svg", "png", "md", "csv", "xlsx"):
        path = tmp_path / f"story.{kind}"
        assert path in timeline.save(project, path)
        first = path.read_bytes()
        timeline.save(project, path)
        if kind != "xlsx":
            assert path.read_bytes() == first
    assert ET.parse(tmp_path / "story.svg").getroot().tag.endswith("svg")


def test_a_chart_of_many_weeks_keeps_inside_its_page() -> None:
    from qualwork.export.documents.story import story_svg

    weeks = tuple(
        Week(f"2026-{1 + n // 4:02}-{1 + 7 * (n % 4):02}", n, n, 1, 2, 1, 1, 3 * n, 5 * n, n, 9 * n, (n, 0, 0, 0, 0, 1))
        for n in range(40)
    )
    svg = story_svg(Story("<A & B>", weeks, (), ("ann",), 780, 0, 80, 3, 3, "2026-01-01", "2026-10-22"))
    root = ET.fromstring(svg)
    _, _, width, height = (float(part) for part in root.attrib["viewBox"].split())
    for shape in root.iter():
        for name, most in (("x", width), ("cx", width), ("y", height), ("cy", height)):
            assert 0 <= float(shape.attrib.get(name, "0")) <= most


def test_a_study_without_decisions_has_a_story_too(tmp_path: Path) -> None:
    from qualwork.export.documents.story import story_svg, story_text

    empty = Story("nothing", (), (), (), 0, 0, 0, 0, 0)
    assert "nothing was decided yet" in story_svg(empty)
    assert story_text(empty) == "Nothing was decided yet."
    with projects.create(tmp_path / "new.qualwork") as project:
        assert timeline.table(project).rows == ()
