"""Letters that a letter cites: in its อ้างถึง lines and in its running text.

::

    citation = [ issuer , "มีหนังสือ" | "หนังสือ" , issuer ] , [ urgency ] , "ที่" , number ,
               [ "ลงวันที่" , date ] , [ "เรื่อง" , subject ]
             | "คำสั่ง" , issuer , "ที่" , running , "/" , year , [ "ลงวันที่" , date ] , [ "เรื่อง" , subject ] ;
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from circulars.circular import Reference, Urgency
from circulars.lexicon import any_of, table
from circulars.number import NUMBER, ORDER_NUMBER, LetterNumber, order_number
from parsers.findings import Found, group_passage, passage
from parsers.letter_date import stated_date

if TYPE_CHECKING:
    import datetime as dt

    from circulars.source import Passage
    from circulars.text import MappedText

#: Characters before a number within which its issuer stands.
_REACH = 160
_DATED = re.compile(r"\s*(?:ลงวันที่|ลว\.?|วันที่)\s*")
_SUBJECT = re.compile(r"\s*เรื่อง\s*")
#: Words that follow the subject of a cited letter and are no longer part of it.
_SUBJECT_END = re.compile(
    r"ว่า(?=\s|ได้|มี|ให้)|มาเพื่อ(?=โปรด|ทราบ|ถือ|พิจารณา|ดำเนินการ)|(?<=[\s”\"])(?:แจ้ง|ได้แจ้ง|ขอให้|ให้|กำหนดให้|กำหนด|กำชับ|ซักซ้อม|มอบหมาย|ขอความ|ซึ่ง|ว่า|นั้น|ความละเอียด|โดย|มา(?:เพื่อ|ยัง)?|เพื่อ|จังหวัดได้|และ(?:ได้)?มีหนังสือ|และหนังสือ|และ(?:ที่|แจ้ง)|ต่อมา|สั่งการ|รายละเอียด|จึง)"
)


#: What a letter sends on, by its own subject (พร้อมหนังสือนี้ขอส่งสำเนาประกาศกรม … เรื่อง …).
_SENT_ON = re.compile(
    r"ส่ง(?:สำเนา|ภาพถ่าย)?(?:ประกาศ|คำสั่ง|ระเบียบ|ข้อบังคับ|หนังสือ|หลักเกณฑ์|กฎกระทรวง)[^“”\n]{0,120}?\s?เรื่อง\s*"
    r"[“\"]?(?P<subject>[^“”\"\n]{5,200}?)[”\"]?(?=\s+(?:ลงวันที่|ซึ่ง|มา|จำนวน|พ\.ศ\.|ตาม|เพื่อ|และ)|มาเพื่อ|มาพร้อม|$)"
)


@cache
def _left() -> re.Pattern[str]:
    data = table("letter")
    urgency = any_of(list(data["urgency"].values()))
    head = any_of(data["agency"]["head"])
    short = r"(?:[ก-ฮ]{1,4}[.,])+(?:[ก-ฮ]{1,4})?"
    paper = "(?:หนังสือ|บันทึก(?:ข้อความ)?|วิทยุ|โทรสาร)"
    agency = (
        rf"(?:{head}[^\s“”()]{{0,60}}?(?:\s?\([^()]{{1,20}}\))?|(?<![ก-๎.]){short})"
        rf"(?:,?\s?(?:และ\s?)?{short})*"
    )
    return re.compile(
        rf"""(?:(?P<issuer>{agency})\s?(?:ได้|จึงได้|ก็ได้)?\s?มี{paper}
              |{paper}(?:สั่งการ|เวียน|ราชการ|ประทับตรา)?\s?(?:ของ)?(?P<owner>{agency})
              |(?:แจ้ง|หนังสือ)จาก(?P<told>{agency})\s?(?:ตาม)?{paper}
              |{paper}(?:ราชการ)?)
        \s*(?P<urgency>{urgency})?\s*(?:ที่\s*)?$""",
        re.VERBOSE,
    )


def sent_on(text: MappedText) -> Found[str] | None:
    """The subject of what a letter passes on a copy of."""
    match = _SENT_ON.search(text.text)
    if match is None:
        return None
    return Found(" ".join(match["subject"].split()), (group_passage(text, match, "subject"),))


def cited(text: MappedText) -> list[Found[Reference]]:
    """The citations of a text, in order; a number without the words of a citation is none."""
    found: list[Found[Reference]] = []
    last = 0
    for match in sorted((*NUMBER.finditer(text.text), *ORDER_NUMBER.finditer(text.text)), key=_start):
        if match.start() < last:
            continue
        kind = _left() if match.re is NUMBER else _order()
        left = kind.search(text.text, max(last, match.start() - _REACH), match.start())
        if left is None and (match.re is ORDER_NUMBER or not _DATED.match(text.text, match.end())):
            continue
        one, last = _citation(text, match, left)
        found.append(one)
    return found


def _start(match: re.Match[str]) -> int:
    return match.start()


@cache
def _order() -> re.Pattern[str]:
    """What stands before the number of an order that is cited (คำสั่งอำเภอเชียงแสน ที่ ๗๗/๒๕๖๖)."""
    head = any_of(table("letter")["agency"]["head"])
    return re.compile(rf"คำสั่ง\s?(?P<issuer>{head}[^“”\n]{{0,80}}?)\s?(?:เฉพาะ)?ที่\s*$")


def _citation(
    text: MappedText, match: re.Match[str], left: re.Match[str] | None
) -> tuple[Found[Reference], int]:
    inner: dict[str, tuple[Passage, ...]] = {"number": (group_passage(text, match),)}
    issuer = None
    urgency = Urgency.NORMAL
    if left is not None:
        named = left.groupdict()
        group = next((name for name in ("issuer", "owner", "told") if named.get(name)), "issuer")
        issuer = left[group]
        if issuer:
            inner["issuer"] = (group_passage(text, left, group),)
        if named.get("urgency"):
            urgency = _urgency(left["urgency"])
            inner["urgency"] = (group_passage(text, left, "urgency"),)
    end = match.end()
    dated, end = _dated(text, end, inner)
    subject, end = _subject(text, end, inner)
    reference = Reference(
        issuer=issuer,
        urgency=urgency,
        number=(LetterNumber.of(match) if match.re is NUMBER else order_number(match)).key,
        dated=dated,
        subject=subject,
    )
    start = left.start() if left else match.start()
    return Found(reference, (passage(text, start, end),), inner), end


def _urgency(words: str) -> Urgency:
    return next(
        Urgency(name) for name, word in table("letter")["urgency"].items() if word == words.replace(" ", "")
    )


def _dated(text: MappedText, end: int, inner: dict[str, tuple[Passage, ...]]) -> tuple[dt.date | None, int]:
    label = _DATED.match(text.text, end)
    if label is None:
        return None, end
    date = stated_date(text.text[label.end() : label.end() + 60])
    if date is None or date.start > 2:
        return None, end
    inner["dated"] = (passage(text, label.end() + date.start, label.end() + date.end),)
    return date.day, label.end() + date.end


def _subject(text: MappedText, end: int, inner: dict[str, tuple[Passage, ...]]) -> tuple[str | None, int]:
    label = _SUBJECT.match(text.text, end)
    if label is None:
        return None, end
    start = label.end()
    if start == len(text):
        return None, end
    stop = _SUBJECT_END.search(text.text, start + 4)
    finish = stop.start() if stop else len(text)
    inner["subject"] = (passage(text, start, finish),)
    return " ".join(text.text[start:finish].split()), finish
