"""What the program must know of a table stands on its class, so that one class is all that a new table needs."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlmodel import Field

from qualwork.project.store import guards
from qualwork.project.tables import DISTINCT, LABELS, LOGGED, facts, metadata
from qualwork.project.tables.base import Row

BESIDE_THE_LOG = {"content", "word", "word_block", "word_count", "reading_place", "place"}
THE_LOG = {"decision", "change", "open_decision"}


def test_every_table_is_logged_or_known_not_to_be() -> None:
    assert {table.name for table in LOGGED} == set(metadata.tables) - BESIDE_THE_LOG - THE_LOG


def test_what_others_refer_to_comes_before_them() -> None:
    order = [table.name for table in LOGGED]
    for table in LOGGED:
        for key in table.foreign_keys:
            parent = key.column.table.name
            assert parent == table.name or order.index(parent) < order.index(table.name), (table.name, parent)


def test_a_logged_table_is_added_by_its_class_alone() -> None:
    class Sketch(Row, table=True):
        metadata = MetaData()
        __tablename__ = "sketch"
        __logged__ = True
        __distinct__ = ("name",)
        id: int | None = Field(default=None, primary_key=True)
        name: str

    class Scratch(Row, table=True):
        metadata = MetaData()
        __tablename__ = "scratch"
        id: int | None = Field(default=None, primary_key=True)

    ((name, row),) = facts([Sketch, Scratch])
    assert (name, row) == ("sketch", Sketch)
    guarded = dict(guards._logging(Sketch.metadata.tables["sketch"]))
    assert len(guarded) == len(dict(guards._logging(LOGGED[0])))
    assert all("sketch" in sql for sql in guarded.values())


def test_facts_are_those_of_the_classes() -> None:
    assert LABELS["theme_code"] == "link to a theme"
    assert LABELS["code"] == "code"
    assert DISTINCT["theme"][-1] == "name"
    assert set(DISTINCT) <= set(LABELS) == {table.name for table in LOGGED}
