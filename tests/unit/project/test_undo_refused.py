"""Undo and redo in other people's way: refused, with the decision that must go first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualwork.model.code import Code
from qualwork.project.rows import codes, codings, families, memos, participants, themes, transcripts
from qualwork.project.store.decisions import Deciding, Project
from tests.unit.project.studies import add_code, apply_code, decisions_of, import_one, rows_of
from tests.unit.project.test_undo import again, assert_sound, back, do, refused, rename


@pytest.fixture
def coded(project: Project) -> Project:
    """A project with a transcript (decision 2) and a code of ann's (3), and ben among its coders (4, 5)."""
    import_one(project)
    add_code(project, "safety")
    project.coder = "ben"
    add_code(project, "ben's")
    project.coder = "ann"
    return project


Deed = Callable[[Deciding], object]


def each(*deeds: Deed) -> Deed:
    """Several deeds in one decision."""

    def make(deciding: Deciding) -> None:
        for deed in deeds:
            deed(deciding)

    return make


# What ann does first, what ben does upon it, and what is said of it.
IN_THE_WAY: dict[str, tuple[Deed, Deed, str]] = {
    "the same row": (
        lambda d: codes.change(d.session, 1, name="trust"),
        lambda d: codes.change(d.session, 1, colour="red"),
        "changed the same code",
    ),
    "a change and its way back": (
        lambda d: codes.change(d.session, 1, name="trust"),
        each(lambda d: codes.change(d.session, 1, colour="red"), lambda d: codes.change(d.session, 1, colour="")),
        "changed the same code",
    ),
    "the row is gone": (
        lambda d: codes.change(d.session, 2, name="trust"),
        lambda d: codes.delete(d.session, 2),
        "changed the same code",
    ),
    "a coding": (
        lambda d: codes.add(d.session, Code(0, "new")),
        lambda d: codings.add(d, 3, 1, 0, 4, "Ann:"),
        "refers to its code",
    ),
    "a sub-code": (
        lambda d: codes.add(d.session, Code(0, "new")),
        lambda d: codes.change(d.session, 2, parent_id=3),
        "refers to its code",
    ),
    "a memo": (
        lambda d: codes.add(d.session, Code(0, "new")),
        lambda d: memos.add(d, "note", ("code", 3), "why?"),
        "refers to its code",
    ),
    "a memo on a family": (
        lambda d: families.add(d.session, "breathe"),
        lambda d: memos.add(d, "note", ("family", 1), "why?"),
        "refers to its term family",
    ),
    "a theme's origin": (
        lambda d: codes.add(d.session, Code(0, "new")),
        lambda d: themes.add(d.session, "Held", None, from_code=3),
        "refers to its code",
    ),
    "a speaker": (
        lambda d: participants.ensure(d.session, "Cleo"),
        lambda d: transcripts.set_speaker(d.session, 1, "Ben", None, 2),
        "refers to its participant",
    ),
    "a name, in other case": (
        lambda d: codes.change(d.session, 1, name="trust"),
        lambda d: codes.add(d.session, Code(0, "SAFETY")),
        "has taken the name of its code",
    ),
    "a name, changed last of all": (
        each(lambda d: codes.change(d.session, 1, colour="red"), lambda d: codes.change(d.session, 1, name="trust")),
        lambda d: codes.add(d.session, Code(0, "safety")),
        "has taken the name of its code",
    ),
    "a pseudonym": (
        lambda d: participants.rename(d.session, 1, "Benno"),
        lambda d: participants.ensure(d.session, "ben"),
        "has taken the name of its participant",
    ),
    "a pseudonym to the letter": (
        lambda d: participants.rename(d.session, 1, "Benno"),
        lambda d: participants.ensure(d.session, "Ben"),
        "made the same participant",
    ),
    "a code that a coding needs": (
        lambda d: codings.remove(d.session, [1]),
        lambda d: codes.delete(d.session, 1),
        "took away the code that it needs",
    ),
    "a code that a memo needs": (
        lambda d: memos.delete(d.session, 1),
        each(lambda d: codings.remove(d.session, [1]), lambda d: codes.delete(d.session, 1)),
        "took away the code that it needs",
    ),
}


@pytest.mark.parametrize("name", IN_THE_WAY)
def test_a_later_decision_in_the_way_is_named(coded: Project, name: str) -> None:
    mine, theirs, said = IN_THE_WAY[name]
    apply_code(coded, 1, 1)
    do(coded, "write memo", lambda d: memos.add(d, "note", ("code", 1), "why?"))
    before = rows_of(coded)
    first = do(coded, "mine", mine)
    between = rows_of(coded)
    coded.coder = "ben"
    second = do(coded, "theirs", theirs)
    line = refused(coded, back)
    assert line == (
        f"decision {first} (mine) stays: decision {second} by ben, theirs (a theirs), {said}; undo that first"
    )
    back(coded, "ben")
    assert rows_of(coded).keys() == between.keys()
    assert back(coded) == [first]
    assert rows_of(coded).keys() == before.keys()
    assert_sound(coded)


