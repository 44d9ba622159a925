"""A report as the kind of file its name says."""

from __future__ import annotations

from pathlib import Path

from qualwork.export.write import kind_of, write_atomically
from qualwork.model.report import Report

REPORT_KINDS = ("docx", "html")


def save_report(report: Report, path: Path) -> tuple[Path, ...]:
    """Write the report with what it was made from inside; answers the paths written."""
    write_atomically(path, report_bytes(report, kind_of(path, REPORT_KINDS)))
    return (path,)


def report_bytes(report: Report, kind: str) -> bytes:
    """The report as a file of `kind`; the same report gives the same bytes."""
    if kind == "docx":
        from qualwork.export.documents.report_docx import report_docx

        return report_docx(report)
    from qualwork.export.documents.report_html import report_html

    return report_html(report)
