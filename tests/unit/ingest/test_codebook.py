"""Codebooks in YAML: what was written reads back the same, and what is wrong is named with its line."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.export.documents.codebook import codebook_yaml
from qualwork.ingest.sheets.codebook import read_codebook
from qualwork.ingest.sheets.codebook_entries import CodebookFile, CodeEntry, FamilyEntry, ThemeEntry
from qualwork.model.code import Code, CodeNode
from qualwork.model.errors import BadInput
from qualwork.model.family import Family
from qualwork.model.theme import THEME_STATUSES, Theme, ThemeNode, ThemeTree

AWKWARD = (
    "no",
    "1.0",
    "1e3",
    "0x10",
    "1:30",
    "2026-01-02",
    "null",
    "~",
    "=",
    "<<",
    ": x",
    "- x",
    "# x",
    "a # b",
    "a: b",
    "'single'",
    '"double"',
    "*alias",
    "&anchor",
    "!tag",
    "%x",
    "@x",
    "`x`",
    "[a, b]",
    "{a: b}",
    "---",
    "...",
    "?",
    "|",
    ">",
    "two\nlines",
    "  led\nby spaces",
    "ends in newline\n",
    "\n\nstarts with two",
    "a\n\n\nb\n\n",
    "trailing space \nhere",
    "tab\there",
    "\ttab first",
    "cr\rhere\r\n",
    "\x85next",
    "nel\x85 ls\u2028 ps\u2029",
    "bell\x07 nul\x00 del\x7f",
    "bom\ufeff",
    "half \ud83d",
    "emoji 😀 \U0010ffff",
    "العربية",
    " spaced ",
    "word " * 60,
    "x" * 300,
)
TEXTS = st.text(max_size=40) | st.sampled_from(AWKWARD)
NAMES = TEXTS.filter(lambda text: bool(text.strip()))
FORMS = st.sampled_from(
    ["breathe", "breath*", '"caring for"', "well-being", "no", "1", "re:breath(e|ing)", "été", "wom?n"]
)

Item = TypeVar("Item")


def alike(
    items: st.SearchStrategy[Item], name: Callable[[Item], str], most: int = 3
) -> st.SearchStrategy[tuple[Item, ...]]:
    """Some items, no two of one name."""
    return st.lists(items, max_size=most, unique_by=name).map(tuple)


def code_name(entry: CodeEntry) -> str:
    return entry.name


def theme_name(entry: ThemeEntry) -> str:
    return entry.name


def family_name(entry: FamilyEntry) -> str:
    return entry.name


MANY = st.lists(NAMES, max_size=3).map(tuple)
CODES: st.SearchStrategy[CodeEntry] = st.deferred(
    lambda: st.builds(CodeEntry, NAMES, TEXTS, TEXTS, TEXTS, TEXTS, MANY, alike(CODES, code_name, 2))
)
THEMES: st.SearchStrategy[ThemeEntry] = st.deferred(
    lambda: st.builds(
        ThemeEntry,
        NAMES,
        TEXTS,
        TEXTS,
        TEXTS,
        TEXTS,
        TEXTS,
        TEXTS,
        st.sampled_from(THEME_STATUSES),
        MANY,
        alike(THEMES, theme_name, 2),
    )
)
FAMILIES = st.builds(FamilyEntry, NAMES, st.lists(FORMS).map(tuple), st.lists(FORMS).map(tuple))
BOOKS = st.builds(
    CodebookFile, TEXTS, alike(CODES, code_name), alike(THEMES, theme_name), alike(FAMILIES, family_name)
).filter(lambda book: book != CodebookFile())


def code_node(entry: CodeEntry) -> CodeNode:
    code = Code(7, entry.name, None, entry.definition, entry.use_when, entry.use_not, entry.colour)
    return CodeNode(code, "path", 3, 2, entry.themes, tuple(map(code_node, entry.children)))


def theme_node(entry: ThemeEntry) -> ThemeNode:
    texts = (entry.essence, entry.scope_in, entry.scope_out, entry.story, entry.differs, entry.narrative)
    theme = Theme(7, entry.name, None, *texts, entry.status)
    return ThemeNode(theme, entry.codes, 2, 3, tuple(map(theme_node, entry.children)))


def written(book: CodebookFile) -> bytes:
    tree = ThemeTree(book.title, tuple(map(theme_node, book.themes)))
    families = [Family(7, family.name, family.accepted, family.rejected) for family in book.families]
    return codebook_yaml([code_node(code) for code in book.codes], tree, families)


def read(folder: Path, data: bytes) -> CodebookFile:
    path = folder / "codebook.yaml"
    path.write_bytes(data)
    return read_codebook(path)


@settings(max_examples=80)
@given(book=BOOKS)
def test_what_was_written_reads_back_the_same(book: CodebookFile, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = written(book)
    assert read(tmp_path_factory.getbasetemp(), data) == book
    assert data == written(book)


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_words_are_texts_like_any_other(text: str, tmp_path: Path) -> None:
    book = CodebookFile(
        title=text,
        codes=(CodeEntry(text, text, text, text, text, (text,), (CodeEntry(text),)),),
        themes=(ThemeEntry(text, text, codes=(text,), children=(ThemeEntry(text),)),),
    )
    data = written(book)
    assert read(tmp_path, data) == book
    loaded = yaml.safe_load(data)
    assert loaded["codes"][0]["definition"] == text
    assert loaded["themes"][0]["children"][0]["name"] == text


def test_a_researcher_can_read_what_is_written() -> None:
    book = CodebookFile(
        title="A year in the group",
        codes=(
            CodeEntry(
                "being honest",
                definition="Saying what was hidden.\nAlso to oneself.",
                colour="#a04000",
                themes=("Safety",),
                children=(CodeEntry("first time"),),
            ),
        ),
        themes=(ThemeEntry("Safety", essence="It has to be safe first.", codes=("being honest",), status="defined"),),
        families=(FamilyEntry("breathe", ("breathe", "breath*"), ("breathtaking",)),),
    )
    text = written(book).decode()
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    assert body == (
        "title: A year in the group\n"
        "codes:\n"
        "  - name: being honest\n"
        "    definition: |-\n"
        "      Saying what was hidden.\n"
        "      Also to oneself.\n"
        "    colour: '#a04000'\n"
        "    themes:\n"
        "      - Safety\n"
        "    children:\n"
        "      - name: first time\n"
        "themes:\n"
        "  - name: Safety\n"
        "    essence: It has to be safe first.\n"
        "    status: defined\n"
        "    codes:\n"
        "      - being honest\n"
        "families:\n"
        "  - name: breathe\n"
        "    accepted:\n"
        "      - breathe\n"
        "      - breath*\n"
        "    rejected:\n"
        "      - breathtaking\n"
    )
    assert text.startswith("# Codebook.")


def test_a_codebook_typed_by_hand_may_be_short(tmp_path: Path) -> None:
    typed = """
