"""A coded study under pseudonyms, ready to be reported."""

from __future__ import annotations

from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, memoing
from qualwork.workbench.counts import counting
from qualwork.workbench.themes import relating, theming
from qualwork.workbench.transcripts import people
from tests.unit.workbench.named import apply, code_id, participant_id, ref, theme_id

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
    theming.add_theme(project, "Body", theme_id(project, "Calm"))
    theming.add_theme(project, "Truth")
    for code, (transcript, quote) in QUOTES.items():
        codebook.add_code(project, code)
        made[code] = apply(project, code, transcript, quote=quote).id
    theming.assign(project, code_id(project, "safety"), theme_id(project, "Calm"))
    theming.assign(project, code_id(project, "breath"), theme_id(project, "Body"))
    theming.assign(project, code_id(project, "truth"), theme_id(project, "Truth"))
    theming.mark(project, made["breath"], theme_id(project, "Body"), "exemplary")
    theming.mark(project, made["truth"], theme_id(project, "Truth"), "contrary", "another voice")
    narrative = f"First this: [quote {made['safety']}].\n\nAnd [quote 999] is no coding. Ben said so."
    theming.define_theme(project, theme_id(project, "Calm"), narrative=narrative)
    relating.relate(project, theme_id(project, "Calm"), "leads to", theme_id(project, "Truth"))
    counting.add_family(project, "safe=safe,safely")
    memoing.add(project, ref(project, f"coding:{made['breath']}"), "the pause\nbefore it")
    memoing.add(project, ref(project, "transcript:ben"), "begins here", "method", (0, 10))
    memoing.add(project, ref(project, "transcript:ben"), "read twice")
    memoing.add(project, ref(project, "project"), "read in pairs", "method")
    return made
