"""What is answered when something fails: a page for people, a problem (RFC 9457) for programs; never a trace."""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from circulars.errors import ExitCode, NotFoundError, NotPermittedError, SarabanError, UsageError
from desk.access import note_denial
from web.api.addresses import for_programs
from web.api.door import caller_or_nobody
from web.guards import HiddenError, LoginNeededError, TokenNeededError, TooOftenError, asked_by
from web.logs import REQUEST
from web.words import say

if TYPE_CHECKING:
    from fastapi import FastAPI, Request
    from starlette.responses import Response

    from web.counter import Counter, Visitor

log = logging.getLogger("saraban.web")

#: What each way of failing is called in HTTP.
STATUS: Final = {
    ExitCode.NEEDS_PERSON: 422,
    ExitCode.USAGE: 422,
    ExitCode.UNREADABLE: 422,
    ExitCode.NOT_FOUND: 404,
    ExitCode.CONFLICT: 409,
    ExitCode.NOT_PERMITTED: 403,
}
#: Refusals that say something of the person, not of the letter: they stand in the audit.
DENIALS: Final = frozenset({"may-not", "token-scope"})
PROBLEM: Final = "application/problem+json"


def answer_failures(app: FastAPI) -> None:
    """Answer every failure of an application."""
    app.add_exception_handler(LoginNeededError, _to_login)
    app.add_exception_handler(TokenNeededError, _to_token)
    app.add_exception_handler(TooOftenError, _too_often)
    app.add_exception_handler(SarabanError, told)
    app.add_exception_handler(RequestValidationError, _no_such_values)
    app.add_exception_handler(HTTPException, _not_there)


def told(request: Request, error: Exception, status: int = 0) -> Response:
    """What went wrong, in the reader's language."""
    if not isinstance(error, SarabanError):
        return fault(request, error)
    counter: Counter = request.app.state.counter
    someone = _asker(request)
    denied = isinstance(error, HiddenError) or (
        isinstance(error, NotPermittedError) and error.kind in DENIALS
    )
    if denied and someone.account is not None:
        note_denial(counter.desk, counter.clerk(someone), f"{request.method} {request.url.path}")
    status = status or STATUS.get(error.exit_code, 500)
    if status == 500:
        # What it says may hold what a letter says; its kind does not.
        log.error("failed", extra={"kind": error.kind})
    text = error.message(someone.lang)
    if for_programs(request.url.path):
        return problem(error.kind, text, status, someone.lang, error.details(someone.lang))
    if _wants_json(request):
        return JSONResponse({"error": error.kind, "message": text}, status_code=status)
    return counter.page(request, someone, "failed.html", status=status, text=text, fault="")


def problem(
    kind: str, text: str, status: int, lang: str, more: dict[str, Any] | None = None, **headers: str
) -> Response:
    """A failure as programs read it: ``type`` says which, ``detail`` says it in the language asked for."""
    data = {
        "type": f"urn:saraban:problem:{kind}",
        "title": say(f"problem.{status}", lang) if status in TITLED else HTTPStatus(status).phrase,
        "status": status,
        "detail": text,
        "error": kind,
        "request": REQUEST.get(),
    }
    return JSONResponse(
        {**data, **(more or {})},
        status_code=status,
        media_type=PROBLEM,
        headers={"content-language": lang, **headers},
    )


#: The ways of failing that have a title of their own.
TITLED: Final = frozenset({400, 401, 403, 404, 405, 409, 411, 413, 422, 429, 500, 503})


def fault(request: Request, error: Exception) -> Response:
    """A fault of the program: a number, which the log has too."""
    number = secrets.token_hex(4)
    log.error("fault", extra={"number": number}, exc_info=error)
    counter: Counter = request.app.state.counter
    someone = _asker(request)
    text = SarabanError("fault-served", number=number).message(someone.lang)
    if for_programs(request.url.path):
        return problem("fault", text, 500, someone.lang, {"number": number})
    if _wants_json(request):
        return JSONResponse({"error": "fault", "number": number}, status_code=500)
    return counter.page(request, someone, "failed.html", status=500, text=text, fault=number)


def _to_login(request: Request, _error: Exception) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": "login-needed"}, status_code=401)
    then = quote(request.url.path, safe="/") if request.method == "GET" else ""
    return RedirectResponse("/login" + (f"?then={then}" if then else ""), status_code=303)


def _to_token(request: Request, error: Exception) -> Response:
    lang = _asker(request).lang
    kind = error.kind if isinstance(error, TokenNeededError) else "token-missing"
    response = problem(kind, SarabanError(kind).message(lang), 401, lang)
    wrong = ', error="invalid_token"' if kind == "token-wrong" else ""
    response.headers["WWW-Authenticate"] = f'Bearer realm="saraban"{wrong}'
    return response


def _too_often(request: Request, error: Exception) -> Response:
    response = told(request, error, 429)
    if isinstance(error, TooOftenError):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def _no_such_values(request: Request, error: Exception) -> Response:
    """An address that nobody was given, or a field that holds what no page offers."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    places = [one["loc"] for one in found]
    if any(place[0] == "path" for place in places):
        return told(request, NotFoundError("no-page"))
    fields = ", ".join(str(place[-1]) for place in places)
    if not for_programs(request.url.path):
        return told(request, UsageError("request-values", field=fields))
    lang = _asker(request).lang
    text = UsageError("request-fields", field=fields).message(lang)
    errors = [
        {"field": "/" + "/".join(str(step) for step in one["loc"]), "reason": one["type"]} for one in found
    ]
    return problem("request-fields", text, 422, lang, {"errors": errors})


def _not_there(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == 405 and for_programs(request.url.path):
        response = told(request, UsageError("request-method", method=request.method), 405)
        response.headers.update(error.headers or {})
        return response
    if isinstance(error, HTTPException) and error.status_code not in {404, 405}:
        return told(request, UsageError("request-unreadable"), error.status_code)
    return told(request, NotFoundError("no-page"))


def _asker(request: Request) -> Visitor:
    counter: Counter = request.app.state.counter
    if for_programs(request.url.path) and not hasattr(request.state, "visitor"):
        return caller_or_nobody(request, counter)
    return asked_by(request, counter)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
