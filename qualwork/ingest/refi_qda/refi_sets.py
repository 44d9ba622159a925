"""Sets and links of a REFI-QDA project: themes, groups of transcripts, relations, and marks of codings."""

from __future__ import annotations

from dataclasses import replace

from qualwork.ingest.refi_qda.refi_gathered import Found, Reference
from qualwork.ingest.refi_qda.refi_notes import note_text
from qualwork.ingest.refi_qda.refi_xml import Element, child, children, name_of, plain_guid, value
from qualwork.model import interchange
from qualwork.model.theme import THEME_STATUSES

Sets = tuple[tuple[interchange.Group, ...], dict[str, dict[str, str]]]
Links = tuple[tuple[interchange.Relation, ...], tuple[interchange.Mark, ...], dict[str, str]]


def read_sets(sets: Element | None, found: Found) -> Sets:
    """Sets of codes, and empty ones, as themes; sets of transcripts as attributes of theirs, by source.

    A set named `A/B` where there is a set `A` is a subtheme of that.
    """
    found.ledger.take(sets)
    groups: list[interchange.Group] = []
    paths: dict[str, str] = {}
    in_sets: dict[str, dict[str, str]] = {}
    for element in children(sets, "Set"):
        described = child(element, "Description")
        text = described.text or "" if described is not None else ""
        name = name_of(element) or "unnamed set"
        sources = _members(element, "MemberSource", "source", found)
        for guid in sources:
            in_sets.setdefault(guid, {})[interchange.SET_OF_TRANSCRIPTS + name] = text or "yes"
        codes = _members(element, "MemberCode", "code", found)
        if codes or sources or not list(children(element, "MemberSource")):
            found.ledger.take(element, described)
        if codes or not list(children(element, "MemberSource")):
            groups.append(_theme(element, name, text, codes, paths, found))
    return tuple(groups), in_sets


def _members(element: Element, tag: str, kind: str, found: Found) -> tuple[str, ...]:
    members: dict[str, None] = {}
    for member in children(element, tag):
        if guid := found.guids.target(kind, member):
            found.ledger.take(member)
            members[guid] = None
    return tuple(members)


def _theme(
    element: Element, name: str, text: str, codes: tuple[str, ...], paths: dict[str, str], found: Found
) -> interchange.Group:
    guid = found.guids.new("set", element, name)
    found.refer(element, Reference("", "theme", guid))
    below = [path for path in paths if name.startswith(f"{path}/") and len(name) > len(path) + 1]
    above = max(below, default="", key=len)
    paths.setdefault(name, guid)
    essence, sections = interchange.split_sections(text, tuple(interchange.THEME_TITLES.values()))
    texts = {key: sections[title] for key, title in interchange.THEME_TITLES.items()}
    status = next((known for known in THEME_STATUSES if known == texts["status"]), THEME_STATUSES[0])
    del texts["status"]
    own = name[len(above) + 1 :] if above else name
    return interchange.Group(guid, own, paths[above] if above else None, {"essence": essence, **texts}, status, codes)


def read_links(links: Element | None, notes: Element | None, found: Found) -> Links:
    """Links between themes, of codings to themes, and of notes to what they are about.

    Also the texts of the notes that explain a link, by their GUID in capitals: they are no memos.
    """
    found.ledger.take(links)
    relations: list[interchange.Relation] = []
    marks: list[interchange.Mark] = []
    explained: dict[str, str] = {}
    texts = {plain_guid(value(note, "guid")): note for note in children(notes, "Note")}
    for link in children(links, "Link"):
        name = name_of(link) or "related to"
        target = found.guids.of("set", value(link, "targetGUID"))
        origin = found.guids.of("set", value(link, "originGUID"))
        coding = found.guids.of("coding", value(link, "originGUID"))
        if target and origin:
            relations.append(interchange.Relation(origin, target, name, _why(link, found, texts, explained)))
        elif target and coding and name in interchange.MARK_NAMES:
            coding = found.same.get(coding, coding)
            marks.append(
                interchange.Mark(target, coding, interchange.MARK_NAMES[name], _why(link, found, texts, explained))
            )
        elif plain_guid(value(link, "originGUID")) in texts:
            _note_on(link, found)
            continue
        else:
            continue
        found.ledger.take(link)
    return tuple(relations), tuple(marks), explained


def _why(link: Element, found: Found, texts: dict[str, Element], explained: dict[str, str]) -> str:
    said = []
    for reference in children(link, "NoteRef"):
        key = plain_guid(value(reference, "targetGUID"))
        if key in texts:
            found.ledger.take(reference)
            found.ledger.take_whole(texts[key])
            explained[key] = note_text(texts[key])
            said.append(explained[key])
    return "\n".join(said)


def _note_on(link: Element, found: Found) -> None:
    """A note that is tied to a thing by a link is a memo on it."""
    target = value(link, "targetGUID")
    at = found.selections.get(plain_guid(target))
    kinds: tuple[tuple[str, interchange.On], ...] = (
        ("code", "code"),
        ("source", "transcript"),
        ("case", "participant"),
        ("set", "theme"),
        ("coding", "coding"),
    )
    for kind, on in kinds:
        guid = found.guids.of(kind, target)
        if at is None and guid is not None:
            at = Reference("", on, found.same.get(guid, guid))
    if at is not None:
        found.ledger.take(link)
        found.references.append(replace(at, note=value(link, "originGUID")))
