"""The reader's keys: one list from which bindings, footer, help and remapping are made."""

from __future__ import annotations

from textual.binding import Binding, BindingType


def _moves(step: str, back: str, forward: str, named: tuple[str, str]) -> list[BindingType]:
    slug = step.replace(" ", "-")
    return [
        Binding(keys, f"move('{step}', {by})", f"To {name}", show=False, id=f"reader.{way}-{slug}")
        for keys, by, name, way in ((back, -1, named[0], "previous"), (forward, 1, named[1], "next"))
    ]


def _extensions(step: str, back: str, forward: str, named: tuple[str, str]) -> list[BindingType]:
    slug = step.replace(" ", "-")
    return [
        Binding(keys, f"extend('{step}', {by})", f"Extend to {name}", show=False, id=f"reader.extend-{way}-{slug}")
        for keys, by, name, way in ((back, -1, named[0], "previous"), (forward, 1, named[1], "next"))
        if keys
    ]


BINDINGS: list[BindingType] = [
    Binding(
        "v", "toggle_selecting", "Select", tooltip="Moves extend the selection until v or escape", id="reader.select"
    ),
    Binding("s", "select('sentence')", "Sentence", tooltip="Select this sentence, then the next", id="reader.sentence"),
    Binding("t", "select('turn')", "Turn", tooltip="Select this turn, then the next", id="reader.turn"),
    Binding("y,ctrl+c,super+c", "copy", "Copy", tooltip="Copy what is selected", id="reader.copy"),
    Binding("escape", "clear", "Clear", show=False, tooltip="Select nothing", id="reader.clear"),
    Binding("o", "swap", "Other end", show=False, tooltip="Move the other end of the selection", id="reader.other-end"),
    Binding(
        "enter", "activate", "Codes here", show=False, tooltip="Go through the codes at the cursor", id="reader.codes"
    ),
    *_moves("character", "left,h", "right,l", ("previous character", "next character")),
    *_moves("line", "up,k", "down,j", ("line above", "line below")),
    *_moves("word", "b,ctrl+left", "w,ctrl+right", ("previous word", "next word")),
    *_moves("sentence", "(", ")", ("previous sentence", "next sentence")),
    *_moves("turn", "{,ctrl+up", "},ctrl+down", ("previous turn", "next turn")),
    *_moves("page", "pageup", "pagedown,space", ("previous page", "next page")),
    *_moves("half page", "ctrl+u", "ctrl+d", ("half a page up", "half a page down")),
    *_moves("line edge", "home", "end", ("line start", "line end")),
    *_moves("transcript edge", "g,ctrl+home", "G,ctrl+end", ("start of transcript", "end of transcript")),
    *_extensions("character", "shift+left,H", "shift+right,L", ("previous character", "next character")),
    *_extensions("line", "shift+up,K", "shift+down,J", ("line above", "line below")),
    *_extensions("word", "B,ctrl+shift+left", "W,ctrl+shift+right", ("previous word", "next word")),
    *_extensions("sentence", "", "S", ("", "next sentence")),
    *_extensions("turn", "ctrl+shift+up", "T,ctrl+shift+down", ("previous turn", "next turn")),
    *_extensions("page", "shift+pageup", "shift+pagedown", ("previous page", "next page")),
    *_extensions("line edge", "shift+home", "shift+end", ("line start", "line end")),
    *_extensions("transcript edge", "ctrl+shift+home", "ctrl+shift+end", ("start of transcript", "end of transcript")),
]
