"""The registry within one transaction, by theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry.accounts import Accounts
from registry.approvals import AnswerLinks, Approvals
from registry.audit import Audit
from registry.cards import Cards, SavedSearches
from registry.cells import Cells
from registry.disposals import Disposals
from registry.follow_up import FollowUp
from registry.incoming import IncomingRegister
from registry.keeping import Keeping
from registry.links import Links
from registry.listings import Listings
from registry.mails import Mails
from registry.numbers import Numbers
from registry.outcomes import Outcomes
from registry.outgoing import OutgoingRegister
from registry.presence import Presences
from registry.soundness import Soundness
from registry.tasks import Tasks
from registry.tokens import RequestAnswers, Tokens
from registry.webhooks import Outbox, Webhooks

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Store:
    """What the registry can be asked and told; had from `registry.database.Database`.

    Every method is one statement: rows go in, frozen values come out. A change and
    its trace in the audit belong to the same transaction because they share this store.
    """

    def __init__(self, connection: Connection) -> None:
        self.numbers = Numbers(connection)
        self.incoming = IncomingRegister(connection)
        self.tasks = Tasks(connection)
        self.cells = Cells(connection)
        self.listings = Listings(connection)
        self.outcomes = Outcomes(connection)
        self.outgoing = OutgoingRegister(connection)
        self.links = Links(connection)
        self.follow_up = FollowUp(connection)
        self.accounts = Accounts(connection)
        self.approvals = Approvals(connection)
        self.presences = Presences(connection)
        self.answer_links = AnswerLinks(connection)
        self.cards = Cards(connection)
        self.saved = SavedSearches(connection)
        self.keeping = Keeping(connection)
        self.disposals = Disposals(connection)
        self.mails = Mails(connection)
        self.tokens = Tokens(connection)
        self.request_answers = RequestAnswers(connection)
        self.webhooks = Webhooks(connection)
        self.outbox = Outbox(connection)
        self.soundness = Soundness(connection)
        self.audit = Audit(connection)
