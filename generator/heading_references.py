"""The reference line (อ้างถึง) of a circular in its relay: carried, made our own, or put into the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.circular import LetterForm
from circulars.letter import HEADING, Edit
from circulars.number import NUMBER, LetterNumber
from circulars.thai_calendar import ascii_digits
from generator.citations import OWN_REFERENCE, letter_citation, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from circulars.circular import Circular, Paragraph, Reference

INTO_TEXT = "reference-into-text"
_DIGIT = "[0-9๐-๙]"
_POINTER = re.compile(
    rf"หนังสือ(?P<named>[^\s“”]{{0,60}}?)\s?ที่อ้างถึง(?:\s?(?:ลำดับที่\s?)?(?P<numbers>{_DIGIT}+(?:\s?(?:,|และ|-|–|ถึง)\s?{_DIGIT}+)*))?"
)
_RANGE = re.compile(rf"({_DIGIT}+)\s?(?:-|–|ถึง)\s?({_DIGIT}+)|({_DIGIT}+)")
#: Behind a pointer: what the letter said …
_SAYS = r"\s*(?:ได้)?(?:แจ้ง|ขอให้|ขอความร่วมมือ|กำหนด|ให้|สั่งการ|มอบหมาย|ซักซ้อม|กำชับ)"
_SAID = re.compile(_SAYS)
#: … or first who wrote it.
_WRITER = re.compile(rf"\s*(?P<org>[^\s“”]{{3,80}}?)(?={_SAYS})")


@dataclass(frozen=True, slots=True)
class Heading:
    """What becomes of the reference line: the references that stay in it, and the edits that changed the rest."""

    references: tuple[Reference, ...]
    edits: tuple[Edit, ...]
    own_history: frozenset[int]  #: paragraphs that now recall our own letter


def heading_references(source: Circular) -> tuple[Reference, ...]:
    """The references that stand in the heading only: their numbers are nowhere in the text."""
    in_text = {LetterNumber.of(match).key for one in source.paragraphs for match in NUMBER.finditer(one.text)}
    return tuple(one for one in source.references if one.number and one.number not in in_text)


def relay_heading(
    source: Circular, form: LetterForm, own_relays: Mapping[str, Reference], office: str
) -> Heading:
    """The reference line of a relay of that form."""
    references = heading_references(source)
    if not references:
        return Heading((), (), frozenset())
    if form is LetterForm.STAMPED:
        edits = tuple(_into_text(source.paragraphs, references))
        return Heading((), edits, frozenset())
    return _own_heading(source.paragraphs, references, own_relays, office)


def _into_text(paragraphs: Sequence[Paragraph], references: Sequence[Reference]) -> Iterator[Edit]:
    """A stamped letter has no reference line: each pointer is spelled out; what nothing points at comes first."""
    spelled: set[int] = set()
    for index, paragraph in enumerate(paragraphs):
        for match in _POINTER.finditer(paragraph.text):
            pointed = _pointed(match["numbers"], len(references))
            spelled.update(pointed)
            after = sentences()["joined"].join(
                f"หนังสือ{references[place].issuer or ''} {letter_citation(references[place])}"
                for place in pointed
            )
            yield Edit(
                rule=INTO_TEXT, paragraph=index, before=match.group(), after=after, start=match.start()
            )
    rest = [one for place, one in enumerate(references) if place not in spelled]
    if rest:
        yield Edit(rule=INTO_TEXT, paragraph=0, before="", after="".join(map(_recalled, rest)))


def _recalled(reference: Reference) -> str:
    sentence: str = sentences()["recalled" if reference.subject else "recalled_bare"]
    return sentence.format(
        office=reference.issuer or "",
        citation=letter_citation(reference),
        subject=reference.subject or "",
    )


def _pointed(numbers: str | None, count: int) -> list[int]:
    """The places that "๑ และ ๓" or "๑ - ๓" points at; all, where no number is said."""
    if numbers is None:
        return list(range(count))
    places: list[int] = []
    for first, last, single in _RANGE.findall(ascii_digits(numbers)):
        places += range(int(first) - 1, int(last)) if first else [int(single) - 1]
    return [place for place in places if 0 <= place < count]


def _own_heading(
    paragraphs: Sequence[Paragraph],
    references: Sequence[Reference],
    own_relays: Mapping[str, Reference],
    office: str,
) -> Heading:
    """Our own relays in the reference line, where the sentence that points at them can be made to speak of us."""
    kept = list(references)
    edits: list[Edit] = []
    ours: set[int] = set()
    for index, paragraph in enumerate(paragraphs):
        for match in _POINTER.finditer(paragraph.text):
            places = _pointed(match["numbers"], len(references))
            owns = [own_relays.get(references[place].number or "") for place in places]
            writer = _writer(index, paragraph.text, match, [references[one] for one in places], office)
            if not places or writer is None or any(own is None for own in owns):
                continue
            edits += writer
            ours.add(index)
            for place, own in zip(places, owns, strict=True):
                if own is not None and kept[place] is references[place]:
                    kept[place] = own
                    edits.append(_heading_edit(references[place], own))
    return Heading(tuple(kept), tuple(edits), frozenset(ours))


def _writer(
    index: int, text: str, pointer: re.Match[str], pointed: Sequence[Reference], office: str
) -> list[Edit] | None:
    """The edit that puts our name for the writer's, at or behind a pointer; None where another's name stands there."""
    start, name = pointer.start("named"), pointer["named"]
    if not name:
        if _SAID.match(text, pointer.end()):
            return []
        match = _WRITER.match(text, pointer.end())
        start, name = (match.start("org"), match["org"]) if match else (0, "")
    if any(one.issuer == name for one in pointed):
        return [Edit(rule=OWN_REFERENCE, paragraph=index, before=name, after=office, start=start)]
    return None


def _heading_edit(reference: Reference, own: Reference) -> Edit:
    return Edit(
        rule=OWN_REFERENCE,
        paragraph=HEADING,
        before=f"{reference.issuer or ''} {letter_citation(reference)}".strip(),
        after=f"{own.issuer or ''} {letter_citation(own)}".strip(),
    )
