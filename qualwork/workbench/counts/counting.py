"""Counting words and finding passages: term tables, word lists, concordances, quotations."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from qualwork.model.errors import BadInput
from qualwork.model.family import FamilySpec, parse_family, parse_pattern
from qualwork.model.plurals import counted as so_many
from qualwork.model.table import Cell, Table
from qualwork.model.transcript import Role
from qualwork.model.units import fold
from qualwork.project.store.decisions import Project
from qualwork.workbench.base.progress import Progress, silent
from qualwork.workbench.corpus.corpora import corpus as corpus
from qualwork.workbench.corpus.corpora import evidence, participants
from qualwork.workbench.corpus.corpora import language as language
from qualwork.workbench.corpus.searching import find as find
from qualwork.workbench.counts import narrowing, screening
from qualwork.workbench.counts.families import add_family as add_family
from qualwork.workbench.counts.families import delete_family as delete_family
from qualwork.workbench.counts.families import families_table as families_table
from qualwork.workbench.counts.families import judge_forms as judge_forms
from qualwork.workbench.counts.families import saved_families as saved_families
from qualwork.workbench.counts.families import suggest as suggest
from qualwork.workbench.counts.narrowing import EVERYTHING, CountFilter
from qualwork.workbench.counts.stop_words import stop_words
from qualwork.workbench.log import auditing

if TYPE_CHECKING:
    from qualwork.analysis.words.concordance import Line
    from qualwork.analysis.words.corpus import Corpus, Document, Voice
    from qualwork.analysis.words.terms import Key, TermRow, TermTable

Sorting = Literal["place", "left", "right", "match", "participant", "time"]
SORTINGS: tuple[Sorting, ...] = get_args(Sorting)
PARTICIPANTS: tuple[Role, ...] = ("participant",)
_FIXED = ("family", "forms", "participants", "occurrences", "per 1,000 words", "word")


@dataclass(frozen=True, slots=True)
class CountedTerms:
    """A term table with what it was made from: `asked` are patterns by family, `notes` what a reader should know.

    `families` are those that were counted, by name.

    `words` were said by the roles, `words_by` by column; `screened` says of each screened family how its hits were
    judged.
    """

    table: Table
    rows: tuple[TermRow, ...]
    asked: Mapping[str, str]
    roles: tuple[Role, ...]
    words: int
    word_rule: str
    corpus_hash: str
    notes: tuple[str, ...] = ()
    words_by: Mapping[str, int] = field(default_factory=dict)
    screened: Mapping[str, screening.Tally] = field(default_factory=dict)
    overlaps: Mapping[tuple[str, str], int] = field(default_factory=dict)
    families: Mapping[str, FamilySpec] = field(default_factory=dict)


def terms(
    project: Project,
    specs: Sequence[str] = (),
    by: str | None = None,
    roles: Sequence[Role] = PARTICIPANTS,
    progress: Progress = silent,
    only: CountFilter = EVERYTHING,
    rates: bool = False,
) -> CountedTerms:
    """The term table of families given as `name=forms` or a form; of the saved families where none is given.

    Its forms are those found, the most frequent first (those asked for, where none is found). Hits of a saved family
    that were screened out are not counted; hits nobody looked at are. With `rates` columns are per 1,000 words said.
    """
    from qualwork.analysis.words.terms import count_terms

    families = family_specs(project, specs)
    corpus = narrowing.corpus(project, only, progress)
    judged = screening.verdicts(project, families)
    left_out = {name: verdicts.out for name, verdicts in judged.items()}
    counted = count_terms(corpus, families, roles, column_key(project, by), left_out)
    asked = {spec.name: ", ".join(pattern.source for pattern in spec.patterns) for spec in families}
    screened = _tallies(corpus, families, judged, roles)
    about = _about(project, asked, screened, narrowing.said_by(project, roles, only))
    table = _term_table(counted, asked, bool(by), rates, about)
    notes = _notes(project, corpus, counted, screened, by if only == EVERYTHING else None)
    return CountedTerms(
        table,
        counted.rows,
        asked,
        tuple(roles),
        counted.words,
        about["word_rule"],
        about["corpus_hash"],
        tuple(notes),
        counted.words_by,
        screened,
        counted.overlaps,
        {spec.name: spec for spec in families},
    )


def _tallies(
    corpus: Corpus, families: Sequence[FamilySpec], judged: Mapping[str, screening.Verdicts], roles: Sequence[Role]
) -> dict[str, screening.Tally]:
    """How many hits of each family were screened in and out, of those that still stand."""
    from qualwork.analysis.words.terms import hits_among

    standing = {
        spec.name: judged[spec.name].among(hits_among(corpus, spec, judged[spec.name].places, roles))
        for spec in families
        if spec.name in judged and judged[spec.name].places
    }
    return {name: screening.tally(verdicts) for name, verdicts in standing.items() if verdicts.places}


def _about(
    project: Project, asked: Mapping[str, str], screened: Mapping[str, screening.Tally], said_by: str
) -> dict[str, str]:
    about = auditing.provenance(project, said_by)
    about["families"] = "; ".join(f"{name}={patterns}" for name, patterns in asked.items())
    if screened:
        about["screening"] = "; ".join(f"{name}: {each}" for name, each in screened.items())
    return about


def _term_table(counted: TermTable, asked: Mapping[str, str], by: bool, rates: bool, about: Mapping[str, str]) -> Table:
    keys = counted.keys if by else ()
    rate = ("per 1,000 words",) if rates else ()
    columns = ("family", "forms", "participants", "occurrences", *rate, *distinct(keys))
    rows = []
    for row in counted.rows:
        head: tuple[Cell, ...] = (row.family, ", ".join(row.forms) or asked[row.family])
        head += (row.participants, row.occurrences)
        if rates:
            by_key = [per_thousand(row.by[key], counted.words_by[key]) for key in keys]
            rows.append((*head, per_thousand(row.occurrences, counted.words), *by_key))
        else:
            rows.append((*head, *(row.by[key] for key in keys)))
    return Table("terms", columns, tuple(rows), about)


def per_thousand(number: int, words: int) -> float | None:
    """How often in 1,000 words, to two places; None where nothing was said."""
    return round(1000 * number / words, 2) if words else None


def _notes(
    project: Project, everything: Corpus, counted: TermTable, screened: Mapping[str, screening.Tally], by: str | None
) -> list[str]:
    notes = []
    if not counted.rows:
        notes.append("no family is saved yet; name forms, or save one: qualwork families add safe=safe,safer")
    if not everything.documents:
        notes.append("there is no transcript yet: qualwork import FOLDER")
    for (one, other), words in counted.overlaps.items():
        notes.append(f"families {one} and {other} overlap: {so_many(words, 'word')} counted in both")
    notes += [f"family {name}: {each}" for name, each in screened.items()]
    if by == "participant" and "participant" in counted.roles and everything.documents:
        silent_ones = [name for name in participants(project) if not counted.words_by.get(name)]
        if silent_ones:
            shown = ", ".join(silent_ones[:10]) + (" ..." if len(silent_ones) > 10 else "")
            notes.append(f"{so_many(len(silent_ones), 'participant')} without speech, so without a column: {shown}")
    return notes


def family_specs(project: Project, specs: Sequence[str]) -> list[FamilySpec]:
    """The families meant: typed as `name=forms` or a form, or saved ones by name; all saved ones where none is."""
    tongue = language(project)
    saved = saved_families(project)
    if not specs:
        return [family.spec(tongue) for family in saved if family.accepted]
    by_name = {fold(family.name): family for family in saved if family.accepted}
    found = []
    for spec in specs:
        known = by_name.get(fold(spec)) if "=" not in spec else None
        found.append(known.spec(tongue) if known else parse_family(spec, tongue))
    names = [fold(spec.name) for spec in found]
    twin = next((spec.name for spec in found if names.count(fold(spec.name)) > 1), None)
    if twin is not None:
        raise BadInput(f"family {twin!r} is given twice; give each a name of its own, as in {twin}2=FORM,FORM")
    return found


def column_key(project: Project, by: str | None) -> Key | None:
    """What gives a speaker's column; None for participants, who are the usual columns."""
    if by is None or by == "participant":
        return None
    if by == "transcript":
        return lambda document, _: document.title
    names = sorted({name for facts in evidence(project).attributes.values() for name in facts})
    known = next((name for name in names if fold(name) == fold(by)), None)
    if known is None:
        raise BadInput(f"--by {by!r} is neither participant, transcript nor an attribute of participants", names)
    return lambda _, voice: voice.attributes.get(known, "") or f"no {known}"


