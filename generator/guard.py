"""The guard: proves that a draft holds what its source says, and nothing that its source does not.

It trusts neither the drafter nor the rules. The source with the recorded edits made must be the draft, word for word;
and apart from that, every number, date, time, quantity and quotation of the source must be in the draft, unless it
stood in words that a rule may take out (our own reference for another's, an item left to the province).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.below import offices_below
from circulars.circular import LetterForm, Secrecy, Urgency
from circulars.deadline import BY_PERSON
from circulars.letter import HEADING, GuardFinding
from circulars.lexicon import table
from circulars.office import Level
from circulars.relay_rules import Names, relay_words, spending_rules, text_words
from circulars.thai_calendar import long_date, thai_digits
from generator.addressees import offices_addressed, relay_names, wanted_addressee, word_below
from generator.doubts import doubts
from generator.edits import RENUMBER, applied, by_paragraph, fitting
from generator.emblem import emblem_findings
from generator.facts import facts, normal
from generator.province_items import PROVINCE_ONLY
from generator.recitals import history_end
from generator.rewording import keep_spans, titles_of
from generator.tokens import changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from circulars.circular import Circular, Paragraph
    from circulars.letter import Edit, Letter
    from circulars.office import OfficeProfile

#: Facts that must be in the draft as often as in the source.
_COUNTED = frozenset({"number", "date", "time", "quantity", "quotation"})


def guard(
    source: Circular, draft: Letter, edits: Sequence[Edit], *, office: OfficeProfile | None = None
) -> tuple[GuardFinding, ...]:
    """What a draft lost of its source, what it added, what must not be in it, and what a person should know.

    Args:
        source: The circular.
        draft: The letter as it is now, also if a person has changed it.
        edits: The edits recorded when it was drafted.
        office: Who relays it; with it, also who is no longer addressed is found.

    Returns:
        The findings, each once; none but notes if the draft holds all that its source says.
    """
    fits, misfits = fitting(source.paragraphs, [edit for edit in edits if edit.paragraph != HEADING])
    level = office.level if office else Level.PROVINCE
    found = [
        *(GuardFinding(kind="added", what="text", text=edit.after or edit.before) for edit in misfits),
        *_changed(source.paragraphs, fits, draft.body),
        *_missing(source, fits, draft.body),
        *_broken_deadlines(source, fits),
        *_unwritten_deadlines(source, draft),
        *_heading(source, draft, edits),
        *_leaks(source, draft, office),
        *_addressees(source, draft, office),
        *(emblem_findings(office) if office else ()),
        *_foreign_letters(draft),
        *_left_to_province(fits),
        *doubts(source, draft, fits, level),
    ]
    return tuple(dict.fromkeys(replace(one, level=level) for one in found))


def _unwritten_deadlines(source: Circular, draft: Letter) -> Iterator[GuardFinding]:
    """Days that a person set in the reading while the draft still orders the day the paper had."""
    words = thai_digits("\n".join(one.text for one in draft.body))
    for deadline in (one for directive in source.directives for one in directive.deadlines):
        if (
            BY_PERSON in deadline.flags
            and deadline.due
            and long_date(deadline.due) not in words.replace("\u00a0", " ")
        ):
            yield GuardFinding(kind="lost", what="deadline", text=long_date(deadline.due))


def _changed(
    source: Sequence[Paragraph], edits: Sequence[Edit], body: Sequence[Paragraph]
) -> Iterator[GuardFinding]:
    """The source with its edits made against the draft, word by word."""
    expected = "\n".join(one.text for _, one in applied(source, edits))
    actual = "\n".join(one.text for one in body)
    for change in changes(expected, actual):
        yield from _told("lost", expected, change.before)
        yield from _told("added", actual, change.after)


def _told(kind: str, text: str, span: tuple[int, int]) -> Iterator[GuardFinding]:
    """The facts that a changed stretch touches, and its words where they are more than facts."""
    start, end = span
    if start == end:
        return
    touched = [fact for fact in facts(text) if fact.start < end and start < fact.end]
    yield from (GuardFinding(kind=kind, what=fact.what, text=fact.text) for fact in touched)
    if not any(fact.start <= start and end <= fact.end for fact in touched):
        yield GuardFinding(kind=kind, what="text", text=text[start:end])


def _missing(source: Circular, edits: Sequence[Edit], body: Sequence[Paragraph]) -> Iterator[GuardFinding]:
    """Facts that the draft holds less often than the source, those that a rule may take out apart."""
    spent = [
        edit.before
        for edit in edits
        if edit.rule in spending_rules() and edit.rule != RENUMBER and edit.before
    ]
    wanted, first = _count((_matter(one) for one in source.paragraphs), {})
    held, _ = _count((_matter(one) for one in body), {})
    gone, _ = _count(spent, {})
    for key, count in (wanted - held - gone).items():
        yield from [GuardFinding(kind="lost", what=key[0], text=first[key])] * min(count, 1)


def _matter(paragraph: Paragraph) -> str:
    """The words of a paragraph without its item number."""
    match = text_words().item.match(paragraph.text) if paragraph.item is not None else None
    return paragraph.text[match.end() :] if match else paragraph.text


def _count(
    texts: Iterable[str], first: dict[tuple[str, str], str]
) -> tuple[Counter[tuple[str, str]], dict[tuple[str, str], str]]:
    """How often each counted fact occurs, and how it is written the first time."""
    count: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for fact in facts(text):
            if fact.what in _COUNTED:
                key = (fact.what, normal(fact.text))
                first.setdefault(key, fact.text)
                count[key] += 1
    return count, first


def _broken_deadlines(source: Circular, edits: Sequence[Edit]) -> Iterator[GuardFinding]:
    """Deadlines whose own words an edit has changed."""
    own = by_paragraph(edits)
    quotes = {deadline.quote for directive in source.directives for deadline in directive.deadlines}
    for quote in sorted(one for one in quotes if one.strip()):
        pattern = re.compile(r"\s*".join(map(re.escape, quote.split())))
        for index, paragraph in enumerate(source.paragraphs):
            for match in pattern.finditer(paragraph.text):
                if any(_breaks(edit, *match.span()) for edit in own.get(index, ())):
                    yield GuardFinding(kind="lost", what="deadline", text=quote)


def _breaks(edit: Edit, start: int, end: int) -> bool:
    inside = edit.start < end and start < edit.start + len(edit.before)
    return inside and bool(edit.before.strip()) and edit.rule not in spending_rules()


def _heading(source: Circular, draft: Letter, edits: Sequence[Edit]) -> Iterator[GuardFinding]:
    """What stands in the heading: speed and secrecy never lowered, references, enclosures and subject kept."""
    if list(Urgency).index(draft.urgency) < list(Urgency).index(source.urgency):
        yield GuardFinding(kind="lost", what="urgency", text=table("letter")["urgency"][source.urgency.value])
    if list(Secrecy).index(draft.secrecy) < list(Secrecy).index(source.secrecy):
        yield GuardFinding(kind="lost", what="secrecy", text=table("letter")["secrecy"][source.secrecy.value])
    held = normal("\n".join(one.text for one in draft.body))
    held += "".join(normal(one.number or "") for one in draft.references)
    held += "".join(normal(edit.before) for edit in edits if edit.rule in spending_rules())
    for reference in source.references:
        if reference.number and normal(reference.number) not in held:
            yield GuardFinding(kind="lost", what="number", text=thai_digits(reference.number))
    for enclosure in source.enclosures:
        if enclosure not in draft.enclosures:
            yield GuardFinding(kind="lost", what="enclosure", text=enclosure.text)
    shown = draft.form is not LetterForm.STAMPED
    if shown and source.subject and normal(draft.subject) != normal(source.subject):
        yield GuardFinding(kind="lost", what="subject", text=source.subject)


def _leaks(source: Circular, draft: Letter, office: OfficeProfile | None) -> Iterator[GuardFinding]:
    """Words that would give our own part to those below; never inside quotations and titles."""
    titles = titles_of(source)
    names = relay_names(source, office) if office else Names(source.issuer, "")
    for text in (draft.addressee, *(one.text for one in draft.body)):
        kept = keep_spans(text, titles)
        history = history_end(text)
        for leak in relay_words(names).leaks:
            for match in leak.pattern.finditer(text, 0 if leak.history else history):
                if not any(start <= match.start() and match.end() <= end for start, end in kept):
                    yield GuardFinding(kind="actor-leak", what="text", text=match.group())


def _addressees(source: Circular, draft: Letter, office: OfficeProfile | None) -> Iterator[GuardFinding]:
    """Offices that the circular is for and the letter no longer names, and those that it names besides."""
    if not draft.addressee.strip():
        yield GuardFinding(kind="lost", what="addressee", text="ถึง / เรียน")
        return
    if office is None:
        return
    wanted = offices_addressed(wanted_addressee(source, draft.form, office), office)
    written = offices_addressed(draft.addressee, office)
    for kind, names in (("lost", wanted - written), ("added", written - wanted)):
        if names:
            named = [one.name for one in offices_below(office) if one.name in names]
            text = " ".join(f"{word_below(office)}{one}" for one in named)
            yield GuardFinding(kind=kind, what="addressee", text=text)


def _foreign_letters(draft: Letter) -> Iterator[GuardFinding]:
    """Words with characters that no letter of ours holds: of another script, or not to be seen."""
    allowed = re.escape(table("relay")["letters"]["allowed"])
    foreign = re.compile(rf"\S{{0,12}}[^\sก-ฺ฿-๛!-~{allowed}]\S{{0,12}}")
    texts = (draft.subject, draft.addressee, draft.sender, *draft.unit, *(one.text for one in draft.body))
    for text in texts:
        for match in foreign.finditer(text):
            yield GuardFinding(kind="foreign-letter", what="text", text=match.group())


def _left_to_province(edits: Sequence[Edit]) -> Iterator[GuardFinding]:
    for edit in edits:
        if edit.rule == PROVINCE_ONLY:
            yield GuardFinding(kind="left-to-province", what="text", text=edit.before)
