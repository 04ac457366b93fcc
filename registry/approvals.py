"""What became of drafts on their way out, and the addresses at which districts answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from circulars.approval import Approval, ApprovalStep
from registry.tables import UNSENT, answer_link, approval, draft

_APPROVAL = ("letter", "step", "draft_sha256", "at", "by", "account", "note")
_LINK = ("letter", "office_code", "at", "by", "expires", "revoked")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLink:
    """An address at which one district answers one letter without an account."""

    letter: int
    office_code: str
    at: dt.datetime
    by: str
    expires: dt.datetime
    revoked: dt.datetime | None = None


class Approvals:
    """The steps that drafts have taken (เสนอ, อนุมัติ, ส่งกลับ)."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, new: Approval) -> None:
        """Write down a step."""
        values = {name: getattr(new, name) for name in _APPROVAL} | {"step": new.step.value}
        self._connection.execute(approval.insert().values(values))

    def of(self, letter: int) -> tuple[Approval, ...]:
        """The steps of a letter's draft, oldest first."""
        query = sa.select(approval).where(approval.c.letter == letter).order_by(approval.c.id)
        return tuple(_approval(row) for row in self._connection.execute(query))

    def last_unsent(self) -> dict[int, Approval]:
        """The last step of every draft that has taken one and has not been sent, by its letter."""
        newest = (
            sa.select(sa.func.max(approval.c.id))
            .where(approval.c.letter.in_(sa.select(draft.c.letter).where(UNSENT)))
            .group_by(approval.c.letter)
        )
        rows = self._connection.execute(sa.select(approval).where(approval.c.id.in_(newest)))
        return {row.letter: _approval(row) for row in rows}


class AnswerLinks:
    """The addresses at which districts answer."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, key: str, new: AnswerLink) -> None:
        """Remember an address by the hash of its secret part."""
        values = {name: getattr(new, name) for name in _LINK}
        self._connection.execute(answer_link.insert().values(key=key, **values))

    def by_key(self, key: str) -> AnswerLink | None:
        """The address of that hash."""
        row = self._connection.execute(sa.select(answer_link).where(answer_link.c.key == key)).one_or_none()
        return None if row is None else _link(row)

    def of(self, letter: int) -> tuple[AnswerLink, ...]:
        """Every address of a letter, by district, oldest first."""
        query = sa.select(answer_link).where(answer_link.c.letter == letter)
        order = (answer_link.c.office_code, answer_link.c.at)
        return tuple(_link(row) for row in self._connection.execute(query.order_by(*order)))

    def revoke(self, letter: int, office_code: str, when: dt.datetime) -> int:
        """Shut the addresses of a district for a letter; how many were open."""
        done = self._connection.execute(
            answer_link.update()
            .where(
                answer_link.c.letter == letter,
                answer_link.c.office_code == office_code,
                answer_link.c.revoked.is_(None),
            )
            .values(revoked=when)
        )
        return done.rowcount


def _approval(row: sa.Row[Any]) -> Approval:
    return Approval(**{name: getattr(row, name) for name in _APPROVAL} | {"step": ApprovalStep(row.step)})


def _link(row: sa.Row[Any]) -> AnswerLink:
    return AnswerLink(**{name: getattr(row, name) for name in _LINK})
