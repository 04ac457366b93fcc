"""Long lists come in pages: each tells where the next one begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Query
from fastapi.responses import JSONResponse

from web.addresses import LARGEST_NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import Request

MOST: Final = 200
Limit = Annotated[int, Query(ge=1, le=MOST)]
#: What the page before said is next.
After = Annotated[int, Query(ge=0, le=LARGEST_NUMBER)]


def page(request: Request, items: Sequence[Any], after: int | None, **more: Any) -> JSONResponse:
    """One page of a list, and where the next one begins; None at the end."""
    headers = {}
    if after is not None:
        headers["Link"] = f'<{request.url.include_query_params(after=after)}>; rel="next"'
    return JSONResponse({"items": list(items), "next": after, **more}, headers=headers)
