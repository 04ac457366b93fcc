"""The closing of a letter (ภาคสรุป): an order only where it asks for more than the text before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circulars.directive import DirectiveKind
from parsers.acts import verb_at
from parsers.orders import Lead
from parsers.piece import DAY_BEFORE, Piece, Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.text import MappedText
    from parsers.body import BodyParagraph


def closing_orders(reader: Reader, words: MappedText) -> Iterator[Piece]:
    """A closing is an order only where it asks for more than to know and to go on."""
    match = _CLOSES.match(words.text)
    rest = words[match.end() if match else 0 :].strip()
    found = [one for one in reader.orders(rest.text) if not _bare(rest.text[one.start :])]
    found = [one for one in found if one.lead is not Lead.FURTHER or one.kind is DirectiveKind.REPORT]
    start = found[0].start if found else _added(rest.text)
    if start is None:
        return
    piece = rest[start:].strip()
    yield Piece(
        text=piece,
        item=None,
        orders=reader.orders(piece.text),
        actors=reader.readers,
        closing=True,
        before=tuple(reader.before[-DAY_BEFORE:]),
    )


def _added(words: str) -> int | None:
    """Where a closing adds that something is to be passed on (โปรดทราบ และประชาสัมพันธ์ให้ผู้สนใจทราบ)."""
    for match in re.finditer(r"และ\s?", words):
        if verb_at(words, match.end()) in {DirectiveKind.PASS_ON, DirectiveKind.ACT}:
            return match.end()
    return None


_CLOSES = re.compile(r"จึง(?:ขอ)?(?:กราบ)?(?:เรียน|แจ้ง|นมัสการ)(?:ยืนยัน)?(?:มา)?\s?(?:เพื่อ|ยัง)?(?:โปรด)?\s?")
#: Closings that ask for nothing beyond what the letter has said already.
_BARE_CLOSING = re.compile(
    r"(?:โปรด|เพื่อ|ทราบ|พิจารณา|ดำเนินการ|ต่อไป|ด้วย|จะขอบคุณยิ่ง|จักขอบคุณยิ่ง|จะเป็นพระคุณยิ่ง|และ|ใน|ส่วนที่เกี่ยวข้อง|อนุมัติ|ให้ความอนุเคราะห์|ให้ความร่วมมือ|ตามอำนาจหน้าที่|ถือปฏิบัติ|โดยเคร่งครัด|อย่างเคร่งครัด|เข้าร่วมประชุม|ตามวัน|เวลา|และสถานที่ดังกล่าว|โดยด่วน|โดยพร้อมเพรียงกัน|ขอได้|\s)*[.]?$"
)


def _bare(words: str) -> bool:
    return _BARE_CLOSING.match(words) is not None


def last_resort(reader: Reader, paragraphs: Sequence[BodyParagraph]) -> Iterator[Piece]:
    """In a circular that orders nothing else: the closing, or the end of the text, that asks to act or to comply."""
    for one in reversed(paragraphs):
        text = one.text.text
        match = re.search(r"(?:มา|จึงแจ้ง)\s?เพื่อ(?:โปรด|ขอให้)?\s?", text)
        if match is None:
            continue
        rest = one.text[match.end() :].strip()
        if re.search("ถือปฏิบัติ|ถือเป็นแนวทาง|ดำเนินการ", rest.text) and not re.match("พิจารณา", rest.text):
            yield Piece(text=rest, item=None, orders=(), actors=reader.readers)
        return
