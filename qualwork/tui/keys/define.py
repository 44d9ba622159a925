"""Keys of the Define tab."""

from __future__ import annotations

from collections.abc import Mapping

from qualwork.tui.keys.action import Action

ACTIONS: Mapping[str, tuple[Action, ...]] = {}

FOOTERS: Mapping[str, tuple[str, ...]] = {}
