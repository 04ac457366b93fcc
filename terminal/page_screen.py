"""A letter as it stands on its pages, marked by how surely it was read and what was taken from it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from terminal.layout import paint
from terminal.terms import digits
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.source import Code, SourceText
    from desk.showing import MarkedLine, MarkedRun
    from terminal.call import Call

#: What is read with less is marked (of 1); with less than the second, also where there are no colours.
_SURE, _DOUBTED = 0.9, 0.7


def page_screen(source: SourceText, lines: Sequence[MarkedLine], call: Call) -> str:
    """All pages, one below the other."""
    parts = []
    for number, page in groupby(lines, lambda line: line.page):
        parts.append(_head(source, number, call))
        parts += [_line(line, call.lang) for line in page]
        parts += [_code(code, call.lang) for code in source.codes if code.page == number]
    parts.append(_legend(call.lang))
    return "\n".join(parts)


def _head(source: SourceText, number: int, call: Call) -> str:
    text_from = source.text_from[number - 1]
    how = say(f"text_from.{text_from}", call.lang)
    title = say(
        "page.title", call.lang, page=digits(number, call.lang), pages=digits(source.pages, call.lang)
    )
    return paint(f"── {title} · {how} ──", "dim")


def _line(line: MarkedLine, lang: str) -> str:
    text = " " * line.indent + "".join(_run(run) for run in line.runs)
    if not line.fields:
        return text.rstrip()
    names = " · ".join(say(f"field.{name}", lang) for name in line.fields)
    return text.rstrip() + "  " + paint(f"← {names}", "dim")


def _run(run: MarkedRun) -> str:
    text = run.text.replace("\t", "    ")
    sure = 1.0 if run.confidence is None else run.confidence
    if not text.strip():
        return text
    if sure < _DOUBTED:
        return paint(f"⟨{text}⟩", "red")
    if sure < _SURE:
        return paint(text, "yellow")
    return paint(text, "green", "bold") if run.is_value else text


def _code(code: Code, lang: str) -> str:
    return paint(f"  ▣ {say('page.code', lang)}: ", "cyan") + " ".join(code.text.split())


def _legend(lang: str) -> str:
    return paint("── ", "dim") + " · ".join(
        [
            paint(say("page.value", lang), "green", "bold"),
            paint(say("page.unsure", lang), "yellow"),
            paint(f"⟨{say('page.doubted', lang)}⟩", "red"),
        ]
    )
