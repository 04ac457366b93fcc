"""From a letter's paragraphs to its directives (ข้อสั่งการ).

What counts as one directive:

- a numbered item that gives an order, at whatever depth; an item that only announces those below it ("๑. ระดับจังหวัด",
  "… ดังนี้") gives none, unless it orders something itself and goes on "โดย … ดังนี้"; where none of those below gives an
  order they are part of its words;
- a paragraph that gives an order outside any list, from the order's first words to its end, without a number;
- a closing that asks for more than to know, to consider and to go on; in a circular that orders nothing else also one
  that asks to act or to comply;
- a duty recalled from an earlier letter (ตามที่ … นั้น), if it has a rhythm and so still binds.

What somebody else decided or asked ("คณะรัฐมนตรีมีมติให้ …") counts only where the letter draws no conclusion of its own (จึงขอให้).

Actors are those who must carry it out: "แจ้งให้อำเภอสำรวจ" names the district and is marked as relay, "ให้จังหวัดและอำเภอ"
names both; who then reports to the level above the reader is the reader itself. Where nobody is named it is whoever the item
above or the leading paragraph names, else those written to.

Of several kinds in one directive a report decides (its deadline and form are what is tracked), unless it is first of all an
invitation or an answer; else the first that is more than to act.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from circulars.circular import LetterForm, Part
from circulars.deadline import DeadlineKind, Scope
from circulars.directive import Channel, ChannelKind, Directive, DirectiveKind
from circulars.lexicon import any_of, table
from circulars.office import Level
from parsers.actors import levels_named
from parsers.findings import Found, passage
from parsers.orders import Lead, Order, delegated, masked, must, orders, recipients, subject_order, verb_at
from parsers.outline import Block, outline
from parsers.particulars import channels, nil_report, otherwise, quota

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from circulars.deadline import Deadline
    from circulars.source import Passage
    from circulars.text import MappedText
    from parsers.body import BodyParagraph
    from parsers.deadlines import Findings
    from parsers.particulars import Inner

#: Forms that tell offices to do something; the others are rules, news or records.
ORDERING = frozenset(
    {
        LetterForm.EXTERNAL,
        LetterForm.MEMO,
        LetterForm.STAMPED,
        LetterForm.RADIO,
        LetterForm.ORDER,
        LetterForm.ANNOUNCEMENT,
    }
)
#: Where the recital of something known ends (ตามที่ … นั้น).
_KNOWN_END = re.compile(
    r"\s?(?:ความละเอียด(?:แจ้งแล้ว|ทราบแล้ว)?\s?)?นั้น(?=\s|$|กรม|กระทรวง|จังหวัด|อำเภอ|เพื่อ|ในการนี้|เนื่องจาก|จึง|บัดนี้)"
)
_KNOWN_START = re.compile(r"\s*(?:ตาม|อนุสนธิ|อ้างถึง|สืบเนื่อง|ด้วยตามที่|โดยที่)")
#: A note that holds for every item of the list above it.
_FOR_ALL = re.compile(
    r"ทุกข้อ|ทั้ง\s?[0-9๐-๙]{1,2}\s?(?:ข้อ|ประการ)|ตามข้อ\s?[0-9๐-๙]+\s?(?:-|–|ถึง)\s?(?:ข้อ\s?)?[0-9๐-๙]+|ดังกล่าวข้างต้นทั้งหมด"
)
#: From here on a memo proposes to its reader and orders nothing.
_PROPOSES = re.compile(r"เห็นควร|เห็นสมควร|หากเห็นชอบ|หากเห็นสมควร|ขออนุมัติ|ขออนุญาต|เพื่อโปรดลงนาม")
#: Paragraphs before an invitation among which its day is named.
_DAY_BEFORE = 2
#: An item that announces those below it and orders something itself.
_ORDERS_TOO = re.compile(r"(?:โดย|ซึ่ง|และ|พร้อมทั้ง|ทั้งนี้)[^“”]{0,120}(?:ดังนี้|ต่อไปนี้|ประกอบด้วย)\s*$")


@dataclass(frozen=True, slots=True)
class Orders:
    """The directives of a letter, and the anchor words in them that no deadline rule could read."""

    directives: tuple[Found[Directive], ...]
    unread: tuple[tuple[int, Passage, str], ...]  #: index of the directive, quotation, words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A stretch of text that one directive is made of."""

    text: MappedText
    item: str | None
    orders: tuple[Order, ...]
    actors: tuple[Level, ...]  #: who acts where the text names nobody
    relay: bool = False  #: what stands above hands it down
    standing: bool = False
    own: bool = True  #: the letter's own order, not what somebody else decided
    before: tuple[MappedText, ...] = ()  #: the text before it, where an invitation's day is named
    closing: bool = False
    note: bool = False  #: holds for every item of the list before it


