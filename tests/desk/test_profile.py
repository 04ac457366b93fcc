from __future__ import annotations

from dataclasses import replace

import pytest

from circulars.errors import ExitCode, InputFileError, NotFoundError
from circulars.ladder import LADDER, MailSecurity, MailServer, RemindBy, Rung, RungKind
from circulars.mailbox import Mailbox
from circulars.office import District, EmblemMode
from desk.init import init_office, new_office
from desk.profile import profile_text, read_profile
from desk.settings import Settings
from registry.database import Database


@pytest.fixture
def written(tmp_path):
    def write(text: str):
        path = tmp_path / "profile.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_what_is_written_is_read_again(office, written):
    office = replace(
        office,
        email="a@b.go.th",
        address=("ศาลากลางจังหวัด", 'ถนน "วิวิธ"'),
        signatory="นายสมชาย ใจดี",
        signatory_position="ปลัดจังหวัด",
        closing=True,
        emblem_mode=EmblemMode.PLACEHOLDER,
        inbox=Mailbox(
            host="imap.example.go.th", port=143, security=MailSecurity.STARTTLS, user="a", folder="งาน"
        ),
        mail=MailServer(host="mail.example.go.th", port=465, security=MailSecurity.TLS, sender="a@b.go.th"),
        ladder=(Rung(kind=RungKind.DUE, days=0, by=(RemindBy.LINE,)),),
        superior_email="palad@example.go.th",
        province=replace(
            office.province,
            districts=tuple(
                replace(one, email=f"{one.code}@example.go.th") for one in office.province.districts
            ),
        ),
    )
    assert read_profile(written(profile_text(office))) == office


def test_the_smallest_profile_is_a_province(written):
    office = read_profile(written('[office]\nprovince = "มุกดาหาร"\n'))
    assert (office.province.letters, len(office.province.districts), office.unit_code) == ("มห", 7, "0018")


def test_an_office_that_sets_no_ladder_has_the_usual_one(written):
    office = read_profile(written('[office]\nprovince = "มุกดาหาร"\n[mail]\nhost = ""\n'))
    assert (office.ladder, office.mail) == (LADDER, None)


def test_the_rungs_stand_in_the_order_of_their_days(written):
    rungs = 'after = { days = 2, by = ["email"] }\nbefore = { days = -1, by = ["line", "line"] }'
    office = read_profile(written(f'[office]\nprovince = "มุกดาหาร"\n[reminders]\n{rungs}\n'))
    assert office.ladder == (
        Rung(kind=RungKind.BEFORE, days=-1, by=(RemindBy.LINE,)),
        Rung(kind=RungKind.AFTER, days=2, by=(RemindBy.EMAIL,)),
    )


def test_the_districts_are_those_of_the_file(written):
    office = read_profile(
        written('[office]\nprovince = "มุกดาหาร"\n[districts]\n4901 = "เมืองมุกดาหาร"\n"4903" = "อำเภอดอนตาล"\n')
    )
    assert office.province.districts == (
        District(code="4901", name="เมืองมุกดาหาร"),
        District(code="4903", name="ดอนตาล"),
    )


def test_thai_digits_and_a_mark_of_an_editor_do_no_harm(tmp_path):
    path = tmp_path / "profile.toml"
    path.write_text('[office]\nprovince = "จังหวัดมุกดาหาร"\nunit_code = "๐๐๑๘.๑"\n', encoding="utf-8-sig")
    assert read_profile(path).unit_code == "0018.1"


OK = '[office]\nprovince = "มุกดาหาร"\n'


