"""The application: its routes, and what stands around them."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from circulars.errors import NotFoundError, UsageError
from generator.fonts import screen_fonts
from web.api import routes as api
from web.counter import Counter
from web.failures import answer_failures, told
from web.metrics import Metrics
from web.pace import Pace
from web.routes import (
    account,
    answers,
    archive,
    district_addresses,
    entrance,
    exports,
    finding,
    follow_up,
    health,
    inbox,
    letters,
    openid,
    people,
    reading_room,
    relay,
    reminders,
    tracking,
    webhooks,
)
from web.sizes import may_bring, refuse_size
from web.watch import Watched

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

#: The pages by theme, what watches the program, and the API.
ROUTERS = tuple(
    module.router
    for module in (
        entrance, openid, inbox, letters, reading_room, relay, follow_up, reminders, tracking, answers, district_addresses,
        archive, finding, exports, people, webhooks, account, health, api,
    )
)  # fmt: skip
#: What requests whose size is wrong are called in HTTP.
SIZE_STATUS = {"request-too-large": 413, "request-without-length": 411}


def create_app(counter: Counter) -> FastAPI:
    """The counter in the browser, and the API."""
    app = FastAPI(title="Saraban", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.counter = counter
    app.state.metrics = Metrics()
    app.state.pace = Pace()
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_route("/static/fonts/{style}.ttf", _font, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=str(files("web") / "static")), name="static")
    app.add_middleware(_WithinSize)
    app.add_middleware(Watched, metrics=app.state.metrics)
    answer_failures(app)
    return app


def _font(style: str) -> Response:
    """The font of the pages, from the package it comes in."""
    found = screen_fonts().get(style)
    if found is None:
        raise NotFoundError("no-page")
    return FileResponse(found, media_type="font/ttf")


class _WithinSize:
    """Refuses what is too large before anything of it is read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and may_bring(request := Request(scope, receive)):
            try:
                await run_in_threadpool(refuse_size, request, request.app.state.counter)
            except UsageError as error:
                response = await run_in_threadpool(told, request, error, SIZE_STATUS.get(error.kind, 400))
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)
