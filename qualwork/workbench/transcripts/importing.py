"""Importing interviews: read, guess who is who, index, and store, one decision a file under one batch."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qualwork.ingest.speakers.note_choices import with_choices
from qualwork.model.errors import QualworkError
from qualwork.model.transcript import FoundSpeaker, Reading, TranscriptInfo
from qualwork.model.units import fold
from qualwork.model.verbs import Verb
from qualwork.model.word_index import IndexBlock
from qualwork.project.rows import memos, participants, transcripts
from qualwork.project.store.decisions import Project
from qualwork.workbench.base.indexing import Indexer
from qualwork.workbench.base.progress import Progress, silent
from qualwork.workbench.privacy.pseudonyms import pseudonymised
from qualwork.workbench.transcripts import exchanging, import_report
from qualwork.workbench.transcripts.doubles import Doubles
from qualwork.workbench.transcripts.imported import ImportedFile, ImportedSpeaker, ImportOptions, meant_by

FILES_IN_A_COMMIT = 100
_NO_KEY_FOR_PROJECTS = "a key is for interviews; import the project without --key, then `qualwork pseudonyms apply KEY`"


def import_paths(
    project: Project,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    dry_run: bool = False,
    why: str = "",
    progress: Progress = silent,
) -> list[ImportedFile]:
    """Import files, folders and projects of other programs; each goes in whole or not at all, whatever the others do.

    With `dry_run` nothing is stored and the result says what would be. Files of one call are one batch: `undo`
    takes them out together.
    """
    from qualwork.ingest.read import find_files

    options, batch = options or ImportOptions(), f"import {secrets.token_hex(4)}"
    foreign = [path for path in paths if exchanging.is_project(path)]
    files, left_out = find_files(path for path in paths if path not in foreign)
    run = _Import(project, options, batch, dry_run, why)
    for at in range(0, len(files), FILES_IN_A_COMMIT):
        readings = []
        for number, path in enumerate(files[at : at + FILES_IN_A_COMMIT], start=at):
            progress(number, len(files), f"reading {path.name}")
            readings += run.read(path)
        run.keep(readings)
        progress(min(at + FILES_IN_A_COMMIT, len(files)), len(files), "imported")
    order = {path: number for number, path in enumerate(files)}
    return [
        *sorted(run.results, key=lambda result: order[result.path]),
        *(
            exchanging.import_project(project, path, options, batch, dry_run, why, progress)
            if options.key is None
            else ImportedFile(path, "refused", warnings=(f"{path.name}: {_NO_KEY_FOR_PROJECTS}",))
            for path in foreign
        ),
        *(ImportedFile(path, "skipped", warnings=(_why_left_out(path),)) for path in left_out),
    ]


def _why_left_out(path: Path) -> str:

    if path.suffix.lower() in exchanging.SUFFIXES:
        return "a project of another program; name the file itself to import it"
    return "not a kind of file that is imported"


class _Import:
    """One call of import: what was read so far, and what became of it."""

    def __init__(self, project: Project, options: ImportOptions, batch: str, dry_run: bool, why: str) -> None:
        self.project = project
        self.options = options
        self.batch = batch
        self.dry_run = dry_run
        self.why = why
        self.results: list[ImportedFile] = []
        self.indexer: Indexer | None = None
        with project.read() as session:
            infos = transcripts.infos(session)
            self.sources = transcripts.sources(session)
        roles = [(s.label, s.role) for info in infos for s in info.speakers]
        self.known_interviewers = {fold(label) for label, role in roles if role == "interviewer"}
        self.by_name: dict[str, list[int]] = {}
        for info in infos:
            self._note_name(info.source_name, info.title, info.id)
        self.doubles = Doubles(project, infos)

    def read(self, path: Path) -> list[tuple[Path, Reading]]:
        """The reading of one file; empty where it was refused or is known, which is noted."""
        from qualwork.ingest.read import read_file

        try:
            named = tuple(self.options.participants)
            reading = read_file(path, self.options.encoding, self.options.interviewers, named)
            reading = with_choices(reading, self.options.said, self.options.notes)
            if self.options.key is not None:
                reading = pseudonymised(reading, self.options.key)
        except QualworkError as fault:
            self.results.append(ImportedFile(path, "refused", warnings=(fault.message, *fault.candidates)))
            return []
        digest = hashlib.sha256(reading.source_bytes).hexdigest()
        if digest in self.sources:
            self.results.append(_known(path, self.sources[digest]))
            return []
        changed = self._changed(reading)
        if changed is not None:
            self.results.append(self._revised(path, changed, reading))
            return []
        self.sources[digest] = reading.title
        return [(path, reading)]

    def _changed(self, reading: Reading) -> TranscriptInfo | None:
        """The transcript of which this is another version: the same file name or title, and much the same lines."""
        from qualwork.workbench.transcripts.revising import looks_like

        keys = {*self.by_name.get(reading.source_name, ()), *self.by_name.get(fold(reading.title), ())}
        with self.project.read() as session:
            named = [info for key in sorted(keys) for info in transcripts.infos(session, key)]
        named.sort(key=lambda info: info.title)
        return next((info for info in named if looks_like(self.project, info, reading.text)), None)

    def _note_name(self, source_name: str, title: str, key: int) -> None:
        """Note under which names a transcript is known, so that a later file of the same name is compared with it."""
        for name in {source_name, fold(title)}:
            self.by_name.setdefault(name, []).append(key)

    def _revised(self, path: Path, info: TranscriptInfo, reading: Reading) -> ImportedFile:
        from qualwork.workbench.transcripts.revising import revise

        if not self.options.revise or self.dry_run:
            way = f"`qualwork transcripts edit {info.title!r} {path}` makes it the next revision, and so does --revise"
            note = f"looks like a changed version of {info.title!r}: {way}"
            return ImportedFile(path, "skipped", transcript=info.title, warnings=(note,))
        try:
            made = revise(self.project, info, reading, self.why)
        except QualworkError as fault:
            return ImportedFile(path, "refused", warnings=(fault.message, *fault.candidates))
        said = f"revision {made.number}: {made.carried} carried along, {made.found_again} found again"
        notes = (f"{said}, {len(made.flagged)} to review", *made.warnings)
        return ImportedFile(path, "revised", info.title, turns=len(reading.turns), warnings=notes)

    def keep(self, readings: Sequence[tuple[Path, Reading]]) -> None:
        """Store what was read, in one commit with a decision a file; with a dry run only say what would be."""
        from qualwork.ingest.speakers.batch_roles import propose_roles_together

        proposed = propose_roles_together([reading for _, reading in readings])
        whole = [self._with_known_roles(reading) for reading in proposed]
        self.doubles.note(whole)
        if self.dry_run:
            indexer = Indexer(self.project)
            for (path, _), reading in zip(readings, whole, strict=True):
                self.results.append(
                    self._result(path, reading, reading.title, indexer.build(reading.text, reading.turns))
                )
            return
        with self.project.transaction() as session:
            if self.indexer is None or self.indexer.is_behind():
                self.indexer = Indexer(self.project)
            taken = transcripts.Taken(session)
            for (path, _), reading in zip(readings, whole, strict=True):
                if not self._store(path, reading, self.indexer, taken):
                    taken = transcripts.Taken(session)
            self.indexer.save_vocabulary()

    def _store(self, path: Path, reading: Reading, indexer: Indexer, taken: transcripts.Taken) -> bool:
        """Store one file as one decision; False where it was refused, and `taken` no longer holds."""
        twin = taken.sources.get(hashlib.sha256(reading.source_bytes).hexdigest())
        if twin is not None:
            self.results.append(_known(path, twin))
            return True
        try:
            with self.project.decide(Verb.IMPORT_TRANSCRIPT, reading.title, self.why, batch=self.batch) as deciding:
                people: dict[str, int | None] = {
                    label: participants.ensure(deciding.session, name, taken.pseudonyms)
                    for label, name in meant_by(reading, self.options.participants).items()
                    if name is not None
                }
                title = transcripts.free_title(deciding.session, reading.title, taken.titles)
                stored = replace(reading, title=title)
                key, revision = transcripts.add(deciding, stored, people, taken.titles)
                block = indexer.build(reading.text, reading.turns)
                indexer.store(revision, block)
                for note in reading.notes:
                    memos.add(deciding, "note", ("transcript", key), note.text, (revision, note.start, note.end))
        except QualworkError as fault:
            self.results.append(ImportedFile(path, "refused", warnings=(fault.message,)))
            return False
        self._note_name(reading.source_name, title, key)
        self.results.append(self._result(path, reading, stored.title, block))
        return True

    def _with_known_roles(self, reading: Reading) -> Reading:
        """Interviewers of earlier transcripts interview here too, as long as somebody is left to answer."""
        known = [s for s in reading.speakers if s.role == "participant" and fold(s.label) in self.known_interviewers]
        answering = [s for s in reading.speakers if s.role == "participant" and s not in known]
        said = set(self.options.participants)
        if not answering:
            return reading
        why = "interviews in other transcripts of the project"
        speakers = tuple(
            replace(s, role="interviewer", reason=why) if s in known and s.label not in said else s
            for s in reading.speakers
        )
        return replace(reading, speakers=speakers)

    def _result(self, path: Path, reading: Reading, title: str, block: IndexBlock) -> ImportedFile:
        words = {count.label: count.words for count in block.counts}
        people = meant_by(reading, self.options.participants)
        speakers = tuple(_said(speaker, people[speaker.label], words) for speaker in reading.speakers)
        warnings = (*reading.warnings, *_alike(reading), *self.doubles.warning(reading, title))
        if title != reading.title:
            warnings = (*warnings, f"the title {reading.title!r} was taken; it is {title!r} here")
        file = ImportedFile(path, "imported", title, block.words, len(reading.turns), speakers, warnings)
        shown = replace(file, warnings=(*warnings, *import_report.doubts(file)))
        return replace(shown, left_out=import_report.not_speech(reading), notes=import_report.notes_taken(reading))


def _known(path: Path, title: str) -> ImportedFile:
    note = f"the same content is in the project already as {title!r}"
    return ImportedFile(path, "skipped", transcript=title, warnings=(note,))


def _said(speaker: FoundSpeaker, participant: str | None, words: Mapping[str, int]) -> ImportedSpeaker:
    return ImportedSpeaker(
        speaker.label,
        speaker.role,
        participant,
        speaker.turns,
        words.get(speaker.label, 0),
        speaker.reason,
        speaker.first_line,
        speaker.questions,
        speaker.doubt,
    )


def _alike(reading: Reading) -> Iterator[str]:
    from qualwork.analysis.words.similar import near_duplicates

    by_word = {speaker.label: speaker.role for speaker in reading.speakers if speaker.reason == "alias"}
    for one, other, _ in near_duplicates([speaker.label for speaker in reading.speakers]):
        if one in by_word and other in by_word and by_word[one] != by_word[other]:
            continue  # an interviewer and an interviewee, by name
        yield f"labels {one!r} and {other!r}: one person? Nothing was merged; --participant {other}={one} joins them"
