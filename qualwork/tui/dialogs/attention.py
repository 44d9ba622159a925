"""Coding attention: how much of each transcript is coded, and on which days it was (Braun & Clarke 2006, point 2)."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from qualwork.model.errors import QualworkError
from qualwork.model.table import Table
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.reader.cells import pad
from qualwork.workbench.base.projects import Project
from qualwork.workbench.counts import matrices

_BAR = 20


class AttentionDialog(Dialog[None]):
    """Codings for each 1,000 words of participants, as bars; a fact to look at, no goal."""

    HINT = "↑↓ PgDn read on · esc closes"

    def __init__(self, project: Project) -> None:
        super().__init__("Coding attention")
        self._project = project

    def compose_inside(self) -> ComposeResult:
        """The bars."""
        yield Static("codings for each 1,000 words of participants; equal attention is meant, not equal numbers")
        with VerticalScroll(id="keys"):
            yield Static("counting…", id="lines", markup=False)

    def on_mount(self) -> None:
        """Count beside the screen."""
        self.query_one(VerticalScroll).focus()
        self.run_worker(self._count, thread=True, exclusive=True, exit_on_error=False)

    def _count(self) -> None:
        try:
            shown = Text("\n").join(
                [*_bars(matrices.attention(self._project)), *_days(matrices.attention_over_time(self._project))]
            )
        except QualworkError as fault:
            shown = Text(fault.message)
        self.app.call_from_thread(self.query_one("#lines", Static).update, shown)


def _bars(table: Table) -> list[Text]:
    rows = list(table.records())
    rates = [float(str(row["per 1,000 words"] or 0)) for row in rows]
    most = max(rates, default=0.0)
    width = min(24, max((len(str(row["transcript"])) for row in rows), default=0))
    return [
        Text.assemble(
            pad(str(row["transcript"]), width),
            f"  {rate:6.1f} ",
            ("█" * round(_BAR * rate / most) if most else "", "bold"),
            f" {row['codings']} codings" if rate else " nothing coded yet",
        )
        for row, rate in zip(rows, rates, strict=True)
    ]


def _days(table: Table) -> list[Text]:
    days: dict[str, list[tuple[str, str]]] = {}
    for row in table.records():
        days.setdefault(str(row["day"]), []).append((str(row["transcript"]), str(row["codings"])))
    if not days:
        return []
    lines = [Text(""), Text("By the day on which they were made", "bold underline")]
    for day, parts in days.items():
        said = ", ".join(f"{title} {number}" for title, number in parts)
        lines.append(Text.assemble((day or "before", "bold"), f"  {said}"))
    return lines
