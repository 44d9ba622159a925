"""A coded study under pseudonyms, ready to be reported."""

from __future__ import annotations

from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, memoing
from qualwork.workbench.counts import counting
from qualwork.workbench.themes import relating, theming
from qualwork.workbench.transcripts import people
from tests.unit.workbench.named import apply, participant_id, ref

QUOTES = {
    "safety": ("ben", "I felt safe there. [laughs]"),
    "breath": ("ben", "really breathe"),
    "truth": ("ada", "The honesty."),
}


def make_reported(project: Project) -> dict[str, int]:
    """Code the two interviews, mark quotes, write a narrative, relate themes; returns the codings by code."""
    people.rename_participant(project, participant_id(project, "Ben"), "P7")
    made = {}
    theming.add_theme(project, "Calm", essence="It is <quiet> & still.")
    theming.add_theme(project, "Body", "Calm")
    theming.add_theme(project, "Truth")
    for code, (transcript, quote) in QUOTES.items():
        codebook.add_code(project, code)
        made[code] = apply(project, code, transcript, quote=quote).id
    theming.assign(project, "safety", "Calm")
    theming.assign(project, "breath", "Body")
    theming.assign(project, "truth", "Truth")
    theming.mark(project, made["breath"], "Body", "exemplary")
    theming.mark(project, made["truth"], "Truth", "contrary", "another voice")
    narrative = f"First this: [quote {made['safety']}].\n\nAnd [quote 999] is no coding. Ben said so."
    theming.define_theme(project, "Calm", narrative=narrative)
    relating.relate(project, "Calm", "leads to", "Truth")
    counting.add_family(project, "safe=safe,safely")
    memoing.add(project, ref(project, f"coding:{made['breath']}"), "the pause\nbefore it")
    memoing.add(project, ref(project, "transcript:ben"), "begins here", "method", (0, 10))
    memoing.add(project, ref(project, "transcript:ben"), "read twice")
    memoing.add(project, ref(project, "project"), "read in pairs", "method")
    return made
