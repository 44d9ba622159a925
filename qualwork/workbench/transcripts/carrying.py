"""An edit of a transcript put into the file: the new text, and everything that stood on the old one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualwork.model.errors import BadInput, Refused
from qualwork.model.transcript import Reading, Role, TranscriptInfo, Turn, check_tiling, turns_to_json
from qualwork.model.verbs import Verb
from qualwork.project.rows import participants, quotes, revisions
from qualwork.project.rows.revisions import Anchor, Move
from qualwork.project.store.decisions import Deciding, Project
from qualwork.workbench.base import naming
from qualwork.workbench.base.indexing import Indexer
from qualwork.workbench.base.progress import Progress
from qualwork.workbench.corpus.extracts import body

if TYPE_CHECKING:
    from qualwork.analysis.anchors.reanchor import Carried, Carrier


@dataclass(frozen=True, slots=True)
class Revised:
    """What became of an edit: the new revision's number, and how many anchors went which way."""

    transcript: str
    number: int
    carried: int
    found_again: int
    flagged: tuple[str, ...]
    new_labels: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def anchor_key(transcript_id: int, anchor: Anchor) -> str:
    """What an anchor is called: `coding:12`, `memo:3`, `hit:FAMILY:START:END@TRANSCRIPT`."""
    if anchor.kind == "hit":
        return f"hit:{anchor.owner[0]}:{anchor.start}:{anchor.end}@{transcript_id}"
    return f"{anchor.kind}:{anchor.id}"


