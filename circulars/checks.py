"""Checks between the values of a letter; no paper needed.

Each rule names where it comes from: the numbering of the Regulation on Saraban B.E. 2526, annex 1,
or plain arithmetic of dates.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from circulars.circular import LetterForm
from circulars.deadline import HOLIDAYS_UNKNOWN
from circulars.lexicon import table
from circulars.number import LetterNumber
from circulars.places import provinces
from circulars.reading import Issue, IssueKind, Severity
from circulars.thai_calendar import ascii_digits, long_date, thai_digits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from circulars.circular import Circular
    from circulars.office import Province

#: 00UU: a unit on the level of the province (annex 1); no central agency has the department 00.
_PROVINCE_LEVEL_UNIT = re.compile(r"00\d\d(?:\.\d+)*")


#: What these checks say; said anew whenever a value is corrected.
CHECKED = frozenset(
    {
        IssueKind.NUMBER_PREFIX_UNLIKELY,
        IssueKind.NUMBER_LETTERS_UNKNOWN,
        IssueKind.NUMBER_ISSUER,
        IssueKind.PHONE_AREA,
        IssueKind.DATE_ORDER,
        IssueKind.NUMBER_ORDER,
        IssueKind.ENCLOSURE_MISSING,
        IssueKind.DUE_BEFORE_DATED,
        IssueKind.DUE_ON_HOLIDAY,
        IssueKind.HOLIDAYS_UNKNOWN,
    }
)


def check(circular: Circular, text: str) -> tuple[Issue, ...]:
    """What in a letter contradicts itself or cannot be; ``text`` is all its words."""
    return (
        *_number_prefixes(circular, text),
        *_phone_areas(circular),
        *_reference_order(circular),
        *_enclosures(circular),
        *_due_order(circular),
    )


def _number_prefixes(circular: Circular, text: str) -> Iterator[Issue]:
    """A unit 00UU belongs to a province, so the letters before it must be a province's."""
    if circular.number is not None:
        yield from _number_prefix(circular.number, "/letter/number", circular.number.text, text)
    for index, reference in enumerate(circular.references):
        number = LetterNumber.parse(reference.number) if reference.number else None
        if number is not None:
            field = f"/letter/references/{index}/number"
            yield from _number_prefix(number, field, number.key, text)
            yield from _central_issuer(number, reference.issuer, circular.number, field)


#: Agencies whose numbers bear the letters of a ministry, never those of a province.
_CENTRAL = ("กรม", "กระทรวง")


def _central_issuer(
    number: LetterNumber, issuer: str | None, own: LetterNumber | None, field: str
) -> Iterator[Issue]:
    """A department's number with a province's letters; those of the letter's own number where the units are alike."""
    if issuer is None or not issuer.startswith(_CENTRAL) or number.letters not in _province_letters():
        return
    alike = own is not None and own.letters in _ministries() and own.unit[:2] == number.unit[:2]
    yield Issue(
        kind=IssueKind.NUMBER_ISSUER,
        field=field,
        facts={"number": number.key, "letters": number.letters, "issuer": issuer},
        suggestion=number.key.replace(number.letters, own.letters, 1) if own and alike else None,
    )


def _province_letters() -> frozenset[str]:
    return frozenset(one.letters for one in provinces()) - _ministries()


def _number_prefix(number: LetterNumber, field: str, written: str, text: str) -> Iterator[Issue]:
    likely = named_province(text)
    if number.letters not in _known_letters():
        fits = likely is not None and _PROVINCE_LEVEL_UNIT.fullmatch(number.unit)
        yield Issue(
            kind=IssueKind.NUMBER_LETTERS_UNKNOWN,
            severity=Severity.INFO,
            field=field,
            facts={"number": written, "letters": number.letters},
            suggestion=written.replace(number.letters, likely.letters, 1) if likely and fits else None,
        )
    elif _PROVINCE_LEVEL_UNIT.fullmatch(number.unit) and number.letters in _ministries():
        yield Issue(
            kind=IssueKind.NUMBER_PREFIX_UNLIKELY,
            field=field,
            facts={"number": written, "letters": number.letters, "unit": number.unit},
            suggestion=written.replace(number.letters, likely.letters, 1) if likely else None,
        )


def _ministries() -> frozenset[str]:
    return frozenset(table("letter")["numbers"]["ministries"])


@cache
def _known_letters() -> frozenset[str]:
    """The letters of every ministry, agency and province on the lists; none are those of an order's number."""
    data = table("agencies")
    listed = {one["letters"] for one in (*data["ministry"], *data["agency"])}
    more = table("letter")["numbers"]["others"]
    return _ministries() | listed | {one.letters for one in provinces()} | frozenset(more) | {""}


