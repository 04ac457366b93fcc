"""What watches the program asks: does it live, can it work, how does it fare."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from desk.deliver import waiting_messages
from desk.permissions import Verb
from desk.ready import why_not_ready
from web.api.door import may
from web.counter import Visitor
from web.guards import Here
from web.metrics import CONTENT_TYPE

router = APIRouter(include_in_schema=False)


@router.get("/health")
def health() -> Response:
    """It lives."""
    return JSONResponse({"status": "ok"})


@router.get("/ready")
def ready(counter: Here) -> Response:
    """It can work, or what keeps it from that."""
    why = why_not_ready(counter.desk)
    if not why:
        return JSONResponse({"status": "ready"})
    return JSONResponse({"status": "not-ready", "why": list(why)}, status_code=503)


@router.get("/metrics")
def metrics(
    request: Request, counter: Here, _someone: Annotated[Visitor, Depends(may(Verb.MONITOR))]
) -> Response:
    """Figures for Prometheus; for a token with the scope for them."""
    text = request.app.state.metrics.text(lambda: waiting_messages(counter.desk))
    return Response(text, media_type=CONTENT_TYPE)
