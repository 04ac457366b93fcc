"""The stretches of a letter's text that order something: items, paragraphs, closings, duties recalled."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from circulars.circular import LetterForm, Part
from circulars.deadline import DeadlineKind, Scope
from circulars.directive import DirectiveKind
from circulars.lexicon import any_of, table
from circulars.office import Level
from parsers.actors import actors_at, levels_named
from parsers.acts import masked, soft_words, verb_at
from parsers.body import DUTIES
from parsers.closing import closing_orders, last_resort
from parsers.layout import DIGIT
from parsers.letter_date import MONTH
from parsers.orders import Lead, Order, delegated, duty_order, must, orders, subject_order
from parsers.outline import Block, outline
from parsers.piece import DAY_BEFORE, Piece, Reader, carry_out
from parsers.running import directives_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.deadline import Deadline
    from circulars.text import MappedText
    from parsers.body import BodyParagraph

#: Where the recital of something known ends (ตามที่ … นั้น).
_KNOWN_END = re.compile(
    r"\s?(?:ความละเอียด(?:แจ้งแล้ว|ทราบแล้ว)?\s?)?นั้น(?=\s|$|กรม|กระทรวง|จังหวัด|อำเภอ|เพื่อ|ในการนี้|เนื่องจาก|จึง|บัดนี้)"
)
_KNOWN_START = re.compile(r"\s*(?:ตาม|อนุสนธิ|อ้างถึง|สืบเนื่อง|ด้วยตามที่|โดยที่)")
#: A note that holds for every item of the list above it.
_FOR_ALL = re.compile(
    r"ทุกข้อ|ทั้ง\s?[0-9๐-๙]{1,2}\s?(?:ข้อ|ประการ)|ตามข้อ\s?[0-9๐-๙]+\s?(?:-|–|ถึง)\s?(?:ข้อ\s?)?[0-9๐-๙]+|ดังกล่าวข้างต้นทั้งหมด"
)
#: An item that announces those below it and orders something itself.
_ORDERS_TOO = re.compile(r"(?:โดย|ซึ่ง|และ|พร้อมทั้ง|ทั้งนี้)[^“”]{0,120}(?:ดังนี้|ต่อไปนี้|ประกอบด้วย)\s*$")


@dataclass(frozen=True, slots=True)
class _Above:
    """What the paragraphs above an item say for it."""

    actors: tuple[Level, ...]
    relay: bool = False
    listed: bool = False  #: announced as things to do


def pieces_of(reader: Reader, paragraphs: Sequence[BodyParagraph], *, circular: bool) -> list[Piece]:
    """The pieces of a letter's text, in order.

    What somebody else decided counts only where the letter orders nothing itself; a closing that asks to
    comply only in a circular that holds no other order.
    """
    pieces = [piece for block in outline(paragraphs) for piece in _of_block(reader, block)]
    if any(piece.own and not piece.standing and not piece.closing for piece in pieces):
        pieces = [piece for piece in pieces if piece.own or piece.standing]
    pieces = [piece for piece in pieces if not (piece.closing and _invites_again(piece, pieces))]
    if circular and not any(not piece.standing for piece in pieces):
        pieces += last_resort(reader, paragraphs)
    return pieces


def _invites_again(closing: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a closing only repeats the invitation of the text (จึงเรียนมา … และขอเชิญเข้าร่วมพิธี)."""
    if not closing.orders or any(one.kind is not DirectiveKind.ATTEND for one in closing.orders):
        return False
    return any(
        one.kind is DirectiveKind.ATTEND for piece in pieces if not piece.closing for one in piece.orders
    )


def _of_block(reader: Reader, block: Block) -> Iterator[Piece]:
    """The pieces of a paragraph outside any list, and of its list."""
    yield from _of_root(reader, block)
    reader.before.append(block.words)


