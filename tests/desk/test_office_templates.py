from __future__ import annotations

import io
import zipfile

import docx
import pytest

from circulars.errors import NotFoundError, UsageError
from desk.office_templates import (
    add_template,
    check_template,
    newest_template,
    pdfs_of,
    preview_template,
    templates,
)
from desk.relay import relay
from desk.send import send

GOOD = ("{{ ชั้นความเร็ว }}", "ที่ {{ที่}}", "ถึง {{ ผู้รับ }}", "{{ ข้อความ }}", "{{ หน่วยงาน }}", "{{ วันที่ }}")


@pytest.fixture
def word_file(tmp_path):
    def made(*paragraphs, name="แม่แบบ.docx"):
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        path = tmp_path / name
        document.save(path)
        return path

    return made


@pytest.fixture
def drafted(desk, confirmed, clerk):
    return relay(desk, "1", clerk)


@pytest.fixture
def no_libreoffice(monkeypatch):
    monkeypatch.setattr("generator.libreoffice.shutil.which", lambda _name: None)


def test_a_template_is_checked_without_an_office(word_file):
    good = check_template(word_file(*GOOD))
    assert (good.findings, good.is_refused) == ((), False)
    bad = check_template(word_file(*GOOD, "{{ หัวเรื่อง }}"))
    assert [(one.kind, one.paragraph) for one in bad.findings] == [("tag-unknown", 7)]
    assert bad.is_refused


def test_a_preview_holds_the_draft(desk, drafted, clerk, word_file, no_libreoffice):
    (path,) = preview_template(desk, word_file(*GOOD), "1", clerk)
    words = [
        one.text.replace("\u00a0", " ") for one in docx.Document(io.BytesIO(path.read_bytes())).paragraphs
    ]
    assert words[0] == "ด่วนที่สุด"
    assert "ถึง ที่ทำการปกครองอำเภอ ทุกอำเภอ" in words
    assert any("กรมการปกครองแจ้งว่า" in one for one in words)


def test_versions_are_kept_and_the_letter_that_used_one_is_known(
    desk, drafted, clerk, word_file, no_libreoffice
):
    first = add_template(desk, word_file(*GOOD), "ประทับตรา", clerk)
    again = add_template(desk, word_file(*GOOD, name="สำเนา.docx"), "ประทับตรา", clerk)
    second = add_template(desk, word_file(*GOOD, "โทร. {{ โทรศัพท์ }}"), "ประทับตรา", clerk)
    assert (first.version, again.version, second.version) == (1, 1, 2)
    assert newest_template(desk, "ประทับตรา").version == 2
    sent = send(desk, "1", clerk, template="ประทับตรา")
    assert [one.kind for one in sent.files][:2] == ["docx", "template"]
    assert sent.files[1].sha256 == second.file.sha256
    assert [(one.version, one.letters) for one in templates(desk)] == [(1, ()), (2, ("มห 0018.1/ว1",))]
    written = zipfile.ZipFile(desk.archive.absolute(sent.files[0].path)).read("word/document.xml").decode()
    assert "๔๒๖๑" in written.replace("\u00a0", " ")


def test_a_template_that_would_go_wrong_is_not_kept(desk, clerk, word_file):
    with pytest.raises(UsageError) as caught:
        add_template(desk, word_file("{{ หัวเรื่อง }}"), "ประทับตรา", clerk)
    assert (caught.value.kind, templates(desk)) == ("template-refused", ())


@pytest.mark.parametrize("name", ["", "สอง คำ", "../ขึ้น", "a/b"])
def test_a_name_that_is_no_folder_is_refused(desk, clerk, word_file, name):
    with pytest.raises(UsageError) as caught:
        add_template(desk, word_file(*GOOD), name, clerk)
    assert caught.value.kind == "template-name"


def test_a_template_that_is_not_there_is_named_with_those_that_are(desk, drafted, clerk, word_file, says):
    add_template(desk, word_file(*GOOD), "ประทับตรา", clerk)
    assert says(send, desk, "1", clerk, template="ภายนอก") == (
        "ไม่มีแม่แบบชื่อ “ภายนอก” ที่มีคือ ประทับตรา เก็บแม่แบบด้วย saraban template add FILE --name ภายนอก",
        "There is no template “ภายนอก”; there are ประทับตรา. Keep one with saraban template add FILE --name ภายนอก.",
    )


def test_what_there_is_no_draft_of_cannot_be_looked_at(desk, confirmed, clerk, word_file):
    with pytest.raises(NotFoundError) as caught:
        preview_template(desk, word_file(*GOOD), "1", clerk)
    assert caught.value.kind == "no-draft"


def test_without_libreoffice_a_pdf_of_a_word_file_is_refused_and_said(desk, word_file, no_libreoffice, says):
    thai, english = says(pdfs_of, desk, [word_file("ข้อความ")], None)
    assert "เครื่องนี้ไม่มี LibreOffice" in thai
    assert english.startswith("LibreOffice is not installed on this machine")
