"""The sentence around a phrase: who is told to act, what is only recalled, reported or announced.

Grammar over tokens; a governor is what a verb hangs on::

    governor = order | plea | told | self | duty | plain ;
    order    = cause , [ actor ] , verb              (* ให้อำเภอส่ง; without an actor the nearest one is meant *)
    plea     = "โปรด" , verb ;
    told     = ( "แจ้ง" | "มอบหมาย" | "กำชับ" ) , actor , [ "ให้" ] , verb ;
    self     = actor , "จะ" , verb ;                 (* what the sender does itself *)
    duty     = actor , "ต้อง" , verb ;
    leave    = actor , ( "สามารถ" | "มีสิทธิ" ) , verb ;
    plain    = boundary , actor , verb ;
    recital  = "ตามที่" , … , ( "นั้น" | "บัดนี้" | "จึง" ) ;
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from parsers.deadline.lexicon import mentions
from parsers.skeleton import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.deadline.tokens import Tokens


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


VERBS = ("send", "act")
_GOVERNS = frozenset({"cause", "plea", "own_future", "duty", "leave", "past", "did", "actor", *VERBS})
#: What a name of an actor may hold.
_NAME = ("actor", "noise", "every", "and", "then", "of", "number", "in", "by")
#: Tokens that end a name; whatever else stands in it is part of it.
_ENDS_NAME = (
    "break", "recital_end", "link", "condition", "sanction", "point", "day", "times", "span", "rate", "within", "not_later",
    "before", "until", "cause", "no_cause", "plea", "own_future", "duty", "leave", "past", "did", "immediate", "done", "recipient", "letter_number",
)  # fmt: skip
_BOUNDARY = ("break", "item", "recital_end", "then", "and")
_RELATIVE = ("ที", "ซึง", "อัน", "ผู")
_MAX_NAME = 100
_SHORT_NAME = 40
_NEAR_NAME = 14
#: What stands between the names of several who act.
_NAMES = ("actor", "noise", "every", "and", "then", "of", "number")
_FRONT = 20
#: The marks of an order that may also name a receiver, and what receivers do with what they get.
_PLAIN = {"ให", "แจงให"}
#: What makes a name of the verb after it.
_MAKES_NAMES = {"ผู", "การ", "นัก", "คณะ"}
_RECEIVERS_DO = {
    "รวบรวม",
    "พิจารณา",
    "ตรวจสอบ",
    "ใช",
    "สรุป",
    "เสนอ",
    "รับรอง",
    "อนุมัติ",
    "ลงนาม",
    "เห็นชอบ",
    "พิจารณาดำเนินการ",
    "วินิจฉัย",
}
#: No sentence hangs on more governors, no recital or clause has more tokens.
_MANY = 40
_SENT = 25
_LONG = 400
_TELLING = (
    "แจง",
    "มอบหมาย",
    "กำชับ",
    "ประสาน",
    "สังการ",
    "เนนยำ",
    "เชิญ",
    "เชิญชวน",
    "แจงเวียน",
    "มอบ",
    "ขอความรวมมือ",
    "ประสานงาน",
)


class Scene:
    """What the tokens of a text say about who acts."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.blocks = [at for at in range(len(tokens)) if tokens.is_a(at, "break")]
        self.items = [at for at in range(len(tokens)) if tokens.is_a(at, "item")]
        self.recitals = list(self._recitals())
        self.governors = list(self._all_governors())
        self._places = [governor.at for governor in self.governors]

    # ---- where

    def block_start(self, at: int) -> int:
        """The index after the paragraph break before a token."""
        place = bisect_right(self.blocks, at)
        return self.blocks[place - 1] + 1 if place else 0

    def block_end(self, at: int) -> int:
        """The index of the paragraph break after a token."""
        place = bisect_left(self.blocks, at)
        return self.blocks[place] if place < len(self.blocks) else len(self.tokens)

    def item_start(self, at: int) -> int:
        """The index of the item mark or the paragraph that a token stands under."""
        place = bisect_right(self.items, at)
        return max(self.block_start(at), self.items[place - 1] if place else 0)

    def in_recital(self, at: int) -> bool:
        """Whether a token only recalls an earlier letter."""
        place = bisect_right(self.recitals, (at, len(self.tokens))) - 1
        return place >= 0 and at <= self.recitals[place][1]

    def clause_start(self, at: int, *also: str) -> int:
        """The index after the nearest boundary before a token."""
        start = max(self.item_start(at), at - _LONG)
        for here in range(at - 1, start - 1, -1):
            if self.tokens.is_a(here, "break", "item", "link", "condition", "sanction", "recital_end", *also):
                return here + 1
        return start

    # ---- recitals

    def _recitals(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(self.tokens):
            end = self._recital_end(at) if self._opens_recital(at) else None
            if end is not None:
                found.append((at, end))
            at = at + 1 if end is None else end + 1
        return found

    def _opens_recital(self, at: int) -> bool:
        if not self.tokens.is_a(at, "recital"):
            return False
        place = self.tokens[at].start
        return self.tokens.skeleton.gap(place) is not Gap.NONE or self.tokens.is_a(
            at - 1, "break", "item", "link"
        )

    def _recital_end(self, at: int) -> int | None:
        end = min(self.block_end(at), at + _LONG)
        turn = None
        for here in range(at + 1, end):
            if self.tokens.is_a(here, "recital_end"):
                return here
            if turn is None and self._turns(here):
                turn = here
        return turn

    def _turns(self, at: int) -> bool:
        """Whether a recital without "นั้น" ends here: บัดนี้, จึงขอ, ในการนี้, ปรากฏว่า."""
        text = self.tokens.text(at)
        return text in {"บัดนี", "จึง", "ในการนี", "ปรากฏวา", "ดังนัน"} or text.startswith("จึง")

    # ---- governors

    def _all_governors(self) -> Iterator[Governor]:
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
            return self._order(at)
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
        if tokens.is_a(at, "send", "act") and tokens.text(at) in _TELLING:
            return self._told(at)
        return None

    def _name(self, at: int) -> tuple[int, bool]:
        """From the token after a marker: where the name before a verb ends, and whether a verb follows."""
        start = self.tokens[at - 1].end
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.start - start > _MAX_NAME:
                return at, False
            if self.tokens.is_a(at, "item", "colon"):
                return at, True
            if self.tokens.is_a(at, *VERBS) and not self._is_in_name(at):
                return at, True
            if self._acts(at):
                return at, True
            if self.tokens.is_a(at, *_ENDS_NAME):
                return at, self.tokens.is_a(at, "plea", "own_future", "duty", "leave")
            at += 1
        return at, False

    def _is_in_name(self, at: int) -> bool:
        """Whether a verb is part of a name: ผู้|แทน, or a word that is both."""
        return self.tokens.is_a(at, "actor") or (
            self.tokens.touches(at) and self.tokens.text(at - 1) in _MAKES_NAMES
        )

    def _acts(self, at: int) -> bool:
        """Whether a light verb stands between a name and a token: ให้เกษตรกร|มีรายได้."""
        if self.tokens.touches(at) or not self.tokens.is_a(at - 1, "actor"):
            return False
        return bool(mentions("light_verb").match(self.tokens.skeleton.text, self.tokens[at - 1].end))

    def _order(self, at: int) -> Governor | None:
        if not self.tokens.text(at).endswith("ให"):
            return self._told(at) or self._asked(at)
        after, verbal = self._name(at + 1)
        start = self.tokens[at].end
        end = self._name_end(at, after)
        named = self.tokens.is_a(at + 1, "actor", "every") and self.tokens.gap(at + 1) <= 1
        if self._is_receiver(at, after, verbal):
            return None
        text = self.tokens.skeleton.text
        plausible = verbal and end - start <= _SHORT_NAME and not mentions("light_verb").match(text, start)
        if start == end or not (named or plausible):
            return Governor(at, Mood.ORDER, self._topic(at), at + 1)
        if not verbal:
            return Governor(at, Mood.ORDER, self._name_span(at + 1, after), after)
        return Governor(at, Mood.ORDER, (start, end), after)

    def _name_end(self, at: int, after: int) -> int:
        if after >= len(self.tokens):
            return len(self.tokens.skeleton.text)
        return (
            self.tokens[after - 1].end if after > at + 1 and self._acts(after) else self.tokens[after].start
        )

    def _is_receiver(self, at: int, after: int, verbal: bool) -> bool:
        """Whether ให้ names the one to whom something is sent: ส่งให้จังหวัดภายใน, รายงานให้จังหวัดทราบ."""
        if self.tokens.text(at) not in _PLAIN or after == at + 1 or not self._gives(at):
            return False
        if not verbal:
            return True
        if self.tokens.is_a(after, "recipient") and not self.tokens.is_a(after + 1, *VERBS):
            return True
        return self.tokens.text(after) in _RECEIVERS_DO

    def _gives(self, at: int) -> bool:
        """Whether ให้ follows a verb of sending that no other order stands between."""
        start = max(self.item_start(at), at - _SENT)
        for here in range(at - 1, start - 1, -1):
            if self.tokens.is_a(here, "send"):
                return True
            if self.tokens.is_a(here, "cause", "plea", "break", "recital_end"):
                return False
        return False

    def _topic(self, at: int) -> tuple[int, int] | None:
        """Who an order without a name is for, if its clause begins with a name: อำเภอใดที่…ให้ส่ง, แจ้งอำเภอให้ส่ง."""
        near = self._name_before(at)
        if near:
            return near
        start = self.clause_start(at, "cause")
        if self.tokens.is_a(start, "actor") and self._is_fresh(start, "link", "condition") and start < at:
            return self._name_span(start, at)
        if self.tokens.is_a(start, "every") and self.tokens.is_a(start + 1, "actor"):
            return self._name_span(start, at)
        return None

    def _name_before(self, at: int) -> tuple[int, int] | None:
        """The name right before ให้, told by a verb of telling: ขอให้จังหวัดแจ้งอำเภอให้ส่ง."""
        here = at - 1
        while (
            here >= 0
            and self.tokens.is_a(here, "actor", "and", "every", "of")
            and self.tokens[at].start - self.tokens[here].start < _MAX_NAME
        ):
            here -= 1
        if here < 0 or here == at - 1 or self.tokens.text(here) not in _TELLING:
            return None
        return self.tokens[here].end, self.tokens[at].start

    def _name_span(self, start: int, before: int) -> tuple[int, int]:
        last = start
        while last + 1 < before and self.tokens.is_a(last + 1, *_NAME) and self.tokens.gap(last + 1) <= 12:
            last += 1
        while last > start and not self.tokens.is_a(last, "actor"):
            last -= 1
        return self.tokens[start].start, self.tokens[last].end

    def _is_fresh(self, at: int, *also: str) -> bool:
        """Whether a token begins a clause."""
        return at == 0 or (self.tokens.is_a(at - 1, *_BOUNDARY, *also) and self.tokens.gap(at) <= 1)

    def _with_subject(self, at: int, mood: Mood) -> Governor | None:
        if self._is_relative(at):
            return None
        here = at - 1
        while (
            here >= 0
            and self.tokens.is_a(here, *_NAME)
            and not self.tokens.is_a(here, "in", "period")
            and self.tokens[at].start - self.tokens[here].start < _MAX_NAME
        ):
            here -= 1
        first = here + 1
        while first < at and not self.tokens.is_a(first, "actor"):
            first += 1
        if first < at:
            return Governor(at, mood, self._name_span(first, at), at + 1)
        return Governor(at, mood, self._topic(at), at + 1)

    def _is_relative(self, at: int) -> bool:
        """Whether a verb belongs to a relative clause: ผู้ประสบภัยที่ยังไม่ได้รับความช่วยเหลือ."""
        if self.tokens.touches(at) and self.tokens.is_a(at - 1, "actor") and self.tokens.text(at - 1) != "ผู":
            return False  # เจ้าหน้าที่ ends like a relative pronoun
        start = self.tokens[at].start
        return self.tokens.skeleton.text.endswith(_RELATIVE, max(0, start - 4), start)

    def _plain(self, at: int) -> Governor | None:
        """A name that begins a clause and goes on right to a verb."""
        verb = self._verb_of(at)
        if verb is None or self.tokens.is_a(verb, "event"):
            return None
        return Governor(at, Mood.PLAIN, (self.tokens[at].start, self.tokens[verb].start), verb)

    def _told(self, at: int) -> Governor | None:
        """แจ้งเทศบาลและองค์การบริหารส่วนตำบลสำรวจ: a verb of telling, names, and right after them a verb."""
        if not (self.tokens.is_a(at + 1, "actor") and self.tokens.touches(at + 1)):
            return None
        verb = self._verb_of(at + 1)
        if verb is None or self.tokens.is_a(verb, "recipient"):
            return None
        return Governor(at, Mood.ORDER, (self.tokens[at].end, self.tokens[verb].start), verb)

    def _is_more_name(self, at: int) -> bool:
        if (
            self.tokens.is_a(at, *VERBS) or self.tokens.gap(at) > _NEAR_NAME
            if at < len(self.tokens)
            else True
        ):
            return False
        if self.tokens.is_a(at, "in"):
            return bool(mentions("of_place").match(self.tokens.skeleton.text, self.tokens[at].end))
        return self.tokens.is_a(at, *_NAMES)

    def _asked(self, at: int) -> Governor | None:
        """ขอเชิญ and ขอความร่วมมือ are orders though they name nobody; มอบหมาย is then a verb like others."""
        asks = self.tokens.text(at).startswith(("ขอ", "เรียน"))
        return Governor(at, Mood.ORDER, self._topic(at), at + 1) if asks else None

    def _verb_of(self, at: int) -> int | None:
        """The verb that follows the names from a token on with little else between."""
        verb = at + 1
        while self._is_more_name(verb):
            verb += 1
        if not self.tokens.is_a(verb, *VERBS) or self.tokens.gap(verb) > _NEAR_NAME:
            return None
        return verb if self.tokens[verb].start - self.tokens[at].start <= _SHORT_NAME + _NEAR_NAME else None

    # ---- for a phrase

    def before(self, at: int) -> list[Governor]:
        """The governors of the same paragraph before a token, the nearest first."""
        start = self.block_start(at)
        last = bisect_left(self._places, at)
        first = max(bisect_left(self._places, start), last - _MANY)
        return self.governors[first:last][::-1]

    def governs(self, governor: Governor, at: int) -> bool:
        """Not where a governor stands under another item of a token's list, or only recalls."""
        if self.in_recital(governor.at) and not self.in_recital(at):
            return False
        theirs, ours = self.item_start(governor.at), self.item_start(at)
        if theirs == ours or not self.tokens.is_a(theirs, "item"):
            return True
        return self.tokens.is_a(ours, "item") and _is_parent(
            self.tokens[theirs].value, self.tokens[ours].value
        )

    def lead(self, block: int) -> list[Governor]:
        """The governors of the paragraph that introduces a list, given the start of one of its items."""
        while block > 0 and self.tokens.is_a(block, "item"):
            block = self.block_start(block - 2) if block >= 2 else 0
        end = self.block_end(block)
        return self.before(end)

    def after(self, at: int) -> Governor | None:
        """The order that follows a phrase which opens its clause (ภายในวันที่ … ให้อำเภอ…)."""
        place = bisect_left(self._places, at)
        if place < len(self.governors):
            governor = self.governors[place]
            if (
                governor.mood is Mood.ORDER
                and self.tokens[governor.at].start - self.tokens[at - 1].end <= _FRONT
            ):
                return governor
        return None


def _is_parent(theirs: str, ours: str) -> bool:
    """Whether an item's mark stands above another's: "1." above "1.2" and above "(2)"."""
    if (theirs[0] == "(") != (ours[0] == "("):
        return theirs[0] != "("
    return ours.strip("().").startswith(theirs.strip("().") + ".")