def test_redo_finds_the_name_taken(coded: Project) -> None:
    first = do(coded, "mine", lambda d: codes.add(d.session, Code(0, "trust")))
    back(coded)
    coded.coder = "ben"
    add_code(coded, "Trust")
    taker = decisions_of(coded)[-1][0]
    line = refused(coded, again)
    assert line == (
        f"decision {first} (mine) stays undone: decision {taker} by ben, add code (Trust), "
        "has taken the name of its code; undo that first"
    )
    back(coded, "ben")
    assert again(coded) == [first]


def test_redo_finds_the_row_changed_since(coded: Project) -> None:
    first = rename(coded, 1, "trust")
    back(coded)
    coded.coder = "ben"
    second = rename(coded, 1, "time")
    assert f"decision {second} by ben, rename code (a rename code), changed the same code" in refused(coded, again)
    back(coded, "ben")
    assert again(coded) == [first]
    assert f"decision {first + 4} by ann, redo" in refused(coded, again, "ben")


def test_redo_upon_a_decision_that_was_undone_meanwhile(coded: Project) -> None:
    """Ben's rename stood on ann's; with hers undone, his would bring hers back in disguise."""
    rename(coded, 1, "trust")
    coded.coder = "ben"
    second = rename(coded, 1, "time")
    back(coded, "ben")
    back(coded, "ann")
    undone = decisions_of(coded)[-1][0]
    line = refused(coded, again, "ben")
    assert line == (
        f"decision {second} (rename code) stays undone: decision {undone} by ann, undo (rename code: a rename code), "
        "changed the same code; redo that first"
    )
    again(coded, "ann")
    assert again(coded, "ben") == [second]
    assert rows_of(coded)["code", "[1]"]["name"] == "time"
    assert_sound(coded)


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        (lambda d: codes.change(d.session, 3, name="time"), "changed the same code"),
        (lambda d: codes.delete(d.session, 3), "changed the same code"),
        (lambda d: codes.add(d.session, Code(0, "sub", parent=3)), "took away the code that it needs"),
        (lambda d: codings.add(d, 3, 1, 0, 4, "Ann:"), "took away the code that it needs"),
        (lambda d: memos.add(d, "note", ("code", 3), "why?"), "took away the code that it needs"),
    ],
)
def test_redo_upon_a_row_that_is_gone(coded: Project, theirs: Deed, said: str) -> None:
    add_code(coded, "new")
    coded.coder = "ben"
    second = do(coded, "theirs", theirs)
    back(coded, "ben")
    back(coded, "ann")
    undone = decisions_of(coded)[-1][0]
    line = refused(coded, again, "ben")
    assert line == (
        f"decision {second} (theirs) stays undone: decision {undone} by ann, undo (add code: new), {said}; "
        "redo that first"
    )
    again(coded, "ann")
    assert again(coded, "ben") == [second]
    assert_sound(coded)


def test_an_undone_decision_is_in_nobodys_way(coded: Project) -> None:
    first = rename(coded, 1, "trust")
    coded.coder = "ben"
    rename(coded, 1, "time")
    apply_code(coded, 1, 1)
    back(coded, "ben")
    back(coded, "ben")
    assert back(coded) == [first]
    assert_sound(coded)


def test_a_decision_done_again_is_in_the_way_again(coded: Project) -> None:
    first = rename(coded, 1, "trust")
    coded.coder = "ben"
    rename(coded, 1, "time")
    back(coded, "ben")
    again(coded, "ben")
    redone = decisions_of(coded)[-1][0]
    assert refused(coded, back).startswith(f"decision {first} (rename code) stays: decision {redone} by ben, redo")


def test_the_maker_of_a_row_that_came_back_is_named(coded: Project) -> None:
    """The memo stands by ben's first decision: what he did to it and took back since is not in the way."""
    do(coded, "mine", lambda d: codes.add(d.session, Code(0, "new")))
    coded.coder = "ben"
    second = do(coded, "write memo", lambda d: memos.add(d, "note", ("code", 3), "why?"))
    do(coded, "delete memo", lambda d: memos.delete(d.session, 1))
    back(coded, "ben")
    assert f"decision {second} by ben, write memo (a write memo), refers to its code; undo" in refused(coded, back)


