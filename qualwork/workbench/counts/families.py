"""Term families: their forms accepted and rejected one by one, and forms proposed from what was said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qualwork.model.family import Family, FamilySpec, parse_family, parse_pattern
from qualwork.model.table import Cell, Table
from qualwork.model.units import fold
from qualwork.model.verbs import Verb
from qualwork.project.rows import families
from qualwork.project.rows.names import refuse_taken
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.codes.codebook import checked_name
from qualwork.workbench.corpus.corpora import corpus, language
from qualwork.workbench.log import auditing

if TYPE_CHECKING:
    from qualwork.analysis.words.concordance import Line

_KINDS = ("form", "negation", "phrase")


def saved_families(project: Project) -> list[Family]:
    """The families of the project, in the order they were made."""
    with project.read() as session:
        return families.everything(session)


def families_table(project: Project) -> Table:
    """One row a family."""
    rows = tuple((f.id, f.name, ", ".join(f.accepted), ", ".join(f.rejected)) for f in saved_families(project))
    return Table("families", ("id", "name", "accepted", "rejected"), rows)


def add_family(project: Project, spec: str, why: str = "") -> Family:
    """Save a family given as `name=form,form,"a phrase"`; forms join those of a family of that name."""
    parsed = parse_family(spec, language(project))
    name = checked_name(parsed.name)
    forms = [pattern.source for pattern in parsed.patterns]
    with project.transaction():
        known = next((f for f in saved_families(project) if fold(f.name) == fold(name)), None)
        if known is not None:
            return judge_forms(project, known.id, forms, "accepted", why)
        return _add(project, name, forms, why)


def _add(project: Project, name: str, forms: Sequence[str], why: str) -> Family:
    kept: dict[str, str] = {}
    for form in forms:
        kept.setdefault(_plain(form), form.strip())
    with project.decide(Verb.ADD_FAMILY, name, why) as deciding:
        refuse_taken(deciding.session, "term_family", {"name": name})
        family_id = families.add(deciding.session, name)
        for form in kept.values():
            families.judge(deciding.session, family_id, form, "accepted")
    return naming.family_by_id(project, family_id)


def _plain(form: str) -> str:
    """What two ways to type one form have in common."""
    if form.strip().startswith("re:"):
        return form.strip()
    return " ".join(fold(form).replace('"', " ").split())


def judge_forms(
    project: Project, family: int, forms: Sequence[str], verdict: Literal["accepted", "rejected"], why: str = ""
) -> Family:
    """Accept forms into a family, or reject them from it."""
    tongue = language(project)
    parsed = [parse_pattern(form, tongue).source.strip() for form in forms]
    verb = Verb.ACCEPT_FORMS if verdict == "accepted" else Verb.REJECT_FORMS
    with project.decide(verb, why=why) as deciding:
        kin = naming.family_by_id(project, family)
        kept = {_plain(form): form for form in (*kin.accepted, *kin.rejected)}
        sources = [kept.get(_plain(source), source) for source in parsed]
        deciding.label = f"{kin.name}: {', '.join(sources)}"
        for source in sources:
            families.judge(deciding.session, kin.id, source, verdict)
    return naming.family_by_id(project, family)


def delete_family(project: Project, family: int, why: str = "") -> None:
    """Remove a family with its forms and screened hits."""
    with project.decide(Verb.DELETE_FAMILY, why=why) as deciding:
        kin = naming.family_by_id(project, family)
        deciding.label = kin.name
        families.delete(deciding.session, kin.id)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form that may belong to a family, with its counts, why it is proposed, and two lines where it stands."""

    form: str
    occurrences: int
    participants: int
    reason: str
    kind: Literal["form", "negation", "phrase"]
    lines: tuple[Line, ...]


def proposals(project: Project, form: str, family: int | None = None, width: int = 30) -> list[Proposal]:
    """Forms said by participants that may belong to a form, then its negations, then phrases around it.

    Left out is what a family has judged: the one named, else those that have its name or have accepted it.
    """
    from qualwork.analysis.words.concordance import concordance
    from qualwork.analysis.words.phrases import suggest_phrases
    from qualwork.analysis.words.suggest import suggest_forms

    tongue, words = language(project), corpus(project)
    parse_pattern(form, tongue)
    judged = _judged(project, form, family)
    found = [*suggest_forms(words, form), *suggest_phrases(words, [fold(form.strip())])]
    found.sort(key=lambda each: _KINDS.index(each.kind))
    made = []
    for each in found:
        if not judged(each.form):
            lines = concordance(words, FamilySpec(form, (parse_pattern(each.form, tongue),)), width=width, limit=2)
            counts = each.occurrences, each.participants
            made.append(Proposal(each.form, *counts, each.reason, each.kind, tuple(lines)))
    return made


def _judged(project: Project, form: str, family: int | None) -> Callable[[str], bool]:
    """Says whether a form or phrase was accepted or rejected already, as typed or by a wildcard."""
    tongue, seed = language(project), _plain(form)
    saved = saved_families(project) if family is None else [naming.family_by_id(project, family)]
    mine = [
        each for each in saved if family is not None or _plain(each.name) == seed or seed in map(_plain, each.accepted)
    ]
    typed = [source for each in mine for source in (*each.accepted, *each.rejected)]
    plain = {_plain(source) for source in typed}
    patterns = [parse_pattern(source, tongue) for source in typed]
    wild = [each.words[0] for each in patterns if not each.is_phrase and each.words[0].kind == "wildcard"]
    return lambda said: said in plain or any(re.fullmatch(each.expression(), said) for each in wild)


def suggest(project: Project, form: str, family: int | None = None) -> Table:
    """The proposals as rows, each with two lines of context."""
    rows: list[tuple[Cell, ...]] = []
    for each in proposals(project, form, family):
        lines = [*(shown(line) for line in each.lines), "", ""][:2]
        rows.append((each.form, each.occurrences, each.participants, each.reason, each.kind, *lines))
    columns = ("form", "occurrences", "participants", "reason", "kind", "line 1", "line 2")
    return Table("suggestions", columns, tuple(rows), auditing.provenance(project, f"forms like {form}"))


def shown(line: Line) -> str:
    """A line of a concordance on one line, with its match between brackets."""
    return " ".join(f"{line.left}[{line.match}]{line.right}".split())
