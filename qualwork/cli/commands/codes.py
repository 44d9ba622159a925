"""Commands for the codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.context import CodeArgument, WhyOption, confirm, opened
from qualwork.cli.options import JsonOption, TableOutput, option_sets
from qualwork.model.errors import BadInput
from qualwork.model.plurals import counted
from qualwork.model.refs import Ref

if TYPE_CHECKING:
    from qualwork.model.code import CodeNode
    from qualwork.workbench.base.projects import Project
    from qualwork.workbench.codes.codebook_files import TakenIn

codes = typer.Typer(help="The codebook: list it, or change its codes.", invoke_without_command=True)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called.")]
_TOO_LONG = 19


@dataclass(frozen=True, slots=True)
class CodeFields:
    """What a code says of itself."""

    definition: Annotated[str | None, typer.Option(help="What the code means.")] = None
    use_when: Annotated[str | None, typer.Option("--use-when", help="When to apply it.")] = None
    use_not: Annotated[str | None, typer.Option("--use-not", help="When not to apply it.")] = None
    colour: Annotated[str | None, typer.Option(help="Its colour on the screen, #RRGGBB.")] = None

    def given(self) -> dict[str, str]:
        """Those that were given."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(codes, name="codes")


@codes.callback()
@option_sets
def list_codes(context: typer.Context, *, result: TableOutput) -> None:
    """List the codebook with the uses of each code."""
    if context.invoked_subcommand is not None:
        return

    with opened(context) as project:
        value = nodes(workbench.codebook.codebook(project)) if result.as_json else None
        result.show(project, workbench.reporting.codes_table(project), value)


def nodes(found: Sequence[CodeNode]) -> list[dict[str, Any]]:
    """Codes as nested JSON objects."""
    return [
        {
            "id": node.code.id,
            "name": node.code.name,
            "path": node.path,
            "definition": node.code.definition,
            "use_when": node.code.use_when,
            "use_not": node.code.use_not,
            "colour": node.code.colour,
            "codings": node.codings,
            "participants": node.participants,
            "themes": list(node.themes),
            "children": nodes(node.children),
        }
        for node in found
    ]


def _above(project: Project, under: str | None) -> int | None:
    return resolve.code(project, under).id if under else None


@codes.command()
@option_sets
def add(
    context: typer.Context,
    name: NameArgument,
    under: Annotated[str | None, typer.Option(metavar="CODE", help="The code it is a sub-code of.")] = None,
    *,
    fields: CodeFields,
    why: WhyOption = "",
) -> None:
    """Add a code."""

    with opened(context) as project:
        code = workbench.codebook.add_code(project, name, _above(project, under), why, **fields.given())
        output.say(f"code {code.name} added (id {code.id})")


@codes.command()
@option_sets
def define(
    context: typer.Context,
    code: CodeArgument,
    *,
    fields: CodeFields,
    why: WhyOption = "",
) -> None:
    """Set definition, when to use and when not, or colour of a code."""

    with opened(context) as project:
        defined = workbench.codebook.define_code(project, resolve.code(project, code).id, why, **fields.given())
        output.say(f"code {defined.name} defined")


@codes.command()
def rename(context: typer.Context, code: CodeArgument, name: NameArgument, why: WhyOption = "") -> None:
    """Give a code another name."""

    with opened(context) as project:
        renamed = workbench.codebook.rename_code(project, resolve.code(project, code).id, name, why)
        output.say(f"code {code} is {renamed.name} now")


@codes.command()
def move(
    context: typer.Context,
    code: CodeArgument,
    under: Annotated[
        str | None, typer.Option(metavar="CODE", help="The code to put it under; else to the top.")
    ] = None,
    why: WhyOption = "",
) -> None:
    """Put a code under another one, or to the top."""

    with opened(context) as project:
        workbench.codebook.move_code(project, resolve.code(project, code).id, _above(project, under), why)
        output.say(f"code {code} is {f'under {under}' if under else 'at the top'} now")


@codes.command()
def merge(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="CODE... INTO", help="Codes to merge; the last one takes all.")],
    why: WhyOption = "",
) -> None:
    """Merge codes into the last one named: it takes their codings, sub-codes, themes and memos."""

    if len(names) < 2:
        raise BadInput("merge needs two codes at least: qualwork codes merge SOURCE... INTO")
    with opened(context) as project:
        *sources, into = [resolve.code(project, name).id for name in names]
        dependents = [
            f"{name}: {workbench.codebook.dependents_of_code(project, source)}"
            for name, source in zip(names, sources, strict=False)
        ]
        if confirm(context, f"Merge {', '.join(names[:-1])} into {names[-1]}?", dependents):
            moved = workbench.codebook.merge_codes(project, sources, into, why)
            output.say(f"{', '.join(names[:-1])} merged into {names[-1]}: {counted(moved, 'coding')} moved")


@codes.command()
def split(
    context: typer.Context,
    code: CodeArgument,
    piles: Annotated[
        list[str], typer.Argument(metavar="NAME=ID,ID...", help="A new code and the codings it takes, by their ids.")
    ],
    under: Annotated[bool, typer.Option("--under", help="Put the new codes below the old one, not beside it.")] = False,
    why: WhyOption = "",
) -> None:
    """Deal the codings of a code out to new ones; what is in no pile stays. `codings --code` lists the ids."""

    dealt = dict(_pile(typed) for typed in piles)
    if len(dealt) < len(piles):
        raise BadInput("two piles have one name; give each a name of its own")
    with opened(context) as project:
        made = workbench.splitting.split_code(project, resolve.code(project, code).id, dealt, under, why)
        parts = [f"{new.name} ({counted(len(ids), 'coding')})" for new, ids in zip(made, dealt.values(), strict=True)]
        output.say(f"code {code} split into {', '.join(parts)}; undo puts them back together")


