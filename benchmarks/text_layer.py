"""How well and how fast PDF text is read: ours against others, on letters set by the programs that offices use.

Usage: python -m benchmarks.text_layer [--speed] [FILE.pdf …]

Without files, the sample letters and a page of awkward text are set by every program that is installed
(typst and reportlab always; LibreOffice, Chromium and WeasyPrint where found), left-aligned and justified,
in each font that is found, and with the misreadings that Word and old fonts leave. Printed are character
errors (of 100, blanks left out, raw and after repair) and blanks wrongly put or missing (of 1,000).
With ``--speed``, pages a CPU second as a ratio to pdfplumber's words with boxes, on the files given or on longer
letters; "ours" is the text layer with a box for every letter, repaired and judged.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2
from pdfminer.high_level import extract_text

from parsers.clean import repaired
from parsers.input_file import Limits, take
from parsers.pdf_layer import layer_pages
from parsers.readers import read

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))

from makers.broken_pdfs import misread_pdf  # noqa: E402 - the makers of test letters lie with the tests
from makers.pdf_letters import FACES, PRODUCERS, program  # noqa: E402
from makers.texts import AWKWARD  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXTS = [
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/letters").glob("*.corrected.txt"))
] + [AWKWARD]
MISREADINGS = {
    "ring a blank (Word)": {"ํ": " "},
    "า read ำ (Word 2013)": {"ํ": " ", "า": "ำ"},
    "old Windows fonts": {"่": "\uf70a", "้": "\uf70b", "์": "\uf70e", "็": "\uf712", "ั": "\uf710"},
}


def ours(path: Path) -> str:
    """The text as Saraban reads it."""
    return read(path).raw


def plain_pdfplumber(path: Path) -> str:
    """The text by pdfplumber as it comes."""
    with pdfplumber.open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def pdfium(path: Path) -> str:
    """The text by PDFium."""
    pdf = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pdf).replace("\r\n", "\n")


def poppler(path: Path) -> str:
    """The text by poppler in content order."""
    return subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True
    ).stdout


def plain_pdfminer(path: Path) -> str:
    """The text by pdfminer's own high-level function."""
    return str(extract_text(path))


def plain_pypdf(path: Path) -> str:
    """The text by pypdf, where it is installed."""
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def pdfplumber_words(path: Path) -> str:
    """The words with their boxes by pdfplumber as it comes, for the speed."""
    with pdfplumber.open(path) as pdf:
        return "\n".join(word["text"] for page in pdf.pages for word in page.extract_words())


def own_layer(path: Path) -> str:
    """The text with a box for every letter, repaired and judged, as Saraban takes it from the file itself."""
    pages = layer_pages(take(path, Limits(pages=2000)))
    return "\n".join(page.text for page in pages)


EXTRACTORS: dict[str, Callable[[Path], str]] = {
    "ours": ours,
    "pdfplumber": plain_pdfplumber,
    "pdfminer": plain_pdfminer,
    **({"pypdf": plain_pypdf} if find_spec("pypdf") else {}),
    "pypdfium2": pdfium,
    **({"pdftotext -raw": poppler} if program("pdftotext") else {}),
}


@dataclass
class Tally:
    """Errors added up."""

    letters: int = 0
    raw: int = 0
    mended: int = 0
    blanks: int = 0

    def add(self, text: str, truth: str) -> None:
        """Count the errors of one extraction."""
        wanted = letters_of(truth)
        mended = repaired(text)[0].text
        self.letters += len(wanted)
        self.raw += distance(letters_of(text), wanted)
        self.mended += distance(letters_of(mended), wanted)
        self.blanks += blank_errors(mended, truth)

    def __str__(self) -> str:
        """Raw, mended, blanks."""
        part = 100 / max(self.letters, 1)
        return f"{self.raw * part:6.2f} → {self.mended * part:5.2f} {self.blanks * part * 10:6.1f}"


