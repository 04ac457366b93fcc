"""Every request is watched: it has a number, is logged and counted, and a fault ends in an answer that names itself."""

from __future__ import annotations

import logging
import re
import secrets
import time
from typing import TYPE_CHECKING, Final

from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request

from web.api.addresses import ROOT, is_api
from web.failures import fault
from web.logs import REQUEST

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from web.metrics import Metrics

log = logging.getLogger("saraban.web")

REQUEST_ID: Final = "x-request-id"
#: A number that a proxy before this program gave is kept, if it can be one.
_GIVEN: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
#: What was asked for at no address of the program.
NOWHERE: Final = "-"
#: A letter is hostile input: nothing runs, loads or goes anywhere but what this program itself serves.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Watched:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        given = request.headers.get(REQUEST_ID, "")
        number = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        token = REQUEST.set(number)
        status, began = 0, time.perf_counter()

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(request, MutableHeaders(scope=message), number)
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception as error:
            if status:
                # The answer was under way: it cannot be taken back, only cut off.
                raise
            response = await run_in_threadpool(fault, request, error)
            await response(scope, receive, sent)
        finally:
            self._told(request, status, time.perf_counter() - began)
            REQUEST.reset(token)

    def _told(self, request: Request, status: int, seconds: float) -> None:
        route = _route(request)
        method = request.method if request.method in _METHODS else NOWHERE
        self._metrics.answered(method, route, status, seconds)
        someone = getattr(request.state, "visitor", None)
        account = someone.account.name if someone is not None and someone.account else None
        told = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        log.info("request", extra={**told, "account": account})


#: Others are nobody's, and must not become a figure each.
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _route(request: Request) -> str:
    """The pattern of the address that was asked for; a router within the API's knows its part alone."""
    route = str(getattr(request.scope.get("route"), "path", NOWHERE))
    part = is_api(request.url.path) and route != NOWHERE and not is_api(route)
    return ROOT + route if part else route


def _add_headers(request: Request, headers: MutableHeaders, number: str) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if request.app.state.counter.secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.url.path.startswith("/static/"):
        headers["Cache-Control"] = "max-age=3600"
    headers["X-Request-ID"] = number
