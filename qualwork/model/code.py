"""Codes, codings and what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Code:
    """A label for something of interest in the data, with its definition and its place in the codebook."""

    id: int
    name: str
    parent: int | None = None
    definition: str = ""
    use_when: str = ""
    use_not: str = ""
    colour: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class CodeNode:
    """A code with its uses and sub-codes. `path` is the full name: `parent/child`."""

    code: Code
    path: str
    codings: int
    participants: int
    themes: tuple[str, ...] = ()
    children: tuple[CodeNode, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Coding:
    """A code applied to a span of a revision by a coder. `extract` is the text there."""

    id: int
    code: int
    transcript: int
    start: int
    end: int
    coder: str
    needs_review: bool = False
    extract: str = ""
