"""The XML of REFI-QDA files, whatever its namespace: values read with tolerance, and what was left unread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

from qualwork.ingest.foreign.notices import listed
from qualwork.ingest.formats.container import local, refuse_entities
from qualwork.model.errors import BadInput
from qualwork.model.interchange import derived_guid

Element = ElementTree.Element
_DEEPEST = 200
_MOST_ELEMENTS = 5_000_000
_GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")
_HEX = re.compile(r"#?(?:[0-9a-fA-F]{2})?([0-9a-fA-F]{6})")
_SHORT_HEX = re.compile(r"#?([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])")
_RGB = re.compile(r"(?:rgba?\()?\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\b.*")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
_WORDS = {
    "TextSource": "TextSource whose text is not in the file",
    "PDFSource": "PDFSource whose text is not in the file",
    "PDFSelection": "PDFSelection, which is a place on a page",
    "AudioSource": "AudioSource, as only text is taken",
    "VideoSource": "VideoSource, as only text is taken",
    "PictureSource": "PictureSource, as only text is taken",
}
_CHANGES = frozenset({"modifyingUser", "modifyingUserGUID", "modifiedDateTime"})
_MAKING = frozenset({"creatingUser", "creatingUserGUID", "creationDateTime"})


class _Counted(ElementTree.TreeBuilder):
    """Builds the tree and stops where no project goes: a thousand levels, millions of elements."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.depth += 1
        self.count += 1
        if self.depth > _DEEPEST or self.count > _MOST_ELEMENTS:
            raise BadInput("its XML is nested deeper or longer than any project: refused")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def parse(content: bytes, name: str) -> Element:
    """The root; raises BadInput where the XML is malformed, declares entities or is made to do harm."""
    refuse_entities(content, name)
    parser = ElementTree.XMLParser(target=_Counted())
    try:
        parser.feed(content)
        root: Element = parser.close()
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        raise BadInput(f"is damaged: its part {name} is no readable XML ({fault})") from None
    space = root.tag[1:].partition("}")[0] if root.tag.startswith("{") else ""
    if local(root.tag) not in ("Project", "CodeBook") or not (space == "" or space.upper().startswith("URN:QDA-XML:")):
        raise BadInput(f"its part {name} is no REFI-QDA: it begins with {root.tag}, not with a Project or CodeBook")
    return root


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children with one of these local names, in order."""
    if element is not None:
        yield from (child for child in element if isinstance(child.tag, str) and local(child.tag) in names)


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that local name."""
    return next(children(element, name), None)


def value(element: Element, name: str) -> str:
    """An attribute by its local name, or the empty text."""
    found = element.get(name)
    if found is None:
        found = next((text for key, text in element.attrib.items() if local(key).casefold() == name.casefold()), "")
    return found


def name_of(element: Element) -> str:
    """The name of a thing in one line, without control characters."""
    return _CONTROLS.sub(" ", value(element, "name")).strip(" ")


def colour(typed: str) -> str:
    """`#rrggbb` of what programs write for a colour; empty where it cannot be told."""
    typed = typed.strip()
    if found := _HEX.fullmatch(typed):
        return f"#{found[1]}"
    if found := _SHORT_HEX.fullmatch(typed):
        return "#" + "".join(2 * digit for digit in found.groups()).lower()
    if (found := _RGB.fullmatch(typed)) and max(map(int, found.groups())) < 256:
        return "#" + "".join(f"{int(part):02x}" for part in found.groups())
    return ""


def moment(element: Element, name: str = "creationDateTime") -> str | None:
    """A date and time as ISO 8601, None where it is missing or malformed."""
    typed = value(element, name).strip()
    return typed if _WHEN.fullmatch(typed) else None


def plain_guid(typed: str) -> str:
    """A GUID for comparing: without braces, in capitals."""
    return typed.strip("{} \n\t").upper()


class Guids:
    """The GUIDs of one file: compared without case and braces, kept as they are spelled, made where one is missing."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.spelled: dict[tuple[str, str], str] = {}
        self.made = 0

    def new(self, kind: str, element: Element, *place: object) -> str:
        """The GUID of a thing that is defined here; a missing or repeated one is made from its place."""
        found = _GUID.fullmatch(value(element, "guid").strip())
        spelled = found[1] if found else ""
        if not spelled or (kind, spelled.upper()) in self.spelled:
            self.made += 1
            spelled = derived_guid(self.file, kind, self.made, *place)
        self.spelled[kind, spelled.upper()] = spelled
        return spelled

    def of(self, kind: str, typed: str) -> str | None:
        """The GUID of the thing of a kind that is meant, as it was spelled where it is defined."""
        found = _GUID.fullmatch(typed.strip())
        return self.spelled.get((kind, found[1].upper())) if found else None

    def target(self, kind: str, element: Element, name: str = "targetGUID") -> str | None:
        """As `of`, for a reference; codebooks write their members as `guid`."""
        return self.of(kind, value(element, name) or value(element, "guid"))


class Ledger:
    """Which elements were taken over; what is left at the end is named and counted."""

    def __init__(self) -> None:
        self.taken: set[Element] = set()
        self.with_making: set[Element] = set()
        self.said: list[str] = []

    def take(self, *elements: Element | None) -> None:
        """These elements, not what lies in them, were read."""
        self.taken.update(element for element in elements if element is not None)

    def take_whole(self, element: Element) -> None:
        """This element was read with all that lies in it."""
        self.taken.update(element.iter())

    def keeps_making(self, element: Element) -> None:
        """Who made this element, and when, was taken over."""
        self.with_making.add(element)

    def left(self, root: Element) -> list[str]:
        """What was not taken over, by the highest elements concerned, and attributes of those that were taken."""
        names: dict[str, list[str]] = {}
        inside: Counter[str] = Counter()
        attributes: Counter[str] = Counter()
        for element in self._highest(root, attributes):
            tag = local(element.tag)
            names.setdefault(tag, []).append(name_of(element))
            inside[tag] += sum(local(each.tag) == "Coding" for each in element.iter() if each is not element)
        found = [f"not taken over: {_counted(tag, named, inside[tag])}" for tag, named in names.items()]
        if attributes:
            said = ", ".join(f"{name} {count:,} times" for name, count in sorted(attributes.items()))
            found.append(f"not taken over: who made or changed things, and when ({said})")
        return found

    def _highest(self, root: Element, attributes: Counter[str]) -> Iterator[Element]:
        waiting = [root]
        while waiting:
            element = waiting.pop()
            if not isinstance(element.tag, str):
                continue
            if element in self.taken:
                unread = _CHANGES if element in self.with_making else _CHANGES | _MAKING
                attributes.update(local(key) for key in element.attrib if local(key) in unread)
                waiting.extend(reversed(element))
            else:
                yield element


def _counted(tag: str, names: list[str], codings: int) -> str:
    known = list(dict.fromkeys(name if len(name) <= 60 else f"{name[:59]}…" for name in names if name))
    shown = f" ({listed(known)})" if known else ""
    return f"{len(names):,} {_WORDS.get(tag, tag)}{shown}" + (f" with codings in them: {codings:,}" if codings else "")
