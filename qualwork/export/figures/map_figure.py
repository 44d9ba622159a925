"""The thematic map: themes with their subthemes as boxes, and typed relations between them as labelled arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import dist
from pathlib import Path
from xml.sax.saxutils import escape

from qualwork.export import files
from qualwork.export.documents.tree_outline import NO_THEMES
from qualwork.export.figures.drawing import (
    ANY_FONT,
    OWN_FONT,
    check_fonts,
    draw_box,
    draw_frame,
    draw_text,
    foreign,
    number,
    opening,
    png,
)
from qualwork.export.figures.geometry import Point
from qualwork.export.figures.label import one_line
from qualwork.export.figures.map_layout import Cluster, arrange
from qualwork.export.figures.map_routes import Arrow, route
from qualwork.export.figures.tree_layout import LINE_PITCH, PAGE_WIDTH, Box, label_of
from qualwork.export.plain import xml_text
from qualwork.export.tables.table_text import markdown_text
from qualwork.model.theme import Relation, ThemeTree

_EDGE = 8.0
_HEAD, _HALF_HEAD = 6.5, 2.6  # length and half the width of an arrow's head
_DASHES = {"contrasts with": "5 3", "part of": "1.2 2.4"}


def save_map(
    tree: ThemeTree, relations: Sequence[Relation], path: Path, provenance: Mapping[str, str], counts: bool = False
) -> tuple[Path, ...]:
    """Write the map as the kind its file name says, and what it was made from beside it; answers the paths written."""
    about = {"relations": len(relations)}
    return files.save(
        path, "map", tree, relations, name="thematic map", provenance=provenance, about=about, counts=counts
    )


def map_bytes(tree: ThemeTree, relations: Sequence[Relation], kind: str, counts: bool = False) -> bytes:
    """The map as a file of `kind`; PNG raises BadInput where no font can draw a label."""
    return files.file_bytes("map", kind, tree, relations, counts=counts)


def map_png(tree: ThemeTree, relations: Sequence[Relation], counts: bool = False) -> bytes:
    """The map in dots, drawn with the font that comes along; BadInput where it lacks a sign."""
    labels = [xml_text(tree.title), *(label_of(node) for _, node in tree.walk()), *(each.kind for each in relations)]
    check_fonts(labels)
    drawn, height = _drawn(tree, relations, counts, OWN_FONT)
    return png(drawn, PAGE_WIDTH, height)


def map_svg(tree: ThemeTree, relations: Sequence[Relation], counts: bool = False) -> str:
    """The map 170 mm wide in black on white; what kind a relation is stands on its arrow and shows in its line."""
    return _drawn(tree, relations, counts, ANY_FONT)[0]


def map_markdown(tree: ThemeTree, relations: Sequence[Relation]) -> str:
    """The relations as a list, one a line, with their notes."""
    names = {node.theme.id: label_of(node) for _, node in tree.walk()}
    lines = [f"# {markdown_text(one_line(tree.title) or 'Thematic map')}", ""]
    for each in relations:
        if {each.source, each.target} <= names.keys():
            note = f": {markdown_text(one_line(each.note))}" if each.note.strip() else ""
            source, target = (markdown_text(names[theme]) for theme in (each.source, each.target))
            lines.append(f"- **{source}** {markdown_text(one_line(each.kind))} **{target}**{note}")
    return "\n".join(lines if len(lines) > 2 else [*lines, "*no relations yet*"]) + "\n"


def _drawn(tree: ThemeTree, relations: Sequence[Relation], counts: bool, fonts: str) -> tuple[str, float]:
    """The picture and its height in points."""
    clusters = arrange(tree, relations, counts, _EDGE)
    arrows = route(clusters, relations)
    bottoms = [cluster.rect.bottom for cluster in clusters] or [24.0]
    bottoms += [y for arrow in arrows for _, y in arrow.path] + [arrow.label.bottom for arrow in arrows]
    tops = [_EDGE, *(y for arrow in arrows for _, y in arrow.path), *(arrow.label.top for arrow in arrows)]
    shift = max(0.0, _EDGE - min(tops))
    height = max(bottoms) + shift + _EDGE
    title = xml_text(one_line(tree.title)) or "Thematic map"
    parts = [
        *opening(title, PAGE_WIDTH, height, fonts, PAGE_WIDTH),
        f'<g transform="translate(0 {number(shift)})">',
        *(_drawn_cluster(cluster) for cluster in clusters),
        *(_drawn_line(arrow) for arrow in arrows),
        *(_drawn_label(arrow) for arrow in arrows),
        "</g>",
    ]
    if not clusters:
        middle = f'x="{number(PAGE_WIDTH / 2)}" y="20" font-size="9" text-anchor="middle"'
        parts.append(f"<text {middle}>{NO_THEMES}</text>")
    return "\n".join([*parts, "</svg>"]) + "\n", height


def _drawn_cluster(cluster: Cluster) -> str:
    left, top, right, bottom = cluster.rect
    title = cluster.title
    frame = draw_frame(Box(0, left, top, right - left, bottom - top, title.size, ()))
    return "\n".join([frame, draw_text(title, title.x + title.width / 2), *map(draw_box, cluster.inner.values())])


def _drawn_line(arrow: Arrow) -> str:
    """A line of the kind's own look up to its heads; a head at either end where both sides say the same."""
    path, kind = list(arrow.path), arrow.relation.kind
    heads, end = [_head(path[-2], path[-1], kind)], _short(path[-2], path[-1])
    if arrow.relation.mutual:
        heads.append(_head(path[1], path[0], kind))
        path[0] = _short(path[1], path[0])
    path[-1] = end
    steps = " L".join(f"{number(x)} {number(y)}" for x, y in path)
    dashes = f' stroke-dasharray="{_DASHES[kind]}"' if kind in _DASHES else ""
    line = f'<path d="M{steps}" fill="none" stroke="#000" stroke-width="1" stroke-linejoin="round"{dashes}/>'
    return "\n".join([line, *heads])


