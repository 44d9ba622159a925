"""Which program a database is from, and the project in it."""

from __future__ import annotations

from pathlib import Path

from qualwork.ingest.foreign.foreign_sqlite import opened
from qualwork.ingest.foreign.qualcoder import read_qualcoder
from qualwork.ingest.foreign.requal import read_requal
from qualwork.ingest.foreign.rqda import read_rqda
from qualwork.ingest.foreign.taguette import read_taguette
from qualwork.ingest.read import Said
from qualwork.model import interchange
from qualwork.model.errors import BadInput

_IN_FOLDER = "data.qda"


def read_database(path: Path, said: Said) -> interchange.Study:
    """The project in a database, whose tables tell the program; raises BadInput naming it. QualCoder's is a folder."""
    file = path / _IN_FOLDER if path.is_dir() else path
    try:
        with opened(file) as database:
            if database.has("code_text", "code_name", "source"):
                return read_qualcoder(database, path.name, said)
            if database.has("highlights", "documents", "tags"):
                return read_taguette(database, path.name, said)
            if database.has("freecode", "coding", "source"):
                return read_rqda(database, path.name, said)
            if database.has("documents", "segments", "codes"):
                return read_requal(database, path.name, said)
            raise BadInput("is a database, but none of QualCoder, Taguette, RQDA or requal")
    except BadInput as fault:
        raise BadInput(f"{path}: {fault.message}", fault.candidates) from None
