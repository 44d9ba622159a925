"""XML as REFI-QDA files have it: the same bytes for the same values, nothing lost, nothing that XML cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_NEVER_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


@dataclass(frozen=True, slots=True)
class Tag:
    """An element: attributes that are None are left out; it holds a text or other elements."""

    name: str
    attributes: Mapping[str, str | None]
    inside: tuple[Tag, ...] | str = ()


def tag(name: str, inside: Iterable[Tag] | str = (), /, **attributes: str | None) -> Tag:
    """An element with its attributes by name."""
    return Tag(name, attributes, inside if isinstance(inside, str) else tuple(inside))


def reference(name: str, guid: str) -> Tag:
    """An element that only points at something."""
    return Tag(name, {"targetGUID": guid})


def described(text: str) -> tuple[Tag, ...]:
    """A description, unless it is empty."""
    return (Tag("Description", {}, text),) if text else ()


def document(root: Tag) -> bytes:
    """The document, in UTF-8, an element a line."""
    parts: list[str] = [_HEAD]
    _write(root, parts, 0)
    return "".join(parts).encode()


def _write(element: Tag, parts: list[str], depth: int) -> None:
    pad = "  " * depth
    parts.append(f"{pad}<{element.name}")
    for name, value in element.attributes.items():
        if value is not None:
            parts.append(f' {name}="{safe(value).translate(_ATTRIBUTE)}"')
    if not element.inside:
        parts.append("/>\n")
    elif isinstance(element.inside, str):
        parts.append(f">{safe(element.inside).translate(_TEXT)}</{element.name}>\n")
    else:
        parts.append(">\n")
        for child in element.inside:
            _write(child, parts, depth + 1)
        parts.append(f"{pad}</{element.name}>\n")


def safe(text: str) -> str:
    """The text with what no XML can hold as U+FFFD."""
    return _NEVER_IN_XML.sub("\ufffd", text)