@dataclass
class Row:
    """A producer's tally for each extractor."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))


def letters_of(text: str) -> str:
    """The text without its blanks."""
    return re.sub(r"\s", "", text)


def distance(one: str, other: str) -> int:
    """The Levenshtein distance (Myers' bit vectors)."""
    if one == other:
        return 0
    places: dict[str, int] = defaultdict(int)
    for index, char in enumerate(one):
        places[char] |= 1 << index
    mask = (1 << len(one)) - 1
    last = 1 << max(len(one) - 1, 0)
    plus, minus, score = mask, 0, len(one)
    for char in other:
        equal = places[char]
        vertical = equal | minus
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        up, down = minus | (~(horizontal | plus) & mask), plus & horizontal
        score += bool(up & last) - bool(down & last)
        up, down = (up << 1 | 1) & mask, (down << 1) & mask
        plus, minus = down | (~(vertical | up) & mask), up & vertical
    return score if one else len(other)


def blank_errors(text: str, truth: str) -> int:
    """Blanks put or missing within lines; counted only where the letters agree."""
    if letters_of(text) != letters_of(truth):
        return 0
    pairs = zip(re.split(r"\S", text), re.split(r"\S", truth), strict=True)
    return sum(1 for put, wanted in pairs if "\n" not in put + wanted and bool(put) != bool(wanted))


def letters(folder: Path) -> Iterator[tuple[str, Path, str]]:
    """Every letter that can be made: its producer, its file, its text."""
    for name, (make, needed) in PRODUCERS.items():
        if needed and program(*needed) is None:
            continue
        for number, text in enumerate(TEXTS):
            for face in FACES:
                for justify in (False, True):
                    path = folder / f"{name}-{number}-{face.family}-{justify}.pdf"
                    yield name, make(text, path, face=face, justify=justify), text
    for name, readings in MISREADINGS.items():
        for number, text in enumerate(TEXTS):
            yield name, misread_pdf(text, folder / f"misread-{number}.pdf", readings), text


def print_accuracy() -> None:
    """A line a producer, a column an extractor."""
    rows: dict[str, Row] = defaultdict(Row)
    with tempfile.TemporaryDirectory() as folder:
        for producer, path, truth in letters(Path(folder)):
            for name, extract in EXTRACTORS.items():
                text = extract(path)
                for row in (rows[producer], rows["all together"]):
                    row.tallies[name].add(text, truth)
    print(f"{'':22}" + "".join(f"{name:>26}" for name in EXTRACTORS))
    print(f"{'':22}" + f"{'CER raw → mended, blanks':>26}" * len(EXTRACTORS))
    rows["all together"] = rows.pop("all together")
    for producer, row in rows.items():
        print(f"{producer:22}" + "".join(f"{row.tallies[name]!s:>26}" for name in EXTRACTORS))


#: What the speed is measured of: all give text, the first two also the place of what they read.
SPEEDS: dict[str, Callable[[Path], str]] = {
    "pdfplumber words": pdfplumber_words,
    "ours": own_layer,
    **{name: extract for name, extract in EXTRACTORS.items() if name not in {"ours", "pdftotext -raw"}},
}


def print_speed(files: list[Path]) -> None:
    """A line a file: pages a CPU second by pdfplumber with boxes, and how many times as many by the others."""
    first, *others = SPEEDS
    print(f"{'':34}{'pages':>6}{first:>18}" + "".join(f"{name:>12}" for name in others))
    for path in files:
        pages = len(pypdfium2.PdfDocument(path))
        seconds = {name: least_seconds(extract, path) for name, extract in SPEEDS.items()}
        ratios = "".join(f"{seconds[first] / seconds[name]:11.2f}×" for name in others)
        print(f"{path.name[:33]:34}{pages:6}{pages / seconds[first]:16.1f}/s{ratios}", flush=True)


def least_seconds(extract: Callable[[Path], str], path: Path) -> float:
    """The CPU time of the fastest of three runs."""
    runs = []
    for _ in range(3):
        start = time.process_time()
        extract(path)
        runs.append(time.process_time() - start)
    return max(min(runs), 1e-6)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--speed", action="store_true", help="measure speed instead of errors")
    options.add_argument("files", nargs="*", type=Path)
    arguments = options.parse_args()
    if not arguments.speed:
        print_accuracy()
        return
    with tempfile.TemporaryDirectory() as folder:
        made = [
            make("\n".join(TEXTS * 5), Path(folder) / f"{name}.pdf")
            for name, (make, needed) in PRODUCERS.items()
            if not arguments.files and (not needed or program(*needed))
        ]
        print_speed(arguments.files or made)


if __name__ == "__main__":
    main()
