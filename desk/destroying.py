"""Destroying what was certified: the second of two steps, by another person than the first.

Of a letter remain its row in the register, what its tasks were, and the audit; gone are the file, the mail that it
came with, its text, the words of the reading and the search index, which is made anew. Letter by letter: whoever is
interrupted calls it again. Whatever is held by now stays.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from circulars.disposal import DisposalDecision, DisposalEvent, DisposalList, DisposalStep
from circulars.errors import NotPermittedError
from circulars.reading_json import letter_to_json
from desk.disposal import ShownDisposal, open_disposal, shown, step_refused
from desk.indexing import begin_anew, index_of, texts_of
from desk.lookup import refuse_blank
from desk.obstacles import Obstacle, obstacles
from desk.paper import drop_pictures
from desk.reading import PAGES

if TYPE_CHECKING:
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming


@dataclass(frozen=True, slots=True, kw_only=True)
class Destroyed:
    """What became of the letters of a list."""

    shown: ShownDisposal
    done: tuple[Incoming, ...]
    left: tuple[Obstacle, ...]  #: why letters that were certified are still there


def destroy(desk: Desk, number: int, reason: str, clerk: Clerk) -> Destroyed:
    """Remove the originals of the letters that a certificate names.

    Raises:
        UsageError: If no reason is given.
        NotFoundError: If there is no such list.
        ConflictError: If the list is not certified or is done with, or another process is at the index.
        NotPermittedError: If the same person noted the certificate.
    """
    refuse_blank(reason)
    one = _certified(desk, number, clerk)
    done: list[Incoming] = []
    left: list[Obstacle] = []
    for item in one.decided(DisposalDecision.DESTROY):
        gone, bars = _destroy_one(desk, one, item.letter, reason, clerk)
        done += gone
        left += bars
    # Pages that were read are kept by their pictures, which are gone: whose they are is no longer known.
    shutil.rmtree(desk.archive.absolute(PAGES), ignore_errors=True)
    begin_anew(index_of(desk))
    if not left:
        event = DisposalEvent(
            step=DisposalStep.DESTROYED,
            day=clerk.today,
            people=(clerk.name,),
            note=reason.strip(),
            at=clerk.now,
            by=clerk.name,
        )
        with desk.database.writing() as store:
            store.disposals.step(number, event)
            store.audit.add(clerk.did("disposal_destroyed", f"disposal {number}", reason=reason.strip()))
    return Destroyed(shown=shown(desk, number), done=tuple(done), left=tuple(left))


def _certified(desk: Desk, number: int, clerk: Clerk) -> DisposalList:
    with desk.database.reading() as store:
        one = open_disposal(store, number)
    certificate = one.event(DisposalStep.CERTIFIED)
    if certificate is None or one.step is not DisposalStep.CERTIFIED:
        raise step_refused(one, DisposalStep.DESTROYED)
    if certificate.by == clerk.name:
        raise NotPermittedError("disposal-same-person", name=clerk.name)
    return one


def _destroy_one(
    desk: Desk, one: DisposalList, letter: int, reason: str, clerk: Clerk
) -> tuple[list[Incoming], tuple[Obstacle, ...]]:
    with desk.database.writing() as store:
        entry = store.incoming.by_ids([letter])[letter]
        there = entry.destroyed is None
        # Asked again in the transaction that marks it: a bar may have come since the certificate.
        bars = obstacles(store, [entry], one.year)[letter] if there else ()
        if bars:
            return [], bars
        receipts = store.incoming.by_ids(store.keeping.same_letters([letter])[letter])
        for same in receipts.values() if there else ():
            if same.destroyed is None:
                store.incoming.destroy(same.id, clerk.now, emptied(same))
                after = f"disposal {one.id}"
                trace = clerk.did(
                    "destroy", f"letter {same.receipt}", before=same.sha256, after=after, reason=reason
                )
                store.audit.add(trace)
        # What was entered anew since is another letter, although it be the same file.
        kept = {same.original for same in receipts.values() if not there and same.destroyed is None}
        gone = [same for same in receipts.values() if same.original not in kept]
        mails = store.mails.that_brought([same.receipt for same in gone])
    # Only now: a file that is gone without its row saying so would be a loss, the other way round is mended here.
    for same in gone:
        desk.archive.remove(same.original)
        texts_of(desk).drop(same.sha256)
        drop_pictures(desk, same)
    # A mail as it came holds the file once more; other letters that came with it have files of their own.
    for one_mail in mails:
        if one_mail.original:
            desk.archive.remove(one_mail.original)
    return [entry] if there else [], ()


def emptied(entry: Incoming) -> dict[str, Any]:
    """The reading of a letter without the letter's words: its heading and its directives, which tasks speak of."""
    letter = replace(entry.letter, paragraphs=())
    return {**entry.reading, "letter": letter_to_json(letter), "spans": {}, "issues": []}
