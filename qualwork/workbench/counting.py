"""Counting words and finding passages: families, term tables, word lists, concordances."""

from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qualwork.model.errors import BadInput
from qualwork.model.family import Family, FamilySpec, parse_family, parse_pattern
from qualwork.model.table import Cell, Table
from qualwork.model.transcript import Role
from qualwork.model.units import fold, word_rule
from qualwork.model.word_index import IndexBlock
from qualwork.project import families, study, word_index
from qualwork.project.decisions import Project
from qualwork.workbench import auditing, indexing, naming
from qualwork.workbench.codebook import checked_name
from qualwork.workbench.evidence import Evidence, body
from qualwork.workbench.progress import Told, silent

if TYPE_CHECKING:
    from qualwork.analysis.concordance import Line
    from qualwork.analysis.corpus import Corpus
    from qualwork.analysis.terms import Key, TermRow

_corpora: weakref.WeakKeyDictionary[Project, tuple[str, Corpus]] = weakref.WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class CountedTerms:
    """A term table with what it was made from: `asked` are patterns by family, `notes` what a reader should know."""

    table: Table
    rows: tuple[TermRow, ...]
    asked: Mapping[str, str]
    roles: tuple[Role, ...]
    words: int
    word_rule: str
    corpus_hash: str
    notes: tuple[str, ...] = ()


def corpus(project: Project, told: Told = silent) -> Corpus:
    """The words of all transcripts, kept in memory until a decision changes the project."""
    from qualwork.analysis.corpus import Corpus, Document, Voice

    indexing.ensure(project, told)
    last = auditing.head(project)
    state = last.hash if last else ""
    kept = _corpora.get(project)
    if kept is not None and kept[0] == state:
        return kept[1]
    evidence = Evidence(project)
    forms, blocks = _index(project, [info.revision for info in evidence.infos.values()])
    documents = []
    for info in sorted(evidence.infos.values(), key=lambda info: info.title):
        voices = {}
        for speaker in info.speakers:
            known = speaker.participant in evidence.pseudonyms
            own = f"{speaker.label} ({info.title})" if speaker.role == "participant" else speaker.label
            name = evidence.name(speaker) if known else own
            voices[speaker.label] = Voice(speaker.label, speaker.role, name, evidence.attributes.get(name, {}))
        documents.append(Document(info.id, info.title, blocks[info.revision], voices, _Text(project, info.revision)))
    made = Corpus(forms, documents, language(project))
    _corpora[project] = (state, made)
    return made


def _index(project: Project, revisions: Sequence[int]) -> tuple[list[str], dict[int, IndexBlock]]:
    """The vocabulary and the index of each revision; what a read-only file lacks is made here and not kept."""
    with project.read() as session:
        forms = word_index.forms(session)
        blocks = word_index.blocks(session, revisions)
        missing = word_index.missing(session, word_rule(study.get(session).language))
        if missing:
            indexer = indexing.Indexer(project)
            blocks |= {revision: indexer.build(*body(project, revision)[:2]) for revision in missing}
            forms += indexer.vocabulary.new_forms()
    return forms, blocks


@dataclass(frozen=True, slots=True)
class _Text:
    project: Project
    revision: int

    def __call__(self) -> str:
        return body(self.project, self.revision)[0]


def language(project: Project) -> str:
    """The language by whose word rule this project counts."""
    with project.read() as session:
        return study.get(session).language


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


def terms(
    project: Project,
    specs: Sequence[str] = (),
    by: str | None = None,
    roles: Sequence[Role] = ("participant",),
    told: Told = silent,
) -> CountedTerms:
    """The term table of families given as `name=forms` or a form; of the saved families where none is given.

    Its forms are those found, the most frequent first (those asked for, where none is found).
    """
    from qualwork.analysis.terms import count_terms

    wanted = _specs(project, specs)
    everything = corpus(project, told)
    counted = count_terms(everything, wanted, roles, _key(project, by))
    keys = counted.keys if by else ()
    columns = ("family", "forms", "participants", "occurrences", *_distinct(keys))
    asked = {spec.name: ", ".join(pattern.source for pattern in spec.patterns) for spec in wanted}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row.family,
            ", ".join(row.forms) or asked[row.family],
            row.participants,
            row.occurrences,
            *(row.by[key] for key in keys),
        )
        for row in counted.rows
    )
    about = auditing.provenance(project, f"speech of {', '.join(roles)}")
    about["families"] = "; ".join(f"{name}={patterns}" for name, patterns in asked.items())
    notes = [] if wanted else ["no family is saved yet; name forms, or save one: qualwork families add safe=safe,safer"]
    if not everything.documents:
        notes.append("there is no transcript yet: qualwork import FOLDER")
    table = Table("terms", columns, rows, about)
    rule, corpus_hash = about["word_rule"], about["corpus_hash"]
    return CountedTerms(table, counted.rows, asked, tuple(roles), counted.words, rule, corpus_hash, tuple(notes))


