"""From a letter's paragraphs to its directives (ข้อสั่งการ)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from circulars.circular import Part
from circulars.deadline import Scope
from circulars.directive import Channel, ChannelKind, Directive, DirectiveKind, Quota
from circulars.lexicon import any_of, table
from circulars.office import Level
from circulars.thai_calendar import ascii_digits
from parsers.body import BodyParagraph, leads
from parsers.findings import Found, passage
from parsers.layout import DIGIT
from parsers.orders import Order, levels, orders, verb_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from circulars.deadline import Deadline
    from circulars.source import Passage
    from circulars.text import MappedText
    from parsers.deadlines import Findings

_OTHERWISE = re.compile(
    r"(?:หาก|ถ้า|กรณี)[^”“]{0,160}?(?:ไม่|มิได้|พ้นกำหนด|เลยกำหนด|เกินกำหนด|ล่าช้า)[^”“]{0,200}?(?:จะ|ให้|จัก)?(?:ถือว่า|จะไม่|จะดำเนินการ|จะพิจารณา)|มิฉะนั้น"
)
_SENTENCE_END = re.compile(r"\s(?=ทั้งนี้|อนึ่ง|โดยให้|โดยขอให้|และขอให้|จึงเรียน|รายละเอียด|หากมีข้อ)")
_NIL = re.compile(
    r"(?:กรณี|หาก|ถ้า)(?:ที่)?(?:หน่วยงาน|อำเภอ|จังหวัด)?(?:ใด)?\s?(?:ไม่มี|ไม่พบ)[^”“]{0,80}?(?:ให้|ขอให้|โปรด|ก็ให้)\s?(?:รายงาน|แจ้ง|ส่ง)"
)
_QUOTA = re.compile(
    rf"(?P<per>[ก-ฮ][ก-๎]{{1,20}}?)ละ\s?(?:จำนวน|ไม่น้อยกว่า|ไม่เกิน|อย่างน้อย|ไม่ต่ำกว่า)?\s?(?P<number>[{DIGIT}]{{1,6}})\s?(?P<unit>[ก-ฮเ-ไ][ก-๎]{{1,12}}?)(?=\s|$|[,)(]|เท่านั้น|ขึ้นไป|และ|โดย|เพื่อ|ให้|พร้อม)"
)
_SHARE = re.compile(rf"(?P<unit>ร้อยละ)\s?(?P<number>[{DIGIT}]{{1,3}})(?![{DIGIT}.])")
_STANDING_END = re.compile(r"\s?(?:ความละเอียด(?:แจ้งแล้ว)?\s?)?นั้น\s*$")


@dataclass(frozen=True, slots=True)
class Orders:
    """The directives of a letter, and the anchor words in them that no deadline rule could read."""

    directives: tuple[Found[Directive], ...]
    unread: tuple[tuple[int, Passage, str], ...]  #: index of the directive, quotation, words


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text that one directive is made of."""

    text: MappedText
    item: str | None
    orders: tuple[Order, ...]
    standing: bool = False


def read_directives(
    paragraphs: Sequence[BodyParagraph], addressee: Level, find: Callable[[str], Findings]
) -> Orders:
    """The directives of the paragraphs, for a reader on the addressee's level."""
    found: list[Found[Directive]] = []
    unread: list[tuple[int, Passage, str]] = []
    actors: dict[str | None, tuple[Level, ...]] = {}
    ordered = False
    for index, paragraph in enumerate(paragraphs):
        own = orders(paragraph.text.text[paragraph.start :])
        if paragraph.item is None:
            ordered = bool(own)
        actors[paragraph.item] = _named(own) or _above(actors, paragraph.item) or (addressee,)
        if paragraph.part is not Part.CLOSING and leads(paragraphs, index) and _only_leads(paragraph):
            continue
        for piece in _pieces(paragraph, find, listed=ordered and paragraph.item is not None):
            if paragraph.part is Part.CLOSING and found and not piece.orders:
                continue
            findings = find(piece.text.text)
            directive = _directive(piece, findings, actors[paragraph.item], addressee)
            unread += [
                (len(found), passage(piece.text, one.start, one.end), one.text) for one in findings.unread
            ]
            found.append(directive)
    return Orders(tuple(found), tuple(unread))


def _named(own: Sequence[Order]) -> tuple[Level, ...]:
    return next((order.actors for order in own if order.actors), ())


def _above(actors: dict[str | None, tuple[Level, ...]], item: str | None) -> tuple[Level, ...]:
    """Who must act by the item above, or by the paragraph that leads the items in."""
    while item:
        item = item.rpartition(".")[0] or None
        if item in actors:
            return actors[item]
    return ()


