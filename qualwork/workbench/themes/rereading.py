"""The re-read queue: the codes that came after each transcript was last coded, over the whole data set."""

from __future__ import annotations

from dataclasses import dataclass

from qualwork.model.code import Code
from qualwork.model.table import Table
from qualwork.model.transcript import TranscriptInfo
from qualwork.model.verbs import Verb
from qualwork.project.rows import codes, rereads, transcripts
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.log import auditing

COLUMNS = ("transcript", "last_coded", "last_read_again", "new_codes", "codes")


@dataclass(frozen=True, slots=True)
class Reread:
    """A transcript, when it was last coded and last read again (empty: never), and the codes that came after that."""

    transcript: TranscriptInfo
    coded_at: str
    read_at: str
    codes: tuple[Code, ...]


def queue(project: Project) -> list[Reread]:
    """Every transcript, the one that was left longest ago first; those with no new code are done."""
    with project.read() as session:
        every, infos = codes.everything(session), transcripts.infos(session)
        coded, read, made = rereads.last_coded(session), rereads.last_read(session), rereads.codes_made(session)
        at = rereads.times(session)
    order = sorted(infos, key=lambda info: (max(coded.get(info.id, 0), read.get(info.id, 0)), info.title))
    found = []
    for info in order:
        left = max(coded.get(info.id, 0), read.get(info.id, 0))
        new = tuple(code for code in every if made.get(code.id, 0) > left)
        times = (at.get(coded.get(info.id, 0), ""), at.get(read.get(info.id, 0), ""))
        found.append(Reread(info, *times, new))
    return found


def say_read(project: Project, transcript: int, why: str = "") -> None:
    """Put down that a transcript was read again with the codebook as it is now."""
    with project.decide(Verb.RE_READ_TRANSCRIPT, why=why) as deciding:
        info = naming.transcript_by_id(project, transcript)
        deciding.label = info.title
        rereads.say_read(deciding, info.id, why)


def table(project: Project) -> Table:
    """The queue as rows: one a transcript."""
    rows = tuple(
        (each.transcript.title, each.coded_at, each.read_at, len(each.codes), "; ".join(c.name for c in each.codes))
        for each in queue(project)
    )
    return Table("re-read", COLUMNS, rows, auditing.provenance(project))
