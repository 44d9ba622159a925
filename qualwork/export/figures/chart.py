"""Tables as pictures: bars for one number a row, a heat map for many; SVG, and PNG with the font that we bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from xml.sax.saxutils import escape

from qualwork.export import files
from qualwork.export.figures.drawing import ANY_FONT, OWN_FONT, check_fonts, foreign, number, opening, png
from qualwork.export.figures.label import one_line, text_width
from qualwork.export.figures.tree_layout import PAGE_WIDTH
from qualwork.export.plain import xml_text
from qualwork.model.errors import BadInput

_SIZE, _MARGIN, _GAP = 9.0, 8.0, 5.0
_ROW, _BAR = 17.0, 11.0
_LABEL_ROOM, _HEAD_ROOM, _BAR_ROOM = 190.0, 120.0, 210.0
_CELL = 26.0
_MOST_CELLS = 20_000
_PALE, _DARK = (247, 251, 255), (8, 48, 107)
_BAR_FILL = "#4a6f9c"
_LIGHT_TEXT_FROM = 0.5


@dataclass(frozen=True, slots=True)
class Bars:
    """A number for each label, with a note behind it (`7 participants`)."""

    title: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A number, or none, for each row and column; the darker the more, and the number stands in its cell."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[float | None, ...], ...]


Chart = Bars | HeatMap


def chart_bytes(chart: Chart, kind: str) -> bytes:
    """The chart as a file of `kind`; the same chart gives the same bytes. BadInput where no font can draw a label."""
    return files.file_bytes("chart", kind, chart)


def chart_svg(chart: Chart) -> str:
    """The picture with its text as text, in fonts of the reader's machine."""
    return _svg(chart, ANY_FONT)[0]


def chart_png(chart: Chart) -> bytes:
    """The same picture in dots, drawn with the font that comes along; BadInput where it lacks a sign."""
    check_fonts([xml_text(one_line(name)) for name in _names(chart)])
    return png(*_svg(chart, OWN_FONT))


def save_chart(chart: Chart, path: Path, provenance: Mapping[str, str]) -> tuple[Path, ...]:
    """Write a chart as the kind its file name says, and what it was made from beside it; answers the paths written."""
    return files.save(path, "chart", chart, name=one_line(chart.title), provenance=provenance)


def _names(chart: Chart) -> Sequence[str]:
    if isinstance(chart, Bars):
        return [chart.title, *chart.labels, *chart.notes]
    return [chart.title, *chart.rows, *chart.columns]


def _svg(chart: Chart, fonts: str) -> tuple[str, float, float]:
    """The picture, its width and height in points."""
    drawn, width, height = _bars(chart) if isinstance(chart, Bars) else _heat_map(chart)
    width = max(width, text_width(_clean(chart.title), _SIZE) + 2 * _MARGIN)
    parts = [
        *opening(_clean(chart.title), width, height, fonts, min(width, PAGE_WIDTH)),
        _text(chart.title, _MARGIN, _MARGIN + _SIZE, "start", width),
        *drawn,
        "</svg>",
    ]
    return "\n".join(parts) + "\n", width, height


def _bars(chart: Bars) -> tuple[list[str], float, float]:
    room = _room(chart.labels, _LABEL_ROOM)
    left, top = _MARGIN + room + _GAP, _MARGIN + 2.2 * _SIZE
    most = max([*chart.values, 0])
    drawn, width = [], left + _BAR_ROOM
    for at, (label, value, note) in enumerate(zip(chart.labels, chart.values, chart.notes, strict=True)):
        y = top + at * _ROW
        length = _BAR_ROOM * value / most if most else 0.0
        drawn.append(_text(label, left - _GAP, y + _BAR - 2, "end", room))
        drawn.append(_rect(left, y, length, _BAR, _BAR_FILL))
        said = f"{_figure(value)}  {note}" if note else _figure(value)
        drawn.append(_text(said, left + length + _GAP, y + _BAR - 2, "start", width))
        width = max(width, left + length + _GAP + text_width(said, _SIZE))
    height = top + max(len(chart.labels), 1) * _ROW
    drawn.append(
        f'<path d="M{number(left)} {number(top - 3)} V{number(height - 2)}" stroke="#000" stroke-width="0.75"/>'
    )
    return drawn, width + _MARGIN, height + _MARGIN


def _heat_map(chart: HeatMap) -> tuple[list[str], float, float]:
    if len(chart.rows) * len(chart.columns) > _MOST_CELLS:
        raise BadInput(
            f"a heat map of {len(chart.rows):,} rows and {len(chart.columns):,} columns cannot be read: "
            "narrow the table, or write it as .xlsx"
        )
    room, head = _room(chart.rows, _LABEL_ROOM), _room(chart.columns, _HEAD_ROOM)
    left, top = _MARGIN + room + _GAP, _MARGIN + 2.2 * _SIZE + head + _GAP
    figures = [_figure(value) for row in chart.cells for value in row if value is not None]
    cell = max(_CELL, max((text_width(figure, _SIZE) for figure in figures), default=0) + 6)
    most = max((value for value in chain.from_iterable(chart.cells) if value is not None), default=0)
    drawn = []
    for at, name in enumerate(chart.columns):
        x = left + (at + 0.5) * cell + _SIZE * 0.35
        turned = f'transform="rotate(-90 {number(x)} {number(top - _GAP)})"'
        drawn.append(_text(name, x, top - _GAP, "start", head, turned))
    for at, (name, row) in enumerate(zip(chart.rows, chart.cells, strict=True)):
        y = top + at * _ROW
        drawn.append(_text(name, left - _GAP, y + _ROW / 2 + _SIZE * 0.35, "end", room))
        drawn += [_cell(left + column * cell, y, cell, value, most) for column, value in enumerate(row)]
    return drawn, left + len(chart.columns) * cell + _MARGIN, top + max(len(chart.rows), 1) * _ROW + _MARGIN


def _cell(x: float, y: float, width: float, value: float | None, most: float) -> str:
    shade = value / most if value and most else 0.0
    red, green, blue = (round(pale + (dark - pale) * shade) for pale, dark in zip(_PALE, _DARK, strict=True))
    box = _rect(x, y, width, _ROW, f"#{red:02x}{green:02x}{blue:02x}", ' stroke="#c8c8c8" stroke-width="0.5"')
    if value is None:
        return _rect(x, y, width, _ROW, "#e4e4e4", ' stroke="#c8c8c8" stroke-width="0.5"')
    colour = ' fill="#fff"' if shade > _LIGHT_TEXT_FROM else ""
    return f"{box}\n{_text(_figure(value), x + width / 2, y + _ROW / 2 + _SIZE * 0.35, 'middle', width, colour)}"


def _rect(x: float, y: float, width: float, height: float, fill: str, more: str = "") -> str:
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect {place} fill="{fill}"{more}/>'


def _text(text: str, x: float, y: float, anchor: str, room: float, more: str = "") -> str:
    shown = _cut(_clean(text), room)
    look = f'font-size="{number(_SIZE)}" text-anchor="{anchor}"{foreign([shown])} {more.strip()}'.strip()
    return f'<text x="{number(x)}" y="{number(y)}" {look}>{escape(shown)}</text>'


def _clean(text: str) -> str:
    return xml_text(one_line(text))


def _room(labels: Sequence[str], most: float) -> float:
    return min(most, max((text_width(_clean(label), _SIZE) for label in labels), default=0.0))


def _cut(text: str, room: float) -> str:
    """The text, or as much of it as there is room for."""
    if text_width(text, _SIZE) <= room + 0.01:
        return text
    while text and text_width(text + "…", _SIZE) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _figure(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")