def distinct(keys: Sequence[str], taken: Collection[str] = _FIXED) -> tuple[str, ...]:
    """Names of columns, none of them that of a fixed one."""
    return tuple(f"{key} (said)" if key in taken else key for key in keys)


def words(
    project: Project,
    roles: Sequence[Role] = PARTICIPANTS,
    by: str | None = None,
    top: int | None = None,
    progress: Progress = silent,
    only: CountFilter = EVERYTHING,
    stop: bool = False,
) -> Table:
    """The word list; with `stop` without the project's stop words."""
    from qualwork.analysis.words.word_list import list_words

    key = column_key(project, by) or ((lambda _, voice: voice.name) if by else None)
    left_out = stop_words(project).all() if stop else frozenset()
    counted = list_words(narrowing.corpus(project, only, progress), roles, key, top, left_out)
    lines = zip(counted.words, counted.occurrences, counted.participants, counted.by, strict=True)
    rows: tuple[tuple[Cell, ...], ...] = tuple((word, said, people, *each) for word, said, people, each in lines)
    about = auditing.provenance(project, narrowing.said_by(project, roles, only))
    if stop:
        about["stop_words"] = f"{len(left_out):,} words left out"
    return Table("words", ("word", "occurrences", "participants", *distinct(counted.keys)), rows, about)


