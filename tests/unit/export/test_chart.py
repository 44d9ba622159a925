"""Charts: every label and number is in the picture, bars are as long as their numbers, odd tables are drawn too."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.export.figures.chart import Bars, HeatMap, chart_bytes, save_chart
from qualwork.model.errors import BadInput

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
numbers = st.integers(0, 10**6).map(float) | st.floats(0, 1e6).map(lambda value: round(value, 2))


def drawn(svg: bytes, tag: str) -> list[ET.Element]:
    """The parts of a picture of one kind."""
    return [node for node in ET.fromstring(svg).iter() if node.tag.endswith(tag)]


@settings(max_examples=60)
@given(names, st.lists(st.tuples(names, numbers, names), max_size=8))
def test_bars_are_as_long_as_their_numbers(title: str, rows: list[tuple[str, float, str]]) -> None:
    values = tuple(value for _, value, _ in rows)
    chart = Bars(title, tuple(row[0] for row in rows), values, tuple(row[2] for row in rows))
    svg = chart_bytes(chart, "svg")
    assert chart_bytes(chart, "svg") == svg
    bars = drawn(svg, "rect")[1:]
    widths = [float(bar.attrib["width"]) for bar in bars]
    assert len(widths) == len(rows)
    most = max([*values, 0])
    for width, (_, value, _) in zip(widths, rows, strict=True):
        assert width == pytest.approx(210 * value / most if most else 0, abs=0.01)


@settings(max_examples=60)
@given(names, st.lists(names, max_size=5), st.lists(names, max_size=5), st.data())
def test_a_heat_map_has_every_number_in_its_cell(
    title: str, rows: list[str], columns: list[str], data: st.DataObject
) -> None:
    cells = tuple(tuple(data.draw(st.none() | st.integers(0, 999).map(float)) for _ in columns) for _ in rows)
    svg = chart_bytes(HeatMap(title, tuple(rows), tuple(columns), cells), "svg")
    assert len(drawn(svg, "rect")) == 1 + len(rows) * len(columns)
    said = [node.text for node in drawn(svg, "text") if node.attrib["text-anchor"] == "middle"]
    assert said == [str(int(value)) for row in cells for value in row if value is not None]


def test_the_most_is_the_darkest_and_its_number_can_be_read() -> None:
    svg = chart_bytes(HeatMap("x", ("a", "b"), ("c", "d"), ((0, 10), (5, None))), "svg").decode()
    fills = re.findall(r'fill="(#[0-9a-f]{6})" stroke', svg)
    lightness = [sum(int(fill[at : at + 2], 16) for at in (1, 3, 5)) for fill in fills[:3]]
    assert lightness[1] < lightness[2] < lightness[0]
    assert re.search(r'fill="#fff">10<', svg)


def test_long_labels_are_cut_and_the_picture_fits_a_page() -> None:
    svg = chart_bytes(HeatMap("x", ("a very long name of a code " * 9,), ("short",), ((1.5,),)), "svg").decode()
    assert "…" in svg
    assert "1.5" in svg
    width = re.search(r'width="([\d.]+)mm"', svg)
    assert width and float(width[1]) <= 170.1


def test_pictures_are_written_with_what_they_were_made_from(tmp_path: Path) -> None:
    chart = Bars("Words", ("safe", "Crème & <tea>"), (3.0, 0.0), ("(2 participants)", ""))
    made = save_chart(chart, tmp_path / "bars.png", {"project": "a"})
    assert [path.name for path in made] == ["bars.png", "bars.png.meta.json"]
    data = made[0].read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    assert width > height > 50
    assert chart_bytes(chart, "png") == data
    with pytest.raises(BadInput, match=r"\.svg"):
        save_chart(chart, tmp_path / "bars.gif", {})


def test_a_map_that_nobody_could_read_is_refused() -> None:
    many = tuple(map(str, range(200)))
    with pytest.raises(BadInput, match="200 rows and 200 columns"):
        chart_bytes(HeatMap("x", many, many, ((0.0,) * 200,) * 200), "svg")
