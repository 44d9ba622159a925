"""Random texts with turns, made to hit the edges of the word rule."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from qualwork.model.transcript import Turn

SIGNS = (*"absS1é’'＇' \n-–.,[]_\u0301日ß😀ſ\u00ad", "  ", "'s ", "’s", "na\u0303o", "straße")
SAYINGS = re.findall(
    r"\S+",
    "safe Safe safer breath breathe breathes caring for caring_for well-being it's don’t unsafe don't_know for_for é "
    "_ _ _ __ ,_ ._ - – ’s_ ' _[laughs]_",
)
SPEAKERS = ("A", "B", "Interviewer", None)

texts = st.lists(st.sampled_from(SIGNS), max_size=60).map("".join)
sayings = st.lists(st.sampled_from([*SAYINGS, "\n"]), max_size=40).map(lambda parts: "".join(parts).replace("_", " "))


@st.composite
def turned(draw: st.DrawFn, text: st.SearchStrategy[str] = texts, unclean: bool = True) -> tuple[str, tuple[Turn, ...]]:
    """A text with turns that tile it; unless `unclean`, edges stand only beside white space."""
    said = draw(text)
    possible = [at for at in range(1, len(said)) if unclean or said[at].isspace() or said[at - 1].isspace()]
    edges = sorted(set(draw(st.lists(st.sampled_from(possible), max_size=6)))) if possible else []
    turns = []
    for start, end in zip([0, *edges], [*edges, len(said)], strict=True):
        if start == end:
            continue
        inner = [at for at in range(start, end + 1) if at in (start, end) or at in possible]
        marks = sorted(draw(st.lists(st.sampled_from(inner), max_size=5)))
        speech, asides = (marks[0], tuple(zip(marks[1::2], marks[2::2], strict=False))) if marks else (start, ())
        turns.append(Turn(start, end, speech, draw(st.sampled_from(SPEAKERS)), asides=asides))
    return said, tuple(turns)
