"""Keys of the Terms tab."""

from __future__ import annotations

from collections.abc import Mapping

from qualwork.tui.keys.action import Action, actions

ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "tables": actions(
        ("table.choose", "t", "choose", "Table", "Term table, word list, concordance, codes by people and others"),
        ("table.look-for", "slash", "look_for", "Look for", "The lines of a word, phrase or pattern"),
        ("table.family", "a", "add_family", "Add family", "Save a term family: safe=safe,safer,“feel safe”"),
        ("table.by", "b", "by", "By", "A column for each participant, transcript or value of an attribute"),
        ("table.only", "f", "only", "Only", "Only in passages with a code, of a theme, or by a participant"),
        ("table.role", "r", "role", "Whose", "Speech of participants, of interviewers, or of all"),
        ("table.measure", "p", "measure", "Measure", "Counts or rates; codings, participants or words; how near"),
        ("table.stop", "w", "stop", "Stop words", "The word list with or without stop words"),
        ("table.save", "S", "save", "Save", "Keep this term table with all its settings, under a name"),
        ("table.export", "e", "export", "Export", "Write this table to a file"),
        ("table.more", "o", "more", "More", "Show more rows"),
    ),
    "grid": actions(
        ("grid.lines", "enter", "select_cursor", "Lines", "What stands behind this cell"),
        ("grid.down", "j,down", "cursor_down", "Down", "To the row below"),
        ("grid.up", "k,up", "cursor_up", "Up", "To the row above"),
        ("grid.left", "h,left", "cursor_left", "Left", "To the column on the left"),
        ("grid.right", "l,right", "cursor_right", "Right", "To the column on the right"),
        ("grid.half-down", "ctrl+d", "half_page(1)", "Half down", "Half a screen down"),
        ("grid.half-up", "ctrl+u", "half_page(-1)", "Half up", "Half a screen up"),
        ("grid.first", "g,ctrl+home", "scroll_top", "First", "To the first row"),
        ("grid.last", "G,ctrl+end", "scroll_bottom", "Last", "To the last row"),
        ("grid.suggest", "s", "screen.suggest", "Suggest", "Forms that may belong to this family, to accept or reject"),
        (
            "grid.delete",
            "d,delete",
            "screen.delete",
            "Delete",
            "Take the family away; put the word on the stop list",
        ),
    ),
    "lines": actions(
        ("line.open", "enter", "screen.open_line", "Go there", "Go to the passage"),
        ("line.in", "i", "screen.judge('in')", "In", "This hit is about the topic: count it"),
        ("line.out", "x", "screen.judge('out')", "Out", "This hit is not about the topic: do not count it"),
        ("line.open-again", "z", "screen.judge('')", "Not judged", "Take back what was said of this hit"),
        ("line.unjudged", "n", "screen.next_unjudged", "Next open", "To the next hit that nobody has judged"),
        ("line.code", "c", "screen.code_line", "Code", "Give this passage a code"),
        ("line.code-all", "C", "screen.code_all", "Code all", "Give all these passages a code, as one decision"),
        ("line.sort", "v", "screen.sort", "Sort", "By place, left or right of the word, participant, time"),
        ("line.back", "escape", "screen.back_to_table", "Back", "Back to the table"),
    ),
}

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "grid": ("grid.lines", "table.choose", "table.look-for", "table.by", "table.only", "table.family", "table.export"),
    "lines": ("line.open", "line.in", "line.out", "line.code", "line.sort", "line.back"),
}
