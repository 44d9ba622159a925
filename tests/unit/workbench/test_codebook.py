"""The codebook's shape holds through merging, moving and removing, wherever codes lie."""

from __future__ import annotations

import pytest

from qualwork.cli import resolve
from qualwork.model.code import CodeNode
from qualwork.model.errors import Ambiguous, BadInput, NotFound, Refused
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding, memoing
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import theming
from tests.unit.workbench.named import apply, code_id, ref, theme_id

Shape = list[object]


def shape(project: Project) -> Shape:
    """Names as nested lists: a code, then what lies below it."""

    def of(nodes: tuple[CodeNode, ...]) -> Shape:
        return [[node.code.name, *of(node.children)] for node in nodes]

    return of(codebook.codebook(project))


def grow(project: Project, *paths: str) -> None:
    """Add codes by their full names, the ones above first."""
    for path in paths:
        above, _, name = path.rpartition("/")
        codebook.add_code(project, name, code_id(project, above) if above else None)


def test_a_code_merged_into_its_own_child_leaves_the_child_in_its_place(project: Project) -> None:
    grow(project, "top", "top/parent", "top/parent/child", "top/parent/other")
    apply(project, "parent", "ben", quote="Nobody asked.")
    assert codebook.merge_codes(project, [code_id(project, "parent")], code_id(project, "child")) == 1
    assert shape(project) == [["top", ["child", ["other"]]]]
    assert [each.code for each in coding.listing(project)] == [code_id(project, "child")]


def test_a_code_merged_into_a_grandchild_makes_no_circle(project: Project) -> None:
    grow(project, "a", "a/b", "a/b/c", "a/b/d", "a/e")
    codebook.merge_codes(project, [code_id(project, "a")], code_id(project, "c"))
    assert shape(project) == [["c", ["b", ["d"]], ["e"]]]
    assert auditing.verify(project).ok
    auditing.undo(project)
    assert shape(project) == [["a", ["b", ["c"], ["d"]], ["e"]]]


def test_a_parent_and_its_child_of_one_name_can_be_merged_or_deleted(project: Project) -> None:
    grow(project, "trust", "trust/trust", "trust/trust/lean")
    codebook.merge_codes(project, [code_id(project, "trust")], code_id(project, "trust/trust"))
    assert shape(project) == [["trust", ["lean"]]]
    auditing.undo(project)
    top = resolve.code(project, "trust")
    codebook.delete_code(project, code_id(project, str(top.id)))
    assert shape(project) == [["trust", ["lean"]]]


def test_one_code_named_twice_is_merged_once(project: Project) -> None:
    grow(project, "calm", "quiet")
    apply(project, "calm", "ben", quote="Nobody asked.")
    assert (
        codebook.merge_codes(
            project,
            [
                code_id(project, "calm"),
                code_id(project, "CALM"),
                code_id(project, "calm"),
            ],
            code_id(project, "quiet"),
        )
        == 1
    )
    assert shape(project) == [["quiet"]]


def test_siblings_of_one_name_refuse_a_merge_and_nothing_is_changed(project: Project) -> None:
    grow(project, "a", "b", "a/same", "b/Same")
    before = shape(project), auditing.head(project)
    with pytest.raises(Refused, match=r"(?i)'same'"):
        codebook.merge_codes(project, [code_id(project, "a")], code_id(project, "b"))
    assert (shape(project), auditing.head(project)) == before
    codebook.merge_codes(project, [code_id(project, "a"), code_id(project, "a/same")], code_id(project, "b"))
    assert shape(project) == [["b", ["Same"]]]


def test_the_same_coding_under_both_codes_stays_once_with_memos_and_marks(project: Project) -> None:
    grow(project, "a", "b")
    twin, kept = (apply(project, code, "ben", quote="Nobody asked.") for code in ("a", "b"))
    for name in ("One", "Two"):
        theming.add_theme(project, name)
    theming.mark(project, twin.id, theme_id(project, "One"), "exemplary", "so short")
    theming.mark(project, twin.id, theme_id(project, "Two"), "exemplary")
    theming.mark(project, kept.id, theme_id(project, "Two"), "contrary")
    memoing.add(project, ref(project, f"coding:{twin.id}"), "of the first")
    memoing.add(project, ref(project, f"coding:{kept.id}"), "of the second")
    assert codebook.merge_codes(project, [code_id(project, "a")], code_id(project, "b")) == 0
    assert [each.id for each in coding.listing(project)] == [kept.id]
    assert [memo.thing for memo in memoing.listing(project)] == [kept.id, kept.id]
    assert theming.members(project, theme_id(project, "One"))[1] == {kept.id: "exemplary"}
    assert theming.members(project, theme_id(project, "Two"))[1] == {kept.id: "contrary"}
    auditing.undo(project)
    assert theming.members(project, theme_id(project, "Two"))[1] == {kept.id: "contrary", twin.id: "exemplary"}


