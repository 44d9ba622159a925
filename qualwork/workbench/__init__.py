"""The use cases: one API for the terminal interface, the command line and Python programs.

`from qualwork import workbench` gives every file of the floors below as an attribute, loaded when it is first used:
`project = workbench.projects.open_project(path)`, `workbench.coding.apply_at(project, code, transcript, 12, 40)`.
Doors that import it so need no import inside a function to start fast. A floor may import itself and those before it.
"""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualwork.workbench.base import file_kinds as file_kinds
    from qualwork.workbench.base import indexing as indexing
    from qualwork.workbench.base import naming as naming
    from qualwork.workbench.base import picking as picking
    from qualwork.workbench.base import progress as progress
    from qualwork.workbench.base import projects as projects
    from qualwork.workbench.codes import codebook as codebook
    from qualwork.workbench.codes import codebook_files as codebook_files
    from qualwork.workbench.codes import coding as coding
    from qualwork.workbench.codes import memoing as memoing
    from qualwork.workbench.codes import splitting as splitting
    from qualwork.workbench.corpus import corpora as corpora
    from qualwork.workbench.corpus import extracts as extracts
    from qualwork.workbench.corpus import searching as searching
    from qualwork.workbench.corpus import tally as tally
    from qualwork.workbench.counts import autocoding as autocoding
    from qualwork.workbench.counts import charting as charting
    from qualwork.workbench.counts import counting as counting
    from qualwork.workbench.counts import families as families
    from qualwork.workbench.counts import matrices as matrices
    from qualwork.workbench.counts import narrowing as narrowing
    from qualwork.workbench.counts import saved_tables as saved_tables
    from qualwork.workbench.counts import screening as screening
    from qualwork.workbench.counts import stop_words as stop_words
    from qualwork.workbench.log import attesting as attesting
    from qualwork.workbench.log import auditing as auditing
    from qualwork.workbench.log import coming_back as coming_back
    from qualwork.workbench.log import comparing as comparing
    from qualwork.workbench.log import describe_decision as describe_decision
    from qualwork.workbench.log import timeline as timeline
    from qualwork.workbench.privacy import erasing as erasing
    from qualwork.workbench.privacy import erasure_rows as erasure_rows
    from qualwork.workbench.privacy import leaks as leaks
    from qualwork.workbench.privacy import pseudonymising as pseudonymising
    from qualwork.workbench.privacy import pseudonyms as pseudonyms
    from qualwork.workbench.privacy import residual_names as residual_names
    from qualwork.workbench.report import checking as checking
    from qualwork.workbench.report import method_log as method_log
    from qualwork.workbench.report import report_builder as report_builder
    from qualwork.workbench.report import reporting as reporting
    from qualwork.workbench.study import demo as demo
    from qualwork.workbench.study import safekeeping as safekeeping
    from qualwork.workbench.study import storage_checks as storage_checks
    from qualwork.workbench.study import tasks as tasks
    from qualwork.workbench.themes import arranging as arranging
    from qualwork.workbench.themes import drafting as drafting
    from qualwork.workbench.themes import narrative as narrative
    from qualwork.workbench.themes import quote_table as quote_table
    from qualwork.workbench.themes import quoting as quoting
    from qualwork.workbench.themes import relating as relating
    from qualwork.workbench.themes import rereading as rereading
    from qualwork.workbench.themes import reviewing as reviewing
    from qualwork.workbench.themes import theme_map as theme_map
    from qualwork.workbench.themes import theming as theming
    from qualwork.workbench.transcripts import answer_tables as answer_tables
    from qualwork.workbench.transcripts import carrying as carrying
    from qualwork.workbench.transcripts import coded_transcript as coded_transcript
    from qualwork.workbench.transcripts import doubles as doubles
    from qualwork.workbench.transcripts import exchanging as exchanging
    from qualwork.workbench.transcripts import import_report as import_report
    from qualwork.workbench.transcripts import imported as imported
    from qualwork.workbench.transcripts import importing as importing
    from qualwork.workbench.transcripts import people as people
    from qualwork.workbench.transcripts import reading as reading
    from qualwork.workbench.transcripts import revising as revising

FLOORS = {
    "base": "file_kinds indexing naming picking progress projects",
    "log": "attesting auditing coming_back comparing describe_decision timeline",
    "corpus": "corpora extracts inversions searching tally",
    "privacy": "erasing erasure_rows leaks pseudonymising pseudonyms residual_names",
    "codes": "codebook codebook_files coding memoing splitting",
    "themes": "arranging drafting narrative quote_table quoting relating rereading reviewing theme_map theming",
    "counts": "autocoding charting counting families matrices narrowing saved_tables screening stop_words",
    "transcripts": (
        "answer_tables carrying coded_transcript doubles exchanging "
        "import_report imported importing people reading revising"
    ),
    "report": "checking method_log report_builder reporting",
    "study": "demo safekeeping storage_checks tasks",
}
_PLACES = {name: f"{__name__}.{floor}.{name}" for floor, names in FLOORS.items() for name in names.split()}


def __getattr__(name: str) -> ModuleType:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(_PLACES[name])
    globals()[name] = module
    return module
