"""What the app hands to its tabs."""

from __future__ import annotations

from dataclasses import dataclass

from qualwork.tui.awaiting import Dialogs
from qualwork.tui.commands import CommandRunner
from qualwork.tui.exports import Exports
from qualwork.tui.extract_lists import ExtractLists
from qualwork.tui.navigation import Navigator
from qualwork.tui.notes import Notes
from qualwork.tui.session import Session


@dataclass(frozen=True, slots=True)
class Services:
    """The objects with which a tab reads the project, runs decisions, goes elsewhere, and asks what all tabs ask."""

    session: Session
    commands: CommandRunner
    dialogs: Dialogs
    navigator: Navigator
    notes: Notes
    exports: Exports
    extracts: ExtractLists
