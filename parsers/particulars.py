"""What an order says beside the act: by what way the answer goes, how many, what follows if it is not done."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from circulars.directive import Channel, ChannelKind, Quota
from circulars.lexicon import any_of, table
from circulars.office import Level
from circulars.thai_calendar import ascii_digits
from parsers.actors import levels_named
from parsers.findings import passage
from parsers.layout import DIGIT

if TYPE_CHECKING:
    from circulars.source import Passage
    from circulars.text import MappedText

#: Passages of a directive's parts, by relative pointer.
Inner = dict[str, tuple["Passage", ...]]

_OTHERWISE = re.compile(
    r"(?:หาก|ถ้า|กรณี)[^”“]{0,160}?(?:ไม่|มิได้|พ้นกำหนด|พ้นระยะเวลา|เลยกำหนด|เกินกำหนด|ล่าช้า)[^”“]{0,200}?(?:จะ|ให้|จัก)?(?:ถือว่า|จะไม่|จะดำเนินการ|จะพิจารณา)|มิฉะนั้น"
)
_SENTENCE_END = re.compile(
    r"\s(?=ทั้งนี้|อนึ่ง|โดยให้|โดยขอให้|และขอให้|จึงเรียน|จึงแจ้ง|รายละเอียด|หากมีข้อ|หากได้|สำหรับ|สอบถาม|(?:และ|จึง)?(?:ขออภัย|ขอขอบคุณ))"
)
_NIL = re.compile(
    r"(?:กรณี|หาก|ถ้า)(?:ที่)?(?:[ก-๎]{2,30}?ใด|หน่วยงาน|อำเภอ|จังหวัด|แห่ง)?\s?(?:ไม่มี|ไม่พบ|ไม่ปรากฏ)[^”“]{0,80}?(?:ให้|ขอให้|โปรด|ก็ให้)\s?(?:รายงาน|แจ้ง|ส่ง|ระบุ)"
    r"|(?:แม้|ถึงแม้|ถึง)(?:จะ)?ไม่มี[^”“]{0,60}?ก็?(?:ให้|ต้อง)\s?(?:รายงาน|แจ้ง)|รายงาน(?:ผล)?เป็นศูนย์|รายงาน(?:ว่า)?\s?“ไม่มี"
)
#: Characters before a quota among which the offices that it is counted by stand.
_QUOTA_BEFORE = 60
_SHARE = re.compile(rf"(?P<unit>ร้อยละ)\s?(?P<number>[{DIGIT}]{{1,3}})(?![{DIGIT}])(?!\.[{DIGIT}])")


def otherwise(text: MappedText, inner: Inner) -> str | None:
    """What follows if it is not done (จะถือว่า…), with the condition before it."""
    match = _OTHERWISE.search(text.text)
    if match is None:
        return None
    end = _SENTENCE_END.search(text.text, match.end())
    stop = end.start() if end else len(text)
    inner["otherwise"] = (passage(text, match.start(), stop),)
    return " ".join(text.text[match.start() : stop].split()).rstrip(".")


def nil_report(text: str) -> bool:
    """Whether an answer is wanted even if there is nothing to tell (กรณีไม่มีให้รายงานด้วย)."""
    return _NIL.search(text) is not None


@cache
def _channel_patterns() -> tuple[tuple[ChannelKind, re.Pattern[str]], ...]:
    return tuple(
        (ChannelKind(one["kind"]), re.compile(one["pattern"])) for one in table("directives")["channel"]
    )


def channels(text: MappedText, inner: Inner) -> tuple[Channel, ...]:
    """The ways of answering, each kind once, in the order of the text."""
    spans: list[tuple[int, int, ChannelKind]] = []
    for kind, pattern in _channel_patterns():
        match = next((one for one in pattern.finditer(text.text) if one.group().strip()), None)
        if match and not any(start < match.end() and match.start() < end for start, end, _ in spans):
            spans.append((match.start(), match.end(), kind))
    found: list[Channel] = []
    for start, end, kind in sorted(spans):
        inner[f"channels/{len(found)}"] = (passage(text, start, end),)
        found.append(Channel(kind=kind, text=" ".join(text.text[start:end].split())))
    return tuple(found)


@cache
def _quotas() -> tuple[re.Pattern[str], dict[str, str]]:
    data = table("directives")["quota"]
    pattern = re.compile(
        rf"(?P<per>{any_of(list(data['per']))})\s?ละ\s?(?:{any_of(data['about'])}\s?)*"
        rf"(?P<number>[{DIGIT}]{{1,6}})\s?(?:\([ก-๎]{{2,20}}\)\s?)?"
        rf"(?P<unit>[ก-ฮเ-ไ][ก-๎]{{1,12}}?)(?=\s|$|[,)(]|{any_of(data['ends'])})"
    )
    return pattern, data["per"]


def quota(text: MappedText, actors: tuple[Level, ...], inner: Inner) -> Quota | None:
    """How many each must give: "แห่งละ ๒ ราย", "อำเภอละไม่น้อยกว่า ๓ ตำบล", "ร้อยละ ๘๐"."""
    pattern, per = _quotas()
    match = pattern.search(text.text)
    if match is not None:
        inner["quota"] = (passage(text, *match.span()),)
        level = per["".join(match["per"].split())]
        before = levels_named(text.text[max(0, match.start() - _QUOTA_BEFORE) : match.start()])
        counted = tuple(one for one in before if one is not Level.OTHER)
        return Quota(
            number=int(ascii_digits(match["number"])),
            unit=match["unit"],
            per=(Level(level),) if level else (counted or actors),
        )
    share = _SHARE.search(text.text)
    if share is None:
        return None
    inner["quota"] = (passage(text, *share.span()),)
    return Quota(number=int(ascii_digits(share["number"])), unit=share["unit"], per=actors)
