"""Keys of the Code tab."""

from __future__ import annotations

from collections.abc import Mapping

from qualwork.tui.keys.action import Action, actions

ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "coding": actions(
        ("coding.apply", "c", "apply", "Code", "Give the selected passage a code; without one, the sentence here"),
        ("coding.repeat", "full_stop", "repeat", "Same code", "Give the passage the code used last"),
        ("coding.in-vivo", "i", "in_vivo", "In vivo", "Make a code of the selected words, and apply it"),
        ("coding.remove", "x", "remove", "Uncode", "Take a code away from the passage here"),
        ("coding.next", "n", "coded(1)", "Next coded", "Select the next coded passage"),
        ("coding.previous", "N", "coded(-1)", "Previous coded", "Select the coded passage before"),
        ("code.add", "a", "add_code", "Add code", "Put a new code into the codebook"),
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
        ("code.define", "e", "screen.define_code", "Define", "Say what the code means"),
        ("code.memo", "m", "screen.memo_on_code", "Memo", "Write a note on the code"),
        ("code.delete", "d,delete", "screen.delete_code", "Delete", "Remove the code and its codings; asks first"),
        ("code.leave", "escape", "screen.next_pane(1)", "Back", "Back to the transcript"),
    ),
}

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "coding": ("coding.apply", "coding.repeat", "coding.remove", "coding.next", "project.undo", "reader.sentence"),
    "codes": ("code.extracts", "code.apply", "code.add", "code.rename", "code.delete", "project.undo"),
}
