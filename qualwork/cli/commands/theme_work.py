"""Commands for the shape of the theme tree: its order, the thematic map, and drafts kept side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.context import ThemeArgument, WhyOption, confirm, opened
from qualwork.cli.options import TableOutput, option_sets

draft = typer.Typer(help="Drafts of the theme tree: copy, show, compare, rename or delete one.", no_args_is_help=True)
KindArgument = Annotated[
    str, typer.Argument(metavar="KIND", help='"leads to", "contrasts with", "part of", or a kind of your own.')
]
OtherArgument = Annotated[str, typer.Argument(metavar="THEME", help="The other theme.")]
DraftArgument = Annotated[str, typer.Argument(metavar="DRAFT", help="Name of a draft, as `themes drafts` lists it.")]


def register(themes: typer.Typer) -> None:
    """Add these commands to those of the themes."""
    for command in (relate, unrelate, relations, drafts, shift, merge):
        themes.command()(command)
    themes.add_typer(draft, name="draft")


def relate(
    context: typer.Context,
    theme: ThemeArgument,
    kind: KindArgument,
    other: OtherArgument,
    note: Annotated[str, typer.Option(help="What one should know about it.")] = "",
    why: WhyOption = "",
) -> None:
    """Relate one theme to another, for the thematic map."""

    with opened(context) as project:
        ends = resolve.theme(project, theme).id, resolve.theme(project, other).id
        made = workbench.relating.relate(project, ends[0], kind, ends[1], note, why)
        output.say(f"{theme} {made.kind} {other} (relation {made.id})")


def unrelate(
    context: typer.Context, theme: ThemeArgument, kind: KindArgument, other: OtherArgument, why: WhyOption = ""
) -> None:
    """Take a relation between two themes away."""

    with opened(context) as project:
        ends = resolve.theme(project, theme).id, resolve.theme(project, other).id
        gone = workbench.relating.unrelate(project, ends[0], kind, ends[1], why)
        output.say(f"{theme} no longer {gone.kind} {other}")


@option_sets
def relations(context: typer.Context, *, result: TableOutput) -> None:
    """The relations between the themes."""

    with opened(context) as project:
        result.show(project, workbench.relating.table(project))


def shift(
    context: typer.Context,
    theme: ThemeArgument,
    direction: Annotated[str, typer.Argument(metavar="WHERE", help="up or down.")],
    why: WhyOption = "",
) -> None:
    """Move a theme up or down among the themes beside it."""
    from qualwork.model.errors import BadInput

    if direction not in ("up", "down"):
        raise BadInput(f"{direction!r} is no direction; choose up or down")
    with opened(context) as project:
        by = -1 if direction == "up" else 1
        moved = workbench.arranging.shift_theme(project, resolve.theme(project, theme).id, by, why)
        end = "first" if direction == "up" else "last"
        output.say(f"theme {theme} is {f'further {direction} now' if moved else f'the {end} one there already'}")


def merge(
    context: typer.Context,
    sources: Annotated[list[str], typer.Argument(metavar="THEME...", help="The themes that go.")],
    into: Annotated[str, typer.Option("--into", metavar="THEME", help="The theme that takes over what hangs on them.")],
    why: WhyOption = "",
) -> None:
    """Give all that hangs on some themes to another one, and remove them."""

    with opened(context) as project:
        gone, target = [resolve.theme(project, source).id for source in sources], resolve.theme(project, into).id
        if confirm(context, f"Merge {', '.join(sources)} into {into}?"):
            made = workbench.arranging.merge_themes(project, gone, target, why)
            output.say(f"merged into {made.name}; undo parts them again")


@option_sets
def drafts(context: typer.Context, *, result: TableOutput) -> None:
    """The drafts of the theme tree, and which one is shown."""

    with opened(context) as project:
        result.show(project, workbench.drafting.table(project))


@draft.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the copy is to be called.")],
    source: Annotated[str | None, typer.Option("--from", metavar="DRAFT", help="Copied; else the shown one.")] = None,
    why: WhyOption = "",
) -> None:
    """Keep a copy of the shown draft under a name; notes stay on the themes they were written on."""

    with opened(context) as project:
        original = resolve.draft(project, source).id if source else None
        made = workbench.drafting.copy_draft(project, name, original, why)
        output.say(f"draft {made.name} kept ({made.themes} themes); `themes draft show` goes to it")


@draft.command()
def show(context: typer.Context, name: DraftArgument, why: WhyOption = "") -> None:
    """Show another draft; all commands on themes are about it from now on."""

    with opened(context) as project:
        shown = workbench.drafting.show_draft(project, resolve.draft(project, name).id, why)
        output.say(f"draft {shown.name} is shown now")


@draft.command()
def rename(
    context: typer.Context,
    name: DraftArgument,
    new: Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called.")],
    why: WhyOption = "",
) -> None:
    """Give a draft another name."""

    with opened(context) as project:
        workbench.drafting.rename_draft(project, resolve.draft(project, name).id, new, why)
        output.say(f"draft {name} is {' '.join(new.split())} now")


@draft.command()
def delete(context: typer.Context, name: DraftArgument, why: WhyOption = "") -> None:
    """Remove a draft that is not shown, with its themes; codes and codings stay."""

    with opened(context) as project:
        found = resolve.draft(project, name)
        if confirm(context, f"Delete draft {found.name} with {found.themes} themes?"):
            workbench.drafting.delete_draft(project, found.id, why)
            output.say(f"draft {found.name} deleted; undo brings it back")


@draft.command()
@option_sets
def compare(
    context: typer.Context,
    name: DraftArgument,
    other: Annotated[str | None, typer.Argument(metavar="DRAFT", help="The other one; else the shown one.")] = None,
    *,
    result: TableOutput,
) -> None:
    """What differs between two drafts, theme by theme."""

    with opened(context) as project:
        second = resolve.draft(project, other).id if other else None
        table = workbench.drafting.comparison(project, resolve.draft(project, name).id, second)
        result.show(project, table)
