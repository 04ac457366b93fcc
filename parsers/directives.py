"""From a letter's paragraphs to its directives (ข้อสั่งการ).

What counts as one directive:

- a numbered item that gives an order, at whatever depth; an item that only announces those below it ("๑. ระดับจังหวัด",
  "… ดังนี้") gives none, one that orders something itself does, also where it goes on "โดย … ดังนี้"; where none of those below gives an
  order they are part of its words;
- a paragraph that gives an order outside any list, from the order's first words to its end, without a number;
- a closing that asks for more than to know, to consider and to go on; in a circular that orders nothing else also one
  that asks to act or to comply;
- a duty recalled from an earlier letter (ตามที่ … นั้น), if it has a rhythm and so still binds.

What somebody else decided or asked ("คณะรัฐมนตรีมีมติให้ …") counts only where the letter draws no conclusion of its own (จึงขอให้).

Actors are those who must carry it out: "แจ้งให้อำเภอสำรวจ" names the district and is marked as relay, "ให้จังหวัดและอำเภอ"
names both; who then reports to the level above the reader is the reader itself. Where nobody is named it is whoever the item
above or the leading paragraph names, else those written to.

Of several kinds in one directive a report decides (its deadline and form are what is tracked), unless it is first of all an
invitation or an answer; else the first that is more than to act.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.circular import LetterForm
from circulars.deadline import DeadlineKind, Scope
from circulars.directive import Channel, ChannelKind, Directive, DirectiveKind
from circulars.office import Level
from parsers.acts import masked, verb_at
from parsers.deadlines import Findings
from parsers.findings import Found, passage
from parsers.orders import Lead, recipients
from parsers.particulars import channels, nil_report, otherwise, quota
from parsers.piece import Piece, Reader, carry_out
from parsers.pieces import pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from circulars.deadline import Deadline
    from circulars.source import Passage
    from parsers.body import BodyParagraph
    from parsers.particulars import Inner

#: Forms that tell offices to do something; the others are rules, news or records.
ORDERING = frozenset(
    {
        LetterForm.EXTERNAL,
        LetterForm.MEMO,
        LetterForm.STAMPED,
        LetterForm.RADIO,
        LetterForm.ORDER,
        LetterForm.ANNOUNCEMENT,
    }
)


@dataclass(frozen=True, slots=True)
class Orders:
    """The directives of a letter, and the anchor words in them that no deadline rule could read."""

    directives: tuple[Found[Directive], ...]
    unread: tuple[tuple[int, Passage, str], ...]  #: index of the directive, quotation, words


def read_directives(
    paragraphs: Sequence[BodyParagraph],
    readers: tuple[Level, ...],
    form: LetterForm,
    find: Callable[[str], Findings],
    *,
    issuer: str | None = None,
    circular: bool = False,
) -> Orders:
    """The directives of the paragraphs, for the levels written to.

    Args:
        paragraphs: The letter's text.
        readers: The levels that the letter is addressed to, the first of them first.
        form: Forms that order nothing have no directives.
        find: Finds the deadlines of a text.
        issuer: In whose name the letter speaks; what others ask in it is no order of its own.
        circular: Whether the letter goes to many; then a closing that asks to comply is an order by itself.
    """
    if form not in ORDERING:
        return Orders((), ())
    reader = Reader(readers, form, issuer, find)
    pieces = pieces_of(reader, paragraphs, circular=circular)
    return _collected(reader, pieces)


def _collected(reader: Reader, pieces: Sequence[Piece]) -> Orders:
    found: list[Found[Directive]] = []
    unread: list[tuple[int, Passage, str]] = []
    for piece in pieces:
        findings = _findings(reader, piece)
        unread += [(len(found), passage(piece.text, one.start, one.end), one.text) for one in findings.unread]
        directive = _directive(piece, findings, reader)
        if piece.note:
            found = [_noted(one, directive) for one in found]
        found.append(directive)
    return Orders(tuple(found), tuple(unread))


def _findings(reader: Reader, piece: Piece) -> Findings:
    """The deadlines of a piece; an item of a list that was announced as orders is read as one (ให้รายงาน …)."""
    text = piece.text.text
    if piece.item is None or verb_at(masked(text), 0) is None:
        return reader.find(text)
    found, lead = reader.find(_LEAD + text), len(_LEAD)
    return Findings(
        tuple(replace(one, start=max(0, one.start - lead), end=one.end - lead) for one in found.deadlines),
        tuple(replace(one, start=max(0, one.start - lead), end=one.end - lead) for one in found.unread),
    )


#: What gives an order, where a list gives it for its items.
_LEAD = "ให้"


def _noted(one: Found[Directive], note: Found[Directive]) -> Found[Directive]:
    """An item's directive with the deadline that a note sets for all of them; its own beats it.

    How often they are reported on (รายงานผลตามข้อ ๑ - ๔ ทุกวันศุกร์) is no deadline of theirs.
    """
    if one.value.item is None or one.value.deadlines or not note.value.deadlines:
        return one
    if note.value.kind is DirectiveKind.REPORT and any(each.rrule for each in note.value.deadlines):
        return one
    deadlines = tuple(
        replace(each, flags=tuple(dict.fromkeys((*each.flags, "applies_to_all"))))
        for each in note.value.deadlines
    )
    inner = dict(one.inner) | {
        name: where for name, where in note.inner.items() if name.startswith("deadlines/")
    }
    return Found(replace(one.value, deadlines=deadlines), one.passages, inner)


def _directive(piece: Piece, findings: Findings, reader: Reader) -> Found[Directive]:
    inner: Inner = {"text": (passage(piece.text),)}
    actors = _actors(piece, reader)
    kind = _kind(piece)
    value = Directive(
        item=piece.item,
        standing=piece.standing,
        actors=actors,
        offices=_offices(piece, actors),
        relay=not piece.standing and _is_relay(piece, actors, reader),
        kind=kind,
        text=" ".join(piece.text.text.split()),
        deadlines=_deadlines(
            piece, findings, inner, _events(reader, piece) if kind is DirectiveKind.ATTEND else ()
        ),
        channels=channels(piece.text, inner) or _meeting(piece, kind, inner),
        quota=quota(piece.text, actors, inner),
        nil_report=nil_report(piece.text.text),
        otherwise=otherwise(piece.text, inner),
    )
    return Found(value, inner["text"], inner)


def _actors(piece: Piece, reader: Reader) -> tuple[Level, ...]:
    """The levels that must act; the reader too where it reports to those above it what others did."""
    named = set(carry_out(piece.orders))
    named = {level for level in named if piece.standing or not _outside(level, reader)}
    if not named and piece.actors:
        return tuple(sorted(piece.actors, key=lambda level: level.rank))
    named = named or {Level.OTHER}
    if reader.level not in named and _reports_up(piece, reader.level):
        named.add(reader.level)
    if len(named) > 1:
        named.discard(Level.OTHER)
    return tuple(sorted(named, key=lambda level: level.rank))


def _outside(level: Level, reader: Reader) -> bool:
    """Whether a level stands above all that the letter is addressed to."""
    return reader.level.rank <= Level.LOCAL_GOVERNMENT.rank and all(
        level.rank < one.rank for one in reader.readers
    )


def _reports_up(piece: Piece, level: Level) -> bool:
    """Whether something is to be sent to the level right above the reader."""
    if piece.standing or level.rank == 0 or level.rank > Level.LOCAL_GOVERNMENT.rank:
        return False
    up = [Level.DEPARTMENT, Level.PROVINCE, Level.DISTRICT][min(level.rank, 3) - 1]
    sent = [one for one in piece.orders if one.lead is Lead.FURTHER and one.kind is DirectiveKind.REPORT]
    return any(recipients(piece.text.text, one.end) == (up,) for one in sent)


def _offices(piece: Piece, actors: tuple[Level, ...]) -> tuple[str, ...]:
    """The offices named, where only some must act."""
    if not {Level.DISTRICT, Level.PROVINCE} & set(actors):
        return ()
    names = (
        name
        for one in piece.orders
        if not one.hands_down and set(one.actors) <= set(actors)
        for name in one.offices
    )
    return tuple(dict.fromkeys(names))


def _kind(piece: Piece) -> DirectiveKind:
    kinds = [one.kind for one in piece.orders if not one.hands_down and one.lead is not Lead.ADDED]
    kinds = kinds or [one.kind for one in piece.orders if one.lead is Lead.ADDED]
    if (not piece.orders or piece.orders[0].start > 0) and not piece.standing:
        head = verb_at(masked(piece.text.text), 0)
        kinds = [head, *kinds] if head else kinds
    if piece.standing and DirectiveKind.REPORT not in kinds and "รายงาน" in piece.text.text:
        return DirectiveKind.REPORT
    acts = [kind for kind in kinds if kind is not DirectiveKind.ACT]
    if acts and acts[0] in {DirectiveKind.ATTEND, DirectiveKind.REPLY}:
        return acts[0]
    if DirectiveKind.REPORT in acts:
        return DirectiveKind.REPORT
    return acts[0] if acts else DirectiveKind.ACT


def _is_relay(piece: Piece, actors: tuple[Level, ...], reader: Reader) -> bool:
    """Whether the reader must pass it on: it is told to, or all who must act stand below it and get no letter."""
    level = reader.level
    if piece.relay or any(one.relay and level not in one.actors for one in piece.orders):
        return True
    told = {
        other
        for one in piece.orders
        if one.kind is DirectiveKind.PASS_ON
        for other in recipients(piece.text.text, one.end)
    }
    below = {
        Level.DEPARTMENT: {Level.PROVINCE, Level.DISTRICT, Level.SUBDISTRICT, Level.LOCAL_GOVERNMENT},
        Level.PROVINCE: {Level.DISTRICT, Level.SUBDISTRICT, Level.LOCAL_GOVERNMENT},
        Level.DISTRICT: {Level.SUBDISTRICT, Level.LOCAL_GOVERNMENT},
    }
    acting = set(actors) - set(reader.readers)
    return bool(told & below.get(level, set())) or (
        bool(actors) and acting == set(actors) and acting <= below.get(level, set())
    )


def _deadlines(
    piece: Piece, findings: Findings, inner: Inner, events: Sequence[tuple[Deadline, Passage]]
) -> tuple[Deadline, ...]:
    found: list[Deadline] = []
    if not any(one.deadline.kind is DeadlineKind.EVENT for one in findings.deadlines):
        for event, where in events:
            inner[f"deadlines/{len(found)}"] = (where,)
            found.append(event)
    for one in findings.deadlines:
        inner[f"deadlines/{len(found)}"] = (passage(piece.text, one.start, one.end),)
        found.append(replace(one.deadline, scope=Scope.RESTATED) if piece.standing else one.deadline)
    return tuple(found)


def _meeting(piece: Piece, kind: DirectiveKind, inner: Inner) -> tuple[Channel, ...]:
    """How a meeting is held, where the text before the invitation says so."""
    if kind is DirectiveKind.ATTEND:
        for text in reversed(piece.before):
            found: Inner = {}
            held = channels(text, found)
            if held and held[0].kind is ChannelKind.MEETING:
                inner["channels/0"] = found["channels/0"]
                return held[:1]
    return ()


def _events(reader: Reader, piece: Piece) -> list[tuple[Deadline, Passage]]:
    """The days of meetings that the text before an invitation names, those nearest to it alone."""
    for text in reversed(piece.before):
        found = [
            (one.deadline, passage(text, one.start, one.end))
            for one in reader.find(text.text).deadlines
            if one.deadline.kind is DeadlineKind.EVENT
        ]
        if found:
            return found
    return []
