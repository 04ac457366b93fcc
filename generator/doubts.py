"""What a person should look at before a relay is sent; none of it refuses the draft."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circulars.agencies import issuer_of
from circulars.circular import LetterForm
from circulars.letter import GuardFinding
from circulars.office import Level
from circulars.relay_rules import text_words
from generator.addressees import is_ours
from generator.edits import RENUMBER
from generator.facts import facts
from generator.openings import ATTRIBUTION
from generator.province_items import PROVINCE_ONLY
from generator.recitals import history_end
from generator.rewording import COPY_FORWARD, keep_spans

REPORT_UP, OWN_DUE, COPY_WHOLE = "report-up", "own-due", "copy-whole"
COLLECTS = re.compile(r"รวบรวม|สรุป|ประมวล")

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.circular import Circular
    from circulars.letter import Edit, Letter


def doubts(source: Circular, draft: Letter, edits: Sequence[Edit], level: Level) -> Iterator[GuardFinding]:
    """Questions that the circular leaves open for its relay."""
    rules = {edit.rule for edit in edits}
    if COPY_WHOLE in rules:
        # What the circular says stands in the copy.
        yield _doubt("copy", next((one.text for one in draft.enclosures), ""))
        return
    if ATTRIBUTION not in rules and issuer_of(source) is None:
        yield _doubt("issuer", source.number.text if source.number else "")
    elif not rules & {ATTRIBUTION, COPY_FORWARD} and not _names_issuer(source, draft):
        yield _doubt("opening", issuer_of(source) or "")
    if not is_ours(source, draft.sender, level) and source.addressee is not None:
        yield _doubt("addressee", source.addressee.text)
    yield from _deadlines(edits)
    if draft.form is not LetterForm.STAMPED and source.form is LetterForm.STAMPED:
        yield _doubt("form", draft.addressee)
    # An item that was counted anew may be pointed at by its old number.
    if RENUMBER in rules:
        yield from _words(draft, "cross-reference")
    if level is Level.PROVINCE:
        # What each province gives must be shared out among its districts.
        yield from _words(draft, "quantity")
    if draft.qr is None:
        yield from _words(draft, "channel")


def _names_issuer(source: Circular, draft: Letter) -> bool:
    """Whether the letter says whose order it passes on; one from our own province need not."""
    issuer = issuer_of(source) or ""
    return issuer == draft.sender or any(issuer in one.text for one in draft.body)


def _deadlines(edits: Sequence[Edit]) -> Iterator[GuardFinding]:
    """Answers that the province collects: the districts need a day of their own before it, or were given one."""
    set_ = [edit for edit in edits if edit.rule == OWN_DUE]
    yield from (_doubt("own-due", edit.after.strip()) for edit in set_)
    for edit in edits if not set_ else ():
        if edit.rule == REPORT_UP:
            yield _doubt("deadline", edit.after)
        if edit.rule == PROVINCE_ONLY and COLLECTS.search(edit.before):
            yield from (_doubt("deadline", one.text) for one in facts(edit.before) if one.what == "deadline")


def _words(draft: Letter, what: str) -> Iterator[GuardFinding]:
    for paragraph in draft.body:
        kept = keep_spans(paragraph.text)
        for match in text_words().doubts[what].finditer(paragraph.text, history_end(paragraph.text)):
            if not any(start <= match.start() < end for start, end in kept):
                yield _doubt(what, match.group())


def _doubt(what: str, text: str) -> GuardFinding:
    return GuardFinding(kind="doubt", what=what, text=text)