@dataclass(frozen=True, slots=True)
class _Above:
    """What the paragraphs above an item say for it."""

    actors: tuple[Level, ...]
    relay: bool = False
    listed: bool = False  #: announced as things to do


@dataclass(slots=True)
class _Reader:
    """One letter's paragraphs while they are read for a reader."""

    readers: tuple[Level, ...]
    form: LetterForm
    issuer: str | None
    find: Callable[[str], Findings]
    before: list[MappedText] = field(default_factory=list)

    @property
    def level(self) -> Level:
        return self.readers[0] if self.readers else Level.OTHER

    def orders(self, text: str) -> tuple[Order, ...]:
        """The orders of a text; none from where a memo begins to propose."""
        found = orders(text, self.level)
        cut = _PROPOSES.search(text) if self.form is LetterForm.MEMO else None
        return tuple(one for one in found if cut is None or one.start < cut.start())


def read_directives(
    paragraphs: Sequence[BodyParagraph],
    readers: tuple[Level, ...],
    form: LetterForm,
    find: Callable[[str], Findings],
    *,
    issuer: str | None = None,
    circular: bool = False,
) -> Orders:
    """The directives of the paragraphs, for the levels written to.

    Args:
        paragraphs: The letter's text.
        readers: The levels that the letter is addressed to, the first of them first.
        form: Forms that order nothing have no directives.
        find: Finds the deadlines of a text.
        issuer: In whose name the letter speaks; what others ask in it is no order of its own.
        circular: Whether the letter goes to many; then a closing that asks to comply is an order by itself.
    """
    if form not in ORDERING:
        return Orders((), ())
    reader = _Reader(readers, form, issuer, find)
    pieces = [piece for block in outline(paragraphs) for piece in _of_block(reader, block)]
    if any(piece.own and not piece.standing and not piece.closing for piece in pieces):
        pieces = [piece for piece in pieces if piece.own or piece.standing]
    if circular and not any(not piece.standing for piece in pieces):
        pieces += _last_resort(reader, paragraphs)
    return _collected(reader, pieces)


def _collected(reader: _Reader, pieces: Sequence[_Piece]) -> Orders:
    found: list[Found[Directive]] = []
    unread: list[tuple[int, Passage, str]] = []
    for piece in pieces:
        findings = reader.find(piece.text.text)
        unread += [(len(found), passage(piece.text, one.start, one.end), one.text) for one in findings.unread]
        directive = _directive(piece, findings, reader)
        if piece.note:
            found = [_noted(one, directive) for one in found]
        found.append(directive)
    return Orders(tuple(found), tuple(unread))


def _noted(one: Found[Directive], note: Found[Directive]) -> Found[Directive]:
    """An item's directive with the deadline that a note sets for all of them; its own beats it."""
    if one.value.item is None or one.value.deadlines or not note.value.deadlines:
        return one
    deadlines = tuple(replace(each, flags=(*each.flags, "applies_to_all")) for each in note.value.deadlines)
    inner = dict(one.inner) | {
        name: where for name, where in note.inner.items() if name.startswith("deadlines/")
    }
    return Found(replace(one.value, deadlines=deadlines), one.passages, inner)


def _of_block(reader: _Reader, block: Block) -> Iterator[_Piece]:
    """The pieces of a paragraph outside any list, and of its list."""
    yield from _of_root(reader, block)
    reader.before.append(block.words)


def _of_root(reader: _Reader, block: Block) -> Iterator[_Piece]:
    if block.paragraph.item is not None or block.paragraph.bullet:
        yield from _of_item(reader, block, _Above(reader.readers))
        return
    known, words = _known(block.words)
    if known is not None:
        yield from _standing(reader, known)
    if not len(words):
        return
    if block.paragraph.part is Part.CLOSING:
        yield from _closing(reader, words)
        return
    found = _accepted(reader, words, block)
    own = bool(found) and (block.paragraph.part is Part.PURPOSE or _is_own(reader, words.text, found[0]))
    if block.below:
        yield from _list(reader, block, words, found, own=own)
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


