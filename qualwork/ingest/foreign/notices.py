"""What readers of other programs' projects say alike: titles, counts, and selections to check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

_SUFFIX = re.compile(r"\.(?:txt|docx?|odt|rtf|pdf|md|html?|epub|vtt|srt)\Z", re.IGNORECASE)
_NAMED = 40
_SHOWN = 20


def plain_title(name: str) -> str:
    """A name without the suffix of a kind of document."""
    return _SUFFIX.sub("", name).strip() or name


def to_check(title: str, what: str, doubts: Sequence[str]) -> Iterator[str]:
    """The doubtful selections of one source, the first of them each in a line."""
    for doubt in doubts[:_SHOWN]:
        yield f"{title}: please check: the {what} {doubt}"
    if len(doubts) > _SHOWN:
        yield f"{title}: please check {len(doubts) - _SHOWN:,} more of kind {what}; all are marked for review"


def counts_told(counts: Mapping[str, int]) -> Iterator[str]:
    """Counts of what was done, a line each."""
    for what, count in counts.items():
        yield f"{what}: {count:,}"


def listed(names: Iterable[str]) -> str:
    """Some names for a notice, and how many more there are."""
    known = list(names)
    more = f" and {len(known) - _NAMED:,} more" if len(known) > _NAMED else ""
    return ", ".join(known[:_NAMED]) + more
