"""Commands that count, screen and ask of codings: what they print, write and refuse."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.cli.conftest import Qualwork
from tests.cli.studies import make_coded
from tests.cli.test_bad_input import snapshot
from tests.conftest import ROOT

ASKING: tuple[tuple[str, ...], ...] = (
    ("families", "screen", "safe", "--list"),
    ("frequencies",),
    ("frequencies", "--rows", "theme"),
    ("matrix",),
    ("matrix", "--rows", "theme", "--by", "transcript", "--measure", "words"),
    ("matrix", "--cell", "breath", "Ben"),
    ("cooccurrence",),
    ("cooccurrence", "--near", "turn"),
    ("cooccurrence", "--near", "12", "--cell", "breath", "feeling safe"),
    ("attention",),
    ("attention", "--over-time"),
    ("tables",),
    ("stop-words",),
    ("words", "--stop", "--code", "breath"),
    ("kwic", "safe*", "--sort", "left", "--participant", "Ben"),
    ("terms", "safe", "--per-1000", "--theme", "Calm"),
)
PICTURES: tuple[tuple[str, ...], ...] = (
    ("terms",),
    ("frequencies",),
    ("matrix",),
    ("cooccurrence", "--near", "turn"),
    ("attention",),
)
BAD: tuple[tuple[str, ...], ...] = (
    ("families", "screen", "nowhere"),
    ("families", "screen", "safe", "--out", "99"),
    ("families", "screen", "safe", "--out", "x"),
    ("families", "screen", "safe", "--in", "1", "--out", "1"),
    ("families", "screen", "safe", "--in", "1", "-o", "list.csv"),
    ("families", "screen", "safe", "--show", "maybe"),
    ("families", "suggest", "safe", "--family", "nowhere"),
    ("families", "suggest", '"unbalanced'),
    ("terms", "re:(unclosed"),
    ("terms", "safe", "--by", "shoe size"),
    ("terms", "safe", "--code", "nowhere"),
    ("terms", "--table", "nowhere"),
    ("terms", "safe", "--table", "nowhere"),
    ("terms", "safe", "--save", " "),
    ("terms", "safe", "--save", "x", "-o", "terms.pdf"),
    ("terms", "-o", "no/such/folder/terms.svg"),
    ("kwic", "safe", "--sort", "size"),
    ("kwic", "safe", "--apply", "nowhere", "--yes"),
    ("kwic", "safe", "--apply", "doubt"),
    ("matrix", "--rows", "people"),
    ("matrix", "--measure", "length"),
    ("matrix", "--cell", "breath", "Nobody"),
    ("cooccurrence", "--near", "far"),
    ("cooccurrence", "--cell", "breath", "nowhere"),
    ("tables", "delete", "nowhere"),
    ("stop-words", "add", "two words"),
)


@pytest.fixture
def coded(qualwork: Qualwork, study: Path) -> Path:
    """The study, coded."""
    make_coded(qualwork)
    return study


@pytest.mark.usefixtures("coded")
def test_rows_have_the_columns_of_their_table(qualwork: Qualwork, folder: Path) -> None:
    for command in ASKING:
        rows = qualwork(*command, "--json").json
        result = qualwork(*command, "-o", "rows.json") if command[-1] != "--list" else qualwork(*command, "--json")
        assert result.code == 0, (command, result.err)
        if command[0] != "terms" and command[-1] != "--list":
            assert json.loads((folder / "rows.json").read_text(encoding="utf-8")) == rows, command
        assert qualwork(*command).code == 0


def test_bad_questions_are_one_line_and_change_nothing(qualwork: Qualwork, coded: Path) -> None:
    before = snapshot(coded)
    for command in BAD:
        result = qualwork(*command)
        assert result.code == 2, command
        first, *rest = result.err.splitlines()
        assert first.startswith("qualwork"), (command, result.err)
        assert all(line.startswith("  ") for line in rest), (command, result.err)
    assert snapshot(coded) == before


@pytest.mark.usefixtures("coded")
def test_a_form_is_proposed_with_two_lines_until_it_is_judged(qualwork: Qualwork) -> None:
    found = {row["form"]: row for row in qualwork("families", "suggest", "breathe", "--json").json}
    assert {"form", "occurrences", "participants", "reason", "kind", "lines"} == set(found["breathe"])
    assert (found["breathe"]["occurrences"], found["breathe"]["participants"]) == (3, 2)
    assert len(found["breathe"]["lines"]) == 2
    assert "[breathe]" in qualwork("families", "suggest", "breathe").out
    qualwork("families", "add", "breathe=breathe")
    assert "breathe" not in {row["form"] for row in qualwork("families", "suggest", "breathe", "--json").json}


@pytest.mark.usefixtures("coded")
def test_hits_are_screened_by_number_range_and_place(qualwork: Qualwork) -> None:
    rows = qualwork("families", "screen", "safe", "--json").json
    assert [row["id"] for row in rows] == [1, 2, 3]
    assert {row["verdict"] for row in rows} == {"unscreened"}
    last = rows[-1]
    place = f"{last['transcript']} {last['start']}:{last['end']}"
    assert qualwork("families", "screen", "safe", "--out", place, "--in", "1-2").code == 0
    table = qualwork("terms", "safe", "--json")
    assert table.json["rows"][0]["occurrences"] == 2
    assert table.json["rows"][0]["screened"] == {"in": 2, "out": 1, "by": {"kim": 3}}
    assert "1 left out (3 by kim)" in table.err
    assert [row["id"] for row in qualwork("families", "screen", "safe", "--show", "out", "--json").json] == [3]
    qualwork("families", "screen", "safe", "--unscreened", "1,2,3")
    assert qualwork("terms", "safe", "--json").json["rows"][0]["occurrences"] == 3
    qualwork("families", "screen", "safe", "--out", "2", "--all-in")
    assert [row["verdict"] for row in qualwork("families", "screen", "safe", "--json").json] == ["in", "out", "in"]


def keys_pressed(folder: Path, command: list[str], keys: str) -> str:
    """What a command says on a terminal while keys are pressed, each after the next question."""
    master, slave = pty.openpty()
    program = [sys.executable, "-m", "qualwork.cli.main", *command]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(program, cwd=folder, env=environment, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    said, pressed, asked, end = "", 0, 0, time.monotonic() + 20
    while time.monotonic() < end:
        ready, _, _ = select.select([master], [], [], 0.2)
        if ready:
            try:
                read = os.read(master, 65536)
            except OSError:
                break
            if not read:
                break
            said += read.decode()
        elif process.poll() is not None:
            break
        asked = said.count("q stop")
        if asked > pressed < len(keys):
            os.write(master, keys[pressed].encode())
            pressed += 1
    process.wait(10)
    os.close(master)
    return said


def test_hits_are_screened_with_a_key_each(qualwork: Qualwork, coded: Path) -> None:
    said = keys_pressed(coded.parent, ["families", "screen", "safe"], "iobouoq")
    assert "1 of 3" in said
    assert "[safe]" in said
    # in, out, back, out again (nothing new), undo takes the out back, out, stop
    rows = qualwork("families", "screen", "safe", "--json").json
    assert [row["verdict"] for row in rows] == ["in", "out", "unscreened"]
    assert "1 not screened yet" in said
    said = keys_pressed(coded.parent, ["families", "screen", "safe", "--show", "out"], "iq")
    assert "1 of 1" in said
    assert [row["verdict"] for row in qualwork("families", "screen", "safe", "--json").json][1] == "in"
    assert qualwork("audit", "verify").code == 0


@pytest.mark.usefixtures("coded")
def test_a_table_is_saved_with_its_configuration(qualwork: Qualwork, folder: Path) -> None:
    asked = ("terms", "safe=safe,safely", "--by", "participant", "--per-1000", "--code", "breath", "--role", "all")
    shown = qualwork(*asked, "--json", "--save", "Table 5").json
    assert qualwork("terms", "--table", "table 5", "--json").json == shown
    for kind in ("csv", "xlsx", "docx", "html", "md", "json", "svg", "png"):
        for name in ("one", "other"):
            assert qualwork("terms", "--table", "Table 5", "-o", f"{name}.{kind}").code == 0
        assert (folder / f"one.{kind}").read_bytes() == (folder / f"other.{kind}").read_bytes(), kind
    meta = json.loads((folder / "one.csv.meta.json").read_text(encoding="utf-8"))
    assert "in passages coded breath" in meta["provenance"]["filter"]
    listed = qualwork("tables", "--json").json
    assert [(row["name"], row["kind"]) for row in listed] == [("Table 5", "terms")]
    assert qualwork("terms", "--table", "Table 5", "safe").code == 2
    assert qualwork("tables", "delete", "Table 5").code == 0
    assert qualwork("terms", "--table", "Table 5").code == 2


@pytest.mark.usefixtures("coded")
def test_tables_are_drawn(qualwork: Qualwork, folder: Path) -> None:
    for number, command in enumerate(PICTURES):
        rows = qualwork(*command, "--json").json
        rows = rows["rows"] if isinstance(rows, dict) else rows
        assert qualwork(*command, "-o", f"{number}.svg").code == 0
        assert qualwork(*command, "-o", f"{number}.png").code == 0
        assert (folder / f"{number}.png").read_bytes()[:4] == b"\x89PNG"
        texts = [node.text or "" for node in ET.parse(folder / f"{number}.svg").iter() if node.tag.endswith("text")]
        for row in rows:
            assert str(next(iter(row.values()))) in texts, (command, row)
        assert (folder / f"{number}.svg.meta.json").is_file()


@pytest.mark.usefixtures("coded")
def test_hits_of_a_concordance_are_coded_as_one_decision(qualwork: Qualwork) -> None:
    lines = qualwork("kwic", "safe*", "--case", "--json").json
    before = qualwork("audit", "log", "--json").json[-1]["number"]
    done = qualwork("kwic", "safe*", "--case", "--apply", "doubt", "--yes")
    assert "3 hits coded doubt" in done.err
    made = qualwork("codings", "--code", "doubt", "--json").json["codings"]
    assert {(row["transcript"], row["start"], row["end"]) for row in lines} < {
        (row["transcript"], row["start"], row["end"]) for row in made
    }
    assert qualwork("audit", "log", "--json").json[-1]["number"] == before + 1
    qualwork("undo")
    assert len(qualwork("codings", "--code", "doubt", "--json").json["codings"]) == 1


@pytest.mark.usefixtures("coded")
def test_a_cell_opens_its_extracts(qualwork: Qualwork) -> None:
    table = qualwork("matrix", "--json").json
    for row in table:
        for person in ("Ada", "Ben"):
            shown = qualwork("matrix", "--cell", row["code"], person, "--json").json
            assert len(shown) == row[person]
            quotes = qualwork("quotes", "--code", row["code"], "--participant", person, "--json").json
            assert {each["id"] for each in shown} == {each["id"] for each in quotes}
    pairs = qualwork("cooccurrence", "--json").json
    row = next(row for row in pairs if row["code"] == "breath")
    assert row["safety/feeling safe"] == 1
    assert row["breath"] is None
    shown = qualwork("cooccurrence", "--cell", "breath", "feeling safe", "--json").json
    assert [each["extract"] for each in shown] == ["really breathe"]
    assert [each["other code"] for each in shown] == ["safety/feeling safe"]


@pytest.mark.usefixtures("coded")
def test_stop_words_can_be_changed(qualwork: Qualwork) -> None:
    def listed() -> set[str]:
        return {row["word"] for row in qualwork("words", "--stop", "--json").json}

    assert "tea" in listed()
    assert "the" not in listed()
    assert qualwork("stop-words", "add", "tea").code == 0
    assert qualwork("stop-words", "remove", "the").code == 0
    assert "tea" not in listed()
    assert "the" in listed()
    origins = {row["word"]: row["from"] for row in qualwork("stop-words", "--json").json}
    assert (origins["tea"], origins["the"], origins["and"]) == ("added here", "taken out here", "of the language")


@pytest.mark.usefixtures("study")
def test_nothing_coded_is_said(qualwork: Qualwork) -> None:
    assert "no code yet" in qualwork("matrix").err
    assert "nothing is coded yet" in qualwork("cooccurrence").err
    qualwork("codes", "add", "calm")
    assert "nothing is coded yet" in qualwork("matrix").err
    assert qualwork("matrix", "-o", "empty.png").code == 0