def _short(before: Point, tip: Point) -> Point:
    """Where a line ends so that its head covers the end."""
    whole = dist(before, tip)
    share = max(0.0, whole - _HEAD + 1) / whole if whole else 0.0
    return before[0] + (tip[0] - before[0]) * share, before[1] + (tip[1] - before[1]) * share


def _head(before: Point, tip: Point, kind: str) -> str:
    whole = dist(before, tip) or 1.0
    x, y = (tip[0] - before[0]) / whole, (tip[1] - before[1]) / whole
    base = tip[0] - x * _HEAD, tip[1] - y * _HEAD
    wings = [(base[0] - y * way * _HALF_HEAD, base[1] + x * way * _HALF_HEAD) for way in (1, -1)]
    points = " ".join(f"{number(px)},{number(py)}" for px, py in (wings[0], tip, wings[1]))
    fill = "#fff" if kind == "part of" else "#000"
    return f'<polygon points="{points}" fill="{fill}" stroke="#000" stroke-width="0.8" stroke-linejoin="round"/>'


def _drawn_label(arrow: Arrow) -> str:
    left, top, right, bottom = arrow.label
    ground = (
        f'<rect x="{number(left)}" y="{number(top)}" width="{number(right - left)}" height="{number(bottom - top)}" '
        'fill="#fff"/>'
    )
    pitch = arrow.size * LINE_PITCH
    middle = number((left + right) / 2)
    first = top + 1 + pitch / 2 + arrow.size * 0.36
    spans = "".join(
        f'<tspan x="{middle}" y="{number(first + at * pitch)}">{escape(line)}</tspan>'
        for at, line in enumerate(arrow.lines)
    )
    look = f'font-size="{number(arrow.size)}" font-style="italic"{foreign(arrow.lines)} text-anchor="middle"'
    return f"{ground}\n<text {look}>{spans}</text>"
