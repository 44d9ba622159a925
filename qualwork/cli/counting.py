"""Commands that count words and find passages: families, terms, words, kwic, find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualwork.cli import output
from qualwork.cli.context import (
    FamilyArgument,
    JsonOption,
    OutOption,
    PatternArgument,
    RoleOption,
    SafeOption,
    WhyOption,
    confirm,
    opened,
    roles,
)

if TYPE_CHECKING:
    from qualwork.workbench.counting import CountedTerms

families = typer.Typer(help="Term families: names and the forms they count.", invoke_without_command=True)
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="WHAT", help="One column for each: participant, transcript, or the name of an attribute."
    ),
]
FormsArgument = Annotated[list[str], typer.Argument(metavar="FORM...", help='As in breather, breath* or "caring for".')]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(families, name="families")
    for command in (terms, words, kwic, find):
        app.command()(command)


@families.callback()
def list_families(
    context: typer.Context, as_json: JsonOption = False, out: OutOption = None, spreadsheet_safe: SafeOption = False
) -> None:
    """List term families with accepted and rejected forms."""
    if context.invoked_subcommand is not None:
        return
    from qualwork.workbench import counting

    with opened(context) as project:
        output.show(project, counting.families_table(project), as_json, out, spreadsheet_safe)


@families.command()
def add(
    context: typer.Context,
    spec: Annotated[str, typer.Argument(metavar="SPEC", help='As in breathe=breathe,breather,breath*,"caring for".')],
    why: WhyOption = "",
) -> None:
    """Save a family, or accept more forms into it."""
    from qualwork.workbench import counting

    with opened(context) as project:
        family = counting.add_family(project, spec, why)
        output.say(f"family {family.name}: {', '.join(family.accepted)}")


@families.command()
def accept(context: typer.Context, family: FamilyArgument, forms: FormsArgument, why: WhyOption = "") -> None:
    """Accept forms into a family."""
    from qualwork.workbench import counting

    with opened(context) as project:
        found = counting.judge_forms(project, family, forms, "accepted", why)
        output.say(f"family {found.name}: {', '.join(found.accepted)}")


@families.command()
def reject(context: typer.Context, family: FamilyArgument, forms: FormsArgument, why: WhyOption = "") -> None:
    """Reject forms from a family; they are not proposed again."""
    from qualwork.workbench import counting

    with opened(context) as project:
        found = counting.judge_forms(project, family, forms, "rejected", why)
        output.say(f"family {found.name}: rejected {', '.join(found.rejected)}")


@families.command()
def delete(context: typer.Context, family: FamilyArgument, why: WhyOption = "") -> None:
    """Delete a family with its forms."""
    from qualwork.workbench import counting, naming

    with opened(context) as project:
        forms = naming.family(project, family)
        details = [
            f"accepted: {', '.join(forms.accepted) or 'none'}",
            f"rejected: {', '.join(forms.rejected) or 'none'}",
        ]
        if confirm(context, f"Delete family {family}?", details):
            counting.delete_family(project, family, why)
            output.say(f"family {family} deleted; undo brings it back")


@families.command()
def suggest(
    context: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORM", help="A word, as in breathe.")],
    as_json: JsonOption = False,
    out: OutOption = None,
) -> None:
    """Propose derivatives of a form from what participants say, without those judged in the family of that name."""
    from qualwork.workbench import counting

    with opened(context) as project:
        table = counting.suggest(project, form)
        output.show(project, table, as_json, out)
        if not table.rows:
            output.note(f"participants say nothing like {form!r} that was not judged yet")


def terms(
    context: typer.Context,
    specs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SPEC",
            help='A form (safe, breath*, "caring for"), a saved family by name, or NAME=FORM,FORM. May be repeated.',
        ),
    ] = None,
    by: ByOption = None,
    role: RoleOption = None,
    as_json: JsonOption = False,
    out: OutOption = None,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """The term table: how many participants use a family of terms, and how often. Saved families if none is given."""
    from qualwork.workbench import counting

    with opened(context) as project, output.Progress() as told:
        counted = counting.terms(project, specs or [], by, roles(role), told)
        value = _terms_record(counted) if as_json else None
        output.show(project, counted.table, as_json, out, spreadsheet_safe, value)
        for note in counted.notes:
            output.note(note)


def _terms_record(counted: CountedTerms) -> dict[str, Any]:
    return {
        "role": ", ".join(counted.roles),
        "words": counted.words,
        "word_rule": counted.word_rule,
        "corpus_hash": counted.corpus_hash,
        "rows": [
            {
                "family": row.family,
                "forms": list(row.forms) or [counted.asked[row.family]],
                "asked": counted.asked[row.family],
                "participants": row.participants,
                "occurrences": row.occurrences,
                "by": dict(row.by),
            }
            for row in counted.rows
        ],
    }


def words(
    context: typer.Context,
    by: ByOption = None,
    role: RoleOption = None,
    top: Annotated[int | None, typer.Option(min=1, help="Only that many of the most frequent.")] = None,
    as_json: JsonOption = False,
    out: OutOption = None,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """The word list: every word with how often it is said and by how many."""
    from qualwork.workbench import counting

    with opened(context) as project, output.Progress() as told:
        table = counting.words(project, roles(role), by, top, told)
        output.show(project, table, as_json, out, spreadsheet_safe)


def kwic(
    context: typer.Context,
    pattern: PatternArgument,
    role: RoleOption = None,
    width: Annotated[int, typer.Option(min=5, help="Characters of context on each side.")] = 40,
    top: Annotated[int | None, typer.Option(min=1, help="Only that many lines.")] = None,
    as_json: JsonOption = False,
    out: OutOption = None,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """The concordance: every hit of a pattern in its context."""
    from qualwork.workbench import counting

    with opened(context) as project, output.Progress() as told:
        table = counting.kwic_table(project, pattern, roles(role), width, top, told)
        output.show(project, table, as_json, out, spreadsheet_safe)


def find(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A passage, or what you remember of it.")],
    transcript: Annotated[
        str | None, typer.Option("--in", metavar="TRANSCRIPT", help="Only in this transcript.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="At most that many places.")] = 20,
    as_json: JsonOption = False,
    out: OutOption = None,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """Find a text in the transcripts: word for word, else what is most like it, with a score."""
    from qualwork.workbench import counting

    with opened(context) as project, output.Progress() as told:
        table = counting.find(project, text, transcript, top, told)
        output.show(project, table, as_json, out, spreadsheet_safe)
        if not table.rows:
            output.note("nothing like it was found")
        elif all(score != 100 for *_, score, _ in table.rows):
            output.note("it does not stand there word for word; these are the passages most like it")
