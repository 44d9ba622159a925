"""Keys of the Read tab."""

from __future__ import annotations

from collections.abc import Mapping

from qualwork.tui.keys.action import Action, actions

ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "passage": actions(
        ("passage.memo", "m", "memo", "Memo", "Write a note on the selected passage, else on the transcript"),
    ),
    "reading": actions(
        ("passage.back", "escape", "leave_reader", "Back", "Back to the other pane"),
    ),
}

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "transcripts": ("transcript.import", "pane.next", "tab.code", "project.undo"),
    "passage": ("reader.sentence", "reader.select", "passage.memo", "tab.code", "passage.back"),
}
