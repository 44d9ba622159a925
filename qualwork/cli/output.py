"""The only writer to standard output and standard error."""

from __future__ import annotations

import json
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualwork import workbench
from qualwork.model.errors import QualworkError
from qualwork.model.plurals import counted
from qualwork.model.table import Cell, Table
from qualwork.model.visible import escaped, visible

if TYPE_CHECKING:
    from qualwork.workbench.base.projects import Project
    from qualwork.workbench.privacy.leaks import Leak

_QUIET_SECONDS = 1.0
# How long the rest takes is not guessed from the first pieces.
_GUESS_SECONDS = 5.0
# Seconds between two reports: in a file or pipe, and on a terminal.
_PAUSES = (2.0, 0.1)
_NARROWEST = 12
_BEFORE_A_MATCH = "left"
_leaking: ContextVar[bool] = ContextVar("leaking", default=False)


def say(text: str = "") -> None:
    """A line on standard output, without what would steer a terminal."""
    sys.stdout.write(visible(text) + "\n")


def note(text: str) -> None:
    """A line on standard error, without what would steer a terminal."""
    sys.stderr.write(visible(text) + "\n")


def fail(fault: QualworkError) -> None:
    """An error in one line, its candidates one a line below."""
    note(f"qualwork: {' '.join(fault.message.split())}")
    for candidate in fault.candidates:
        note(f"  {candidate}")


def say_json(value: Any) -> None:
    """A JSON value on standard output."""
    say(escaped(json.dumps(value, ensure_ascii=False, indent=1)))


def show(
    project: Project,
    table: Table,
    as_json: bool = False,
    out: Path | None = None,
    spreadsheet_safe: bool = False,
    value: Any = None,
    leave: Sequence[str] = (),
) -> None:
    """A result: to a file where one is named, as JSON (`value`, else the rows) where asked, else as a text table.

    `leave` names columns that the text table does without.
    """
    if out is not None:
        wrote(
            project,
            workbench.reporting.save_table(project, table, out, spreadsheet_safe),
            counted(len(table.rows), "row"),
        )
    if as_json:
        say_json(list(table.records()) if value is None else value)
    elif out is None:
        say_table(_without(table, leave) if leave else table)


def _without(table: Table, leave: Sequence[str]) -> Table:
    kept = [at for at, name in enumerate(table.columns) if name not in leave]
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=rows)


def wrote(project: Project, paths: Iterable[Path], what: str = "") -> None:
    """Say which files were written, and the head of the log whose state they show."""

    paths = list(paths)
    head = workbench.auditing.head(project)
    names = ", ".join(str(path) for path in paths)
    details = [what] if what else []
    details += [f"decision {head.number}, head {head.hash}"] if head else []
    note(f"wrote {names} ({'; '.join(details)})")
    leaks = workbench.leaks.leaks_in_exports(paths)
    if leaks:
        say_leaks(leaks, note)
        note(f"qualwork: {counted(len(leaks), 'real name')} in what was written: keep it to yourself")
        _leaking.set(True)


def wrote_a_name(forget: bool = False) -> bool:
    """True where what the running command wrote holds a real name of the key; `forget` begins the next command."""
    before = _leaking.get()
    if forget:
        _leaking.set(False)
    return before


def say_leaks(leaks: Iterable[Leak], tell: Callable[[str], None]) -> None:
    """Each place where a name stands, and how it is written there."""
    for leak in leaks:
        perhaps = "" if leak.sure else "perhaps "
        tell(f"{leak.where}: {perhaps}the name of {leak.pseudonym}: “{' '.join(leak.written.split())}”")


def say_table(table: Table) -> None:
    """A table in aligned columns; on a terminal long cells are cut with … and columns without room are left out."""
    if not table.rows:
        say("  ".join(table.columns))
        note("(no rows)")
        return
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    cells = [[_text(cell) for cell in row] for row in table.rows]
    widest = [max(_width(row[at]) for row in [list(table.columns), *cells]) for at in range(len(table.columns))]
    widths = widest if room is None else _fit(widest, room)
    right = [_is_right(table, at) for at in range(len(widths))]
    before = [name == _BEFORE_A_MATCH for name in table.columns]
    for number, row in enumerate([list(table.columns), *cells]):
        parts = zip(row, widths, right, before, strict=False)
        say("  ".join(_pad(cell, width, side, number > 0 and tail) for cell, width, side, tail in parts).rstrip())
    left_out = table.columns[len(widths) :]
    if left_out:
        note(f"no room for {counted(len(left_out), 'column')} ({', '.join(left_out)}): see -o FILE or --json")


def _is_right(table: Table, at: int) -> bool:
    """Numbers stand on the right, and so does what is said before a match."""
    return table.columns[at] == _BEFORE_A_MATCH or all(isinstance(row[at], int | float | None) for row in table.rows)


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return visible(" ".join(str(cell).split()))


def _fit(widest: list[int], room: int) -> list[int]:
    """Widths that fit: the widest columns give first, down to 12 signs, then the last columns go."""
    widths = list(widest)
    while _needed(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    while len(widths) > 1 and _needed(widths) > room:
        widths.pop()
    return widths


def _needed(widths: list[int]) -> int:
    return sum(widths) + 2 * (len(widths) - 1)


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(_sign_width(sign) for sign in text)


def _sign_width(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _pad(text: str, width: int, right: bool, tail: bool) -> str:
    """The text in that width; what is too long is cut, and `tail` says that its end is what matters."""
    if _width(text) > width:
        signs = reversed(text) if tail else text
        kept, room = "", width - 1
        for sign in signs:
            room -= _sign_width(sign)
            if room < 0:
                break
            kept += sign
        text = f"…{kept[::-1]}" if tail else f"{kept}…"
    blanks = " " * (width - _width(text))
    return blanks + text if right else text + blanks


class Progress:
    """Progress on standard error once the work has taken more than a second: a live line on a terminal."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.last = self.begun
        self.live = sys.stderr.isatty()
        self.shown = False

    def __call__(self, done: int, total: int, what: str) -> None:
        """Tell how far the work is."""
        now = time.monotonic()
        pause = _PAUSES[self.live]
        if now - self.begun < _QUIET_SECONDS or now - self.last < pause:
            return
        self.last, self.shown = now, True
        soon = now - self.begun < _GUESS_SECONDS and done * 5 < total
        left = (
            f", about {(now - self.begun) / done * (total - done):.0f} s left" if 0 < done < total and not soon else ""
        )
        line = f"{done:,} of {total:,}  {visible(what[:40])}{left}"
        sys.stderr.write(f"\r\x1b[2K{line}" if self.live else f"{line}\n")
        sys.stderr.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown and self.live:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
