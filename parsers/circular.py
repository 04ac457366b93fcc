"""From a source text to a reading: the letter, its quotations and the issues."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from circulars.checks import check
from circulars.circular import Circular, LetterForm, Paragraph, Secrecy, Urgency
from circulars.reading import Reading
from parsers.addressee import levels_written_to
from parsers.attached import attached
from parsers.body import body
from parsers.clean import repaired
from parsers.corrections import with_corrections
from parsers.deadlines import find_deadlines
from parsers.directives import read_directives
from parsers.doubts import doubts
from parsers.faint import faint_values
from parsers.findings import Found, Passages, indexed, passage
from parsers.footing import phones_in, read_footing
from parsers.forms import letter_form
from parsers.heading import memo_offices, read_heading
from parsers.layout import layout, paragraphs
from parsers.minutes import meeting, meeting_day
from parsers.placed import gathered, placed
from parsers.references import cited, sent_on
from parsers.zones import zones

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from circulars.source import SourceText
    from circulars.thai_calendar import OfficeCalendar
    from parsers.body import BodyParagraph
    from parsers.corrections import OfficeWords
    from parsers.deadlines import Findings
    from parsers.footing import Footing
    from parsers.heading import Heading


@dataclass(slots=True)
class _Letter:
    """The values of a letter while they are put together, each with its passages."""

    values: dict[str, Any] = field(default_factory=dict)
    passages: Passages = field(default_factory=dict)

    def set(self, name: str, *found: Found[Any] | None) -> None:
        """The first value there is, under its field's name."""
        for one in found:
            if one is not None:
                self.values[name] = one.value
                self.passages |= one.under(f"/letter/{name}")
                return

    def set_all(self, name: str, found: Sequence[Found[Any]]) -> None:
        """A list of values under its field's name."""
        self.values[name] = tuple(one.value for one in found)
        self.passages |= indexed(f"/letter/{name}", found)


def read_circular(
    source: SourceText,
    received: dt.datetime | dt.date | None,
    calendar: OfficeCalendar,
    office: OfficeWords = (),
) -> Reading:
    """The reading of a source text; what a letter says is never a reason to raise."""
    text, _ = repaired(source.raw)
    text, corrections = with_corrections(source, text, office)
    page = layout(source, text)
    parts = zones(page)
    heading, footing = read_heading(parts), read_footing(parts)
    paragraph = body(paragraphs(parts.body, page)) if parts.body else ()
    form = letter_form(parts)
    letter = _Letter()
    letter.set("form", form)
    _head(letter, heading, footing, form.value)
    if form.value is LetterForm.MINUTES:
        letter.set("subject", meeting(parts))
        letter.set("dated", meeting_day(parts))
    _references(letter, heading, paragraph)

    def find(words: str) -> Findings:
        return find_deadlines(
            words, letter_date=letter.values.get("dated"), received=received, calendar=calendar
        )

    addressee, number = letter.values.get("addressee"), letter.values.get("number")
    ordered = read_directives(
        paragraph,
        levels_written_to(addressee.text) if addressee else (),
        form.value,
        find,
        issuer=letter.values.get("issuer"),
        circular=(number is not None and number.circular) or (addressee is not None and addressee.all),
    )
    letter.set_all("directives", ordered.directives)
    letter.set_all("paragraphs", [_paragraph(one) for one in paragraph])
    circular = Circular(**letter.values)
    found = (
        *source.issues,
        *corrections,
        *doubts(
            source,
            page=page,
            parts=parts,
            heading=heading,
            footing=footing,
            paragraphs=paragraph,
            circular=circular,
            passages=letter.passages,
            ordered=ordered,
        ),
    )
    faint = faint_values(source, letter.passages, found)
    issues = (*gathered(placed(found, letter.passages), source), *faint, *check(circular, text.text))
    return Reading(
        source=source,
        letter=circular,
        passages=letter.passages,
        issues=issues,
        attached=attached(parts, form.value),
    )


def _head(letter: _Letter, heading: Heading, footing: Footing, form: LetterForm) -> None:
    letter.set("urgency", heading.urgency, Found(Urgency.NORMAL, ()))
    letter.set("secrecy", heading.secrecy, Found(Secrecy.NONE, ()))
    letter.set("number", *heading.numbers[:1])
    if form in {LetterForm.STAMPED, LetterForm.ORDER, LetterForm.ANNOUNCEMENT, LetterForm.REGULATION}:
        letter.set("dated", footing.dated, heading.dated)
    elif form in {LetterForm.EXTERNAL, LetterForm.MEMO}:
        # Below it stand only the days of its signatures and enclosures.
        letter.set("dated", heading.dated)
    else:
        letter.set("dated", heading.dated, footing.dated)
    letter.set("addressee", heading.addressee)
    letter.set("subject", heading.subject)
    letter.set_all("enclosures", heading.enclosures)
    letter.set("signatory", footing.signatory)
    letter.set_all("copies_to", footing.copies)
    letter.set("email", footing.email)
    if heading.office is not None:
        offices = memo_offices(heading.office)
        letter.set("issuer", *offices[:1])
        letter.set_all("drafting_unit", footing.unit or offices)
        letter.set_all("phones", [*phones_in(heading.office), *footing.phones])
        return
    letter.set("issuer", footing.sender, heading.issuer)
    letter.set_all("drafting_unit", footing.unit)
    letter.set_all("phones", footing.phones)


def _references(letter: _Letter, heading: Heading, paragraph: Sequence[BodyParagraph]) -> None:
    """The letters cited, those of the อ้างถึง lines first; a sealed letter's subject is that of the first."""
    texts = [*heading.cited, *(one.text for one in paragraph)]
    found: dict[str | None, Found[Any]] = {}
    for one in (reference for text in texts for reference in cited(text)):
        known = found.get(one.value.number)
        if known is None or (known.value.subject is None and one.value.subject and not known.value.dated):
            found[one.value.number] = one
    references = list(found.values())
    letter.set_all("references", references)
    if "subject" in letter.values:
        return
    subjects = [Found(one.value.subject, one.inner["subject"]) for one in references if one.value.subject]
    subjects += [subject for one in paragraph if (subject := sent_on(one.text)) is not None]
    for subject in subjects[:1]:
        letter.set("subject", subject)
        letter.values["subject_derived"] = True


def _paragraph(one: BodyParagraph) -> Found[Paragraph]:
    words = " ".join(one.text.text.split())
    where = (passage(one.text),)
    return Found(Paragraph(part=one.part, text=words, item=one.item), where, {"text": where})
