"""The rules of ``relay.toml`` at work: which words of a paragraph change, and into what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circulars.circular import LetterForm, Part
from circulars.letter import Edit
from circulars.relay_rules import Names, RelayRule, RelayWords, When, Where, relay_words, text_words
from generator.recitals import history_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from circulars.circular import Circular, Paragraph

Span = tuple[int, int]
#: The rule by which documents are sent on; it says itself who they are from.
COPY_FORWARD = "copy-forward"
#: Titles shorter than this are common words, not names to be kept.
_TITLE_LENGTH = 8
#: Characters behind an order's actor within which its act is told.
_REACH = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """What the rules must know of the whole circular and of the letter that is made of it."""

    names: Names
    form: LetterForm
    everyone: bool  #: every district is written to
    one_level: bool  #: nowhere is the district's part told from the province's
    governed: dict[int, int]  #: paragraphs with an order to the province alone, and where it begins
    own_history: frozenset[int] = frozenset()  #: paragraphs that recall our own earlier letter
    titles: tuple[re.Pattern[str], ...] = field(default=())

    @property
    def words(self) -> RelayWords:
        """The patterns with the names filled in."""
        return relay_words(self.names)


def keep_spans(text: str, titles: Iterable[re.Pattern[str]] = ()) -> tuple[Span, ...]:
    """What no rule may touch: quoted words, titles, addresses, the subjects of letters."""
    return tuple(
        match.span() for pattern in (*text_words().keeps, *titles) for match in pattern.finditer(text)
    )


def titles_of(source: Circular) -> tuple[re.Pattern[str], ...]:
    """The subjects of the circular and of the letters it cites, wherever they stand, however their blanks fall."""
    subjects = {source.subject, *(one.subject for one in source.references)}
    found = sorted({" ".join(one.split()) for one in subjects if one and len(one) >= _TITLE_LENGTH})
    return tuple(re.compile(re.escape(one).replace(r"\ ", r"\s*")) for one in found)


def is_one_level(paragraphs: Sequence[Paragraph], words: RelayWords) -> bool:
    """Whether no order names the district as actor by itself."""
    return not any(words.told_apart.search(one.text, history_end(one.text)) for one in paragraphs)


def governed_paragraphs(
    paragraphs: Sequence[Paragraph], words: RelayWords, *, one_level: bool
) -> dict[int, int]:
    """The paragraphs in which the province alone is told to act, and from where on.

    An item stands under the sentence that leads in the items, unless it names the district itself. An act that only
    the province can do is no order that the districts could take over.
    """
    found: dict[int, int] = {}
    lead = False
    for index, paragraph in enumerate(paragraphs):
        match = words.governed.search(paragraph.text, history_end(paragraph.text))
        if match and _is_provinces_act(paragraph.text[match.end() :], words, one_level=one_level):
            match = None
        if paragraph.item is None:
            lead = match is not None and not words.told_apart.search(paragraph.text, match.end())
            if match:
                found[index] = match.start()
        elif words.told_apart.search(paragraph.text) or words.both.search(paragraph.text):
            continue
        elif match or lead:
            found[index] = match.start() if match else 0
    return found


def _is_provinces_act(following: str, words: RelayWords, *, one_level: bool) -> bool:
    """Whether the next words of an order are such as only the province does (รวบรวม…ของอำเภอ)."""
    near = following[:_REACH].split("ดังนี้", maxsplit=1)[0]
    if any(pattern.search(near) for pattern in (*words.province_only, words.with_districts)):
        return True
    return not one_level and words.province_act.match(near) is not None


def reword(index: int, paragraph: Paragraph, rewording: Rewording, taken: Iterable[Span] = ()) -> list[Edit]:
    """The edits that the rules make in one paragraph; words in ``taken`` are spoken for.

    Every rule sees the source's own text. Of rules that want the same words, the first has them.
    """
    text = paragraph.text
    kept = [*keep_spans(text, rewording.titles), *taken]
    own: list[Edit] = []
    for rule in rewording.words.rules:
        for (start, end), after in rule_changes(rule, index, paragraph, rewording):
            if after != text[start:end] and not any(_clash((start, end), one) for one in kept):
                kept.append((start, end))
                own.append(
                    Edit(rule=rule.id, paragraph=index, before=text[start:end], after=after, start=start)
                )
    return own


def _is_for(rule: RelayRule, paragraph: Paragraph, form: LetterForm) -> bool:
    if rule.forms and form not in rule.forms:
        return False
    match rule.where:
        case Where.TEXT:
            return paragraph.item is None
        case Where.ITEM:
            return paragraph.item is not None
        case Where.CLOSING:
            return paragraph.part is Part.CLOSING
    return True


def rule_changes(
    rule: RelayRule, index: int, paragraph: Paragraph, rewording: Rewording
) -> Iterator[tuple[Span, str]]:
    """What one rule by itself would change in a paragraph, kept words and other rules apart."""
    if not _is_for(rule, paragraph, rewording.form):
        return
    text = paragraph.text
    history = history_end(text)
    words = rewording.words
    after = rule.after.replace("«all»", words.everyone if rewording.everyone else words.below)
    for match in rule.pattern.finditer(text):
        span = match.span("t") if "t" in rule.pattern.groupindex else match.span()
        if rule.yields and _is_provinces_act(text[span[1] :], rewording.words, one_level=rewording.one_level):
            continue
        if rule.when is When.GOVERNED and not _is_governed(index, text, span[0], rewording):
            continue
        if _holds(rule.when, index, span, history, rewording) and not _names_others(
            text[slice(*span)], rewording
        ):
            yield span, match.expand(after)


def _holds(when: When, index: int, span: Span, history: int, rewording: Rewording) -> bool:
    """Whether a rule may be used at this place."""
    recalled = span[0] < history
    ours = index in rewording.own_history
    match when:
        case When.ALWAYS:
            return True
        case When.OWN_HISTORY:
            return recalled and ours
        case When.ONE_LEVEL:
            return not recalled and rewording.one_level
        case When.GOVERNED:
            return not recalled
    return not recalled or ours


def _is_governed(index: int, text: str, place: int, rewording: Rewording) -> bool:
    """Whether what stands there is still the act of an order to the province alone."""
    begun = rewording.governed.get(index)
    if begun is None or begun > place:
        return False
    return rewording.words.governed_no_more.search(text, begun, place) is None


def _names_others(words: str, rewording: Rewording) -> bool:
    """Whether the words name provinces, and not ours: such an order is not for our districts."""
    match = rewording.words.some_provinces.search(words)
    return match is not None and rewording.names.own not in match.group()


def _clash(one: Span, other: Span) -> bool:
    """Whether two stretches share a character; a place to insert clashes only inside another stretch, or with its like."""
    if one[0] == one[1]:
        return other[0] < one[0] < other[1] or one == other
    if other[0] == other[1]:
        return _clash(other, one)
    return one[0] < other[1] and other[0] < one[1]
