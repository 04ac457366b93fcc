"""What was found, as the terminal shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.circular import LetterForm, Urgency
from circulars.labels import label
from circulars.thai_calendar import BUDDHIST_ERA
from desk.search import Hit, MatchKind, SearchResult
from registry.entries import Incoming
from terminal.layout import paint, wrap
from terminal.terms import NONE, day, digits, number
from terminal.words import say

if TYPE_CHECKING:
    from desk.highlights import Snippet
    from terminal.call import Call

#: Facets in the order in which they help, and how many values of each are shown.
_FACETS = {
    "year": "facet.year",
    "agency": "facet.agency",
    "urgency": "facet.urgency",
    "form": "facet.form",
    "district": "facet.district",
    "topic": "facet.topic",
    "file": "facet.file",
    "tag": "facet.tag",
}
_KINDS = {MatchKind.NEAR: "search.near", MatchKind.APART: "search.apart"}
_SHOWN = 5


def search_screen(result: SearchResult, offset: int, call: Call) -> str:
    """Letters with the words that were searched, how many there are, and by what they could be narrowed."""
    lang = call.lang
    lines = [paint(say("search.total", lang, total=digits(f"{result.total:,}", lang)), "bold")]
    lines += notes(result, call)
    kind = MatchKind.EXACT
    for place, hit in enumerate(result.hits, offset + 1):
        if hit.kind is not kind:
            kind = hit.kind
            lines += ["", paint(say(_KINDS[kind], lang), "yellow")]
        lines += ["", *_hit(place, hit, call)]
    if not result.hits:
        lines.append(say("search.nothing", lang))
    if result.total > offset + len(result.hits):
        lines += ["", say("search.more", lang, offset=str(offset + len(result.hits)))]
    facets = _facets(result, lang)
    return "\n".join([*lines, *(["", *facets] if result.total > 1 else [])])


def notes(result: SearchResult, call: Call) -> list[str]:
    """What must be known of the answer: an index that is still being made, a query that was too long."""
    told = []
    if not result.index.complete:
        counts = {name: digits(f"{getattr(result.index, name):,}", call.lang) for name in ("done", "of")}
        told.append(say("search.rebuilding", call.lang, **counts))
    if result.cut:
        told.append(say("search.cut", call.lang))
    return [paint(one, "yellow") for one in told]


def _hit(place: int, hit: Hit, call: Call) -> list[str]:
    entry, lang = hit.entry, call.lang
    if isinstance(entry, Incoming):
        register = say("search.received", lang, receipt=digits(entry.receipt, lang))
    else:
        register = say("search.sent", lang)
    heading = f"{number(entry.number, lang)}  {day(entry.dated, lang)}  {entry.sender or NONE}"
    if entry.cancelled is not None:
        register += f" · {say('search.cancelled', lang)}"
    title = f"{digits(place, lang)}. {paint(heading, 'bold')}  {paint(register, 'dim')}"
    words = wrap(_marked(hit.snippet), call.room, "   ")
    return [title, f"   {entry.subject or NONE}", words]


def _marked(snippet: Snippet) -> str:
    """The words with what was searched in colour; each word of a place alone, so that a line may end inside it."""
    parts, at = [], 0
    for start, end in snippet.marks:
        parts.append(snippet.text[at:start])
        parts.append(" ".join(paint(one, "green", "bold") for one in snippet.text[start:end].split(" ")))
        at = end
    return "".join([*parts, snippet.text[at:]])


def _facets(result: SearchResult, lang: str) -> list[str]:
    lines = []
    for name, title in _FACETS.items():
        counts = result.facets.get(name, ())
        if len(counts) > 1:
            values = "  ".join(
                f"{_value(name, value, lang)} {paint(digits(f'{count:,}', lang), 'dim')}"
                for value, count in counts[:_SHOWN]
            )
            lines.append(f"{paint(say(title, lang), 'dim')}  {values}")
    return lines


def _value(name: str, value: str, lang: str) -> str:
    if name == "year":
        return digits(int(value) + BUDDHIST_ERA, lang) if lang == "th" else value
    if name in {"urgency", "form"}:
        return label((Urgency if name == "urgency" else LetterForm)(value), lang)
    return value


def index_screen(letters: int, size: int, call: Call, *, complete: bool) -> str:
    """How large the index is, and whether it is whole."""
    key = "index.complete" if complete else "index.incomplete"
    megabytes = f"{size / 1e6:,.1f}"
    return say(key, call.lang, letters=digits(f"{letters:,}", call.lang), size=digits(megabytes, call.lang))
