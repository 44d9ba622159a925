"""Keys of the Themes tab."""

from __future__ import annotations

from collections.abc import Mapping

from qualwork.tui.keys.action import Action, actions

ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "themes": actions(
        ("theme.add", "a", "add_theme", "Add theme", "Put a new theme beside the one selected"),
        ("theme.add-below", "A", "add_subtheme", "Add subtheme", "Put a new theme under the one selected"),
        ("theme.assign", "t", "assign", "To theme", "Put the selected code under a theme; it may be in several"),
        ("theme.promote", "P", "promote", "Promote", "Make a theme of the selected code, where it is"),
        ("theme.promote-below", "S", "promote_below", "Subtheme", "Make a subtheme of the selected code, of any theme"),
        ("theme.mark", "m", "mark", "Mark", "Mark a theme or code, to paste it elsewhere"),
        ("theme.relate", "R", "relate", "Relate", "Say how the theme is related to another one: for the map"),
        ("theme.map", "v", "map", "Map", "The thematic map: show it, or leave it"),
        ("theme.drafts", "f", "drafts", "Drafts", "Drafts of the tree: keep a copy, show another, compare two"),
        ("theme.memo", "M", "memo", "Memo", "Write a note on the selected theme or code"),
    ),
    "theme tree": actions(
        ("theme.extracts", "enter", "screen.extracts", "Extracts", "All extracts of the theme or code, to jump to"),
        ("theme.review", "E", "screen.review", "Review", "The extracts of the theme in the Review tab"),
        ("theme.paste", "p", "screen.paste", "Paste", "Put what is marked under this theme"),
        ("theme.rename", "r", "screen.rename_theme", "Rename", "Give the theme another name"),
        ("theme.essence", "e", "screen.essence", "Essence", "Say in a few sentences what the theme is about"),
        ("theme.indent", "shift+right,L", "screen.indent", "Indent", "Put the theme under the one above it"),
        ("theme.outdent", "shift+left,H", "screen.outdent", "Outdent", "Put the theme beside the one it is under"),
        ("theme.up", "shift+up,K", "screen.shift(-1)", "Move up", "Move the theme, or the code in it, up a place"),
        (
            "theme.down",
            "shift+down,J",
            "screen.shift(1)",
            "Move down",
            "Move the theme, or the code in it, down a place",
        ),
        ("theme.merge", "X", "screen.merge_theme", "Merge", "Give all that hangs on the theme to another one"),
        ("theme.demote", "D", "screen.demote", "Into code", "Turn the theme back into a code"),
        ("theme.remove-code", "x", "screen.take_out", "Take out", "Take the code out of this theme; it stays a code"),
        ("theme.delete", "d,delete", "screen.delete_theme", "Delete", "Remove the theme, its codes stay; asks first"),
    ),
    "theme map": actions(
        ("relation.note", "enter,e", "screen.note_relation", "Note", "Write what one should know about the relation"),
        ("relation.remove", "x,d,delete", "screen.unrelate", "Remove", "Take the relation away"),
        ("relation.leave", "escape", "screen.map", "To the tree", "Back to the tree"),
    ),
    "drafts": actions(
        ("draft.copy", "c", "copy", "Copy", "Keep a copy of the highlighted draft under a name"),
        ("draft.compare", "v", "compare", "Compare", "What differs between the highlighted draft and the shown one"),
        ("draft.rename", "r", "rename", "Rename", "Give the highlighted draft another name"),
        ("draft.delete", "d,delete", "delete", "Delete", "Remove the highlighted draft; codes and codings stay"),
    ),
}

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "theme tree": (
        "theme.add",
        "theme.extracts",
        "theme.mark",
        "theme.paste",
        "theme.map",
        "project.undo",
        "theme.drafts",
        "theme.essence",
        "theme.relate",
    ),
    "shelf": (
        "theme.assign",
        "theme.promote",
        "theme.promote-below",
        "theme.mark",
        "pane.next",
        "project.undo",
    ),
    "theme map": ("theme.relate", "relation.note", "relation.remove", "relation.leave", "project.undo"),
}
