"""Keys of the Themes tab."""

from __future__ import annotations

from collections.abc import Mapping

from qualwork.tui.keys.action import Action, actions

ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "themes": actions(
        ("theme.add", "a", "add_theme", "Add theme", "Put a new theme beside the one selected"),
        ("theme.add-below", "A", "add_subtheme", "Add subtheme", "Put a new theme under the one selected"),
        ("theme.assign", "t", "assign", "To theme", "Put the selected code under a theme; it may be in several"),
        ("theme.promote", "P", "promote", "Promote", "Make a theme of the selected code"),
        ("theme.mark", "m", "mark", "Mark", "Mark a theme or code, to paste it elsewhere"),
        ("theme.memo", "M", "memo", "Memo", "Write a note on the selected theme or code"),
    ),
    "theme tree": actions(
        ("theme.extracts", "enter", "screen.extracts", "Extracts", "All extracts of the theme or code, to jump to"),
        ("theme.paste", "p", "screen.paste", "Paste", "Put what is marked under this theme"),
        ("theme.rename", "r", "screen.rename_theme", "Rename", "Give the theme another name"),
        ("theme.essence", "e", "screen.essence", "Essence", "Say in a few sentences what the theme is about"),
        ("theme.indent", "shift+right", "screen.indent", "Indent", "Put the theme under the one above it"),
        ("theme.outdent", "shift+left", "screen.outdent", "Outdent", "Put the theme beside the one it is under"),
        ("theme.demote", "D", "screen.demote", "Into code", "Turn the theme back into a code"),
        ("theme.remove-code", "x", "screen.take_out", "Take out", "Take the code out of this theme; it stays a code"),
        ("theme.delete", "d,delete", "screen.delete_theme", "Delete", "Remove the theme, its codes stay; asks first"),
    ),
}

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "theme tree": ("theme.add", "theme.extracts", "theme.essence", "theme.mark", "theme.paste", "project.undo"),
    "shelf": ("theme.assign", "theme.promote", "theme.mark", "pane.next", "project.undo"),
}
