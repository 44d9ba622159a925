"""Colours of the reader, made from the theme so that everything can be read on whatever lies behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from rich.style import Style
from textual.color import BLACK, WHITE, Color
from textual.widget import Widget

from qualwork.tui.colours import SEEN, readable, tint

Voice = Literal["text", "interviewer", "aside", "stage", "gutter", "speaker", "margin"]
VOICES: tuple[Voice, ...] = get_args(Voice)
QUIET: frozenset[Voice] = frozenset({"interviewer", "aside", "stage", "gutter", "margin"})

Cursor = Literal["", "focused", "blurred"]


@dataclass(frozen=True, slots=True)
class Voices:
    """What the theme says: surface and, for each voice, a colour and a text style (bold, italic).

    `native` themes leave their colours to the terminal. What these are nobody can know, so text is readable there on
    the colours that are laid behind it, and is the terminal's own where nothing is.
    """

    surface: Color
    colours: Mapping[Voice, Color]
    attributes: Mapping[Voice, Style]
    selection: Color
    cursor: Color
    found: Color
    native: bool = False


@dataclass(slots=True)
class Styles:
    """Rich styles for every combination that a character can be in, made when first asked for."""

    voices: Voices
    _made: dict[object, Style] = field(default_factory=dict)

    def text(
        self,
        voice: Voice,
        colour: str | None = None,
        many: bool = False,
        selected: bool = False,
        cursor: Cursor = "",
        found: bool = False,
    ) -> Style:
        """Style of text: tinted by a code's `colour`, underlined where `many` codes overlap, bold where `selected`.

        What was `found` by a search lies on a colour of its own, in bold and italics.
        """
        key = (voice, colour, many, selected, cursor, found)
        style = self._made.get(key)
        if style is None:
            style = self._made[key] = self._make(voice, colour, many, selected, cursor, found)
        return style

    def mark(self, colour: str | None) -> Style:
        """Style of a bracket or name in the margin; None for the margin's own words."""
        if colour is None:
            return self.text("margin")
        style = self._made.get(("mark", colour))
        if style is None:
            ink = readable(Color.parse(colour), self.voices.surface)
            style = self._made["mark", colour] = Style(color=ink.rich_color) + self.text("text").background_style
        return style

    def _make(self, voice: Voice, colour: str | None, many: bool, selected: bool, cursor: Cursor, found: bool) -> Style:
        voices = self.voices
        attributes = voices.attributes[voice] + Style(
            underline=many or None, bold=selected or found or None, italic=found or None
        )
        plain = colour is None and not selected and not cursor and not found
        if plain and voices.native:
            return attributes + Style(dim=voice in QUIET or None, color="default", bgcolor="default")
        behind = voices.surface if colour is None else tint(voices.surface, Color.parse(colour), many)
        if found:
            behind = voices.found
        if selected:
            behind = voices.selection
        ink = voices.colours[voice]
        if cursor == "focused":
            behind, ink = voices.cursor, voices.surface
        elif cursor:
            attributes += Style(underline=True)
        return attributes + Style(color=readable(ink, behind).rich_color, bgcolor=behind.rich_color)


def opaque(colour: Color, surface: Color) -> Color:
    """`colour` as it looks on `surface`; for one that the terminal decides, what it most likely is."""
    if colour.ansi == -1:
        return surface.get_contrast_text(1)
    return surface.blend(Color(*colour.rgb), colour.a)


def voices_of(widget: Widget) -> Voices:
    """What theme and style sheets say for the component classes `reader--NAME` of `widget`."""
    background, ink = widget.background_colors[1], widget.styles.color
    native = background.ansi is not None
    surface = Color(*background.rgb)
    if native:
        surface = BLACK if widget.app.current_theme.dark else WHITE
    colours: dict[Voice, Color] = {"text": opaque(ink, surface)}
    attributes: dict[Voice, Style] = {"text": Style()}
    for voice in VOICES[1:]:
        styles = widget.get_component_styles(f"reader--{voice}")
        colours[voice] = opaque(styles.color, surface)
        attributes[voice] = styles.text_style
    selection = opaque(widget.get_component_styles("reader--selection").background, surface)
    cursor = opaque(widget.get_component_styles("reader--cursor").background, surface)
    found = opaque(widget.get_component_styles("reader--found").background, surface)
    return Voices(
        surface,
        colours,
        attributes,
        readable(selection, surface, SEEN),
        readable(cursor, surface),
        readable(found, surface, SEEN),
        native=native,
    )
