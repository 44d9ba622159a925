"""Commands for quotations: the table of all, those that illustrate the themes, what they leave out, whose they are."""

from __future__ import annotations

from typing import Annotated

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.context import IdArgument, WhyOption, opened
from qualwork.cli.options import TableOutput, option_sets
from qualwork.model.errors import BadInput

quotes = typer.Typer(help="Quotes: list them, choose what they leave out, see whose they are.")
ThemeOption = Annotated[str | None, typer.Option(metavar="THEME", help="Only of this theme and its subthemes.")]
_LONG = ("definition", "subtheme_definition", "start", "end", "trimmed", "extract")


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(quotes, name="quotes")


@quotes.callback(invoke_without_command=True)
@option_sets
def list_quotes(
    context: typer.Context,
    theme: ThemeOption = None,
    code: Annotated[str | None, typer.Option(metavar="CODE", help="Only of this code.")] = None,
    participant: Annotated[str | None, typer.Option(metavar="NAME", help="Only by this participant.")] = None,
    illustrative: Annotated[
        bool,
        typer.Option("--illustrative", help="Those marked exemplary, by theme, as papers print them."),
    ] = False,
    *,
    result: TableOutput,
) -> None:
    """The quote table: one row a coding."""
    if context.invoked_subcommand is not None:
        return

    with opened(context) as project:
        home = resolve.theme(project, theme).id if theme else None
        if not illustrative:
            only = resolve.code(project, code).id if code else None
            person = resolve.participant(project, participant).id if participant else None
            table = workbench.reporting.quotes(project, home, only, person)
            result.show(project, table)
            return
        if code or participant:
            raise BadInput("--illustrative goes with --theme alone; leave out --code and --participant")
        table = workbench.quoting.illustrative(project, home)
        if result.out is not None:
            output.wrote(project, workbench.quoting.save_illustrative(table, result.out, result.spreadsheet_safe))
        if result.as_json or result.out is None:
            output.show(project, table, result.as_json, leave=_LONG)


@quotes.command()
def trim(
    context: typer.Context,
    coding: IdArgument,
    theme: Annotated[str, typer.Option(metavar="THEME", help="The theme that quotes it.")],
    cut: Annotated[
        list[str] | None,
        typer.Option(metavar="WORDS", help="Words to leave out, or START:END inside the extract. May be repeated."),
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help="Leave nothing out any more.")] = False,
    add: Annotated[bool, typer.Option("--add", help="Keep the cuts made before.")] = False,
    why: WhyOption = "",
) -> None:
    """Leave words out of a quote, shown as [...]; the coding keeps the full extract."""

    if whole == bool(cut):
        raise BadInput('say what to leave out with --cut "words" or --cut START:END, or --whole to leave out nothing')
    with opened(context) as project:
        cuts = [workbench.quoting.parse_cut(each) for each in cut or ()]
        made = workbench.quoting.trim(project, coding, resolve.theme(project, theme).id, cuts, add, why)
        output.say(f"coding {coding} is quoted as: “{made.text}” ({made.who})")


@quotes.command()
@option_sets
def balance(
    context: typer.Context,
    theme: ThemeOption = None,
    *,
    result: TableOutput,
) -> None:
    """Whose voices are quoted: by theme and participant, quotes marked exemplary of all extracts."""

    with opened(context) as project:
        table = workbench.quoting.balance(project, resolve.theme(project, theme).id if theme else None)
        result.show(project, table)
