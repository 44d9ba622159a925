"""What every command needs: the project meant, the coder, and a way to ask."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualwork import workbench
from qualwork.model.errors import BadInput, NeedsAnswer
from qualwork.model.roles import ROLES, Role

if TYPE_CHECKING:
    from qualwork.workbench.base.projects import Project

WhyOption = Annotated[str, typer.Option("--why", help="The reason, for the audit trail.")]

IdArgument = Annotated[int, typer.Argument(metavar="ID", help="The number that the list shows.")]
SpanArgument = Annotated[str, typer.Argument(metavar="START:END", help="In characters, from 0; END is not part of it.")]
CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="Name, full name (above/below) or id of a code.")]
ThemeArgument = Annotated[str, typer.Argument(metavar="THEME", help="Name, full name (above/below) or id of a theme.")]
TranscriptArgument = Annotated[
    str, typer.Argument(metavar="TRANSCRIPT", help="Title, file name or id of a transcript.")
]
ThingArgument = Annotated[
    str,
    typer.Argument(
        metavar="THING",
        help="code:NAME, theme:NAME, transcript:TITLE, coding:ID, participant:NAME, family:NAME, or project.",
    ),
]
FamilyArgument = Annotated[str, typer.Argument(metavar="FAMILY", help="Name or id of a term family.")]
PatternArgument = Annotated[
    str,
    typer.Argument(
        metavar="PATTERN",
        help='breathe, breath*, wom?n, "caring for", re:breath(e|ing), lemma:breathe, like:brethe, or a saved family.',
    ),
]
RoleOption = Annotated[
    list[str] | None,
    typer.Option(
        "--role", metavar="ROLE", help="Whose speech: participant (usual), interviewer, other, all. May be repeated."
    ),
]


@dataclass
class Settings:
    """The options that stand before a command."""

    project: Path | None = None
    coder: str | None = None
    phase: int | None = None
    yes: bool = False


def settings(context: typer.Context) -> Settings:
    """The options given before the command."""
    found: Any = context.find_root().obj
    return found if isinstance(found, Settings) else Settings()


@contextmanager
def opened(context: typer.Context) -> Iterator[Project]:
    """The project meant, open for the length of a command."""

    given = settings(context)
    with workbench.projects.open_project(workbench.projects.find(given.project), given.coder, given.phase) as project:
        yield project
        for notice in project.notices:
            typer.echo(notice, err=True)


def confirm(context: typer.Context, question: str, details: list[str] | None = None) -> bool:
    """Ask a question with its details; `--yes` answers it, and without a terminal it cannot be asked."""
    if settings(context).yes:
        return True
    if not sys.stdin.isatty():
        raise NeedsAnswer(f"{question} Nobody can answer here: add --yes to say so", details or [])
    for line in details or []:
        typer.echo(line, err=True)
    agreed = typer.confirm(question, err=True)
    if not agreed:
        typer.echo("nothing was changed", err=True)
    return agreed


def roles(given: Sequence[str] | None) -> tuple[Role, ...]:
    """Roles as typed; participants where none is, everybody for `all`."""
    if not given:
        return ("participant",)
    if "all" in given:
        return ROLES
    wrong = next((role for role in given if role not in ROLES), None)
    if wrong is not None:
        raise BadInput(f"role {wrong!r} is not known; choose {', '.join(ROLES)} or all")
    return tuple(role for role in ROLES if role in given)
