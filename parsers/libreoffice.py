"""Files of other word processors made into DOCX by LibreOffice: in a time, without macros, without the network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from circulars.errors import InputFileError

if TYPE_CHECKING:
    from parsers.input_file import InputFile

_PROGRAMS = ("soffice", "libreoffice")
#: Seconds that a file may take; starting takes a few of them.
SECONDS = 90
#: Kilobytes of address space, most of which LibreOffice never touches.
_MEMORY = 6_000_000
#: No macro runs, no link is followed, whatever a document asks for.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
#: A place where nothing listens: what asks the network all the same is refused at once.
_NOWHERE = "http://127.0.0.1:9"


def as_docx(file: InputFile, format_: str, suffix: str) -> bytes:
    """The file as DOCX.

    Raises:
        InputFileError: If LibreOffice is not installed, takes too long, or makes nothing of the file.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise InputFileError("office-needs-libreoffice", file=file.name, format=format_)
    with tempfile.TemporaryDirectory(prefix="saraban-") as name:
        work = Path(name)
        letter = work / f"letter.{suffix}"
        letter.write_bytes(file.data)
        settings = work / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        _run(program, letter, work, file)
        made = work / "made" / "letter.docx"
        if not made.is_file():
            raise InputFileError("office-not-converted", file=file.name, format=format_)
        return made.read_bytes()


def _run(program: str, letter: Path, work: Path, file: InputFile) -> None:
    command = [
        program, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(work / "made"), str(letter),
    ]  # fmt: skip
    if os.name == "posix":
        command = ["/bin/sh", "-c", f'ulimit -v {_MEMORY}; exec "$@"', "sh", *command]
    environment = {**os.environ, "http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "HOME": str(work)}
    # A group of its own: LibreOffice is a program that starts another, and both must end.
    with subprocess.Popen(  # noqa: S603 - fixed arguments, a copy named by us
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            raise InputFileError("office-too-slow", file=file.name, seconds=str(SECONDS)) from error
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
