"""Keys of the Read tab."""

from __future__ import annotations

from collections.abc import Mapping

from qualwork.tui.keys.action import Action, actions

ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "passage": actions(
        ("passage.search", "slash", "search", "Find", "Look for words in the transcript"),
        (
            "passage.next",
            "n,f3",
            "next_stop(1)",
            "Next",
            "To the next place of what is looked for; where nothing is, to the next coded passage",
        ),
        ("passage.previous", "N,shift+f3", "next_stop(-1)", "Previous", "The same, to the one before"),
        ("passage.go-to", "colon", "go_to_turn", "Go to", "Go to a turn by its number, or to a time such as 12:03"),
        ("passage.view", "f", "view", "Show", "Only one speaker, no interviewers, times, blank lines"),
        ("passage.memo", "m", "memo", "Note", "Write a note on the selected passage, else on the turn here"),
        ("passage.query", "Q", "query", "Query", "Write down an open question on the passage, to be settled later"),
        ("passage.notes", "M", "notes", "Notes", "All notes and queries here: go to, change, settle, delete"),
    ),
    "editing": actions(
        ("passage.edit", "E", "edit_turn", "Edit text", "Correct the text of this turn; codings are carried along"),
        ("passage.review", "R", "review", "Settle", "What edits of the text could not surely carry along: settle it"),
    ),
    "reading": actions(
        ("passage.back", "escape", "end_search", "Back", "End the search; without one, back to the list"),
    ),
    "transcripts": actions(
        ("transcript.speakers", "s", "screen.speakers", "Speakers", "Roles and participants of the speakers"),
        ("transcript.facts", "e", "screen.facts", "Facts", "Date, place, wave: whatever is known of the interview"),
        ("transcript.checked", "c", "screen.checked", "Checked", "Mark it as checked against the recording, or not"),
        ("transcript.rename", "r", "screen.rename_transcript", "Rename", "Give the transcript another title"),
        ("transcript.remove", "delete", "screen.remove_transcript", "Remove", "Take it out; undo brings it back"),
        ("transcript.memo", "m", "screen.memo_on_transcript", "Note", "Write a note on the transcript as a whole"),
        ("transcript.notes", "M", "screen.notes_on_transcript", "Notes", "The notes on this transcript"),
    ),
}

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "transcripts": (
        "transcript.import",
        "transcript.speakers",
        "transcript.facts",
        "transcript.checked",
        "project.undo",
    ),
    "passage": ("reader.sentence", "passage.search", "passage.memo", "passage.notes", "passage.view", "passage.back"),
    "finding": ("passage.next", "passage.previous", "passage.search", "reader.sentence", "passage.back"),
}
