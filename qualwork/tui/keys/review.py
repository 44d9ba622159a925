"""Keys of the Review tab."""

from __future__ import annotations

from collections.abc import Mapping

from qualwork.tui.keys.action import Action, actions

ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "review": actions(
        ("review.people", "w", "view('people')", "Who", "Participants with and without this theme"),
        ("review.matrix", "x", "view('matrix')", "Matrix", "Extracts by theme and participant"),
        ("review.queue", "R", "view('queue')", "Re-read", "Transcripts to read again, with the codes that came since"),
        ("review.extracts", "escape,t", "view('extracts')", "Extracts", "The extracts of the theme, all of them"),
        ("review.filter", "f", "filter", "Filter", "Those that count, exemplary, contrary, dismissed, or all"),
        ("review.questions", "o", "questions", "Questions", "The question before: its end, all of it, or not"),
        ("review.status", "s", "status", "Status", "Candidate, reviewed or defined; and why"),
    ),
    "extract scroll": actions(
        ("extract.next", "j,down", "next", "Next", "To the next extract"),
        ("extract.previous", "k,up", "previous", "Previous", "To the extract before"),
        ("extract.page-down", "pagedown,ctrl+f", "page(1)", "Page down", "A screen on"),
        ("extract.page-up", "pageup,ctrl+b", "page(-1)", "Page up", "A screen back"),
        ("extract.half-down", "ctrl+d", "half_page(1)", "Half down", "Half a screen on"),
        ("extract.half-up", "ctrl+u", "half_page(-1)", "Half up", "Half a screen back"),
        ("extract.first", "g,home", "first", "First", "To the first extract"),
        ("extract.last", "G,end", "last", "Last", "To the last extract"),
        ("extract.go", "enter", "choose", "Go there", "To the place in the transcript; < comes back"),
        ("extract.exemplary", "e", "screen.mark('exemplary')", "Exemplary", "Mark it as exemplary, or no longer"),
        ("extract.contrary", "c", "screen.mark('contrary')", "Contrary", "Mark it as contrary, or no longer"),
        (
            "extract.dismiss",
            "d,delete",
            "screen.dismiss_extract",
            "Dismiss",
            "It does not belong here; and why",
        ),
        ("extract.move", "m", "screen.move_extract", "Move", "Give it to another theme or code, and say why"),
        ("extract.memo", "M", "screen.memo", "Memo", "Write a note on the extract"),
    ),
    "review list": actions(
        ("review.open", "enter", "screen.open_row", "Open", "What the highlighted row is about"),
    ),
    "re-read": actions(
        ("reread.done", "r", "screen.say_read", "Was re-read", "The transcript was read again with these codes"),
    ),
    "matrix": actions(
        ("matrix.open", "enter", "screen.open_row", "Open", "The extracts of that theme and participant"),
        ("matrix.left", "h", "cursor_left", "Left", "A participant to the left"),
        ("matrix.right", "l", "cursor_right", "Right", "A participant to the right"),
        ("matrix.down", "j", "cursor_down", "Down", "To the next theme"),
        ("matrix.up", "k", "cursor_up", "Up", "To the theme above"),
        ("matrix.half-down", "ctrl+d", "half_page(1)", "Half down", "Half a screen down"),
        ("matrix.half-up", "ctrl+u", "half_page(-1)", "Half up", "Half a screen up"),
    ),
}

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "review themes": ("review.open", "review.people", "review.matrix", "review.queue", "review.status", "project.undo"),
    "review extracts": (
        "extract.go",
        "extract.exemplary",
        "extract.contrary",
        "extract.dismiss",
        "extract.move",
        "review.filter",
        "project.undo",
        "review.people",
        "review.queue",
        "review.questions",
    ),
    "review people": ("review.open", "review.extracts", "review.matrix", "review.queue"),
    "review matrix": ("matrix.open", "review.extracts", "review.people", "review.queue"),
    "review queue": ("review.open", "reread.done", "review.extracts", "project.undo"),
}
