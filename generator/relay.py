"""The relay (แจ้งเวียนต่อ): the province's letter that passes a circular on to its districts, one level down.

A relay is nine tenths copy. What changes is a list of edits, each made by a rule; the letter is the source with its
edits made, and the guard looks at the result without trusting either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.agencies import issuer_of, plain_agency
from circulars.circular import LetterForm
from circulars.directive import ChannelKind
from circulars.errors import ConflictError
from circulars.letter import Draft, Edit, Letter
from circulars.lexicon import table
from circulars.number import format_number
from circulars.relay_rules import relay_words, text_words
from generator.addressees import addressee_line, excepted_below, named_below, relay_names
from generator.citations import OWN_REFERENCE, own_reference_edits
from generator.closings import closing_edits
from generator.copies import copy_edits, copy_enclosure
from generator.edits import applied
from generator.guard import guard
from generator.heading_references import Heading, relay_heading
from generator.openings import attribution
from generator.own_dues import with_own_dues
from generator.province_items import leave_out, province_items
from generator.recitals import history_end
from generator.rewording import (
    COPY_FORWARD,
    Rewording,
    governed_paragraphs,
    is_one_level,
    reword,
    titles_of,
)
from generator.source_codes import code_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.circular import Circular, Reference
    from circulars.office import OfficeProfile
    from circulars.relay_rules import Names
    from generator.own_dues import Ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class _Relay:
    """A circular on its way to the districts: all that its edits are made from."""

    source: Circular
    office: OfficeProfile
    form: LetterForm
    heading: Heading
    below: tuple[str, ...]  #: the offices named; empty for all
    names: Names
    qr: str | None = None  #: what its QR code says, if the text points to one


def draft_relay(
    source: Circular,
    office: OfficeProfile,
    *,
    own_relays: Mapping[str, Reference],
    issuer: str | None = None,
    form: LetterForm | None = None,
    ahead: Ahead | None = None,
    codes: Sequence[str] = (),
    source_code: bool = False,
) -> Draft:
    """The province's letter to its districts that passes a circular on, its edits, and what the guard says of it.

    Args:
        source: The confirmed circular, its paragraphs unwrapped.
        office: The office that relays it.
        own_relays: By the number (key) of a cited letter, our own earlier relay of it.
        issuer: In whose name the circular speaks; taken from the circular if not given.
        form: The form of the relay; chosen by the circular's form and matter if not given.
        ahead: How long before the province's own deadline the districts are to answer to it.
        codes: What the QR codes at the end of the circular say; the only one is put on the relay again.
        source_code: Put it there although the office has an address of its own.

    Returns:
        The draft; number and date of its letter are None until it is sent.

    Raises:
        ConflictError: If the circular has no text to pass on.
    """
    if not any(one.text.strip() for one in source.paragraphs):
        letter = format_number(source.number.key) if source.number else source.subject or ""
        raise ConflictError("relay-no-text", letter=letter)
    spoken = plain_agency(issuer) if issuer else issuer_of(source)
    relay = _relay(replace(source, issuer=spoken), office, own_relays, form or relay_form(source))
    relay = replace(relay, qr=code_of(office.report_url, codes, source_code=source_code))
    edits, own_dues = with_own_dues(relay.source, _edits(relay, own_relays), ahead)
    drafted = _letter(relay, edits)
    findings = guard(relay.source, drafted, edits, office=office)
    return Draft(letter=drafted, edits=edits, findings=findings, own_dues=own_dues)


def copy_relay(source: Circular, office: OfficeProfile, *, issuer: str | None = None) -> Draft:
    """The letter that only sends a copy of the circular on (ส่งสำเนา, Regulation on Saraban, cl. 13.2), and its edits.

    Args:
        source: The confirmed circular.
        office: The office that relays it.
        issuer: In whose name the circular speaks; taken from the circular if not given.

    Raises:
        ConflictError: If the circular has no text to pass on, or it is not known whose it is.
    """
    spoken = plain_agency(issuer) if issuer else issuer_of(source)
    if spoken is None or not source.paragraphs:
        raise ConflictError("copy-unknown", letter=format_number(source.number.key) if source.number else "-")
    relay = _relay(replace(source, issuer=spoken), office, {}, LetterForm.STAMPED)
    relay = replace(relay, qr=office.report_url or None)
    edits = copy_edits(relay.source, office.name)
    whole = _letter(relay, edits)
    copied = replace(
        whole, references=source.references, enclosures=(copy_enclosure(relay.source), *source.enclosures)
    )
    return Draft(letter=copied, edits=edits, findings=guard(relay.source, copied, edits, office=office))


def relay_form(source: Circular) -> LetterForm:
    """The form of the relay: an external letter for one written to the governor or on a grave matter, else a stamped one.

    What is grave enough to be signed (Regulation on Saraban, cl. 13) is in ``lexicon/relay.toml``.
    """
    signed = re.compile(table("relay")["form"]["signed"])
    grave = source.subject is not None and signed.search(source.subject)
    return LetterForm.EXTERNAL if grave or source.form is LetterForm.EXTERNAL else LetterForm.STAMPED


def wants_qr(source: Circular) -> bool:
    """Whether an answer goes through the QR code on the letter, by its directives or its text."""
    if any(
        channel.kind is ChannelKind.QR_CODE
        for directive in source.directives
        if not directive.standing
        for channel in directive.channels
    ):
        return True
    pattern = text_words().doubts["channel"]
    return any(pattern.search(one.text, history_end(one.text)) for one in source.paragraphs)


def _relay(
    source: Circular, office: OfficeProfile, own_relays: Mapping[str, Reference], form: LetterForm
) -> _Relay:
    names = relay_names(source, office)
    return _Relay(
        source=source,
        office=office,
        form=form,
        heading=relay_heading(source, form, own_relays, office.name),
        below=named_below(source, office, relay_words(names)),
        names=names,
    )


def _edits(relay: _Relay, own_relays: Mapping[str, Reference]) -> tuple[Edit, ...]:
    """Every edit that makes the relay, in the order of the text."""
    paragraphs, words = relay.source.paragraphs, relay_words(relay.names)
    one_level = is_one_level(paragraphs, words)
    left = province_items(paragraphs, words, one_level=one_level)
    closing = closing_edits(relay.source, relay.office, relay.form)
    gone = {*left, *(edit.paragraph for edit in closing if edit.before)}
    edits = [*leave_out(paragraphs, left), *relay.heading.edits]
    for index, paragraph in enumerate(paragraphs):
        if index not in gone:
            edits += own_reference_edits(index, paragraph.text, own_relays, relay.office.name)
    rewording = Rewording(
        names=relay.names,
        form=relay.form,
        everyone=not relay.below,
        one_level=one_level,
        governed=governed_paragraphs(paragraphs, words, one_level=one_level),
        own_history=relay.heading.own_history
        | {edit.paragraph for edit in edits if edit.rule == OWN_REFERENCE},
        titles=titles_of(relay.source),
    )
    edits += _opening(relay, edits, rewording)
    for index, paragraph in enumerate(paragraphs):
        if index not in gone:
            edits += reword(index, paragraph, rewording, _spans(edits, index))
    edits += closing
    return tuple(sorted(edits, key=lambda edit: (edit.paragraph, edit.start, len(edit.before))))


def _opening(relay: _Relay, edits: Sequence[Edit], rewording: Rewording) -> list[Edit]:
    """Who the order is from, unless a rule of the table says so in its own way."""
    if relay.source.issuer in {None, relay.office.name}:
        return []
    found = attribution(relay.source, relay.source.issuer or "", relay.office.name)
    for index in {edit.paragraph for edit in found}:
        others = reword(index, relay.source.paragraphs[index], rewording, _spans(edits, index))
        if any(edit.rule == COPY_FORWARD for edit in others):
            return []
    return found


def _spans(edits: Sequence[Edit], index: int) -> list[tuple[int, int]]:
    """The words of a paragraph that are spoken for."""
    own = [edit for edit in edits if edit.paragraph == index and edit.before]
    return [(edit.start, edit.start + len(edit.before)) for edit in own]


def _letter(relay: _Relay, edits: Sequence[Edit]) -> Letter:
    source, office = relay.source, relay.office
    excepted = excepted_below(source, office, relay_words(relay.names))
    return Letter(
        form=relay.form,
        urgency=source.urgency,
        secrecy=source.secrecy,
        addressee=addressee_line(relay.form, office, relay.below, excepted),
        subject=source.subject or "",
        references=relay.heading.references,
        enclosures=source.enclosures,
        body=tuple(paragraph for _, paragraph in applied(source.paragraphs, edits)),
        sender=office.sender or office.name,
        unit=tuple(line for line in (office.office, office.group) if line),
        phone=office.phone,
        email=office.email,
        qr=relay.qr if wants_qr(source) else None,
    )
