"""A row of the registers as the search index takes it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from circulars.card import IndexCard
from circulars.circular import Secrecy
from circulars.folding import bones, compact, fold
from circulars.number import LetterNumber
from circulars.places import provinces
from circulars.topics import Vocabulary
from parsers.clean import repaired
from parsers.thai_date import find_dates
from parsers.words import search_words
from registry.search.schema import IndexedLetter

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from circulars.circular import Circular
    from registry.entries import Incoming, Outgoing


#: A letter of which nothing was noted, and the subjects as they are shipped.
NO_CARD = IndexCard()
SHIPPED = Vocabulary.of(())
#: From the open to the strictest.
_CLASSES = tuple(Secrecy)


def received_letter(
    entry: Incoming, raw: str | None, card: IndexCard = NO_CARD, known: Vocabulary = SHIPPED
) -> IndexedLetter:
    """A letter received, with the text of its original; of a text that is gone, what the reading holds of it.

    Args:
        entry: The letter in the register.
        raw: The text of its original.
        card: What was noted of it.
        known: The office's subjects.
    """
    letter = entry.letter
    text = _with_corrections(repaired(raw)[0].text if raw else "", letter, _proposed(entry))
    references = [one.number for one in letter.references if one.number]
    dues = {one.due for directive in letter.directives for one in directive.deadlines if one.due}
    directives = [one.text for one in letter.directives]
    signatory = letter.signatory
    days = _days(text) | dues | ({entry.dated} if entry.dated else set())
    return IndexedLetter(
        key=f"in:{entry.id}",
        text=text,
        bones=bones(text),
        day=entry.dated or entry.received.date(),
        words={
            "text": search_words(text),
            "subject": search_words(entry.subject or ""),
            "sender": search_words(" ".join(filter(None, (entry.sender, *letter.drafting_unit)))),
            "addressee": search_words(entry.addressee or ""),
            "directive": search_words("\n\n".join(directives)),
            "person": search_words(
                " ".join(filter(None, (signatory.name, signatory.position))) if signatory else ""
            ),
        },
        keys={
            "number": _numbers(entry.number),
            "cites": [compact(one) for one in references],
            "receipt": [entry.receipt],
            "days": [one.isoformat() for one in sorted(days)],
            "secrecy": [letter.secrecy.value],
            "agency": [entry.sender] if entry.sender else [],
            "urgency": [entry.urgency.value],
            "form": [letter.form.value],
            "register": ["received"],
            "district": _districts(text),
            **_marks(card, known),
        },
        numbers={
            "dated": [entry.dated.toordinal()] if entry.dated else [],
            "received": [entry.received.toordinal()],
            "due": sorted(one.toordinal() for one in dues),
            "year": [(entry.dated or entry.received).year],
        },
    )


def sent_letter(
    entry: Outgoing,
    sources: Iterable[Secrecy] = (),
    card: IndexCard = NO_CARD,
    known: Vocabulary = SHIPPED,
) -> IndexedLetter:
    """A letter sent, as it was composed; of one that went out elsewhere, its row.

    Args:
        entry: The letter in the register.
        sources: The classes of the letters received that it speaks of; the strictest of all is its own.
        card: What was noted of the letter that it passes on: they lie together.
        known: The office's subjects.
    """
    letter = entry.content
    body = [one.text for one in letter.body] if letter else []
    text = "\n".join(filter(None, (entry.sender, entry.number, entry.addressee, entry.subject, *body)))
    cited = [one.number for one in letter.references if one.number] if letter else []
    return IndexedLetter(
        key=f"out:{entry.id}",
        text=text,
        bones=bones(text),
        day=entry.dated,
        words={
            "text": search_words(text),
            "subject": search_words(entry.subject),
            "sender": search_words(entry.sender),
            "addressee": search_words(entry.addressee),
        },
        keys={
            "number": _numbers(entry.number),
            "cites": [compact(one) for one in {*cited, *filter(None, (entry.relays,))}],
            "days": [one.isoformat() for one in sorted(_days(text) | {entry.dated})],
            "secrecy": [
                max([letter.secrecy if letter else Secrecy.NONE, *sources], key=_CLASSES.index).value
            ],
            "agency": [entry.sender],
            "urgency": [entry.urgency.value],
            "form": [letter.form.value] if letter else [],
            "register": ["sent"],
            "district": _districts(text),
            **_marks(card, known),
        },
        numbers={"dated": [entry.dated.toordinal()], "year": [entry.dated.year]},
    )


def _marks(card: IndexCard, known: Vocabulary) -> dict[str, list[str]]:
    """What a card says: as it is shown and counted, and as it is asked for, under every heading above it."""
    path = known.path(card.topic or "")
    asked = [name for one in path for name in (one.code, one.code.lstrip("0"), one.name, one.shown)]
    return {
        "topic": [path[-1].shown] if path else [],
        "file": [card.file_code] if card.file_code else [],
        "tag": list(card.tags),
        "topics": list(dict.fromkeys(map(compact, asked))),
        "files": [compact(card.file_code)] if card.file_code else [],
        "tags": list(map(compact, card.tags)),
    }


def _proposed(entry: Incoming) -> list[str]:
    """What the reading proposes for paragraphs that were misread."""
    return [
        issue["suggestion"]
        for issue in entry.reading["issues"]
        if issue["suggestion"]
        and re.fullmatch(r"/letter/(?:subject|paragraphs/\d+/text)", issue["field"] or "")
    ]


def _with_corrections(text: str, letter: Circular, proposed: list[str]) -> str:
    """The text, and beneath it what people corrected in it or what it probably means: either is found."""
    have = re.sub(r"\s", "", fold(text))
    said = [*(one.text for one in letter.paragraphs), letter.subject or "", *proposed]
    added = [one for one in said if re.sub(r"\s", "", fold(one)) not in have]
    return "\n\n".join(filter(None, (text, *added)))


def _numbers(key: str | None) -> list[str]:
    """Every way in which a number is cited: whole, without its letters, running with its mark, running alone."""
    if key is None:
        return []
    number = LetterNumber.parse(key)
    if number is None:
        return [compact(key)]
    mark = "ว" if number.circular else ""
    tail = f"{number.unit}/{mark}{number.running}"
    return list(dict.fromkeys([compact(key), tail, f"{mark}{number.running}", str(number.running)]))


def _days(text: str) -> set[dt.date]:
    return {one.day for one in find_dates(text) if one.day is not None and one.words.year is not None}


def _districts(text: str) -> list[str]:
    return sorted({match[1] for match in _district().finditer(text)})


@cache
def _district() -> re.Pattern[str]:
    names: Iterable[str] = {one.name for province in provinces() for one in province.districts}
    return re.compile(rf"(?:อำเภอ|เขต)\s?({'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})")
