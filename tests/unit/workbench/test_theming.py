"""Themes count what `quotes` lists, whatever is dismissed where, and codes become themes and codes again."""

from __future__ import annotations

import pytest

from qualwork.model.errors import BadInput, NotFound, Refused
from qualwork.model.theme import ThemeNode
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding, memoing
from qualwork.workbench.corpus.extracts import Evidence
from qualwork.workbench.log import auditing
from qualwork.workbench.report import reporting
from qualwork.workbench.themes import theming
from tests.unit.workbench.named import apply, code_id, ref, theme_id

QUOTES = {"one": ("ben", "Nobody asked."), "two": ("ben", "really breathe"), "three": ("ada", "The honesty.")}


@pytest.fixture
def coded(project: Project) -> Project:
    """Three codes with a coding each, under a theme and its subtheme."""
    theming.add_theme(project, "Top")
    theming.add_theme(project, "Sub", theme_id(project, "Top"))
    for code, (transcript, quote) in QUOTES.items():
        codebook.add_code(project, code)
        apply(project, code, transcript, quote=quote)
    theming.assign(project, code_id(project, "one"), theme_id(project, "Top"))
    theming.assign(project, code_id(project, "two"), theme_id(project, "Sub"))
    theming.assign(project, code_id(project, "three"), theme_id(project, "Sub"))
    return project


def counts(project: Project) -> dict[str, tuple[int, int]]:
    """Participants and extracts of each theme in the tree."""
    return {node.theme.name: (node.participants, node.extracts) for _, node in theming.tree(project).walk()}


def check_counts(project: Project) -> None:
    """Hold each number of the tree against the quotes that are listed for its theme."""
    for name, (people, extracts) in counts(project).items():
        listed = list(reporting.quotes(project, theme=theme_id(project, name)).records())
        assert extracts == len(listed), name
        assert people == len({each for row in listed for each in str(row["participants"]).split(", ") if each}), name
        inside, marks = theming.members(project, theme_id(project, name))
        shown = [c for c in Evidence(project).codings(inside) if marks.get(c.id) != "dismissed"]
        assert len(shown) == extracts, name


def test_an_extract_counts_in_its_theme_and_above(coded: Project) -> None:
    assert counts(coded) == {"Top": (2, 3), "Sub": (2, 2)}
    check_counts(coded)


@pytest.mark.parametrize(
    ("dismissed", "expected"),
    [
        ({"two": "Sub"}, {"Top": (2, 2), "Sub": (1, 1)}),
        ({"two": "Top"}, {"Top": (2, 2), "Sub": (2, 2)}),
        ({"one": "Top", "three": "Top"}, {"Top": (1, 1), "Sub": (2, 2)}),
        ({"three": "Sub", "two": "Sub"}, {"Top": (1, 1), "Sub": (0, 0)}),
    ],
)
def test_a_dismissed_extract_counts_neither_there_nor_by_way_of_there(
    coded: Project, dismissed: dict[str, str], expected: dict[str, tuple[int, int]]
) -> None:
    for code, theme in dismissed.items():
        theming.mark(coded, coding.listing(coded, code=code_id(coded, code))[0].id, theme_id(coded, theme), "dismissed")
    assert counts(coded) == expected
    check_counts(coded)


def test_a_code_in_two_themes_counts_once_above_both(coded: Project) -> None:
    theming.add_theme(coded, "Other", theme_id(coded, "Top"))
    theming.assign(coded, code_id(coded, "two"), theme_id(coded, "Other"))
    theming.assign(coded, code_id(coded, "two"), theme_id(coded, "Top"))
    assert counts(coded) == {"Top": (2, 3), "Sub": (2, 2), "Other": (1, 1)}
    check_counts(coded)


