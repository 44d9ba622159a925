"""Commands for the theme tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.commands import theme_review, theme_work
from qualwork.cli.context import CodeArgument, ThemeArgument, WhyOption, confirm, opened
from qualwork.cli.options import TableOutput, option_sets

if TYPE_CHECKING:
    from qualwork.model.theme import ThemeNode

if TYPE_CHECKING:
    from qualwork.workbench.base.projects import Project

themes = typer.Typer(help="The theme tree: show or change it.", invoke_without_command=True)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called.")]
Under = Annotated[str | None, typer.Option(metavar="THEME", help="The theme to put it under; else to the top.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    theme_work.register(themes)
    theme_review.register(themes)
    app.add_typer(themes, name="themes")


@themes.callback()
@option_sets
def list_themes(context: typer.Context, *, result: TableOutput) -> None:
    """Show the theme tree: each theme with participants, extracts and codes."""
    if context.invoked_subcommand is not None:
        return

    with opened(context) as project:
        if result.as_json or result.out is not None:
            value = nodes(workbench.theming.tree(project).roots)
            result.show(project, workbench.reporting.themes_table(project), value)
        else:
            output.say(workbench.reporting.tree_text(project, codes=True).rstrip("\n"))
            shelf = workbench.theming.codes_without_theme(project)
            if shelf:
                output.say(f"codes without a theme: {', '.join(code.name for code in shelf)}")


def nodes(found: Sequence[ThemeNode]) -> list[dict[str, Any]]:
    """Themes as nested JSON objects."""
    return [
        {
            "id": node.theme.id,
            "name": node.theme.name,
            "essence": node.theme.essence,
            "status": node.theme.status,
            "participants": node.participants,
            "extracts": node.extracts,
            "codes": list(node.codes),
            "children": nodes(node.children),
        }
        for node in found
    ]


def _above(project: Project, under: str | None) -> int | None:
    return resolve.theme(project, under).id if under else None


@themes.command()
def add(
    context: typer.Context,
    name: NameArgument,
    under: Under = None,
    essence: Annotated[str, typer.Option(help="What the theme says, in a sentence.")] = "",
    why: WhyOption = "",
) -> None:
    """Add a theme, or a subtheme with --under."""

    with opened(context) as project:
        theme = workbench.theming.add_theme(project, name, _above(project, under), essence, why)
        output.say(f"theme {theme.name} added (id {theme.id})")


@themes.command()
def rename(context: typer.Context, theme: ThemeArgument, name: NameArgument, why: WhyOption = "") -> None:
    """Give a theme another name."""

    with opened(context) as project:
        renamed = workbench.theming.rename_theme(project, resolve.theme(project, theme).id, name, why)
        output.say(f"theme {theme} is {renamed.name} now")


@themes.command()
def define(
    context: typer.Context,
    theme: ThemeArgument,
    essence: Annotated[str | None, typer.Option(help="What it says, in a sentence.")] = None,
    scope_in: Annotated[str | None, typer.Option(help="What belongs to it.")] = None,
    scope_out: Annotated[str | None, typer.Option(help="What does not.")] = None,
    story: Annotated[str | None, typer.Option(help="How it fits the story of the analysis.")] = None,
    differs: Annotated[str | None, typer.Option(help="How it differs from its neighbours.")] = None,
    narrative: Annotated[str | None, typer.Option(help="Its text in the report.")] = None,
    status: Annotated[str | None, typer.Option(help="candidate, reviewed or defined.")] = None,
    why: WhyOption = "",
) -> None:
    """Set essence, scope, story, how it differs, narrative or status of a theme."""

    given = {
        "essence": essence,
        "scope_in": scope_in,
        "scope_out": scope_out,
        "story": story,
        "differs": differs,
        "narrative": narrative,
        "status": status,
    }
    fields = {name: value for name, value in given.items() if value is not None}
    with opened(context) as project:
        defined = workbench.theming.define_theme(project, resolve.theme(project, theme).id, why, **fields)
        output.say(f"theme {defined.name} defined")


@themes.command()
def move(context: typer.Context, theme: ThemeArgument, under: Under = None, why: WhyOption = "") -> None:
    """Put a theme under another one, or to the top."""

    with opened(context) as project:
        workbench.theming.move_theme(project, resolve.theme(project, theme).id, _above(project, under), why)
        output.say(f"theme {theme} is {f'under {under}' if under else 'at the top'} now")


@themes.command()
def assign(context: typer.Context, code: CodeArgument, theme: ThemeArgument, why: WhyOption = "") -> None:
    """Put a code under a theme; it may be in several."""

    with opened(context) as project:
        workbench.theming.assign(project, resolve.code(project, code).id, resolve.theme(project, theme).id, why)
        output.say(f"code {code} belongs to {theme}")


@themes.command()
def unassign(context: typer.Context, code: CodeArgument, theme: ThemeArgument, why: WhyOption = "") -> None:
    """Take a code out of a theme."""

    with opened(context) as project:
        workbench.theming.unassign(project, resolve.code(project, code).id, resolve.theme(project, theme).id, why)
        output.say(f"code {code} no longer belongs to {theme}")


@themes.command()
def delete(context: typer.Context, theme: ThemeArgument, why: WhyOption = "") -> None:
    """Delete a theme; its subthemes move up, its codes and their codings stay."""

    with opened(context) as project:
        target = resolve.theme(project, theme).id
        dependents = workbench.theming.dependents_of_theme(project, target)
        if confirm(context, f"Delete theme {theme}?", [f"hangs on it: {dependents}"]):
            workbench.theming.delete_theme(project, target, why)
            output.say(f"theme {theme} deleted (it had: {dependents}); undo brings it back")


@themes.command()
def demote(context: typer.Context, theme: ThemeArgument, why: WhyOption = "") -> None:
    """Turn a theme back into a code."""

    with opened(context) as project:
        code = workbench.theming.demote(project, resolve.theme(project, theme).id, why)
        output.say(f"theme {theme} is the code {code.name} now")


@themes.command()
def mark(
    context: typer.Context,
    coding: Annotated[int, typer.Argument(metavar="CODING", help="The number that `codings` or `quotes` shows.")],
    theme: ThemeArgument,
    as_: Annotated[
        str, typer.Option("--as", metavar="MARK", help="exemplary, contrary, dismissed or none.")
    ] = "exemplary",
    why: WhyOption = "",
) -> None:
    """Mark an extract as exemplary for a theme, contrary to it, or dismissed from it."""

    with opened(context) as project:
        target = resolve.theme(project, theme).id
        workbench.theming.mark(project, coding, target, workbench.theming.checked_mark(as_), why)
        output.say(f"coding {coding} {'has no mark' if as_ == 'none' else f'is {as_}'} for {theme}")
