"""Commands for what the study asks, and for what may be open in each phase."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from qualwork import workbench
from qualwork.cli import output
from qualwork.cli.context import WhyOption, opened
from qualwork.cli.options import JsonOption, TableOutput, option_sets
from qualwork.model.errors import BadInput

tasks = typer.Typer(help="What may be open in each phase; nothing is locked by it.", invoke_without_command=True)
KeyArgument = Annotated[str, typer.Argument(metavar="KEY", help="The key that `tasks` shows, as undefined:code:12.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(tasks, name="tasks")
    app.command()(study)


@tasks.callback()
@option_sets
def list_tasks(
    context: typer.Context,
    phase: Annotated[int | None, typer.Option("--in-phase", min=1, max=6, help="Only those of this phase.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also those that were set aside.")] = False,
    *,
    result: TableOutput,
) -> None:
    """List what may be open."""
    if context.invoked_subcommand is not None:
        return

    with opened(context) as project:
        leave = () if everything else ("set_aside_by", "reason")
        result.show(project, workbench.tasks.table(project, phase, everything), leave=leave)


@tasks.command()
def aside(context: typer.Context, key: KeyArgument, why: WhyOption = "") -> None:
    """Leave a task, with the reason."""

    with opened(context) as project:
        task = workbench.tasks.named(project, key)
        if task.set_aside_by:
            raise BadInput(f"task {key} was set aside by {task.set_aside_by} already")
        workbench.tasks.put_aside(project, task, why)
        output.say(f"set aside: {workbench.tasks.KINDS[task.kind][1]}: {task.name}")


@tasks.command()
def reopen(context: typer.Context, key: KeyArgument, why: WhyOption = "") -> None:
    """Take a task up again that was set aside."""

    with opened(context) as project:
        task = workbench.tasks.named(project, key)
        workbench.tasks.take_up(project, task, why)
        output.say(f"open again: {workbench.tasks.KINDS[task.kind][1]}: {task.name}")


def study(
    context: typer.Context,
    title: Annotated[str | None, typer.Option(help="Title of the study.")] = None,
    question: Annotated[str | None, typer.Option(help="What the study asks.")] = None,
    approach: Annotated[str | None, typer.Option(help="reflexive, codebook or reliability.")] = None,
    orientation: Annotated[str | None, typer.Option(help="inductive or deductive.")] = None,
    level: Annotated[str | None, typer.Option(help="semantic or latent.")] = None,
    ask_why: Annotated[
        bool | None, typer.Option("--ask-why/--no-ask-why", help="Whether the screen asks for reasons.")
    ] = None,
    stretch_words: Annotated[
        int | None, typer.Option(metavar="N", help="Words without a code that `tasks` names.")
    ] = None,
    as_json: JsonOption = False,
    why: WhyOption = "",
) -> None:
    """Show or change what is studied and how."""

    given = {
        "title": title,
        "research_question": question,
        "approach": approach,
        "orientation": orientation,
        "level": level,
    }
    with opened(context) as project:
        values = {name: " ".join(value.split()) for name, value in given.items() if value is not None}
        if values:
            workbench.projects.set_study(project, why, **values)
        if ask_why is not None:
            workbench.projects.set_setting(project, "ask_why", ask_why, why)
        if stretch_words is not None:
            workbench.tasks.set_stretch(project, stretch_words, why)
        known = workbench.projects.describe(project)
        stretch = workbench.tasks.stretch_words(known)
    facts = {name: getattr(known, name) for name in given} | {"language": known.language}
    _say_facts(facts | {"ask_why": known.asks_why, "stretch_words": stretch}, as_json)


def _say_facts(facts: Mapping[str, object], as_json: bool) -> None:
    if as_json:
        output.say_json(facts)
        return
    for name, value in facts.items():
        shown = "yes" if value is True else "no" if value is False else value or "(not written)"
        output.say(f"{name.replace('_', ' '):18} {shown}")
