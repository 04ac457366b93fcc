"""Whether letters keep their words whatever font they are set in, and whether the gate lets broken pages pass.

Usage: python -m benchmarks.fonts [--fonts FOLDER …] [--keep FOLDER]

The sample letters and others of our own are set in every Thai font that is found (installed, packaged, or in the
folders given) by LibreOffice, by Chromium, and as Word and old fonts record them. For each maker and font are printed:
pages, pages sent to text recognition, character errors and wrong blanks (of 100 characters) of the pages that passed,
and official words lost in them; "mixed" letters change the font at every blank.
The last line is what counts: broken pages that passed, and sound pages that were sent away.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont, TTLibError

from benchmarks.text_layer import ROOT, TEXTS, blank_errors, distance, letters_of
from circulars.lexicon import table
from parsers.clean import repaired
from parsers.input_file import Limits, take
from parsers.pdf_layer import layer_pages

sys.path.append(str(ROOT / "tests"))

from makers.broken_pdfs import misread_pdf
from makers.docx_letters import make_docx, make_mixed_docx
from makers.pdf_letters import SARABUN, Face, chromium_pdf, program

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LETTERS = TEXTS[:2] + [
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/letters/own").glob("0[1-5]-*.txt"))
]
#: A page with more character errors than this (of 100) is broken.
BROKEN = 1.0
#: What Word and old fonts record for the ring and the marks.
WORD_LIKE = {"word": {"ํ": " "}, "word-2013": {"ํ": " ", "า": "ำ"}, "old-font": {"่": "\uf70a", "้": "\uf70b"}}


@dataclass
class Tally:
    """What became of the letters of one maker and font."""

    pages: int = 0
    sent: int = 0
    letters: int = 0
    errors: int = 0
    blanks: int = 0
    lost: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """Character errors of 100 in what passed."""
        return 100 * self.errors / max(self.letters, 1)


def faces(folders: Sequence[Path]) -> list[Face]:
    """One upright face of every Thai family."""
    listed = ""
    if program("fc-list"):
        listed = subprocess.run(
            ["fc-list", ":lang=th", "file"], capture_output=True, check=True, text=True
        ).stdout
    files = [Path(line.rstrip(": ")) for line in listed.splitlines()]
    files += [path for folder in folders for path in sorted(folder.rglob("*.[to]tf"))]
    found = {SARABUN.family: SARABUN}
    for path in files:
        face = _face(path)
        if face is not None:
            found.setdefault(face.family, face)
    return list(found.values())


def _face(path: Path) -> Face | None:
    if re.search("bold|oblique|italic|light", path.stem, re.IGNORECASE):
        return None
    try:
        with TTFont(path, lazy=True) as font:
            if 0x0E01 not in font.getBestCmap():
                return None
            return Face(font["name"].getBestFamilyName(), path)
    except (TTLibError, OSError, KeyError):
        return None


def made(folder: Path, known: Sequence[Face]) -> Iterator[tuple[str, str, Path, str]]:
    """Every letter: its maker, its font, its file, its text."""
    if program("soffice", "libreoffice"):
        yield from _by_libreoffice(folder, known)
    for face in known:
        if program("chromium", "chromium-browser", "google-chrome"):
            path, text = folder / f"chromium-{face.family}.pdf", "\n".join(LETTERS)
            yield (
                "chromium",
                face.family,
                path if path.exists() else chromium_pdf(text, path, face=face),
                text,
            )
    for name, readings in WORD_LIKE.items():
        for number, text in enumerate(LETTERS):
            path = folder / f"{name}-{number}.pdf"
            yield name, SARABUN.family, path if path.exists() else misread_pdf(text, path, readings), text


def _by_libreoffice(folder: Path, known: Sequence[Face]) -> Iterator[tuple[str, str, Path, str]]:
    """All letters in one run."""
    families = [face.family for face in known]
    planned = [
        (family, folder / f"libreoffice-{family}-{at}.pdf", text)
        for family in families
        for at, text in enumerate(LETTERS)
    ]
    mixtures = [families[start : start + 3] for start in range(0, len(families) - 1, 3)]
    mixed = [
        (fonts, folder / f"mixed-{fonts[0]}-{at}.pdf", text)
        for fonts in mixtures
        for at, text in enumerate(LETTERS)
    ]
    documents = [
        make_docx(text, path.with_suffix(".docx"), font=family, justify=not number % 2)
        for number, (family, path, text) in enumerate(planned)
        if not path.exists()
    ]
    documents += [
        make_mixed_docx(text, path.with_suffix(".docx"), fonts)
        for fonts, path, text in mixed
        if not path.exists()
    ]
    if documents:
        _print_by_libreoffice(documents, folder, {face.file.parent for face in known})
    for family, path, text in planned:
        yield "libreoffice", family, path, text
    for fonts, path, text in mixed:
        yield "mixed", fonts[0], path, text


def _print_by_libreoffice(documents: Sequence[Path], folder: Path, fonts: set[Path]) -> None:
    settings = folder / "fonts.conf"
    folders = "".join(f"<dir>{one}</dir>" for one in fonts)
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{folders}</fontconfig>',
        encoding="utf-8",
    )
    subprocess.run(
        [program("soffice", "libreoffice") or "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
         "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, documents)],
        check=True, capture_output=True, env={**os.environ, "FONTCONFIG_FILE": str(settings)},
    )  # fmt: skip


def official_words(text: str) -> Counter[str]:
    """How often each of the commonest official words stands in a text; where a row ends does not matter."""
    flowing = re.sub(r"\s*\n\s*", "", text)
    return Counter(
        re.findall("|".join(sorted(table("text_layer")["common"]["words"], key=len, reverse=True)), flowing)
    )


def measure(path: Path, truth: str, tally: Tally) -> None:
    """Add what became of one letter."""
    pages = layer_pages(take(path, Limits()))
    tally.pages += len(pages)
    tally.sent += sum(page.flaw is not None for page in pages)
    if any(page.flaw is not None for page in pages):
        return
    text = repaired("\n".join(page.text for page in pages))[0].text
    wanted = letters_of(truth)
    tally.letters += len(wanted)
    tally.errors += distance(letters_of(text), wanted)
    tally.blanks += blank_errors(text, truth)
    tally.lost += official_words(truth) - official_words(text)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--fonts", type=Path, nargs="*", default=[])
    options.add_argument("--keep", type=Path, help="a folder that keeps the letters made")
    arguments = options.parse_args()
    known = faces(arguments.fonts)
    tallies: dict[tuple[str, str], Tally] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for maker, family, path, text in made(folder, known):
            measure(path, text, tallies.setdefault((maker, family), Tally()))
    print(f"{'':14}{'':22}{'pages':>6}{'sent':>6}{'CER %':>8}{'blanks':>8}  official words lost")
    for (maker, family), tally in sorted(tallies.items()):
        lost = ", ".join(f"{word} {count}" for word, count in tally.lost.most_common(5)) or "none"
        print(
            f"{maker:14}{family:22}{tally.pages:6}{tally.sent:6}{tally.share:8.3f}{100 * tally.blanks / max(tally.letters, 1):8.3f}  {lost}"
        )
    broken = sum(tally.pages for tally in tallies.values() if tally.share > BROKEN)
    sent, pages = sum(one.sent for one in tallies.values()), sum(one.pages for one in tallies.values())
    words = sum(one.lost.total() for one in tallies.values())
    print(
        f"{len(known)} fonts, {pages} pages: {broken} broken pages passed, {words} official words lost, {sent} pages sent to text recognition"
    )


if __name__ == "__main__":
    main()
