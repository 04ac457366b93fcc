"""Who must do what a phrase sets a time for, in the letter's words."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from parsers.deadline.governors import Governor, Mood
from parsers.deadline.lexicon import mentions, pattern
from parsers.skeleton import skeleton_of

if TYPE_CHECKING:
    from parsers.deadline.phrases import Phrase
    from parsers.deadline.roles import Role
    from parsers.deadline.scene import Scene
    from parsers.deadline.tokens import Tokens

_ACTING = {Mood.ORDER, Mood.DUTY, Mood.LEAVE, Mood.PLAIN}
#: หากอำเภอใดไม่รายงาน … after the deadline names the one who must.
_DEFAULTER = re.compile(
    rf"{pattern('หาก|ถ้า|กรณี')}(?P<actor>[ก-ฮะ-ูเ-ไฤ]{{2,60}}?)(?:ใด)?(?:{pattern('ไม่|มิได้|ยังไม่')})"
)
_DEFAULTER_REACH = 80
#: A verb after a blank that goes on from a name (อำเภอ เร่ง…).
_GOES_ON = re.compile(r"\s+(?:เร่ง|รีบ|รับไป|พร้อม|ช่วย|นำไป|ทำ|เริ่ม|ได้|มี|เป็น).*$", re.DOTALL)
_LONGEST_LIST = 12
_SO = skeleton_of("จึง")
_ADDRESSED = re.compile(r"^(?:เรียน|ถึง)[ \t]+(?P<name>[^\n]{3,80}?)[ \t]*\n", re.MULTILINE)
#: What a name may begin or end with that is not of it.
_TRIM = "  \n\t,;:“”\"'"


class Actors:
    """Finds the actors of one text."""

    def __init__(self, tokens: Tokens, scene: Scene) -> None:
        self.tokens = tokens
        self.scene = scene

    def of(self, phrase: Phrase, role: Role, phrases: tuple[Phrase, ...]) -> str | None:
        """The one who must act, or None where the sentence does not say."""
        span = self._named(phrase, role.governor) or self._defaulter(phrase)
        words = self._words(span) if span else None
        return self._respective(words, phrase, phrases) if words else None

    def _respective(self, words: str, phrase: Phrase, phrases: tuple[Phrase, ...]) -> str:
        """Of "ก และ ข … D1 และ D2 ตามลำดับ", the one whose turn it is."""
        first = bisect_left(phrases, phrase.first, key=lambda each: each.first) - phrase.listed
        near = phrases[max(0, first) : first + phrase.listed + _LONGEST_LIST]
        listed = [each for each in near if each.family is phrase.family]
        end = 1
        while end < len(listed) and listed[end].listed == end:
            end += 1
        names = [name.strip() for name in re.split(r"\s*(?:และ|,)\s*", words) if name.strip()]
        zipped = self.tokens.is_a(listed[end - 1].last + 1, "respectively") and len(names) == end
        return names[phrase.listed] if zipped else words

    def _named(self, phrase: Phrase, governor: Governor | None) -> tuple[int, int] | None:
        if governor is not None and governor.mood is Mood.PAST and (told := self._told_after(phrase)):
            return told
        if governor is not None and governor.actor:
            return governor.actor
        concluded = governor is not None and self.tokens.text(governor.at).startswith(_SO)
        acting = {Mood.ORDER} if concluded else _ACTING  # "ด้วยจังหวัด… จึงขอให้" tells others than the first
        for other in self._others(phrase):
            if other.actor and other.mood in acting and self.scene.governs(other, phrase.first):
                return other.actor
        return self._addressee() if governor is not None and governor.mood is Mood.ORDER else None

    def _addressee(self) -> tuple[int, int] | None:
        """The one that the text says it is written to, on a line of its own."""
        found = _ADDRESSED.search(self.tokens.skeleton.source)
        if found is None:
            return None
        starts = self.tokens.skeleton.starts
        return bisect_left(starts, found.start("name")), bisect_left(starts, found.end("name"))

    def _told_after(self, phrase: Phrase) -> tuple[int, int] | None:
        """Who is told to act on a day that the sender has set: กรมได้ขยายเวลาถึงวันที่ … จึงขอให้อำเภอ…."""
        end = self.scene.block_end(phrase.last)
        orders = (
            each.actor
            for each in self.scene.between(phrase.last + 1, end)
            if each.mood is Mood.ORDER and self.tokens.text(each.at).startswith(_SO)
        )
        return next(orders, None)

    def _others(self, phrase: Phrase) -> list[Governor]:
        """Earlier governors of the paragraph, then those of the sentence that introduces its list."""
        found = self.scene.before(phrase.first)
        start = self.scene.block_start(phrase.first)
        if self.tokens.is_a(start, "item"):
            found = [*found, *self.scene.lead(start)]
        return found

    def _defaulter(self, phrase: Phrase) -> tuple[int, int] | None:
        first, last = self.tokens[phrase.first].start, self.tokens[phrase.last].end
        text = self.tokens.skeleton.text
        found = _DEFAULTER.search(text, max(0, first - _DEFAULTER_REACH), first)
        found = found or _DEFAULTER.search(text, last, last + _DEFAULTER_REACH)
        return found.span("actor") if found else None

    def _words(self, span: tuple[int, int]) -> str | None:
        start, end = span
        words = " ".join(self.tokens.skeleton.words(start, end).split()).strip(_TRIM)
        words = re.sub(r"^(?:จาก|แก่|กับ|ไปยัง|ถึง)\s*", "", words)
        words = re.sub(r"\s*(?:และ|หรือ|ใด|(?<=\s)ที่|ซึ่ง|เพื่อ|ของ|(?<!ภาย)ใน|ดังนี้)$", "", words)
        words = _GOES_ON.sub("", words)
        if words.count("(") != words.count(")"):
            words = words.strip(" ()")
        return words or None


def is_private(actor: str | None, sentence: str) -> bool:
    """Whether the one who owes the act is no office: a contractor, a licensee, ท่าน in a letter of demand."""
    if actor is None:
        return False
    name = skeleton_of(actor)
    found = mentions("private_party").match(name)
    if not found:
        return False
    return bool(mentions("demand").search(sentence)) if found.group() == "ทาน" else True