def _of_root(reader: Reader, block: Block) -> Iterator[Piece]:
    if block.paragraph.item is not None or block.paragraph.bullet:
        yield from _of_item(reader, block, _Above(reader.readers))
        return
    known, words = _known(block.words)
    if known is not None:
        yield from _standing(reader, known)
    if not len(words):
        return
    if block.paragraph.part is Part.CLOSING:
        yield from closing_orders(reader, words)
        return
    found = _accepted(reader, words, block)
    own = bool(found) and (block.paragraph.part is Part.PURPOSE or _is_own(reader, words.text, found[0]))
    if block.below:
        announced = not found and _announcement().search(masked(words.text)) is not None
        yield from _list(reader, block, words, found, own=own or announced, listed=bool(found) or announced)
    elif found:
        yield from _running(reader, words, found, own=own)


def _known(words: MappedText) -> tuple[MappedText | None, MappedText]:
    """The recital of what the reader knows already (ตามที่ … นั้น), and what stands behind it."""
    if not _KNOWN_START.match(words.text):
        return None, words
    end = _KNOWN_END.search(words.text)
    if end is None:
        return None, words
    return words[: end.start()].strip(), words[end.end() :].strip()


def _standing(reader: Reader, known: MappedText) -> Iterator[Piece]:
    """A duty recalled from an earlier letter: one that goes on, with its rhythm, or one that the reader was told.

    Who answers those above it recalls its own duty, and none of the reader's.
    """
    if reader.answers:
        return
    found = reader.orders(known.text)
    rhythm = [one for one in reader.find(known.text).deadlines if _goes_on(one.deadline)]
    proposes = reader.form is LetterForm.MEMO
    told = next((one for one in found if not proposes and _was_told(reader, one)), None)
    if not rhythm and told is None:
        return
    first = (one.start for one in found if rhythm and one.start < rhythm[0].start)
    piece = known[next(first, 0) if rhythm else told.start if told else 0 :]
    yield Piece(
        text=piece,
        item=None,
        orders=tuple(orders(piece.text)),
        actors=_told_there(piece.text) or reader.readers,
        standing=True,
    )


#: By which words a recital says whom an earlier letter told.
_TOLD_THERE = re.compile(r"(?:แจ้ง|ขอ|กำหนด|สั่งการ|กำชับ|มอบหมาย)ให้\s?")


def _told_there(text: str) -> tuple[Level, ...]:
    """The levels that an earlier letter told, where its words stand within a sentence (จังหวัด…แจ้งให้อำเภอรายงาน)."""
    named = (actors_at(text, match.end()) for match in _TOLD_THERE.finditer(text))
    return next((one.levels for one in named if one is not None and one.levels), ())


def _was_told(reader: Reader, order: Order) -> bool:
    """Whether a recalled order told the reader, or those below it, to do something and not only to know it."""
    if order.lead not in {Lead.ASK, Lead.PLAIN, Lead.RELAY, Lead.TOLD}:
        return False
    if not order.actors:
        return order.lead is Lead.ASK and not order.hands_down
    if order.kind in {DirectiveKind.PASS_ON, DirectiveKind.TAKE_NOTE}:
        return False
    return all(reader.level.rank <= level.rank <= Level.LOCAL_GOVERNMENT.rank for level in order.actors)


def _goes_on(deadline: Deadline) -> bool:
    return deadline.scope is Scope.RESTATED or deadline.kind is DeadlineKind.RECURRING


def _accepted(reader: Reader, words: MappedText, block: Block) -> tuple[Order, ...]:
    """The orders of a paragraph that its reader is asked to follow: in a recital only those that ask.

    Where the recital announces a list, the last order before the list is what it announces.
    """
    found = reader.orders(words.text)
    if block.paragraph.part is not Part.RECITAL:
        return found
    turn = _TURN.search(words.text)
    asking = [
        one
        for one in found
        if one.own
        or (one.lead in {Lead.ASK, Lead.TOLD} and _for_reader(reader, one))
        or (turn is not None and one.start >= turn.start() and one.lead in {Lead.PLAIN, Lead.BAN})
    ]
    if not asking:
        leading = [one for one in found if one.lead is not Lead.FURTHER and _for_reader(reader, one)]
        return tuple(leading[-1:]) if block.leads_in else ()
    first = next((one for one in asking if one.own), asking[0])
    return tuple(one for one in found if one.start >= first.start)