def _only_leads(paragraph: BodyParagraph) -> bool:
    """Whether a paragraph that leads in items says no order of its own beside."""
    return bool(re.search(r"(?:ดังนี้|ต่อไปนี้)\s*[:：]?\s*$", paragraph.text.text))


def _pieces(paragraph: BodyParagraph, find: Callable[[str], Findings], *, listed: bool) -> Iterator[_Piece]:
    own = paragraph.text[paragraph.start :].strip()
    found = tuple(orders(own.text))
    if paragraph.item is not None:
        if found or listed:
            yield _Piece(own, paragraph.item, found)
    elif paragraph.part is Part.RECITAL and _STANDING_END.search(own.text):
        yield from _standing(own, found, find)
    elif paragraph.part is Part.CLOSING:
        yield from _closing(own)
    elif paragraph.part is Part.PURPOSE or any(_asks(own.text, order) for order in found):
        yield from _running(own, found)


def _standing(own: MappedText, found: tuple[Order, ...], find: Callable[[str], Findings]) -> Iterator[_Piece]:
    """A duty recalled from an earlier letter: only one that goes on, with its rhythm, still binds."""
    if not any(one.deadline.scope is Scope.RESTATED for one in find(own.text).deadlines):
        return
    start = next((order.start for order in found), 0)
    end = _STANDING_END.search(own.text)
    piece = own[start : end.start() if end else len(own)]
    yield _Piece(piece, None, tuple(orders(piece.text)), standing=True)


def _asks(text: str, order: Order) -> bool:
    words = text[order.start : order.end]
    return order.relay or words.startswith(("จึง", "ขอ", "โปรด"))


def _running(own: MappedText, found: tuple[Order, ...]) -> Iterator[_Piece]:
    """An order in running text: from its lead to the end of the paragraph."""
    first = next((order for order in found if _asks(own.text, order)), None) or next(iter(found), None)
    if first is None:
        return
    start = _fronted(own.text, first.start)
    start += len("จึง") * own.text.startswith("จึง", start)
    piece = own[start:]
    yield _Piece(piece, None, tuple(orders(piece.text)))


def _fronted(text: str, start: int) -> int:
    """Where the order's sentence begins, if a time stands before its lead (ภายในวันที่ … ให้ …)."""
    match = re.search(r"(?:^|(?<=\s))(?:ภายใน|ก่อน|ในวันที่|ระหว่าง)\S*(?:\s\S+){0,6}\s?$", text[:start])
    return match.start() if match else start


#: Closings that ask for nothing beyond what the letter has said already.
_BARE_CLOSING = re.compile(
    r"(?:โปรด|เพื่อ|ทราบ|พิจารณา|ดำเนินการ|ต่อไป|ด้วย|จะขอบคุณยิ่ง|และ|ใน|ส่วนที่เกี่ยวข้อง|อนุมัติ|ให้ความอนุเคราะห์|ตามอำนาจหน้าที่|\s)*$"
)


def _closing(own: MappedText) -> Iterator[_Piece]:
    """A closing is an order only where it asks for more than to know and to go on."""
    match = re.match(r"จึง(?:ขอ)?(?:กราบ)?(?:เรียน|แจ้ง|นมัสการ)(?:มา)?\s?(?:เพื่อ|ยัง)?(?:โปรด)?\s?", own.text)
    start = match.end() if match else 0
    rest = own[start:].strip()
    if not len(rest) or _BARE_CLOSING.match(rest.text):
        return
    yield _Piece(rest, None, tuple(orders(rest.text)))


def _directive(
    piece: _Piece, findings: Findings, default: tuple[Level, ...], addressee: Level
) -> Found[Directive]:
    inner: dict[str, tuple[Passage, ...]] = {"text": (passage(piece.text),)}
    actors = _actors(piece.orders, default)
    kind = _kind(piece)
    deadlines = _deadlines(piece, findings, inner)
    value = Directive(
        item=piece.item,
        standing=piece.standing,
        actors=actors,
        relay=not piece.standing and _is_relay(piece.orders, actors, addressee, kind),
        kind=kind,
        text=" ".join(piece.text.text.split()),
        deadlines=deadlines,
        channels=_channels(piece.text, inner),
        quota=_quota(piece.text, actors, inner),
        nil_report=_NIL.search(piece.text.text) is not None,
        otherwise=_otherwise(piece.text, inner),
    )
    return Found(value, inner["text"], inner)


