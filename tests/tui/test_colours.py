"""Colours that people tell apart, colour-blind or not, and text that can be read on all of them in every theme."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from qualwork.tui.colours import (
    PALETTE,
    READABLE,
    SEEN,
    colour_name,
    contrast,
    next_colour,
    palette_colour,
    readable,
    tint,
)
from qualwork.tui.reader.styles import VOICES, Cursor, Styles, voices_of
from tests.tui.reading import ReaderApp, interview

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB
EYES = {
    "most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)

Row = tuple[float, ...]


def times(matrix: tuple[Row, ...], vector: Row) -> Row:
    """The product of a matrix and a vector."""
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def oklab(colour: str, eyes: str) -> Row:
    """A colour in OKLab, as such eyes see it."""
    linear = tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in Color.parse(colour).normalized)
    seen = tuple(min(1.0, max(0.0, part)) for part in times(EYES[eyes], linear))
    return times(LAB, tuple(part ** (1 / 3) for part in times(LMS, seen)))


@pytest.mark.parametrize(("eyes", "least"), [("most", 0.12), ("protan", 0.07), ("deutan", 0.07), ("tritan", 0.07)])
def test_every_two_colours_of_the_palette_differ(eyes: str, least: float) -> None:
    for one, other in itertools.combinations(PALETTE, 2):
        difference = sum(
            (a - b) ** 2 for a, b in zip(oklab(PALETTE[one], eyes), oklab(PALETTE[other], eyes), strict=True)
        )
        assert difference**0.5 >= least, (one, other, difference**0.5)


def test_next_colour_is_a_free_one_then_the_least_used() -> None:
    used: list[str] = []
    for _ in PALETTE:
        used.append(next_colour(used))
    assert sorted(used) == sorted(PALETTE.values())
    assert next_colour([*used, used[0].upper()]) == used[1]


def test_colours_have_names() -> None:
    assert colour_name("#0072B2") == "blue"
    assert colour_name("#123456") == "#123456"
    assert {palette_colour(code) for code in range(50)} == set(PALETTE.values())


def test_contrast_of_known_pairs() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


colours = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: Color(*rgb))


@given(colours, colours)
def test_readable_ink_is_readable_and_unchanged_where_it_was(ink: Color, behind: Color) -> None:
    found = readable(ink, behind)
    assert contrast(found, behind) >= READABLE
    if contrast(ink, behind) >= READABLE:
        assert found == ink


def test_overlaps_have_more_of_the_colour() -> None:
    surface, blue = Color.parse("#1e1e1e"), Color.parse(PALETTE["blue"])
    assert contrast(surface, tint(surface, blue, many=True)) > contrast(surface, tint(surface, blue, many=False)) > 1


def colour_of(style: Style, behind: bool) -> Color | None:
    """Text or background colour of a style; None where the terminal decides."""
    found = style.bgcolor if behind else style.color
    return None if found is None or found.is_default else Color.from_rich_color(found)


def looks(styles: Styles) -> list[tuple[object, Style]]:
    """Every style that a character of the reader can have."""
    cursors: list[Cursor] = ["", "focused", "blurred"]
    found: list[tuple[object, Style]] = []
    for look in itertools.product(VOICES, [None, *PALETTE.values()], [False, True], [False, True], cursors):
        found.append((look, styles.text(*look)))
    return found + [(colour, styles.mark(colour)) for colour in [None, *PALETTE.values()]]


@pytest.mark.parametrize("theme", sorted(BUILTIN_THEMES))
async def test_everything_is_readable_in_every_theme(theme: str) -> None:
    app = ReaderApp(*interview())
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme
        await pilot.pause()
        voices = voices_of(app.reader)
        for look, style in looks(Styles(voices)):
            ink, behind = colour_of(style, False), colour_of(style, True)
            if ink is None or behind is None:
                assert voices.native, look
                continue
            assert contrast(ink, behind) >= READABLE, (theme, look)
        assert contrast(voices.selection, voices.surface) >= SEEN
        assert contrast(voices.cursor, voices.surface) >= READABLE


async def test_colour_is_never_the_only_sign() -> None:
    app = ReaderApp(*interview())
    async with app.run_test(size=(80, 24)):
        styles = Styles(voices_of(app.reader))
    assert styles.text("text", "#0072b2", many=True).underline and not styles.text("text", "#0072b2").underline
    assert styles.text("text", selected=True).bold and not styles.text("text").bold
    assert styles.text("text", cursor="blurred").underline
    assert styles.text("aside").italic and styles.text("stage").italic and styles.text("speaker").bold
