"""Files of other word processors, by the real LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from makers.docx_letters import make_docx
from makers.pdf_letters import program

import parsers.libreoffice
from circulars.errors import InputFileError
from circulars.source import TextFrom
from parsers import read

TEXT = "ที่ มท ๐๓๐๗/ว ๑๒๓\nถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด\nน้ำในถ้ำ กำหนดให้ทำคำร้อง"
needs_libreoffice = pytest.mark.skipif(
    program("soffice", "libreoffice") is None, reason="LibreOffice is not installed"
)


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """The letter as .doc, .odt and .rtf, as LibreOffice writes them."""
    folder = tmp_path_factory.mktemp("office")
    docx = make_docx(TEXT, folder / "letter.docx")
    for suffix in ("doc", "odt", "rtf"):
        subprocess.run(
            [program("soffice", "libreoffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
             "--convert-to", suffix, "--outdir", str(folder), str(docx)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    return folder


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["doc", "odt", "rtf"])
def test_an_old_letter_is_read(letters, tmp_path, suffix):
    path = shutil.copy(letters / f"letter.{suffix}", tmp_path / "letter.pdf")  # the suffix may lie
    source = read(path)
    assert source.raw.strip() == TEXT
    assert source.text_from == (TextFrom.DOCX,)


@needs_libreoffice
@pytest.mark.slow
def test_nothing_outside_is_asked_for(tmp_path):
    asked = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    path = tmp_path / "letter.rtf"
    path.write_text(
        r"{\rtf1\ansi ABC {\field{\*\fldinst INCLUDEPICTURE \"" + url + r"/a.png\" \\d}{\fldrslt}}"
        r"{\field{\*\fldinst INCLUDETEXT \"" + url + r"/b.rtf\"}{\fldrslt}}{\*\template " + url + r"/c.dot}}",
        encoding="ascii",
    )
    try:
        assert read(path).raw.strip() == "ABC"
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_without_libreoffice_it_is_said_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(parsers.libreoffice.shutil, "which", lambda _: None)
    path = tmp_path / "letter.rtf"
    path.write_bytes(rb"{\rtf1\ansi abc}")
    with pytest.raises(InputFileError) as caught:
        read(path)
    assert caught.value.message() == (
        "letter.rtf เป็นไฟล์ Rich Text (.rtf) ซึ่งอ่านได้เมื่อเครื่องนี้มี LibreOffice โปรดติดตั้ง LibreOffice Writer "
        "(Debian: apt install libreoffice-writer-nogui) หรือเปิดด้วย Word แล้วบันทึกเป็น .docx หรือ PDF"
    )


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_program_that_does_not_end_is_ended(tmp_path, monkeypatch):
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60 & wait\n", encoding="ascii")
    slow.chmod(slow.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(parsers.libreoffice.shutil, "which", lambda _: str(slow))
    monkeypatch.setattr(parsers.libreoffice, "SECONDS", 1)
    path = tmp_path / "letter.rtf"
    path.write_bytes(rb"{\rtf1\ansi abc}")
    with pytest.raises(InputFileError) as caught:
        read(path)
    assert caught.value.message("en") == (
        "LibreOffice did not finish letter.rtf within 1 seconds and was stopped. Try again when the machine is idle, "
        "or open the file in Word and save it as .docx or PDF."
    )
