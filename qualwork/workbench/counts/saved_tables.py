"""Tables kept by name: their configuration is saved, and the table is counted anew each time it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualwork.model.errors import BadInput, NotFound
from qualwork.model.table import SavedTable, Table
from qualwork.model.transcript import Role
from qualwork.model.units import fold
from qualwork.model.verbs import Verb
from qualwork.project.rows import codes, participants, saved_tables, themes
from qualwork.project.store.decisions import Project
from qualwork.workbench.base.progress import Progress, silent
from qualwork.workbench.codes.codebook import checked_name
from qualwork.workbench.counts import counting, narrowing
from qualwork.workbench.counts.narrowing import EVERYTHING, CountFilter


def term_configuration(
    project: Project,
    specs: Sequence[str] = (),
    by: str | None = None,
    roles: Sequence[Role] = counting.PARTICIPANTS,
    only: CountFilter = EVERYTHING,
    rates: bool = False,
) -> dict[str, Any]:
    """What a term table is asked to be; raises BadInput where it could not be counted."""
    counting.family_specs(project, specs)
    counting.column_key(project, by)
    narrowing.names(project, only)
    asked = {"families": list(specs), "by": by, "roles": list(roles), "rates": rates}
    return asked | {"codes": list(only.codes), "themes": list(only.themes), "participants": list(only.participants)}


def save(project: Project, name: str, kind: str, configuration: Mapping[str, Any], why: str = "") -> SavedTable:
    """Keep the configuration of a table under a name, in the place of an older one of that name."""
    with project.decide(Verb.SAVE_TABLE, why=why) as deciding:
        older = next((saved for saved in listing(project) if fold(saved.name) == fold(name)), None)
        deciding.label = older.name if older is not None else checked_name(name)
        saved_tables.save(deciding.session, deciding.label, kind, configuration)
        return next(saved for saved in listing(project) if saved.name == deciding.label)


def listing(project: Project) -> list[SavedTable]:
    """All saved tables."""
    with project.read() as session:
        return saved_tables.everything(session)


def get(project: Project, table_id: int) -> SavedTable:
    """The saved table with that id."""
    saved = next((saved for saved in listing(project) if saved.id == table_id), None)
    if saved is None:
        raise NotFound(f"that table is gone: no table is saved with the id {table_id}; `tables` lists them")
    return saved


def delete(project: Project, table_id: int, why: str = "") -> None:
    """Forget a saved table."""
    with project.decide(Verb.DELETE_TABLE, why=why) as deciding:
        deciding.label = get(project, table_id).name
        saved_tables.delete(deciding.session, table_id)


def terms(project: Project, table_id: int, progress: Progress = silent) -> counting.CountedTerms:
    """A saved term table, counted."""
    saved = get(project, table_id)
    if saved.kind != "terms":
        raise BadInput(f"table {saved.name!r} is no term table but of kind {saved.kind}")
    asked, only = saved.configuration, filter_of(project, saved)
    return counting.terms(project, asked["families"], asked["by"], asked["roles"], progress, only, asked["rates"])


def filter_of(project: Project, saved: SavedTable) -> CountFilter:
    """What a saved table is narrowed to. Files of earlier versions have names in place of ids."""
    with project.read() as session:
        known: dict[str, Sequence[tuple[int, str]]] = {
            "codes": [(code.id, code.name) for code in codes.everything(session)],
            "themes": [(theme.id, theme.name) for theme in themes.everything(session)],
            "participants": [(person.id, person.pseudonym) for person in participants.everyone(session)],
        }
    ids = {
        kind: tuple(_id(saved, kind, kept, known[kind]) for kept in saved.configuration.get(kind, ())) for kind in known
    }
    return CountFilter(ids["codes"], ids["themes"], ids["participants"])


def _id(saved: SavedTable, kind: str, kept: int | str, known: Sequence[tuple[int, str]]) -> int:
    if isinstance(kept, int):
        return kept
    fitting = [number for number, name in known if name == kept]
    if len(fitting) != 1:
        raise NotFound(f"table {saved.name!r} is narrowed to {kind} {kept!r}, of which there are {len(fitting)} now")
    return fitting[0]


def table(project: Project) -> Table:
    """One row a saved table, with what it was asked to be."""
    rows = tuple((saved.id, saved.name, saved.kind, in_words(project, saved)) for saved in listing(project))
    return Table("saved tables", ("id", "name", "kind", "configuration"), rows)


def in_words(project: Project, saved: SavedTable) -> str:
    """The configuration on one line, without what is as usual."""
    parts = []
    for key, value in (saved.configuration | _named(project, saved)).items():
        if value and value != list(counting.PARTICIPANTS):
            said = "yes" if value is True else "; ".join(value) if isinstance(value, list) else value
            parts.append(f"{key}: {said}")
    return ", ".join(parts) or "saved families"


def _named(project: Project, saved: SavedTable) -> dict[str, list[str]]:
    """What the table is narrowed to, as it is called now; what is gone is shown as it is kept."""
    try:
        return narrowing.names(project, filter_of(project, saved))
    except NotFound:
        kinds = ("codes", "themes", "participants")
        return {kind: [f"{kept} (gone)" for kept in saved.configuration.get(kind, ())] for kind in kinds}
