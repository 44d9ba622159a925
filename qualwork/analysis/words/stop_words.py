"""Words so common that a word list says more without them: a list a language, written for this program."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from qualwork.model.units import fold


@cache
def shipped(language: str) -> frozenset[str]:
    """The folded stop words of a language; none where there is no list."""
    file = files("qualwork.analysis.words") / "stop_words" / f"{language}.txt"
    return frozenset(map(fold, file.read_text(encoding="utf-8").split())) if file.is_file() else frozenset()


def languages() -> list[str]:
    """The languages that have a list."""
    folder = files("qualwork.analysis.words") / "stop_words"
    return sorted(each.name.removesuffix(".txt") for each in folder.iterdir() if each.name.endswith(".txt"))
