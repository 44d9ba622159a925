"""The report as one self-contained HTML page: themes that fold, a search, quotes linked to where they were said."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from qualwork.export.documents import illustrative
from qualwork.export.documents.pages import page, source
from qualwork.export.figures.map_figure import map_svg
from qualwork.export.figures.tree_figure import tree_svg
from qualwork.export.figures.tree_layout import counts_note, label_of
from qualwork.export.plain import xml_text
from qualwork.export.tables.table_html import rows, shown
from qualwork.model.quote import Quote
from qualwork.model.report import Report, ThemePart
from qualwork.model.table import Table

_SCRIPT = "report.js"


def report_html(report: Report) -> bytes:
    """The page; nothing is loaded from anywhere, and of all scripts only its own runs."""
    from markupsafe import Markup

    script = source(_SCRIPT)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return page(
        "report.html",
        title=xml_text(report.title) or "Report",
        about=[(shown(name), shown(value)) for name, value in report.about.items()],
        script=Markup(script),
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'",
        figure=Markup(tree_svg(report.tree, "right", counts=True)) if report.tree.roots else "",
        map=Markup(map_svg(report.tree, report.relations)) if report.relations else "",
        parts=[_part(part) for part in report.parts],
        groups=list(illustrative.groups(report.illustrative)),
        header=illustrative.HEADER,
        nothing=illustrative.NO_QUOTE,
        printed=illustrative.printed,
        tables=[_table(table) for table in report.tables if table.rows],
        passages=[_shown_passage(passage) for passage in report.passages],
        method=[_table(table) for table in report.method if table.rows],
        provenance=[(shown(name), shown(value)) for name, value in report.provenance.items()],
    )


def _shown_passage(passage: Any) -> dict[str, Any]:
    names = ("who", "transcript", "before", "extract", "after")
    texts = {name: xml_text(getattr(passage, name)) for name in names}
    return {"coding": passage.coding, "start": passage.start, "end": passage.end, **texts}


def _part(part: ThemePart) -> dict[str, Any]:
    theme = part.node.theme
    fields = (
        ("", theme.essence),
        ("In", theme.scope_in),
        ("Out", theme.scope_out),
        ("Differs", theme.differs),
        ("Story", theme.story),
    )
    return {
        "place": part.place,
        "name": label_of(part.node),
        "note": counts_note(part.node),
        "fields": [(name, xml_text(value)) for name, value in fields if value.strip()],
        "codes": "; ".join(map(xml_text, part.node.codes)),
        "narrative": [[_piece(piece) for piece in paragraph] for paragraph in part.narrative],
        "exemplary": [_quote(quote) for quote in part.exemplary],
        "contrary": [_quote(quote) for quote in part.contrary],
        "others": [_quote(quote) for quote in part.others],
        "left_out": part.left_out,
        "children": [_part(child) for child in part.children],
    }


def _piece(piece: str | Quote) -> dict[str, Any]:
    return _quote(piece) if isinstance(piece, Quote) else {"plain": xml_text(piece)}


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "coding": quote.coding,
        "text": xml_text(quote.text),
        "who": xml_text(quote.who),
        "transcript": xml_text(quote.transcript),
        "code": xml_text(quote.code),
        "reason": xml_text(quote.reason),
    }


def _table(table: Table) -> dict[str, Any]:
    return {"name": shown(table.name).capitalize(), "columns": [shown(c) for c in table.columns], "rows": rows(table)}
