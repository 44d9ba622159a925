"""What undo brings back onto a text that somebody edited meanwhile: seen by every view, and never in the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualwork.model.errors import Refused
from qualwork.model.refs import Ref
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding, memoing
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import arranging, quoting, theming
from qualwork.workbench.transcripts import reading, revising
from tests.unit.project.studies import rows_of
from tests.unit.workbench.named import transcript_id
from tests.unit.workbench.studies import BEN, new_study

PASSAGE = "You could breathe, really breathe."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Ben's interview with a coded passage that has a memo, a mark and a cut, and a memo on the passage itself."""
    project = new_study(tmp_path)
    ben, start = transcript_id(project, "ben"), BEN.index(PASSAGE)
    code = codebook.add_code(project, "trust")
    theme = theming.add_theme(project, "Being held")
    theming.assign(project, code.id, theme.id)
    info = next(one for one in reading.infos(project) if one.id == ben)
    made = coding.apply_at(project, code, info, start, start + len(PASSAGE))
    memoing.add(project, Ref("coding", made.id), "why here?")
    theming.mark(project, made.id, theme.id, "exemplary", "says it all")
    quoting.trim(project, made.id, theme.id, ["really breathe"])
    memoing.add(project, Ref("transcript", ben), "on the passage", span=(start, start + len(PASSAGE)))
    return project


def edit(project: Project, coder: str, old: str, new: str) -> None:
    """Let somebody correct Ben's interview."""
    mine, project.coder = project.coder, coder
    revising.edit(
        project,
        transcript_id(project, "ben"),
        reading.load(project, transcript_id(project, "ben")).text.replace(old, new),
    )
    project.coder = mine


def stands(project: Project) -> list[tuple[str, bool]]:
    """The extracts of all codings that views show, and whether they wait for review."""
    return [(one.extract, one.needs_review) for one in coding.listing(project)]


def take_coding_out(project: Project) -> None:
    coding.remove(project, [one.id for one in coding.listing(project)])


def take_code_out(project: Project) -> None:
    codebook.delete_code(project, codebook.everything(project)[0].id)


@pytest.mark.parametrize("take_out", [take_coding_out, take_code_out])
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("How was the group for you?", "How was it then, the group?", [(PASSAGE, False)]),
        (PASSAGE, "You could b, really b.", None),
        (PASSAGE, "", None),
    ],
)
def test_a_coding_that_comes_back_is_carried_or_flagged(
    project: Project, take_out: Callable[[Project], None], old: str, new: str, expected: list[tuple[str, bool]] | None
) -> None:
    before = rows_of(project)
    take_out(project)
    edit(project, "bob", old, new)
    auditing.undo(project)
    found = stands(project)
    assert len(found) == 1
    assert found == expected if expected else found[0][1]
    if not expected:
        flagged = revising.flagged(project)
        assert PASSAGE in {one.old_text for one in flagged}
    assert len(memoing.listing(project)) == 2
    after = rows_of(project)
    assert {key for key in after if key[0] != "revision"} >= {key for key in before if key[0] != "revision"}
    assert auditing.verify(project).problems == ()
    # And away, and back, and away again.
    auditing.redo(project)
    assert stands(project) == []
    auditing.undo(project)
    assert stands(project) == found
    assert auditing.verify(project).problems == ()
    codebook.delete_code(project, codebook.everything(project)[0].id)
    assert stands(project) == []
    assert auditing.verify(project).problems == ()


def test_a_note_on_a_passage_comes_back_onto_the_text_as_it_is(project: Project) -> None:
    note = next(one for one in memoing.listing(project) if one.text == "on the passage")
    memoing.delete(project, note.id)
    edit(project, "bob", "Interviewer: How", "Interviewer: So, how")
    auditing.undo(project)
    again = next(one for one in memoing.listing(project) if one.text == "on the passage")
    text = reading.load(project, transcript_id(project, "ben")).text
    assert text[again.start : again.end] == PASSAGE
    assert auditing.verify(project).problems == ()


def test_where_the_same_coding_was_made_anew_the_one_that_comes_back_waits_beside_it(project: Project) -> None:
    take_coding_out(project)
    edit(project, "bob", "for you?", "for you then?")
    code = codebook.everything(project)[0]
    info = next(one for one in reading.infos(project) if one.title == "ben")
    start = reading.load(project, info.id).text.index(PASSAGE)
    bob, project.coder = project.coder, project.coder
    number = next(
        each.number for each in reversed(auditing.decisions(project)) if each.verb.startswith(("remove", "delete"))
    )
    coding.apply_at(project, code, info, start, start + len(PASSAGE))
    project.coder = bob
    auditing.undo_decision(project, number)
    assert sorted(needs for _, needs in stands(project)) == [False, True]
    assert auditing.verify(project).problems == ()


def test_the_edit_cannot_go_from_under_what_came_back(project: Project) -> None:
    take_coding_out(project)
    edit(project, "bob", "for you?", "for you then?")
    auditing.undo(project)
    project.coder = "bob"
    with pytest.raises(Refused, match="by kim"):
        auditing.undo(project)
    assert auditing.verify(project).problems == ()


def marks(project: Project) -> list[tuple[int, int, str, str, str]]:
    """Theme, coding, mark, reason and cuts of every marked coding."""
    columns = ("theme_id", "coding_id", "mark", "reason", "cuts")
    rows = rows_of(project).items()
    return [tuple(row[name] for name in columns) for (table, _), row in rows if table == "theme_coding"]


def test_merging_themes_keeps_marks_reasons_and_cuts(project: Project) -> None:
    ((theme, coded, mark, reason, cuts),) = marks(project)
    other = theming.add_theme(project, "Other")
    arranging.merge_themes(project, [theme], other.id)
    assert marks(project) == [(other.id, coded, mark, reason, cuts)]
    assert cuts != "[]"
    auditing.undo(project)
    theming.mark(project, coded, other.id, "contrary", "or does it")
    arranging.merge_themes(project, [theme], other.id)
    assert marks(project) == [(other.id, coded, "contrary", "or does it; exemplary: says it all", cuts)]


def test_merging_codes_hands_marks_and_cuts_of_twins_on(project: Project) -> None:
    ((theme, coded, mark, reason, cuts),) = marks(project)
    twin = codebook.add_code(project, "twin")
    one = coding.listing(project)[0]
    info = next(each for each in reading.infos(project) if each.id == one.transcript)
    other = coding.apply_at(project, twin, info, one.start, one.end)
    codebook.merge_codes(project, [one.code], twin.id)
    assert marks(project) == [(theme, other.id, mark, reason, cuts)]
    assert {memo.text for memo in memoing.listing(project)} == {"why here?", "on the passage"}
    assert coded != other.id


def test_other_edges_carry_the_cuts_along(project: Project) -> None:
    ((_, coded, *_, cuts),) = marks(project)
    one = coding.listing(project)[0]
    coding.set_edges(project, coded, one.start + 4, one.end)
    text = reading.load(project, one.transcript).text
    ((*_, after),) = marks(project)
    low, high = (int(part) for part in after.strip("[]").split(","))
    assert text[one.start + 4 + low : one.start + 4 + high] == "really breathe"
    assert after != cuts
    coding.set_edges(project, coded, one.start, one.start + 9)
    assert marks(project)[0][4] == "[]"
