"""`demo` makes the study that comes with qualwork: its counts are the expected ones, its files can be read."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from tests.cli.conftest import Qualwork
from tests.conftest import ROOT
from tests.journeys.files import sheet

EXPECTED = json.loads((ROOT / "corpora" / "support-group" / "expected_counts.json").read_text(encoding="utf-8"))


def printed_table(out: str) -> list[tuple[str, int, int]]:
    """Family, participants and occurrences of each row of the term table, as they were printed."""
    lines = out.split("Term table\n", 1)[1].split("\n\n", 1)[0].splitlines()
    rows = [line.rsplit(maxsplit=2) for line in lines[1:]]
    return [(head.split("  ")[0].strip(), int(people), int(said)) for head, people, said in rows]


def test_demo_prints_the_expected_counts_and_writes_files_that_others_can_read(
    qualwork: Qualwork, folder: Path
) -> None:
    made = qualwork("demo", "--batch")
    assert made.code == 0
    wanted = [(row["family"], row["participants"], row["occurrences"]) for row in EXPECTED["families"]]
    assert printed_table(made.out) == wanted
    place = folder / "qualwork-demo"
    project = place / "support-group.qualwork"
    check_counts(qualwork, project)
    check_files(place)
    assert qualwork("-p", project, "audit", "verify").code == 0
    again = qualwork("demo", "--batch")
    assert again.code == 2
    assert "--dir" in again.err
    (folder / "file").write_text("here")
    assert qualwork("demo", "--batch", "--dir", "file").code == 2


def check_counts(qualwork: Qualwork, project: Path) -> None:
    """The term table of the project, family by family and person by person."""
    table = qualwork("-p", project, "terms", "--json").json
    assert table["words"] == EXPECTED["words"]
    for row, wanted in zip(table["rows"], EXPECTED["families"], strict=True):
        assert {key: row[key] for key in ("family", "participants", "occurrences", "by")} == wanted
    words = {row["pseudonym"]: row["words"] for row in qualwork("-p", project, "participants", "--json").json}
    assert words == EXPECTED["words_by"]


def check_files(place: Path) -> None:
    """Every file that was written, read by another program's reader."""
    with (place / "audit.csv").open(encoding="utf-8", newline="") as file:
        log = list(csv.DictReader(file))
    assert {"number", "coder", "verb", "entity", "before", "after", "hash"} <= set(log[0])
    terms = sheet(place / "terms.xlsx")
    assert len(terms) == 1 + len(EXPECTED["families"])
    quotes = sheet(place / "quotes.xlsx")
    assert len(quotes) > 100
    assert (place / "themes.png").read_bytes().startswith(b"\x89PNG")
    drawn = ElementTree.fromstring((place / "map.svg").read_bytes())
    assert "leads to" in "".join(drawn.itertext())
    assert "contrasts with" in (place / "report.html").read_text(encoding="utf-8")
    book = yaml.safe_load((place / "codebook.yaml").read_text(encoding="utf-8"))
    assert len(book["themes"]) == 5
    assert sum(len(theme["children"]) for theme in book["themes"]) == 18
    for path in place.glob("*.meta.json"):
        about = json.loads(path.read_text(encoding="utf-8"))
        assert about["provenance"]["head_hash"], path


@pytest.mark.slow
def test_a_wheel_brings_the_material_along(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="building a wheel without the network needs hatchling")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    wheel = next(tmp_path.glob("qualwork-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if name.startswith("tests/")]
        archive.extractall(tmp_path / "installed")
    script = f"""
import sys
sys.path.insert(0, {str(tmp_path / "installed")!r})
import qualwork.cli.main
print(qualwork.__file__)
qualwork.cli.main.main(["demo", "--batch"])
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout.startswith(str(tmp_path / "installed"))
    wanted = [(row["family"], row["participants"], row["occurrences"]) for row in EXPECTED["families"]]
    assert printed_table(done.stdout) == wanted
