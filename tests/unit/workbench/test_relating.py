"""Relations of the thematic map: made once, kept with their themes, gone with them, and undone."""

from __future__ import annotations

import pytest

from qualwork.model.errors import BadInput, NotFound
from qualwork.workbench.base.projects import Project
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import relating, theming
from tests.unit.workbench.named import theme_id


@pytest.fixture
def themed(project: Project) -> Project:
    """Three themes, one below another."""
    for name, under in (("Top", None), ("Sub", "Top"), ("Other", None)):
        theming.add_theme(project, name, theme_id(project, under) if under else None)
    return project


def said(project: Project) -> list[tuple[object, ...]]:
    """Every relation as its names."""
    return [row[1:] for row in relating.table(project).rows]


def test_a_relation_is_listed_with_full_names_and_undone(themed: Project) -> None:
    made = relating.relate(themed, theme_id(themed, "Sub"), "leads to", theme_id(themed, "Other"), "he said so twice")
    assert said(themed) == [("Top/Sub", "leads to", "Other", "he said so twice")]
    assert relating.relations(themed) == [made]
    auditing.undo(themed)
    assert relating.relations(themed) == []
    auditing.redo(themed)
    assert relating.relations(themed) == [made]
    assert auditing.verify(themed).ok


def test_the_same_relation_twice_is_one_whose_note_is_set(themed: Project) -> None:
    first = relating.relate(themed, theme_id(themed, "Top"), "leads to", theme_id(themed, "Other"))
    again = relating.relate(themed, theme_id(themed, "Top"), "Leads to", theme_id(themed, "Other"), "because")
    assert (again.id, again.note) == (first.id, "because")
    assert len(said(themed)) == 1
    relating.relate(themed, theme_id(themed, "Other"), "leads to", theme_id(themed, "Top"))
    assert len(said(themed)) == 2


def test_a_contrast_is_the_same_from_either_end(themed: Project) -> None:
    first = relating.relate(themed, theme_id(themed, "Top"), "contrasts with", theme_id(themed, "Other"))
    assert (
        relating.relate(themed, theme_id(themed, "Other"), "contrasts with", theme_id(themed, "Top"), "noted").id
        == first.id
    )
    assert said(themed) == [("Top", "contrasts with", "Other", "noted")]
    relating.unrelate(themed, theme_id(themed, "Other"), "contrasts with", theme_id(themed, "Top"))
    assert said(themed) == []


def test_own_kinds_are_offered_once_used(themed: Project) -> None:
    assert relating.kinds(themed) == ["leads to", "contrasts with", "part of"]
    relating.relate(themed, theme_id(themed, "Top"), "makes room  for", theme_id(themed, "Other"))
    assert relating.kinds(themed)[3:] == ["makes room for"]


def test_a_relation_goes_with_its_theme_and_comes_back_with_it(themed: Project) -> None:
    relating.relate(themed, theme_id(themed, "Sub"), "part of", theme_id(themed, "Other"))
    theming.delete_theme(themed, theme_id(themed, "Other"))
    assert relating.relations(themed) == []
    auditing.undo(themed)
    assert said(themed) == [("Top/Sub", "part of", "Other", "")]


def test_what_cannot_be_related_changes_nothing(themed: Project) -> None:
    before = auditing.head(themed)
    with pytest.raises(BadInput, match="itself"):
        relating.relate(themed, theme_id(themed, "Top"), "leads to", theme_id(themed, "top"))
    with pytest.raises(BadInput):
        relating.relate(themed, theme_id(themed, "Top"), "  ", theme_id(themed, "Other"))
    with pytest.raises(BadInput, match="40 characters"):
        relating.relate(themed, theme_id(themed, "Top"), "x" * 41, theme_id(themed, "Other"))
    with pytest.raises(NotFound):
        relating.relate(themed, theme_id(themed, "Top"), "leads to", theme_id(themed, "nowhere"))
    with pytest.raises(NotFound, match="no relation"):
        relating.unrelate(themed, theme_id(themed, "Top"), "leads to", theme_id(themed, "Other"))
    assert auditing.head(themed) == before


def test_ids_of_the_ends_are_those_of_the_themes(themed: Project) -> None:
    made = relating.relate(themed, theme_id(themed, "Top/Sub"), "part of", theme_id(themed, "Other"))
    ids = {name: theme_id(themed, name) for name in ("Sub", "Other")}
    assert (made.source, made.target) == (ids["Sub"], ids["Other"])
