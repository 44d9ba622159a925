"""Word documents of the old binary kind (.doc), through LibreOffice where it is installed."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from qualwork.ingest.formats.docx import read_docx
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.model.errors import BadInput

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 180
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_doc(data: bytes) -> Draft:
    """The text of an old Word document; raises BadInput where it has a password or LibreOffice is missing."""
    if _ENCRYPTED in data:
        raise BadInput("is protected by a password: save it without one")
    program = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        raise BadInput("is an old Word document: install LibreOffice, which reads it, or save it as .docx")
    made = _converted(program, data)
    try:
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            draft = read_docx(archive)
    except zipfile.BadZipFile:
        raise BadInput("is an old Word document that LibreOffice could not read: save it as .docx") from None
    return replace(draft, format="doc", warnings=("read through LibreOffice", *draft.warnings))


def _converted(program: str, data: bytes) -> bytes:
    """The document as .docx; nothing is left of it outside of the project, and a running LibreOffice is not touched."""
    with tempfile.TemporaryDirectory(prefix="qualwork-") as folder:
        source = Path(folder, "document.doc")
        source.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", "docx", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            return Path(folder, "document.docx").read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            raise BadInput("is an old Word document that LibreOffice could not read: save it as .docx") from None
