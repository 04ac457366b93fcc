"""Error rates of text recognition on scans made from the two sample letters.

Usage: PYTHONPATH=tests python -m benchmarks.ocr [--dots 200] [--size 16] [--face Laksaman] [--peer] [WAY …]

Prints, for each way of wearing the pages, the character error rate (blanks left out), the share of
Thai digits misread, the share of misread numbers that carry no doubt, CPU seconds a page, and with
``--peer`` what ``tesseract -l tha --psm 6`` makes of the same picture.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from pathlib import Path

from makers.errors import character_error, digit_error
from makers.pdf_letters import FACES
from makers.scans import WORN, Scan, letter_face, scans

from parsers.clean import repaired
from parsers.ocr.page import OcrPage, read_page
from parsers.ocr.tesseract import Tesseract

LETTERS = Path(__file__).resolve().parents[1] / "tests" / "letters"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dots", type=int, default=200)
    parser.add_argument("--size", type=float, default=16)
    parser.add_argument(
        "--face", default="letter", help="letter: as the program sets its own; or Sarabun, Laksaman"
    )
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("ways", nargs="*", default=list(WORN))
    options = parser.parse_args()
    known = {
        "letter": letter_face(Path(tempfile.gettempdir()) / "saraban-fonts"),
        **{one.family: one for one in FACES},
    }
    face = known[options.face]
    print(f"{face.family} {options.size:g} pt, {options.dots} dots an inch, {Tesseract().name}")
    for way in options.ways:
        began, pages, parts = time.perf_counter(), 0, []
        before = os.times()
        with tempfile.TemporaryDirectory() as folder:
            for path in sorted(LETTERS.glob("*.corrected.txt")):
                text = path.read_text(encoding="utf-8")
                made = [
                    WORN[way](page)
                    for page in scans(text, Path(folder), face=face, size=options.size, dots=options.dots)
                ]
                read = [read_page(page.pixels, engine=Tesseract(), unit=page.unit) for page in made]
                pages += len(made)
                peer = "".join(_plain(page) for page in made) if options.peer else ""
                parts.append((text, read, peer))
        after = os.times()
        cpu = sum(after[:4]) - sum(before[:4])
        print(
            _row(way, parts, cpu / pages, (time.perf_counter() - began) / pages, peer=options.peer),
            flush=True,
        )


def _row(
    way: str, parts: list[tuple[str, list[OcrPage], str]], cpu: float, wall: float, *, peer: bool
) -> str:
    truth = "".join(text for text, _, _ in parts)
    ours = "".join(_mended("\n".join(page.text for page in read)) for _, read, _ in parts)
    doubts = sum(len(line.doubts) for _, read, _ in parts for page in read for line in page.lines)
    row = (
        f"{way:32} CER {100 * character_error(ours, truth):5.2f} %  digits {100 * digit_error(ours, truth):5.2f} %  "
        f"doubts {doubts:3}  CPU {cpu:5.2f} s  wall {wall:5.2f} s a page"
    )
    if peer:
        plain = _mended("".join(text for _, _, text in parts))
        row += f"   plain: CER {100 * character_error(plain, truth):5.2f} %  digits {100 * digit_error(plain, truth):5.2f} %"
    return row


def _mended(text: str) -> str:
    return repaired(text)[0].text


def _plain(page: Scan) -> str:
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.png"
        page.picture.save(picture)
        done = subprocess.run(
            ["tesseract", str(picture), "-", "-l", "tha", "--psm", "6", "-c", "preserve_interword_spaces=1"],
            capture_output=True,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    return done.stdout.decode()


if __name__ == "__main__":
    main()
