"""Accounts, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circulars.codec import to_plain
from circulars.labels import label
from circulars.thai_calendar import short_date
from desk.permissions import Verb
from terminal.layout import Column, table
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.account import AccessToken, Account
    from desk.tokens import MadeToken
    from terminal.call import Call


def accounts_screen(found: Sequence[Account], call: Call) -> str:
    """A line an account."""
    if not found:
        return say("account.none", call.lang)
    columns = [
        Column(title=say(f"column.account_{name}", call.lang)) for name in ("name", "shown", "role", "state")
    ]
    rows = [
        [
            one.name,
            one.shown,
            " ".join(filter(None, (label(one.role, call.lang), one.office_code))),
            say("account.off" if one.disabled else "account.on", call.lang),
        ]
        for one in found
    ]
    return table(columns, rows, call.room)


def account_plain(account: Account) -> dict[str, Any]:
    """An account as JSON data; its password is nowhere in it."""
    data: dict[str, Any] = to_plain(account)
    return data


def made_token_screen(made: MadeToken, call: Call) -> str:
    """A new token; it is shown this once."""
    expires = short_date(made.token.expires.date())
    return say("token.made", call.lang, token=made.shown, scopes=_scopes(made.token, call), expires=expires)


def tokens_screen(found: Sequence[tuple[Account, AccessToken]], call: Call) -> str:
    """A line a token; what lets in is kept nowhere and shown nowhere."""
    if not found:
        return say("token.none", call.lang)
    names = ("id", "owner", "title", "scopes", "expires", "state")
    columns = [Column(title=say(f"column.token_{name}", call.lang)) for name in names]
    now = call.clerk().now
    rows = [
        [
            str(one.id),
            owner.name,
            one.title,
            _scopes(one, call),
            short_date(one.expires.date()),
            say("token.open" if one.is_open(now) else "token.shut", call.lang),
        ]
        for owner, one in found
    ]
    return table(columns, rows, call.room)


def token_plain(token: AccessToken, owner: str) -> dict[str, Any]:
    """A token as JSON data, without what lets in."""
    return {**to_plain(token), "account": owner, "scopes": sorted(token.scopes)}


def _scopes(token: AccessToken, call: Call) -> str:
    return ", ".join(label(one, call.lang) for one in Verb if one in token.scopes)