codes:
- hoping
- name: no
  definition:
  children: [1.0, "null"]
themes:
- name: Safety
  codes: [hoping, no]
families:
- {name: breathe, accepted: [breathe, breath*]}
"""
    assert read(tmp_path, typed.encode("utf-8-sig")) == CodebookFile(
        codes=(CodeEntry("hoping"), CodeEntry("no", children=(CodeEntry("1.0"), CodeEntry("null")))),
        themes=(ThemeEntry("Safety", codes=("hoping", "no")),),
        families=(FamilyEntry("breathe", ("breathe", "breath*")),),
    )
    assert read(tmp_path, "codes:\r\n- name: ä\r\n".encode("utf-16")) == CodebookFile(codes=(CodeEntry("ä"),))


@pytest.mark.parametrize(
    ("typed", "line", "says"),
    [
        ("", 1, "codes:, themes: or families:"),
        ("# only a comment\n", 1, "codes:, themes: or families:"),
        ("just text", 1, "expected a codebook"),
        ("- a\n- b\n", 1, "expected a codebook"),
        ("codes:\n- name: a\ncode:\n- b\n", 3, "no 'code'; its keys are title, codes, themes, families"),
        ("codes: hoping\n", 1, "expected a list under 'codes'"),
        ("codes:\n  hoping: x\n", 2, "expected a list under 'codes'"),
        ("codes:\n- name: a\n  defintion: b\n", 3, "no 'defintion'; its keys are name, definition"),
        ("codes:\n- name: a\n- definition: b\n", 3, "a code needs a name"),
        ("codes:\n- name: a\n- name: ' '\n", 3, "a code needs a name"),
        ("codes:\n- name: a\n-\n", 3, "expected a code"),
        ("codes:\n- name: a\n- name: b\n- name: a\n", 4, "'a' stands in line 2"),
        ("codes:\n- a\n- a\n", 3, "'a' stands in line 2"),
        ("codes:\n- name: a\n  name: b\n", 3, "a second time"),
        ("codes:\n- name: [a]\n", 2, "expected text for 'name'"),
        ("codes:\n- name: a\n  themes: [b, {c: d}]\n", 3, "expected a name under 'themes'"),
        ("codes:\n- name: a\n  themes: [b, null]\n", 3, "found nothing"),
        ("themes:\n- name: a\n  status: done\n", 3, "candidate, reviewed, defined"),
        ("themes:\n- name: a\n  children:\n  - name: b\n    codes: c\n", 5, "expected a list under 'codes'"),
        ("families:\n- name: a\n  accepted: [ok, '***']\n", 3, "would match every word"),
        ("families:\n- name: a\n  accepted:\n  - ok\n  - 're:('\n", 5, "no regular expression"),
        ("codes:\n- name: 'a\n", 3, "this is no YAML"),
        ("codes:\n\t- name: a\n", 2, "this is no YAML"),
        ("codes:\n- name: a: b\n", 2, "this is no YAML"),
        ("codes: [a]\n---\ncodes: [b]\n", 2, "this is no YAML"),
        ("codes:\n- &x a\n- *x\n", 3, "*x repeats another place"),
        ("codes:\n- &x {name: a}\n- <<: *x\n", 3, "*x repeats another place"),
        ("codes:\n- !!python/object:os.system a\n", 2, "has no meaning"),
        ("codes:\n- !!binary aGk=\n", 2, "has no meaning"),
        ("codes:\n- a\x07b\n", 2, "does not allow"),
        ("codes: " + "[" * 5000, 1, "nested deeper"),
        ("codes:\n" + "".join("  " * at + "- children:\n" for at in range(100)), 51, "nested deeper"),
        ("codes: [" + "a, " * 60_000 + "b]", 1, "split the file"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(typed: str, line: int, says: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        read(tmp_path, typed.encode())
    message = refusal.value.message
    assert message.startswith(f"{tmp_path / 'codebook.yaml'}, line {line}: ")
    assert says in message
    assert "\n" not in message


def test_text_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="line 2: not UTF-8"):
        read(tmp_path, b"codes:\n- caf\xe9\n")


def test_what_is_no_file_of_reasonable_size_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.yaml", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(BadInput, match="cannot be read"):
            read_codebook(path)
    with pytest.raises(BadInput, match="larger than 2 MB"):
        read(tmp_path, b"# " + b"x" * 2_000_000)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(BadInput, match="no ordinary file"):
        read_codebook(tmp_path / "pipe.yaml")


def test_a_bomb_of_aliases_is_refused_at_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, 30)]
    started = time.perf_counter()
    with pytest.raises(BadInput, match=r"line 2: .* repeats another place"):
        read(tmp_path, "\n".join(lines).encode())
    assert time.perf_counter() - started < 2


@settings(max_examples=150)
@given(data=st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")))
def test_no_file_is_worse_than_refused(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    try:
        read(tmp_path_factory.getbasetemp(), data)
    except BadInput as refusal:
        assert "\n" not in refusal.message
