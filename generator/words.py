"""The words of a letter, line by line, each with the style it is set in; what they look like is the writers' affair."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import DictLoader, Environment, StrictUndefined

from circulars.circular import LetterForm
from circulars.errors import UsageError
from circulars.number import format_number
from circulars.thai_calendar import long_date, thai_digits
from generator.binding import bind

if TYPE_CHECKING:
    from circulars.circular import Paragraph, Reference
    from circulars.letter import Letter
    from circulars.office import OfficeProfile

#: Forms of letter that there is a template for.
TEMPLATES = {
    LetterForm.STAMPED: "stamped.j2",
    LetterForm.EXTERNAL: "external.j2",
    LetterForm.MEMO: "memo.j2",
}
#: A forced line break inside a paragraph.
LINE_BREAK = "\u2028"
#: Parts two columns of one line.
TAB = "\t"
#: Dots where a person writes what is not known yet.
NUMBER_BLANK, DATE_BLANK, NAME_BLANK = "." * 20, "." * 44, "." * 40
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
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
    template = _environment().get_template(TEMPLATES[letter.form])
    text = template.render(_variables(letter, office))
    return tuple(_line(one) for one in text.split("\n") if one)


def _line(text: str) -> Line:
    match = _LINE.fullmatch(text)
    if match is None:
        msg = f"a template gave a line without a style: {text!r}"
        raise ValueError(msg)
    words = match["words"] or ""
    # An address of a page is not prose.
    return Line(match["style"], words if match["style"] == "qr" else bind(words))


def _variables(letter: Letter, office: OfficeProfile) -> dict[str, object]:
    return {
        "urgency": marks()["urgency"][letter.urgency],
        "secrecy": marks()["secrecy"][letter.secrecy],
        "number": format_number(letter.number) if letter.number else "",
        "number_prefix": f"{office.province.letters} {thai_digits(office.unit_code)}/",
        "number_blank": NUMBER_BLANK,
        "dated": long_date(letter.dated) if letter.dated else "",
        "date_blank": DATE_BLANK,
        "addressee": letter.addressee,
        "subject": letter.subject,
        "references": [_reference(one) for one in letter.references],
        "enclosures": letter.enclosures,
        "body": [_Item(_style(one), one.text) for one in letter.body],
        "sender": letter.sender,
        "address": office.address,
        "unit": letter.unit,
        "phone": thai_digits(letter.phone),
        "email": letter.email,
        "signatory": office.signatory,
        "position": office.signatory_position,
        "name_blank": NAME_BLANK,
        "qr": letter.qr or "",
        "tab": TAB,
    }


def _reference(reference: Reference) -> _Cited:
    return _Cited(
        issuer=reference.issuer or "",
        urgency=marks()["urgency"][reference.urgency],
        number=format_number(reference.number) if reference.number else "",
        dated=long_date(reference.dated) if reference.dated else "",
    )


def _style(paragraph: Paragraph) -> str:
    """A numbered item is set in by its depth."""
    if paragraph.item is None:
        return "body"
    return f"item{min(paragraph.item.count('.') + 1, 3)}"


@cache
def marks() -> dict[str, dict[str, str]]:
    """The marks of speed and secrecy as the paper bears them, by kind and value."""
    return tomllib.loads((files("templates") / "letters" / "marks.toml").read_text(encoding="utf-8"))


@cache
def _environment() -> Environment:
    folder = files("templates") / "letters"
    sources = {name: (folder / name).read_text(encoding="utf-8") for name in TEMPLATES.values()}
    environment = Environment(
        loader=DictLoader(sources),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
        autoescape=False,  # noqa: S701 - the lines are plain text; each writer escapes for its own format
    )
    environment.filters["thai"] = lambda number: thai_digits(str(number))
    return environment


def _finalized(value: object) -> str:
    """A value fit to stand in one line: its line ends become breaks, its tabs blanks."""
    return TAB if value == TAB else _one_line(str(value))


@lru_cache(maxsize=4096)
def _one_line(text: str) -> str:
    if (match := _FORBIDDEN.search(text)) is not None:
        raise _control_character(text, match.start())
    return re.sub(r"\r\n|[\n\r\x85\u2029]", LINE_BREAK, text.replace(TAB, " "))


def _control_character(text: str, at: int) -> UsageError:
    around = "".join("□" if _FORBIDDEN.match(one) else one for one in text[max(at - 20, 0) : at + 20])
    code = f"U+{ord(text[at]):04X}"
    return UsageError("letter-control-character", code=code, text=around)