def named_province(text: str) -> Province | None:
    """The province that a text names most often; None if it names none, or two equally."""
    counts = sorted(
        ((text.count(f"จังหวัด{one.name}"), one.code, one) for one in provinces()),
        key=lambda count: count[:2],
        reverse=True,
    )
    first, second = counts[0], counts[1]
    return first[2] if first[0] > second[0] else None


def _phone_areas(circular: Circular) -> Iterator[Issue]:
    """A province's office has a telephone of its province: else the letters or the telephone were misread."""
    number = circular.number
    home = next((one for one in provinces() if number and one.letters == number.letters), None)
    if number is None or home is None or number.letters in _ministries():
        return
    for index, phone in enumerate(circular.phones):
        area = _area(phone)
        if area is not None and home.name not in table("telephones")["areas"][area]:
            yield Issue(
                kind=IssueKind.PHONE_AREA,
                field=f"/letter/phones/{index}",
                facts={"phone": phone, "area": area, "province": home.name},
            )


def _area(phone: str) -> str | None:
    """The area code of a fixed telephone; None for a mobile one or a code that nobody has."""
    digits = re.sub(r"\D", "", ascii_digits(phone.split("ต่อ", maxsplit=1)[0]))
    if not _FIXED.fullmatch(digits[:9]):
        return None
    area = digits[:2] if digits.startswith("02") else digits[:3]
    return area if area in table("telephones")["areas"] else None


#: Fixed telephones have nine digits; 06, 08 and 09 are mobile.
_FIXED = re.compile(r"0[23457]\d{7}")


def _enclosures(circular: Circular) -> Iterator[Issue]:
    """What the text calls its enclosure must be on the list of enclosures."""
    if circular.form is not LetterForm.EXTERNAL:
        return
    words = " ".join(one.text for one in circular.paragraphs)
    for match in _ENCLOSED.finditer(words):
        number = int(ascii_digits(match["number"])) if match["number"] else 1
        if number > len(circular.enclosures):
            yield Issue(
                kind=IssueKind.ENCLOSURE_MISSING,
                severity=Severity.INFO,
                field="/letter/enclosures",
                facts={"which": f" {thai_digits(str(number))}" if match["number"] else ""},
            )
            return


_ENCLOSED = re.compile(r"สิ่งที่ส่งมาด้วย(?:\s?(?:ลำดับ)?(?:ที่)?\s?(?P<number>[0-9๐-๙]{1,2})(?![0-9๐-๙/.]))?")


def _reference_order(circular: Circular) -> Iterator[Issue]:
    """A letter cites only what is older: earlier dates, and lower numbers of its own register and year."""
    own = circular.number
    for index, reference in enumerate(circular.references):
        field = f"/letter/references/{index}"
        if reference.dated and circular.dated and reference.dated > circular.dated:
            yield Issue(
                kind=IssueKind.DATE_ORDER,
                field=f"{field}/dated",
                facts={"cited": long_date(reference.dated), "own": long_date(circular.dated)},
            )
        cited = LetterNumber.parse(reference.number) if reference.number else None
        same_year = _same_year(reference.dated, circular.dated)
        if own and cited and cited.series == own.series and cited.running > own.running and same_year:
            yield Issue(
                kind=IssueKind.NUMBER_ORDER,
                field=f"{field}/number",
                facts={"cited": cited.thai(), "own": own.thai()},
            )


def _same_year(one: dt.date | None, other: dt.date | None) -> bool:
    return one is None or other is None or one.year == other.year


def _due_order(circular: Circular) -> Iterator[Issue]:
    for index, directive in enumerate(circular.directives):
        for place, deadline in enumerate(directive.deadlines):
            field = f"/letter/directives/{index}/deadlines/{place}"
            if deadline.due and circular.dated and deadline.due < circular.dated and not directive.standing:
                yield Issue(
                    kind=IssueKind.DUE_BEFORE_DATED,
                    severity=Severity.ERROR,
                    field=field,
                    facts={"due": long_date(deadline.due), "own": long_date(circular.dated)},
                )
            if deadline.due and deadline.plan_by:
                yield Issue(
                    kind=IssueKind.DUE_ON_HOLIDAY,
                    severity=Severity.INFO,
                    field=field,
                    facts={"due": long_date(deadline.due), "plan_by": long_date(deadline.plan_by)},
                )
            if deadline.due and HOLIDAYS_UNKNOWN in deadline.flags:
                yield Issue(
                    kind=IssueKind.HOLIDAYS_UNKNOWN,
                    severity=Severity.INFO,
                    field=field,
                    facts={"due": long_date(deadline.due)},
                )
