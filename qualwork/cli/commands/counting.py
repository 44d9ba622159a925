"""Commands that count words and find passages: terms, words, kwic, find; saved tables and stop words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.context import PatternArgument, RoleOption, WhyOption, confirm, opened, roles
from qualwork.cli.options import BY, ChartOutput, CountOptions, TableOutput, option_sets
from qualwork.model.errors import BadInput
from qualwork.model.plurals import counted as so_many
from qualwork.model.roles import Role

if TYPE_CHECKING:
    from qualwork.workbench.base.progress import Progress
    from qualwork.workbench.base.projects import Project
    from qualwork.workbench.counts.counting import CountedTerms, Sorting
    from qualwork.workbench.counts.narrowing import CountFilter

tables = typer.Typer(help="Tables kept by name, counted anew whenever they are asked for.", invoke_without_command=True)
stop_words = typer.Typer(help="Words that `words --stop` leaves out.", invoke_without_command=True)
ByOption = Annotated[str | None, BY]
SpecsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SPEC",
        help='A form (safe, breath*, "caring for"), a saved family by name, or NAME=FORM,FORM. May be repeated.',
    ),
]
WordsArgument = Annotated[list[str], typer.Argument(metavar="WORD...", help="Words, one by one.")]
TableArgument = Annotated[str, typer.Argument(metavar="NAME", help="The name it was saved under.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (terms, words, kwic, find):
        app.command()(command)
    app.add_typer(tables, name="tables")
    app.add_typer(stop_words, name="stop-words")


@option_sets
def terms(
    context: typer.Context,
    specs: SpecsArgument = None,
    by: ByOption = None,
    role: RoleOption = None,
    *,
    counted_in: CountOptions,
    rates: Annotated[
        bool, typer.Option("--per-1000", help="Per 1,000 words said: a column for all, and so in each column.")
    ] = False,
    save: Annotated[
        str | None, typer.Option(metavar="NAME", help="Keep this configuration under a name, and show the table.")
    ] = None,
    table: Annotated[str | None, typer.Option(metavar="NAME", help="The table saved under that name.")] = None,
    why: WhyOption = "",
    result: ChartOutput,
) -> None:
    """The term table: how many participants use a family of terms, and how often. Saved families if none is given.

    A hit that was screened out does not count; one that nobody looked at yet does.
    """

    with opened(context) as project, output.Progress() as progress:
        only = counted_in.only(project)
        asked = [resolve.pattern(project, spec) for spec in specs or []], by, roles(role), only, rates
        if table is not None and (specs or by or role or only or rates or save):
            raise BadInput(f"table {table!r} brings its own configuration: leave the other options out")
        if table is None:
            counted = _count(project, asked, progress)
        else:
            counted = workbench.saved_tables.terms(project, resolve.saved_table(project, table).id, progress)
        _show_terms(project, counted, result)
        if save is not None:
            workbench.saved_tables.save(
                project, save, "terms", workbench.saved_tables.term_configuration(project, *asked), why
            )
            output.note(f"saved as table {save}: qualwork terms --table {save!r} counts it again")
        for note in counted.notes:
            output.note(note)


def _show_terms(project: Project, counted: CountedTerms, result: ChartOutput) -> None:
    title = f"Occurrences in the speech of {', '.join(f'{role}s' for role in counted.roles)}"
    result.show(
        project,
        counted.table,
        lambda path: workbench.charting.save_bars(project, counted.table, path, "occurrences", title),
        _terms_record(counted) if result.as_json else None,
    )


def _count(
    project: Project, asked: tuple[list[str], str | None, tuple[Role, ...], CountFilter, bool], progress: Progress
) -> CountedTerms:

    specs, by, spoken, only, rates = asked
    return workbench.counting.terms(project, specs, by, spoken, progress, only, rates)


def _terms_record(counted: CountedTerms) -> dict[str, Any]:

    rows = []
    for row in counted.rows:
        rates = {key: workbench.counting.per_thousand(number, counted.words_by[key]) for key, number in row.by.items()}
        record: dict[str, Any] = {
            "family": row.family,
            "forms": list(row.forms) or [counted.asked[row.family]],
            "asked": counted.asked[row.family],
            "participants": row.participants,
            "occurrences": row.occurrences,
            "by": dict(row.by),
            "per_1000": workbench.counting.per_thousand(row.occurrences, counted.words),
            "by_per_1000": rates,
        }
        tally = counted.screened.get(row.family)
        if tally is not None:
            record["screened"] = {"in": tally.kept, "out": tally.out, "by": dict(tally.coders)}
        shared = {pair: words for pair, words in counted.overlaps.items() if row.family in pair}
        if shared:
            record["overlaps"] = {pair[row.family == pair[0]]: words for pair, words in shared.items()}
        rows.append(record)
    return {
        "role": ", ".join(counted.roles),
        "words": counted.words,
        "word_rule": counted.word_rule,
        "corpus_hash": counted.corpus_hash,
        "rows": rows,
    }


@option_sets
def words(
    context: typer.Context,
    by: ByOption = None,
    role: RoleOption = None,
    *,
    counted_in: CountOptions,
    top: Annotated[int | None, typer.Option(min=1, help="Only that many of the most frequent.")] = None,
    stop: Annotated[bool, typer.Option("--stop", help="Leave out stop words; `stop-words` lists them.")] = False,
    result: TableOutput,
) -> None:
    """The word list: every word with how often it is said and by how many."""

    with opened(context) as project, output.Progress() as progress:
        only = counted_in.only(project)
        table = workbench.counting.words(project, roles(role), by, top, progress, only, stop)
        result.show(project, table)


@option_sets
def kwic(
    context: typer.Context,
    pattern: PatternArgument,
    role: RoleOption = None,
    *,
    counted_in: CountOptions,
    sort: Annotated[
        str, typer.Option(metavar="ORDER", help="place, left, right, match, participant or time.")
    ] = "place",
    case: Annotated[bool, typer.Option("--case", help="Only with the capitals as typed.")] = False,
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Also forms that are spelt almost the same.")] = False,
    width: Annotated[int, typer.Option(min=5, help="Characters of context on each side.")] = 40,
    top: Annotated[int | None, typer.Option(min=1, help="Only that many lines.")] = None,
    apply: Annotated[
        str | None, typer.Option(metavar="CODE", help="Apply a code to each hit shown, after asking, as one decision.")
    ] = None,
    why: WhyOption = "",
    result: TableOutput,
) -> None:
    """The concordance: every hit of a pattern in its context."""

    orders: dict[str, Sorting] = {order: order for order in workbench.counting.SORTINGS}
    if sort not in orders:
        raise BadInput(f"--sort {sort!r} is not known; choose {', '.join(orders)}")
    with opened(context) as project, output.Progress() as progress:
        only = counted_in.only(project)
        pattern = resolve.pattern(project, pattern)
        asked = pattern, roles(role), width, top, progress, orders[sort], only, case, fuzzy
        table = workbench.counting.kwic_table(project, *asked)
        result.show(project, table)
        if apply is not None:
            _apply(context, project, apply, workbench.counting.kwic(project, *asked), pattern, why)


def _apply(context: typer.Context, project: Project, code: str, lines: Any, pattern: str, why: str) -> None:

    target = resolve.code(project, code)
    hits = workbench.autocoding.hits_of(project, lines)
    if not hits:
        output.note(f"{pattern}: no hits; nothing was coded")
    elif confirm(context, f"Apply {target.name} to {so_many(len(hits), 'hit')}?"):
        workbench.autocoding.autocode(project, target.id, hits, pattern, "match", why)
        output.note(f"{so_many(len(hits), 'hit')} coded {target.name}; undo takes them back together")


@option_sets
def find(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A passage, or what you remember of it.")],
    transcript: Annotated[
        str | None, typer.Option("--in", metavar="TRANSCRIPT", help="Only in this transcript.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="At most that many places.")] = 20,
    *,
    result: TableOutput,
) -> None:
    """Find a text in the transcripts: word for word, else what is most like it, with a score."""

    with opened(context) as project, output.Progress() as progress:
        where = resolve.transcript(project, transcript).id if transcript else None
        table = workbench.counting.find(project, text, where, top, progress)
        result.show(project, table)
        if not table.rows:
            output.note("nothing like it was found")
        elif all(score != 100 for *_, score, _ in table.rows):
            output.note("it does not stand there word for word; these are the passages most like it")


@tables.callback()
@option_sets
def list_tables(context: typer.Context, *, result: TableOutput) -> None:
    """List saved tables; `terms --save NAME` keeps one, `terms --table NAME` counts it."""
    if context.invoked_subcommand is not None:
        return

    with opened(context) as project:
        result.show(project, workbench.saved_tables.table(project))


@tables.command("delete")
def delete_table(context: typer.Context, name: TableArgument, why: WhyOption = "") -> None:
    """Forget a saved table."""

    with opened(context) as project:
        workbench.saved_tables.delete(project, resolve.saved_table(project, name).id, why)
        output.say(f"table {name} forgotten; undo brings it back")


@stop_words.callback()
@option_sets
def list_stop_words(context: typer.Context, *, result: TableOutput) -> None:
    """List the stop words: those of the project's language, and what the project adds or takes result.out."""
    if context.invoked_subcommand is not None:
        return

    with opened(context) as project:
        result.show(project, workbench.stop_words.table(project))


@stop_words.command("add")
def add_stop_words(context: typer.Context, words: WordsArgument, why: WhyOption = "") -> None:
    """Add words to the stop words of this project."""

    with opened(context) as project:
        found = workbench.stop_words.change(project, add=words, why=why)
        output.say(f"{so_many(len(found.all()), 'stop word')}, {len(found.added):,} of them added here")


@stop_words.command("remove")
def remove_stop_words(context: typer.Context, words: WordsArgument, why: WhyOption = "") -> None:
    """Take words out of the stop words of this project, so that `words --stop` counts them."""

    with opened(context) as project:
        found = workbench.stop_words.change(project, take_out=words, why=why)
        output.say(f"{so_many(len(found.all()), 'stop word')}, {len(found.taken_out):,} taken out here")
