"""Keys of the Code tab."""

from __future__ import annotations

from collections.abc import Mapping

from qualwork.tui.keys.action import Action, actions

ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "coding": actions(
        ("coding.apply", "c", "apply", "Code", "Give the selected passage codes; without one, the sentence here"),
        ("coding.repeat", "full_stop", "repeat", "Same code", "Give the passage the code used last"),
        ("coding.in-vivo", "i", "in_vivo", "In vivo", "Make a code of the selected words, and apply it"),
        ("coding.remove", "x", "remove", "Uncode", "Take a code away from the passage here"),
        ("coding.recode", "r", "recode", "Recode", "Put another code in the place of the one here"),
        ("coding.start", "left_square_bracket", "edge(1)", "Start", "Move where the coding here begins, by any move"),
        ("coding.end", "right_square_bracket", "edge(0)", "End", "Move where the coding here ends, by any move"),
        ("coding.here", "D", "codes_here", "Codes here", "All codes of this passage, in detail, with their notes"),
        ("coding.uncoded", "z", "uncoded(1)", "Uncoded", "Select the next thing participants say without a code"),
        ("coding.uncoded-previous", "Z", "uncoded(-1)", "Uncoded before", "The same, the one before"),
        ("coding.pattern", "P", "autocode", "Pattern", "Code the hits of a pattern or term family, after a look"),
        ("code.add", "a", "add_code", "Add code", "Put a new code into the codebook"),
        ("coding.end-search", "escape", "end_search", "End search", "End the search"),
    ),
    "codes": actions(
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
        ("code.define", "e", "screen.define_code", "Define", "Its card: what it means, when to use it, when not"),
        ("code.colour", "C", "screen.colour_code", "Colour", "Give the code another colour"),
        ("code.uses", "w", "screen.where_used", "Where used", "Transcripts, participants and themes of the code"),
        ("code.merge", "M", "screen.merge_code", "Merge", "Put the code into another one, which takes all it has"),
        ("code.split", "S", "screen.split_code", "Split", "Deal the extracts out to new codes"),
        ("code.indent", "shift+right,L", "screen.indent_code", "Indent", "Put the code under the one above it"),
        ("code.outdent", "shift+left,H", "screen.outdent_code", "Outdent", "Put the code beside the one it is under"),
        ("code.memo", "m", "screen.memo_on_code", "Note", "Write a note on the code"),
        ("code.delete", "d,delete", "screen.delete_code", "Delete", "Remove the code and its codings; asks first"),
        ("code.leave", "escape", "screen.next_pane(1)", "Back", "Back to the transcript"),
    ),
}

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "coding": (
        "coding.apply",
        "coding.repeat",
        "coding.remove",
        "passage.next",
        "project.undo",
        "coding.uncoded",
        "coding.here",
        "reader.sentence",
        "passage.memo",
    ),
    "searching": ("passage.next", "passage.previous", "coding.apply", "coding.repeat", "coding.end-search"),
    "edges": ("reader.next-word", "reader.previous-word", "reader.other-end", "reader.codes", "reader.clear"),
    "codes": (
        "code.extracts",
        "code.apply",
        "code.add",
        "code.define",
        "code.merge",
        "code.split",
        "code.delete",
        "code.uses",
    ),
}
