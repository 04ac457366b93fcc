"""Engines that are missing, crash, hang or talk nonsense; and one added from a file."""

from __future__ import annotations

import shutil
import stat

import numpy as np
import pikepdf
import pytest
from makers.pdf_letters import typst_pdf
from makers.scans import blank, scans

from circulars.errors import InputFileError, UsageError
from circulars.reading import IssueKind, Severity
from parsers.input_file import OcrSettings
from parsers.ocr.engine import EngineError, OcrEngine, engine_of
from parsers.ocr.hocr import read_lines
from parsers.ocr.page import Unread, read_page
from parsers.ocr.tesseract import Tesseract
from parsers.readers import read

LINE = np.full((76, 300), 255, np.uint8)


@pytest.fixture
def program(tmp_path):
    """A program that answers the questions about itself as Tesseract does, and does this with pictures."""

    def make(does: str, languages: str = "tha\neng") -> str:
        path = tmp_path / "tesseract"
        path.write_text(
            "#!/bin/sh\n"
            'case "$1" in\n'
            "--version) echo tesseract 5.0.0-test; exit 0;;\n"
            f'--list-langs) printf "List of languages:\\n{languages}\\n"; exit 0;;\n'
            f"esac\n{does}\n"
        )
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return make


FAILURES = [
    ("echo 'image is too odd' >&2; exit 1", "ocr-failed", {"reason": "image is too odd"}),
    ("kill -SEGV $$", "ocr-failed", {"reason": "-11"}),
    ("exec sleep 30", "ocr-too-slow", {"seconds": "1"}),
    ("exit 0", "ocr-failed", {"reason": "FileNotFoundError"}),
    ("echo nonsense > $2.hocr; echo nonsense > $2.txt", "ocr-failed", {"reason": "ValueError"}),
    (
        "head -c 1000 /dev/urandom > $2.hocr; cp $2.hocr $2.txt",
        "ocr-failed",
        {"reason": "UnicodeDecodeError"},
    ),
]


@pytest.mark.parametrize(
    ("does", "kind", "facts"), FAILURES, ids=lambda one: one if isinstance(one, str) else ""
)
def test_an_engine_that_fails_says_how(program, does, kind, facts):
    engine = Tesseract(program=program(does), seconds=1.0)
    with pytest.raises(EngineError) as caught:
        engine.read([LINE])
    assert caught.value.kind == kind
    assert caught.value.facts == facts


def test_an_engine_that_is_missing_is_named():
    with pytest.raises(EngineError) as caught:
        Tesseract(program="tesseract-that-is-not-there").read([LINE])
    assert (caught.value.kind, caught.value.facts) == (
        "ocr-missing",
        {"program": "tesseract-that-is-not-there"},
    )


def test_an_engine_without_thai_is_told_what_to_install(program):
    with pytest.raises(EngineError) as caught:
        Tesseract(program=program("exit 0", languages="eng")).read([LINE])
    assert (caught.value.kind, caught.value.facts) == ("ocr-language-missing", {"language": "tha"})


def test_nothing_is_left_behind_by_an_engine_that_fails(program, tmp_path, monkeypatch):
    rubbish = tmp_path / "tmp"
    rubbish.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(rubbish))
    with pytest.raises(EngineError):
        Tesseract(program=program("exit 1")).read([LINE])
    assert list(rubbish.iterdir()) == []


ENGINE = """
from parsers.ocr.engine import Character, EngineError, ReadLine


class Parrot:
    name = "parrot 1"

    def read(self, lines):
        said = "ถึง ที่ทำการปกครองจังหวัด"
        width = lines[0].shape[1] / len(said) if lines else 0
        letters = tuple(
            Character(char, None if char == " " else (at * width, 20.0, at * width + width, 50.0), 0.97)
            for at, char in enumerate(said)
        )
        return tuple(ReadLine(letters) for _ in lines)


class Broken:
    name = "broken 1"

    def read(self, lines):
        raise EngineError("ocr-failed", reason="out of ink")


class NoEngine:
    pass
"""


@pytest.fixture
def engine_file(tmp_path):
    path = tmp_path / "parrot.py"
    path.write_text(ENGINE, encoding="utf-8")
    return path


def test_a_second_engine_is_added_from_a_file(engine_file, tmp_path):
    page = scans("หนังสือฉบับหนึ่ง\n" * 8, tmp_path)[0]
    engine = engine_of(f"{engine_file}:Parrot")
    assert isinstance(engine, OcrEngine)
    read_back = read_page(page.pixels, engine=engine, unit=page.unit)
    assert set(read_back.text.split("\n")) == {"ถึง ที่ทำการปกครองจังหวัด"}


