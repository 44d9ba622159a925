"""Keys of the Report tab."""

from __future__ import annotations

from collections.abc import Mapping

from qualwork.tui.keys.action import Action, actions

ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "report": actions(
        ("report.write", "e", "write", "Write", "Write the narrative of the theme, with quotes linked by id"),
        ("report.export", "o", "export", "Export", "Write this part to a file"),
        ("report.quotes", "t", "quotes", "Its quotes", "The quotes of the narrative, to jump to"),
        ("report.check", "c", "check", "Check", "Check the quotations of a manuscript against the transcripts"),
        ("report.back", "escape", "parts", "Back", "Back to the list of parts"),
    ),
    "narrative": actions(
        ("narrative.quote", "ctrl+g,f6", "insert_quote", "Quote", "Put a quote of the theme here, linked by its id"),
    ),
}

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "report": ("report.write", "report.export", "report.quotes", "report.check", "pane.next", "project.undo"),
}