#: Characters between an actor and the relay verb by which it hands the order down.
_HANDED = 12


def _actors(found: Sequence[Order], default: tuple[Level, ...]) -> tuple[Level, ...]:
    """The levels that must act; who only hands an order down is not among those who must carry it out."""
    named: set[Level] = set()
    for place, order in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else order
        hands_down = following.relay and not order.relay and following.start - order.end < _HANDED
        if not hands_down:
            named |= set(order.actors)
    if len(named) > 1:
        named.discard(Level.OTHER)
    return tuple(sorted(named, key=lambda level: level.rank)) or default


def _kind(piece: _Piece) -> DirectiveKind:
    kinds = [order.kind for order in piece.orders]
    if not kinds or (piece.orders[0].start > 0 and not piece.standing):
        kinds.insert(0, verb_kind(piece.text.text, 0))
    if piece.standing and re.search(r"รายงาน", piece.text.text):
        return DirectiveKind.REPORT
    if DirectiveKind.REPORT in kinds:
        return DirectiveKind.REPORT
    return next((kind for kind in kinds if kind is not DirectiveKind.ACT), DirectiveKind.ACT)


def _is_relay(
    found: Sequence[Order], actors: tuple[Level, ...], addressee: Level, kind: DirectiveKind
) -> bool:
    """Whether the reader must pass it on: it is told to, or all who must act stand below it."""
    if any(order.relay and addressee not in order.actors for order in found):
        return True
    ranked = {Level.DEPARTMENT: 0, Level.PROVINCE: 1, Level.DISTRICT: 2}
    below = (
        {Level.DISTRICT, Level.SUBDISTRICT, Level.LOCAL_GOVERNMENT} if addressee is Level.PROVINCE else set()
    )
    if addressee is Level.DISTRICT:
        below = {Level.SUBDISTRICT, Level.LOCAL_GOVERNMENT}
    return kind is not DirectiveKind.PASS_ON and addressee in ranked and bool(actors) and set(actors) <= below


def _deadlines(
    piece: _Piece, findings: Findings, inner: dict[str, tuple[Passage, ...]]
) -> tuple[Deadline, ...]:
    found: list[Deadline] = []
    for index, one in enumerate(findings.deadlines):
        inner[f"deadlines/{index}"] = (passage(piece.text, one.start, one.end),)
        found.append(replace(one.deadline, scope=Scope.RESTATED) if piece.standing else one.deadline)
    return tuple(found)


@cache
def _channel_patterns() -> tuple[tuple[ChannelKind, re.Pattern[str]], ...]:
    return tuple(
        (ChannelKind(one["kind"]), re.compile(one["pattern"])) for one in table("directives")["channel"]
    )


def _channels(text: MappedText, inner: dict[str, tuple[Passage, ...]]) -> tuple[Channel, ...]:
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
def _per() -> tuple[re.Pattern[str], dict[str, str]]:
    per = table("directives")["quota"]["per"]
    return re.compile(any_of(list(per)) + r"$"), per


def _quota(
    text: MappedText, actors: tuple[Level, ...], inner: dict[str, tuple[Passage, ...]]
) -> Quota | None:
    """How many each must give: "แห่งละ ๒ ราย", "อำเภอละไม่น้อยกว่า ๓ ตำบล", "ร้อยละ ๘๐"."""
    pattern, per = _per()
    for match in _QUOTA.finditer(text.text):
        place = pattern.search(match["per"])
        if place is None:
            continue
        inner["quota"] = (passage(text, match.start("per") + place.start(), match.end()),)
        level = per[place.group()]
        before = levels(text.text[max(0, match.start() - 40) : match.start("per") + place.start()])
        named = tuple(one for one in before if one in actors)
        return Quota(
            number=int(ascii_digits(match["number"])),
            unit=match["unit"],
            per=(Level(level),) if level else (named or actors),
        )
    share = _SHARE.search(text.text)
    if share is None:
        return None
    inner["quota"] = (passage(text, *share.span()),)
    return Quota(number=int(ascii_digits(share["number"])), unit=share["unit"], per=actors)


def _otherwise(text: MappedText, inner: dict[str, tuple[Passage, ...]]) -> str | None:
    match = _OTHERWISE.search(text.text)
    if match is None:
        return None
    end = _SENTENCE_END.search(text.text, match.end())
    stop = end.start() if end else len(text)
    inner["otherwise"] = (passage(text, match.start(), stop),)
    return " ".join(text.text[match.start() : stop].split()).rstrip(".")
