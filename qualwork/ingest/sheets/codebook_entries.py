"""What a codebook file says, whatever its format: codes, themes and term families by their names."""

from __future__ import annotations

from dataclasses import dataclass

from qualwork.model.theme import ThemeStatus


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code as a codebook has it; `themes` are names."""

    name: str
    definition: str = ""
    use_when: str = ""
    use_not: str = ""
    colour: str = ""
    themes: tuple[str, ...] = ()
    children: tuple[CodeEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """A theme as a codebook has it; `codes` are names, of codes in the file or in the project."""

    name: str
    essence: str = ""
    scope_in: str = ""
    scope_out: str = ""
    story: str = ""
    differs: str = ""
    narrative: str = ""
    status: ThemeStatus = "candidate"
    codes: tuple[str, ...] = ()
    children: tuple[ThemeEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyEntry:
    """A term family as a codebook has it; every form can be read as a pattern."""

    name: str
    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """All that one codebook file says; `left_out` names columns of a table that mean nothing here."""

    title: str = ""
    codes: tuple[CodeEntry, ...] = ()
    themes: tuple[ThemeEntry, ...] = ()
    families: tuple[FamilyEntry, ...] = ()
    left_out: tuple[str, ...] = ()
