"""The archive's answers as JSON data, the same for the terminal and for the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circulars.codec import to_plain
from circulars.thai_calendar import BUDDHIST_ERA

if TYPE_CHECKING:
    import datetime as dt

    from circulars.disposal import DisposalList
    from circulars.retention import Hold, Kept
    from desk.borrowing import Lent
    from desk.cards import ArchivedLetter
    from desk.destroying import Destroyed
    from desk.disposal import ShownDisposal
    from desk.saved_searches import Alert
    from desk.topics import ListedTopic
    from registry.cards import SavedSearch
    from registry.entries import Incoming


def archived_plain(one: ArchivedLetter) -> dict[str, Any]:
    """A letter as the archive has it."""
    entry = one.entry
    return {
        "id": entry.receipt,
        "number": entry.number,
        "dated": to_plain(entry.dated),
        "agency": entry.sender,
        "subject": entry.subject,
        "topic": one.card.topic,
        "topic_name": one.path[-1].name if one.path else None,
        "file_code": one.card.file_code,
        "tags": list(one.card.tags),
        "state": one.state.value,
        "kept": kept_plain(one.kept) if one.kept else None,
        "holds": [to_plain(hold) for hold in one.holds],
        "loan": to_plain(one.loan) if one.loan else None,
        "transfer": to_plain(one.transfer) if one.transfer else None,
        "destroyed": to_plain(entry.destroyed),
    }


def kept_plain(kept: Kept) -> dict[str, Any]:
    """How long a letter is kept; years in the Buddhist era."""
    until, extended = kept.keep_until, kept.extended
    return {
        **to_plain(kept),
        "closed": kept.closed + BUDDHIST_ERA,
        "extended": extended + BUDDHIST_ERA if extended else None,
        "keep_until": until + BUDDHIST_ERA if until else None,
        "for_good": kept.kind.for_good,
    }


def topic_plain(one: ListedTopic) -> dict[str, Any]:
    """A subject of the vocabulary."""
    data: dict[str, Any] = {**to_plain(one.topic), "letters": one.letters}
    return data


def saved_plain(saved: SavedSearch) -> dict[str, Any]:
    """A search that is kept."""
    return {"name": saved.name, "words": saved.words, "saved": to_plain(saved.at), "owner": saved.owner}


def alert_plain(alert: Alert) -> dict[str, Any]:
    """What came in for a search."""
    new = [
        {"id": one.receipt, "number": one.number, "dated": to_plain(one.dated), "subject": one.subject}
        for one in alert.new
    ]
    return {**saved_plain(alert.saved), "new": new}


def lent_plain(one: Lent, today: dt.date) -> dict[str, Any]:
    """A loan with its letter."""
    data = {name: value for name, value in to_plain(one.loan).items() if name != "letter"}
    return {
        "letter": one.entry.receipt,
        "subject": one.entry.subject,
        **data,
        "late": one.loan.is_late(today),
    }


def hold_plain(hold: Hold, entry: Incoming) -> dict[str, Any]:
    """A bar to destroying a letter."""
    data: dict[str, Any] = {**to_plain(hold), "letter": entry.receipt, "subject": entry.subject}
    return data


def disposal_plain(one: DisposalList) -> dict[str, Any]:
    """A list of letters to be destroyed, without its letters."""
    return {
        "number": one.id,
        "year": one.year + BUDDHIST_ERA,
        "step": one.step.value,
        "letters": len(one.items),
        "committee": list(one.committee),
        "events": [to_plain(event) for event in one.events],
    }


def shown_disposal_plain(shown: ShownDisposal) -> dict[str, Any]:
    """A list with its letters and what stands against destroying them."""
    items = [
        {
            "place": item.place,
            "id": shown.letters[item.letter].entry.receipt,
            "subject": shown.letters[item.letter].entry.subject,
            "decision": item.decision.value,
            "until": item.until + BUDDHIST_ERA if item.until else None,
            "note": item.note,
            "destroyed": to_plain(shown.letters[item.letter].entry.destroyed),
            "obstacles": [to_plain(bar) for bar in shown.obstacles.get(item.letter, ())],
        }
        for item in shown.disposal.items
    ]
    return {**disposal_plain(shown.disposal), "items": items}


def destroyed_plain(done: Destroyed) -> dict[str, Any]:
    """What became of the letters of a list."""
    return {
        "number": done.shown.disposal.id,
        "destroyed": [one.receipt for one in done.done],
        "left": [to_plain(bar) for bar in done.left],
        "step": done.shown.disposal.step.value,
    }