def test_what_was_dangling_before_is_in_nobodys_way(coded: Project) -> None:
    do(coded, "write memo", lambda d: memos.add(d, "note", ("code", 2), "why?"))
    coded.coder = "ben"
    do(coded, "delete code", lambda d: codes.delete(d.session, 2))
    coded.coder = "ann"
    number = do(coded, "change memo", lambda d: memos.change(d.session, 1, "because"))
    assert back(coded) == [number]
    assert again(coded) == [number]
    assert_sound(coded)


def test_two_of_one_name_from_before_are_in_nobodys_way(coded: Project) -> None:
    do(coded, "import codebook", lambda d: [codes.add(d.session, Code(0, "twin")) for _ in range(2)])
    number = do(coded, "colour", lambda d: codes.change(d.session, 3, colour="red"))
    assert back(coded) == [number]
    assert again(coded) == [number]
    assert_sound(coded)


@pytest.mark.parametrize(
    "statements",
    [
        ["DELETE FROM code WHERE id IN (3, 4, 5)"],
        ["DELETE FROM code WHERE id IN (3, 4, 5)", "INSERT INTO code SELECT 3, NULL, 'x', NULL, '', '', '', '', 0"],
        ["UPDATE code SET parent_id = 5 WHERE id = 3", "UPDATE code SET parent_id = NULL WHERE id = 5"],
        ["UPDATE code SET name = 'one' WHERE id = 5", "UPDATE code SET name = 'three' WHERE id = 3"],
        [
            "UPDATE participant SET pseudonym = '' WHERE id = 1",
            "UPDATE participant SET pseudonym = 'Ben' WHERE id = 2",
            "UPDATE participant SET pseudonym = 'Cleo' WHERE id = 1",
        ],
        [
            "INSERT INTO code SELECT 7, NULL, 'low', 8, '', '', '', '', 0 "
            "UNION ALL SELECT 8, NULL, 'high', NULL, '', '', '', '', 0"
        ],
    ],
)
def test_rows_in_unlucky_order(coded: Project, statements: list[str]) -> None:
    """Links among the rows of one statement, a cycle on the way, and names handed from row to row."""
    do(coded, "add codes", lambda d: chain_of_codes(d))
    do(coded, "add participant", lambda d: participants.ensure(d.session, "Cleo"))
    before = rows_of(coded)
    number = do(coded, "mine", lambda d: [d.execute(sql) for sql in statements])
    after = rows_of(coded)
    assert back(coded) == [number]
    assert rows_of(coded) == before
    assert again(coded) == [number]
    assert rows_of(coded) == after
    assert_sound(coded)


def chain_of_codes(deciding: Deciding) -> None:
    """Codes 3, 4 and 5, each under the one before."""
    parent: int | None = None
    for name in ("one", "two", "three"):
        parent = codes.add(deciding.session, Code(0, name, parent))


def test_members_of_a_batch_build_on_each_other(coded: Project) -> None:
    before = rows_of(coded)
    with coded.transaction():
        first = do(coded, "add", lambda d: codes.add(d.session, Code(0, "high")), batch="b")
        do(coded, "add", lambda d: codes.add(d.session, Code(0, "low", 3)), batch="b")
        do(coded, "rename", lambda d: codes.change(d.session, 3, name="higher"), batch="b")
        do(coded, "apply", lambda d: codings.add(d, 4, 1, 0, 4, "Ann:"), batch="b")
        do(coded, "memo", lambda d: memos.add(d, "note", ("coding", 1), "hm"), batch="b")
        do(coded, "take it back", lambda d: codes.change(d.session, 3, name="high"), batch="b")
        last = do(coded, "name again", lambda d: codes.add(d.session, Code(0, "higher")), batch="b")
    after = rows_of(coded)
    assert back(coded) == list(range(last, first - 1, -1))
    assert rows_of(coded) == before
    assert again(coded) == list(range(first, last + 1))
    assert rows_of(coded) == after
    coded.coder = "ben"
    applied = do(coded, "apply", lambda d: codings.add(d, 4, 1, 0, 5, "Ann: "))
    assert f"decision {applied} by ben" in refused(coded, back)
    back(coded, "ben")
    assert len(back(coded)) == 7
    assert rows_of(coded) == before
    assert_sound(coded)


def test_a_row_that_no_decision_made_is_no_reason_to_fail(coded: Project) -> None:
    number = do(coded, "mine", lambda d: codes.add(d.session, Code(0, "new")))
    with coded.transaction() as session:
        connection = session.connection()
        triggers = [
            (name, sql)
            for name, sql in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ]
        for name, _ in triggers:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        connection.exec_driver_sql("INSERT INTO code SELECT 9, NULL, 'x', 3, '', '', '', '', 0")
        for _, sql in triggers:
            connection.exec_driver_sql(sql)
    line = refused(coded, back)
    assert line == (
        f"decision {number} (mine) stays: the file is not as its log says; `qualwork audit verify` says where"
    )
