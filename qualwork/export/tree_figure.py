"""The theme tree as the figure a paper prints: boxes and lines, black on white, as SVG and PNG."""

from __future__ import annotations

import importlib.util
import re
import struct
import unicodedata
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from qualwork.export.label import one_line
from qualwork.export.plain import xml_text
from qualwork.export.provenance import save_with_meta
from qualwork.export.tree_layout import LINE_PITCH, NOTE_SIZE, PAGE_WIDTH, Box, Direction, Layout, label_of, lay_out
from qualwork.export.tree_outline import NO_THEMES, tree_json, tree_markdown, tree_text
from qualwork.export.write import kind_of
from qualwork.model.errors import BadInput
from qualwork.model.theme import ThemeTree

TREE_KINDS = ("txt", "md", "json", "svg", "png")
_ANY_FONT = "Arial, Helvetica, 'Liberation Sans', 'Open Sans', 'DejaVu Sans', sans-serif"
_OWN_FONT = "'Open Sans', sans-serif"
_FOREIGN_FONTS = "'DejaVu Sans', Arial, 'Noto Sans', sans-serif"
_NOT_IN_OWN_FONT = re.compile("[^\u0000-\u052f\u1e00-\u20cf\u2100-\u218f]")
_DOTS_PER_INCH = 300
_MOST_PIXELS = 30_000_000
_WITHOUT_SHAPE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Mc", "Me"})
_IN_NO_FONT = "\U0010ffff"


def tree_bytes(tree: ThemeTree, kind: str, direction: Direction = "right", counts: bool | None = None) -> bytes:
    """The tree as a file of `kind`. Outlines show counts and figures do not, unless `counts` says so."""
    outline, figure = counts is not False, counts is True
    if kind == "txt":
        return tree_text(tree, outline).encode()
    if kind == "md":
        return tree_markdown(tree, outline).encode()
    if kind == "json":
        return tree_json(tree).encode()
    if kind == "svg":
        return tree_svg(tree, direction, figure).encode()
    if kind == "png":
        return tree_png(tree, direction, figure)
    raise BadInput(f"a theme tree cannot be written as {kind!r}; choose one of {', '.join(TREE_KINDS)}")


def save_tree(
    tree: ThemeTree,
    path: Path,
    provenance: Mapping[str, str],
    direction: Direction = "right",
    counts: bool | None = None,
) -> tuple[Path, ...]:
    """Write the tree as the kind its file name says, and what it was made from beside it; answers the paths written."""
    data = tree_bytes(tree, kind_of(path, TREE_KINDS), direction, counts)
    return save_with_meta(path, data, one_line(tree.title) or "themes", provenance, themes=sum(1 for _ in tree.walk()))


def tree_svg(tree: ThemeTree, direction: Direction = "right", counts: bool = False) -> str:
    """The figure at most 170 mm wide: `right` sets a column for each level, `down` hangs subthemes under themes.

    Type is as large as lets the figure fit a page; the text stays text.
    """
    return _svg(tree, direction, counts, _ANY_FONT)


def tree_png(tree: ThemeTree, direction: Direction = "right", counts: bool = False) -> bytes:
    """The same figure in 300 dots an inch; raises BadInput where no font can draw a label."""
    import resvg_py

    _check_fonts(tree)
    svg = _svg(tree, direction, counts, _OWN_FONT)
    layout = lay_out(tree, direction, counts)
    pixels = layout.width * layout.height * (_DOTS_PER_INCH / 72) ** 2
    dots = _DOTS_PER_INCH if pixels <= _MOST_PIXELS else int(_DOTS_PER_INCH * (_MOST_PIXELS / pixels) ** 0.5)
    drawn = resvg_py.svg_to_bytes(svg_string=svg, dpi=dots, background="#ffffff", font_files=_own_fonts())
    return _with_resolution(drawn, dots)


