"""A concordance in a file: what is said before the match stands flush right, beside it."""

from __future__ import annotations

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from qualwork.export.tables.table_docx import table_docx
from qualwork.export.tables.table_html import table_html
from qualwork.export.tables.table_text import table_markdown
from qualwork.model.table import Table

LINES = Table("concordance", ("transcript", "left", "match", "right"), (("rosa", "nobody came", "down", "to us"),))
CODES = Table("codes", ("code", "left"), (("family", "two"),))


def test_the_words_before_a_match_stand_on_the_right_in_word() -> None:
    cells = docx.Document(io.BytesIO(table_docx(LINES))).tables[0].rows[1].cells
    assert [cell.text for cell in cells] == ["rosa", "nobody came", "down", "to us"]
    assert [cell.paragraphs[0].alignment for cell in cells] == [None, WD_ALIGN_PARAGRAPH.RIGHT, None, None]


def test_they_do_in_a_page_and_in_markdown() -> None:
    assert '<td class="number">nobody came</td>' in table_html(LINES).decode()
    assert table_markdown(LINES).decode().split("\n")[1] == "| --- | ---: | --- | --- |"


def test_a_column_called_left_elsewhere_stands_as_text() -> None:
    assert 'class="number"' not in table_html(CODES).decode().partition("<tr><td")[2]
    assert "---:" not in table_markdown(CODES).decode()
