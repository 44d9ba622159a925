"""Text tables are written column by column; the standard library, cell by cell, says what must come out."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.export.plain import cell_text, json_bytes, plain, utf8
from qualwork.export.tables.table_text import table_csv, table_json, table_markdown
from qualwork.model.table import Cell, Table

TEXTS = st.text(max_size=12) | st.sampled_from(
    ["", '"', "a,b", "a\rb", "a\nb", "\r\n", "\x7f", "\u2028", "\ufeff", "half \ud83d", "100%", "%s", "{}", "|", "😀"]
)
SAME_KIND: tuple[st.SearchStrategy[Cell], ...] = (
    TEXTS,
    st.integers(-(10**20), 10**20),
    st.booleans(),
    st.none(),
    st.floats(),
    st.none() | st.booleans() | st.integers(0, 1) | st.sampled_from([0.0, -0.0, 1.0]) | TEXTS,
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables whose columns hold one kind of cell or several."""
    kinds = draw(st.lists(st.sampled_from(SAME_KIND), max_size=4))
    rows = draw(st.lists(st.tuples(*kinds), max_size=6))
    names = draw(st.lists(TEXTS, min_size=len(kinds), max_size=len(kinds), unique=True))
    return Table("table", tuple(names), tuple(rows))


@settings(max_examples=150)
@given(tables())
def test_json_is_that_of_the_standard_library(table: Table) -> None:
    records = [{name: plain(cell) for name, cell in row.items()} for row in table.records()]
    assert table_json(table) == json_bytes(records)


@settings(max_examples=150)
@given(tables())
def test_csv_is_that_of_the_standard_library(table: Table) -> None:
    lines = []
    for row in (table.columns, *table.rows):
        line = io.StringIO(newline="")
        if row:
            csv.writer(line).writerow([cell_text(cell) if not isinstance(cell, str) else cell for cell in row])
            lines.append(line.getvalue()[:-2] + "\n")
    assert table_csv(table) == utf8("".join(lines))


@settings(max_examples=100)
@given(tables())
def test_markdown_has_a_line_a_row(table: Table) -> None:
    lines = table_markdown(table).decode(errors="surrogatepass").split("\n") if table.columns else []
    assert len(lines) == (len(table.rows) + 3 if table.columns else 0)
