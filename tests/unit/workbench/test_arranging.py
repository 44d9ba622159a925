"""Themes and codes change places among their siblings only, and a merged theme leaves nothing behind."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwork.cli import resolve
from qualwork.model.errors import BadInput, NotFound, Refused
from qualwork.workbench.base import naming
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, memoing
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import arranging, relating, theming
from tests.unit.workbench.named import apply, code_id, ref, theme_id

NAMES = ["a", "b", "c", "d", "e"]


def order(project: Project) -> list[str]:
    """Full names of all themes in tree order."""
    full = naming.paths(theming.everything(project))
    return [full[node.theme.id] for _, node in theming.tree(project).walk()]


@pytest.fixture
def row(project: Project) -> Project:
    """Five themes beside each other, with two below the second and codes under the first."""
    for name in NAMES:
        theming.add_theme(project, name)
        codebook.add_code(project, f"code {name}")
        theming.assign(project, code_id(project, f"code {name}"), theme_id(project, "a"))
    for name in ("x", "y"):
        theming.add_theme(project, name, theme_id(project, "b"))
    return project


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from([-1, 1])), max_size=6))
def test_moves_among_siblings_do_as_moves_in_a_list(row: Project, moves: list[tuple[str, int]]) -> None:
    wanted = [each for each in order(row) if "/" not in each]
    for name, by in moves:
        at = wanted.index(name)
        there = max(0, min(len(wanted) - 1, at + by))
        wanted.insert(there, wanted.pop(at))
        assert arranging.shift_theme(row, theme_id(row, name), by) == (there != at)
    assert [each for each in order(row) if "/" not in each] == wanted
    at = order(row).index("b")
    assert order(row)[at + 1 : at + 3] == ["b/x", "b/y"]


def test_codes_of_a_theme_change_places_and_new_ones_come_last(row: Project) -> None:
    assert arranging.shift_code(row, code_id(row, "code c"), theme_id(row, "a"), -1)
    assert not arranging.shift_code(row, code_id(row, "code a"), theme_id(row, "a"), -1)
    codebook.add_code(row, "late")
    theming.assign(row, code_id(row, "late"), theme_id(row, "a"))
    node = theming.tree(row).roots[0]
    assert node.codes == ("code a", "code c", "code b", "code d", "code e", "late")
    auditing.undo(row)
    auditing.undo(row)
    auditing.undo(row)
    assert theming.tree(row).roots[0].codes == tuple(f"code {name}" for name in NAMES)
    with pytest.raises(NotFound):
        arranging.shift_code(row, code_id(row, "code a"), theme_id(row, "b"), 1)


def test_the_first_one_up_is_no_decision(row: Project) -> None:
    head = auditing.head(row)
    assert not arranging.shift_theme(row, theme_id(row, "a"), -1)
    assert not arranging.shift_theme(row, theme_id(row, "b/y"), 1)
    assert auditing.head(row) == head


def test_merging_hands_on_all_that_hangs_on_a_theme(row: Project) -> None:
    apply(row, "code a", "ben", quote="Nobody asked.")
    theming.assign(row, code_id(row, "code a"), theme_id(row, "b"))
    theming.mark(row, 1, theme_id(row, "b"), "exemplary", "so short")
    theming.define_theme(row, theme_id(row, "b"), essence="of b", story="told")
    theming.define_theme(row, theme_id(row, "c"), essence="of c")
    relating.relate(row, theme_id(row, "b"), "leads to", theme_id(row, "d"))
    relating.relate(row, theme_id(row, "c"), "leads to", theme_id(row, "b"))
    memoing.add(row, ref(row, "theme:b"), "a thought")
    arranging.merge_themes(row, [theme_id(row, "b")], theme_id(row, "c"), "the same")
    assert order(row) == ["a", "c", "c/x", "c/y", "d", "e"]
    merged = resolve.theme(row, "c")
    assert (merged.essence, merged.story) == ("of c", "told")
    assert theming.members(row, theme_id(row, "c"))[1] == {1: "exemplary"}
    assert [r[1:4] for r in relating.table(row).rows] == [("c", "leads to", "d")]
    assert [memo.text for memo in memoing.listing(row, ref(row, "theme:c"))] == ["a thought"]
    auditing.undo(row)
    assert order(row) == ["a", "b", "b/x", "b/y", "c", "d", "e"]
    assert auditing.verify(row).ok


def test_merging_into_a_theme_below_lifts_it(row: Project) -> None:
    arranging.merge_themes(row, [theme_id(row, "b")], theme_id(row, "b/y"))
    assert order(row) == ["a", "y", "y/x", "c", "d", "e"]


def test_merges_that_cannot_be_change_nothing(row: Project) -> None:
    theming.add_theme(row, "x", theme_id(row, "c"))
    head = auditing.head(row)
    with pytest.raises(BadInput, match="itself"):
        arranging.merge_themes(row, [theme_id(row, "a"), theme_id(row, "b")], theme_id(row, "a"))
    with pytest.raises(Refused, match="rename"):
        arranging.merge_themes(row, [theme_id(row, "b")], theme_id(row, "c"))
    assert auditing.head(row) == head
