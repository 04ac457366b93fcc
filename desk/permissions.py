"""Who may do what: one function decides, every door asks it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from circulars.account import Role
from circulars.circular import Secrecy

if TYPE_CHECKING:
    from circulars.account import Account


class Verb(StrEnum):
    """What can be done at the counter."""

    RECEIVE = "receive"  #: register a file
    SEE_LETTER = "see_letter"  #: open a letter and its original
    CORRECT = "correct"  #: change a reading
    CONFIRM = "confirm"  #: find a reading right
    DRAFT = "draft"  #: draft a relay, change and submit it
    APPROVE = "approve"  #: let a submitted draft go out, or send it back
    SEND = "send"  #: give number and date
    SEE_REGISTERS = "see_registers"
    TRACK = "track"  #: see who has answered
    JUDGE = "judge"  #: accept or return an answer
    REPORT = "report"  #: answer a task
    SEARCH = "search"
    MANAGE_ACCOUNTS = "manage_accounts"
    SEE_AUDIT = "see_audit"
    MONITOR = "monitor"  #: see how the program fares: figures, no letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a verb is done to; everything left out is nobody's in particular."""

    secrecy: Secrecy = Secrecy.NONE
    office_code: str = ""  #: the office whose task it is
    sent_to_districts: bool = False  #: the letter went out to the districts


_ROLES: Final[dict[Verb, frozenset[Role]]] = {
    Verb.RECEIVE: frozenset({Role.REGISTRY_CLERK}),
    Verb.SEE_LETTER: frozenset(Role) - {Role.ADMIN},
    Verb.CORRECT: frozenset({Role.REGISTRY_CLERK, Role.OFFICER}),
    Verb.CONFIRM: frozenset({Role.REGISTRY_CLERK, Role.OFFICER}),
    Verb.DRAFT: frozenset({Role.REGISTRY_CLERK, Role.DRAFTER}),
    Verb.APPROVE: frozenset({Role.APPROVER}),
    Verb.SEND: frozenset({Role.REGISTRY_CLERK}),
    Verb.SEE_REGISTERS: frozenset(
        {Role.REGISTRY_CLERK, Role.DRAFTER, Role.APPROVER, Role.OFFICER, Role.ARCHIVIST}
    ),
    Verb.TRACK: frozenset({Role.REGISTRY_CLERK, Role.DRAFTER, Role.APPROVER, Role.OFFICER, Role.DISTRICT}),
    Verb.JUDGE: frozenset({Role.OFFICER}),
    Verb.REPORT: frozenset({Role.OFFICER, Role.REGISTRY_CLERK, Role.DISTRICT}),
    Verb.SEARCH: frozenset({Role.REGISTRY_CLERK, Role.DRAFTER, Role.APPROVER, Role.OFFICER, Role.ARCHIVIST}),
    Verb.MANAGE_ACCOUNTS: frozenset({Role.ADMIN}),
    Verb.SEE_AUDIT: frozenset({Role.ADMIN}),
    Verb.MONITOR: frozenset({Role.ADMIN}),
}

#: What a program can be let do in a person's name; accounts are a person's own business.
SCOPES: Final = frozenset(Verb) - {Verb.MANAGE_ACCOUNTS, Verb.SEE_AUDIT}
#: Of those, what changes nothing.
READING: Final = frozenset({Verb.SEE_LETTER, Verb.SEE_REGISTERS, Verb.TRACK, Verb.SEARCH})

NOTHING_IN_PARTICULAR: Final = Subject()


def may(
    account: Account,
    verb: Verb,
    subject: Subject = NOTHING_IN_PARTICULAR,
    *,
    within: frozenset[Verb] | None = None,
) -> bool:
    """Whether a person may do something to something.

    A secret letter is for those cleared for it, whatever their role; a district sees its own tasks, and letters
    that were sent to the districts; an admin reads no letter by being one.

    Args:
        account: Who.
        verb: What.
        subject: To what.
        within: The scopes of the token with which a program comes in their name; None: they come themselves.
    """
    if within is not None and verb not in within:
        return False
    if account.disabled is not None or account.role not in _ROLES[verb]:
        return False
    if subject.secrecy is not Secrecy.NONE and not account.secrets:
        return False
    if account.role is not Role.DISTRICT:
        return True
    if verb is Verb.SEE_LETTER:
        return subject.sent_to_districts
    return subject.office_code in {"", account.office_code}
