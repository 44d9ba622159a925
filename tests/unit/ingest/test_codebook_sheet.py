"""Codebooks in tables: what was written reads back, headers of many kinds are known, faults are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualwork.ingest.sheets.codebook import read_codebook
from qualwork.ingest.sheets.codebook_entries import CodeEntry
from qualwork.model.errors import BadInput


def read(folder: Path, text: str) -> tuple[CodeEntry, ...]:
    path = folder / "book.csv"
    path.write_text(text, encoding="utf-8")
    return read_codebook(path).codes


@pytest.mark.parametrize(
    "header",
    ["code,parent,description,inclusion criteria", "Name,Under,Definition,Use when", "Label,Category,MEMO,When to use"],
)
def test_headers_are_those_researchers_give(tmp_path: Path, header: str) -> None:
    (trust,) = read(tmp_path, f"{header}\ntrust,,Faith in others.,people rely\nlost,trust,,\n")
    assert (trust.name, trust.definition, trust.use_when) == ("trust", "Faith in others.", "people rely")
    assert [child.name for child in trust.children] == ["lost"]


def test_rows_stand_under_others_wherever_these_are(tmp_path: Path) -> None:
    (top,) = read(tmp_path, "code;parent\nleaf;top/mid\nmid;top\ntop;\n")
    assert [child.name for child in top.children] == ["mid"]
    assert [child.name for child in top.children[0].children] == ["leaf"]
    (made,) = read(tmp_path, "code;category\na;new group\nb;New Group\n")
    assert (made.name, [child.name for child in made.children]) == ("new group", ["a", "b"])


def test_columns_that_mean_nothing_are_named(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("code,files,themes\na,3,One; Two\n", encoding="utf-8")
    book = read_codebook(path)
    assert book.left_out == ("files",)
    assert book.codes[0].themes == ("One", "Two")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x,y\n1,2\n", "no column is called name or code"),
        ("code,definition\n,lost\n", "row with 'lost' has no name"),
        ("code,parent\na,\nA,\n", "'A' stands in two rows"),
        ("code,colour\na,reddish\n", "'a': colour 'reddish' is not known"),
        ("", "empty"),
        ('code\n"open\n', "malformed"),
    ],
)
def test_faults_are_named_in_one_line(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(BadInput, match=fault) as refusal:
        read(tmp_path, text)
    assert "\n" not in refusal.value.message


def test_rows_nested_too_deep_are_refused(tmp_path: Path) -> None:
    rows = [f"c,{'/'.join(['c'] * at)}" for at in range(150)]
    with pytest.raises(BadInput, match="deeper"):
        read(tmp_path, "\n".join(["code,parent", *rows]))


def test_a_broken_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing of a workbook")
    with pytest.raises(BadInput, match="no readable spreadsheet"):
        read_codebook(path)


def test_the_codebook_of_taguette_keeps_lines_and_levels(tmp_path: Path) -> None:
    book = 'tag,description,number of highlights\nwork,"all of it, or\npart",3\nwork.hours,,2\nDr. Lund,,0\n'
    work, lund = read(tmp_path, book)
    assert (work.name, work.definition, lund.name) == ("work", "all of it, or\npart", "Dr. Lund")
    assert [child.name for child in work.children] == ["hours"]
    assert read_codebook(tmp_path / "book.csv").left_out == ()
