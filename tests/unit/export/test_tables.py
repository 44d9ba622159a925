"""Tables that were written say the same when other programs open them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import stat
import subprocess
import sys
import zipfile
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook
from selectolax.lexbor import LexborHTMLParser

from qualwork.export import formats
from qualwork.export.tables.table_files import save_table, table_bytes
from qualwork.model.errors import BadInput
from qualwork.model.table import Cell, Table

NASTY = (
    "=1+1",
    "+41 79",
    "-well",
    "@home",
    "\tindented",
    "\rreturned",
    '=HYPERLINK("http://x","y")',
    "{=SUM(A1)}",
    "http://example.org",
    "0041",
    "1e5",
    'she said "no", twice',
    "a|b\\|c",
    "line\nline\r\nline\rline",
    "  spaced  ",
    "*bold* _under_ `code` ~struck~ <b>tag</b> [a](b) [laughs] &amp; &#33; $x$",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %}",
    "emoji 😀👩‍👩‍👧 \U0010fffd",
    "العربية",
    "nul\x00 bell\x07 esc\x1b vt\x0b ff\x0c",
    "_x000D_ _x0041_",
    "\ufffe\uffff",
    "nel\x85 ls\u2028 ps\u2029 bom\ufeff",
    "'quoted'",
    "]]>",
    "",
    " ",
)
IN_XML = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff") | st.sampled_from("\t\n")
ANY_TEXT = st.text(max_size=30) | st.sampled_from(NASTY)
NUMBERS = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
CELLS: st.SearchStrategy[Cell] = st.none() | st.booleans() | NUMBERS | ANY_TEXT


def tables(cells: st.SearchStrategy[Cell], names: st.SearchStrategy[str]) -> st.SearchStrategy[Table]:
    """Tables of up to four columns and five rows."""

    def of_width(width: int) -> st.SearchStrategy[Table]:
        row = st.tuples(*[cells] * width)
        columns = st.lists(names, min_size=width, max_size=width).map(tuple)
        rows = st.lists(row, max_size=5).map(tuple)
        return st.builds(Table, names, columns, rows, st.dictionaries(names, names, max_size=2))

    return st.integers(1, 4).flatmap(of_width)


def as_text(cell: Cell) -> str:
    """The documented text of a cell."""
    if cell is None:
        return ""
    return {True: "true", False: "false"}[cell] if isinstance(cell, bool) else str(cell)


def one_cell(cell: Cell, name: str = "quotes") -> Table:
    return Table(name, ("extract",), ((cell,),), {"head": "abc"})


# --- CSV


@given(tables(CELLS, ANY_TEXT))
def test_csv_gives_every_cell_back_verbatim(table: Table) -> None:
    data = table_bytes(table, "csv")
    read = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    assert read == [[as_text(cell) for cell in row] for row in (table.columns, *table.rows)]


@given(tables(CELLS, ANY_TEXT))
def test_spreadsheet_safe_changes_only_cells_that_would_run(table: Table) -> None:
    plain = list(csv.reader(io.StringIO(table_bytes(table, "csv").decode(), newline="")))
    safe = list(csv.reader(io.StringIO(table_bytes(table, "csv", spreadsheet_safe=True).decode(), newline="")))
    cells = [cell for row in (table.columns, *table.rows) for cell in row]
    for cell, before, after in zip(cells, chain(*plain), chain(*safe), strict=True):
        runs = isinstance(cell, str) and cell[:1] in set("=+-@\t\r")
        assert after == ("'" + before if runs else before)


def test_csv_lines_end_in_newline_and_the_mark_for_excel_comes_first() -> None:
    table = Table("t", ("a", "b"), (("é", 1), (None, True)))
    assert table_bytes(table, "csv") == "a,b\né,1\n,true\n".encode()
    assert table_bytes(table, "csv", excel_bom=True) == "\ufeffa,b\né,1\n,true\n".encode()


def test_half_a_character_does_not_stop_an_export() -> None:
    for kind in formats.kinds("table"):
        assert table_bytes(one_cell("broken \ud83d emoji"), kind)
    assert "broken \ufffd emoji" in table_bytes(one_cell("broken \ud83d emoji"), "csv").decode()


# --- JSON


@given(tables(CELLS, st.text(max_size=8)))
def test_json_is_one_object_a_row_in_column_order(table: Table) -> None:
    read = json.loads(table_bytes(table, "json"))
    assert [list(record.values()) for record in read] == [list(row) for row in table.rows]
    if len(set(table.columns)) == len(table.columns):
        assert all(list(record) == list(table.columns) for record in read)


def test_json_keeps_letters_and_says_nothing_for_what_is_no_number() -> None:
    table = Table("t", ("a", "a", "b"), (("ü", float("nan"), float("inf")),))
    text = table_bytes(table, "json").decode()
    assert '"ü"' in text
    assert text.endswith("]\n")
    assert json.loads(text) == [{"a": "ü", "a (2)": None, "b": "inf"}]


# --- Markdown


@given(tables(CELLS, ANY_TEXT))
def test_markdown_shows_each_cell_as_it_is(table: Table) -> None:
    html = (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .render(table_bytes(table, "md").decode())
    )
    tree = LexborHTMLParser(html)
    assert len(tree.css("tr")) == len(table.rows) + 1
    shown = [cell.text() for cell in tree.css("th, td")]
    for tag in tree.css("th *, td *"):
        assert tag.tag == "br"
    wanted = [as_text(cell) for row in (table.columns, *table.rows) for cell in row]
    assert [squeezed(text) for text in shown] == [squeezed(text) for text in wanted]


def squeezed(text: str) -> str:
    """Text without white space and without the signs that HTML itself cannot carry."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "\x00\ufffd\ufeff")