def _svg(tree: ThemeTree, direction: Direction, counts: bool, fonts: str) -> str:
    layout = lay_out(tree, direction, counts)
    empty = not tree.roots
    width = max(layout.width, 120.0) if empty else layout.width
    height = layout.height + (24 if empty else 0)
    shown = min(width, PAGE_WIDTH)
    size = f'width="{_mm(shown)}" height="{_mm(height * shown / width)}" viewBox="0 0 {_n(width)} {_n(height)}"'
    name = escape(xml_text(one_line(tree.title)) or "Theme tree")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} font-family={quoteattr(fonts)}>',
        f"<title>{name}</title>",
        f'<rect width="{_n(width)}" height="{_n(height)}" fill="#fff"/>',
        *_drawn_links(layout),
        *(_drawn_box(box) for box in layout.boxes),
    ]
    if layout.title:
        parts.append(_drawn_text(layout.title, width / 2))
    if empty:
        parts.append(
            f'<text x="{_n(width / 2)}" y="{_n(height - 9)}" font-size="9" text-anchor="middle">{NO_THEMES}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _drawn_links(layout: Layout) -> list[str]:
    lines = (f'<path d="M{_n(x1)} {_n(y1)} L{_n(x2)} {_n(y2)}"/>' for x1, y1, x2, y2 in layout.links)
    return ['<g stroke="#000" stroke-width="0.75" stroke-linecap="square">', *lines, "</g>"] if layout.links else []


def _drawn_box(box: Box) -> str:
    """Depth shows without colour: themes are grey and bold, subthemes white, what is below them thinner."""
    fill, stroke = ("#e4e4e4", "1.1") if box.depth == 0 else ("#fff", "0.75" if box.depth == 1 else "0.45")
    shape = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}" rx="2.5"'
    rect = f'<rect {shape} fill="{fill}" stroke="#000" stroke-width="{stroke}"/>'
    return f"{rect}\n{_drawn_text(box, box.x + box.width / 2)}"


def _drawn_text(box: Box, middle: float) -> str:
    pitch = box.size * LINE_PITCH
    block = (len(box.lines) + len(box.note) * NOTE_SIZE) * pitch
    at = box.y + (box.height - block) / 2 + pitch / 2 + box.size * 0.36
    spans = []
    for line in box.lines:
        spans.append(f'<tspan x="{_n(middle)}" y="{_n(at)}">{escape(line)}</tspan>')
        at += pitch
    at -= pitch * (1 - NOTE_SIZE) / 2
    for line in box.note:
        spans.append(
            f'<tspan x="{_n(middle)}" y="{_n(at)}" font-size="{_n(box.size * NOTE_SIZE)}" font-weight="normal">'
            f"{escape(line)}</tspan>"
        )
        at += pitch * NOTE_SIZE
    look = ' font-weight="bold"' if box.depth == 0 else ""
    if any(map(_NOT_IN_OWN_FONT.search, box.lines)):
        look += f" font-family={quoteattr(_FOREIGN_FONTS)}"
    return f'<text font-size="{_n(box.size)}"{look} text-anchor="middle">{"".join(spans)}</text>'


def _n(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")


def _mm(points: float) -> str:
    return f"{_n(points / 72 * 25.4)}mm"


@cache
def _own_fonts() -> list[str]:
    """The font files that come with the package, so that a machine without fonts draws, and each draws the same."""
    found = importlib.util.find_spec("ttf_opensans")
    folders = list(found.submodule_search_locations or ()) if found else []
    return [str(file) for folder in folders for file in sorted(Path(folder, "ttf").glob("OpenSans-[BR]*[dr].ttf"))]


def _check_fonts(tree: ThemeTree) -> None:
    """Raise BadInput naming the signs that would come out as empty boxes or not at all."""
    names = [xml_text(tree.title), *(label_of(node) for _, node in tree.walk())]
    signs = {sign for name in names for sign in name if unicodedata.category(sign) not in _WITHOUT_SHAPE}
    missing = sorted(sign for sign in signs | {"a"} if not _can_be_drawn(sign))
    if not missing:
        return
    if "a" in missing:
        raise BadInput("no font on this machine to draw text with: install one, or export the figure as .svg")
    shown = " ".join(missing[:10]) + (" ..." if len(missing) > 10 else "")
    raise BadInput(f"no font on this machine can draw {shown}: install one that can, or export the figure as .svg")


@cache
def _can_be_drawn(sign: str) -> bool:
    return _specimen(sign) != _specimen(_IN_NO_FONT)


def _specimen(sign: str) -> bytes:
    import resvg_py

    text = f'<text x="4" y="20" font-size="16" font-family="{_OWN_FONT}">{escape(sign)}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28">{text}</svg>'
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, font_files=_own_fonts()))


def _with_resolution(png: bytes, dots_per_inch: int) -> bytes:
    """`png` with its size in print, so that a word processor sets it 170 mm wide and not at 96 dots an inch."""
    header_end = 8 + 25
    per_metre = round(dots_per_inch / 0.0254)
    chunk = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    framed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:header_end] + framed + png[header_end:]
