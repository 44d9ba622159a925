"""Tables kept by name: their configuration is saved, and the table is counted anew each time it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualwork.model.errors import BadInput, NotFound
from qualwork.model.table import SavedTable, Table
from qualwork.model.transcript import Role
from qualwork.model.units import fold
from qualwork.project.rows import saved_tables
from qualwork.project.store.decisions import Project
from qualwork.workbench.base.progress import Told, silent
from qualwork.workbench.codes.codebook import checked_name
from qualwork.workbench.counts import counting
from qualwork.workbench.counts.narrowing import EVERYTHING, Only, checked


def term_configuration(
    project: Project,
    specs: Sequence[str] = (),
    by: str | None = None,
    roles: Sequence[Role] = counting.PARTICIPANTS,
    only: Only = EVERYTHING,
    rates: bool = False,
) -> dict[str, Any]:
    """What a term table is asked to be; raises BadInput where it could not be counted."""
    counting.family_specs(project, specs)
    counting.column_key(project, by)
    only = checked(project, only)
    asked = {"families": list(specs), "by": by, "roles": list(roles), "rates": rates}
    return asked | {"codes": list(only.codes), "themes": list(only.themes), "participants": list(only.participants)}


def save(project: Project, name: str, kind: str, configuration: Mapping[str, Any], why: str = "") -> SavedTable:
    """Keep the configuration of a table under a name, in the place of an older one of that name."""
    name = next((each.name for each in listing(project) if fold(each.name) == fold(name)), checked_name(name))
    with project.decide("save table", name, why) as deciding:
        saved_tables.save(deciding.session, name, kind, configuration)
    return get(project, name)


def listing(project: Project) -> list[SavedTable]:
    """All saved tables."""
    with project.read() as session:
        return saved_tables.everything(session)


def get(project: Project, name: str) -> SavedTable:
    """The saved table of that name."""
    every = listing(project)
    found = next((each for each in every if fold(each.name) == fold(name.strip())), None)
    if found is None:
        hint = "; there are" if every else "; none is saved yet: qualwork terms --save NAME"
        raise NotFound(f"no table is saved as {name!r}{hint}", [each.name for each in every])
    return found


def delete(project: Project, name: str, why: str = "") -> None:
    """Forget a saved table."""
    found = get(project, name)
    with project.decide("delete table", found.name, why) as deciding:
        saved_tables.delete(deciding.session, found.id)


def terms(project: Project, name: str, told: Told = silent) -> counting.CountedTerms:
    """A saved term table, counted."""
    saved = get(project, name)
    if saved.kind != "terms":
        raise BadInput(f"table {saved.name!r} is no term table but of kind {saved.kind}")
    asked = saved.configuration
    only = Only(tuple(asked["codes"]), tuple(asked["themes"]), tuple(asked["participants"]))
    return counting.terms(project, asked["families"], asked["by"], asked["roles"], told, only, asked["rates"])


def table(project: Project) -> Table:
    """One row a saved table, with what it was asked to be."""
    rows = tuple((each.id, each.name, each.kind, in_words(each)) for each in listing(project))
    return Table("saved tables", ("id", "name", "kind", "configuration"), rows)


def in_words(saved: SavedTable) -> str:
    """The configuration on one line, without what is as usual."""
    parts = []
    for key, value in saved.configuration.items():
        if value and value != list(counting.PARTICIPANTS):
            said = "yes" if value is True else "; ".join(value) if isinstance(value, list) else value
            parts.append(f"{key}: {said}")
    return ", ".join(parts) or "saved families"
