"""Accounts, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circulars.codec import to_plain
from circulars.labels import label
from terminal.layout import Column, table
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.account import Account
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