class Edit:
    """One edit: the old text and the new one, and what is carried from one to the other."""

    def __init__(
        self, project: Project, info: TranscriptInfo, text: str, progress: Progress, reading: Reading | None = None
    ) -> None:
        from qualwork.analysis.anchors.reanchor import Carrier

        self.project, self.info, self.text, self.progress, self.reading = project, info, text, progress, reading
        self.old, self.old_turns, self.old_pages = body(project, info.revision)
        progress(0, 3, "comparing the texts")
        self.carrier: Carrier = Carrier(self.old, text)
        self.turns = self._turns()
        check_tiling(text, self.turns)
        if text == self.old and self.turns == self.old_turns:
            raise BadInput(f"{info.title}: the text is the one the project has already; nothing was changed")

    def keep(self, why: str) -> Revised:
        """Store the revision and everything on it, as one decision."""
        project, info = self.project, self.info
        with project.decide(Verb.EDIT_TRANSCRIPT, info.title, why) as deciding:
            if naming.transcript_by_id(project, info.id).revision != info.revision:
                raise Refused(f"{info.title}: somebody else has edited it meanwhile; look at it and try again")
            pages = self.reading.pages if self.reading else self._pages()
            source = (self.reading.source_name, self.reading.source_bytes) if self.reading else None
            turns_json = turns_to_json(self.turns, pages)
            revision, number = revisions.add(deciding, info.id, self.text, turns_json, len(self.turns), source)
            deciding.label = f"{info.title} to revision {number}"
            labels = self._add_speakers(deciding)
            self.progress(1, 3, "carrying codings along")
            moves, counts = self._moves(deciding)
            revisions.move(deciding, info.revision, revision, moves)
            self._move_places(deciding)
            self.progress(2, 3, "word index")
            indexer = Indexer(project)
            indexer.store(revision, indexer.build(self.text, self.turns))
            indexer.save_vocabulary()
        with project.read() as session:
            waiting = [anchor for where, anchor in revisions.flagged(session) if where == info.id]
        flagged = tuple(anchor_key(info.id, anchor) for anchor in waiting)
        warnings = self.reading.warnings if self.reading else ()
        return Revised(info.title, number, counts["carried"], counts["found again"], flagged, labels, warnings)

    def _turns(self) -> tuple[Turn, ...]:
        """Turns as the reader of the file has them; of a text written in place, found as they were found before."""
        from qualwork.analysis.anchors.carried_turns import carried_turns, with_times

        if self.reading is not None:
            return self.reading.turns
        found = _found_turns(self.info, self.old)
        if [(t.start, t.speaker) for t in found] != [(t.start, t.speaker) for t in self.old_turns]:
            return carried_turns(self.carrier, self.old_turns)
        return with_times(self.carrier, self.old_turns, _found_turns(self.info, self.text))

    def _pages(self) -> tuple[int, ...]:
        return tuple(sorted({self.carrier.position(page) for page in self.old_pages}))

    def _add_speakers(self, deciding: Deciding) -> tuple[str, ...]:
        """Labels that nobody had before, with the role they seem to have."""
        from qualwork.ingest.speakers.label_words import is_generic
        from qualwork.ingest.speakers.roles import find_speakers

        known = {speaker.label: speaker.role for speaker in self.info.speakers}
        asking = [label for label, role in known.items() if role == "interviewer"]
        answering = [label for label, role in known.items() if role == "participant"]
        proposed = find_speakers(self.text, self.turns, asking, answering)[0]
        rows: list[tuple[str, Role, int | None]] = []
        for speaker in proposed:
            if speaker.label not in known:
                name = f"{self.info.title} {speaker.label}" if is_generic(speaker.label) else speaker.label
                answers = speaker.role == "participant"
                person = participants.ensure(deciding.session, name) if answers else None
                rows.append((speaker.label, speaker.role, person))
        revisions.add_speakers(deciding, self.info.id, rows)
        return tuple(label for label, _, _ in rows)

    def _moves(self, deciding: Deciding) -> tuple[list[Move], dict[str, int]]:
        counts = {"carried": 0, "found again": 0, "needs review": 0}
        cuts = revisions.cuts(deciding.session, self.info.revision)
        placed: list[tuple[Anchor, Carried]] = []
        for anchor in revisions.anchors(deciding.session, self.info.revision):
            place = self.carrier.carry(anchor.start, anchor.end)
            if anchor.needs_review or not self._carry_cuts(deciding, anchor, place, cuts):
                place = replace(place, how="needs review")
            placed.append((anchor, place))
        # Who is sure of a place takes it first.
        taken: set[tuple[object, ...]] = set()
        moves = []
        for anchor, place in sorted(placed, key=lambda pair: pair[1].how == "needs review"):
            free = self._free(anchor, place, taken)
            counts[free.how] += 1
            sure = free.how != "needs review"
            extract = self.text[free.start : free.end] if sure else None
            moves.append(Move(anchor, free.start, free.end, not sure, extract))
        return moves, counts

    def _free(self, anchor: Anchor, place: Carried, taken: set[tuple[object, ...]]) -> Carried:
        """The place itself, or where the same thing stands there already, the next one, for review."""
        start, end, how = place.start, place.end, place.how
        while (anchor.kind, anchor.owner, start, end) in taken:
            how = "needs review"
            if end < len(self.text):
                end += 1
            else:
                start, end = start - 1 if start else 0, end if start else end - 1
        taken.add((anchor.kind, anchor.owner, start, end))
        return replace(place, start=start, end=end, how=how)

    def _carry_cuts(
        self, deciding: Deciding, anchor: Anchor, place: Carried, cuts: dict[int, dict[int, list[tuple[int, int]]]]
    ) -> bool:
        """Move what quotations leave out along with their extract; False where one of them was edited."""
        sure = True
        for theme, ranges in cuts.get(anchor.id or 0, {}).items() if anchor.kind == "coding" else ():
            kept = []
            for low, high in ranges:
                cut = self.carrier.carry(anchor.start + low, anchor.start + high)
                inside = place.start <= cut.start and cut.end <= place.end
                sure = sure and cut.how != "needs review" and inside
                if inside:
                    kept.append((cut.start - place.start, cut.end - place.start))
            if kept != ranges:
                quotes.set_cuts(deciding.session, theme, anchor.id or 0, tuple(kept))
        return sure

    def _move_places(self, deciding: Deciding) -> None:
        places = [
            (coder, self.carrier.position(at), self.carrier.position(furthest))
            for coder, at, furthest in revisions.reading_places(deciding.session, self.info.id)
        ]
        revisions.move_reading_places(deciding.session, self.info.id, places)


def _found_turns(info: TranscriptInfo, text: str) -> tuple[Turn, ...]:
    from qualwork.ingest.speakers.turns import find_turns

    return find_turns(text, [speaker.label for speaker in info.speakers]).turns