def test_markdown_keeps_spaces_at_the_edges_and_lines_apart() -> None:
    text = table_bytes(one_cell("  two\nlines|and a pipe "), "md").decode()
    assert text.splitlines()[2] == "| &#32;&#32;two<br>lines\\|and a pipe&#32; |"


# --- XLSX


def xlsx_cells(data: bytes) -> list[list[object]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python(skip_empty_area=False)]


@settings(max_examples=60)
@given(tables(st.none() | st.booleans() | st.integers(-(10**9), 10**9) | ANY_TEXT, st.text(IN_XML, max_size=8)))
def test_xlsx_cells_are_text_numbers_and_truth_values_and_never_formulas(table: Table) -> None:
    data = table_bytes(table, "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert not list(sheet.iter(f"{space}f"))
    assert not list(sheet.iter(f"{space}hyperlink"))
    texts = ["".join(node.text or "" for node in item.iter(f"{space}t")) for item in strings]
    for number, row in enumerate(sheet.iter(f"{space}row")):
        wanted = (table.columns, *table.rows)[number]
        cells = {cell.get("r", ""): cell for cell in row}
        for at, value in enumerate(wanted):
            check_xlsx_cell(cells.get(f"{'ABCD'[at]}{number + 1}"), value, texts, space)


def check_xlsx_cell(cell: ElementTree.Element | None, value: Cell, texts: list[str], space: str) -> None:
    found = cell.find(f"{space}v") if cell is not None else None
    if value is None:
        assert found is None
        return
    assert cell is not None
    assert found is not None
    assert found.text is not None
    if isinstance(value, str):
        assert cell.get("t") == "s"
        assert decoded(texts[int(found.text)]) == value.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    elif isinstance(value, bool):
        assert (cell.get("t"), found.text) == ("b", str(int(value)))
    else:
        assert cell.get("t", "n") == "n"
        assert float(found.text) == value


def decoded(text: str) -> str:
    """ECMA-376, 22.9.2.19: `_xHHHH_` stands for a character that XML cannot hold or would read as something else."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


def test_xlsx_as_another_reader_sees_it() -> None:
    table = Table("terms", ("family", "participants", "share"), (("breathe", 9, 0.25), ("=cmd", None, 2**60)))
    assert xlsx_cells(table_bytes(table, "xlsx")) == [
        ["family", "participants", "share"],
        ["breathe", 9.0, 0.25],
        ["=cmd", "", str(2**60)],
    ]


@pytest.mark.parametrize("sign", ["x", "😀", "é"])
def test_a_cell_too_long_for_excel_is_cut_visibly_and_noted(sign: str) -> None:
    whole, longer = sign * (32_767 // (2 if sign == "😀" else 1)), sign * 40_000
    table = Table("quotes", ("extract",), ((whole,), (longer,)), {"head": "abc"})
    data = table_bytes(table, "xlsx")
    _, (kept,), (cut,) = xlsx_cells(data)
    assert kept == whole
    assert isinstance(cut, str)
    assert cut.endswith(" [...]")
    assert set(cut.removesuffix(" [...]")) == {sign}
    assert 32_765 <= len(cut.encode("utf-16-le")) // 2 <= 32_767
    notes = [row for row in provenance_rows(data) if row[0] == "note"]
    assert len(notes) == 1
    assert "row 3, column extract: 40,000 characters" in notes[0][1]


def provenance_rows(data: bytes) -> list[list[str]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names[1] == "provenance"
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(1).to_python()]


def test_xlsx_header_stays_can_be_filtered_and_provenance_is_on_the_second_sheet() -> None:
    data = table_bytes(Table("q", ("a", "b"), ((1, "x"),), {"head": "abc", "corpus hash": "=d"}), "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'ySplit="1"' in sheet
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:B2"' in sheet
    assert provenance_rows(data) == [["table", "q"], ["rows", "1"], ["head", "abc"], ["corpus hash", "=d"]]


@pytest.mark.parametrize("name", ["", "a/b:c*[d]?\\", "History", "PROVENANCE", "'x'", "n" * 40, "😀" * 20, "\x00\x07"])
def test_any_table_name_makes_a_sheet(name: str) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(table_bytes(one_cell("x", name), "xlsx")))
    assert len(book.sheet_names) == 2
    assert len(book.sheet_names[0].encode("utf-16-le")) <= 62


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    rows: tuple[tuple[Cell, ...], ...] = ((None,),) * 1_048_576
    with pytest.raises(BadInput, match=r"use \.csv"):
        table_bytes(Table("q", ("a",), rows), "xlsx")


# --- DOCX and HTML


@settings(max_examples=40)
@given(tables(CELLS, st.text(IN_XML, max_size=8)))
def test_docx_holds_every_cell(table: Table) -> None:
    document = docx.Document(io.BytesIO(table_bytes(table, "docx")))
    shown = document.tables[0]
    read = [[cell.text for cell in row.cells] for row in shown.rows]
    assert read == [[in_docx(as_text(cell)) for cell in row] for row in (table.columns, *table.rows)]


def in_docx(text: str) -> str:
    """What a Word document can hold of a text: XML's characters, with one kind of line end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign if is_xml(sign) else "\ufffd" for sign in lines)


def is_xml(sign: str) -> bool:
    """XML 1.0, production 2."""
    code = ord(sign)
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def test_docx_header_repeats_and_provenance_ends_the_document() -> None:
    table = Table("quotes", ("extract", "n"), (("a\x07b", 1),), {"head": "abc", "project": "A year"})
    document = docx.Document(io.BytesIO(table_bytes(table, "docx")))
    assert [paragraph.text for paragraph in document.paragraphs] == ["quotes", "Provenance"]
    first, last = document.tables
    assert "w:tblHeader" in first.rows[0]._tr.xml
    assert "w:tblHeader" not in first.rows[1]._tr.xml
    assert [[cell.text for cell in row.cells] for row in last.rows][:2] == [["head", "abc"], ["project", "A year"]]
    assert "control characters, shown here as \ufffd: 1" in last.rows[2].cells[1].text
    assert document.core_properties.author == ""


@given(tables(CELLS, ANY_TEXT))
def test_html_shows_text_and_runs_nothing(table: Table) -> None:
    page = LexborHTMLParser(table_bytes(table, "html").decode())
    assert not page.css("script, img, link, iframe, a, td *")
    rows = [[in_html(cell.text()) for cell in row.css("th, td")] for row in page.css("table.rows tr")]
    assert rows == [[in_html(in_docx(as_text(cell))) for cell in row] for row in (table.columns, *table.rows)]


def in_html(text: str) -> str:
    return text.replace("\ufeff", "")


def test_html_needs_nothing_from_elsewhere() -> None:
    page = table_bytes(one_cell("http://example.org", "A & B <i>"), "html").decode()
    assert "default-src 'none'" in page
    assert page.count("http") == 2  # the cell, and the name of the header that forbids loading: http-equiv
    parsed = LexborHTMLParser(page)
    assert [node.text() for node in parsed.css("h1, title")] == ["A & B <i>", "A & B <i>"]
    assert [cell.text() for cell in parsed.css(".provenance th, .provenance td")] == ["head", "abc"]


# --- Every kind


PLAIN = Table(
    "quotes", ("id", "extract", "share"), ((1, "I felt safe\nin the group", 0.5), (2, "=no", None)), {"head": "a"}
)


@pytest.mark.parametrize("kind", formats.kinds("table"))
def test_another_process_on_another_day_writes_the_same_bytes(kind: str) -> None:
    script = """if True:
        import hashlib, sys, time
        time.time = lambda: 2_000_000_000.0
        time.localtime = lambda *_: time.gmtime(2_000_000_000)
        from qualwork.export.tables.table_files import table_bytes
        from qualwork.model.table import Table
        rows = ((1, "I felt safe\\nin the group", 0.5), (2, "=no", None))
        table = Table("quotes", ("id", "extract", "share"), rows, {"head": "a"})
        print(hashlib.sha256(table_bytes(table, sys.argv[1])).hexdigest())
    """
    run = subprocess.run([sys.executable, "-c", script, kind], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == hashlib.sha256(table_bytes(PLAIN, kind)).hexdigest()


@pytest.mark.parametrize("kind", formats.kinds("table"))
@pytest.mark.parametrize(
    "table", [Table("empty", (), ()), Table("headers", ("a", "b"), ())], ids=["nothing", "headers"]
)
def test_empty_tables_are_files_too(kind: str, table: Table) -> None:
    data = table_bytes(table, kind)
    if kind == "json":
        assert json.loads(data) == []
    if kind == "csv":
        assert data == (b"a,b\n" if table.columns else b"")
    if kind == "xlsx":
        assert xlsx_cells(data) == ([["a", "b"]] if table.columns else [])


@pytest.mark.parametrize("kind", formats.kinds("table"))
def test_saving_writes_the_file_and_what_it_was_made_from(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"quotes.{kind}"
    written = save_table(PLAIN, path)
    assert path.read_bytes() == table_bytes(PLAIN, kind)
    assert sorted(tmp_path.iterdir()) == sorted(written)
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in written)
    if kind in ("xlsx", "docx", "html"):
        assert written == (path,)
        return
    about = json.loads((tmp_path / f"quotes.{kind}.meta.json").read_text(encoding="utf-8"))
    assert about["provenance"] == {"head": "a"}
    assert about["columns"] == ["id", "extract", "share"]
    assert about["rows"] == 2
    assert about["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_unknown_kind_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.csv, \.xlsx, \.docx, \.html, \.md, \.json"):
        save_table(PLAIN, tmp_path / "quotes.doc")
    with pytest.raises(BadInput, match="csv, xlsx"):
        table_bytes(PLAIN, "doc")
    assert not list(tmp_path.iterdir())
