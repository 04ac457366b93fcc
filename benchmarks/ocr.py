"""Error rates of text recognition on scans made from the two sample letters, beside other ways to read them.

Usage: PYTHONPATH=tests python -m benchmarks.ocr [--dots 200] [--size 16] [--face Laksaman] [--peers] [WAY …]

Prints a table: for each way of wearing the pages, of each reader the character error rate (blanks left
out), the share of Thai digits misread, and CPU seconds a page; of ours also how many numbers are in doubt
and how many numbers are wrong without a doubt. ``--peers`` adds ``tesseract -l tha --psm 6`` and, where it is
installed (``pip install ocrmypdf``), OCRmyPDF, both with the same repair of Thai marks.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from makers.errors import character_error, digit_error
from makers.pdf_letters import FACES
from makers.scans import WORN, Scan, letter_face, scans

from parsers.clean import repaired
from parsers.ocr.page import OcrPage, read_page
from parsers.ocr.source import LOW
from parsers.ocr.tesseract import Tesseract

_NUMBER = re.compile("[0-9๐-๙]+")
LETTERS = Path(__file__).resolve().parents[1] / "tests" / "letters"


@dataclass(frozen=True)
class Result:
    """What one reader made of all pages, and at what cost."""

    name: str
    text: str
    cpu: float  #: seconds a page

    def cells(self, truth: str) -> list[str]:
        """The columns of a table."""
        read = repaired(self.text)[0].text
        return [
            f"{100 * character_error(read, truth):.2f} %",
            f"{100 * digit_error(read, truth):.2f} %",
            f"{self.cpu:.2f} s",
        ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dots", type=int, default=200)
    parser.add_argument("--size", type=float, default=16)
    parser.add_argument(
        "--face", default="letter", help="letter: as the program sets its own; or Sarabun, Laksaman"
    )
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("ways", nargs="*", default=list(WORN))
    options = parser.parse_args()
    known = {
        "letter": letter_face(Path(tempfile.gettempdir()) / "saraban-fonts"),
        **{one.family: one for one in FACES},
    }
    face = known[options.face]
    print(f"{face.family} {options.size:g} pt, {options.dots} dots an inch, {Tesseract().name}\n")
    peers = [plain_tesseract, ocrmypdf] if options.peers else []
    names = [peer.__name__.replace("_", " ") for peer in peers]
    titles = ["pages", "CER", "digits wrong", "CPU a page", "doubts", "wrong without a doubt"]
    titles += [f"{name}: {what}" for name in names for what in ("CER", "digits wrong", "CPU")]
    print("| " + " | ".join(titles) + " |\n" + "|---" * len(titles) + "|")
    letters = [path.read_text(encoding="utf-8") for path in sorted(LETTERS.glob("*.corrected.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        clean = [
            page
            for text in letters
            for page in scans(text, Path(folder), face=face, size=options.size, dots=options.dots)
        ]
    truth = "\n".join(letters)
    for way in options.ways:
        made = [WORN[way](page) for page in clean]
        before = _cpu()
        read = [read_page(page.pixels, engine=Tesseract(), unit=page.unit) for page in made]
        ours = Result("ours", "\n".join(page.text for page in read), (_cpu() - before) / len(made))
        doubts = sum(len(line.doubts) for page in read for line in page.lines)
        cells = [way, *ours.cells(truth), str(doubts), str(silent_errors(read, truth))]
        for peer in peers:
            result = peer(made)
            cells += ["–"] * 3 if result is None else result.cells(truth)
        print("| " + " | ".join(cells) + " |", flush=True)


def silent_errors(pages: list[OcrPage], truth: str) -> int:
    """How many numbers were read that stand nowhere in the truth and are neither in doubt nor of low confidence."""
    known = Counter(_NUMBER.findall(truth))
    silent = 0
    for page in pages:
        for line in page.lines:
            sure = [one.confidence for one in line.characters for _ in one.text]
            lengths = [0]
            for one in line.characters:
                lengths.append(lengths[-1] + len(one.text))
            doubted = [(lengths[doubt.start], lengths[doubt.end]) for doubt in line.doubts]
            for number in _NUMBER.finditer(line.text):
                flagged = min(sure[slice(*number.span())]) < LOW or any(
                    start < number.end() and number.start() < end for start, end in doubted
                )
                if flagged:
                    continue
                if known[number.group()] > 0:
                    known[number.group()] -= 1
                else:
                    silent += 1
    return silent


def plain_tesseract(pages: list[Scan]) -> Result:
    """The engine alone, finding lines by itself."""
    before, texts = _cpu(), []
    for page in pages:
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder) / "page.png"
            page.picture.save(picture)
            texts.append(
                _run(
                    "tesseract", picture, "-", "-l", "tha", "--psm", "6", "-c", "preserve_interword_spaces=1"
                )
            )
    return Result("tesseract", "".join(texts), (_cpu() - before) / len(pages))


def ocrmypdf(pages: list[Scan]) -> Result | None:
    """OCRmyPDF with its own preparation; None where it is not installed."""
    if importlib.util.find_spec("ocrmypdf") is None:
        return None
    before, texts = _cpu(), []
    for page in pages:
        with tempfile.TemporaryDirectory() as folder:
            scan, text = Path(folder) / "page.pdf", Path(folder) / "page.txt"
            page.picture.convert("RGB").save(scan, "PDF", resolution=72 / page.unit)
            _run(
                *(sys.executable, "-m", "ocrmypdf", "-q", "-l", "tha", "--deskew", "--output-type", "pdf"),
                *("--sidecar", text, scan, Path(folder) / "out.pdf"),
            )
            texts.append(text.read_text(encoding="utf-8"))
    return Result("OCRmyPDF", "".join(texts), (_cpu() - before) / len(pages))


def _run(*command: str | Path) -> str:
    done = subprocess.run(
        command, capture_output=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
    )
    return done.stdout.decode()


def _cpu() -> float:
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
