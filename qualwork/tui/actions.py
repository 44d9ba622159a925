"""Everything one can do on the screen, in one list: bindings, footer, help and palette are made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

Where = Literal[
    "everywhere", "panes", "passage", "reading", "coding", "codes", "themes", "theme tree", "list", "outline"
]


@dataclass(frozen=True, slots=True)
class Action:
    """A deed of the screen: its id for remapping, its keys, what Textual calls, and what people read about it."""

    id: str
    keys: str
    action: str
    label: str
    help: str


def _of(*rows: tuple[str, str, str, str, str]) -> tuple[Action, ...]:
    return tuple(Action(*row) for row in rows)


ACTIONS: Mapping[Where, tuple[Action, ...]] = {
    "everywhere": _of(
        ("tab.read", "1", "tab('read')", "Read", "Transcripts, and reading them"),
        ("tab.code", "2", "tab('code')", "Code", "The transcript with its codes, and the codebook"),
        ("tab.themes", "3", "tab('themes')", "Themes", "The theme tree, and codes without a theme"),
        ("project.undo", "u", "undo", "Undo", "Undo your last decision"),
        ("project.redo", "ctrl+r,U", "redo", "Redo", "Redo what you undid last"),
        ("transcript.open", "ctrl+t", "pick_transcript", "Transcripts", "Open another transcript"),
        ("transcript.import", "I", "import", "Import", "Add interviews to the project"),
        ("screen.colours", "f9", "next_theme", "Colours", "Dark, light, and both with high contrast"),
        ("screen.help", "f1,question_mark", "help", "Help", "The keys that work here"),
        ("screen.palette", "ctrl+p", "command_palette", "All", "Find any deed, transcript, code or theme"),
        ("screen.quit", "q", "quit", "Quit", "Leave; every decision is in the file already"),
    ),
    "panes": _of(
        ("pane.next", "tab", "next_pane(1)", "Next pane", "Go to the next pane"),
        ("pane.previous", "shift+tab", "next_pane(-1)", "Previous pane", "Go to the pane before"),
    ),
    "passage": _of(
        ("passage.memo", "m", "memo", "Memo", "Write a note on the selected passage, else on the transcript"),
    ),
    "reading": _of(
        ("passage.back", "escape", "leave_reader", "Back", "Back to the other pane"),
    ),
    "coding": _of(
        ("coding.apply", "c", "apply", "Code", "Give the selected passage a code; without one, the sentence here"),
        ("coding.repeat", "full_stop", "repeat", "Same code", "Give the passage the code used last"),
        ("coding.in-vivo", "i", "in_vivo", "In vivo", "Make a code of the selected words, and apply it"),
        ("coding.remove", "x", "remove", "Uncode", "Take a code away from the passage here"),
        ("coding.next", "n", "coded(1)", "Next coded", "Select the next coded passage"),
        ("coding.previous", "N", "coded(-1)", "Previous coded", "Select the coded passage before"),
        ("code.add", "a", "add_code", "Add code", "Put a new code into the codebook"),
    ),
    "codes": _of(
        (
            "code.extracts",
            "enter",
            "screen.extracts",
            "Extracts",
            "All passages with this code, to read and to jump to",
        ),
        ("code.apply", "c", "screen.apply_this", "Apply", "Give this code to the passage selected in the transcript"),
        ("code.add-below", "A", "screen.add_below", "Add sub-code", "Put a new code under this one"),
        ("code.rename", "r", "screen.rename_code", "Rename", "Give the code another name"),
        ("code.define", "e", "screen.define_code", "Define", "Say what the code means"),
        ("code.memo", "m", "screen.memo_on_code", "Memo", "Write a note on the code"),
        ("code.delete", "d,delete", "screen.delete_code", "Delete", "Remove the code and its codings; asks first"),
        ("code.leave", "escape", "screen.next_pane(1)", "Back", "Back to the transcript"),
    ),
    "themes": _of(
        ("theme.add", "a", "add_theme", "Add theme", "Put a new theme beside the one selected"),
        ("theme.add-below", "A", "add_subtheme", "Add subtheme", "Put a new theme under the one selected"),
        ("theme.assign", "t", "assign", "To theme", "Put the selected code under a theme; it may be in several"),
        ("theme.promote", "P", "promote", "Promote", "Make a theme of the selected code"),
        ("theme.mark", "m", "mark", "Mark", "Mark a theme or code, to paste it elsewhere"),
        ("theme.memo", "M", "memo", "Memo", "Write a note on the selected theme or code"),
    ),
    "theme tree": _of(
        ("theme.extracts", "enter", "screen.extracts", "Extracts", "All extracts of the theme or code, to jump to"),
        ("theme.paste", "p", "screen.paste", "Paste", "Put what is marked under this theme"),
        ("theme.rename", "r", "screen.rename_theme", "Rename", "Give the theme another name"),
        ("theme.essence", "e", "screen.essence", "Essence", "Say in a few sentences what the theme is about"),
        ("theme.indent", "shift+right", "screen.indent", "Indent", "Put the theme under the one above it"),
        ("theme.outdent", "shift+left", "screen.outdent", "Outdent", "Put the theme beside the one it is under"),
        ("theme.demote", "D", "screen.demote", "Into code", "Turn the theme back into a code"),
        ("theme.remove-code", "x", "screen.take_out", "Take out", "Take the code out of this theme; it stays a code"),
        ("theme.delete", "d,delete", "screen.delete_theme", "Delete", "Remove the theme, its codes stay; asks first"),
    ),
    "list": _of(
        ("list.down", "j", "cursor_down", "Down", "To the next row"),
        ("list.up", "k", "cursor_up", "Up", "To the row above"),
        ("list.first", "g", "first", "First", "To the first row"),
        ("list.last", "G", "last", "Last", "To the last row"),
    ),
    "outline": _of(
        ("list.fold", "space", "fold", "Fold", "Hide or show what lies below this row"),
    ),
}

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "transcripts": ("transcript.import", "pane.next", "tab.code", "project.undo"),
    "passage": ("reader.sentence", "reader.select", "passage.memo", "tab.code", "passage.back"),
    "coding": ("coding.apply", "coding.repeat", "coding.remove", "coding.next", "project.undo", "reader.sentence"),
    "codes": ("code.extracts", "code.apply", "code.add", "code.rename", "code.delete", "project.undo"),
    "theme tree": ("theme.add", "theme.extracts", "theme.essence", "theme.mark", "theme.paste", "project.undo"),
    "shelf": ("theme.assign", "theme.promote", "theme.mark", "pane.next", "project.undo"),
}
"""The keys of most use in each place; help and the palette follow them on every line."""

ALWAYS = ("screen.help", "screen.palette")


def bindings(*places: Where) -> list[BindingType]:
    """The bindings of some places, with their ids, as Textual wants them."""
    return [
        Binding(one.keys, one.action, one.label, show=False, tooltip=one.help, id=one.id)
        for place in places
        for one in ACTIONS[place]
    ]