def _pile(typed: str) -> tuple[str, list[int]]:
    name, separator, ids = typed.rpartition("=")
    given = [each.strip() for each in ids.split(",")] if ids.strip() else []
    if not separator or not all(each.isdecimal() and len(each) < _TOO_LONG for each in given):
        raise BadInput(f"pile {typed!r}: write NAME=ID,ID with the ids that `codings --code CODE` shows")
    return name, [int(each) for each in given]


@codes.command()
def show(context: typer.Context, code: CodeArgument, as_json: JsonOption = False) -> None:
    """Show a code: what it means, where it is used, and what hangs on it."""

    with opened(context) as project:
        uses = workbench.codebook.where_used(project, resolve.code(project, code).id)
    fields = ("definition", "use_when", "use_not", "colour")
    card = {"name": uses.code.name} | {field: getattr(uses.code, field) for field in fields}
    found = card | {
        "codings": uses.codings,
        "transcripts": dict(uses.transcripts),
        "participants": dict(uses.participants),
        "themes": list(uses.themes),
        "memos": uses.memos,
    }
    if as_json:
        output.say_json(found)
        return
    for name, value in found.items():
        if isinstance(value, dict):
            value = ", ".join(f"{each} {times}" for each, times in value.items())
        elif isinstance(value, list):
            value = ", ".join(value)
        output.say(f"{name.replace('_', ' ')}: {value or ('0' if value == 0 else '-')}")


@codes.command()
def delete(context: typer.Context, code: CodeArgument, why: WhyOption = "") -> None:
    """Delete a code with its codings and memos; what hangs on it is shown first."""

    with opened(context) as project:
        dependents = workbench.codebook.dependents_of_code(project, resolve.code(project, code).id)
        if confirm(context, f"Delete code {code}?", [f"hangs on it: {dependents}"]):
            workbench.codebook.delete_code(project, resolve.code(project, code).id, why)
            output.say(f"code {code} deleted (it had: {dependents}); undo brings it back")


@codes.command()
def promote(
    context: typer.Context,
    code: CodeArgument,
    under: Annotated[str | None, typer.Option(metavar="THEME", help="The theme to put the new one under.")] = None,
    why: WhyOption = "",
) -> None:
    """Make a theme of a code; the code and its codings stay and belong to it."""

    with opened(context) as project:
        above = resolve.theme(project, under).id if under else None
        made = workbench.theming.promote(project, resolve.code(project, code).id, above, why)
        output.say(f"theme {made.name} made of the code, which belongs to it")


@codes.command("import")
def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A codebook: .yaml, .qdc, or a table with a row a code.")
    ],
    same: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=KNOWN", help="An entry that the project has under another name. May be repeated."),
    ] = None,
    update: Annotated[bool, typer.Option("--update", help="Where texts differ, take those of the file.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would become of each entry; do nothing.")
    ] = False,
    why: WhyOption = "",
    as_json: JsonOption = False,
) -> None:
    """Merge a codebook by name: what is new is added, empty definitions are filled, others stay as they are."""

    with opened(context) as project:
        known = _known_as(project, file, dict(_pair(typed) for typed in same or ()))
        taken = workbench.codebook_files.take_in(project, file, known, update, dry_run, why)
    if as_json:
        output.say_json(taken.added | {"rows": list(taken.table().records()), "left_out": list(taken.left_out)})
        return
    if dry_run:
        output.say_table(taken.table())
    parts = (("codes", "code", ""), ("themes", "theme", ""), ("families", "family", "families"))
    said = ", ".join(counted(len(taken.added[kind]), one, many) for kind, one, many in parts)
    output.say(f"{said} {'would be added; nothing was changed' if dry_run else 'added'}{_merged(taken)}")
    for kind, name, like, _ in () if dry_run else taken.near:
        output.note(f"the new {kind} {name!r} is like {like!r}: undo, and import with --same {name!r}={like!r}?")
    if taken.left_out:
        output.note(f"columns that were not taken over: {', '.join(taken.left_out)}")


def _known_as(project: Project, file: Path, pairs: Mapping[str, str]) -> dict[str, Ref]:
    """What each entry of a codebook is in the project, by the kind that it has in the file."""
    if not pairs:
        return {}
    kinds = workbench.codebook_files.entry_kinds(file, pairs)
    return {entry: resolve.thing(project, f"{kinds[entry]}:{known}")[0] for entry, known in pairs.items()}


def _pair(typed: str) -> tuple[str, str]:
    name, separator, known = typed.partition("=")
    if not separator or not name.strip() or not known.strip():
        raise BadInput(f"--same {typed!r}: write NAME-IN-FILE=NAME-IN-PROJECT")
    return name.strip(), known.strip()


def _merged(taken: TakenIn) -> str:
    """How many entries were there already, and what became of them."""
    outcomes = Counter(outcome for _, _, outcome, _ in taken.rows if outcome != "new")
    if not outcomes:
        return ""
    said = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
    return f"; {counted(outcomes.total(), 'entry', 'entries')} known already: {said}"
