"""A study from which somebody withdraws, and a look for what is left of them in any form."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, memoing
from qualwork.workbench.transcripts import importing, people, reading, revising
from tests.unit.workbench.named import apply, ref, transcript_id
from tests.unit.workbench.studies import new_study, write

GROUP = """Interviewer: How was it for all of you?

Ben: I felt safe there with Zanzibar people around me every day. Naïve “maybe” [laughs] but true.

Ada: For me it was the tea and the long quiet mornings.

Ben: Quixotic evenings we had, singing until the lamps went out again.

Ada: We did sing a lot.
"""
ALONE = """Interviewer: What stays with you of it?

Ben: Xylophone music from the cellar at night, that stays with me always.
"""
OTHER = """Interviewer: And for you?

Cleo: Nothing much. The walk home, maybe, under quiet trees.
"""
SECRETS = (
    "Zanzibar",
    "Naïve “maybe”",
    "Quixotic",
    "quixotic",
    "Xylophone",
    "singing until the lamps",
    "cellar at night",
    "Hvar lighthouse keeper",
)
LEFT = ("the long quiet mornings", "We did sing a lot", "under quiet trees")


def study(folder: Path) -> Project:
    """A group, an interview alone and another person's; codings, memos and an edit on them."""
    project = new_study(folder, group=GROUP, alone=ALONE, other=OTHER)
    codebook.add_code(project, "trust", definition="what holds")
    codebook.add_code(project, "safe there with Zanzibar people around")
    apply(project, "trust", "group", quote="safe there with Zanzibar people")
    apply(
        project,
        "trust",
        "group",
        quote="Naïve “maybe” [laughs] but true.\n\nAda: For me it was the tea",
    )
    apply(project, "trust", "group", quote="We did sing a lot")
    apply(project, "trust", "alone", quote="Xylophone music")
    apply(project, "trust", "other", quote="under quiet trees")
    text = "Telling: Xylophone music from the cellar at night, says Ben."
    memoing.add(project, ref(project, "code:trust"), text, why="because quixotic evenings we had singing until late")
    people_file = folder / "people.csv"
    people_file.write_text("name,work\nBen,Hvar lighthouse keeper\nAda,teacher\n", encoding="utf-8")
    people.import_table(project, people_file)
    revising.edit(
        project,
        transcript_id(project, "group"),
        reading.load(project, transcript_id(project, "group")).text.replace("Quixotic", "Quixotic old"),
    )
    return project


def import_and_take_back(project: Project, folder: Path) -> None:
    """An import of the interview alone that was undone: nothing shows it, yet the file holds it."""
    from qualwork.workbench.log import auditing

    importing.import_paths(project, write(folder / "again", other2=ALONE.replace("always", "for ever")))
    auditing.undo(project)


def blobs(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and whatever in them can be inflated."""
    data = path.read_bytes()
    yield data
    for at in range(len(data) - 1):
        if data[at] == 0x78 and data[at + 1] in (0x01, 0x5E, 0x9C, 0xDA):
            stream = zlib.decompressobj()
            try:
                yield stream.decompress(data[at:])
            except zlib.error:
                continue


def left_in(folder: Path, secrets: tuple[str, ...] = SECRETS) -> set[tuple[str, str]]:
    """Which secrets stand in which files that the program wrote: plain, escaped as JSON, as UTF-16, or packed."""
    found = set()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".txt", ".csv"):
            for blob in blobs(path):
                found |= {(path.name, secret) for secret in secrets if any(form in blob for form in forms(secret))}
    return found


def forms(secret: str) -> tuple[bytes, ...]:
    """How a text may be written down."""
    escaped = json.dumps(secret)[1:-1]
    return (
        secret.encode(),
        escaped.encode(),
        secret.encode("utf-16-le"),
        secret.encode("utf-16-be"),
        secret.upper().encode(),
    )
