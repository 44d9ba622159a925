"""Term families: their forms accepted and rejected one by one, and forms proposed from what was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from qualwork.model.family import Family, parse_family, parse_pattern
from qualwork.model.table import Table
from qualwork.model.units import fold
from qualwork.project import families
from qualwork.project.decisions import Project
from qualwork.workbench import naming
from qualwork.workbench.codebook import checked_name
from qualwork.workbench.corpora import corpus, language


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
    known = next((f for f in saved_families(project) if fold(f.name) == fold(name)), None)
    forms = [pattern.source for pattern in parsed.patterns]
    if known is not None:
        return judge_forms(project, known.name, forms, "accepted", why)
    kept: dict[str, str] = {}
    for form in forms:
        kept.setdefault(_plain(form), form.strip())
    with project.decide("add family", name, why) as deciding:
        family_id = families.add(deciding.session, name)
        for form in kept.values():
            families.judge(deciding.session, family_id, form, "accepted")
    return naming.family(project, name)


def _plain(form: str) -> str:
    """What two ways to type one form have in common."""
    if form.strip().startswith("re:"):
        return form.strip()
    return " ".join(fold(form).replace('"', " ").split())


def judge_forms(
    project: Project, family: str, forms: Sequence[str], verdict: Literal["accepted", "rejected"], why: str = ""
) -> Family:
    """Accept forms into a family, or reject them from it."""
    kin, tongue = naming.family(project, family), language(project)
    kept = {_plain(form): form for form in (*kin.accepted, *kin.rejected)}
    sources = [parse_pattern(form, tongue).source.strip() for form in forms]
    sources = [kept.get(_plain(source), source) for source in sources]
    verb = "accept forms" if verdict == "accepted" else "reject forms"
    with project.decide(verb, f"{kin.name}: {', '.join(sources)}", why) as deciding:
        for source in sources:
            families.judge(deciding.session, kin.id, source, verdict)
    return naming.family(project, kin.name)


def delete_family(project: Project, family: str, why: str = "") -> None:
    """Remove a family with its forms and screened hits."""
    kin = naming.family(project, family)
    with project.decide("delete family", kin.name, why) as deciding:
        families.delete(deciding.session, kin.id)


def suggest(project: Project, form: str) -> Table:
    """Derivatives of a form that the interviews have and no family of that name has judged yet."""
    from qualwork.analysis.suggest import suggest_forms

    parse_pattern(form, language(project))
    judged = {
        fold(each) for f in saved_families(project) if fold(f.name) == fold(form) for each in (*f.accepted, *f.rejected)
    }
    found = [s for s in suggest_forms(corpus(project), form) if s.form not in judged]
    rows = tuple((s.form, s.occurrences, s.participants, s.reason) for s in found)
    return Table("suggestions", ("form", "occurrences", "participants", "reason"), rows)
