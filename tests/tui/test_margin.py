"""Lanes and names of the margin, whatever overlaps; and which codings are where, by counting them all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualwork.model.transcript import Turn
from qualwork.tui.reader.columns import LEAST_TEXT, clock, share, short_labels
from qualwork.tui.reader.margin import MORE, MOST_LANES, Margin
from qualwork.tui.reader.spans import CodedSpan, Intervals, in_reading_order
from qualwork.tui.reader.wrap import Layout, paginate, wrap
from tests.tui.reading import transcript_of

WORDS = "one two three four five six seven eight nine ten " * 8
BRACKETS = "┌│└["

spans = st.lists(
    st.tuples(st.integers(0, len(WORDS) - 2), st.integers(1, 120), st.integers(1, 5)).map(
        lambda made: (made[0], min(len(WORDS), made[0] + made[1]), made[2])
    ),
    max_size=40,
)


def margin_of(made: list[tuple[int, int, int]], width: int = 20) -> tuple[Layout, Margin, list[CodedSpan]]:
    """The margin for codings `(start, end, code)`."""
    layout = wrap(paginate(WORDS, [Turn(0, len(WORDS), 0, "Ben")]), width)
    codings = [CodedSpan(at, code, f"code {code}", "#0072b2", start, end) for at, (start, end, code) in enumerate(made)]
    ordered = in_reading_order(codings)
    return layout, Margin(layout, ordered), ordered


def rows(margin: Margin, layout: Layout, width: int = 18) -> list[str]:
    """The margin as text."""
    return ["".join(text for text, _ in margin.paint(line, width)).rstrip() for line in range(len(layout))]


@given(spans)
def test_every_line_has_the_codings_that_are_seen_on_it(made: list[tuple[int, int, int]]) -> None:
    layout, margin, codings = margin_of(made)
    for line in range(len(layout)):
        low, high = layout.shown[line], layout.ends[line]
        seen = [coding for coding in codings if coding.start < high and low < coding.end]
        listed = margin.on_line(line)
        assert [coding for coding in listed if coding.start < high and low < coding.end] == seen
        assert all(not WORDS[coding.start : coding.end].strip() for coding in listed if coding not in seen)


@given(spans)
def test_each_coding_keeps_one_lane_of_its_own(made: list[tuple[int, int, int]]) -> None:
    layout, margin, _ = margin_of(made)
    lanes: dict[int, set[int]] = {}
    for line in range(len(layout)):
        here = [
            (at, coding)
            for at, (text, coding) in enumerate(margin.paint(line, 80))
            if coding is not None and text in BRACKETS and at <= MOST_LANES
        ]
        for at, coding in here:
            lanes.setdefault(coding.coding, set()).add(at)
        drawn = [coding.coding for _, coding in here]
        more = any(text == MORE for text, _ in margin.paint(line, 80)[: MOST_LANES + 2])
        assert len(drawn) == len(set(drawn))
        assert len(drawn) == len(margin.on_line(line)) or more
    assert all(len(places) == 1 for places in lanes.values())


@given(spans, st.integers(1, 40), st.booleans())
def test_the_margin_is_exactly_as_wide_as_it_should_be(made: list[tuple[int, int, int]], width: int, top: bool) -> None:
    layout, margin, _ = margin_of(made)
    for line in range(len(layout)):
        assert cell_len("".join(text for text, _ in margin.paint(line, width, top))) == width


@given(spans)
def test_every_bracket_and_name_can_be_pointed_at(made: list[tuple[int, int, int]]) -> None:
    layout, margin, _ = margin_of(made)
    for line in range(len(layout)):
        cell = 0
        for text, coding in margin.paint(line, 26):
            assert margin.coding_at(line, cell, 26) == coding
            cell += cell_len(text)


def test_brackets_and_names() -> None:
    layout, margin, _ = margin_of([(0, 60, 1), (20, 30, 2), (25, 44, 3)])
    assert [layout.visible(line) for line in range(4)] == [
        "one two three four",
        "five six seven eight",
        "nine ten one two",
        "three four five six",
    ]
    assert rows(margin, layout, 26)[:5] == [" ┌ code 1", " │[┌ code 2, code 3", " │ └", " └", ""]


def test_the_line_on_top_names_what_began_above() -> None:
    margin = margin_of([(0, 60, 1), (20, 50, 2)])[1]
    assert "".join(text for text, _ in margin.paint(2, 18, at_top=True)).rstrip() == " │└ code 1, code 2"


def test_names_are_cut_fairly_and_those_left_out_are_counted() -> None:
    layout = wrap(paginate(WORDS, [Turn(0, len(WORDS), 0, "Ben")]), 20)
    named = [CodedSpan(at, at, name, "#0072b2", 0, 9) for at, name in enumerate(["hope", "distrust of management"])]
    assert rows(Margin(layout, named), layout)[0] == " [[ hope, distrus…"
    many = [CodedSpan(at, at, f"code number {at}", "#0072b2", 0, 9) for at in range(5)]
    assert rows(Margin(layout, many), layout, 22)[0] == " [[[[[ code…, code… +3"


def test_more_codings_than_lanes_are_said_to_be_more() -> None:
    layout = wrap(paginate(WORDS, [Turn(0, len(WORDS), 0, "Ben")]), 20)
    many = [CodedSpan(at, at, f"c{at}", "#0072b2", 0, 9) for at in range(MOST_LANES + 5)]
    first = rows(Margin(layout, many), layout, 60)[0]
    assert first.startswith(" " + "[" * MOST_LANES + "+ c0, ")


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 200)), max_size=300), st.integers(0, 500), st.integers(0, 60)
)
def test_intervals_touching_a_place_are_found(made: list[tuple[int, int]], low: int, length: int) -> None:
    made = sorted((first, first + more) for first, more in made)
    intervals = Intervals([first for first, _ in made], [last for _, last in made])
    high = low + length
    assert intervals.touching(low, high) == [at for at, (a, b) in enumerate(made) if a <= high and low <= b]


def test_codings_without_a_colour_get_one_of_the_palette() -> None:
    given_colours = ["", "nonsense", "#12345g", "#ABCDEF"]
    ordered = in_reading_order([CodedSpan(at, at, "x", colour, at, 9) for at, colour in enumerate(given_colours)])
    assert all(len(coding.colour) == 7 for coding in ordered)
    assert ordered[3].colour == "#ABCDEF"


@pytest.mark.parametrize("times", [0, 5, 7])
def test_columns_never_drop_the_text(times: int) -> None:
    for width in range(1, 300):
        columns = share(width, 4, 20, times)
        assert columns.gutter + columns.text + 1 + columns.margin <= max(width, 2)
        assert columns.text >= min(LEAST_TEXT, width - 1)


def test_columns_at_the_two_usual_widths() -> None:
    narrow, wide = share(79, 3, 20, 0), share(119, 3, 20, 0)
    assert (narrow.gutter, narrow.margin) == (13, 18)
    assert wide.margin >= 26 and wide.text > narrow.text


def test_short_labels_stay_apart() -> None:
    labels = ["Jennifer Ross-Nazzal", "Robert D. Cabana", "Speaker 1", "Speaker 2", "Ana"]
    short = short_labels(labels, 8)
    assert short == {
        "Jennifer Ross-Nazzal": "Jennifer",
        "Robert D. Cabana": "Robert",
        "Speaker 1": "Speak… 1",
        "Speaker 2": "Speak… 2",
        "Ana": "Ana",
    }


def test_clock() -> None:
    assert [clock(ms) for ms in (0, 65_999, 3_723_000)] == ["0:00", "1:05", "1:02:03"]


class Counted(list[CodedSpan]):
    """A list that counts how often it is asked for one of its things."""

    asked = 0

    def __getitem__(self, at: Any) -> Any:
        Counted.asked += 1
        return super().__getitem__(at)


def test_a_page_of_the_margin_is_as_much_work_among_many_codings_as_among_few() -> None:
    text = "\n\n".join(f"Ann: answer {number} of some words" for number in range(8_000)) + "\n"
    layout = wrap(paginate(text, transcript_of(text).turns), 60)
    here = [CodedSpan(at, at, f"code {at}", "#0072b2", 200 * at, 200 * at + 90) for at in range(20)]
    work = []
    for others in (80, 20_000):
        step = (len(text) - 10_000) // others
        far = [
            CodedSpan(99 + at, 1, "far", "#e69f00", 8_000 + step * at, 8_000 + step * at + 30) for at in range(others)
        ]
        codings = Counted(in_reading_order([*here, *far]))
        margin = Margin(layout, codings)
        Counted.asked = 0
        for line in range(40):
            margin.paint(line, 30, at_top=line == 0)
        work.append(Counted.asked)
    assert work[0] == work[1] > 0
