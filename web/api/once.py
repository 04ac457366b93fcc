"""Requests that come with a key are done once, however often they are sent."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from starlette.datastructures import UploadFile

from desk.once import begin, finish, give_up
from web.api.door import Caller
from web.counter import Counter
from web.guards import Here

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = "Idempotency-Key"


@dataclass(frozen=True, slots=True)
class Once:
    """Answers a request, or gives the answer that it was given before."""

    counter: Counter
    account: int
    key: str | None
    fingerprint: str

    def __call__(self, act: Callable[[], Any], status: int | Callable[[Any], int] = 200) -> Response:
        """Do it, unless it was done; what fails was not done, and may come again under its key."""
        if self.key is None:
            return _answered(act, status)
        desk = self.counter.desk
        kept = begin(desk, self.account, self.key, self.fingerprint, self.counter.now())
        if kept is not None:
            headers = {"Idempotency-Replayed": "true"}
            return Response(kept.answer, kept.status or 200, headers, media_type="application/json")
        try:
            response = _answered(act, status)
        except BaseException:
            give_up(desk, self.account, self.key)
            raise
        finish(desk, self.account, self.key, response.status_code, bytes(response.body).decode())
        return response


def _answered(act: Callable[[], Any], status: int | Callable[[Any], int]) -> JSONResponse:
    data = act()
    return JSONResponse(data, status(data) if callable(status) else status)


async def once(
    request: Request,
    counter: Here,
    someone: Caller,
    idempotency_key: Annotated[str | None, Header(alias=KEY, max_length=200)] = None,
) -> Once:
    """The way in which a request that changes something is answered."""
    account = someone.account.id if someone.account else 0
    fingerprint = "" if idempotency_key is None else await _fingerprint(request)
    return Once(counter, account, idempotency_key, fingerprint)


DoneOnce = Annotated[Once, Depends(once)]


async def _fingerprint(request: Request) -> str:
    """What makes a request the same one: its method, address and everything in it."""
    found = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        for name, value in (await request.form()).multi_items():
            if isinstance(value, UploadFile):
                content = await run_in_threadpool(_digest, value)
                found.update(json.dumps([name, value.filename, content]).encode())
            else:
                found.update(json.dumps([name, value]).encode())
    else:
        found.update(await request.body())
    return found.hexdigest()


def _digest(upload: UploadFile) -> str:
    content = hashlib.file_digest(upload.file, "sha256").hexdigest()  # type: ignore[arg-type]
    upload.file.seek(0)
    return content
