from __future__ import annotations

import datetime as dt
import io
import tomllib
import zipfile
from dataclasses import replace
from importlib.resources import files

import openpyxl
import pytest
from makers.readings import sample_letter
from python_calamine import CalamineWorkbook

from circulars.circular import Circular
from circulars.deadline import Deadline, DeadlineKind
from circulars.directive import Directive, DirectiveKind, Quota
from circulars.letter import FormColumn
from circulars.office import District
from generator.form import MOST_ROWS, report_form
from generator.xlsx_writer import _written, form_xlsx

DISTRICT = District(code="4901", name="เมืองมุกดาหาร")


def asked(text: str, **facts) -> Circular:
    """A circular with one directive."""
    return Circular(subject="การทดสอบ", directives=(Directive(item="1", text=text, **facts),))


def form_for(circular: Circular, office, index: int = 0, district: District | None = DISTRICT):
    place = f"อำเภอ{district.name}" if district else office.name
    return report_form(circular, index, place, district.code if district else "49", letter_id="2567-w642")


def names(form) -> list[str]:
    return [column.name for column in form.columns]


def sample_form(office):
    """Directive ๒ of the sample: two persons by 31 January."""
    circular = sample_letter()
    index = next(at for at, one in enumerate(circular.directives) if one.item == "2")
    text = "โดยขอให้รายงานข้อมูลผู้รับผิดชอบงานอำเภอแห่งละ ๒ ราย ภายในวันที่ ๓๑ มกราคม ๒๕๖๗"
    directives = list(circular.directives)
    directives[index] = replace(directives[index], text=text)
    return form_for(replace(circular, issuer="กรมการปกครอง", directives=tuple(directives)), office, index)


def test_the_form_of_the_sample_asks_for_two_persons(office):
    form = sample_form(office)
    assert form.id == "2567-w642-3-4901"
    assert form.title == "แบบรายงาน เรื่อง แนวทางการดำเนินงานตามนโยบายแก้ไขปัญหาหนี้นอกระบบ"
    assert (form.office, form.office_code) == ("อำเภอเมืองมุกดาหาร", "4901")
    assert form.columns == (
        FormColumn(name="name", title="ชื่อ–สกุล"),
        FormColumn(name="position", title="ตำแหน่ง"),
        FormColumn(name="phone", title="โทรศัพท์", kind="phone"),
    )
    assert (form.rows, form.due, form.nil) == (2, dt.date(2024, 1, 31), False)
    assert form.instructions == (
        "อ้างถึง หนังสือกรมการปกครอง ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑ ข้อ ๒",
        "ข้อสั่งการ “โดยขอให้รายงานข้อมูลผู้รับผิดชอบงานอำเภอแห่งละ ๒ ราย ภายในวันที่ ๓๑ มกราคม ๒๕๖๗”",
        "กำหนดส่ง วันพุธที่ ๓๑ มกราคม ๒๕๖๗ (“ภายในวันที่ ๓๑ มกราคม ๒๕๖๗”)",
        "จำนวนที่กำหนด ๒ ราย",
        "หากจังหวัดและอำเภอใดไม่รายงานผู้ปฏิบัติงานในวันดังกล่าว จะถือว่าจังหวัดและอำเภอมอบหมายผู้รับผิดชอบในการรายงานตามรหัสผู้ใช้งานเดิม",
        "วิธีกรอก: กรอกเฉพาะช่องที่เปิดไว้ ตัวเลขเป็นเลขไทยหรือเลขอารบิกก็ได้ และโปรดอย่าลบหรือแทรกแถว",
    )


def test_the_province_answers_under_its_own_code(office):
    form = form_for(asked("รายงานผล"), office, district=None)
    assert (form.id, form.office, form.office_code) == ("2567-w642-1-49", "จังหวัดมุกดาหาร", "49")


