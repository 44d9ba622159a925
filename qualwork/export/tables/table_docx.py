"""Tables as DOCX: a heading, the table with a header that repeats on each page, provenance at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from qualwork.export.documents.docx_parts import CELL_MARGIN, Block, add_table, cell_xml, finished, new_document
from qualwork.export.plain import cell_text, unfit_cells, xml_text
from qualwork.model.table import Cell, Table

_MOST_UPRIGHT_COLUMNS = 5
_ROWS_MEASURED = 500
_LONGEST_WORD = 15  # letters that a column keeps together
_MM_PER_LETTER = 0.21  # of a wide letter, for each point of its size


def table_docx(table: Table) -> bytes:
    """The table on A4, lying where it has more than five columns; text in cells is only ever text."""
    lying = len(table.columns) > _MOST_UPRIGHT_COLUMNS
    document, width = new_document(table.name, lying)
    document.add_heading(xml_text(table.name), level=1)
    add_fitted(document, table, width, 8 if lying else 9)
    add_provenance(document, {**table.provenance, **unfit_cells(table)}, width)
    return finished(document)


def add_fitted(document: Any, table: Table, width: float, size: int) -> None:
    """Add a table with columns as wide as their texts need; nothing where it has no columns."""
    if table.columns:
        add_table(document, table.columns, _rows(table, size), _widths(table, width, size), size)


def _rows(table: Table, size: int) -> Sequence[Sequence[Cell | Block]]:
    """The rows; in a concordance what is said before the match stands beside it."""
    before = table.before_match
    if before < 0:
        return table.rows
    return [
        [Block(cell_xml(cell, size, right=True)) if at == before else cell for at, cell in enumerate(row)]
        for row in table.rows
    ]


def add_provenance(document: Any, provenance: Mapping[str, str], width: float) -> None:
    """Add what a document was made from under a heading of its own; nothing where nothing is known."""
    if provenance:
        document.add_heading("Provenance", level=2)
        add_table(document, (), tuple(provenance.items()), [width * 0.25, width * 0.75], 8)


def _widths(table: Table, room: float, size: int) -> list[float]:
    """Shares of `room` (mm): each column its longest word where there is enough, and long texts most of the rest."""
    sample = list(islice(table.rows, _ROWS_MEASURED))
    needs, wishes = [], []
    for at, column in enumerate(table.columns):
        texts = [column, *(cell_text(row[at]) for row in sample)]
        word = max((len(word) for text in texts for word in text.split()), default=1)
        needs.append(min(word, _LONGEST_WORD) * size * _MM_PER_LETTER + 2 * CELL_MARGIN + 0.5)
        wishes.append(sum(map(len, texts)) / len(texts))
    left = room - sum(needs)
    if left < 0:
        return [room * need / sum(needs) for need in needs]
    return [need + left * wish / max(1.0, sum(wishes)) for need, wish in zip(needs, wishes, strict=True)]
