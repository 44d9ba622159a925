"""`tasks` and `study` on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Qualwork


def test_tasks_are_listed_set_aside_and_taken_up(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "safe")
    rows = qualwork("tasks", "--json").json
    keys = [row["key"] for row in rows]
    assert "undefined:code:1" in keys and "unread:transcript:1" in keys
    assert {row["phase"] for row in qualwork("tasks", "--in-phase", "2", "--json").json} == {2}
    assert qualwork("tasks", "aside", "undefined:code:1", "--why", "it says it all").code == 0
    assert "undefined:code:1" not in [row["key"] for row in qualwork("tasks", "--json").json]
    left = next(row for row in qualwork("tasks", "--all", "--json").json if row["key"] == "undefined:code:1")
    assert left["reason"] == "it says it all" and left["set_aside_by"]
    twice = qualwork("tasks", "aside", "undefined:code:1")
    assert twice.code == 2 and "already" in twice.err
    assert qualwork("tasks", "reopen", "undefined:code:1").code == 0
    assert "undefined:code:1" in [row["key"] for row in qualwork("tasks", "--json").json]
    unknown = qualwork("tasks", "aside", "nonsense")
    assert unknown.code == 2 and "qualwork tasks --all" in unknown.err


def test_the_study_says_what_it_asks_and_how(qualwork: Qualwork, study: Path) -> None:
    assert "(not written)" in qualwork("study").out
    set_to = qualwork("study", "--question", "How is safety made?", "--approach", "codebook", "--no-ask-why")
    assert set_to.code == 0
    facts = qualwork("study", "--stretch-words", "120", "--json").json
    assert facts["research_question"] == "How is safety made?"
    assert facts["approach"] == "codebook"
    assert facts["ask_why"] is False
    assert facts["stretch_words"] == 120
    wrong = qualwork("study", "--level", "deep")
    assert wrong.code == 2 and "semantic, latent" in wrong.err
    assert qualwork("study", "--json").json == facts
