"""A report as the kind of file its name says."""

from __future__ import annotations

from pathlib import Path

from qualwork.export import files
from qualwork.model.report import Report


def save_report(report: Report, path: Path) -> tuple[Path, ...]:
    """Write the report with what it was made from inside; answers the paths written."""
    return files.save(path, "report", report, name=report.title, provenance={})


def report_bytes(report: Report, kind: str) -> bytes:
    """The report as a file of `kind`; the same report gives the same bytes."""
    return files.file_bytes("report", kind, report)
