"""What leaves the workbench: the quote table of many codings, from the project file to the disk."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.measure import Race, agree, timed
from benchmarks.setting import Operation, Setting
from qualwork.workbench.codes import coding
from qualwork.workbench.report import reporting


def quotes_csv(setting: Setting) -> Race:
    """All quotes as CSV beside writing the same bytes; by the wall."""

    def read(path: Path) -> list[dict[str, Any]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return _race(setting, setting.fresh("quotes.csv"), read)


def quotes_json(setting: Setting) -> Race:
    """The same as JSON."""
    return _race(setting, setting.fresh("quotes.json"), lambda path: json.loads(path.read_bytes()))


def quotes_markdown(setting: Setting) -> Race:
    """The same as a Markdown table, of which only the number of rows is checked."""
    return _race(setting, setting.fresh("quotes.md"), None)


def _race(setting: Setting, path: Path, read: Callable[[Path], list[dict[str, Any]]] | None) -> Race:
    project = setting.coded

    def export() -> None:
        reporting.save_table(project, reporting.quotes(project), path)

    export()
    known = {each.id: (each.extract, each.start, each.end) for each in coding.listing(project)}
    if read is None:
        agree("rows", path.read_text(encoding="utf-8").count("\n") - 2, len(known))
    else:
        found = {int(row["id"]): (row["extract"], int(row["start"]), int(row["end"])) for row in read(path)}
        agree("quotes", sorted(found.items()), sorted(known.items()))
    data, copy = path.read_bytes(), setting.fresh(f"copy-of-{path.name}")

    def write() -> None:
        with copy.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    return Race(timed(export), timed(write), "write and fsync", "wall")


OPERATIONS: Mapping[str, Operation] = {
    "quotes-csv": quotes_csv,
    "quotes-json": quotes_json,
    "quotes-markdown": quotes_markdown,
}
