"""Any study that could be exchanged: scripts of all kinds, codes seven levels deep, notes on everything."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from qualwork.model import interchange
from qualwork.model.interchange import derived_guid

SAID = [
    *("Ben: ", "I felt safe. ", "Interviewer: why? ", "\n", "\n\n", "😀", "𝔘𝔫𝔦 ", "مرحبا ", "שלום ", "e\u0301"),
    *("don't ", "Use when:\n", "\\Use when:\n", "]]>", '<&>"', " \t", "\u2028", "\x0c", "\u200d", "ß"),
]
phrases = st.lists(st.sampled_from(SAID), max_size=12).map("".join)
texts = phrases.map(lambda words: f"Ben: {words}.")
bodies = st.lists(st.sampled_from([*SAID, "\r", "\r\n", "\ufeff"]), max_size=8).map("".join)
names = st.sampled_from(["trust", "Trust: 2", "naïve 😀", "a/b", "שלום", "x < y & z", '"quoted"', "tea\u00a0time"])


def study(draw: Any, deep: int = 7) -> interchange.Study:
    """Any study: codes in a tree, sources in many scripts, codings and notes anywhere in them, themes."""
    codes = code_tree(draw, deep)
    users = [interchange.User(derived_guid("user", name), name) for name in ("kim", "Zoë 😀")]
    sources = [
        interchange.Source(derived_guid("source", number), f"talk {number}", draw(texts), facts(draw))
        for number in range(draw(st.integers(1, 3)))
    ]
    cases = [
        interchange.Case(derived_guid("case", name), name, facts(draw), (sources[0].guid,))
        for name in ("Ben", "Ada & Eve")
    ]
    codings = {}
    for number in range(draw(st.integers(0, 12))):
        source = draw(st.sampled_from(sources))
        start = draw(st.integers(0, len(source.text) - 1))
        end = draw(st.integers(start + 1, len(source.text)))
        place = (draw(st.sampled_from(codes)).guid, source.guid, start, end, draw(st.sampled_from(users)).guid)
        codings[place] = interchange.InterchangeCoding(
            derived_guid("coding", number), *place, "2026-01-02T03:04:05.678Z"
        )
    groups = themes(draw, codes)
    made = tuple(codings.values())
    return interchange.Study(
        title=draw(names),
        question=draw(bodies),
        users=tuple(users),
        codes=tuple(codes),
        cases=tuple(cases),
        sources=tuple(sources),
        codings=tuple(sorted(made, key=lambda each: (each.source, each.start, each.end, each.guid))),
        notes=notes(draw, codes, sources, made, groups, users),
        groups=groups,
        relations=(interchange.Relation(groups[0].guid, groups[1].guid, "leads to", draw(bodies)),),
        marks=tuple(interchange.Mark(groups[0].guid, each.guid, "contrary", draw(bodies)) for each in made[:2]),
    )


def code_tree(draw: Any, deep: int) -> list[interchange.InterchangeCode]:
    """A chain of codes so deep, and some beside them; parents come first."""
    made: list[interchange.InterchangeCode] = []
    parent = None
    for level in range(deep):
        for name in draw(st.lists(names, min_size=1, max_size=2, unique_by=str.casefold)):
            guid = derived_guid("code", level, name)
            shade = draw(st.sampled_from(["", "#1f77b4", "#ABCDEF"]))
            made.append(
                interchange.InterchangeCode(guid, name, parent, draw(bodies), draw(bodies), draw(bodies), shade)
            )
        parent = made[-1].guid
    return _depth_first(made)


def _depth_first(
    codes: list[interchange.InterchangeCode], parent: str | None = None
) -> list[interchange.InterchangeCode]:
    found = []
    for code in codes:
        if code.parent == parent:
            found += [code, *_depth_first(codes, code.guid)]
    return found


def facts(draw: Any) -> dict[str, str]:
    """Attributes of a case or source; some are numbers or dates throughout."""
    values = {
        "age": str(draw(st.integers(-3, 99))),
        "since": "2024-02-28",
        "site": draw(st.sampled_from(["north", "7"])),
    }
    return {name: values[name] for name in draw(st.lists(st.sampled_from(sorted(values)), unique=True))}


def themes(draw: Any, codes: list[interchange.InterchangeCode]) -> tuple[interchange.Group, ...]:
    """A theme, a subtheme of it and another one."""
    keys = ("essence", "differs", "scope_in", "scope_out", "story", "narrative")
    made: list[interchange.Group] = []
    for number, parent in enumerate((None, 0, None)):
        said = {key: draw(bodies) for key in keys}
        members = draw(st.lists(st.sampled_from(codes), max_size=3, unique_by=lambda code: code.guid))
        above = None if parent is None else made[parent].guid
        status = draw(st.sampled_from(["candidate", "reviewed", "defined"]))
        inside = tuple(code.guid for code in members)
        made.append(interchange.Group(derived_guid("set", number), f"theme {number}", above, said, status, inside))
    return tuple(made)


def notes(
    draw: Any,
    codes: list[interchange.InterchangeCode],
    sources: list[interchange.Source],
    codings: tuple[interchange.InterchangeCoding, ...],
    groups: tuple[interchange.Group, ...],
    users: list[interchange.User],
) -> tuple[interchange.Note, ...]:
    """A note on one thing of each kind, and one on a passage."""
    places: list[tuple[interchange.On, str]] = [
        ("project", ""),
        ("code", codes[0].guid),
        ("transcript", sources[0].guid),
    ]
    places += [("theme", groups[1].guid), ("participant", derived_guid("case", "Ben"))]
    places += [("coding", each.guid) for each in codings[:1]]
    made = []
    for number, (on, thing) in enumerate([*places, ("transcript", sources[-1].guid)]):
        kind = draw(st.sampled_from(["note", "method", "query", "reflexive diary"]))
        about = (kind, draw(st.booleans()), users[0].guid, f"2026-01-02T03:04:0{number}Z")
        passage = (0, 3) if number == len(places) else (None, None)
        text = f"{number} {draw(bodies)}!"
        made.append(interchange.Note(derived_guid("note", number), text, on, thing, *about, *passage))
    return tuple(made)


studies = st.composite(study)()