@pytest.mark.parametrize("under", ["a", "a/b", "a/b/c"])
def test_a_code_goes_neither_under_itself_nor_below(project: Project, under: str) -> None:
    grow(project, "a", "a/b", "a/b/c")
    with pytest.raises(Refused, match="itself"):
        codebook.move_code(project, code_id(project, "a"), code_id(project, under))
    codebook.move_code(project, code_id(project, "a/b/c"), code_id(project, "a"))
    assert shape(project) == [["a", ["b"], ["c"]]]


def test_a_deleted_code_leaves_its_children_its_place_and_its_theme_its_name(project: Project) -> None:
    grow(project, "top", "top/gone", "top/gone/child")
    theme = theming.promote(project, code_id(project, "gone"))
    codebook.delete_code(project, code_id(project, "gone"))
    assert shape(project) == [["top", ["child"]]]
    assert [each.name for each in theming.everything(project)] == ["gone"]
    assert theming.homes(project) == {theme.id: [code_id(project, "child")]}
    back = theming.demote(project, theme_id(project, "gone"))
    assert back.name == "gone"
    assert theming.everything(project) == []
    assert auditing.verify(project).ok


@pytest.mark.parametrize(
    ("one", "other"),
    [("Straße", "STRASSE"), ("caf\u00e9", "cafe\u0301"), ("\u0130stanbul", "i\u0307stanbul"), ("don't", "DON’T")],
)
def test_names_that_differ_in_case_or_composition_only_are_the_same(project: Project, one: str, other: str) -> None:
    codebook.add_code(project, one)
    with pytest.raises(Refused):
        codebook.add_code(project, other)
    assert resolve.code(project, other).name == one
    codebook.rename_code(project, code_id(project, one), other)
    assert [each.name for each in codebook.everything(project)] == [other]


@pytest.mark.parametrize("name", ["", "  \n", "\x00", "a\x07b"])
def test_a_name_holds_something_and_no_control_characters(project: Project, name: str) -> None:
    with pytest.raises(BadInput):
        codebook.add_code(project, name)


def test_blanks_in_a_name_are_made_single(project: Project) -> None:
    assert codebook.add_code(project, "  being \t looked\nafter ").name == "being looked after"
    assert resolve.code(project, "being  looked   after").name == "being looked after"


@pytest.mark.parametrize("colour", ["red", "#12", "#12345g", "123456"])
def test_a_colour_is_six_digits(project: Project, colour: str) -> None:
    with pytest.raises(BadInput, match="#RRGGBB"):
        codebook.add_code(project, "x", colour=colour)


def test_names_with_a_slash_are_told_apart_by_their_ids(project: Project) -> None:
    grow(project, "a", "a/b")
    slashed = codebook.add_code(project, "a/b")
    with pytest.raises(Ambiguous) as told:
        resolve.code(project, "a/b")
    assert told.value.candidates == (f"id:{code_id(project, 'b')}  a/b", f"id:{slashed.id}  a/b")
    assert resolve.code(project, str(slashed.id)).name == "a/b"


def test_a_name_that_is_a_number_comes_before_an_id(project: Project) -> None:
    first = codebook.add_code(project, "2")
    second = codebook.add_code(project, "other")
    assert (first.id, second.id) == (1, 2)
    assert code_id(project, "2") == first.id
    assert code_id(project, "1") == first.id
    with pytest.raises(NotFound):
        resolve.code(project, "9" * 5000)


def test_what_hangs_on_a_code_is_said_in_words(project: Project) -> None:
    grow(project, "a", "a/b")
    assert str(codebook.dependents_of_code(project, code_id(project, "b"))) == "nothing"
    apply(project, "a", "ben", quote="Nobody asked.")
    memoing.add(project, ref(project, "code:a"), "x")
    memoing.add(project, ref(project, "code:a"), "y")
    theming.promote(project, code_id(project, "a"))
    assert (
        str(codebook.dependents_of_code(project, code_id(project, "a"))) == "1 coding; below it b; in theme a; 2 memos"
    )
