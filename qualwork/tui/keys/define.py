"""Keys of the Define tab."""

from __future__ import annotations

from collections.abc import Mapping

from qualwork.tui.keys.action import Action, actions

ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "define": actions(
        ("card.essence", "e", "edit('essence')", "Essence", "What the theme is about, in a few sentences"),
        ("card.scope-in", "i", "edit('scope_in')", "In scope", "What belongs to it"),
        ("card.scope-out", "o", "edit('scope_out')", "Out of scope", "What does not belong to it"),
        ("card.story", "y", "edit('story')", "Story", "How it fits the story of the analysis"),
        ("card.differs", "v", "edit('differs')", "Differs", "How it differs from its neighbours, which are shown"),
        ("card.rename", "r", "edit('name')", "Rename", "Give the theme another name, and say why"),
        ("card.status", "s", "status", "Status", "Candidate, reviewed or defined; and why"),
        ("card.question", "n", "ask_question", "Question", "Write down an open question on the theme"),
        ("card.filter", "f", "filter", "Extracts", "Beside the card: exemplary and contrary ones, or all"),
        ("card.themes", "escape", "to_themes", "Themes", "Back to the list of themes"),
    ),
    "card": actions(
        ("card.edit", "enter", "screen.edit_row", "Write", "Write this part of the card, or answer the question"),
        ("card.settle", "x", "screen.settle", "Settle", "The question is answered; or it is open again"),
    ),
    "define list": actions(
        ("card.open", "enter", "screen.open_card", "Card", "The card of the theme"),
    ),
}

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "define themes": ("card.open", "card.essence", "card.status", "card.question", "project.undo", "card.rename"),
    "define card": (
        "card.edit",
        "card.status",
        "card.question",
        "card.settle",
        "pane.next",
        "project.undo",
        "card.rename",
        "card.themes",
    ),
    "define evidence": ("extract.go", "extract.exemplary", "extract.contrary", "card.filter", "pane.next"),
}
