"""Names that must differ without regard to case, whatever letters they have."""

from __future__ import annotations

import pytest

from qualwork.model.code import Code
from qualwork.model.errors import Refused
from qualwork.project.rows import codes
from qualwork.project.rows.names import DISTINCT, refuse_taken, taken_by
from qualwork.project.store.decisions import Project
from qualwork.project.tables import LOGGED
from tests.unit.project.studies import add_code

ALIKE = [
    ("safe", "SAFE"),
    ("Straße", "STRASSE"),
    ("STRASSE", "straße"),
    ("\u212a", "k"),
    ("Naïve", "naïve"),
    ("nai\u0308ve", "naïve"),
    ("don’t", "DON'T"),
    ("ΣΟΦΟΣ", "σοφος"),
]


@pytest.mark.parametrize(("known", "new"), ALIKE)
def test_the_same_name_in_other_letters_is_taken(project: Project, known: str, new: str) -> None:
    parent = add_code(project, "parent")
    code = add_code(project, known, parent)
    with project.read() as session:
        here = {"parent_id": parent, "name": new}
        assert taken_by(session, "code", here) == (code, known)
        assert taken_by(session, "code", here, but_not=code) is None
        assert taken_by(session, "code", {"parent_id": None, "name": new}) is None
        with pytest.raises(Refused, match="there is a code"):
            refuse_taken(session, "code", here)


def test_a_name_that_was_only_just_given_counts(project: Project) -> None:
    with project.decide("add codes") as deciding:
        codes.add(deciding.session, Code(0, "safe"))
        with pytest.raises(Refused):
            refuse_taken(deciding.session, "code", {"parent_id": None, "name": "Safe"})


def test_every_distinct_name_is_a_column() -> None:
    tables = {table.name: {column.name for column in table.columns} for table in LOGGED}
    assert all(set(columns) <= tables[name] for name, columns in DISTINCT.items())
