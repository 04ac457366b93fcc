"""Sentences filled in: the Jinja templates of ``templates/``, and what may go into them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from circulars.errors import UsageError
from circulars.thai_calendar import thai_digits

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A forced line break inside a paragraph.
LINE_BREAK = "\u2028"
#: Parts two columns of one line.
TAB = "\t"
#: Stand for what differs from letter to letter; no text may hold them, for they are no characters.
TAGS = {"number": "\ufdd0", "addressee": "\ufdd1", "qr": "\ufdd2"}
_AS_THEY_ARE = frozenset({TAB, *TAGS.values()})
_LINE_END = re.compile("\r\n|[\n\r\x85\u2029]")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufddf\ufffe\uffff]"
)


def rendered(template: str, variables: Mapping[str, Any]) -> list[str]:
    """The lines of a template of ``templates/``, filled in; blank ones are left out.

    A value's own line ends become `LINE_BREAK`, its tabs blanks; a variable that is missing is an error.

    Raises:
        UsageError: If a value holds a control character.
    """
    text = _environment().get_template(template).render(variables)
    return [line for line in text.split("\n") if line]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
        autoescape=False,  # noqa: S701 - the lines are plain text; each writer escapes for its own format
    )
    environment.filters["thai"] = lambda number: thai_digits(str(number))
    return environment


def _source(name: str) -> str:
    return files("templates").joinpath(*name.split("/")).read_text(encoding="utf-8")


def _finalized(value: object) -> str:
    """A value fit to stand in one line."""
    return str(value) if value in _AS_THEY_ARE else one_line(str(value))


@lru_cache(maxsize=4096)
def one_line(text: str) -> str:
    """A value fit to stand in one line: its line ends become `LINE_BREAK`, its tabs blanks.

    Raises:
        UsageError: If it holds a control character.
    """
    if (match := _FORBIDDEN.search(text)) is not None:
        raise _control_character(text, match.start())
    return _LINE_END.sub(LINE_BREAK, text.replace(TAB, " "))


def _control_character(text: str, at: int) -> UsageError:
    around = "".join("□" if _FORBIDDEN.match(one) else one for one in text[max(at - 20, 0) : at + 20])
    return UsageError("letter-control-character", code=f"U+{ord(text[at]):04X}", text=around)