@pytest.mark.parametrize(
    ("text", "thai"),
    [
        ('[office]\nprovince = "มุกดาหา"\n', "{file} บรรทัด 2: ไม่มีจังหวัดชื่อ “มุกดาหา” ในช่อง province หมายถึง “มุกดาหาร” หรือไม่"),
        ("[office]\n", "{file} บรรทัด 1: ไม่มีจังหวัดชื่อ “” ในช่อง province หมายถึง “มุกดาหาร” หรือไม่"),
        (OK + 'unitcode = "0018"\n', "{file} บรรทัด 3: ไม่รู้จักช่อง unitcode ช่องที่ใช้ได้คือ province, unit_code, sender, office, group, phone, email, address, signatory, signatory_position, nationwide, letters"),
        (OK + "[ofice]\n", "{file} บรรทัด 3: ไม่รู้จักช่อง ofice ช่องที่ใช้ได้คือ office, paper, report, registers, districts, inbox, reminders, mail, emails"),
        (OK + "nationwide = true\n", '{file} บรรทัด 1: สำนักงานส่วนกลาง (nationwide = true) ต้องมีชื่อส่วนราชการในช่อง sender เช่น "กรมการปกครอง"'),
        (OK + 'letters = "มท."\n', '{file} บรรทัด 3: letters ต้องเป็นอักษรย่อสองตัว เช่น "มท" ไม่ใช่ มท.'),
        (OK + "phone = 42611817\n", '{file} บรรทัด 3: ค่าของช่อง phone ต้องเขียนแบบ "…"'),
        (OK + 'address = "ศาลากลาง"\n', '{file} บรรทัด 3: ค่าของช่อง address ต้องเขียนแบบ ["…", "…"]'),
        (OK + 'unit_code = "กลุ่ม 1"\n', "{file} บรรทัด 3: รหัสหน่วยงาน “กลุ่ม 1” ในช่อง unit_code ไม่ถูกต้อง ต้องเป็นเลขอย่าง 0018 หรือ 0018.1"),
        (OK + '[paper]\nemblem = "garuda"\n', "{file} บรรทัด 4: ช่อง emblem เป็น “garuda” ไม่ได้ เลือกได้จาก file, preprinted, placeholder"),
        (OK + '[paper]\n# ตรา\nemblem = "file"\nemblem_path = "no.png"\n', '{file} บรรทัด 6: ไม่พบภาพตราครุฑ “{folder}/no.png” ในช่อง emblem_path โปรดวางไฟล์ภาพไว้ที่นั้น หรือเปลี่ยน emblem เป็น "preprinted"'),
        (OK + '[paper]\nclosing = "yes"\n', "{file} บรรทัด 4: ค่าของช่อง closing ต้องเขียนแบบ true / false"),
        (OK + '[report]\nurl = "example.go.th"\n', "{file} บรรทัด 4: “example.go.th” ในช่อง url ไม่ใช่ที่อยู่เว็บ ต้องขึ้นต้นด้วย http:// หรือ https:// และไม่มีช่องว่าง"),
        (OK + "[reminders]\nbefor = { days = 1, by = [] }\n", "{file} บรรทัด 4: ไม่รู้จักช่อง befor ช่องที่ใช้ได้คือ before, due, after, second, superior"),
        (OK + '[reminders]\nafter = { days = 1, by = ["fax"] }\n', '{file} บรรทัด 4: ค่าของช่อง after ต้องเขียนแบบ {{ days = 1, by = ["line", "email", "letter"] }}'),
        (OK + '[reminders]\nafter = { days = 99, by = ["line"] }\n', "{file} บรรทัด 4: after เป็น 99 วันไม่ได้ ต้องไม่เกิน 60 วันทำการก่อนหรือหลังวันครบกำหนด"),
        (OK + '[mail]\nhost = "a"\nsender = "x"\n', "{file} บรรทัด 5: “x” ในช่อง sender ไม่ใช่ที่อยู่อีเมล เช่น amphoe@example.go.th"),
        (OK + '[mail]\nhost = "a"\nsecurity = "ssl"\n', "{file} บรรทัด 5: security เป็น “ssl” ไม่ได้ เลือกได้จาก starttls, tls, none"),
        (OK + '[mail]\nport = "25"\n', "{file} บรรทัด 4: ค่าของช่อง port ต้องเขียนแบบ 587"),
        (OK + '[emails]\n"4999" = ""\n', "{file} บรรทัด 4: ไม่รู้จักช่อง 4999 ช่องที่ใช้ได้คือ 4901, 4902, 4903, 4904, 4905, 4906, 4907, superior"),
        (OK + '[districts]\n"49" = "ดอนตาล"\n', '{file} บรรทัด 4: รายการอำเภอ 49 ไม่ถูกต้อง ต้องเป็นรหัสสี่หลักและชื่อ เช่น "4901" = "เมืองมุกดาหาร"'),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_with_its_line(text, thai, written, says):
    path = written(text)
    assert says(read_profile, path)[0] == thai.format(file=path, folder=path.parent)


def test_a_file_that_is_no_toml_is_told_with_its_line(written):
    with pytest.raises(InputFileError) as caught:
        read_profile(written('[office]\nprovince = มุกดาหาร"\n'))
    assert "at line 2" in caught.value.message()
    assert caught.value.exit_code is ExitCode.UNREADABLE


def test_a_file_in_another_encoding_is_told_so(tmp_path, says):
    path = tmp_path / "profile.toml"
    path.write_bytes(OK.encode("cp874"))
    assert (
        says(read_profile, path)[1]
        == f"{path} is not saved as UTF-8. Open it in a text editor and save it again as UTF-8."
    )


def test_an_office_is_set_up_with_its_districts_and_an_empty_registry(tmp_path):
    data = tmp_path / "ข้อมูล"
    settings = init_office(data, new_office("มห", {"unit_code": "0018.1", "group": "กลุ่มงานอำนวยความเป็นธรรม"}))
    assert Settings.of(data) == settings
    assert settings.office.sender == "จังหวัดมุกดาหาร"
    assert len(settings.office.province.districts) == 7
    with Database.open(settings.database).reading() as store:
        assert store.incoming.listed() == ()


def test_an_office_is_not_set_up_twice(tmp_path, says):
    init_office(tmp_path, new_office("มุกดาหาร", {}))
    before = (tmp_path / "profile.toml").read_text(encoding="utf-8")
    assert says(init_office, tmp_path, new_office("ชลบุรี", {}))[0] == (
        f"ตั้งสำนักงานไว้แล้วที่ {tmp_path}/profile.toml จึงไม่เปลี่ยนแปลงอะไร หากต้องการแก้ไขข้อมูลสำนักงาน ให้แก้ในไฟล์นั้น"
    )
    assert (tmp_path / "profile.toml").read_text(encoding="utf-8") == before


def test_nothing_is_left_of_an_office_whose_emblem_is_not_there(tmp_path):
    with pytest.raises(InputFileError):
        init_office(tmp_path / "data", new_office("มุกดาหาร", {"emblem_path": "no.png"}))
    assert list((tmp_path / "data").iterdir()) == []


def test_an_unknown_province_is_refused(says):
    assert says(new_office, "มุก", {})[0] == (
        "ไม่มีจังหวัดชื่อ “มุก” โปรดพิมพ์ชื่อจังหวัดเป็นภาษาไทย รหัสสองหลัก หรืออักษรย่อ เช่น มุกดาหาร, 49 หรือ มห"
    )


def test_bangkok_is_no_province_by_name():
    assert new_office("กรุงเทพมหานคร", {}).sender == "กรุงเทพมหานคร"


def test_a_place_without_an_office_says_how_to_set_one_up(tmp_path):
    with pytest.raises(NotFoundError, match="ยังไม่ได้ตั้งสำนักงานที่"):
        Settings.of(tmp_path)


# The mailbox


def test_a_mailbox_is_spoken_to_in_secret_unless_it_says_otherwise(written):
    office = read_profile(written('[office]\nprovince = "มุกดาหาร"\n[inbox]\nhost = "imap.example.go.th"\n'))
    assert office.inbox == Mailbox(host="imap.example.go.th", port=993, security=MailSecurity.TLS)
    plain = '[inbox]\nhost = "imap.example.go.th"\nsecurity = "starttls"\n'
    office = read_profile(written(f'[office]\nprovince = "มุกดาหาร"\n{plain}'))
    assert office.inbox is not None
    assert office.inbox.port == 143


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("megabytes = 900", "{file} บรรทัด 5: megabytes เป็น 900 ไม่ได้ ต้องเป็น 1 ถึง 200"),
        ('certificate = "no.pem"', "{file} บรรทัด 5: ไม่พบไฟล์ใบรับรอง {folder}/no.pem ในช่อง certificate"),
        ('security = "ssl"', "{file} บรรทัด 5: security เป็น “ssl” ไม่ได้ เลือกได้จาก starttls, tls, none"),
    ],
)
def test_a_mailbox_that_makes_no_sense(written, says, line, message):
    path = written(f'[office]\nprovince = "มุกดาหาร"\n[inbox]\nhost = "imap.example.go.th"\n{line}\n')
    thai, _ = says(read_profile, path)
    assert thai == message.format(file=path, folder=path.parent)