def _specs(project: Project, specs: Sequence[str]) -> list[FamilySpec]:
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


def _key(project: Project, by: str | None) -> Key | None:
    if by is None or by == "participant":
        return None
    if by == "transcript":
        return lambda document, _: document.title
    names = sorted({name for facts in Evidence(project).attributes.values() for name in facts})
    known = next((name for name in names if fold(name) == fold(by)), None)
    if known is None:
        raise BadInput(f"--by {by!r} is neither participant, transcript nor an attribute of participants", names)
    return lambda _, voice: voice.attributes.get(known, "") or f"no {known}"


def _distinct(keys: Sequence[str]) -> tuple[str, ...]:
    taken = {"family", "forms", "participants", "occurrences", "word"}
    return tuple(f"{key} (said)" if key in taken else key for key in keys)


def words(
    project: Project,
    roles: Sequence[Role] = ("participant",),
    by: str | None = None,
    top: int | None = None,
    told: Told = silent,
) -> Table:
    """The word list."""
    from qualwork.analysis.words import list_words

    key = _key(project, by) or ((lambda _, voice: voice.name) if by else None)
    counted = list_words(corpus(project, told), roles, key, top)
    lines = zip(counted.words, counted.occurrences, counted.participants, counted.by, strict=True)
    rows: tuple[tuple[Cell, ...], ...] = tuple((word, said, people, *each) for word, said, people, each in lines)
    about = auditing.provenance(project, f"speech of {', '.join(roles)}")
    return Table("words", ("word", "occurrences", "participants", *_distinct(counted.keys)), rows, about)


def kwic(
    project: Project,
    pattern: str,
    roles: Sequence[Role] = ("participant",),
    width: int = 40,
    top: int | None = None,
    told: Told = silent,
) -> list[Line]:
    """The occurrences of a pattern, or of a saved family by its name, in order of transcript and place."""
    from qualwork.analysis.concordance import concordance

    return concordance(corpus(project, told), _specs(project, [pattern])[0], roles, width, top)


def kwic_table(
    project: Project, pattern: str, roles: Sequence[Role], width: int = 40, top: int | None = None, told: Told = silent
) -> Table:
    """The concordance as rows."""
    lines = kwic(project, pattern, roles, width, top, told)
    columns = ("transcript", "participant", "start", "end", "left", "match", "right")
    rows = tuple((li.title, li.participant, li.start, li.end, li.left, li.match, li.right) for li in lines)
    return Table("concordance", columns, rows, auditing.provenance(project, f"{pattern}, {', '.join(roles)}"))


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


def find(project: Project, text: str, transcript: str | None = None, top: int = 20, told: Told = silent) -> Table:
    """Places of a text: word for word where it stands, else what is most like it, with a score."""
    from qualwork.analysis.find import find_quote

    if not text.strip():
        raise BadInput("the text to find is empty")
    evidence = Evidence(project)
    only = naming.transcript(project, transcript).id if transcript else None
    infos = [info for info in evidence.infos.values() if only in (None, info.id)]
    texts = []
    for at, info in enumerate(infos):
        told(at, len(infos), "reading")
        texts.append((info.id, body(project, info.revision)[0]))
    rows = []
    for place in find_quote(texts, text, top):
        info = evidence.infos[place.transcript]
        said = body(project, info.revision)[0][place.start : place.end]
        who = ", ".join(evidence.who_at(info, place.start, place.end))
        rows.append((info.title, who, place.start, place.end, round(place.score, 1), said))
    columns = ("transcript", "participant", "start", "end", "score", "text")
    return Table("places", columns, tuple(rows), auditing.provenance(project, f"find {text}"))
