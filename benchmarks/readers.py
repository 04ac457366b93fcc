"""Whether a text copied from a letter's PDF is what was written, in every reader of this machine.

``python -m benchmarks.readers [NODE-MODULES]`` sets the hard words of Thai letters and a whole letter, and compares
what each reader gives, blanks apart, after NFC and with ํา as ำ. Readers that are not installed are left out:
pdfium (pypdfium2), poppler (pdftotext), mupdf (mutool), pypdf, and pdf.js in a folder of node modules.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

from benchmarks.gallery import sample_letter, sample_office
from circulars.circular import Paragraph, Part
from generator.fonts import letter_fonts
from generator.pdf_series import letters_docx_pdf
from generator.pdf_writer import letter_docx_pdf
from generator.words import letter_lines

if TYPE_CHECKING:
    from collections.abc import Callable

HARD_WORDS = (
    "กำหนด น้ำ ก๋ำ ป่ำ ฝ้ำ จำนำ สัมมนา ฟ้า ปี่ ป๊ะ ฎุ ฏู ญู ฐุ กู้ ผู้ ปู่ ฝู่ ฬ่ พุทฺธํ ธุระ ฤๅษี ฦๅ กี๊ก เป็น ปั้น ฝั่ง "
    "ที่นี่ ศุกร์ พิมพ์ office fi fl AVATAR ๑/๒ 1/2 “ก” ‘ข’ – — … ร้อยละ ๑๐% ฿ ฯลฯ ๆ"
)
PDFJS = """
import {getDocument} from "%s/pdfjs-dist/legacy/build/pdf.mjs";
import {readFileSync} from "node:fs";
const document = await getDocument({data: new Uint8Array(readFileSync(process.argv[2])), verbosity: 0}).promise;
for (let number = 1; number <= document.numPages; number++) {
  const text = await (await document.getPage(number)).getTextContent();
  console.log(text.items.map(item => item.str).join(""));
}
"""


def solid(text: str) -> str:
    """A text as readers are compared."""
    return "".join(unicodedata.normalize("NFC", text).replace("ํา", "ำ").split())


def printed(*command: str) -> str:
    """What a program prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def pdfium(path: Path) -> str:
    """The text by pdfium: Chrome, Edge."""
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


def pypdf_text(path: Path) -> str:
    """The text by pypdf."""
    from pypdf import PdfReader

    return "".join(page.extract_text() for page in PdfReader(path).pages)


def readers(modules: str | None, folder: Path) -> dict[str, Callable[[Path], str]]:
    """The readers of this machine."""
    found: dict[str, Callable[[Path], str]] = {"pdfium": pdfium}
    if shutil.which("pdftotext"):
        found["poppler -raw"] = lambda path: printed("pdftotext", "-raw", str(path), "-")
        found["poppler"] = lambda path: printed("pdftotext", str(path), "-")
    if shutil.which("mutool"):
        found["mupdf"] = lambda path: printed("mutool", "draw", "-q", "-F", "text", str(path))
    if find_spec("pypdf"):
        found["pypdf"] = pypdf_text
    if modules and shutil.which("node"):
        script = folder / "text.mjs"
        script.write_text(PDFJS % Path(modules).resolve(), encoding="utf-8")
        # It warns on standard output that it cannot draw here.
        found["pdf.js"] = lambda path: re.sub(
            r"(?m)^Warning: .*(?:\n(?:Require stack:|- ).*)*\n", "", printed("node", str(script), str(path))
        )
    return found


def main() -> None:
    """Compare and print."""
    office, letter = sample_office(), replace(sample_letter(), qr=None)
    hard = replace(letter, body=(*letter.body, Paragraph(part=Part.PURPOSE, text=HARD_WORDS)))
    others = [replace(hard, addressee=f"ที่ทำการปกครองอำเภอ{name}") for name in ("ดอนตาล", "หว้านใหญ่", "คำชะอี")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fonts = letter_fonts(folder / "fonts")
        made = {"by itself": letter_docx_pdf(hard, office, fonts)[1]}
        made["of a series"] = list(letters_docx_pdf(others, office, fonts))[2][1]
        texts = {"by itself": hard, "of a series": others[2]}
        for reader, read in readers(sys.argv[1] if len(sys.argv) > 1 else None, folder).items():
            said = []
            for what, pdf in made.items():
                path = folder / "letter.pdf"
                path.write_bytes(pdf)
                written = solid("".join(one.words for one in letter_lines(texts[what], office)))
                said.append(f"{what}: {'exact' if solid(read(path)) == written else 'differs'}")
            print(f"{reader:14} {'   '.join(said)}")


if __name__ == "__main__":
    main()