def kwic(
    project: Project,
    pattern: str,
    roles: Sequence[Role] = PARTICIPANTS,
    width: int = 40,
    top: int | None = None,
    progress: Progress = silent,
    order: Sorting = "place",
    only: CountFilter = EVERYTHING,
    case: bool = False,
    fuzzy: bool = False,
) -> list[Line]:
    """The occurrences of a pattern, or of a saved family by its name, in order of transcript and place unless asked.

    Ordered by time, transcripts with an attribute `date` come in its order. `case` wants capitals as typed; `fuzzy`
    takes forms that differ by a slip or two as well.
    """
    from qualwork.analysis.words.casing import as_typed
    from qualwork.analysis.words.concordance import concordance

    spec = family_specs(project, [pattern])[0]
    if case and spec.name != pattern:  # A saved family under other capitals is not what was typed.
        spec = parse_family(pattern, language(project))
    spec = spec.loosely() if fuzzy else spec
    words = narrowing.corpus(project, only, progress)
    if not case and order != "time":
        return concordance(words, spec, roles, width, top, order)
    lines = concordance(words, spec, roles, width, order="place" if order == "time" else order)
    if case:
        lines = as_typed(lines, spec, words.language)
    return (_by_time(project, lines) if order == "time" else lines)[:top]


def _by_time(project: Project, lines: Sequence[Line]) -> list[Line]:
    dates = {}
    for info in evidence(project).infos.values():
        facts = {fold(name): value for name, value in info.attributes.items()}
        dates[info.id] = facts.get("date", "")
    return sorted(lines, key=lambda line: (not dates[line.transcript], dates[line.transcript], line.title, line.start))


def word_spec(project: Project, word: str) -> FamilySpec:
    """A word of the word list and nothing else, also where a saved family has its name."""
    return FamilySpec(word, (parse_pattern(word, language(project)),))


def term_lines(
    project: Project,
    family: FamilySpec,
    by: str | None = None,
    column: str | None = None,
    roles: Sequence[Role] = PARTICIPANTS,
    width: int = 40,
    only: CountFilter = EVERYTHING,
) -> list[Line]:
    """The lines behind a cell of the term table: of a family, in one column of `by` where it is named."""
    from qualwork.analysis.words.concordance import concordance

    wanted = None if column is None else _in_column(column_key(project, by), column)
    found = concordance(narrowing.corpus(project, only), family, roles, width, wanted=wanted)
    judged = screening.verdicts(project, [family]).get(family.name)
    out = judged.out if judged else frozenset()
    return [line for line in found if (line.transcript, line.start, line.end) not in out]


def _in_column(key: Key | None, column: str) -> Callable[[Document, Voice], bool]:
    return lambda document, voice: (voice.name if key is None else key(document, voice)) == column


def kwic_table(
    project: Project,
    pattern: str,
    roles: Sequence[Role],
    width: int = 40,
    top: int | None = None,
    progress: Progress = silent,
    order: Sorting = "place",
    only: CountFilter = EVERYTHING,
    case: bool = False,
    fuzzy: bool = False,
) -> Table:
    """The concordance as rows."""
    lines = kwic(project, pattern, roles, width, top, progress, order, only, case, fuzzy)
    columns = ("transcript", "participant", "start", "end", "left", "match", "right")
    rows = tuple((li.title, li.participant, li.start, li.end, li.left, li.match, li.right) for li in lines)
    about = ", ".join(filter(None, [pattern, *roles, narrowing.in_words(project, only)]))
    return Table("concordance", columns, rows, auditing.provenance(project, about))
