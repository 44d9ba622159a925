"""The command that lists the keys of the screen and checks a file of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualwork.cli import output


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(keys)


def keys(
    check: Annotated[Path | None, typer.Option("--check", metavar="FILE", help="Check a file of keys.")] = None,
) -> None:
    """Print every action of the screen with its keys, as a file to change.

    Put it at ~/.config/qualwork/keys.toml, or name it in $QUALWORK_KEYS; lines that stay as they are can go.
    Exit 1 where a file that is checked has a fault.
    """
    from qualwork.model.errors import BadInput
    from qualwork.tui import keymap

    if check is not None:
        if not check.is_file():
            raise BadInput(f"{check}: no such file")
        found = keymap.load(check)
        for line in found.problems:
            output.say(line)
        output.note(f"{len(found.keys)} actions have keys of their own" if not found.problems else f"see {check}")
        raise typer.Exit(1 if found.problems else 0)
    output.say(f"# Keys of the screen of qualwork. It reads {keymap.file_path()}")
    for place, some in keymap.places().items():
        output.say(f"\n# {place}")
        for action, (shown, help_text) in some.items():
            output.say(f'"{action}" = "{shown}"'.ljust(48) + f"  # {help_text}")