#: Words that make what follows them somebody else's.
_ATTRIBUTED = re.compile(r"แจ้งว่า|ได้รับแจ้ง|มีหนังสือ|ตามหนังสือ|รายงานว่า|มีบัญชา|มีข้อสั่งการ|มีมติ|มีนโยบาย")
_SPEAKER = re.compile(
    r"\s*(?:ด้วย|เนื่องจาก|ตามที่)\s?(?P<who>(?:กรม|กระทรวง|สำนัก|จังหวัด|อำเภอ|คณะ|องค์การ|ศูนย์|กอง|บริษัท|สมาคม|มูลนิธิ|มหาวิทยาลัย|ธนาคาร)[ก-๎]*)"
)


def _is_own(reader: Reader, text: str, order: Order) -> bool:
    """Whether it is the sender that asks: it concludes (จึง), or nobody else is told to have said it."""
    if order.own or order.lead is not Lead.ASK:
        return order.own or order.lead in {Lead.PLAIN, Lead.BAN}
    speaker = _SPEAKER.match(text)
    if speaker and reader.issuer and not _same_office(speaker["who"], reader.issuer):
        return False
    return _ATTRIBUTED.search(text[: order.start]) is None


def _same_office(words: str, issuer: str) -> bool:
    """Whether a text that begins with an office speaks of the sender."""
    name = re.sub(r"^(?:ศาลากลาง|ที่ว่าการ|ที่ทำการปกครอง)", "", issuer).replace(" ", "")
    return words.startswith(name) or name.startswith(words)


#: Where a recital turns to what is wanted.
_TURN = re.compile(
    r"ขอ(?:เรียนว่า|ปรับ|เปลี่ยน|กำหนด|ซักซ้อม)|พิจารณาแล้ว|(?<=\s)(?:ในการนี้|ดังนั้น|ฉะนั้น|เพื่อให้(?=การ)|เพื่อเป็นการ|ทั้งนี้|อนึ่ง)"
)


def _for_reader(reader: Reader, order: Order) -> bool:
    """Whether what somebody asked is asked of the reader or of those below it."""
    if order.lead is Lead.TOLD and not order.actors:
        return False
    return not order.actors or all(level.rank >= reader.level.rank for level in order.actors)


def _running(reader: Reader, words: MappedText, found: Sequence[Order], *, own: bool) -> Iterator[Piece]:
    """The orders of running text, each from its first words to the next or to the end of the paragraph."""
    start = _fronted(words.text, found[0].start)
    start += len("จึง") * words.text.startswith("จึง", start)
    running = words[start:].strip()
    for piece, above in directives_apart(running, reader.orders(running.text), reader.level):
        yield Piece(
            text=piece,
            item=None,
            orders=reader.orders(piece.text),
            actors=above or reader.readers,
            own=own,
            before=(*reader.before[-DAY_BEFORE:], words[:start]),
            note=_FOR_ALL.search(piece.text) is not None,
        )


def _fronted(text: str, start: int) -> int:
    """Where the order's sentence begins, if a time stands before its lead (ภายในวันที่ … ให้ …)."""
    near = max(0, start - _FRONTED_WITHIN)
    match = _FRONTED.search(text[near:start])
    return near + match.start() if match else start


#: Characters before an order's lead within which the time that it opens with begins.
_FRONTED_WITHIN = 120
_FRONTED = re.compile(
    rf"(?:ภายใน|ก่อน|ในวันที่|ระหว่าง)(?:วันที่|วันทำการ|วัน|เวลา|เดือน|สัปดาห์|ปี|พ\.ศ\.|น\.|นาฬิกา|ถึง|นับ(?:แต่|จาก)|ได้รับหนังสือ(?:ฉบับ)?นี้"
    rf"|{MONTH}|[{DIGIT}.:–\s-])*$"
)


