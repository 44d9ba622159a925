"""What all screens look at: the codebook, the transcripts, and the one that lies open, read when first asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from qualwork.model.code import Code, Coding
from qualwork.model.transcript import Transcript, TranscriptInfo
from qualwork.tui.colours import palette_colour
from qualwork.tui.places import Places
from qualwork.tui.reader.spans import CodedSpan
from qualwork.workbench.base import naming, projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding
from qualwork.workbench.corpus.extracts import body
from qualwork.workbench.transcripts import reading


class Snapshot:
    """The project as it was at one moment; a change makes a new one."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @cached_property
    def study(self) -> projects.Study:
        """Title, question, approach and language."""
        return projects.describe(self._project)

    @cached_property
    def infos(self) -> list[TranscriptInfo]:
        """Every transcript without its text, in order of title."""
        return reading.infos(self._project)

    @cached_property
    def codes(self) -> dict[int, Code]:
        """The codebook by id, in its order."""
        return {code.id: code for code in codebook.everything(self._project)}

    @cached_property
    def paths(self) -> dict[int, str]:
        """The full name of each code."""
        return naming.paths(list(self.codes.values()))

    @cached_property
    def uses(self) -> dict[int, int]:
        """How many codings each code has."""
        return codebook.uses(self._project)


class Session:
    """The project on the screen. `version` grows with every change, so that each tab knows when to look again."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.places = Places(project)
        self.snapshot = Snapshot(project)
        self.version = 0
        self.transcript: Transcript | None = None
        self.offset = 0
        self.recent = self.places.recent_codes()
        self.drafts: dict[str, str] = {}
        self._codings: tuple[int, int, list[Coding]] = (-1, 0, [])
        self._spans: dict[Coding, CodedSpan] = {}
        self._looks: dict[int, tuple[str, str]] = {}

    def changed(self, transcripts: bool = False) -> None:
        """Forget what was read: the project has changed, `transcripts` where transcripts may have changed, too."""
        self.version += 1
        self.snapshot = Snapshot(self.project)
        if transcripts and self.transcript is not None:
            info = reading.info(self.project, self.transcript.info.id)
            if info is None:
                self.transcript = None
            elif replace(info, codings=self.transcript.info.codings) != self.transcript.info:
                self._lay(info)

    def open(self, transcript: int, offset: int | None = None) -> bool:
        """Lay a transcript open, where it was left unless an offset is given; False where it is gone."""
        info = reading.info(self.project, transcript)
        if info is None:
            return False
        if self.transcript is None or self.transcript.info.id != transcript:
            self._lay(info)
            self.places.put("transcript", str(transcript))
        self.offset = self.places.reading(transcript)[0] if offset is None else offset
        return True

    def open_last(self) -> None:
        """Lay open what lay open last time, else the first transcript there is."""
        if not self.open(self.places.number("transcript")) and self.snapshot.infos:
            self.open(self.snapshot.infos[0].id)

    def _lay(self, info: TranscriptInfo) -> None:
        self.transcript = Transcript(info, *body(self.project, info.revision))

    def coded(self, made: Coding | None = None, gone: int | None = None) -> None:
        """One coding was made or taken away: the others are known, however many there are."""
        known = self.codings
        self.changed()
        if self.transcript is not None:
            kept = [each for each in known if each.id != gone and (made is None or each.id != made.id)]
            added = [] if made is None or made.transcript != self.transcript.info.id else [replace(made, extract="")]
            self._codings = (self.version, self.transcript.info.id, [*kept, *added])

    @property
    def codings(self) -> list[Coding]:
        """The codings of the open transcript."""
        if self.transcript is None:
            return []
        where = self.transcript.info.id
        if self._codings[:2] != (self.version, where):
            self._codings = (self.version, where, coding.in_transcript(self.project, where))
        return self._codings[2]

    def spans(self) -> list[CodedSpan]:
        """The codings of the open transcript as the reader shows them."""
        looks = {code: (self.code_name(code), self.colour(code)) for code in self.snapshot.codes}
        if looks != self._looks:
            self._looks, self._spans = looks, {}
        known = self._spans
        self._spans = {each: known.get(each) or self._span(each) for each in self.codings}
        return list(self._spans.values())

    def _span(self, each: Coding) -> CodedSpan:
        name, colour = self.code_name(each.code), self.colour(each.code)
        return CodedSpan(each.id, each.code, name, colour, each.start, each.end, each.coder)

    def progress(self) -> dict[int, float]:
        """How much of each transcript this coder has seen, from 0 to 1, with what is not yet written."""
        found = reading.progress(self.project)
        if self.transcript is not None and self.transcript.text:
            where = self.transcript.info.id
            found[where] = min(1.0, self.places.reading(where)[1] / len(self.transcript.text))
        return found

    def code_name(self, code: int) -> str:
        """The name of a code; a code that was just removed has none."""
        known = self.snapshot.codes.get(code)
        return known.name if known else "?"

    def colour(self, code: int) -> str:
        """The colour of a code, its own or one of the palette."""
        known = self.snapshot.codes.get(code)
        return known.colour if known and known.colour else palette_colour(code)

    def use(self, code: int) -> None:
        """A code was applied: it comes first in the picker."""
        self.recent = self.places.used(self.recent, code)
