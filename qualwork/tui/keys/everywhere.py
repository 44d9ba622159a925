"""What works on every tab, in every pane and in every list."""

from __future__ import annotations

from collections.abc import Mapping

from qualwork.tui.keys.action import Action, actions
from qualwork.tui.tabs.registry import NUMBER_KEYS, TABS

ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "everywhere": actions(
        *((f"tab.{name}", NUMBER_KEYS[name], f"tab('{name}')", tab.label, tab.help) for name, tab in TABS.items()),
        ("project.home", "0", "home", "Home", "The six phases: what is done, what may be open, and the way there"),
        ("project.undo", "u", "undo", "Undo", "Undo your last decision"),
        ("project.redo", "ctrl+r,U", "redo", "Redo", "Redo what you undid last"),
        ("place.back", "less_than_sign,alt+left", "go_back", "Back", "Back to the place you came from"),
        ("place.forward", "greater_than_sign,alt+right", "go_forward", "Forward", "Forward again, after going back"),
        ("pane.jump", "ctrl+o", "jump", "Jump", "Put a letter on every pane, and go to one"),
        ("project.study", "f2", "study", "Study", "Research question, approach, and what the screen asks"),
        ("project.diary", "f5", "diary", "Diary", "All notes by day, to search: diary, notes, method notes, queries"),
        (
            "thing.history",
            "f4",
            "history",
            "History",
            "Decisions on the code, theme or passage here; undo from there",
        ),
        ("transcript.open", "ctrl+t", "pick_transcript", "Transcripts", "Open another transcript"),
        ("transcript.import", "I", "import", "Import", "Add interviews to the project"),
        ("tour.next", "f7", "tour_next", "Tour", "The first ten minutes, card by card; again: the next card"),
        ("tour.end", "f8", "tour_end", "End tour", "Put the cards away"),
        ("screen.colours", "f9", "next_theme", "Colours", "Dark, light, and both with high contrast"),
        ("screen.help", "f1,question_mark", "help", "Help", "The keys that work here"),
        ("screen.palette", "ctrl+p", "command_palette", "All", "Find any action, transcript, code or theme"),
        ("screen.quit", "q", "quit", "Quit", "Leave; every decision is in the file already"),
    ),
    "panes": actions(
        ("pane.next", "tab", "next_pane(1)", "Next pane", "Go to the next pane"),
        ("pane.previous", "shift+tab", "next_pane(-1)", "Previous pane", "Go to the pane before"),
    ),
    "list": actions(
        ("list.down", "j", "cursor_down", "Down", "To the next row"),
        ("list.up", "k", "cursor_up", "Up", "To the row above"),
        ("list.half-down", "ctrl+d", "half_page(1)", "Half down", "Half a screen down"),
        ("list.half-up", "ctrl+u", "half_page(-1)", "Half up", "Half a screen up"),
        ("list.first", "g", "first", "First", "To the first row"),
        ("list.last", "G", "last", "Last", "To the last row"),
    ),
    "home": actions(
        ("home.aside", "x", "set_aside", "Set aside", "Leave this task, with a reason; or take it up again"),
        ("home.show-aside", "s", "show_aside", "Show set aside", "Show what was set aside, or no longer"),
        ("home.attention", "a", "attention", "Attention", "How much was coded in each transcript, and when"),
        ("home.study", "f2", "study", "Study", "Research question, approach, and what the screen asks"),
    ),
    "diary": actions(
        ("diary.add", "a", "add", "Add", "Write in the reflexive diary, or a note of another kind"),
        ("diary.change", "e", "change", "Change", "Write this note anew"),
        ("diary.resolve", "x", "resolve", "Settle", "Settle this query, or open it again"),
        ("diary.delete", "d,delete", "delete", "Delete", "Remove this note; asks first"),
        ("diary.search", "slash", "search", "Search", "Search in all notes"),
        ("diary.export", "o", "export", "Export", "Write the notes shown to a file"),
    ),
    "history": actions(
        ("history.undo", "u", "undo_this", "Undo this", "Undo the highlighted decision, also out of the order"),
    ),
    "outline": actions(
        ("list.fold", "space", "fold", "Fold", "Hide or show what lies below this row"),
    ),
}

FOOTERS: Mapping[str, tuple[str, ...]] = {}
