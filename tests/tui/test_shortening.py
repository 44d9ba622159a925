"""Names that must fit, and columns that share a width: whatever they are, nothing is cut without a mark."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualwork.tui.reader.cells import cell_width, drawn
from qualwork.tui.widgets.column_widths import Column, fit
from qualwork.tui.widgets.shortening import cut_middle, cut_start, shortened

NAMES = st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=12)
PREFIXED = st.lists(st.from_regex(r"[a-z0-9]{1,5}", fullmatch=True), min_size=2, max_size=9, unique=True)
COLUMN = st.builds(
    Column,
    head=st.text("abcdefgh ", max_size=14),
    kind=st.sampled_from(["text", "number", "left", "right"]),
    widest=st.integers(0, 60),
)


@given(NAMES, st.integers(1, 50))
def test_a_shortened_name_fits_and_is_whole_or_marked(names: list[str], width: int) -> None:
    for name, short in zip(names, shortened(names, width), strict=True):
        assert cell_width(short) <= width
        assert short == drawn(name) if cell_width(drawn(name)) <= width else "…" in short


@given(PREFIXED, st.integers(12, 30))
def test_names_that_differ_only_at_their_ends_stay_different(ends: list[str], width: int) -> None:
    names = [f"jsc-oral-history-of-spaceflight-{end}" for end in ends]
    assert len(set(shortened(names, width))) == len(names)


@given(st.text(max_size=60), st.integers(1, 60))
def test_what_is_cut_in_the_middle_or_at_its_start_fits_and_says_so(text: str, width: int) -> None:
    for short in (cut_middle(text, width), cut_start(text, width)):
        assert cell_width(short) <= width
        assert "…" in short or short == drawn(text)


@given(st.lists(COLUMN, min_size=1, max_size=20), st.integers(20, 200))
def test_numbers_have_their_whole_width_and_what_fits_does_fit(columns: list[Column], room: int) -> None:
    columns = [Column(columns[0].head, "name", columns[0].widest), *columns[1:]]
    widths, all_fit = fit(columns, room, 2)
    assert all(width >= column.widest for column, width in zip(columns, widths, strict=True) if column.kind == "number")
    assert all(widths) or any(column.kind == "number" for column in columns)
    assert not all_fit or sum(widths) + 2 * len(columns) <= room


def test_a_long_title_ends_with_what_tells_it_apart() -> None:
    titles = ["jsc-oral-history-00055", "jsc-oral-history-00128", "a quiet walk along the river at night"]
    short = shortened(titles, 14)
    assert short[0].startswith("jsc")
    assert short[0].endswith("00055")
    assert short[1].endswith("00128")
    assert short[2].startswith("a quiet walk")
