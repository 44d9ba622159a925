"""The command that checks a manuscript: check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualwork import workbench
from qualwork.cli import output
from qualwork.cli.context import opened
from qualwork.cli.options import TableOutput, option_sets

_MANUSCRIPT = "A manuscript as .docx, .md, .txt, .html or .pdf."
_COMMENTS = "Also write the manuscript as .docx with a comment at each quotation that differs."


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(check)


@option_sets
def check(
    context: typer.Context,
    manuscript: Annotated[Path, typer.Argument(metavar="MANUSCRIPT", help=_MANUSCRIPT)],
    comments: Annotated[Path | None, typer.Option("--comments", metavar="FILE.docx", help=_COMMENTS)] = None,
    *,
    result: TableOutput,
) -> None:
    """Check the quotations of a manuscript: as said, and by the speaker it names? Worst first.

    Quotations are what stands between quotation marks (of four words or more, or fewer where a speaker is named),
    block quotations, and cells of quote tables. What refers to literature counts only where it was said.

    Edits that are listed and no faults: cuts marked [...] or by an ellipsis, words in square brackets, sic, pseudonyms
    for labels, a capital at the start, joined turns, punctuation. A cut that loses a negation is a fault.

    Exit 1 if there is any fault, 2 if there is no quotation.
    """

    with opened(context) as project, output.Progress() as progress:
        checked = workbench.checking.check(project, manuscript, progress)
        if checked.verdicts or result.out is not None or result.as_json:
            value = checked.record() if result.as_json else None
            result.show(project, checked.table(), value)
        if comments is not None:
            output.wrote(project, workbench.checking.save_comments(project, checked, comments))
        for note in checked.notes:
            output.note(note)
        output.note(checked.summary() if checked.verdicts else f"qualwork: {checked.summary()}")
    if checked.faults or not checked.verdicts:
        raise typer.Exit(1 if checked.faults else 2)
