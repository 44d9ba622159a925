"""A code split: each extract in its pile, what hangs on it stays, nothing half done."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwork.cli import resolve
from qualwork.model.errors import BadInput, Refused
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding, memoing, splitting
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import theming
from tests.unit.workbench.named import apply, code_id, ref, theme_id

QUOTES = ("I felt safe there. [laughs]", "You could breathe, really breathe.", "Nobody asked.", "And the tea, well.")


def coded(project: Project) -> list[int]:
    """A code `group` in a theme, with four codings, the second with a note, the third exemplary."""
    codebook.add_code(project, "group")
    ids = [apply(project, "group", "ben", quote=quote).id for quote in QUOTES]
    theming.add_theme(project, "Held")
    theming.assign(project, code_id(project, "group"), theme_id(project, "Held"))
    theming.mark(project, ids[2], theme_id(project, "Held"), "exemplary")
    memoing.add(project, ref(project, f"coding:{ids[1]}"), "breath again")
    return ids


def where(project: Project) -> dict[int, str]:
    """Name of the code of each coding."""
    names = {code.id: code.name for code in codebook.everything(project)}
    return {each.id: names[each.code] for each in coding.listing(project)}


def test_codings_go_to_their_piles_with_notes_and_marks_and_undo_puts_them_back(project: Project) -> None:
    ids = coded(project)
    before, decisions = where(project), len(auditing.decisions(project))
    made = splitting.split_code(
        project, code_id(project, "group"), {"safety": ids[:1], "air": ids[1:3]}, why="two things in one"
    )
    assert [code.name for code in made] == ["safety", "air"]
    assert where(project) == dict(zip(ids, ["safety", "air", "air", "group"], strict=True))
    assert [memo.thing for memo in memoing.listing(project)] == [ids[1]]
    assert theming.members(project, theme_id(project, "Held"))[1] == {ids[2]: "exemplary"}
    last = auditing.decisions(project)[-1]
    assert (last.verb, last.why, len(auditing.decisions(project))) == ("split code", "two things in one", decisions + 1)
    auditing.undo(project)
    assert where(project) == before
    assert auditing.verify(project).ok


def test_new_codes_belong_to_the_themes_of_the_old_one_and_stand_beside_or_below_it(project: Project) -> None:
    ids = coded(project)
    splitting.split_code(project, code_id(project, "group"), {"safety": ids[:1]})
    splitting.split_code(project, code_id(project, "group"), {"air": ids[1:2]}, under=True)
    held = next(node for _, node in theming.tree(project).walk() if node.theme.name == "Held")
    assert set(held.codes) == {"group", "safety", "air"}
    assert resolve.code(project, "safety").parent is None
    assert resolve.code(project, "air").parent == code_id(project, "group")


@pytest.mark.parametrize(
    ("piles", "said"),
    [
        ({}, "into which codes"),
        ({"one": [0], "two": [0]}, "in two piles"),
        ({"one": [99_999]}, "99999"),
        ({"one": [0], " one ": [1]}, "one name"),
    ],
)
def test_a_split_that_cannot_be_changes_nothing(project: Project, piles: dict[str, list[int]], said: str) -> None:
    ids = coded(project)
    before = where(project), auditing.head(project)
    given = {name: [ids[each] if each < len(ids) else each for each in some] for name, some in piles.items()}
    with pytest.raises(BadInput, match=said):
        splitting.split_code(project, code_id(project, "group"), given)
    assert (where(project), auditing.head(project)) == before


def test_a_name_that_is_taken_is_refused_and_nothing_is_changed(project: Project) -> None:
    ids = coded(project)
    codebook.add_code(project, "Air")
    before = where(project), auditing.head(project)
    with pytest.raises(Refused, match="Air"):
        splitting.split_code(project, code_id(project, "group"), {"new": ids[:1], "air": ids[1:2]})
    assert (where(project), auditing.head(project)) == before


@given(piles=st.lists(st.integers(0, 3), min_size=4, max_size=4))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_dealt_no_extract_is_lost_or_doubled(project: Project, piles: list[int]) -> None:
    if not codebook.everything(project):
        coded(project)
    ids = [each.id for each in coding.listing(project, code=code_id(project, "group"))]
    texts = {each.id: each.extract for each in coding.listing(project)}
    dealt = {f"pile {pile}": [one for one, at in zip(ids, piles, strict=True) if at == pile] for pile in range(1, 4)}
    splitting.split_code(project, code_id(project, "group"), dealt)
    expected = {one: f"pile {at}" if at else "group" for one, at in zip(ids, piles, strict=True)}
    assert where(project) == expected
    assert {each.id: each.extract for each in coding.listing(project)} == texts
    auditing.undo(project)
