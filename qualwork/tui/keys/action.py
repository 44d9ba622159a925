"""What an action of the screen is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """An action of the screen: its id for remapping, its keys, what Textual calls, and what people read about it."""

    id: str
    keys: str
    action: str
    label: str
    help: str


def actions(*rows: tuple[str, str, str, str, str]) -> tuple[Action, ...]:
    """Some actions from rows of id, keys, what Textual calls, label and help."""
    return tuple(Action(*row) for row in rows)
