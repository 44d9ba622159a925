"""Tables as one self-contained HTML page that prints well."""

from __future__ import annotations

from qualwork.export.documents.pages import page
from qualwork.export.plain import cell_text, is_number, unfit_cells, xml_text
from qualwork.model.table import Cell, Table


def table_html(table: Table) -> bytes:
    """The table and its provenance; nothing is loaded from anywhere, and no cell can be markup or script."""
    provenance = {**table.provenance, **unfit_cells(table)}
    return page(
        "table.html",
        name=xml_text(table.name),
        columns=[shown(column) for column in table.columns],
        rows=rows(table),
        provenance=[(shown(name), shown(value)) for name, value in provenance.items()],
    )


def rows(table: Table) -> list[list[tuple[str, bool]]]:
    """Cells as text, each with whether it stands on the right: numbers, and what is said before a match."""
    before = table.before_match
    return [[(shown(cell), is_number(cell) or at == before) for at, cell in enumerate(row)] for row in table.rows]


def shown(cell: Cell) -> str:
    """A cell as a page holds it."""
    return xml_text(cell_text(cell))
