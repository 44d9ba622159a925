"""Tables as one self-contained HTML page that prints well."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from qualwork.export.plain import cell_text, is_number, unfit_cells, xml_text
from qualwork.model.table import Cell, Table

if TYPE_CHECKING:
    from jinja2 import Template


def table_html(table: Table) -> bytes:
    """The table and its provenance; nothing is loaded from anywhere, and no cell can be markup or script."""
    page = _template().render(
        name=xml_text(table.name),
        columns=[_shown(column) for column in table.columns],
        rows=[[(_shown(cell), is_number(cell)) for cell in row] for row in table.rows],
        provenance=[
            (_shown(name), _shown(value)) for name, value in {**table.provenance, **unfit_cells(table)}.items()
        ],
    )
    return (page + "\n").encode()


def _shown(cell: Cell) -> str:
    return xml_text(cell_text(cell))


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader

    rooms = Environment(
        loader=PackageLoader("qualwork.export", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return rooms.get_template("table.html")
