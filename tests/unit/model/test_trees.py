"""Rows that name the row above them, cut so that they are a tree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualwork.model.trees import MOST_LEVELS, circle, cut

PARENTS = st.dictionaries(st.integers(1, 12), st.none() | st.integers(1, 14), max_size=12)


def ways_up(parents: dict[int, int | None], row: int, most: int) -> list[int]:
    """The rows above a row, itself first, as far as `most` steps go."""
    found = [row]
    while len(found) <= most and (above := parents.get(found[-1])) is not None:
        found.append(above)
    return found


@given(PARENTS)
def test_what_is_cut_is_a_tree_of_all_rows(parents: dict[int, int | None]) -> None:
    tops = cut(parents)
    shown = {row: None if row in tops else above for row, above in parents.items()}
    for row in shown:
        way = ways_up(shown, row, len(shown) + 1)
        assert len(way) <= len(shown)
        assert set(way) <= shown.keys()


@given(PARENTS)
def test_nothing_is_cut_that_need_not_be(parents: dict[int, int | None]) -> None:
    for row in cut(parents):
        above = parents[row]
        assert above is not None
        assert above not in parents or row in ways_up(parents, above, len(parents))
        if above in parents:
            assert circle(parents, row)[0] == row


def test_a_branch_too_deep_is_cut_where_it_is() -> None:
    parents = {row: row - 1 or None for row in range(1, 2 * MOST_LEVELS + 51)}
    assert cut(parents) == {MOST_LEVELS + 1, 2 * MOST_LEVELS + 1}
    backwards = dict(reversed(parents.items()))
    assert cut(backwards) == cut(parents)


def test_a_long_chain_costs_no_recursion() -> None:
    size = 50_000
    assert len(cut({row: row - 1 or None for row in range(1, size + 1)})) == size // MOST_LEVELS - 1
    assert cut({row: row % size + 1 for row in range(1, size + 1)}) >= {1}