def test_promoted_and_back_keeps_codings_memos_and_history(coded: Project) -> None:
    codebook.define_code(coded, code_id(coded, "two"), definition="Taking breath.")
    memoing.add(coded, ref(coded, "code:two"), "first thought")
    codebook.add_code(coded, "deep", code_id(coded, "two"))
    theme = theming.promote(coded, code_id(coded, "two"), theme_id(coded, "Sub"))
    assert (theme.name, theme.essence) == ("two", "Taking breath.")
    node = next(node for _, node in theming.tree(coded).walk() if node.theme.id == theme.id)
    assert node.codes == ("two", "deep")
    memoing.add(coded, ref(coded, "theme:two"), "second thought")
    assert theming.demote(coded, theme_id(coded, "two")).id == code_id(coded, "two")
    assert [memo.text for memo in memoing.listing(coded, ref(coded, "code:two"))] == ["first thought", "second thought"]
    verbs = [row["verb"] for row in auditing.history_of(coded, ref(coded, "code:two")).records()]
    assert verbs[0] == "add code"
    assert {"apply code", "assign code", "define code", "add memo", "promote code", "turn theme into code"} <= set(
        verbs
    )
    assert auditing.verify(coded).ok


def test_a_theme_that_was_no_code_becomes_one_over_its_codes(coded: Project) -> None:
    made = theming.demote(coded, theme_id(coded, "Sub"))
    assert [(c.name, c.parent) for c in codebook.everything(coded) if c.name in ("two", "three", "Sub")] == [
        ("two", made.id),
        ("three", made.id),
        ("Sub", None),
    ]


def test_subthemes_move_up_even_past_a_theme_of_their_name(coded: Project) -> None:
    theming.add_theme(coded, "Top", theme_id(coded, "Top"))
    assert str(theming.dependents_of_theme(coded, theme_id(coded, "Top"))) == "below it Sub, Top; code one"
    theming.delete_theme(coded, theme_id(coded, "Top"))
    assert [(t.name, t.parent) for t in theming.everything(coded)] == [("Sub", None), ("Top", None)]
    theming.add_theme(coded, "sub", theme_id(coded, "Top"))
    with pytest.raises(Refused):
        theming.delete_theme(coded, theme_id(coded, "Top"))


@pytest.mark.parametrize("under", ["Top", "Sub", "Top/Sub"])
def test_a_theme_goes_neither_under_itself_nor_below(coded: Project, under: str) -> None:
    with pytest.raises(Refused, match="itself"):
        theming.move_theme(coded, theme_id(coded, "Top"), theme_id(coded, under))


def test_what_is_not_there_is_not_taken_away(coded: Project) -> None:
    before = auditing.head(coded)
    with pytest.raises(NotFound):
        theming.unassign(coded, code_id(coded, "one"), theme_id(coded, "Sub"))
    with pytest.raises(NotFound):
        theming.reassign(coded, code_id(coded, "one"), theme_id(coded, "Sub"), theme_id(coded, "Top"))
    with pytest.raises(BadInput):
        theming.define_theme(coded, theme_id(coded, "Top"))
    with pytest.raises(NotFound):
        theming.mark(coded, 99, theme_id(coded, "Top"), "exemplary")
    assert auditing.head(coded) == before
    theming.assign(coded, code_id(coded, "one"), theme_id(coded, "Top"))
    assert auditing.head(coded) == before


def test_the_shelf_holds_codes_without_a_theme(coded: Project) -> None:
    codebook.add_code(coded, "alone")
    assert [code.name for code in theming.codes_without_theme(coded)] == ["alone"]
    theming.unassign(coded, code_id(coded, "one"), theme_id(coded, "Top"))
    assert [code.name for code in theming.codes_without_theme(coded)] == ["one", "alone"]


def test_the_tree_is_told_with_its_codes(coded: Project) -> None:
    assert reporting.tree_text(coded, codes=True).splitlines() == [
        "study",
        "└─ Top (2 participants, 3 extracts)",
        "   codes: one",
        "   └─ Sub (2 participants, 2 extracts)",
        "      codes: two; three",
    ]


def test_deep_trees_are_walked(project: Project) -> None:
    above: str | None = None
    for number in range(30):
        above = str(theming.add_theme(project, f"level {number}", theme_id(project, above) if above else None).id)
    depths = [depth for depth, _ in theming.tree(project).walk()]
    assert depths == list(range(30))
    assert isinstance(theming.tree(project).roots[0], ThemeNode)
