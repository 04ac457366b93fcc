"""The application: its routes, what it answers when something fails, and what it forbids browsers."""

from __future__ import annotations

import logging
import secrets
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from circulars.errors import ExitCode, NotFoundError, SarabanError, UsageError
from generator.fonts import screen_fonts
from web.counter import Counter
from web.guards import LoginNeededError, visitor
from web.presence import Presence
from web.routes import (
    answers,
    archive,
    district_addresses,
    entrance,
    exports,
    finding,
    follow_up,
    inbox,
    letters,
    people,
    reading_room,
    relay,
    tracking,
)
from web.sizes import refuse_size

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.responses import Response

log = logging.getLogger("saraban.web")

#: The pages by theme.
ROUTERS = tuple(
    module.router
    for module in (
        entrance, inbox, letters, reading_room, relay, follow_up, tracking, answers, district_addresses, archive, finding, exports,
        people,
    )
)  # fmt: skip
#: What each way of failing is called in HTTP.
STATUS = {
    ExitCode.USAGE: 422,
    ExitCode.UNREADABLE: 422,
    ExitCode.NOT_FOUND: 404,
    ExitCode.CONFLICT: 409,
    ExitCode.NOT_PERMITTED: 403,
}
#: The same of requests whose size is wrong.
SIZE_STATUS = {"request-too-large": 413, "request-without-length": 411}
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


def create_app(counter: Counter) -> FastAPI:
    """The counter in the browser."""
    app = FastAPI(title="Saraban", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.counter = counter
    app.state.presence = Presence()
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_route("/static/fonts/{style}.ttf", _font, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=str(files("web") / "static")), name="static")
    app.middleware("http")(_within_size)
    app.middleware("http")(_with_headers)
    app.add_exception_handler(LoginNeededError, _to_login)
    app.add_exception_handler(SarabanError, _told)
    app.add_exception_handler(RequestValidationError, _no_such_values)
    app.add_exception_handler(HTTPException, _not_there)
    app.add_exception_handler(Exception, _fault)
    return app


def _font(style: str) -> Response:
    """The font of the pages, from the package it comes in."""
    found = screen_fonts().get(style)
    if found is None:
        raise NotFoundError("no-page")
    return FileResponse(found, media_type="font/ttf")


async def _with_headers(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.app.state.counter.secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.url.path.startswith("/static/"):
        response.headers["Cache-Control"] = "max-age=3600"
    return response


def _to_login(request: Request, _error: Exception) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": "login-needed"}, status_code=401)
    then = quote(request.url.path, safe="/") if request.method == "GET" else ""
    return RedirectResponse("/login" + (f"?then={then}" if then else ""), status_code=303)


async def _within_size(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
    try:
        await run_in_threadpool(refuse_size, request, request.app.state.counter)
    except UsageError as error:
        return await run_in_threadpool(_told, request, error, SIZE_STATUS.get(error.kind, 400))
    return await call(request)


def _told(request: Request, error: Exception, status: int = 0) -> Response:
    """What went wrong, in the reader's language; never a trace."""
    if not isinstance(error, SarabanError):
        return _fault(request, error)
    counter: Counter = request.app.state.counter
    someone = visitor(request, counter)
    status = status or STATUS.get(error.exit_code, 500)
    text = error.message(someone.lang)
    if status == 500:
        log.error("failed: %s %s", error.kind, text)
    if _wants_json(request):
        return JSONResponse({"error": error.kind, "message": text}, status_code=status)
    return counter.page(request, someone, "failed.html", status=status, text=text, fault="")


def _no_such_values(request: Request, error: Exception) -> Response:
    """An address that nobody was given, or a field that holds what no page offers."""
    places = [one["loc"] for one in error.errors()] if isinstance(error, RequestValidationError) else []
    if any(place[0] == "path" for place in places):
        return _told(request, NotFoundError("no-page"))
    fields = ", ".join(str(place[-1]) for place in places)
    return _told(request, UsageError("request-values", field=fields))


def _not_there(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code not in {404, 405}:
        return _told(request, UsageError("request-unreadable"), error.status_code)
    return _told(request, NotFoundError("no-page"))


def _fault(request: Request, error: Exception) -> Response:
    """A fault of the program: a number, which the log has too."""
    number = secrets.token_hex(4)
    log.error("fault %s at %s", number, request.url.path, exc_info=error)
    counter: Counter = request.app.state.counter
    someone = visitor(request, counter)
    if _wants_json(request):
        return JSONResponse({"error": "fault", "number": number}, status_code=500)
    text = SarabanError("fault", what=number).message(someone.lang)
    return counter.page(request, someone, "failed.html", status=500, text=text, fault=number)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
