from __future__ import annotations

import datetime as dt
import re
from base64 import b64encode
from pathlib import Path

import pytest

from circulars.circular import Reference, Secrecy, Urgency
from circulars.ecms import EcmsFile, EcmsLetter, EcmsParty
from generator.ecms_writer import ecms_xml
from parsers import opened
from parsers.ecms import is_ecms, read_ecms

OWN = Path(__file__).parents[1] / "letters" / "own" / "01-dopa-survey.txt"
LETTER = EcmsLetter(
    number="มท 0310.1/ว 14527",
    dated=dt.date(2024, 6, 11),
    subject="การสำรวจ <กำนัน> & ผู้ใหญ่บ้าน",
    urgency=Urgency.MOST_URGENT,
    secrecy=Secrecy.NONE,
    sender=EcmsParty(job_title="อธิบดีกรมการปกครอง", ministry="15", department="1503"),
    receiver=EcmsParty(job_title="ผู้ว่าราชการจังหวัด"),
    references=(Reference(number="มท 0310.1/ว100", dated=dt.date(2024, 1, 5), subject="เรื่องเดิม"),),
    attachment="แบบรายงาน จำนวน 1 ฉบับ",
    sent=dt.datetime(2024, 6, 12, 9, 30),  # noqa: DTZ001 - Bangkok wall clock
    description="-",
    main=EcmsFile(mime="text/plain", content=OWN.read_bytes()),
    attachments=(EcmsFile(mime="application/pdf", content=b"%PDF-1.7"),),
)


def test_what_is_written_is_read_again():
    xml = ecms_xml(LETTER)
    assert is_ecms(xml)
    assert read_ecms(xml, "a.xml") == LETTER


def test_elements_stand_in_the_order_of_the_standard():
    names = re.findall(rb"<ram:(\w+)", ecms_xml(LETTER))
    letter = [one.decode() for one in names]
    assert letter[:6] == [
        "CorrespondenceLetter",
        "ID",
        "CorrespondenceDate",
        "Subject",
        "SecretCode",
        "SpeedCode",
    ]
    assert letter[-5:] == [
        "Attachment",
        "SendDate",
        "Description",
        "MainLetterBinaryObject",
        "AttachmentBinaryObject",
    ]


SLOPPY = """<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<correspondenceletteroutboundrequest><x:governmentdocument
 xmlns:x="urn:th:gov:egif:data:standard:ReuseableAggregateBusinessInformaionEntity:1" xmlns:y="urn:other">
<y:correspondenceLetter><y:id> มท ๐๓๑๐.๑/ว ๑๔๕๒๗ </y:id><y:CORRESPONDENCEDATE>2024-06-11+07:00</y:CORRESPONDENCEDATE>
<subject>เรื่อง</subject><y:speedCode>4</y:speedCode><y:mainLetterBinaryObject mimecode="text/plain">
{content}
</y:mainLetterBinaryObject></y:correspondenceLetter></x:governmentdocument></correspondenceletteroutboundrequest>
</s:Body></s:Envelope>"""


def test_namespaces_case_and_missing_elements_do_not_matter():
    data = SLOPPY.format(content=b64encode(OWN.read_bytes()).decode()).encode()
    letter = read_ecms(data, "a.xml")
    assert (letter.number, letter.dated, letter.subject) == (
        "มท ๐๓๑๐.๑/ว ๑๔๕๒๗",
        dt.date(2024, 6, 11),
        "เรื่อง",
    )
    assert (letter.urgency, letter.secrecy, letter.receiver) == (
        Urgency.MOST_URGENT,
        Secrecy.NONE,
        EcmsParty(),
    )
    assert letter.main is not None
    assert letter.main.content == OWN.read_bytes()


def test_the_letter_within_is_opened_as_a_file_of_its_own(tmp_path):
    path = tmp_path / "in.xml"
    path.write_bytes(ecms_xml(LETTER))
    assert [one.name for one in opened(path)] == ["in.xml/1.txt", "in.xml/2.pdf"]
    assert opened(path)[0].data == OWN.read_bytes()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (ecms_xml(LETTER)[:900], "ecms-damaged"),
        (b"<CorrespondenceLetterInboundRequest/>", "ecms-no-letter"),
        (b"<GovernmentDocument><ReceiveLetterNotifier/></GovernmentDocument>", "ecms-no-letter"),
    ],
)
def test_what_is_no_letter_is_said(says, data, kind):
    thai, english = says(read_ecms, data, "a.xml")
    assert ("เสียหาย" in thai, "damaged" in english) == ((kind == "ecms-damaged"),) * 2


def test_entities_are_not_expanded():
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c SYSTEM "file:///etc/passwd">]><CorrespondenceLetter><Subject>&b;&c;</Subject></CorrespondenceLetter>'
    assert "root" not in read_ecms(bomb, "a.xml").subject


@pytest.mark.parametrize("data", [b"<html><body>", b"%PDF", b"", b"<?xml version='1.0'?><a/>"])
def test_other_files_are_none(data):
    assert not is_ecms(data)
