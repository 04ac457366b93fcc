"""The commands under `saraban account`: who may log in to the counter in the browser."""

from __future__ import annotations

import click

from circulars.account import Role
from terminal.call import Call
from terminal.verb import Verbs, with_call


@click.group(cls=Verbs)
def account() -> None:
    """Accounts of the counter in the browser."""


@account.command("list")
@with_call
def list_accounts(call: Call) -> None:
    """List the accounts."""
    from desk.accounts import accounts
    from terminal.account_screens import account_plain, accounts_screen

    found = accounts(call.desk())
    call.show(accounts_screen(found, call), [account_plain(one) for one in found])


@account.command()
@click.argument("name")
@click.option("--role", type=click.Choice([one.value for one in Role]), required=True)
@click.option("--shown", default="")
@click.option("--district", default="")
@click.option("--secrets", is_flag=True)
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, envvar="SARABAN_PASSWORD")
@with_call
def add(call: Call, name: str, role: str, shown: str, district: str, secrets: bool, password: str) -> None:
    """Make an account."""
    from desk.accounts import add_account
    from terminal.account_screens import account_plain, accounts_screen

    made = add_account(
        call.desk(),
        call.clerk(),
        name=name,
        password=password,
        role=Role(role),
        shown=shown,
        district=district,
        sees_secrets=secrets,
    )
    call.show(accounts_screen((made,), call), account_plain(made))


@account.command()
@click.argument("name")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, envvar="SARABAN_PASSWORD")
@with_call
def password(call: Call, name: str, password: str) -> None:
    """Give an account another password."""
    from desk.accounts import set_password
    from terminal.words import say

    set_password(call.desk(), call.clerk(), name, password)
    call.show(say("account.changed", call.lang, name=name), {"name": name})


@account.command()
@click.argument("name")
@click.option("--again", is_flag=True)
@with_call
def disable(call: Call, name: str, again: bool) -> None:
    """Let an account log in no more, or again."""
    from desk.accounts import set_disabled
    from terminal.words import say

    set_disabled(call.desk(), call.clerk(), name, disabled=not again)
    call.show(say("account.enabled" if again else "account.disabled", call.lang, name=name), {"name": name})


@account.group(cls=Verbs)
def token() -> None:
    """Tokens with which programs come in a person's name."""


@token.command("add")
@click.argument("name")
@click.option("--title", required=True)
@click.option("--scope", "scopes", multiple=True)
@click.option("--days", type=click.IntRange(1), default=90)
@with_call
def add_token(call: Call, name: str, title: str, scopes: tuple[str, ...], days: int) -> None:
    """Make a token."""
    from desk.permissions import READING
    from desk.tokens import make_token
    from terminal.account_screens import made_token_screen, token_plain

    made = make_token(
        call.desk(), call.clerk(), name, title=title, scopes=scopes or tuple(READING), days=days
    )
    data = {**token_plain(made.token, name), "token": made.shown}
    call.show(made_token_screen(made, call), data)


@token.command("list")
@click.argument("name", required=False)
@with_call
def list_tokens(call: Call, name: str | None) -> None:
    """List the tokens."""
    from desk.tokens import tokens
    from terminal.account_screens import token_plain, tokens_screen

    found = tokens(call.desk(), name)
    data = [token_plain(one, owner.name) for owner, one in found]
    call.show(tokens_screen(found, call), data)


@token.command("revoke")
@click.argument("number", type=click.IntRange(1))
@with_call
def revoke(call: Call, number: int) -> None:
    """Let a token in no more."""
    from desk.tokens import revoke_token
    from terminal.words import say

    revoked = revoke_token(call.desk(), call.clerk(), number)
    call.show(say("token.revoked", call.lang, number=number, title=revoked.title), {"id": number})


@account.command("unlink")
@click.argument("name")
@with_call
def unlink(call: Call, name: str) -> None:
    """Let an account be logged in to with its password alone."""
    from desk.identities import unlink_identities
    from terminal.words import say

    gone = unlink_identities(call.desk(), call.clerk(), name)
    call.show(say("account.unlinked", call.lang, name=name, count=gone), {"name": name, "unlinked": gone})
