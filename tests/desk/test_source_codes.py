"""The QR code of a circular on its way to the relay: read from a real page, printed on a real page, read again."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import segno
import zxingcpp
from makers.pdf_letters import typst_pdf
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desk.receive import receive
from desk.relay import edit, relay
from desk.review import confirm
from desk.send import send
from generator.source_codes import code_of

THEIRS, OTHER = "https://docs.example.go.th/forms/2551?ที่=๑", "https://example.go.th/enclosures"
OWN = "https://example.go.th/report"


@pytest.fixture
def received(desk, clerk, letters, tmp_path):
    """Receive the sample circular as a PDF with those codes at its end, in an office with or without an address."""

    def take(*codes, own=""):
        text = (letters / "dopa-circular-w2551.corrected.txt").read_text(encoding="utf-8")
        path = typst_pdf(text, tmp_path / "w2551.pdf", size=13)
        drawn = BytesIO()
        canvas = Canvas(drawn)
        for at, code in enumerate(codes):
            picture = BytesIO()
            segno.make(code, micro=False).save(picture, kind="png", scale=6, border=4)
            canvas.drawImage(ImageReader(picture), 100 + 150 * at, 40 - 20 * at, 80, 80)
        canvas.save()
        if codes:
            with pikepdf.open(path, allow_overwriting_input=True) as pdf, pikepdf.open(drawn) as over:
                pdf.pages[-1].add_overlay(over.pages[0])
                pdf.save()
        mine = replace(desk, office=replace(desk.office, report_url=own))
        receive(mine, path, clerk)
        confirm(mine, "1", clerk)
        return mine

    return take


def notes(drafted) -> list[tuple[str, str]]:
    return [(one.what, one.text) for one in drafted.draft.findings if one.what.startswith(("c", "chan"))]


def printed(desk, sent) -> list[str]:
    """What a telephone reads from the letter printed at 100 dots an inch."""
    path = next(one.path for one in sent.files if one.kind == "pdf")
    pages = pypdfium2.PdfDocument(desk.archive.absolute(path))
    pictures = [page.render(scale=100 / 72).to_pil() for page in pages]
    return [code.text for one in pictures for code in zxingcpp.read_barcodes(one)]


def test_the_code_of_the_circular_is_on_the_relay_again(received, clerk):
    desk = received(THEIRS)
    drafted = relay(desk, "1", clerk)
    assert drafted.draft.letter.qr == THEIRS
    assert notes(drafted) == [("code-source", THEIRS)]
    assert not drafted.draft.is_refused
    assert printed(desk, send(desk, "1", clerk)) == [THEIRS]


def test_the_address_of_the_office_goes_before_unless_it_chooses_the_other(received, clerk):
    desk = received(THEIRS, own=OWN)
    drafted = relay(desk, "1", clerk)
    assert (drafted.draft.letter.qr, notes(drafted)) == (OWN, [("code-own", THEIRS)])
    theirs = relay(desk, "1", clerk, again=True, source_code=True)
    assert (theirs.draft.letter.qr, notes(theirs)) == (THEIRS, [("code-source", THEIRS)])
    changed = edit(desk, "1", clerk, changes=[("คิวอาร์โค้ด", OTHER)])
    assert (changed.draft.letter.qr, notes(changed)) == (OTHER, [("code-own", THEIRS)])


def test_of_several_codes_a_person_chooses(received, clerk):
    desk = received(OTHER, THEIRS)
    drafted = relay(desk, "1", clerk)
    assert drafted.draft.letter.qr is None
    assert [what for what, _ in notes(drafted)] == ["channel", "code-several"]
    assert [one.message("en") for one in drafted.draft.findings if one.what == "code-several"] == [
        f"The source has several QR codes ({OTHER} · {THEIRS}), so none was chosen. Give the right one with --set qr '…'."
    ]
    changed = edit(desk, "1", clerk, changes=[("qr", THEIRS)])
    assert notes(changed) == [("code-source", THEIRS)]


@pytest.mark.parametrize(
    ("own", "codes", "chosen", "qr"),
    [
        ("", (), False, None),
        ("", (), True, None),
        (OWN, (), True, OWN),
        (OWN, (THEIRS, OTHER), True, OWN),
        (OWN, (THEIRS, OTHER), False, OWN),
        ("", (THEIRS, OTHER), True, None),
    ],
)
def test_which_code_a_relay_bears(own, codes, chosen, qr):
    assert code_of(own, codes, source_code=chosen) == qr
