"""Starting: a whole process, as somebody types it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from benchmarks.measure import ROOT, Race, agree, process, run_python
from benchmarks.setting import Operation, Setting
from qualwork.workbench.study import demo

COMMAND = ["-c", "from qualwork.cli.main import main; main()"]
EXPECTED = ROOT / "corpora" / demo.STUDY / "expected_counts.json"
FIELDS = ("family", "participants", "occurrences")


def terms_of_the_demo(setting: Setting) -> Race:
    """`qualwork terms safe` on the study that comes with the program."""
    made = demo.make(setting.fresh("demo"))
    made.project.close()
    command = [*COMMAND, "-p", str(made.project.path), "terms", "safe"]
    rows = json.loads(run_python([*command, "--json"]))["rows"]
    expected = [row for row in json.loads(EXPECTED.read_text())["families"] if row["family"] == "safe"]
    agree(
        "term table", [[row[name] for name in FIELDS] for row in rows], [[row[n] for n in FIELDS] for row in expected]
    )
    return Race(process(command), process(["-c", "import spacy"]), "import spacy")


OPERATIONS: Mapping[str, Operation] = {"start-terms": terms_of_the_demo}
