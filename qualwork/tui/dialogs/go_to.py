"""Asking where to go in a transcript."""

from __future__ import annotations

from qualwork.tui.dialogs.asking import AskLine


class AskPlace(AskLine):
    """Words to look for, or a turn or time."""

    HINT = "↵ goes there · esc closes"
