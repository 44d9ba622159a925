"""Drafts are copies that go their own way, and comparing tells exactly what was changed since."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualwork.model.errors import NotFound, Refused
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, memoing
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import arranging, drafting, quoting, relating, theming
from tests.unit.workbench.named import apply, code_id, draft_id, ref, theme_id

Deed = Callable[[Project], object]


@pytest.fixture
def themed(project: Project) -> Project:
    """A tree of three themes with codes, a mark and a relation, and a copy of it named before."""
    for name, under in (("Top", None), ("Sub", "Top"), ("Other", None)):
        theming.add_theme(project, name, theme_id(project, under) if under else None, essence=f"all of {name}")
    for code, theme in (("one", "Top"), ("two", "Sub"), ("three", "Other")):
        codebook.add_code(project, code)
        theming.assign(project, code_id(project, code), theme_id(project, theme))
    apply(project, "one", "ben", quote="Nobody asked.")
    theming.mark(project, 1, theme_id(project, "Top"), "exemplary", "so short")
    relating.relate(project, theme_id(project, "Sub"), "contrasts with", theme_id(project, "Other"), "since May")
    drafting.copy_draft(project, "before")
    return project


def whats(project: Project) -> list[tuple[str, str, str, str]]:
    """What differs between the copy and the shown draft."""
    return [
        (each.what, each.theme, each.one, each.other) for each in drafting.compare(project, draft_id(project, "before"))
    ]


def outline(project: Project) -> list[tuple[int, str, tuple[str, ...], str]]:
    """The shown tree with codes and essence."""
    return [(depth, node.theme.name, node.codes, node.theme.essence) for depth, node in theming.tree(project).walk()]


def test_a_copy_is_the_same_and_shown_stays_shown(themed: Project) -> None:
    assert [(each.name, each.shown, each.themes) for each in drafting.drafts(themed)] == [
        ("main", True, 3),
        ("before", False, 3),
    ]
    assert whats(themed) == []
    before, links = outline(themed), relating.table(themed).rows
    drafting.show_draft(themed, draft_id(themed, "before"))
    assert outline(themed) == before
    assert [row[1:] for row in relating.table(themed).rows] == [row[1:] for row in links]
    assert theming.members(themed, theme_id(themed, "Top"))[1] == {1: "exemplary"}
    assert auditing.verify(themed).ok


def test_changes_stay_in_the_draft_they_were_made_in(themed: Project) -> None:
    theming.rename_theme(themed, theme_id(themed, "Sub"), "Under")
    theming.add_theme(themed, "New")
    drafting.show_draft(themed, draft_id(themed, "before"))
    assert [row[1] for row in outline(themed)] == ["Top", "Sub", "Other"]
    theming.delete_theme(themed, theme_id(themed, "Top"))
    drafting.show_draft(themed, draft_id(themed, "main"))
    assert [row[1] for row in outline(themed)] == ["Top", "Under", "Other", "New"]


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        (lambda p: theming.add_theme(p, "New", theme_id(p, "Sub")), ("only here", "Top/Sub/New", "", "Top/Sub/New")),
        (lambda p: theming.rename_theme(p, theme_id(p, "Other"), "Else"), ("name", "Other", "Other", "Else")),
        (lambda p: theming.move_theme(p, theme_id(p, "Sub"), None), ("place", "Top/Sub", "under Top", "at the top")),
        (lambda p: theming.define_theme(p, theme_id(p, "Top"), differs="no"), ("differs", "Top", "", "no")),
        (
            lambda p: theming.define_theme(p, theme_id(p, "Top"), status="reviewed"),
            ("status", "Top", "candidate", "reviewed"),
        ),
        (lambda p: theming.assign(p, code_id(p, "one"), theme_id(p, "Sub")), ("codes", "Top/Sub", "", "one")),
        (lambda p: theming.unassign(p, code_id(p, "three"), theme_id(p, "Other")), ("codes", "Other", "three", "")),
        (lambda p: theming.mark(p, 1, theme_id(p, "Top"), "contrary"), ("marks", "Top", "1 exemplary", "1 contrary")),
        (
            lambda p: relating.relate(p, theme_id(p, "Top"), "leads to", theme_id(p, "Sub")),
            ("relation", "Top", "", "leads to Top/Sub"),
        ),
        (
            lambda p: relating.unrelate(p, theme_id(p, "Other"), "contrasts with", theme_id(p, "Sub")),
            ("relation", "Top/Sub", "contrasts with Other", ""),
        ),
        (lambda p: arranging.shift_theme(p, theme_id(p, "Other"), -1), None),
    ],
)
def test_one_change_is_one_difference_and_none_after_undo(
    themed: Project, deed: Deed, expected: tuple[str, str, str, str] | None
) -> None:
    deed(themed)
    assert whats(themed) == ([expected] if expected else [])
    mirrored = [
        (each.what, each.one, each.other)
        for each in drafting.compare(themed, draft_id(themed, "main"), draft_id(themed, "before"))
    ]
    assert mirrored == ([(expected[0], expected[3], expected[2])] if expected else [])
    auditing.undo(themed)
    assert whats(themed) == []


def test_a_removed_theme_is_only_in_the_other_draft(themed: Project) -> None:
    theming.delete_theme(themed, theme_id(themed, "Other"))
    assert whats(themed) == [
        ("only here", "Other", "Other", ""),
        ("relation", "Top/Sub", "contrasts with Other", ""),
    ]


def test_notes_stay_with_the_theme_they_were_written_on(themed: Project) -> None:
    memoing.add(themed, ref(themed, "theme:Top"), "still open?", "query")
    drafting.copy_draft(themed, "later")
    drafting.show_draft(themed, draft_id(themed, "later"))
    assert memoing.listing(themed, ref(themed, "theme:Top")) == []
    drafting.show_draft(themed, draft_id(themed, "main"))
    assert [memo.text for memo in memoing.listing(themed, ref(themed, "theme:Top"))] == ["still open?"]


def test_a_draft_goes_with_its_themes_and_comes_back(themed: Project) -> None:
    drafting.show_draft(themed, draft_id(themed, "before"))
    memoing.add(themed, ref(themed, "theme:Sub"), "a thought")
    before = outline(themed)
    drafting.show_draft(themed, draft_id(themed, "main"))
    drafting.delete_draft(themed, draft_id(themed, "before"))
    assert [each.name for each in drafting.drafts(themed)] == ["main"]
    assert memoing.listing(themed) == []
    auditing.undo(themed)
    drafting.show_draft(themed, draft_id(themed, "before"))
    assert outline(themed) == before
    assert auditing.verify(themed).ok


def test_what_is_refused_leaves_the_drafts_as_they_are(themed: Project) -> None:
    head = auditing.head(themed)
    with pytest.raises(Refused, match="another one first"):
        drafting.delete_draft(themed, draft_id(themed, "main"))
    with pytest.raises(Refused):
        drafting.copy_draft(themed, "BEFORE")
    with pytest.raises(Refused):
        drafting.rename_draft(themed, draft_id(themed, "before"), "Main")
    with pytest.raises(NotFound):
        drafting.show_draft(themed, draft_id(themed, "nowhere"))
    assert auditing.head(themed) == head
    drafting.rename_draft(themed, draft_id(themed, "before"), "spring")
    assert drafting.draft(themed, draft_id(themed, "Spring")).themes == 3


def test_what_a_quote_leaves_out_is_left_out_in_a_copy_too(themed: Project) -> None:
    whole = [quote.text for some in quoting.marked(themed, ("exemplary",)).values() for quote in some]
    quoting.trim(themed, 1, theme_id(themed, "Top"), ["asked"])
    drafting.copy_draft(themed, "second")
    drafting.show_draft(themed, draft_id(themed, "second"))
    copied = [quote.text for some in quoting.marked(themed, ("exemplary",)).values() for quote in some]
    assert whole == ["Nobody asked."]
    assert copied == ["Nobody [...]."]


def test_without_a_theme_there_is_nothing_to_copy(project: Project) -> None:
    assert drafting.drafts(project) == []
    with pytest.raises(NotFound, match="add a theme first"):
        drafting.copy_draft(project, "any")
