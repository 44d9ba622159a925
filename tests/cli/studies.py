"""A coded study made by commands, and what its file holds."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from tests.cli.conftest import Qualwork

# What an analysis rests on, by the words of the project; the log, the index and places of the screen are not in it.
LOGGED = (
    "project",
    "coder",
    "transcript",
    "transcript_attribute",
    "revision",
    "participant",
    "participant_attribute",
    "speaker",
    "code",
    "coding",
    "theme_draft",
    "theme",
    "theme_code",
    "theme_coding",
    "theme_relation",
    "memo",
    "term_family",
    "family_form",
    "screened_hit",
    "saved_table",
    "set_aside",
)
Rows = dict[str, list[tuple[Any, ...]]]


def rows(path: Path) -> Rows:
    """Every row of every logged table, in order."""
    with sqlite3.connect(path) as connection:
        found = {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in LOGGED}
    connection.close()
    return found


CODED: tuple[tuple[str, ...], ...] = (
    ("codes", "add", "safety", "--definition", "Nothing bad happens here."),
    ("codes", "add", "feeling safe", "--under", "safety"),
    ("codes", "add", "at ease", "--under", "safety/feeling safe"),
    ("codes", "add", "breath"),
    ("codes", "add", "doubt"),
    ("apply", "feeling safe", "--in", "ben", "--quote", "really breathe"),
    ("apply", "breath", "--in", "ben", "--quote", "really breathe"),
    ("apply", "breath", "--in", "ada", "--quote", "I breathe easier"),
    ("apply", "doubt", "--in", "ben", "--quote", "I don't know"),
    ("themes", "add", "Calm", "--essence", "It is quiet inside."),
    ("themes", "add", "Body", "--under", "Calm"),
    ("themes", "assign", "feeling safe", "Calm"),
    ("themes", "assign", "breath", "Body"),
    ("themes", "mark", "2", "Body", "--as", "exemplary"),
    ("memo", "code:breath", "why so often?"),
    ("memo", "coding:2", "the pause before it", "--kind", "reflexive diary"),
    ("memo", "theme:Body", "or is it Calm?"),
    ("memo", "transcript:ben", "begins here", "--span", "0:10", "--kind", "method"),
    ("families", "add", "safe=safe,safely,unsafe"),
    ("families", "reject", "safe", "unsafe"),
)


def make_coded(qualwork: Qualwork) -> None:
    """Code the two interviews of the study."""
    for command in CODED:
        result = qualwork(*command)
        assert result.code == 0, (command, result.err)
