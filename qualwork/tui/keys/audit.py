"""Keys of the Audit tab."""

from __future__ import annotations

from collections.abc import Mapping

from qualwork.tui.keys.action import Action, actions

ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "log": actions(
        (
            "log.filter",
            "f,slash",
            "filter",
            "Filter",
            "Only decisions of a coder, phase, kind, day, or with some words",
        ),
        ("log.only-thing", "t", "only_thing", "This thing", "Only decisions on what this one changed"),
        ("log.clear", "c", "clear", "All", "Show all decisions again"),
        ("log.undo", "x", "undo_this", "Undo this", "Undo this decision, also out of the order"),
        ("log.verify", "v", "verify", "Verify", "Recompute every hash and replay the log against the project"),
        ("log.older", "o", "older", "Older", "Show older decisions too"),
        ("log.compare", "d", "compare", "Compare", "What became of codebook and themes between two decisions or days"),
        ("log.story", "s", "story", "Story", "How the analysis went, as a draft paragraph, a chart or a table"),
        (
            "log.as-it-was",
            "w",
            "write_as_it_was",
            "As it was",
            "Write the project as it was then, to another file",
        ),
        ("log.keep-safe", "B", "keep_safe", "Keep safe", "Backups, restoring, withdrawal, erasure, real names"),
        ("log.export", "e", "export", "Export", "Write the decisions shown to a file"),
    ),
    "log list": actions(
        ("log.open", "enter", "screen.open_thing", "Go there", "Go to what the decision changed"),
    ),
}

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "log": ("log.filter", "log.only-thing", "log.clear", "log.undo", "log.verify", "log.open"),
}
