from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers.pdf_letters import PRODUCERS, program
from makers.texts import AWKWARD
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psparser import LIT

from parsers.font_program import EmbeddedFonts
from parsers.pdf_content import operations
from parsers.pdf_device import LetterDevice, LetterInterpreter

EVERY = frozenset(b"Tj TJ Tf Td BDC EMC EI q".split())
TAKEN_APART = [
    (b"q 1 0 0 1 72.5 -3 Td", [(b"q", []), (b"Td", [1, 0, 0, 1, 72.5, -3])]),
    (b"(abc)Tj<414>Tj", [(b"Tj", [b"abc"]), (b"Tj", [b"A@"])]),
    (rb"(a\(b\)\n\101\8(c)\\) Tj", [(b"Tj", [b"a(b)\nA8(c)\\"])]),
    (b"(a\\\nb\rc) Tj", [(b"Tj", [b"ab\nc"])]),
    (b"[(a) -12.5 <42>] TJ", [(b"TJ", [[b"a", -12.5, b"B"]])]),
    (b"/F#31 .5 Tf", [(b"Tf", [LIT("F1"), 0.5])]),
    (b"/Span<</ActualText<FEFF>/MCID 1/X[true null]>>BDC EMC", [(b"BDC", [LIT("Span"), {"ActualText": b"\xfe\xff", "MCID": 1, "X": [True, None]}]), (b"EMC", [])]),
    (b"BI /W 2 /H 1 ID \x00 Tj EIx\xff( EI Q q", [(b"EI", [LIT("W"), 2, LIT("H"), 1]), (b"q", [])]),
    (b"0 0 0 rg 1 w % (not) Tj\nq", [(b"q", [])]),
    (b"/P <</MCID 3>> BDC 0 0 9 9 re W* n [<4142>-3.5(c)] TJ", [(b"BDC", [LIT("P"), {"MCID": 3}]), (b"TJ", [[b"AB", -3.5, b"c"]])]),
    (b"1 0 0 rg 5 5 m 9 9 l S (\\()Tj 0 g q", [(b"Tj", [b"("]), (b"q", [])]),
    (b"] >> ) } q", [(b"q", [])]),
    (b"(never closed", []),
    (b"[1 2 q", [(b"q", [1, 2])]),
    (b"", []),
]  # fmt: skip


@pytest.mark.parametrize(("content", "found"), TAKEN_APART)
def test_content_is_taken_apart(content, found):
    assert list(operations(content, EVERY)) == found


@pytest.mark.property
@given(st.binary(max_size=200))
def test_no_content_is_too_strange(content):
    for word, operands in operations(content, EVERY):
        assert word in EVERY
        assert isinstance(operands, list)


@pytest.mark.parametrize("producer", PRODUCERS)
def test_the_same_glyphs_are_drawn_as_by_pdfminer(tmp_path, monkeypatch, producer):
    make, needed = PRODUCERS[producer]
    if needed and program(*needed) is None:
        pytest.skip(f"{producer} is not installed")
    path = make(AWKWARD, tmp_path / "letter.pdf")
    ours = glyphs(path)
    monkeypatch.setattr(LetterInterpreter, "execute", PDFPageInterpreter.execute)
    theirs = glyphs(path)
    assert [one[0] for one in ours] == [one[0] for one in theirs]
    for one, other in zip(ours, theirs, strict=True):
        assert one[1:] == pytest.approx(other[1:], abs=0.001)


def glyphs(path: Path) -> list[tuple[str, float, float, float, float]]:
    document = PDFDocument(PDFParser(BytesIO(path.read_bytes())))
    device = LetterDevice(EmbeddedFonts())
    return [
        (glyph.text, glyph.x, glyph.y, glyph.advance, glyph.size)
        for page in PDFPage.create_pages(document)
        for glyph in device.draw(page).glyphs
    ]
