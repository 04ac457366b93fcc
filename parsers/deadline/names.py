"""The names of those who act, as they stand before a verb.

Grammar over tokens::

    name     = actor , { more } ;
    more     = actor | noise | every | and | of | number | unknown text | inner verb | relative ;
    inner verb = a verb that names what an office or a committee is there for (กรม|ส่งเสริม, คณะทำงาน|ตรวจสอบ),
                 if another verb follows, or that goes on from such a one (ป้องกัน|และบรรเทา) ;
    relative = ( "ที่" | "ซึ่ง" ) , [ "ยังไม่ได้" | … ] , verb ;          (* อำเภอที่ยังไม่ได้รายงาน *)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.deadline.lexicon import group, mentions
from parsers.skeleton import Gap

if TYPE_CHECKING:
    from parsers.deadline.tokens import Tokens

VERBS = ("send", "act")
#: By which a name ends: beside those that order something, the work of hands.
_DONE = (*VERBS, "work")
#: Longest name, longest name before a verb that nothing else makes a name, longest text in one that is unknown.
MAX_NAME, SHORT_NAME, NEAR_NAME = 100, 40, 14
_LAST_WORD = 30
#: What a name of an actor may hold.
_NAME = (
    "actor",
    "noise",
    "every",
    "and",
    "then",
    "of",
    "number",
    "in",
    "by",
    "first",
    "second",
    "third",
    "fourth",
)
#: What stands between the names of several who act.
_NAMES = ("actor", "noise", "every", "and", "then", "of", "number", "first", "second", "third", "fourth")
#: Tokens that end a name; whatever else stands in it is part of it.
_ENDS_NAME = (
    "break", "recital_end", "link", "condition", "sanction", "point", "day", "times", "span", "rate", "within", "not_later",
    "before", "until", "cause", "no_cause", "plea", "own_future", "duty", "leave", "past", "did", "immediate", "done", "recipient", "letter_number",
)  # fmt: skip
_JOINS = ("and", "then", "link")


class NameReader:
    """Reads the names that stand among tokens."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens

    def end(self, at: int) -> tuple[int, bool]:
        """From the token after a marker (ให้): where the name before a verb ends, and whether a verb follows."""
        start, inner = self.tokens[at - 1].end, None
        while at < len(self.tokens) and self.tokens[at].start - start <= MAX_NAME:
            if self.tokens.is_a(at, "item", "colon"):
                return at, True
            if self._acts(at):
                return at, True
            if self.tokens.is_a(at, *_DONE) and not self.tokens.is_a(at, "actor"):
                if not self._is_inner(at, after_inner=inner is not None):
                    joined = self.tokens.is_a(at - 1, *_JOINS) and self.tokens.touches(at)
                    return (inner if inner is not None and joined else at), True
                inner = at if inner is None and not self._makes_name(at) else inner
            elif self.tokens.is_a(at, *_ENDS_NAME) and not self._is_relative_verb(at + 1):
                break
            at += 1
        if inner is not None:
            return inner, True
        return at, self.tokens.is_a(at, "plea", "own_future", "duty", "leave")

    def words_end(self, at: int, after: int) -> int:
        """The character where a name that begins with a token and goes on to another ends."""
        if after >= len(self.tokens):
            return len(self.tokens.skeleton.text)
        return self.tokens[after - 1].end if after > at and self._acts(after) else self.tokens[after].start

    def before(self, at: int) -> tuple[int, int] | None:
        """The name that ends right before a token, going back as far as names and what joins them go."""
        here = at - 1
        while (
            here >= 0 and self.tokens[at].start - self.tokens[here].start < MAX_NAME and self._is_part(here)
        ):
            here -= 1
        first = here + 1
        while first < at and not self.tokens.is_a(first, "actor"):
            first += 1
        if first == at:
            return None
        start, end = self.span(first, at)
        rest = self.tokens[at].start - end
        whole = rest <= _LAST_WORD and not self._has_blank(end, self.tokens[at].start - 1)
        return start, (self.tokens[at].start if whole else end)

    def span(self, start: int, before: int) -> tuple[int, int]:
        """The characters of the name that begins with a token, up to the last actor before another token."""
        last = start
        while last + 1 < before and self._is_part(last + 1) and self._is_near(last + 1):
            last += 1
        while last > start and not self.tokens.is_a(last, "actor"):
            last -= 1
        return self.tokens[start].start, self.tokens[last].end

    def verb(self, at: int) -> int | None:
        """The verb that follows the names from a token on with little else between."""
        verb = at + 1
        farthest = self.tokens[at].start + SHORT_NAME + NEAR_NAME
        while self._goes_on(verb) and self.tokens[verb].start <= farthest:
            verb += 1
        if not self.tokens.is_a(verb, *_DONE) or self.tokens.gap(verb) > NEAR_NAME:
            return None
        return verb if self.tokens[verb].start <= farthest else None

    # ---- parts

    def _is_near(self, at: int) -> bool:
        """Whether the unknown text before a token may be part of a name."""
        gap = self.tokens.gap(at)
        return gap <= NEAR_NAME or (
            gap <= _LAST_WORD and not self._has_blank(self.tokens[at - 1].end, self.tokens[at].start)
        )

    def _goes_on(self, at: int) -> bool:
        if at >= len(self.tokens) or self.tokens.gap(at) > NEAR_NAME:
            return False
        if self.tokens.is_a(at, *_DONE):
            return self._is_inner(at, after_inner=True)
        if self.tokens.is_a(at, "in"):
            return bool(mentions("of_place").match(self.tokens.skeleton.text, self.tokens[at].end))
        return self.tokens.is_a(at, *_NAMES)

    def _is_part(self, at: int) -> bool:
        if self.tokens.is_a(at, "in", "period"):
            text = self.tokens.skeleton.text
            return self.tokens.is_a(at, "in") and bool(mentions("of_place").match(text, self.tokens[at].end))
        if self.tokens.is_a(at, "past", "did", "not_did"):
            return self._is_relative_verb(at + 1)
        return self.tokens.is_a(at, *_NAME) or self._is_inner(at, after_inner=True)

    def _is_inner(self, at: int, *, after_inner: bool) -> bool:
        """Whether a verb may be part of a name."""
        if not self.tokens.is_a(at, *_DONE):
            return False
        if self._makes_name(at) or self._is_relative_verb(at):
            return True
        word = self.tokens.text(at)
        if after_inner and self.tokens.is_a(at - 1, "and") and self.tokens.touches(at):
            return bool(mentions("office_verbs").match(word))
        if not self.tokens.touches(at):
            return False
        before = self.tokens.text(at - 1)
        if mentions("committees").fullmatch(before):
            return bool(mentions("office_verbs").match(word) or mentions("committee_verbs").match(word))
        return before in group("offices") and bool(mentions("office_verbs").match(word))

    def _makes_name(self, at: int) -> bool:
        """Whether the word before a verb makes a name of it: ผู้|แทน, การ|ประชุม."""
        if self.tokens.touches(at):
            return self.tokens.text(at - 1) in group("makes_names")
        unknown = self.tokens.skeleton.text[self.tokens[at - 1].end if at else 0 : self.tokens[at].start]
        if unknown in group("voice") and self.tokens.text(at - 1) in group("makes_persons"):
            return True  # ผู้|ถูก|ร้องเรียน
        return unknown.endswith(tuple(group("makes_names")))

    def _is_relative_verb(self, at: int) -> bool:
        """Whether a verb follows "ที่" or "ซึ่ง" and a name, but for a negation: อำเภอที่ยังไม่ได้|รายงาน."""
        if not self.tokens.is_a(at, *VERBS):
            return False
        before = at - 1
        if self.tokens.is_a(before, "past", "did", "not_did", "own_future", "duty") and self.tokens.touches(
            at
        ):
            before -= 1
        if not self.tokens.is_a(before, "actor"):
            return False
        between = self.tokens.skeleton.text[self.tokens[before].end : self.tokens[before + 1].start]
        return bool(mentions("relative").fullmatch(between))

    def _acts(self, at: int) -> bool:
        """Whether a light verb stands between a name and a token: ให้เกษตรกร|มีรายได้."""
        if self.tokens.touches(at) or not self.tokens.is_a(at - 1, "actor"):
            return False
        return bool(mentions("light_verb").match(self.tokens.skeleton.text, self.tokens[at - 1].end))

    def _has_blank(self, start: int, end: int) -> bool:
        return any(self.tokens.skeleton.gap(place) is not Gap.NONE for place in range(start, end + 1))
