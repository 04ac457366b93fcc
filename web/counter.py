"""What every page works with: the desk, the clock, the templates; and who is at the counter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from circulars.labels import label
from desk.office_desk import Clerk, Desk
from desk.permissions import NOTHING_IN_PARTICULAR, Subject, Verb, may
from desk.settings import Settings
from web import shown
from web.openid import OpenID
from web.words import say

if TYPE_CHECKING:
    from circulars.account import Account

#: Thailand has one time zone and no summer time.
BANGKOK = dt.timezone(dt.timedelta(hours=7))


def bangkok_now() -> dt.datetime:
    """The clock on the wall."""
    return dt.datetime.now(BANGKOK).replace(tzinfo=None, microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks for a page: logged in or not, and in what language."""

    lang: str
    account: Account | None = None
    csrf: str = ""
    token: str = ""
    scopes: frozenset[Verb] | None = (
        None  #: of the token with which a program comes; None: they come themselves
    )

    def may(self, verb: Verb, subject: Subject = NOTHING_IN_PARTICULAR) -> bool:
        """Whether they may do it."""
        return self.account is not None and may(self.account, verb, subject, within=self.scopes)


@cache
def pages() -> Environment:
    """The templates, all of them made ready: whoever comes first need not wait for that."""
    found = Environment(
        loader=FileSystemLoader(str(files("web") / "pages")),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in found.list_templates():
        found.get_template(name)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """The counter of one office."""

    desk: Desk
    data: Path
    now: Callable[[], dt.datetime] = bangkok_now
    secure: bool = False  #: behind TLS: cookies say so
    openid: OpenID | None = None  #: the house that vouches for people, if there is one
    mail_password: str = ""  #: of the office's account on its mail server, by which reminders go
    pages: Environment = field(default_factory=pages)

    def clerk(self, visitor: Visitor) -> Clerk:
        """The visitor as the one who acts."""
        name = visitor.account.shown if visitor.account else "-"
        return Clerk(name=name, now=self.now())

    def page(
        self, request: Request, visitor: Visitor, template: str, *, status: int = 200, **facts: Any
    ) -> HTMLResponse:
        """A page of ``pages/``."""
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        text = self.pages.get_template(template).render(
            visitor=visitor,
            lang=visitor.lang,
            office=self.desk.office,
            here=here,
            today=self.now().date(),
            say=lambda key, **words: say(key, visitor.lang, **words),
            label=lambda value: label(value, visitor.lang),
            shown=shown.Shown(visitor.lang),
            Verb=Verb,
            **facts,
        )
        return HTMLResponse(text, status_code=status)


def counter_of(request: Request) -> Counter:
    """The counter that a request came to, with the profile and the holidays as they are now."""
    state = request.app.state
    found: Counter = state.counter
    stamp = found.desk.stamp(found.data)
    if stamp != getattr(state, "stamp", stamp):
        found = state.counter = replace(found, desk=found.desk.renewed(Settings.of(found.data)))
    state.stamp = stamp
    return found
