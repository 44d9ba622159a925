"""What commands print for programs: the JSON keys, the exit codes, and the same bytes for the same state."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
import typer

from qualwork.cli.main import app
from tests.cli.conftest import INTERVIEW, OTHER, Qualwork
from tests.cli.studies import make_coded

READING: tuple[tuple[str, ...], ...] = (
    ("transcripts",),
    ("participants",),
    ("speakers",),
    ("codes",),
    ("codings",),
    ("themes",),
    ("memos",),
    ("families",),
    ("families", "suggest", "safe"),
    ("terms",),
    ("terms", "safe", "breath*"),
    ("terms", "safe", "--by", "participant", "--role", "all"),
    ("terms", "safe", "--by", "transcript"),
    ("words",),
    ("words", "--by", "transcript", "--top", "3"),
    ("kwic", "safe*"),
    ("find", "felt so safe"),
    ("quotes",),
    ("audit", "log"),
    ("audit", "history", "project"),
)
FIGURES: tuple[tuple[str, ...], ...] = (
    ("export", "themes", "-o", "themes.svg"),
    ("export", "themes", "-o", "themes.png"),
    ("export", "themes", "-o", "themes.md"),
    ("export", "themes", "-o", "themes.txt"),
    ("export", "themes", "-o", "themes.json"),
    ("export", "codebook", "-o", "codebook.yaml"),
    ("export", "audit", "-o", "audit.csv"),
    ("export", "audit", "-o", "audit.jsonl"),
    ("export", "audit", "-o", "audit.xlsx"),
)
QUOTE_KEYS = ["id", "themes", "code", "participants", "attributes", "transcript", "start", "end", "extract"]
QUOTE_KEYS += ["question", "coder", "memo", "needs_review"]


@pytest.fixture
def coded(qualwork: Qualwork, study: Path) -> Path:
    """The study, coded."""
    make_coded(qualwork)
    return study


@pytest.mark.usefixtures("coded")
def test_json_has_the_keys_of_the_design(qualwork: Qualwork) -> None:
    assert set(qualwork("new", "other.qualwork", "--json").json) == {"project"}
    Path("other.qualwork").unlink()
    shown = qualwork("transcripts", "show", "ben", "--json").json
    assert {"title", "text", "turns"} == set(shown)
    assert {"start", "end", "speech_start", "speaker", "role"} <= set(shown["turns"][0])
    made = qualwork("apply", "doubt", "--in", "ada", "--quote", "The honesty.", "--json").json
    assert {"id", "code", "transcript", "start", "end", "extract"} <= set(made["codings"][0])
    nodes = qualwork("codes", "--json").json
    assert [node["name"] for node in nodes[0]["children"]] == ["feeling safe"]
    tree = qualwork("themes", "--json").json
    assert [node["name"] for node in tree[0]["children"]] == ["Body"]
    found = qualwork("families", "suggest", "breathe", "--json").json
    assert found
    assert {"form", "occurrences", "participants"} <= set(found[0])
    terms = qualwork("terms", "safe", "--json").json
    assert {"role", "words", "word_rule", "corpus_hash", "rows"} == set(terms)
    assert {"family", "forms", "participants", "occurrences", "by"} <= set(terms["rows"][0])
    assert {"transcript", "participant", "start", "end"} <= set(qualwork("kwic", "safe", "--json").json[0])
    assert {"transcript", "participant", "start", "end", "score"} <= set(
        qualwork("find", "felt safe", "--json").json[0]
    )
    assert list(qualwork("quotes", "--json").json[0]) == QUOTE_KEYS
    undone = qualwork("undo", "--json").json
    assert [(each["verb"], each["undoes"]) for each in undone] == [("undo", undone[0]["number"] - 1)]
    verified = qualwork("audit", "verify", "--json")
    assert (verified.code, set(verified.json)) == (0, {"ok", "decisions", "head", "erased", "erasures", "problems"})
    assert verified.json["decisions"] == qualwork("audit", "log", "--json").json[-1]["number"]


@pytest.mark.usefixtures("coded")
def test_import_says_what_became_of_each_file(qualwork: Qualwork, folder: Path) -> None:
    (folder / "interviews" / "bad.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "interviews" / "eve.txt").write_text("Interviewer: Why?\n\nEve: So.\n\nInterviewer: And?\n\nEve: Yes.\n")
    done = qualwork("import", "interviews", "--json")
    assert done.code == 1
    files = {Path(each["path"]).stem: each for each in done.json["files"]}
    assert {name: each["status"] for name, each in files.items()} == {
        "ada": "skipped",
        "bad": "refused",
        "ben": "skipped",
        "eve": "imported",
    }
    for each in files.values():
        assert {"path", "status", "transcript", "words", "turns", "speakers", "warnings"} == set(each)
    eve = {each["label"]: each for each in files["eve"]["speakers"]}
    assert {"label", "role", "participant", "turns", "words"} <= set(eve["Eve"])
    assert (eve["Eve"]["role"], eve["Eve"]["participant"], eve["Eve"]["turns"], eve["Eve"]["words"]) == (
        "participant",
        "Eve",
        2,
        2,
    )
    assert qualwork("import", "interviews/bad.txt").code == 2
    assert qualwork("import", "interviews/eve.txt").code == 0


def test_a_fault_in_the_log_is_exit_1(qualwork: Qualwork, coded: Path) -> None:
    head = qualwork("audit", "verify", "--json").json["head"]
    assert qualwork("audit", "verify", "--head", head).code == 0
    cut = qualwork("audit", "verify", "--head", "0123456789abcdef", "--json")
    assert (cut.code, cut.json["ok"], len(cut.json["problems"])) == (1, False, 1)
    assert {"decision", "what"} == set(cut.json["problems"][0])


def test_reading_changes_nothing_and_works_on_a_read_only_file(qualwork: Qualwork, coded: Path) -> None:
    before = qualwork("audit", "verify", "--json").json["head"]
    said = {command: qualwork(*command, "--json").out for command in READING}
    coded.chmod(0o400)
    coded.parent.chmod(0o500)
    try:
        for command, out in said.items():
            result = qualwork(*command, "--json")
            assert (result.code, result.out) == (0, out), command
        assert qualwork("codes", "add", "new").code == 2
        assert qualwork("audit", "verify", "--json").json["head"] == before
    finally:
        coded.parent.chmod(0o700)
        coded.chmod(0o600)


def test_a_read_only_file_without_an_index_counts_the_same(qualwork: Qualwork, coded: Path) -> None:
    counted = qualwork("terms", "safe", "--json").out, qualwork("words", "--json").out
    with sqlite3.connect(coded) as connection:
        for name in ("word_block", "word_count", "word"):
            connection.execute(f"DELETE FROM {name}")
    connection.close()
    coded.chmod(0o400)
    assert (qualwork("terms", "safe", "--json").out, qualwork("words", "--json").out) == counted
    coded.chmod(0o600)


@pytest.mark.usefixtures("coded")
def test_interviews_that_come_back_are_counted_again(qualwork: Qualwork, folder: Path) -> None:
    while "import transcript" not in qualwork("undo").out:
        pass
    assert qualwork("transcripts", "--json").json == []
    assert qualwork("terms", "safe", "--json").json["words"] == 0
    assert qualwork("redo").code == 0
    words = {row["title"]: row["words"] for row in qualwork("transcripts", "--json").json}
    said = {"ada": OTHER, "ben": INTERVIEW.replace("[laughs]", "")}
    assert words == {title: len(re.findall(r"[\w']+", re.sub(r"(?m)^\w+:", "", text))) for title, text in said.items()}
    assert qualwork("terms", "safe", "--json").json["rows"][0]["occurrences"] == 2


@pytest.mark.usefixtures("coded")
def test_the_same_state_gives_the_same_bytes(qualwork: Qualwork, folder: Path) -> None:
    tables: tuple[tuple[str, ...], ...] = (("quotes",), ("terms", "--by", "participant"))
    for kind in ("csv", "xlsx", "docx", "html", "md", "json"):
        for table in tables:
            assert both(qualwork, folder, (*table, "-o", f"out.{kind}")), (table, kind)
    for command in FIGURES:
        assert both(qualwork, folder, command), command


def both(qualwork: Qualwork, folder: Path, command: tuple[str, ...]) -> bool:
    """True where a command writes the same files twice."""
    taken = []
    for _ in range(2):
        known = set(folder.iterdir())
        result = qualwork(*command)
        assert result.code == 0, result.err
        assert "head " in result.err
        made = sorted(set(folder.iterdir()) - known)
        assert made
        taken.append({path.name: path.read_bytes() for path in made})
        for path in made:
            path.unlink()
    return taken[0] == taken[1]


@pytest.mark.parametrize("command", [*READING, ("audit", "verify")])
def test_an_empty_project_is_no_fault(qualwork: Qualwork, folder: Path, command: tuple[str, ...]) -> None:
    qualwork("new", "empty.qualwork")
    for asked in ((), ("--json",), ("-o", "out.csv")):
        if asked[:1] == ("-o",) and command == ("audit", "verify"):
            continue
        result = qualwork(*command, *asked)
        assert result.code == 0, (asked, result.err)
        if asked == ("--json",):
            json.loads(result.out)


def test_figures_of_an_empty_project_can_be_written(qualwork: Qualwork, folder: Path) -> None:
    qualwork("new", "empty.qualwork")
    for command in FIGURES:
        result = qualwork(*command)
        assert result.code == 0, (command, result.err)


def test_every_command_explains_itself(qualwork: Qualwork) -> None:
    def check(command: object, path: tuple[str, ...]) -> int:
        shown = qualwork(*path, "--help")
        assert shown.code == 0
        assert "Usage" in shown.out
        for parameter in getattr(command, "params", []):
            assert getattr(parameter, "help", None), f"{' '.join(path)}: {parameter.name} has no help"
        below = getattr(command, "commands", {})
        return 1 + sum(check(each, (*path, name)) for name, each in below.items())

    assert check(typer.main.get_command(app), ()) > 50
