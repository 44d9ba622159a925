"""Codings written down in YAML: code, interview and the exact quote."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualwork.model.errors import BadInput


@dataclass(frozen=True, slots=True)
class CodingEntry:
    """A code applied to a quote of an interview; `exemplary_for` and `contrary_to` name a theme."""

    code: str
    interview: str
    quote: str
    memo: str = ""
    exemplary_for: str = ""
    contrary_to: str = ""


def read_codings(path: Path) -> list[CodingEntry]:
    """The entries of a codings file, in order."""
    import yaml

    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))["codings"]
        return [CodingEntry(**row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as fault:
        raise BadInput(f"{path}: is no list of codings with code, interview and quote ({fault})") from None
