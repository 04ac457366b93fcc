"""Where lines end: ``python -m benchmarks.line_breaks [WORD-LIST]``.

Sets the paragraphs of the letters in ``tests/relays`` and ``tests/letters/own`` at several widths and looks at
every line's end with a word list (Debian: hunspell-th): does it cut a word, part a compound, split a date? Before
that, where LibreOffice is installed, the line ends of our pages are compared with its of the same letters.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import pypdfium2

from benchmarks.gallery import sample_letter, sample_office
from circulars.circular import Paragraph, Part
from circulars.thai_calendar import MONTHS
from generator import pdf_writer
from generator.fitting import Fit
from generator.fonts import letter_fonts
from generator.libreoffice import libreoffice, pdf_of_docx
from generator.line_ends import solid
from generator.pdf_writer import letter_docx_pdf

ROOT = Path(__file__).parents[1]
WORD_LIST = Path("/usr/share/hunspell/th_TH.dic")
#: Right margins in cm: text from 16 cm down to 9.
MARGINS = tuple(2 + 7 * step / 12 for step in range(13))
LONG_ENOUGH = 60
THAI = re.compile("[ก-๎]+")
DATE = re.compile(rf"[0-9๐-๙]{{1,2}}(?:{'|'.join(MONTHS)})[0-9๐-๙]{{4}}")
LONGEST_WORD = 30


def paragraphs() -> list[str]:
    """The long lines of every letter."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("tests/relays/*.toml"))]
    texts += [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("tests/letters/own/*.txt"))]
    lines = [re.sub(r"^\[[\w.]+\] *", "", line.strip()) for text in texts for line in text.splitlines()]
    return [
        " ".join(line.split())
        for line in dict.fromkeys(lines)
        if len(line) > LONG_ENOUGH and THAI.search(line)
    ]


class Words:
    """A word list that tells words apart."""

    def __init__(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").split("\n")[1:]
        self.words = {line.split("/")[0] for line in lines if len(line.split("/")[0]) > 1}

    @cache  # noqa: B019 - one list, one run
    def bounds(self, run: str) -> tuple[int, ...]:
        """Where the words of a run of Thai letters end: fewest unknown letters, then fewest words."""
        best: list[tuple[int, int, int]] = [(0, 0, 0)] + [(len(run) + 1, 0, 0)] * len(run)
        for end in range(1, len(run) + 1):
            for start in range(max(0, end - LONGEST_WORD), end):
                known = run[start:end] in self.words
                if known or end - start == 1:
                    unknown, words, _ = best[start]
                    best[end] = min(best[end], (unknown + (not known), words + 1, start))
        ends = [len(run)]
        while ends[-1]:
            ends.append(best[ends[-1]][2])
        return tuple(reversed(ends))

    def judged(self, text: str, at: int) -> str:
        """What a break before a place of the text is: "fine", "compound" or "word"."""
        run = next((one for one in THAI.finditer(text) if one.start() < at < one.end()), None)
        if run is None or at - run.start() in self.bounds(run.group()):
            return "fine"
        bounds, place = self.bounds(run.group()), at - run.start()
        start, end = next((a, b) for a, b in pairwise(bounds) if a < place < b)
        halves = run.group()[start:place], run.group()[place:end]
        return "compound" if all(map(self._known, halves)) else "word"

    def _known(self, text: str) -> bool:
        return all(text[a:b] in self.words for a, b in pairwise(self.bounds(text)))


def breaks(pages: tuple[tuple[str, ...], ...], text: str) -> list[int]:
    """Where the paragraph was broken, blanks not counted."""
    lines = [solid(line) for page in pages for line in page]
    whole, ends, done = solid(text), [], 0
    for line in lines:
        if whole.startswith(line, done):
            done += len(line)
            ends.append(done)
    if done != len(whole):
        print("not found again:", text[:60])
    return ends[:-1]


def main() -> None:
    """Count and show."""
    beside_libreoffice()
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else WORD_LIST
    if not path.is_file():
        print(f"{path} is not there (Debian: hunspell-th): line ends inside words are not counted")
        return
    words = Words(path)
    letter, office = sample_letter(), sample_office()
    layout = pdf_writer._layout("letter.typ").decode()  # noqa: SLF001 - widths are the benchmark's own affair
    counts: Counter[str] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        fonts = letter_fonts(Path(folder))
        for number, text in enumerate(paragraphs()):
            one = replace(letter, body=(Paragraph(part=Part.PURPOSE, text=text),), qr=None)
            for width in (MARGINS[number % len(MARGINS)], MARGINS[(number + 6) % len(MARGINS)]):
                at_width = layout.replace("right: 2cm", f"right: {width:.3f}cm").encode()
                pdf_writer._layout = lambda _name, one=at_width: one  # type: ignore[assignment]  # noqa: SLF001
                press = pdf_writer.press_of(one, office, fonts)
                setting = press.set_whole(press.lines, Fit())
                for at in breaks(setting.pages, text):
                    counts["lines"] += 1
                    whole = solid(text)
                    kind = words.judged(whole, at)
                    kind = "date" if any(m.start() < at < m.end() for m in DATE.finditer(whole)) else kind
                    counts[kind] += 1
                    if kind != "fine":
                        seen[kind, f"{whole[max(0, at - 12) : at]}|{whole[at : at + 12]}"] += 1
    for (kind, words_around), count in sorted(seen.items()):
        print(f"{kind:9} {count:3} {words_around}")
    print(dict(counts))


def beside_libreoffice() -> None:
    """The same paragraphs, six a letter, as our pages and as LibreOffice's of our Word files: which line ends agree."""
    if libreoffice() is None:
        print("LibreOffice is not installed: line ends are not compared with its")
        return
    letter, office = replace(sample_letter(), qr=None), sample_office()
    texts = paragraphs()
    groups = [texts[start : start + 6] for start in range(0, len(texts), 6)]
    same = all_ends = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fonts = letter_fonts(folder / "fonts")
        ours = []
        for number, group in enumerate(groups):
            body = tuple(Paragraph(part=Part.PURPOSE, text=text) for text in group)
            docx, pdf = letter_docx_pdf(replace(letter, body=body), office, fonts)
            (folder / f"{number}.docx").write_bytes(docx)
            ours.append(pdf)
        files = [folder / f"{number}.docx" for number in range(len(groups))]
        theirs = pdf_of_docx(files, folder / "out", fonts, office)
        for group, one, other in zip(groups, ours, theirs, strict=True):
            for text in group:
                found, wanted = _line_ends(one, text), _line_ends(other, text)
                same, all_ends = same + len(found & wanted), all_ends + len(wanted)
    print(f"line ends as in LibreOffice: {same} of {all_ends}")


def _line_ends(pdf: bytes | Path, text: str) -> frozenset[int]:
    """Where lines end inside a paragraph, blanks not counted."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    lines = [solid(line) for page in pages for line in page.replace("ํา", "ำ").splitlines()]
    at, whole = "".join(lines).find(solid(text)), solid(text)
    ends = accumulate(map(len, lines))
    return frozenset(end - at for end in ends if 0 <= at < end < at + len(whole))


if __name__ == "__main__":
    main()