def _standing(reader: _Reader, known: MappedText) -> Iterator[_Piece]:
    """A duty recalled from an earlier letter: only one that goes on, with its rhythm, still binds."""
    rhythm = [one for one in reader.find(known.text).deadlines if _goes_on(one.deadline)]
    if not rhythm:
        return
    found = reader.orders(known.text)
    start = next((one.start for one in found if one.start < rhythm[0].start), 0)
    piece = known[start:]
    yield _Piece(
        text=piece,
        item=None,
        orders=reader.orders(piece.text),
        actors=reader.readers,
        standing=True,
    )


def _goes_on(deadline: Deadline) -> bool:
    return deadline.scope is Scope.RESTATED or deadline.kind is DeadlineKind.RECURRING


def _accepted(reader: _Reader, words: MappedText, block: Block) -> tuple[Order, ...]:
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


def _is_own(reader: _Reader, text: str, order: Order) -> bool:
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
_TURN = re.compile(r"(?<=\s)(?:ในการนี้|ดังนั้น|ฉะนั้น|เพื่อให้(?=การ)|เพื่อเป็นการ|ทั้งนี้|อนึ่ง)")


def _for_reader(reader: _Reader, order: Order) -> bool:
    """Whether what somebody asked is asked of the reader or of those below it."""
    if order.lead is Lead.TOLD and not order.actors:
        return False
    return not order.actors or all(level.rank >= reader.level.rank for level in order.actors)


def _running(reader: _Reader, words: MappedText, found: Sequence[Order], *, own: bool) -> Iterator[_Piece]:
    """An order in running text: from its first words to the end of the paragraph."""
    start = _fronted(words.text, found[0].start)
    start += len("จึง") * words.text.startswith("จึง", start)
    piece = words[start:].strip()
    yield _Piece(
        text=piece,
        item=None,
        orders=reader.orders(piece.text),
        actors=reader.readers,
        own=own,
        before=(*reader.before[-_DAY_BEFORE:], words[:start]),
        note=_FOR_ALL.search(piece.text) is not None,
    )


def _fronted(text: str, start: int) -> int:
    """Where the order's sentence begins, if a time stands before its lead (ภายในวันที่ … ให้ …)."""
    match = re.compile(r"(?:^|(?<=\s))(?:ภายใน|ก่อน|ในวันที่|ระหว่าง)\S*(?:\s\S+){0,6}\s?$").search(
        text[max(0, start - 120) : start]
    )
    return max(0, start - 120) + match.start() if match else start


