"""The picture of the thematic map: each relation can be followed from its source to its target, in any order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.model.theme import Relation
from qualwork.tui.reader.cells import cell_width
from qualwork.tui.tabs.themes.map_picture import LANE, Place, ordered, picture

NAMES = ["One", "Two of them", "Three", "Four", "五つ目の主題", "שש"]
PLACES = [Place(at, name, at % 3) for at, name in enumerate(NAMES, 1)]
SIGNS_DOWN = set("│╮┬┼")
SIGNS_UP = set("│╯┴┼")

relations = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from(["leads to", "contrasts with"]), st.integers(1, 6)),
    max_size=7,
    unique=True,
).map(
    lambda found: [
        Relation(number, one, kind, other) for number, (one, kind, other) in enumerate(found, 1) if one != other
    ]
)


def cell(line: str, at: int) -> str:
    """The character in a cell of a line."""
    used = 0
    for character in line:
        if used >= at:
            return character
        used += cell_width(character)
    return " "


@settings(max_examples=150, deadline=None)
@given(found=relations)
def test_every_relation_has_a_line_from_end_to_end(found: list[Relation]) -> None:
    lines = picture(PLACES, found, 120)
    lanes = ordered(PLACES, found)
    rows = [place for place in PLACES if any(place.theme in (each.source, each.target) for each in found)]
    assert len(lines) == (len(rows) + 1 if rows else 0)
    if not rows:
        return
    right = cell_width(lines[0])
    at = {place.theme: number for number, place in enumerate(rows, 1)}
    for number, each in enumerate(lanes, 1):
        column = right - 1 - LANE * (len(lanes) - number)
        assert lines[0].split()[number - 1] == str(number)
        top, bottom = sorted((at[each.source], at[each.target]))
        assert cell(lines[top], column) in "╮┬┼"
        assert cell(lines[bottom], column) in "╯┴┼"
        assert all(cell(lines[row], column) in "│┼" for row in range(top + 1, bottom))
        heads = {row for row in (top, bottom) if cell(lines[row], column - 1) == "◂"}
        assert heads == (set() if each.mutual else {at[each.target]})
    for place, line in zip(rows, lines[1:], strict=True):
        assert place.name in line


@given(found=relations, width=st.integers(4, 60))
def test_no_line_is_wider_than_the_room(found: list[Relation], width: int) -> None:
    assert all(cell_width(line) <= width for line in picture(PLACES, found, width))


def test_a_theme_that_is_gone_draws_nothing() -> None:
    assert picture(PLACES, [Relation(1, 1, "leads to", 99)], 60) == []
