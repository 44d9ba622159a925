"""What our pictures share: numbers and boxes as SVG, and SVG drawn as PNG with the font that comes with us."""

from __future__ import annotations

import importlib.util
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from qualwork.export.figures.tree_layout import LINE_PITCH, NOTE_SIZE, Box
from qualwork.model.errors import BadInput

ANY_FONT = "Arial, Helvetica, 'Liberation Sans', 'Open Sans', 'DejaVu Sans', sans-serif"
OWN_FONT = "'Open Sans', sans-serif"
_FOREIGN_FONTS = "'DejaVu Sans', Arial, 'Noto Sans', sans-serif"
_NOT_IN_OWN_FONT = re.compile("[^\u0000-\u052f\u1e00-\u20cf\u2100-\u218f]")
_DOTS_PER_INCH = 300
_MOST_PIXELS = 30_000_000
_WITHOUT_SHAPE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Mc", "Me"})
_IN_NO_FONT = "\U0010ffff"


def opening(title: str, width: float, height: float, fonts: str, shown: float) -> list[str]:
    """The first lines of a picture of so many points, drawn `shown` points wide on white."""
    scale = shown / width
    size = f'width="{millimetres(shown)}" height="{millimetres(height * scale)}"'
    box = f'viewBox="0 0 {number(width)} {number(height)}"'
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} {box} font-family={quoteattr(fonts)}>',
        f"<title>{escape(title)}</title>",
        f'<rect width="{number(width)}" height="{number(height)}" fill="#fff"/>',
    ]


def draw_box(box: Box) -> str:
    """A box with its lines in the middle."""
    return f"{draw_frame(box)}\n{draw_text(box, box.x + box.width / 2)}"


def draw_frame(box: Box) -> str:
    """Depth shows without colour: themes are grey and bold, subthemes white, what is below them thinner."""
    fill, stroke = ("#e4e4e4", "1.1") if box.depth == 0 else ("#fff", "0.75" if box.depth == 1 else "0.45")
    shape = (
        f'x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}" height="{number(box.height)}" rx="2.5"'
    )
    return f'<rect {shape} fill="{fill}" stroke="#000" stroke-width="{stroke}"/>'


def draw_text(box: Box, middle: float) -> str:
    """The lines of a box and its note, centred in its height; bold for a theme."""
    pitch = box.size * LINE_PITCH
    block = (len(box.lines) + len(box.note) * NOTE_SIZE) * pitch
    at = box.y + (box.height - block) / 2 + pitch / 2 + box.size * 0.36
    spans = []
    for line in box.lines:
        spans.append(f'<tspan x="{number(middle)}" y="{number(at)}">{escape(line)}</tspan>')
        at += pitch
    at -= pitch * (1 - NOTE_SIZE) / 2
    for line in box.note:
        spans.append(
            f'<tspan x="{number(middle)}" y="{number(at)}" font-size="{number(box.size * NOTE_SIZE)}" '
            f'font-weight="normal">{escape(line)}</tspan>'
        )
        at += pitch * NOTE_SIZE
    look = ' font-weight="bold"' if box.depth == 0 else ""
    return (
        f'<text font-size="{number(box.size)}"{look}{foreign(box.lines)} text-anchor="middle">{"".join(spans)}</text>'
    )


def foreign(lines: Iterable[str]) -> str:
    """The attribute that names other fonts where a line has signs that ours lacks."""
    return f" font-family={quoteattr(_FOREIGN_FONTS)}" if any(map(_NOT_IN_OWN_FONT.search, lines)) else ""


def number(length: float) -> str:
    """A length with at most two decimals."""
    return f"{length:.2f}".rstrip("0").rstrip(".")


def millimetres(points: float) -> str:
    """A length in points as millimetres."""
    return f"{number(points / 72 * 25.4)}mm"


def png(svg: str, width: float, height: float) -> bytes:
    """A picture of so many points in 300 dots an inch, fewer where it would be huge."""
    import resvg_py

    pixels = width * height * (_DOTS_PER_INCH / 72) ** 2
    dots = _DOTS_PER_INCH if pixels <= _MOST_PIXELS else int(_DOTS_PER_INCH * (_MOST_PIXELS / pixels) ** 0.5)
    drawn = resvg_py.svg_to_bytes(svg_string=svg, dpi=dots, background="#ffffff", font_files=_own_fonts())
    return _with_resolution(drawn, dots)


@cache
def _own_fonts() -> list[str]:
    """The font files that come with the package, so that a machine without fonts draws, and each draws the same."""
    found = importlib.util.find_spec("ttf_opensans")
    folders = list(found.submodule_search_locations or ()) if found else []
    return [str(file) for folder in folders for file in sorted(Path(folder, "ttf").glob("OpenSans-[BR]*[dr].ttf"))]


def check_fonts(names: Iterable[str]) -> None:
    """Raise BadInput naming the signs that would come out as empty boxes or not at all."""
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

    text = f'<text x="4" y="20" font-size="16" font-family="{OWN_FONT}">{escape(sign)}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28">{text}</svg>'
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, font_files=_own_fonts()))


def _with_resolution(png: bytes, dots_per_inch: int) -> bytes:
    """`png` with its size in print, so that a word processor sets it 170 mm wide and not at 96 dots an inch."""
    header_end = 8 + 25
    per_metre = round(dots_per_inch / 0.0254)
    chunk = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    framed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:header_end] + framed + png[header_end:]
