"""A relay that only sends the circular's copy on (ส่งสำเนา): one sentence stands in the place of the whole text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.circular import Enclosure, Reference
from circulars.directive import DirectiveKind
from circulars.letter import Edit
from circulars.thai_calendar import long_date
from generator.citations import letter_citation, sentences
from generator.doubts import COPY_WHOLE

if TYPE_CHECKING:
    from circulars.circular import Circular

#: What a circular asks that wants no act.
KNOWING = frozenset({DirectiveKind.TAKE_NOTE, DirectiveKind.PASS_ON})


def copy_edits(source: Circular, office: str) -> tuple[Edit, ...]:
    """The edits that put one sentence in the place of the circular's text."""
    first, *others = source.paragraphs
    sentence = str(sentences()["copy"]).format(
        office=office,
        issuer=source.issuer or "",
        citation=_citation(source),
        subject=sentences()["copy_subject"].format(subject=source.subject) if source.subject else "",
        purpose=sentences()[_purpose(source)],
        due=_due(source),
    )
    edits = [Edit(rule=COPY_WHOLE, paragraph=0, before=first.text, after=sentence)]
    edits += [
        Edit(rule=COPY_WHOLE, paragraph=number, before=one.text, after="")
        for number, one in enumerate(others, start=1)
    ]
    return tuple(edits)


def copy_enclosure(source: Circular) -> Enclosure:
    """The copy, as it is listed among what goes with the letter."""
    text = sentences()["copy_enclosure"].format(issuer=source.issuer or "", citation=_citation(source))
    return Enclosure(text=text.strip(), quantity=sentences()["copy_quantity"])


def _citation(source: Circular) -> str:
    if source.number is None:
        return ""
    return letter_citation(Reference(urgency=source.urgency, number=source.number.key, dated=source.dated))


def _purpose(source: Circular) -> str:
    """What the copy is sent for."""
    new = [one for one in source.directives if not one.standing]
    if any(one.kind not in KNOWING for one in new):
        return "copy_to_do"
    return "copy_to_follow" if new else "copy_to_know"


def _due(source: Circular) -> str:
    """The earliest day that the circular sets; the others stand in the copy."""
    days = [
        deadline.due
        for one in source.directives
        if not one.standing
        for deadline in one.deadlines
        if deadline.due is not None
    ]
    return str(sentences()["copy_due"]).format(day=long_date(min(days))) if days else ""
