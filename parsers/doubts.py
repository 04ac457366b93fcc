"""What in a reading a person should look at: missing parts, slips, deadlines in doubt."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from circulars.circular import LetterForm
from circulars.codec import to_plain
from circulars.deadline import Confidence
from circulars.messages import message
from circulars.reading import Issue, IssueKind, Severity
from circulars.source import Passage, TextFrom
from parsers.body import missing_items
from parsers.clean import repaired
from parsers.slips import corrected, slips

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from circulars.circular import Circular
    from circulars.deadline import Deadline
    from circulars.source import SourceText
    from parsers.body import BodyParagraph
    from parsers.directives import Orders
    from parsers.findings import Found
    from parsers.footing import Footing
    from parsers.heading import Heading
    from parsers.layout import Layout
    from parsers.zones import Zones

#: Characters of its word shown on each side of a foreign letter.
_AROUND = 4
_WORD_END = re.compile(r"[\s“”‘’\"'(),.;:!?/–—…-]")
#: Forms that carry no date, number or addressee of their own.
_NO_LETTER = {LetterForm.OTHER, LetterForm.REGULATION, LetterForm.MINUTES}
_ADDRESSED = {LetterForm.EXTERNAL, LetterForm.MEMO, LetterForm.STAMPED, LetterForm.RADIO}
#: Forms that need no number.
_UNNUMBERED = {LetterForm.PRESS, LetterForm.ANNOUNCEMENT}
_LEAST_THAI = 0.3


def doubts(
    source: SourceText,
    *,
    page: Layout,
    parts: Zones,
    heading: Heading,
    footing: Footing,
    paragraphs: Sequence[BodyParagraph],
    circular: Circular,
    passages: Mapping[str, tuple[Passage, ...]],
    ordered: Orders,
) -> Iterator[Issue]:
    """The issues of a reading that its own parts show."""
    if not _is_thai(source.raw):
        yield Issue(kind=IssueKind.NOT_THAI, severity=Severity.ERROR, field="/letter")
        return
    yield from _missing_parts(heading, heading.impossible or footing.impossible, circular)
    if page.cut_off or _ends_unsigned(parts, circular):
        yield Issue(kind=IssueKind.MISSING_PAGE, severity=Severity.ERROR, field="/letter")
    yield from _unmarked_number(source, circular, passages)
    missing = missing_items(paragraphs)
    if missing:
        yield Issue(kind=IssueKind.ITEM_ORDER, field="/letter/directives", facts={"missing": _few(missing)})
    yield from _foreign_words(source)
    yield from _slips(circular, passages)
    yield from _deadline_doubts(circular, passages)
    for index, where, words in ordered.unread:
        yield Issue(
            kind=IssueKind.DEADLINE_UNREAD,
            severity=Severity.ERROR,
            field=f"/letter/directives/{index}/deadlines",
            facts={"quote": words},
            passage=where,
        )


def _few(names: Sequence[str]) -> str:
    """The first of some names, and how many there are if they are too many to be read."""
    shown = ", ".join(names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown} … ({len(names)})"


#: Missing items that an issue names.
_MOST_NAMED = 6
_LETTER = re.compile(r"[^\W\d_]")
_THAI = re.compile("[ก-ะา-ๆ]")
#: Characters beyond Latin that are not Thai; those of private use are glyphs, not letters.
_FOREIGN = re.compile("[^\x00-\u024f\u0e00-\u0e7f\ue000-\uffff]")


def _is_thai(raw: str) -> bool:
    letters = len(_LETTER.findall(raw))
    return letters > 0 and len(_THAI.findall(raw)) >= _LEAST_THAI * letters


def _date_doubts(impossible: Found[str] | None, circular: Circular) -> Iterator[Issue]:
    if circular.dated is not None:
        return
    if impossible is None:
        yield Issue(kind=IssueKind.NO_DATE, field="/letter/dated")
        return
    yield Issue(
        kind=IssueKind.DATE_INVALID,
        severity=Severity.ERROR,
        field="/letter/dated",
        facts={"quote": impossible.value},
        passage=impossible.passages[0],
    )


def _missing_parts(heading: Heading, impossible: Found[str] | None, circular: Circular) -> Iterator[Issue]:
    if circular.form in _NO_LETTER:
        yield Issue(kind=IssueKind.NOT_A_LETTER, severity=Severity.ERROR, field="/letter/form")
        return
    if len(heading.numbers) > 1:
        numbers = ", ".join(one.value.text for one in heading.numbers)
        yield Issue(kind=IssueKind.NUMBER_AMBIGUOUS, field="/letter/number", facts={"numbers": numbers})
    if circular.number is None and circular.form not in _UNNUMBERED:
        meant = heading.garbled
        yield Issue(
            kind=IssueKind.NO_NUMBER,
            severity=Severity.ERROR,
            field="/letter/number",
            suggestion=meant.value if meant else None,
            passage=meant.passages[0] if meant else None,
        )
    yield from _date_doubts(impossible, circular)
    if circular.subject is None and circular.form is not LetterForm.CERTIFICATE:
        yield Issue(kind=IssueKind.NO_SUBJECT, field="/letter/subject")
    if circular.form in _ADDRESSED and circular.addressee is None:
        yield Issue(kind=IssueKind.NO_ADDRESSEE, severity=Severity.ERROR, field="/letter/addressee")
    if circular.form in _ADDRESSED and not circular.directives:
        yield Issue(kind=IssueKind.NO_DIRECTIVE, severity=Severity.INFO, field="/letter/directives")


def _unmarked_number(
    source: SourceText, circular: Circular, passages: Mapping[str, tuple[Passage, ...]]
) -> Iterator[Issue]:
    """A recognised number without ว of a letter to all: the mark, often written by hand, is easily misread."""
    number, addressee = circular.number, circular.addressee
    if number is None or not number.letters or number.circular or TextFrom.OCR not in source.text_from:
        return
    if addressee is None or not addressee.all:
        return
    where = passages["/letter/number"][0]
    rest = _MARK_AS_DIGIT.match(source.raw, where.end) if number.running < _TEN else None
    yield Issue(
        kind=IssueKind.LOW_CONFIDENCE,
        field="/letter/number",
        facts={"quote": source.raw[where.start : where.end], "page": str(source.spans(where)[0].page)},
        suggestion=f"{number.letters} {number.unit}/ว {rest['running']}" if rest else None,
        passage=where,
    )


#: The digits behind a digit that stands where the mark ว does: "/ 9 103" of "/ว 103".
_MARK_AS_DIGIT = re.compile(r" {1,2}(?P<running>[0-9๐-๙]{2,5})(?![0-9๐-๙/])")
_TEN = 10


def _ends_unsigned(parts: Zones, circular: Circular) -> bool:
    """A letter with neither signature, telephone nor unit below its text has lost its last page."""
    return circular.form in _ADDRESSED and bool(parts.body) and not parts.footing


def _foreign_words(source: SourceText) -> Iterator[Issue]:
    """Letters of another script that stand in for Thai ones, shown with their neighbours, each place once."""
    seen: set[str] = set()
    for match in _FOREIGN.finditer(source.raw):
        letter = match.group()
        if not letter.isalpha():
            continue
        start, end = _neighbours(source.raw, match.start())
        word = source.raw[start:end]
        if word in seen:
            continue
        seen.add(word)
        meant = repaired(word)[0].text
        yield Issue(
            kind=IssueKind.FOREIGN_LETTER,
            facts={"seen": word, "meant": meant, "names": unicodedata.name(letter, "?")},
            passage=Passage(start=start, end=end),
        )


def _neighbours(raw: str, at: int) -> tuple[int, int]:
    start, end = at, at + 1
    while start > 0 and at - start < _AROUND and not _WORD_END.match(raw[start - 1]):
        start -= 1
    while end < len(raw) and end - at <= _AROUND and not _WORD_END.match(raw[end]):
        end += 1
    return start, end


def _slips(circular: Circular, passages: Mapping[str, tuple[Passage, ...]]) -> Iterator[Issue]:
    """For every text value with a probable slip, the whole value as it was probably meant."""
    texts = {
        pointer: text
        for pointer, text in _texts(to_plain(circular), "/letter")
        if not pointer.endswith(_AS_THE_PAPER) and _quoted(pointer, passages)
    }
    known = {
        (one.seen, one.meant)
        for text in texts.values()
        for one in slips(text)
        if len(one.seen) >= _WORTH_SPREADING
    }
    known = set(sorted(known)[:_MOST_SPREAD])
    for pointer, text in texts.items():
        found = slips(text, known)
        if found:
            yield Issue(
                kind=IssueKind.OCR_SLIP,
                field=pointer,
                facts={
                    "seen": ", ".join(dict.fromkeys(one.seen for one in found)),
                    "meant": ", ".join(dict.fromkeys(one.meant for one in found)),
                    "confidence": "likely",
                    "reason": "slip-phrase",
                    "reason_th": message("slip-phrase", "th", {}),
                    "reason_en": message("slip-phrase", "en", {}),
                },
                suggestion=corrected(text, found),
                passage=_quoted(pointer, passages)[0],
            )


#: Texts that stay as the paper has them, and those made from them.
_AS_THE_PAPER = ("/quote", "/explanation")


def _quoted(pointer: str, passages: Mapping[str, tuple[Passage, ...]]) -> tuple[Passage, ...]:
    """The quotation of a value, or of the nearest value that it is a part of."""
    while pointer != "/letter":
        if pointer in passages:
            return passages[pointer]
        pointer = pointer.rpartition("/")[0]
    return ()


#: A slip shorter than this says too little to be looked for elsewhere without its company.
_WORTH_SPREADING = 8
#: Slips looked for in the rest of a document at most.
_MOST_SPREAD = 20


def _texts(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """The text values of plain data, by JSON pointer."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _texts(one, f"{pointer}/{index}")


def _deadline_doubts(circular: Circular, passages: Mapping[str, tuple[Passage, ...]]) -> Iterator[Issue]:
    for index, directive in enumerate(circular.directives):
        for place, deadline in enumerate(directive.deadlines):
            pointer = f"/letter/directives/{index}/deadlines/{place}"
            issue = _doubt(deadline, pointer, passages.get(pointer, ()))
            if issue is not None:
                yield issue


def _doubt(deadline: Deadline, pointer: str, where: tuple[Passage, ...]) -> Issue | None:
    facts = {"quote": deadline.quote, "why": deadline.explanation}
    kind, severity = IssueKind.DEADLINE_DOUBT, Severity.WARNING
    if "weekday_mismatch" in deadline.flags:
        kind = IssueKind.WEEKDAY_MISMATCH
    elif "invalid_date" in deadline.flags:
        kind, severity = IssueKind.DATE_INVALID, Severity.ERROR
    elif deadline.confidence not in {Confidence.DOUBT, Confidence.OPEN}:
        return None
    return Issue(
        kind=kind, severity=severity, field=pointer, facts=facts, passage=where[0] if where else None
    )
