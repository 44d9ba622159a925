"""A transcript taken out: nothing counts it, and undo brings back all that hung on it."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Qualwork


@pytest.mark.usefixtures("study")
def test_remove_and_undo(qualwork: Qualwork) -> None:
    def state() -> list[object]:
        asked = (("transcripts",), ("participants",), ("quotes",), ("memos",), ("codes",), ("words",))
        return [qualwork(*command, "--json").json for command in asked]

    assert qualwork("codes", "add", "calm").code == 0
    assert qualwork("apply", "calm", "--in", "ben", "--quote", "Nobody asked.").code == 0
    assert qualwork("memo", "transcript:ben", "a quiet room").code == 0
    before = state()
    assert [row["transcript"] for row in before[2]] != []  # type: ignore[attr-defined]
    done = qualwork("transcripts", "remove", "ben", "--why", "came in twice")
    assert done.code == 0 and "removed ben" in done.out
    transcripts, _, quotes, memos, *_ = state()
    assert [row["title"] for row in transcripts] == ["ada"]  # type: ignore[attr-defined]
    assert memos == [] and all(row["transcript"] == "ada" for row in quotes)  # type: ignore[attr-defined]
    assert qualwork("audit", "verify").code == 0
    assert qualwork("undo").code == 0
    assert state() == before
    assert qualwork("audit", "verify").code == 0
