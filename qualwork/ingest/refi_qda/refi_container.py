"""The container of a REFI-QDA project: the one `.qde`, and the sources it names, read with limits."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from qualwork.ingest.formats.container import check_names, open_zip, read_part
from qualwork.model.errors import BadInput

_MOST_BYTES = 1_000_000_000  # all parts that are read, together
_SCHEME = "://"
_ELSEWHERE = ("absolute", "relative", "file", "http", "https", "ftp")


class Parts:
    """The parts of one .qdpx; each read counts towards a limit, so that many small bombs are no way round it."""

    def __init__(self, data: bytes) -> None:
        self.archive = open_zip(data)
        check_names(self.archive)
        self.names = {_folded(info.filename): info.filename for info in self.archive.infolist() if not info.is_dir()}
        self.read_bytes = 0
        self.used: set[str] = set()

    def project(self) -> bytes:
        """The project's XML; raises BadInput unless exactly one .qde stands at the top."""
        found = [name for name in self.archive.namelist() if name.casefold().endswith(".qde")]
        top = [name for name in found if "/" not in name.replace("\\", "/")] or found
        if len(top) != 1:
            said = "no project.qde" if not top else f"{len(top)} files of kind .qde"
            raise BadInput(f"holds {said}, where a REFI-QDA project has one")
        return self._read(top[0]) or b""

    def source(self, path: str) -> bytes | None:
        """The bytes of a source named by a path of the project; None where it is missing or lies elsewhere."""
        name = next((self.names[wanted] for wanted in _candidates(path) if wanted in self.names), None)
        return None if name is None else self._read(name)

    def unused(self) -> list[str]:
        """Parts that nothing asked for, as long as they are files that a person would know."""
        return sorted(name for name in self.names.values() if name not in self.used and not _is_hidden(name))

    def _read(self, name: str) -> bytes | None:
        self.used.add(name)
        self.read_bytes += self.archive.getinfo(name).file_size
        if self.read_bytes > _MOST_BYTES:
            raise BadInput(f"its parts unpack to more than {_MOST_BYTES:,} bytes: refused as too large")
        return read_part(self.archive, name)


def _candidates(path: str) -> Iterator[str]:
    scheme, separator, rest = path.partition(_SCHEME)
    if separator and scheme.casefold() in _ELSEWHERE:
        return
    name = (rest if separator else path).replace("\\", "/").lstrip("/")
    for spelled in dict.fromkeys((name, unquote(name))):
        yield _folded(f"sources/{spelled}")
        yield _folded(spelled)
        yield _folded(f"sources/{posixpath.basename(spelled)}")
        yield _folded(posixpath.basename(spelled))


def _folded(name: str) -> str:
    return name.replace("\\", "/").casefold()


def _is_hidden(name: str) -> bool:
    base = posixpath.basename(name.replace("\\", "/"))
    return base.startswith(".") or name.startswith("__MACOSX/")
