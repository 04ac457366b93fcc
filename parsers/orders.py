"""Orders in a text: the words that give them, whom they name and what kind of act they ask for.

::

    order    = lead , [ actors ] , { soft word } , ( relay , actors , verb | verb ) ;
    lead     = [ "จึง" ] , ask , [ "ให้" ] | told | boundary , "ให้" | boundary , prohibition | relay ;
    relay    = ( "แจ้ง" | "กำชับ" | … ) , [ "ให้" ] , actors ;
    further  = boundary , verb of sending ;
    chain    = "เพื่อ" , actors of the reader's own level , verb of sending ;
    boundary = head of the text | blank | "และ" | "แล้ว" | "โดย" | … ;

"ให้" is no order where it names who is sent something (ส่งให้จังหวัด, รายงานให้กรมทราบ) or says how something
shall be (ให้แล้วเสร็จ, เพื่อให้, ส่งผลให้). What stands in quotation marks orders nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING

from circulars.directive import DirectiveKind
from circulars.lexicon import any_of, table
from circulars.office import Level
from parsers.actors import Actors, actors_at
from parsers.acts import MASK, first_verb, kind_behind, masked, verb_at, verbs_of
from parsers.body import DUTIES

if TYPE_CHECKING:
    from collections.abc import Iterator

_THAI = "ก-ฺเ-๎"
#: Characters before ให้ among which the verb of sending stands that makes it name a recipient.
_SENT_WITHIN = 120
#: Characters behind a verb of sending among which its recipient stands.
_RECIPIENT_WITHIN = 90


class Lead(Enum):
    """How an order is given."""

    ASK = auto()  #: ขอให้, ขอความร่วมมือ, โปรด
    TOLD = auto()  #: กำหนดให้, มีมติให้: what somebody decided
    PLAIN = auto()  #: ให้
    RELAY = auto()  #: แจ้งให้: handed down to somebody else
    BAN = auto()  #: ห้าม, งด
    FURTHER = auto()  #: และรายงาน: goes on with the order before it
    ADDED = auto()  #: พร้อมทั้งประชาสัมพันธ์: another act beside the one before it
    CHAIN = auto()  #: เพื่อจังหวัดรายงาน: the reader's own link of a chain
    SUBJECT = auto()  #: an item that opens with the office that must act


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order as it stands in a text."""

    start: int
    end: int  #: behind its actors, where its verb stands
    lead: Lead
    kind: DirectiveKind
    actors: tuple[Level, ...] = ()
    offices: tuple[str, ...] = ()
    own: bool = False  #: the letter's own conclusion (จึง…)
    hands_down: bool = False  #: whoever it names only has to hand an order down

    @property
    def relay(self) -> bool:
        """Whether it must be passed on to those it names."""
        return self.lead is Lead.RELAY


@cache
def _asks() -> re.Pattern[str]:
    lead = table("directives")["lead"]
    please = any_of(lead["please"])
    return re.compile(
        rf"""(?P<own>จึง(?:ใคร่|ได้|จะ)?\s?)?(?:
            (?P<ask>{any_of(lead["ask"])}(?:ให้)?|(?<!เพื่อ)โปรด(?={please}))
          | (?P<told>(?<!ได้){any_of(lead["told"])})(?!{any_of(lead["declared"])}[^\s“”]{{0,80}}?เป็น)
          | (?P<plain>(?<=จึง)ให้)
        )\s?""",
        re.VERBOSE,
    )


@cache
def _boundary() -> re.Pattern[str]:
    words = any_of(table("directives")["lead"]["go_on"])
    return re.compile(rf"^|(?<=[\s{MASK},;:)]){words}?\s?|{words}\s?", re.MULTILINE)


@cache
def _relay() -> re.Pattern[str]:
    return re.compile(any_of(table("directives")["lead"]["relay"]) + r"(?P<let>ให้|ไปยัง|กับ|แก่)?\s?")


@cache
def _complement() -> re.Pattern[str]:
    return re.compile(any_of(table("directives")["complement"]["words"]))


#: Verbs behind which "ให้ …" names who gets something.
_SENDING = re.compile(r"ส่ง|รายงาน|แจ้ง|เสนอ|ยื่น|มอบ|นำเรียน|คืน|ชี้แจง|ตอบ|แสดง")
#: What follows a recipient, and no actor.
_RECIPIENT_TAIL = re.compile(
    r"\s?(?:ทราบ(?!\s?และ)|ภายใน|ก่อน|ทาง|ผ่าน|ต่อไป|เพื่อ|โดย(?!ให้)|ทุก(?:วัน|เดือน|สัปดาห์)|ทันที|ด้วย|ตาม|พิจารณา|ใน|จำนวน|$|[)])|\s(?:และ|หรือ|ทั้งนี้|หาก|กรณี|พร้อม)"
)
_KNOWN = re.compile(r"(?:ให้)?(?:(?!ให้|รายงาน|แจ้ง|แล้ว)\S){0,80}?ทราบ(?!\s?และ)")