@cache
def _announcement() -> re.Pattern[str]:
    return re.compile(table("directives")["announcement"]["pattern"])


def _list(
    reader: Reader, block: Block, words: MappedText, found: Sequence[Order], *, own: bool, listed: bool
) -> Iterator[Piece]:
    """A paragraph that announces a list, and the list; if nothing in it is an order, it is part of the paragraph's own."""
    above = _Above(
        actors=(delegated(words.text) if found else ()) or carry_out(found) or reader.readers,
        relay=any(one.relay for one in found),
        listed=listed,
    )
    pieces = [
        replace(piece, own=own or not found) for one in block.below for piece in _of_item(reader, one, above)
    ]
    if pieces:
        yield from pieces
        return
    if found:
        joined = type(words).join([words, *(one.whole for one in block.below)], " ")
        yield from _running(reader, joined, found, own=own)


def _of_item(reader: Reader, block: Block, above: _Above) -> Iterator[Piece]:
    if block.paragraph.part is Part.RECITAL:
        return  # ๑. เรื่องเดิม …
    text = block.words
    found = _item_orders(reader, text.text, above)
    if block.below:
        below = _Above(
            actors=carry_out(found) or levels_named(text.text if not found else "") or above.actors,
            relay=above.relay or any(one.relay for one in found),
            listed=above.listed or bool(found),
        )
        pieces = [piece for one in block.below for piece in _of_item(reader, one, below)]
        orders_too = found and (_ORDERS_TOO.search(text.text) or not _only_announces(text.text, found[-1]))
        if pieces and not orders_too:
            yield from pieces
            return
        if not pieces:
            text = block.whole
            found = _item_orders(reader, text.text, above)
        if found or (above.listed and not _is_thing(text.text)):
            yield _item_piece(reader, block, text, found, above)
        yield from pieces
        return
    if found or (above.listed and not _is_thing(text.text)):
        yield _item_piece(reader, block, text, found, above)


#: Where an item announces those below it.
_ANNOUNCES = re.compile(r"(?:ดังนี้|ต่อไปนี้|ตามนี้|ประกอบด้วย|ได้แก่|คือ)\s*[:：]?\s*$")


def _only_announces(text: str, order: Order) -> bool:
    """Whether an item with items below it orders nothing of its own: it announces them, or names no act."""
    if _ANNOUNCES.search(text):
        return True
    act = soft_words().sub("", masked(text)[order.end :], count=1)
    return len(act.strip()) < _AN_ACT


#: An act is said with so many characters at least.
_AN_ACT = 12


def _item_piece(
    reader: Reader, block: Block, text: MappedText, found: Sequence[Order], above: _Above
) -> Piece:
    return Piece(
        text=text,
        item=block.item,
        orders=tuple(found),
        actors=above.actors,
        relay=above.relay,
        before=tuple(reader.before[-DAY_BEFORE:]),
    )


def _item_orders(reader: Reader, text: str, above: _Above) -> tuple[Order, ...]:
    """The orders of an item; one that opens with an office tells that office what to do."""
    found = reader.orders(text)
    subject = duty_order(text) or subject_order(text)
    subject = subject and reader.of_readers(text, subject)
    charged = above.listed or must(text) or DUTIES.match(text)
    if subject is not None and charged and not any(one.start == 0 for one in found):
        kept = [one for one in found if one.start >= subject.end]
        return (subject, *kept)
    if not above.listed:
        own = [one for one in found if one.lead in {Lead.ASK, Lead.PLAIN, Lead.BAN, Lead.RELAY, Lead.TOLD}]
        return found if own else ()
    return found


@cache
def _things() -> re.Pattern[str]:
    return re.compile(any_of(table("directives")["thing"]["words"]))


def _is_thing(text: str) -> bool:
    """Whether an item names a matter and no act (รายชื่อผู้เข้าร่วม, การจัดประชุม)."""
    return verb_at(text, 0) is None and _things().match(text) is not None and not must(text)
