"""Letters cited in a circular's text, and the province's own earlier relays put in their place.

::

    cited  = org , [ "ได้" ] , "มี" , paper , letter | paper , org , letter | ( "และ" | "," ) , letter ;
    letter = [ speed ] , [ "ที่" ] , number , [ "ลงวันที่" , date ] ;

The third form goes on with the organisation of the one before it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from circulars.circular import Urgency
from circulars.letter import Edit
from circulars.lexicon import any_of, table
from circulars.number import NUMBER, LetterNumber, format_number
from circulars.relay_rules import history_patterns, word_pattern
from circulars.thai_calendar import long_date
from generator.recitals import history_end

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.circular import Reference

OWN_REFERENCE = "own-reference"
_GIVES = re.compile(r"\s*(?:ได้)?(?:มี|ส่ง)$")
#: Characters that the name of an organisation may have.
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited letter as it stands in a text: ``text[start:end]``."""

    start: int
    end: int
    key: str
    org: str
    form: str  #: "letter_of" (org มีหนังสือ), "letter" (หนังสือ org), "joined" (และ …)


@cache
def sentences() -> dict[str, Any]:
    """The sentences that a relay adds to its source."""
    return tomllib.loads((files("templates") / "letters" / "relay.toml").read_text(encoding="utf-8"))


@cache
def _before() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a cited number: a paper and its organisation, or a word that joins."""
    paper, speed = word_pattern("paper"), word_pattern("speed")
    head = re.compile(rf"{paper}(?P<org>(?:(?!{paper})[^“”]){{0,80}}?)\s*(?:{speed})?\s*(?:ที่\s*)?$")
    joined = re.compile(rf"\s*(?:และ|กับ|,)\s*(?P<letter>(?:{speed})?\s*(?:ที่\s*)?)$")
    return head, joined


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:ลงวันที่|ลว\.?)\s*{word_pattern('date')}")


def citations(text: str) -> tuple[Citation, ...]:
    """The letters that the head of a text recalls, in order; a number whose organisation is not told is left out."""
    end = history_end(text)
    found: list[Citation] = []
    opener = history_patterns()[0].match(text)
    reached = opener.end() if opener else 0
    for match in NUMBER.finditer(text, 0, end):
        dated = _dated().match(text, match.end())
        stop = dated.end() if dated else match.end()
        cited = _cited(text, match, reached, stop, found[-1] if found else None)
        if cited is not None:
            found.append(cited)
            reached = stop
    return tuple(found)


def _cited(
    text: str, number: re.Match[str], reached: int, stop: int, before: Citation | None
) -> Citation | None:
    key = LetterNumber.of(number).key
    head, joined = _before()
    again = joined.match(text, reached, number.start()) if before else None
    if before and again:
        return Citation(again.start("letter"), stop, key, before.org, "joined")
    paper = head.search(text, reached, number.start())
    if paper is None:
        return None
    org = paper["org"].strip()
    if org:
        return Citation(paper.start(), stop, key, org, "letter")
    gives = _GIVES.search(text[: paper.start()])
    if gives is None or gives.start() <= reached:
        return None
    start = _writer_start(text, reached, gives.start())
    name = text[start : gives.start()].strip()
    return Citation(start, stop, key, name, "letter_of") if name else None


def _writer_start(text: str, reached: int, end: int) -> int:
    """Where the name of who wrote a letter begins; behind other words, at the last one that opens such a name."""
    if end - reached > _LONGEST_NAME:
        heads = any_of(table("letter")["agency"]["head"])
        found = list(re.finditer(rf"(?:(?<=\s)|(?<=และ)){heads}", text[reached:end]))
        return reached + found[-1].start() if found else end
    return end - len(text[reached:end].lstrip())


def speed_mark(urgency: Urgency) -> str:
    """How a citation says a speed class: "ด่วนที่สุด"; nothing for a normal one."""
    return "" if urgency is Urgency.NORMAL else str(table("letter")["urgency"][urgency.value])


def letter_citation(reference: Reference) -> str:
    """A letter as others cite it: "ด่วนที่สุด ที่ มห ๐๐๑๘.๑/ว ๗๕๐ ลงวันที่ ๓ มกราคม ๒๕๖๗"."""
    sentence = sentences()["citation" if reference.dated else "citation_undated"]
    words = sentence.format(
        speed=speed_mark(reference.urgency),
        number=format_number(reference.number or ""),
        dated=long_date(reference.dated) if reference.dated else "",
    )
    return " ".join(str(words).split())


def letters_citation(first: Reference, last: Reference) -> str:
    """Letters of one day whose numbers follow each other: "ที่ มห ๐๐๑๘.๑/๑ ถึง มห ๐๐๑๘.๑/๗ ลงวันที่ ๒๕ มกราคม ๒๕๖๗"."""
    if first.number == last.number or first.dated is None:
        return letter_citation(first)
    words = sentences()["citation_range"].format(
        speed=speed_mark(first.urgency),
        number=format_number(first.number or ""),
        last=format_number(last.number or ""),
        dated=long_date(first.dated),
    )
    return " ".join(str(words).split())


def own_reference_edits(
    index: int, text: str, own_relays: Mapping[str, Reference], office: str
) -> list[Edit]:
    """The edits that cite our own earlier relays where the text recalls the letters that they relayed.

    Only a relay whose number and date are known is cited; for any other letter the source's citation stands.
    """
    edits: list[Edit] = []
    replaced: dict[int, bool] = {}
    found = citations(text)
    for place, cited in enumerate(found):
        own = own_relays.get(cited.key)
        known = own is not None and own.number is not None and own.dated is not None
        replaced[place] = known
        follows = cited.form == "joined" and replaced.get(place - 1, False)
        if own is not None and known:
            after = _own(own, own.issuer or office, "joined" if follows else _form(cited))
        elif follows:
            after = f"หนังสือ{cited.org} {text[cited.start : cited.end]}"
        else:
            continue
        before = text[cited.start : cited.end]
        edits.append(Edit(rule=OWN_REFERENCE, paragraph=index, before=before, after=after, start=cited.start))
    return edits


def _form(cited: Citation) -> str:
    """A joined letter of ours needs its own organisation where the one before it is not ours."""
    return "letter" if cited.form == "joined" else cited.form


def _own(own: Reference, issuer: str, form: str) -> str:
    citation = letter_citation(own)
    if form == "joined":
        return citation
    return f"{sentences()[form].format(office=issuer)} {citation}"
