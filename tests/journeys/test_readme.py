"""The ten minutes of the README, command by command, on the interviews that come with the project."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Qualwork, Result
from tests.conftest import ROOT
from tests.journeys.files import sheet

STUDY = ROOT / "corpora" / "support-group"
QUOTE = "I realised I'd sat with my back to it"


def commands() -> list[list[str]]:
    """Every `qualwork` command of the ten minutes, with this study's names in it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    minutes = readme[readme.index("## Ten minutes") : readme.index("## The screen")]
    lines = [line for block in re.findall(r"```sh\n(.*?)```", minutes, re.DOTALL) for line in block.splitlines()]
    found = [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("qualwork ")]
    said = {"P1": "01-maren", "she'd leave food at the door": QUOTE}
    return [[said.get(word, word) for word in command] for command in found]


@pytest.fixture
def at_home(folder: Path) -> Path:
    """A folder as a researcher has it: interviews and a table of participants."""
    shutil.copytree(STUDY / "interviews", folder / "interviews")
    shutil.copy(STUDY / "participants.csv", folder)
    return folder


def test_the_ten_minutes_of_the_readme(qualwork: Qualwork, at_home: Path) -> None:
    said: dict[str, Result] = {}
    for command in commands():
        result = said[" ".join(command)] = qualwork("--yes", *command)
        assert result.code == 0, (command, result.err)
        assert "Traceback" not in result.err
    assert len(said) >= 20
    check_the_tables(said, at_home)
    check_the_tree(said, at_home)
    log = said["audit log"].out.splitlines()
    assert "promote code" in log[-1]
    assert "undone: promote code: breathing" in said["undo"].out
    assert "all as decided" in said["audit verify"].out
    assert qualwork("audit", "verify").code == 0


def check_the_tables(said: dict[str, Result], place: Path) -> None:
    """Word counts and quotes, on the screen and as spreadsheets."""
    assert "9 would be imported" in said["import interviews/ --dry-run"].out
    assert "9 rows matched by pseudonym" in said["participants import participants.csv"].out
    rows = sheet(place / "safe.xlsx")
    header, safe = rows[0], rows[1]
    assert "Maren" in header
    assert sum(float(str(cell)) for cell in safe[4:]) == safe[header.index("occurrences")]
    quotes = sheet(place / "quotes.xlsx")
    at = {name: number for number, name in enumerate(quotes[0])}
    coded = [row for row in quotes[1:] if row[at["code"]] == "being looked after"]
    assert [(row[at["participants"]], row[at["extract"]]) for row in coded] == [("Maren", QUOTE)]
    breathing = [str(row[at["extract"]]) for row in quotes[1:] if row[at["code"]] == "breathing"]
    assert breathing
    assert all(re.search(r"(?i)\bbreath", extract) for extract in breathing)


def check_the_tree(said: dict[str, Result], place: Path) -> None:
    """The theme tree as text, figure and codebook."""
    shown = said["themes"].out
    assert "└─ Held without being asked" in shown
    assert "codes: being looked after" in shown
    assert "   └─ breathing" in shown
    figure = (place / "themes.svg").read_text(encoding="utf-8")
    assert figure.startswith("<svg")
    assert "breathing" in figure
    book = yaml.safe_load((place / "codebook.yaml").read_text(encoding="utf-8"))
    assert [code["name"] for code in book["codes"]] == ["being looked after", "breathing"]
    assert book["themes"][0]["children"][0]["name"] == "breathing"
    assert [family["name"] for family in book["families"]] == ["safe"]
