"""All routes of the API, and their description."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from web.api import finding, intake, letters, relay, tasks
from web.api.addresses import ROOT
from web.api.description import described
from web.api.door import language

router = APIRouter(prefix=ROOT, generate_unique_id_function=lambda route: route.name)
for _part in (finding, intake, letters, relay, tasks):
    router.include_router(_part.router)


@router.get("/openapi.json", include_in_schema=False)
def description(request: Request) -> Response:
    """What the API can do, in the reader's language."""
    return JSONResponse(described(router.routes, language(request)))
