from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO

import docx
import pytest
from lxml import etree
from makers.word_forms import changed, fill

from circulars.letter import Form, FormColumn
from generator.docx_form import form_docx
from parsers.docx_form import W, read_docx_form

FORM = Form(
    id="2567-1-3-4903",
    title="แบบรายงาน เรื่อง <หนี้> & อื่น ๆ",
    office="อำเภอดอนตาล",
    office_code="4903",
    instructions=("กรอกให้ครบ",),
    columns=(
        FormColumn(name="name", title="ชื่อ–สกุล"),
        FormColumn(name="phone", title="โทรศัพท์", kind="phone"),
        FormColumn(name="note", title="หมายเหตุ", required=False),
    ),
    rows=2,
    nil=True,
)
NAMES = {
    *(f"f_{column}_{row}" for column in ("name", "phone", "note") for row in (1, 2)),
    "f_nil", "f_reporter", "f_reporter_phone",
}  # fmt: skip


def drop_tags(root):
    """What LibreOffice does."""
    for properties in root.iter(f"{W}sdtPr"):
        for name in ("tag", "showingPlcHdr"):
            for one in properties.findall(f"{W}{name}"):
                properties.remove(one)


def test_a_blank_form_says_what_it_is_and_holds_nothing():
    form = read_docx_form(form_docx(FORM), name="แบบ.docx")
    assert form.facts == {
        "form_id": "2567-1-3-4903", "form_version": "1", "office_code": "4903", "columns": "name,phone,note", "rows": "2",
    }  # fmt: skip
    assert form.cells == dict.fromkeys(NAMES, "")


def test_the_same_form_gives_the_same_bytes_and_opens():
    assert form_docx(FORM) == form_docx(FORM)
    document = docx.Document(BytesIO(form_docx(FORM)))
    assert document.paragraphs[0].text == FORM.title
    assert [one.text for one in document.tables[0].rows[0].cells] == [
        "ลำดับ",
        "ชื่อ–สกุล",
        "โทรศัพท์",
        "หมายเหตุ (ถ้ามี)",
    ]


def test_only_the_controls_may_be_filled_in():
    with zipfile.ZipFile(BytesIO(form_docx(FORM))) as package:
        settings = etree.fromstring(package.read("word/settings.xml"))
        root = etree.fromstring(package.read("word/document.xml"))
    protection = settings.find(f"{W}documentProtection")
    assert (protection.get(f"{W}edit"), protection.get(f"{W}enforcement")) == ("forms", "1")
    order = [etree.QName(one).localname for one in settings]
    assert order.index("documentProtection") == order.index("defaultTabStop") - 1
    assert all(one.find(f"{W}sdtPr/{W}text") is None for one in root.iter(f"{W}sdt")), (
        "LibreOffice multiplies plain ones"
    )
    ids = [one.get(f"{W}val") for one in root.iter(f"{W}id")]
    assert len(ids) == len(set(ids)) == len(NAMES)


ANSWERS = {
    "f_name_1": "นายสมชาย ใจดี",
    "f_phone_1": "08 1234 5678",
    "f_name_2": "นางสมหญิง <ตั้งใจ>",
    "f_nil": "มี",
}


@pytest.mark.parametrize("saved_by", ["Word", "LibreOffice"])
def test_what_was_written_comes_back(saved_by):
    filled = changed(form_docx(FORM), fill(ANSWERS))
    if saved_by == "LibreOffice":
        filled = changed(filled, drop_tags)
    cells = read_docx_form(filled, name="แบบ.docx").cells
    assert {name: value for name, value in cells.items() if value} == ANSWERS


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_was_written_survives_libreoffice(tmp_path):
    path = tmp_path / "แบบ.docx"
    path.write_bytes(changed(form_docx(FORM), fill(ANSWERS)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "out"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    form = read_docx_form((tmp_path / "out" / "แบบ.docx").read_bytes(), name="แบบ.docx")
    assert form.facts["form_id"] == FORM.id
    assert {name: value for name, value in form.cells.items() if value} == ANSWERS


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", None])
def test_what_is_no_form_is_refused(data, says):
    if data is None:
        out = BytesIO()
        docx.Document().save(out)
        data = out.getvalue()
    assert says(read_docx_form, data, name="จดหมาย.docx")[1] == (
        "จดหมาย.docx is no Word report form of Saraban, or was saved without what is hidden in it. "
        "Fill in the file that the province sent, and save it as .docx."
    )
