"""What the verbs of a text hang on: who is told, asked, obliged or said to act.

Grammar over tokens::

    governor = order | plea | told | self | duty | plain ;
    order    = cause , [ actor ] , verb              (* ให้อำเภอส่ง; without an actor the nearest one is meant *)
    plea     = "โปรด" , verb ;
    told     = ( "แจ้ง" | "มอบหมาย" | "กำชับ" ) , actor , [ "ให้" ] , verb ;
    self     = actor , "จะ" , verb ;                 (* what the sender does itself *)
    duty     = actor , "ต้อง" , verb ;
    leave    = actor , ( "สามารถ" | "มีสิทธิ" ) , verb ;
    plain    = boundary , actor , verb ;
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from parsers.deadline.lexicon import group, mentions
from parsers.deadline.names import MAX_NAME, SHORT_NAME, VERBS, NameReader
from parsers.skeleton import skeleton_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.deadline.layout import Layout


class Mood(StrEnum):
    """How a governor speaks of its verb."""

    ORDER = "order"
    DUTY = "duty"
    LEAVE = "leave"  #: may, can
    SELF = "self"
    PAST = "past"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Governor:
    """What a verb hangs on; ``actor`` is the characters of the one who acts, if it names one."""

    at: int
    mood: Mood
    actor: tuple[int, int] | None
    end: int  #: index of the token after it


_GOVERNS = frozenset({"cause", "plea", "own_future", "duty", "leave", "past", "did", "actor", *VERBS})
#: A clause begins after these; "อำเภอส่งภายในวันที่ ๕ จังหวัดรวบรวม…" has no word between two.
_BOUNDARY = ("break", "item", "recital_end", "then", "and", "point", "day", "times", "span")
#: The marks of an order that may also name a receiver.
_PLAIN = {"ให", "แจงให"}
#: How an order ends that names the one who acts: มอบหมายให้, เป็นหน้าที่ของ, ให้ดำเนินการโดย.
_WHICH = skeleton_of("ซึ่ง")
_CONCLUDES = skeleton_of("จึง")
_ONCE = skeleton_of("เคย")  #: เคย|กำหนดให้
_NAMES_ACTOR = ("ให", "ของ", "โดย")
#: Tokens before ให้ in which a verb of sending makes it name a receiver.
_SENT = 25


class GovernorReader:
    """Reads the governors of one text."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.tokens = layout.tokens
        self.names = NameReader(layout.tokens)

    def governors(self) -> Iterator[Governor]:
        """All of them, in their order."""
        named_to = 0
        for at in range(len(self.tokens)):
            governor = self._governor(at)
            if governor is None or (governor.mood is Mood.PLAIN and at < named_to):
                continue
            named_to = governor.end if governor.actor else named_to
            yield governor

    def _governor(self, at: int) -> Governor | None:
        tokens = self.tokens
        if tokens.kinds(at).isdisjoint(_GOVERNS):
            return None
        if tokens.is_a(at, "cause"):
            order = self._order(at)
            once = tokens.is_a(at - 1, "past") and tokens.touches(at) and tokens.text(at - 1) == _ONCE
            return replace(order, mood=Mood.PAST) if order and once else order
        if tokens.is_a(at, "plea"):
            return Governor(at, Mood.ORDER, self._topic(at), at + 1)
        if tokens.is_a(at, "own_future"):
            return self._with_subject(at, Mood.SELF)
        if tokens.is_a(at, "duty"):
            return self._with_subject(at, Mood.DUTY)
        if tokens.is_a(at, "leave"):
            return self._with_subject(at, Mood.LEAVE)
        if tokens.is_a(at, "past") or (
            tokens.is_a(at, "did") and tokens.is_a(at + 1, *VERBS) and tokens.touches(at + 1)
        ):
            return self._with_subject(at, Mood.PAST)
        if tokens.is_a(at, "actor") and self._is_fresh(at, "link"):
            return self._plain(at)
        if tokens.is_a(at, "send", "act") and tokens.text(at) in group("telling"):
            return self._told(at)
        return None

    def _order(self, at: int) -> Governor | None:
        if not self.tokens.text(at).endswith(_NAMES_ACTOR):
            return self._told(at) or self._asked(at)
        if self._opens_to_others(at):
            return None
        after, verbal = self.names.end(at + 1)
        start = self.tokens[at].end
        end = self.names.words_end(at + 1, after)
        named = self.tokens.is_a(at + 1, "actor", "every") and self.tokens.gap(at + 1) <= 1
        if self._is_receiver(at, after, verbal):
            return None
        text = self.tokens.skeleton.text
        given = mentions("light_verb").match(text, start) or mentions("given").match(text, start)
        plausible = verbal and end - start <= SHORT_NAME and not given
        if start == end or not (named or plausible):
            return Governor(at, Mood.ORDER, self._topic(at), at + 1)
        if not verbal:
            return Governor(at, Mood.ORDER, self.names.span(at + 1, after), after)
        return Governor(at, Mood.ORDER, (start, end), after)

    def _opens_to_others(self, at: int) -> bool:
        """ให้ อบต. เปิดให้ประชาชนตรวจสอบ: the one told to open it acts, and not those to whom it is open."""
        name = self.names.before(at) if self.tokens.text(at) in group("opening") else None
        return name is not None and self.tokens.is_a(self.tokens.index_at(name[0]) - 1, "cause")

    def _is_receiver(self, at: int, after: int, verbal: bool) -> bool:
        """Whether ให้ names the one to whom something is sent: ส่งให้จังหวัดภายใน, รายงานให้จังหวัดทราบ."""
        if self.tokens.text(at) not in _PLAIN or after == at + 1 or not self._gives(at):
            return False
        if not verbal or self.names.is_of_office(after):
            return True
        if self.tokens.is_a(after, "recipient") and not self.tokens.is_a(after + 1, *VERBS):
            return True
        return self.tokens.text(after) in group("receivers_do")

    def _gives(self, at: int) -> bool:
        """Whether ให้ follows a verb of sending that no other order stands between."""
        start = max(self.layout.item_start(at), at - _SENT)
        for here in range(at - 1, start - 1, -1):
            if self.tokens.is_a(here, "send"):
                return True
            if self.tokens.is_a(here, "cause", "plea", "break", "recital_end"):
                return False
        return False

    def _topic(self, at: int) -> tuple[int, int] | None:
        """Who an order without a name is for, if its clause begins with a name: อำเภอใดที่…ให้ส่ง, แจ้งอำเภอให้ส่ง."""
        near = self._name_before(at)
        if near or self.tokens.text(at).startswith(_CONCLUDES):
            return near
        start = self.layout.clause_start(at, "cause", "colon")
        if start and self.tokens.text(start - 1) == _WHICH:
            start = self.layout.clause_start(start - 1, "cause")  # สมาชิกซึ่งพ้นจากตำแหน่ง … มีหน้าที่ยื่น
        said_of = start
        while start < at and self.tokens.is_a(start, "of", "in"):
            start += 1  # ในส่วนของเทศบาล ให้…
        fresh = start > said_of or self._is_fresh(start, "link", "condition", "colon")
        if self.tokens.is_a(start, "actor") and fresh and start < at:
            return self.names.span(start, at)
        if self.tokens.is_a(start, "every") and self.tokens.is_a(start + 1, "actor"):
            return self.names.span(start, at)
        return None

    def _name_before(self, at: int) -> tuple[int, int] | None:
        """The name right before ให้, told by a verb of telling: ขอให้จังหวัดแจ้งอำเภอให้ส่ง."""
        here = at - 1
        while (
            here >= 0
            and self.tokens.is_a(here, "actor", "and", "every", "of")
            and self.tokens[at].start - self.tokens[here].start < MAX_NAME
        ):
            here -= 1
        if here < 0 or here == at - 1 or self.tokens.text(here) not in group("telling"):
            return None
        return self.tokens[here].end, self.tokens[at].start

    def _is_fresh(self, at: int, *also: str) -> bool:
        """Whether a token begins a clause."""
        return at == 0 or (self.tokens.is_a(at - 1, *_BOUNDARY, *also) and self.tokens.gap(at) <= 1)

    def _with_subject(self, at: int, mood: Mood) -> Governor | None:
        if self._is_relative(at):
            return None
        return Governor(at, mood, self.names.before(at) or self._topic(at), at + 1)

    def _is_relative(self, at: int) -> bool:
        """Whether a verb belongs to a relative clause: ผู้ประสบภัยที่ยังไม่ได้รับความช่วยเหลือ."""
        if self.tokens.touches(at) and self.tokens.is_a(at - 1, "actor") and self.tokens.text(at - 1) != "ผู":
            return False  # เจ้าหน้าที่ ends like a relative pronoun
        start = self.tokens[at].start
        return self.tokens.skeleton.text.endswith(tuple(group("relative")), max(0, start - 4), start)

    def _plain(self, at: int) -> Governor | None:
        """A name that begins a clause and goes on right to a verb."""
        verb = self.names.verb(at)
        if verb is None:
            return None
        return Governor(at, Mood.PLAIN, (self.tokens[at].start, self.tokens[verb].start), verb)

    def _told(self, at: int) -> Governor | None:
        """แจ้งเทศบาลและองค์การบริหารส่วนตำบลสำรวจ: a verb of telling, names, and right after them a verb."""
        if not (self.tokens.is_a(at + 1, "actor") and self.tokens.touches(at + 1)):
            return None
        verb = self.names.verb(at + 1)
        if verb is None or self.tokens.is_a(verb, "recipient"):
            return None
        return Governor(at, Mood.ORDER, (self.tokens[at].end, self.tokens[verb].start), verb)

    def _asked(self, at: int) -> Governor | None:
        """ขอเชิญ and ขอความร่วมมือ are orders though they name nobody; มอบหมาย is then a verb like others."""
        if not self.tokens.text(at).startswith(("ขอ", "เรียน")):
            return None
        named = self.tokens.is_a(at + 1, "actor") and self.tokens.touches(at + 1)
        name = self.names.span(at + 1, self.names.end(at + 1)[0]) if named else self._topic(at)
        return Governor(at, Mood.ORDER, name, at + 1)
