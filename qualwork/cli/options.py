"""Options that go together: how a table leaves, and what narrows a count."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.model.table import Table
from qualwork.workbench.base import file_kinds

if TYPE_CHECKING:
    from qualwork.workbench.base.projects import Project
    from qualwork.workbench.counts.narrowing import CountFilter

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
OutOption = Annotated[
    Path | None,
    typer.Option("-o", "--out", help=f"Write to a file; its extension says the kind: {file_kinds.listed('table')}."),
]
SafeOption = Annotated[
    bool, typer.Option("--spreadsheet-safe", help="In CSV, put ' before cells that a spreadsheet would run.")
]
BY = typer.Option(
    "--by", metavar="WHAT", help="One column for each: participant, transcript, or the name of an attribute."
)
CodesOption = Annotated[
    list[str] | None,
    typer.Option("--code", metavar="CODE", help="Only in passages coded so. Repeated: coded with any of them."),
]
ThemesOption = Annotated[
    list[str] | None,
    typer.Option("--theme", metavar="THEME", help="Only in extracts of this theme and its subthemes. May be repeated."),
]
PeopleOption = Annotated[
    list[str] | None,
    typer.Option("--participant", metavar="NAME", help="Only what this participant says. May be repeated."),
]
ChartOutOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--out",
        help=f"Write to a file; its extension says the kind: {file_kinds.listed('table')}, "
        f"or a picture: {file_kinds.listed('chart')}.",
    ),
]


@dataclass(frozen=True, slots=True)
class TableOutput:
    """How a table leaves: as text, as JSON, or as a file."""

    as_json: JsonOption = False
    out: OutOption = None
    spreadsheet_safe: SafeOption = False

    def show(self, project: Project, table: Table, value: Any = None, leave: Sequence[str] = ()) -> None:
        """Show the table as asked; `value` is its JSON, and `leave` are columns that the text does without."""
        output.show(project, table, self.as_json, self.out, self.spreadsheet_safe, value, leave)


@dataclass(frozen=True, slots=True)
class ChartOutput:
    """How a table leaves that can be a picture too."""

    as_json: JsonOption = False
    out: ChartOutOption = None
    spreadsheet_safe: SafeOption = False

    @property
    def is_chart(self) -> bool:
        """True where a picture is asked for."""
        return self.out is not None and workbench.charting.is_chart(self.out)

    def show(
        self, project: Project, table: Table, draw: Callable[[Path], tuple[Path, ...]] | None = None, value: Any = None
    ) -> None:
        """Show the table as asked; `draw` makes the picture, and `value` is its JSON."""
        if self.out is None or draw is None or not self.is_chart:
            output.show(project, table, self.as_json, self.out, self.spreadsheet_safe, value)
            return
        output.wrote(project, draw(self.out))
        if self.as_json:
            output.say_json(list(table.records()) if value is None else value)


@dataclass(frozen=True, slots=True)
class CountOptions:
    """What narrows a count."""

    code: CodesOption = None
    theme: ThemesOption = None
    participant: PeopleOption = None

    def only(self, project: Project) -> CountFilter:
        """The options as one filter."""
        return workbench.narrowing.CountFilter(
            tuple(resolve.code(project, typed).id for typed in self.code or ()),
            tuple(resolve.theme(project, typed).id for typed in self.theme or ()),
            tuple(resolve.participant(project, typed).id for typed in self.participant or ()),
        )


def option_sets(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameters may be sets of options; on the command line the options stand where their set does.

    Typer reads parameters off the signature and knows no sets, so it is given one in which they are unfolded.
    """
    signature = inspect.signature(command, eval_str=True)
    sets = {
        name: parameter.annotation
        for name, parameter in signature.parameters.items()
        if isinstance(parameter.annotation, type) and is_dataclass(parameter.annotation)
    }

    @wraps(command)
    def unfolded(**options: Any) -> None:
        values = {
            name: option_set(**{field.name: options.pop(field.name) for field in fields(option_set)})
            for name, option_set in sets.items()
        }
        command(**options, **values)

    parameters = [
        option.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for name, parameter in signature.parameters.items()
        for option in (_options(sets[name]) if name in sets else (parameter,))
    ]
    unfolded.__annotations__ = {option.name: option.annotation for option in parameters}
    unfolded.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return unfolded


@cache
def _options(option_set: type) -> tuple[inspect.Parameter, ...]:
    hints = get_type_hints(option_set, include_extras=True)
    return tuple(
        inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name]
        )
        for field in fields(option_set)
    )