def _list(
    reader: _Reader, block: Block, words: MappedText, found: Sequence[Order], *, own: bool
) -> Iterator[_Piece]:
    """A paragraph that announces a list, and the list; if nothing in it is an order, it is part of the paragraph's own."""
    above = _Above(
        actors=(delegated(words.text) if found else ()) or _carry_out(found) or reader.readers,
        relay=any(one.relay for one in found),
        listed=bool(found),
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


def _of_item(reader: _Reader, block: Block, above: _Above) -> Iterator[_Piece]:
    text = block.words
    found = _item_orders(reader, text.text, above)
    if block.below:
        below = _Above(
            actors=_carry_out(found) or levels_named(text.text if not found else "") or above.actors,
            relay=above.relay or any(one.relay for one in found),
            listed=above.listed or bool(found),
        )
        pieces = [piece for one in block.below for piece in _of_item(reader, one, below)]
        orders_too = found and _ORDERS_TOO.search(text.text)
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


def _item_piece(
    reader: _Reader, block: Block, text: MappedText, found: Sequence[Order], above: _Above
) -> _Piece:
    return _Piece(
        text=text,
        item=block.item,
        orders=tuple(found),
        actors=above.actors,
        relay=above.relay,
        before=tuple(reader.before[-_DAY_BEFORE:]),
    )


def _item_orders(reader: _Reader, text: str, above: _Above) -> tuple[Order, ...]:
    """The orders of an item; one that opens with an office tells that office what to do."""
    found = reader.orders(text)
    subject = subject_order(text)
    if subject is not None and (above.listed or must(text)) and not any(one.start == 0 for one in found):
        kept = [one for one in found if one.start >= subject.end]
        return (subject, *kept)
    if not above.listed:
        found = tuple(one for one in found if one.lead is not Lead.FURTHER)
        own = [one for one in found if one.lead in {Lead.ASK, Lead.PLAIN, Lead.BAN, Lead.RELAY, Lead.TOLD}]
        return found if own else ()
    return found


@cache
def _things() -> re.Pattern[str]:
    return re.compile(any_of(table("directives")["thing"]["words"]))


def _is_thing(text: str) -> bool:
    """Whether an item names a matter and no act (รายชื่อผู้เข้าร่วม, การจัดประชุม)."""
    return verb_at(text, 0) is None and _things().match(text) is not None


def _closing(reader: _Reader, words: MappedText) -> Iterator[_Piece]:
    """A closing is an order only where it asks for more than to know and to go on."""
    match = _CLOSES.match(words.text)
    rest = words[match.end() if match else 0 :].strip()
    found = [one for one in reader.orders(rest.text) if not _bare(rest.text[one.start :])]
    found = [one for one in found if one.lead is not Lead.FURTHER or one.kind is DirectiveKind.REPORT]
    if not found:
        return
    piece = rest[found[0].start :].strip()
    yield _Piece(text=piece, item=None, orders=reader.orders(piece.text), actors=reader.readers, closing=True)


_CLOSES = re.compile(r"จึง(?:ขอ)?(?:กราบ)?(?:เรียน|แจ้ง|นมัสการ)(?:ยืนยัน)?(?:มา)?\s?(?:เพื่อ|ยัง)?(?:โปรด)?\s?")
#: Closings that ask for nothing beyond what the letter has said already.
_BARE_CLOSING = re.compile(
    r"(?:โปรด|เพื่อ|ทราบ|พิจารณา|ดำเนินการ|ต่อไป|ด้วย|จะขอบคุณยิ่ง|จักขอบคุณยิ่ง|จะเป็นพระคุณยิ่ง|และ|ใน|ส่วนที่เกี่ยวข้อง|อนุมัติ|ให้ความอนุเคราะห์|ให้ความร่วมมือ|ตามอำนาจหน้าที่|ถือปฏิบัติ|โดยเคร่งครัด|อย่างเคร่งครัด|เข้าร่วมประชุม|ตามวัน|เวลา|และสถานที่ดังกล่าว|โดยด่วน|โดยพร้อมเพรียงกัน|ขอได้|\s)*[.]?$"
)


def _bare(words: str) -> bool:
    return _BARE_CLOSING.match(words) is not None


def _last_resort(reader: _Reader, paragraphs: Sequence[BodyParagraph]) -> Iterator[_Piece]:
    """In a circular that orders nothing else: the closing, or the end of the text, that asks to act or to comply."""
    for one in reversed(paragraphs):
        text = one.text.text
        match = re.search(r"(?:มา|จึงแจ้ง)\s?เพื่อ(?:โปรด|ขอให้)?\s?", text)
        if match is None:
            continue
        rest = one.text[match.end() :].strip()
        if re.search("ถือปฏิบัติ|ถือเป็นแนวทาง|ดำเนินการ", rest.text) and not re.match("พิจารณา", rest.text):
            yield _Piece(text=rest, item=None, orders=(), actors=reader.readers)
        return


def _carry_out(found: Sequence[Order]) -> tuple[Level, ...]:
    """The levels that some orders name as those who must act, outer to inner."""
    named = {level for one in found if not one.hands_down for level in one.actors}
    if len(named) > 1:
        named.discard(Level.OTHER)
    return tuple(sorted(named, key=lambda level: level.rank))


def _directive(piece: _Piece, findings: Findings, reader: _Reader) -> Found[Directive]:
    inner: Inner = {"text": (passage(piece.text),)}
    actors = _actors(piece, reader)
    kind = _kind(piece)
    value = Directive(
        item=piece.item,
        standing=piece.standing,
        actors=actors,
        offices=_offices(piece, actors),
        relay=not piece.standing and _is_relay(piece, actors, reader.level),
        kind=kind,
        text=" ".join(piece.text.text.split()),
        deadlines=_deadlines(
            piece, findings, inner, _events(reader, piece) if kind is DirectiveKind.ATTEND else ()
        ),
        channels=channels(piece.text, inner) or _meeting(piece, kind, inner),
        quota=quota(piece.text, actors, inner),
        nil_report=nil_report(piece.text.text),
        otherwise=otherwise(piece.text, inner),
    )
    return Found(value, inner["text"], inner)


def _actors(piece: _Piece, reader: _Reader) -> tuple[Level, ...]:
    """The levels that must act; the reader too where it reports to those above it what others did."""
    named = set(_carry_out(piece.orders))
    named = {level for level in named if not _outside(level, reader)} or set(piece.actors) or {Level.OTHER}
    if reader.level not in named and _reports_up(piece, reader.level):
        named.add(reader.level)
    if len(named) > 1:
        named.discard(Level.OTHER)
    return tuple(sorted(named, key=lambda level: level.rank))


def _outside(level: Level, reader: _Reader) -> bool:
    """Whether a level stands above all that the letter is addressed to."""
    return reader.level.rank <= Level.LOCAL_GOVERNMENT.rank and all(
        level.rank < one.rank for one in reader.readers
    )


def _reports_up(piece: _Piece, level: Level) -> bool:
    """Whether something is to be sent to the level right above the reader."""
    if piece.standing or level.rank == 0 or level.rank > Level.LOCAL_GOVERNMENT.rank:
        return False
    up = [Level.DEPARTMENT, Level.PROVINCE, Level.DISTRICT][min(level.rank, 3) - 1]
    sent = [one for one in piece.orders if one.lead is Lead.FURTHER and one.kind is DirectiveKind.REPORT]
    return any(recipients(piece.text.text, one.end) == (up,) for one in sent)


def _offices(piece: _Piece, actors: tuple[Level, ...]) -> tuple[str, ...]:
    """The offices named, where only some must act."""
    if not {Level.DISTRICT, Level.PROVINCE} & set(actors):
        return ()
    names = (
        name
        for one in piece.orders
        if not one.hands_down and set(one.actors) <= set(actors)
        for name in one.offices
    )
    return tuple(dict.fromkeys(names))


def _kind(piece: _Piece) -> DirectiveKind:
    kinds = [one.kind for one in piece.orders if not one.hands_down]
    if (not piece.orders or piece.orders[0].start > 0) and not piece.standing:
        head = verb_at(masked(piece.text.text), 0)
        kinds = [head, *kinds] if head else kinds
    if piece.standing and DirectiveKind.REPORT not in kinds and "รายงาน" in piece.text.text:
        return DirectiveKind.REPORT
    acts = [kind for kind in kinds if kind is not DirectiveKind.ACT]
    if acts and acts[0] in {DirectiveKind.ATTEND, DirectiveKind.REPLY}:
        return acts[0]
    if DirectiveKind.REPORT in acts:
        return DirectiveKind.REPORT
    return acts[0] if acts else DirectiveKind.ACT


def _is_relay(piece: _Piece, actors: tuple[Level, ...], level: Level) -> bool:
    """Whether the reader must pass it on: it is told to, or all who must act stand below it."""
    if piece.relay or any(one.relay and level not in one.actors for one in piece.orders):
        return True
    told = {
        other
        for one in piece.orders
        if one.kind is DirectiveKind.PASS_ON
        for other in recipients(piece.text.text, one.end)
    }
    below = {
        Level.DEPARTMENT: {Level.PROVINCE, Level.DISTRICT, Level.SUBDISTRICT, Level.LOCAL_GOVERNMENT},
        Level.PROVINCE: {Level.DISTRICT, Level.SUBDISTRICT, Level.LOCAL_GOVERNMENT},
        Level.DISTRICT: {Level.SUBDISTRICT, Level.LOCAL_GOVERNMENT},
    }
    return bool(told & below.get(level, set())) or (bool(actors) and set(actors) <= below.get(level, set()))


def _deadlines(
    piece: _Piece, findings: Findings, inner: Inner, events: Sequence[tuple[Deadline, Passage]]
) -> tuple[Deadline, ...]:
    found: list[Deadline] = []
    if not any(one.deadline.kind is DeadlineKind.EVENT for one in findings.deadlines):
        for event, where in events:
            inner[f"deadlines/{len(found)}"] = (where,)
            found.append(event)
    for one in findings.deadlines:
        inner[f"deadlines/{len(found)}"] = (passage(piece.text, one.start, one.end),)
        found.append(replace(one.deadline, scope=Scope.RESTATED) if piece.standing else one.deadline)
    return tuple(found)


def _meeting(piece: _Piece, kind: DirectiveKind, inner: Inner) -> tuple[Channel, ...]:
    """How a meeting is held, where the text before the invitation says so."""
    if kind is DirectiveKind.ATTEND:
        for text in reversed(piece.before):
            found: Inner = {}
            held = channels(text, found)
            if held and held[0].kind is ChannelKind.MEETING:
                inner["channels/0"] = found["channels/0"]
                return held[:1]
    return ()


def _events(reader: _Reader, piece: _Piece) -> list[tuple[Deadline, Passage]]:
    """The days of meetings that the text before an invitation names, those nearest to it alone."""
    for text in reversed(piece.before):
        found = [
            (one.deadline, passage(text, one.start, one.end))
            for one in reader.find(text.text).deadlines
            if one.deadline.kind is DeadlineKind.EVENT
        ]
        if found:
            return found
    return []