def orders(text: str, reader: Level = Level.OTHER) -> list[Order]:
    """The orders of a text, in order, as they bind a reader on a level."""
    text = masked(text)
    found = _Found(len(text))
    for order in _asked(text, reader):
        found.add(order)
    weaker = (
        *(one for match in _boundary().finditer(text) for one in _at_boundary(text, match.end(), reader)),
        *(one for match in _LET.finditer(text) for one in _let(text, match, reader)),
        *_sent(text),
    )
    for order in weaker:
        if not found.covers(order.start):
            found.add(order)
    for order in _chained(text, reader):
        found.add(order)
    return [found.orders[at] for at in sorted(found.orders)]


class _Found:
    """The orders found so far, and the places that their leads and actors take."""

    def __init__(self, length: int) -> None:
        self.orders: dict[int, Order] = {}
        self._taken = bytearray(length + 1)

    def add(self, order: Order) -> None:
        if order.start not in self.orders:
            self.orders[order.start] = order
            inside = max(0, order.end - order.start - 1)
            self._taken[order.start + 1 : order.start + 1 + inside] = b"\1" * inside
            if not order.hands_down:
                self._taken[order.end] = 1

    def covers(self, at: int) -> bool:
        """Whether a place is inside the lead of an order, or where its verb stands."""
        return bool(self._taken[at])


def _asked(text: str, reader: Level) -> Iterator[Order]:
    for match in _asks().finditer(text):
        lead = Lead.TOLD if match["told"] else Lead.ASK if match["ask"] else Lead.PLAIN
        own = bool(match["own"]) or match["plain"] is not None
        yield from _given(text, match.start(), match.end(), lead, reader, own=own)


def _sent(text: str) -> Iterator[Order]:
    """A verb of sending with its recipient goes on with an order wherever it stands (… ผลงานส่งให้จังหวัด)."""
    for match in _SENT_TO.finditer(text):
        named = actors_at(text, match.end())
        if named and (match["to"] or _SENT_UP.issuperset(named.levels or (Level.OTHER,))):
            yield Order(start=match.start(), end=match.start(), lead=Lead.FURTHER, kind=DirectiveKind.REPORT)


#: "ให้" behind a letter orders too, but not as what follows from something or names who gets it.
_LET = re.compile(
    r"(?<=[ก-๎])(?<!เพื่อ)(?<!ผล)(?<!ทำ)(?<!ก่อ)(?<!ช่วย)(?<!หมาย)(?<!แจ้ง)(?<!ส่ง)(?<!มอบ)(?<!ได้)(?<!จะ)(?<!ขอ)(?<!ยอม)(?<!ควร)(?<!พันธ์)(?<!เวียน)(?<!แพร่)(?<!เตือน)(?<!กำชับ)(?<!ย้ำ)(?<!สั่ง)ให้"
)
_SENDS = re.compile(r"รายงาน|จัดส่ง|นำส่ง|แจ้งผล|แจ้งรายชื่อ|ส่ง(?:รายชื่อ|ข้อมูล|แบบ|แผน)")


_SENT_TO = re.compile(r"(?<![ก-๎]รับ)(?<!ได้)(?<!ผู้)(?<!การ)ส่ง(?P<to>ให้|ถึง|ไปยัง|มายัง)?\s?")
#: To whom a verb of sending without a preposition sends (… รายชื่อส่งจังหวัด); others are sent themselves.
_SENT_UP = frozenset({Level.DEPARTMENT, Level.PROVINCE, Level.DISTRICT})


def _let(text: str, match: re.Match[str], reader: Level) -> Iterator[Order]:
    """An order whose ให้ stands behind a word: only with an office and a known act, or with a verb of sending."""
    named = actors_at(text, match.end())
    if named is not None and not _names_recipient(text, match.start()):
        if named.levels and kind_behind(text, named.end, named)[0] is not None:
            yield from _given(text, match.start(), match.end(), Lead.PLAIN, reader)
    elif _SENDS.match(text, match.end()):
        yield from _given(text, match.start(), match.end(), Lead.PLAIN, reader)


