"""The words of a letter, line by line, each with the style it is set in; what they look like is the writers' affair."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from circulars.circular import LetterForm
from circulars.errors import UsageError
from circulars.number import format_number
from circulars.thai_calendar import long_date, thai_digits
from generator.binding import bind
from generator.sentences import TAB, TAGS, one_line, rendered

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from circulars.circular import Paragraph, Reference
    from circulars.letter import Letter, LetterTable
    from circulars.office import OfficeProfile

#: Forms of letter that there is a template for.
TEMPLATES = {
    LetterForm.STAMPED: "letters/stamped.j2",
    LetterForm.EXTERNAL: "letters/external.j2",
    LetterForm.MEMO: "letters/memo.j2",
    LetterForm.ORDER: "letters/order.j2",
    LetterForm.ANNOUNCEMENT: "letters/announcement.j2",
}
#: A numbered line no longer than this heads what follows it, if that has no number of its own or a deeper one.
LONGEST_HEADING = 40
#: Dots where a person writes what is not known yet.
NUMBER_BLANK, DATE_BLANK, NAME_BLANK = "." * 20, "." * 44, "." * 40
_LINE = re.compile(r"(?P<style>[a-z0-9-]+):(?: (?P<words>.*))?")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a letter: the name of its style and its words, bound and ready to set."""

    style: str
    words: str = ""

    @property
    def columns(self) -> list[str]:
        """The parts that a tab divides the words into."""
        return self.words.split(TAB)


@dataclass(frozen=True, slots=True)
class _Item:
    style: str
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    style: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cited:
    issuer: str
    urgency: str
    number: str
    dated: str


def letter_lines(letter: Letter, office: OfficeProfile) -> tuple[Line, ...]:
    """The letter by its form's template: dates and numbers in Thai, blanks bound, dots for what is not known yet.

    Raises:
        UsageError: If there is no template for the form, or a value holds a control character.
    """
    if letter.form not in TEMPLATES:
        raise UsageError("letter-form-not-written", form=letter.form.value)
    values = {
        "number": format_number(letter.number or ""),
        "addressee": one_line(letter.addressee),
        "qr": one_line(letter.qr or ""),
    }
    tagged = replace(
        letter,
        number=letter.number and TAGS["number"],
        addressee=letter.addressee and TAGS["addressee"],
        qr=letter.qr and TAGS["qr"],
    )
    polite = courtesy(letter.addressee)
    lines = _tagged_lines(tagged, office, polite)
    return tuple(_filled(line, names, values) if names else line for line, names in lines)


# Hundreds of letters of one circular differ in whom they go to, their number and their code.
@lru_cache(maxsize=32)
def _tagged_lines(
    letter: Letter, office: OfficeProfile, polite: tuple[str, str]
) -> tuple[tuple[Line, tuple[str, ...]], ...]:
    """The lines with tags for what is another in each letter, and which tags those are."""
    lines = [_line(one) for one in rendered(TEMPLATES[letter.form], _variables(letter, office, polite))]
    return tuple((line, tuple(name for name, tag in TAGS.items() if tag in line.words)) for line in lines)


def _filled(line: Line, names: Iterable[str], values: Mapping[str, str]) -> Line:
    words = line.words
    for name in names:
        words = words.replace(TAGS[name], values[name])
    return _line(f"{line.style}: {words}")


@lru_cache(maxsize=1024)
def _line(text: str) -> Line:
    match = _LINE.fullmatch(text)
    if match is None:
        msg = f"a template gave a line without a style: {text!r}"
        raise ValueError(msg)
    words = match["words"] or ""
    # An address of a page is not prose.
    return Line(match["style"], words if match["style"] == "qr" else bind(words))


def _variables(letter: Letter, office: OfficeProfile, polite: tuple[str, str]) -> dict[str, object]:
    return {
        "urgency": marks()["urgency"][letter.urgency],
        "secrecy": marks()["secrecy"][letter.secrecy],
        "number": format_number(letter.number) if letter.number else "",
        "number_prefix": f"{office.number_letters} {thai_digits(office.unit_code)}/",
        "number_blank": NUMBER_BLANK,
        "dated": long_date(letter.dated) if letter.dated else "",
        "dated_in_full": _with_era(letter.dated) if letter.dated else "",
        "date_blank": DATE_BLANK,
        "addressee": letter.addressee,
        "greeting": polite[0],
        "respect": polite[1],
        "copies_to": letter.copies_to,
        "subject": letter.subject,
        "references": [_reference(one) for one in letter.references],
        "enclosures": letter.enclosures,
        "body": [
            _Item(style, one.text)
            for style, one in zip(paragraph_styles(letter.body), letter.body, strict=True)
        ],
        "table": _rows(letter.table),
        "table_after": letter.table.after if letter.table else -1,
        "sender": letter.sender,
        "address": office.address,
        "unit": letter.unit,
        "phone": thai_digits(letter.phone),
        # "โทร./โทรสาร 0-4261-1817" brings its label along.
        "phone_labelled": not letter.phone[:1].isdigit(),
        "email": letter.email,
        "signatory": "" if letter.signed_below else office.signatory,
        "position": "" if letter.signed_below else office.signatory_position,
        "name_blank": NAME_BLANK,
        "qr": letter.qr or "",
        "tab": TAB,
    }


def _rows(table: LetterTable | None) -> list[_Row]:
    if table is None:
        return []
    total = [_Row("table-total", table.total)] if table.total else []
    return [_Row("table-head", table.head), *(_Row("table-row", one) for one in table.rows), *total]


def _with_era(day: dt.date) -> str:
    """As orders write it: ๒๕ มกราคม พ.ศ. ๒๕๖๗."""
    return " พ.ศ. ".join(long_date(day).rsplit(" ", 1))


def _reference(reference: Reference) -> _Cited:
    return _Cited(
        issuer=reference.issuer or "",
        urgency=marks()["urgency"][reference.urgency],
        number=format_number(reference.number) if reference.number else "",
        dated=long_date(reference.dated) if reference.dated else "",
    )


def courtesy(addressee: str) -> tuple[str, str]:
    """How the addressee is greeted, and how a letter to him ends."""
    found = next(
        (one for one in _courtesies() if any(addressee.startswith(begin) for begin in one["addressees"])),
        _courtesies()[-1],
    )
    return found["greeting"], found["respect"]


@cache
def _courtesies() -> list[dict[str, Any]]:
    text = (files("templates") / "letters" / "courtesies.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["courtesy"]
    return found


def paragraph_styles(body: Sequence[Paragraph]) -> list[str]:
    """The style of each paragraph: a numbered item is set in by its depth, a heading goes with what it heads."""
    found = []
    for one, following in zip_longest(body, body[1:]):
        if one.item is None:
            found.append("body")
        elif len(one.text) <= LONGEST_HEADING and following is not None and _is_headed(one.item, following):
            found.append("heading")
        else:
            found.append(f"item{min(one.item.count('.') + 1, 3)}")
    return found


def _is_headed(item: str, following: Paragraph) -> bool:
    return "." not in item and (following.item is None or following.item.startswith(f"{item}."))


@cache
def marks() -> dict[str, dict[str, str]]:
    """The marks of speed and secrecy as the paper bears them, by kind and value."""
    return tomllib.loads((files("templates") / "letters" / "marks.toml").read_text(encoding="utf-8"))
