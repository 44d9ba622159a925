"""The colours of codes, and reading text on them.

The palette begins with hues that people with red-green or blue-yellow blindness tell apart, in different lightness;
still, no colour is ever the only sign of anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from textual.color import BLACK, WHITE, Color

READABLE = 4.5
SEEN = 2.0

PALETTE: dict[str, str] = {
    "blue": "#0072b2",
    "orange": "#e69f00",
    "green": "#009e73",
    "pink": "#cc79a7",
    "sky": "#56b4e9",
    "vermilion": "#d55e00",
    "yellow": "#f0e442",
    "plum": "#881850",
    "aqua": "#34f0d4",
    "indigo": "#1818c0",
    "violet": "#a450f8",
    "brown": "#885018",
    "magenta": "#c01888",
    "sage": "#a4c088",
}
"""Names of the colours that codes get, in this order, and their values."""


def next_colour(used: Iterable[str]) -> str:
    """The first colour of the palette that fewest codes have."""
    counts = Counter(colour.lower() for colour in used)
    return min(PALETTE.values(), key=lambda colour: counts[colour])


def colour_name(colour: str) -> str:
    """What people call a colour of the palette; the value itself for any other."""
    return next((name for name, value in PALETTE.items() if value == colour.lower()), colour)


def palette_colour(code: int) -> str:
    """The colour of a code that has none of its own."""
    return list(PALETTE.values())[code % len(PALETTE)]


def luminance(colour: Color) -> float:
    """Relative luminance from 0 (black) to 1 (white), as WCAG 2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio from 1 (alike) to 21 (black on white), as WCAG 2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=4096)
def readable(colour: Color, background: Color, least: float = READABLE) -> Color:
    """`colour`, moved towards black or white just as far as it must be to be read on `background`."""
    best = max((BLACK, WHITE), key=lambda end: contrast(end, background))
    for part in range(21):
        mixed = colour.blend(best, part / 20)
        if contrast(mixed, background) >= least:
            return mixed
    return best


@lru_cache(maxsize=4096)
def tint(surface: Color, colour: Color, many: bool) -> Color:
    """The background of coded text: the surface with something of a code's colour, more of it where codes overlap."""
    return surface.blend(colour, 0.6 if many else 0.35)