def _given(
    text: str, start: int, at: int, lead: Lead, reader: Level, *, own: bool = False
) -> Iterator[Order]:
    """The order whose lead ends at ``at``, and the one that it hands down, if it does."""
    named = actors_at(text, at)
    end = named.end if named else at
    kind, verb = kind_behind(text, end, named)
    if kind is None and named is None and text.startswith("ให้", at - len("ให้")):
        kind = verb_at(text, at - len("ให้"))  # ให้|ความเห็น
    if kind is None and text[start:at].rstrip().endswith("เชิญ"):
        kind = DirectiveKind.ATTEND
    if kind is None and "มอบหมาย" in text[start:at] and (named is None or _ENTRUSTED.match(text, end)):
        kind = DirectiveKind.APPOINT
    before = None if named or lead is not Lead.ASK else _subject_before(text, start)
    subject = named or before
    order = Order(
        start=before.start - len("สำหรับ") if before else start,
        end=end,
        lead=lead,
        kind=kind or DirectiveKind.ACT,
        actors=subject.levels if subject else (),
        offices=named.names if named else (),
        own=own,
    )
    below = _handed(text, verb, reader)
    if below is not None:
        order = replace(order, hands_down=below.relay, kind=below.kind)
    yield order
    if below is not None:
        yield below


#: What is said of those who are only entrusted with something, and not told to do it.
_ENTRUSTED = re.compile(r"\s?(?:เป็น|รับผิดชอบ|ทำหน้าที่|ปฏิบัติ(?:หน้าที่|ราชการ)แทน|ดูแล|$)")


def _subject_before(text: str, start: int) -> Actors | None:
    """Who is asked, where the office stands before the asking (สำหรับจังหวัดขอได้โปรด …)."""
    for match in re.compile("สำหรับ").finditer(text, max(0, start - _RECIPIENT_WITHIN), start):
        named = actors_at(text, match.end())
        if named is not None and not text[named.end : start].strip():
            return named
    return None


def _handed(text: str, at: int, reader: Level) -> Order | None:
    """A relay verb with those to whom it hands the order down; told to someone above it is a report.

    What an office's own staff is told (กำชับเจ้าหน้าที่มิให้ …) is handed down only where it is to be known or followed.
    """
    match = _relay().match(text, at)
    if match is None:
        return None
    named = actors_at(text, match.end())
    if named is None:
        return None
    again = re.compile(r"\s?ให้\s?").match(text, named.end)
    end = again.end() if again else named.end
    kind, _ = kind_behind(text, end, named)
    if not named.levels and kind not in {DirectiveKind.TAKE_NOTE, DirectiveKind.PASS_ON}:
        return None
    if _above(named.levels, reader):
        return Order(start=at, end=end, lead=Lead.FURTHER, kind=DirectiveKind.REPORT)
    if kind in {DirectiveKind.TAKE_NOTE, DirectiveKind.PASS_ON}:
        kind = DirectiveKind.PASS_ON
    return Order(
        start=at,
        end=end,
        lead=Lead.RELAY,
        kind=kind or DirectiveKind.ACT,
        actors=named.levels,
        offices=named.names,
    )


def _above(levels: tuple[Level, ...], reader: Level) -> bool:
    """Whether all of the levels stand above the reader."""
    named = bool(levels) and reader.rank <= Level.LOCAL_GOVERNMENT.rank
    return named and all(level.rank < reader.rank for level in levels)


def _at_boundary(text: str, at: int, reader: Level) -> Iterator[Order]:
    """What an order may begin with where a clause begins."""
    handed = _handed(text, at, reader)
    if handed is not None:
        yield handed
        return
    if text.startswith("ให้", at):
        if not _names_recipient(text, at) and not _says_how(text, at):
            yield from _given(text, at, at + len("ให้"), Lead.PLAIN, reader)
        return
    kind = verb_at(text, at)
    if kind is DirectiveKind.PROHIBIT and _verb_first(text, at, kind):
        ban = verbs_of(kind).match(text, at)
        named = actors_at(text, ban.end() if ban else at)
        yield Order(
            start=at,
            end=named.end if named else (ban.end() if ban else at),
            lead=Lead.BAN,
            kind=kind,
            actors=named.levels if named else (),
        )
    elif kind in {DirectiveKind.REPORT, DirectiveKind.REPLY, DirectiveKind.ATTEND}:
        yield Order(start=at, end=at, lead=Lead.FURTHER, kind=kind)
    elif kind in {DirectiveKind.PASS_ON, DirectiveKind.APPOINT, DirectiveKind.ACT} and _adds().search(
        text, max(0, at - 12), at
    ):
        yield Order(start=at, end=at, lead=Lead.ADDED, kind=kind)


@cache
def _adds() -> re.Pattern[str]:
    return re.compile(any_of(table("directives")["lead"]["adds"]) + r"\s?$")


def _verb_first(text: str, at: int, kind: DirectiveKind) -> bool:
    """Whether the verb stands at the very place, no soft word before it."""
    return verbs_of(kind).match(text, at) is not None


