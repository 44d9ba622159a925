"""The theme tree as the figure a paper prints: boxes and lines, black on white, as SVG and PNG."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qualwork.export import files
from qualwork.export.documents.tree_outline import NO_THEMES
from qualwork.export.figures.drawing import ANY_FONT, OWN_FONT, check_fonts, draw_box, draw_text, number, opening, png
from qualwork.export.figures.label import one_line
from qualwork.export.figures.tree_layout import PAGE_WIDTH, Direction, Layout, label_of, lay_out
from qualwork.export.plain import xml_text
from qualwork.model.theme import ThemeTree


def tree_bytes(tree: ThemeTree, kind: str, direction: Direction = "right", counts: bool | None = None) -> bytes:
    """The tree as a file of `kind`. Outlines show counts and figures do not, unless `counts` says so."""
    return files.file_bytes("tree", kind, tree, direction=direction, counts=counts)


def save_tree(
    tree: ThemeTree,
    path: Path,
    provenance: Mapping[str, str],
    direction: Direction = "right",
    counts: bool | None = None,
) -> tuple[Path, ...]:
    """Write the tree as the kind its file name says, and what it was made from beside it; answers the paths written."""
    name, about = one_line(tree.title) or "themes", {"themes": sum(1 for _ in tree.walk())}
    return files.save(
        path, "tree", tree, name=name, provenance=provenance, about=about, direction=direction, counts=counts
    )


def tree_svg(tree: ThemeTree, direction: Direction = "right", counts: bool = False) -> str:
    """The figure at most 170 mm wide: `right` sets a column for each level, `down` hangs subthemes under themes.

    Type is as large as lets the figure fit a page; the text stays text.
    """
    return _svg(tree, direction, counts, ANY_FONT)


def tree_png(tree: ThemeTree, direction: Direction = "right", counts: bool = False) -> bytes:
    """The same figure in 300 dots an inch; raises BadInput where no font can draw a label."""
    check_fonts([xml_text(tree.title), *(label_of(node) for _, node in tree.walk())])
    layout = lay_out(tree, direction, counts)
    return png(_svg(tree, direction, counts, OWN_FONT), layout.width, layout.height)


def _svg(tree: ThemeTree, direction: Direction, counts: bool, fonts: str) -> str:
    layout = lay_out(tree, direction, counts)
    empty = not tree.roots
    width = max(layout.width, 120.0) if empty else layout.width
    height = layout.height + (24 if empty else 0)
    name = xml_text(one_line(tree.title)) or "Theme tree"
    parts = [
        *opening(name, width, height, fonts, min(width, PAGE_WIDTH)),
        *_drawn_links(layout),
        *(draw_box(box) for box in layout.boxes),
    ]
    if layout.title:
        parts.append(draw_text(layout.title, width / 2))
    if empty:
        at = f'x="{number(width / 2)}" y="{number(height - 9)}"'
        parts.append(f'<text {at} font-size="9" text-anchor="middle">{NO_THEMES}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _drawn_links(layout: Layout) -> list[str]:
    lines = (f'<path d="M{number(x1)} {number(y1)} L{number(x2)} {number(y2)}"/>' for x1, y1, x2, y2 in layout.links)
    return ['<g stroke="#000" stroke-width="0.75" stroke-linecap="square">', *lines, "</g>"] if layout.links else []
