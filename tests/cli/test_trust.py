"""The commands for editing, replaying, comparing and erasing, as somebody types them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import INTERVIEW, Qualwork


def coded(qualwork: Qualwork) -> None:
    """One coding on what Ben says."""
    assert qualwork("codes", "add", "trust").code == 0
    assert qualwork("apply", "trust", "--in", "ben", "--quote", "And the tea, well.").code == 0


def test_a_transcript_is_edited_reviewed_and_shown_as_it_was(qualwork: Qualwork, study: Path, folder: Path) -> None:
    coded(qualwork)
    file = folder / "corrected.txt"
    file.write_text(INTERVIEW.replace("And the tea, well. ", ""), encoding="utf-8")
    made = qualwork("transcripts", "edit", "ben", file, "--json")
    assert made.json["revision"] == 2
    assert made.json["needs_review"] == ["coding:1"]
    (waiting,) = qualwork("codings", "review", "--json").json
    assert (waiting["key"], waiting["was"]) == ("coding:1", "And the tea, well.")
    assert qualwork("quotes", "--json").json[0]["needs_review"] is True
    assert "And the tea" in qualwork("transcripts", "show", "ben", "--revision", "1").out
    assert "And the tea" not in qualwork("transcripts", "show", "ben").out
    assert [row["revision"] for row in qualwork("transcripts", "revisions", "ben", "--json").json] == [1, 2]
    assert qualwork("codings", "review", "1").code == 2
    text = qualwork("transcripts", "show", "ben", "--json").json["text"]
    start = text.index("Nobody asked.")
    assert qualwork("codings", "review", "1", "--at", f"{start}:{start + 13}").code == 0
    assert qualwork("codings", "--json").json["codings"][0]["extract"] == "Nobody asked."
    assert qualwork("undo").code == 0
    assert qualwork("undo").code == 0
    assert qualwork("codings", "--json").json["codings"][0]["extract"] == "And the tea, well."
    assert qualwork("audit", "verify").code == 0


def test_import_points_to_edit_and_revises_on_demand(qualwork: Qualwork, study: Path, folder: Path) -> None:
    file = folder / "ben.txt"
    file.write_text(INTERVIEW.replace("tea", "coffee"), encoding="utf-8")
    said = qualwork("import", file)
    assert (said.code, "transcripts edit 'ben'" in said.out) == (0, True)
    assert qualwork("import", file, "--revise", "--json").json["files"][0]["status"] == "revised"
    assert "coffee" in qualwork("transcripts", "show", "ben").out


def test_nothing_new_is_refused_in_one_line(qualwork: Qualwork, study: Path, folder: Path) -> None:
    said = qualwork("transcripts", "edit", "ben", folder / "interviews" / "ben.txt")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "the text is the one the project has already" in said.err
    assert qualwork("transcripts", "edit", "ben", folder / "none.txt").code == 2


def test_replay_diff_and_story(qualwork: Qualwork, study: Path, folder: Path) -> None:
    before = qualwork("audit", "verify", "--json").json["decisions"]
    coded(qualwork)
    assert qualwork("audit", "replay", "--at", str(before + 1), "-o", "then.qualwork").code == 0
    then = qualwork("-p", "then.qualwork", "audit", "verify", "--json")
    assert (then.code, then.json["decisions"]) == (0, before + 1)
    assert qualwork("audit", "replay", "--at", "1", "-o", "then.qualwork").code == 2
    (row,) = qualwork("-p", study, "audit", "diff", str(before), "now", "--json").json
    assert (row["thing"], row["name"], row["change"]) == ("code", "trust", "added")
    assert "+ code trust" in qualwork("-p", study, "audit", "diff", str(before)).out
    assert qualwork("-p", study, "audit", "diff", str(before), "-o", "d.csv").code == 0
    assert qualwork("-p", study, "audit", "diff", "soon").code == 2
    for name in ("story.svg", "story.md", "story.csv"):
        assert qualwork("-p", study, "audit", "story", "-o", name).code == 0
    assert "1 code" in (folder / "story.md").read_text()
    assert qualwork("-p", study, "audit", "story").code == 0


def test_withdrawing_asks_and_then_leaves_nothing(qualwork: Qualwork, study: Path, folder: Path) -> None:
    coded(qualwork)
    assert qualwork("memo", "code:trust", "You could breathe, really breathe. Telling.").code == 0
    planned = qualwork("withdraw", "Ben", "--plan", "--json").json
    assert (planned["whole"], planned["codings"]) == (["ben"], 1)
    (key,) = [one["key"] for one in planned["shared"]]
    refused = qualwork("withdraw", "Ben")
    assert (refused.code, "add --yes" in refused.err) == (2, True)
    assert qualwork("withdraw", "Ben", "--keep", "memo:99:text", "--yes").code == 2
    assert b"really breathe" in study.read_bytes()
    done = qualwork("withdraw", "Ben", "--yes", "--json").json
    assert done["pieces"] > 0
    assert b"really breathe" not in study.read_bytes()
    verified = qualwork("audit", "verify", "--json")
    assert (verified.code, verified.json["erased"]) == (0, done["pieces"])
    assert [row["title"] for row in qualwork("transcripts", "--json").json] == ["ada"]
    assert key == "memo:1:text"
    assert qualwork("undo").code == 2


def test_a_kept_memo_stays(qualwork: Qualwork, study: Path) -> None:
    coded(qualwork)
    qualwork("memo", "code:trust", "You could breathe, really breathe. Telling.")
    assert qualwork("withdraw", "Ben", "--keep", "all", "--yes").code == 0
    assert qualwork("memos", "--json").json[0]["text"].startswith("You could breathe")


def test_a_transcript_is_erased(qualwork: Qualwork, study: Path) -> None:
    coded(qualwork)
    assert "whole transcript: ada" in qualwork("erase", "ada", "--plan").out
    assert qualwork("erase", "ada", "--yes").code == 0
    assert b"Unsafe things" not in study.read_bytes()
    assert qualwork("audit", "verify").code == 0
    assert qualwork("erase", "nobody", "--yes").code == 2
