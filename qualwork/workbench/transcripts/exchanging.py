"""Whole projects in from other programs and out to them: one decision, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from qualwork import __version__
from qualwork.model import interchange
from qualwork.model.errors import BadInput, QualworkError
from qualwork.model.transcript import Reading
from qualwork.model.units import fold
from qualwork.model.verbs import Verb
from qualwork.model.word_index import IndexBlock
from qualwork.project.rows import codes, study, transcripts
from qualwork.project.rows import interchange as exchange_out
from qualwork.project.rows.interchange_in import People, take
from qualwork.project.store.decisions import Deciding, Project
from qualwork.workbench.base import file_kinds
from qualwork.workbench.base.indexing import Indexer
from qualwork.workbench.base.progress import Cancelled, Progress, silent
from qualwork.workbench.log import auditing
from qualwork.workbench.transcripts import answer_tables
from qualwork.workbench.transcripts.imported import ImportedFile, ImportedSpeaker, ImportOptions, meant_by

TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".xlsb", ".ods")
SUFFIXES = (".qdpx", ".qde", ".qdc", ".qda", ".sqlite3", ".rqda", ".requal", *TABLES)
_SQLITE = b"SQLite format 3\x00"
_WARNINGS_OF_TEXTS = 60
Blocks = dict[str, tuple[Reading, IndexBlock]]


class _DryRun(Exception):
    """All was done as it would be; now it is taken back."""


def is_project(path: Path) -> bool:
    """True for a project of another program, by its name or because it is a database."""
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
    return False


def import_project(
    project: Project,
    path: Path,
    options: ImportOptions,
    batch: str,
    dry_run: bool = False,
    why: str = "",
    progress: Progress = silent,
) -> ImportedFile:
    """Take in a project of another program; what is in ours already is joined by GUID, text or name.

    The warnings say what was guessed, doubted or not taken over. With `dry_run` all is done and taken back.
    """
    try:
        progress(0, 3, f"reading {path.name}")
        found = _with_roles(read_project(path, options))
        progress(1, 3, f"taking in {path.name}")
        return _taken_in(project, path, found, options, batch, dry_run, why)
    except Cancelled:
        raise
    except QualworkError as fault:
        return ImportedFile(path, "refused", warnings=(fault.message, *fault.candidates))


def read_project(path: Path, options: ImportOptions) -> interchange.Study:
    """What is in a project of another program; raises BadInput, naming the file, where it cannot be used."""
    from qualwork.ingest.read import Said

    said = Said(options.interviewers, tuple(options.participants))
    try:
        if path.suffix.lower() in (".qdpx", ".qde", ".qdc"):
            from qualwork.ingest.refi_qda.refi_project import read_refi

            return read_refi(path, said)
        if path.suffix.lower() in TABLES:
            return answer_tables.read_study(path, said, options.encoding, options.columns)
        from qualwork.ingest.foreign.databases import read_database

        return read_database(path, said)
    except QualworkError:
        raise
    except Exception as fault:  # whatever a broken file does to a reader, it is refused in a line
        words = " ".join(str(fault).split())[:120]
        raise BadInput(f"{path}: cannot be read ({type(fault).__name__}{': ' * bool(words)}{words})") from fault


def _with_roles(found: interchange.Study) -> interchange.Study:
    """Roles proposed over all sources together, except where the file itself gives them."""
    from qualwork.ingest.read import propose_roles_together

    open_ones = [source for source in found.sources if source.reading is not None and not source.voices]
    proposed = propose_roles_together([source.reading for source in open_ones if source.reading is not None])
    readings = {source.guid: reading for source, reading in zip(open_ones, proposed, strict=True)}
    sources = (replace(source, reading=readings.get(source.guid, source.reading)) for source in found.sources)
    return replace(found, sources=tuple(sources))


def _taken_in(
    project: Project,
    path: Path,
    found: interchange.Study,
    options: ImportOptions,
    batch: str,
    dry_run: bool,
    why: str,
) -> ImportedFile:
    meant = {source.guid: dict(_people(source, found, options.participants)) for source in found.sources}
    blocks: Blocks = {}
    try:
        with project.transaction():
            indexer = Indexer(project)

            def index(source: str, revision: int, reading: Reading) -> None:
                block = indexer.build(reading.text, reading.turns)
                indexer.store(revision, block)
                blocks[source] = reading, block

            with project.decide(Verb.IMPORT_PROJECT, path.name, why, batch=batch) as deciding:
                _describe(project, deciding, found)
                taken = take(deciding, found, meant, index)
            indexer.save_vocabulary()
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return _result(path, found, taken, meant, blocks, deciding.changed)


def _describe(project: Project, deciding: Deciding, found: interchange.Study) -> None:
    """An empty project takes over the research question, and the title if it has none of its own."""
    session = deciding.session
    if transcripts.infos(session) or codes.everything(session):
        return
    now = study.get(session)
    values = {}
    if found.question and not now.research_question:
        values["research_question"] = found.question
    if found.title and now.title == project.path.stem:
        values["title"] = found.title
    if values:
        study.change(session, **values)


def _people(
    source: interchange.Source, found: interchange.Study, said: Mapping[str, str]
) -> Iterator[tuple[str, str | None]]:
    """The participant meant by each label: said, named by the file, the only case of the source, or as ever."""
    if source.reading is None:
        return
    named = {voice.label: voice.participant for voice in source.voices}
    cases = [case.name for case in found.cases if source.guid in case.sources]
    answering = [speaker.label for speaker in source.reading.speakers if speaker.role == "participant"]
    usual = meant_by(source.reading, said)
    for label, name in usual.items():
        if label in said or not (named or cases):
            yield label, name
        elif named:
            yield label, named.get(label)
        elif label not in answering:
            yield label, None
        elif same := next((case for case in cases if fold(case) == fold(label)), None):
            yield label, same
        else:
            yield label, cases[0] if len(cases) == len(answering) == 1 else name


def _result(
    path: Path,
    found: interchange.Study,
    taken: interchange.Taken,
    meant: People,
    blocks: Blocks,
    changed: int,
) -> ImportedFile:
    if not changed:
        return ImportedFile(path, "skipped", warnings=("everything in it is in the project already",))
    warnings = [*found.notices, *taken.notices, *_unheard(found, meant), *_of_texts(found)]
    titles = [reading.title for reading, _ in blocks.values()]
    return ImportedFile(
        path,
        "imported",
        titles[0] if len(titles) == 1 else None,
        sum(block.words for _, block in blocks.values()),
        sum(len(reading.turns) for reading, _ in blocks.values()),
        tuple(_speakers(meant, blocks)),
        tuple(warnings),
        {what: count for what, count in taken.new.items() if count},
    )


def _speakers(meant: People, blocks: Blocks) -> Iterator[ImportedSpeaker]:
    for source, (reading, block) in blocks.items():
        words = {count.label: count.words for count in block.counts}
        for each in reading.speakers:
            who, said = meant[source].get(each.label), words.get(each.label, 0)
            yield ImportedSpeaker(each.label, each.role, who, each.turns, said, each.reason, each.first_line)


def _unheard(found: interchange.Study, meant: People) -> Iterator[str]:
    """Cases of a source of whom no label is known to be theirs."""
    titles = {source.guid: source.title for source in found.sources}
    for case in found.cases:
        for guid in case.sources:
            if guid in titles and fold(case.name) not in {fold(name or "") for name in meant[guid].values()}:
                yield f"{titles[guid]}: who speaks as {case.name!r} could not be told; `speakers set` says so"


def _of_texts(found: interchange.Study) -> Iterator[str]:
    """What the finding of turns says, each with its transcript."""
    said = [
        f"{source.title}: {warning}"
        for source in found.sources
        if source.reading is not None
        for warning in source.reading.warnings
    ]
    yield from said[:_WARNINGS_OF_TEXTS]
    if len(said) > _WARNINGS_OF_TEXTS:
        yield f"{len(said) - _WARNINGS_OF_TEXTS:,} more notes on speakers in the transcripts"


def export_project(project: Project, path: Path) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Write the project for other programs: `.qdpx` with the transcripts, `.qdc` the codebook with its themes.

    Returns the files written, and what is not in them because the format has no place for it.
    """
    from qualwork.export import files
    from qualwork.export.write import kind_of

    kind = kind_of(path, file_kinds.kinds("study"))
    with project.read() as session:
        found = exchange_out.gather(session)
    if kind == "qdc" and not found.codes:
        raise BadInput(f"{path}: the project has no codes yet, and a codebook without codes is none")
    program = f"{interchange.ORIGIN} {__version__}"
    notices = found.notices if kind == "qdpx" else ()
    paths = files.save(path, "study", found, program, name="REFI-QDA", provenance=auditing.provenance(project))
    return paths, notices