@pytest.mark.parametrize(
    "setting", ["", "tesserakt", "nowhere:Engine", "parsers.ocr.engine:Nothing", "/no/file.py:Engine"]
)
def test_an_engine_that_does_not_exist_is_a_wrong_setting(setting):
    with pytest.raises(UsageError) as caught:
        engine_of(setting)
    assert caught.value.kind == "ocr-engine-unknown"


def test_something_else_in_the_place_of_an_engine_is_a_wrong_setting(engine_file):
    with pytest.raises(UsageError) as caught:
        engine_of(f"{engine_file}:NoEngine")
    assert caught.value.message("en") == (
        f"There is no text recognition engine “{engine_file}:NoEngine”. "
        "Use tesseract, or name one as module:Name or /path/file.py:Name."
    )


def test_a_picture_is_refused_with_the_reason_of_the_engine(engine_file, tmp_path):
    path = tmp_path / "page.png"
    scans("หนังสือฉบับหนึ่ง\n" * 8, tmp_path)[0].picture.save(path)
    with pytest.raises(InputFileError) as caught:
        read(path, ocr=OcrSettings(engine=f"{engine_file}:Broken", workers=1))
    assert caught.value.message("en") == (
        "The text recognition program failed (out of ink). Try again; if it fails again, scan the page anew."
    )


def test_pages_with_text_are_read_though_the_engine_fails_on_the_others(engine_file, tmp_path):
    text = typst_pdf("ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑\nถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด\n" * 6, tmp_path / "text.pdf")
    scanned = tmp_path / "scan.pdf"
    scans("หนังสือฉบับหนึ่งฉบับ\n" * 8, tmp_path)[0].picture.save(scanned, "PDF")
    with pikepdf.open(text) as both, pikepdf.open(scanned) as other:
        both.pages.extend(other.pages)
        both.save(tmp_path / "both.pdf")
    source = read(tmp_path / "both.pdf", ocr=OcrSettings(engine=f"{engine_file}:Broken", workers=1))
    assert "ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑" in source.raw
    issues = [(issue.kind, issue.severity, issue.facts["page"]) for issue in source.issues]
    assert issues == [
        (IssueKind.TEXT_LAYER_BROKEN, Severity.ERROR, "2"),
        (IssueKind.PAGE_NOT_READ, Severity.ERROR, "2"),
    ]
    assert source.issues[1].message("en") == (
        "Page 2 was not read: The text recognition program failed (out of ink). Try again; "
        "if it fails again, scan the page anew."
    )


def test_a_blank_page_needs_no_engine(tmp_path):
    page = np.full((2000, 1400), 250, np.uint8)
    assert read_page(page, engine=Tesseract(program="not-there"), unit=0.4).unread is Unread.BLANK
    blank().picture.save(tmp_path / "blank.pdf")
    with pytest.raises(InputFileError) as caught:
        read(tmp_path / "blank.pdf", ocr=OcrSettings(workers=1))
    assert caught.value.kind == "pdf-is-pictures"


HOCR = """<div class='ocr_page' id='page_1'><span class='ocrx_word' id='word_1_1' title='bbox 1 2 3 4; x_wconf 91'>
<span class='ocrx_cinfo' title='x_bboxes 1 2 3 4; x_conf 99.1'>ท</span></span>
<span class='ocrx_word' title='bbox 5 2 9 4; x_wconf 42'><span class='ocrx_cinfo' title='x_bboxes 5 2 7 4; x_conf 9'>&lt;</span>
<span class='ocrx_cinfo' title='x_bboxes 7 2 9 4; x_conf 9'>๑</span></span></div>
<div class='ocr_page' id='page_2'></div>"""


def test_the_two_outputs_of_tesseract_give_characters_with_places_confidence_and_blanks():
    one, none = read_lines(HOCR, "ท <๑\n\f\f", 2)
    assert [(char.text, char.box, char.confidence) for char in one.characters] == [
        ("ท", (1, 2, 3, 4), 0.91),
        (" ", None, 1.0),
        ("<", (5, 2, 7, 4), 0.42),
        ("๑", (7, 2, 9, 4), 0.42),
    ]
    assert none.characters == ()


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_tesseract_tells_its_version_and_languages():
    assert Tesseract().name.startswith("tesseract ")
