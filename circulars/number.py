"""The number of an official letter (ที่): มท ๐๓๐๗.๒/ว ๒๕๕๑.

Grammar (Regulation on Saraban B.E. 2526, annex 1)::

    number  = letters , [ body ] , unit , [ body ] , "/" , [ "ว" , [ "." ] ] , running ;
    letters = consonant , consonant | the acronym of an agency that has no two letters ;
    body    = "(" , committee or command , ")" ;
    unit    = digits , { "." , digits } ;
    running = digits ;
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from circulars.thai_calendar import ascii_digits, thai_digits

_D = "0-9๐-๙"
#: Agencies whose numbers bear their acronym.
_ACRONYMS = "สปสช|กสทช|สสส|พอช|สพฉ|สรพ|กฟภ|กปภ|กกท|ททท|ธอส|กยศ"
NUMBER = re.compile(
    rf"""(?P<letters>(?<![ก-๎])[ก-ฮ]{{2}}\.?|(?<=ที่)[ก-ฮ]{{2}}\.?|(?<![ก-๎])[ก-ฮ]\.[ก-ฮ]\.
                |(?:(?<![ก-๎])|(?<=ที่))(?:{_ACRONYMS})\.?)
    \s*(?:\((?P<committee>[^()\n]{{1,30}})\)\s*)?
    (?P<unit>(?:[{_D}]{{2,5}}|[{_D}](?=\s?\.))(?:\s?\.\s?[{_D}]{{1,4}}){{0,3}}(?:\s?\([{_D}]{{1,2}}\))?)
    (?:\s?\((?P<body>[^()\n{_D}][^()\n]{{0,30}})\))?
    \s*/\s*(?P<circular>ว)?\s*\.?\s*
    (?P<running>[{_D}]{{1,6}})(?![{_D}/])""",
    re.VERBOSE,
)

#: The number of an order or a certificate: ๗๗/๒๕๖๖.
ORDER_NUMBER = re.compile(
    rf"(?<![{_D}./])(?P<running>[{_D}]{{1,5}})\s*/\s*(?P<year>[2๒][4-6๔-๖][{_D}]{{2}})(?![{_D}/])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterNumber:
    """The number of a letter (ที่), taken apart; ``text`` is how the paper writes it."""

    text: str
    letters: str
    unit: str  #: ASCII digits, "0307.2"
    circular: bool  #: bears the mark ว
    running: int
    committee: str | None = None
    year: int | None = None  #: Buddhist era, of an order's number "123/2567", which has no letters

    @property
    def key(self) -> str:
        """The canonical form, "มท 0307.2/ว2551": the same for every way of writing it.

        Unique only together with the year: running numbers begin again on 1 January.
        """
        if self.year is not None:
            return f"{self.running}/{self.year}"
        committee = f" ({self.committee})" if self.committee else ""
        mark = "ว" if self.circular else ""
        return f"{self.letters}{committee} {self.unit}/{mark}{self.running}"

    @property
    def series(self) -> str:
        """What numbers of one register share: everything but the running number."""
        return self.key.removesuffix(str(self.running))

    @classmethod
    def of(cls, match: re.Match[str]) -> LetterNumber:
        """The number that `NUMBER` matched."""
        return cls(
            text=match.group(),
            letters=match["letters"].replace(".", ""),
            unit=ascii_digits(re.sub(r"\s", "", match["unit"])),
            circular=match["circular"] is not None,
            running=int(ascii_digits(match["running"])),
            committee=match["committee"] or match["body"],
        )

    @classmethod
    def parse(cls, text: str) -> LetterNumber | None:
        """The number that a text is, in any spelling; None if it is not one."""
        match = NUMBER.fullmatch(text.strip().removeprefix("ที่").strip())
        return cls.of(match) if match else None

    def thai(self) -> str:
        """As a letter writes it: "มท ๐๓๐๗.๒/ว ๒๕๕๑"."""
        return format_number(self.key)


def order_number(match: re.Match[str]) -> LetterNumber:
    """The number that `ORDER_NUMBER` matched."""
    return LetterNumber(
        text=match.group(),
        letters="",
        unit="",
        circular=False,
        running=int(ascii_digits(match["running"])),
        year=int(ascii_digits(match["year"])),
    )


def format_number(key: str) -> str:
    """A number's key as a letter writes it, in Thai digits with the blank after ว."""
    return thai_digits(re.sub(r"/ว(?=\d)", "/ว ", key))