SHAPES = [
    ("รายงานผลการดำเนินการให้จังหวัดทราบ", {}, ["result", "problem", "suggestion"], 1),
    ("จัดทำหมู่บ้านต้นแบบ อำเภอละ ๒ หมู่บ้าน", {"quota": Quota(number=2, unit="หมู่บ้าน")}, ["target", "result", "detail", "problem"], 1),
    ("แต่งตั้งเจ้าหน้าที่ประสานงานอำเภอละ ๑ คน", {"quota": Quota(number=1, unit="คน")}, ["name", "position", "phone"], 1),
    ("ช่วยเหลือลูกหนี้ไม่น้อยกว่าอำเภอละ ๕ ราย", {"quota": Quota(number=5, unit="ราย")}, ["target", "result", "detail", "problem"], 1),
    ("แจ้งรายชื่อผู้เข้าร่วมประชุม", {}, ["name", "position", "phone"], 10),
    ("รายงานผลการเบิกจ่ายงบประมาณ", {}, ["item", "budget", "spent", "problem"], 5),
    ("จัดส่งแผนปฏิบัติการป้องกันไฟป่า", {}, ["activity", "when", "responsible", "remark"], 5),
    ("สำรวจจำนวนครัวเรือนที่ประสบภัย", {}, ["item", "count", "unit", "remark"], 5),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts", "columns", "rows"), SHAPES)
def test_the_columns_follow_what_the_directive_asks(office, text, facts, columns, rows):
    form = form_for(asked(text, **facts), office)
    assert (names(form), form.rows) == (columns, rows)


def test_every_shape_takes_its_own_examples(office):
    table = tomllib.loads((files("templates") / "forms" / "columns.toml").read_text(encoding="utf-8"))
    for shape in table["shape"]:
        for example in shape["examples"]:
            quota = (
                Quota(number=2, unit=shape.get("units", ["หมู่บ้าน"])[0])
                if shape.get("quota") == "yes"
                else None
            )
            assert names(form_for(asked(example, quota=quota), office)) == [
                one["name"] for one in shape["column"]
            ]


def test_a_target_names_its_unit(office):
    form = form_for(asked("จัดกิจกรรม", quota=Quota(number=3, unit="ครั้ง")), office)
    assert [column.title for column in form.columns][:2] == ["เป้าหมาย (ครั้ง)", "ผลการดำเนินการ (ครั้ง)"]


def test_a_report_that_comes_round_again_begins_with_its_day(office):
    daily = Deadline(quote="ภายในเวลา ๑๕.๐๐ น. ของทุกวันทำการ", kind=DeadlineKind.RECURRING)
    form = form_for(asked("รายงานผลประจำวัน", deadlines=(daily,)), office)
    assert form.columns[0] == FormColumn(name="round", title="วันที่รายงาน", kind="date")
    assert "กำหนดส่ง “ภายในเวลา ๑๕.๐๐ น. ของทุกวันทำการ”" in form.instructions
    assert form.due is None


def test_the_earliest_due_day_counts(office):
    deadlines = tuple(
        Deadline(quote=str(day), kind=DeadlineKind.ABSOLUTE, due=dt.date(2024, 2, day), time=dt.time(12))
        for day in (20, 9)
    )
    form = form_for(asked("รายงาน", deadlines=deadlines), office)
    assert form.due == dt.date(2024, 2, 9)
    assert "กำหนดส่ง วันศุกร์ที่ ๙ กุมภาพันธ์ ๒๕๖๗ เวลา ๑๒.๐๐ น. (“9”)" in form.instructions


def test_a_default_that_the_directive_says_itself_is_not_said_twice(office):
    otherwise = "หากไม่รายงานจะถือว่าไม่มี"
    assert otherwise not in form_for(asked(f"รายงาน {otherwise}", otherwise=otherwise), office).instructions
    assert otherwise in form_for(asked("รายงาน", otherwise=otherwise), office).instructions


def test_a_nil_report_may_be_given(office):
    form = form_for(asked("รายงานผล", nil_report=True), office)
    assert form.nil
    assert any("ให้เลือก “ไม่มี”" in line for line in form.instructions)


def test_rows_have_a_bound(office):
    form = form_for(asked("รายชื่อสมาชิก", quota=Quota(number=100000, unit="คน")), office)
    assert form.rows == MOST_ROWS


def test_a_circular_without_number_subject_or_issuer_still_has_a_form(office):
    form = form_for(Circular(directives=(Directive(item=None, kind=DirectiveKind.REPORT),)), office)
    assert form.title == "แบบรายงาน"
    assert [line.split(":")[0] for line in form.instructions] == ["วิธีกรอก"]


# --- the workbook ------------------------------------------------------------------------------


@pytest.fixture
def book(office):
    return openpyxl.load_workbook(io.BytesIO(form_xlsx(sample_form(office))))


def cell(book, name: str):
    sheet, place = next(book.defined_names[name].destinations)
    return book[sheet][place.replace("$", "")]


def test_the_workbook_knows_what_it_is(book):
    properties = {one.name: one.value for one in book.custom_doc_props.props}
    assert properties == {"form_id": "2567-w642-3-4901", "form_version": "1", "office_code": "4901"}
    meta = book["_meta"]
    assert meta.sheet_state == "veryHidden"
    assert {row[0].value: row[1].value for row in meta.iter_rows(max_row=7)} == properties | {
        "office": "อำเภอเมืองมุกดาหาร",
        "rows": "2",
        "columns": "name,position,phone",
        "due": "2024-01-31",
    }


def test_a_fast_reader_sees_the_hidden_sheet_too(office):
    book = CalamineWorkbook.from_filelike(io.BytesIO(form_xlsx(sample_form(office))))
    assert book.sheet_names == ["แบบรายงาน", "_meta"]
    assert book.get_sheet_by_name("_meta").to_python()[0][:2] == ["form_id", "2567-w642-3-4901"]


def test_only_what_is_to_be_filled_in_is_open(book):
    sheet = book["แบบรายงาน"]
    assert sheet.protection.sheet
    inputs = {cell(book, name).coordinate for name in book.defined_names if name.startswith("f_")}
    assert len(inputs) == 3 * 2 + 2
    opened = {one.coordinate for row in sheet.iter_rows() for one in row if not one.protection.locked}
    assert opened == inputs


def test_a_telephone_number_keeps_its_zero(book):
    assert cell(book, "f_phone_1").number_format == "@"
    assert cell(book, "f_reporter_phone").number_format == "@"


def test_every_cell_is_in_the_thai_font(book):
    sheet = book["แบบรายงาน"]
    assert {one.font.name for row in sheet.iter_rows() for one in row if one.has_style} == {"TH SarabunPSK"}


def test_the_page_is_a4_one_page_wide(book):
    sheet = book["แบบรายงาน"]
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_counts_are_checked_and_thai_digits_let_through(office):
    form = form_for(asked("จัดกิจกรรม", quota=Quota(number=3, unit="ครั้ง"), nil_report=True), office)
    sheet = openpyxl.load_workbook(io.BytesIO(form_xlsx(form)))["แบบรายงาน"]
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert (rules["decimal"].operator, rules["decimal"].formula1, rules["decimal"].errorStyle) == (
        "greaterThanOrEqual",
        "0",
        "warning",
    )
    assert rules["list"].formula1 == "_meta!$D$1:$D$2"
    assert rules["textLength"].error == "หมายเลขโทรศัพท์ต้องมี 9 ถึง 30 ตัวอักษร"


def test_the_same_form_gives_the_same_bytes(office):
    assert form_xlsx(sample_form(office)) == form_xlsx(sample_form(office))


def test_words_that_look_like_formulas_or_markup_stay_words(office):
    form = form_for(asked('=HYPERLINK("http://x") <&> https://example.go.th'), office)
    data = form_xlsx(replace(form, title="=1+1"))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["แบบรายงาน"]
    assert sheet["A1"].value == "=1+1"
    package = zipfile.ZipFile(io.BytesIO(data))
    assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    assert not [name for name in package.namelist() if "sheet1.xml.rels" in name]


@pytest.mark.parametrize("name", ["อำเภอเมืองมุกดาหาร", "ก & ข <ค>", "อำเภอ" + "ยาว" * 20, "ก\nข"])
def test_a_form_filled_in_is_the_form_written_cell_by_cell(office, name):
    form = replace(sample_form(office), office=name, office_code="49&1", id="2567-w642-3-<4901>")
    quick, slow = (zipfile.ZipFile(io.BytesIO(make(form))) for make in (form_xlsx, _written))
    assert {one: quick.read(one) for one in quick.namelist()} == {
        one: slow.read(one) for one in slow.namelist()
    }


def test_a_citizens_number_has_a_column_of_its_own(office):
    text = "ให้อำเภอแจ้งรายชื่อพร้อมเลขประจำตัวประชาชน อำเภอละ ๒ คน"
    form = form_for(asked(text, kind=DirectiveKind.REPORT, quota=Quota(number=2, unit="คน")), office)
    assert [(one.name, one.kind) for one in form.columns] == [
        ("name", "text"), ("id", "id"), ("position", "text"), ("phone", "phone"),
    ]  # fmt: skip
    assert form.rows == 2
    sheet = openpyxl.load_workbook(io.BytesIO(form_xlsx(form)))["แบบรายงาน"]
    assert {one.formula1 for one in sheet.data_validations.dataValidation} == {"13", "9"}