def _names_recipient(text: str, at: int) -> bool:
    """Whether ให้ names who is sent something: a verb of sending before it, no act behind."""
    if not _SENDING.search(text, max(0, at - _SENT_WITHIN), at):
        return False
    named = actors_at(text, at + len("ให้"))
    if named is not None and _RECIPIENT_TAIL.match(text, named.end):
        return True
    return _KNOWN.match(text, at) is not None or _unit_recipient(text, at + len("ให้"))


def _unit_recipient(text: str, at: int) -> bool:
    """Whether the name of a unit and nothing else stands behind ให้ (ให้ฝ่ายอำนวยการ สำนักปลัดเทศบาล ภายในวันที่ …)."""
    match = _unit_alone().match(text, at)
    return match is not None and first_verb(text, match.start(), match.end()) is None


@cache
def _unit_alone() -> re.Pattern[str]:
    units = any_of(table("letter")["footing"]["unit"])
    return re.compile(rf"{units}[^“”]{{0,80}}?(?=ภายใน|ก่อนวัน|ทาง|ผ่าน|ต่อไป|$)")


def _says_how(text: str, at: int) -> bool:
    """Whether ให้ says how something shall be (ให้แล้วเสร็จ); at the head of a text it orders all the same."""
    return bool(text[:at].strip()) and _complement().match(text, at + len("ให้")) is not None


def _chained(text: str, reader: Level) -> Iterator[Order]:
    """The reader's own link of a chain: เพื่อจังหวัดตรวจสอบและรายงานกรม."""
    for match in re.finditer(r"เพื่อ(?=[ก-๎])", text):
        named = actors_at(text, match.end())
        if named is None or named.levels != (reader,):
            continue
        sent = verbs_of(DirectiveKind.REPORT).search(text, named.end, named.end + _RECIPIENT_WITHIN)
        if sent and not re.compile("สามารถ|ใช้|มี|เกิด").match(text, named.end):
            yield Order(
                start=match.start(),
                end=named.end,
                lead=Lead.CHAIN,
                kind=DirectiveKind.REPORT,
                actors=named.levels,
            )


def recipients(text: str, at: int) -> tuple[Level, ...]:
    """The levels to which the verb of sending at a place sends."""
    for match in re.compile(r"(?:ให้|ต่อ|ถึง|ไปยัง|ส่ง|รายงาน)\s?").finditer(
        masked(text), at, at + _RECIPIENT_WITHIN
    ):
        named = actors_at(text, match.end())
        if named is not None:
            return named.levels
    return ()


def delegated(text: str) -> tuple[Level, ...]:
    """The levels that a text entrusts with what it announces (มอบหมายนายอำเภอดำเนินการ ดังนี้)."""
    text = masked(text)
    for match in re.compile(r"มอบหมาย(?:ให้)?\s?").finditer(text):
        named = actors_at(text, match.end())
        if named is not None and named.levels != (Level.OTHER,):
            return named.levels
    return ()


def subject_order(text: str) -> Order | None:
    """The order of an item that opens with the office that must act (จังหวัด จัดตั้งศูนย์ …, อปท. ต้อง …)."""
    text = masked(text)
    named = actors_at(text, 0)
    if named is None or not text[named.end :].strip():
        return None
    kind, _ = kind_behind(text, named.end, named)
    return Order(
        start=0,
        end=named.end,
        lead=Lead.SUBJECT,
        kind=kind or DirectiveKind.ACT,
        actors=named.levels,
        offices=named.names,
    )


def duty_order(text: str) -> Order | None:
    """The order of a table of duties: what those listed above it are there for (มีหน้าที่จัดเตรียมสถานที่ …)."""
    match = DUTIES.match(text)
    if match is None or _LIST_FOLLOWS.search(text):
        return None
    kind = verb_at(masked(text), match.end())
    return Order(
        start=0, end=match.end(), lead=Lead.SUBJECT, kind=kind or DirectiveKind.ACT, actors=(Level.OTHER,)
    )


_LIST_FOLLOWS = re.compile(r"(?:ดังนี้|ต่อไปนี้)\s*$")


def must(text: str) -> bool:
    """Whether a text says what has to be (ต้อง, พึง)."""
    text = masked(text)
    return _MUST.search(text) is not None and _PENALTY.search(text) is None


_MUST = re.compile(r"(?:จะ)?ต้อง(?!การ|หา)|พึง(?=[ก-ฮเ-ไ])")
#: What happens to those who disobey is no order.
_PENALTY = re.compile(r"ต้องระวางโทษ|ต้องรับโทษ|มีความผิด|ผู้ใดฝ่าฝืน")
