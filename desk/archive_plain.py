"""The archive's answers as JSON data, the same for the terminal and for the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circulars.codec import to_plain
from circulars.thai_calendar import BUDDHIST_ERA

if TYPE_CHECKING:
    from circulars.retention import Kept
    from desk.cards import ArchivedLetter
    from desk.saved_searches import Alert
    from desk.topics import ListedTopic
    from registry.cards import SavedSearch


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
