"""The description of the API (OpenAPI 3.1), in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi.openapi.utils import get_openapi

from web.api.addresses import ROOT
from web.failures import PROBLEM
from web.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from starlette.routing import BaseRoute

_PROBLEM_REF: Final = {"content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
#: What can happen to any request; a fault of the program is no promise.
_ALWAYS: Final = (401, 403, 404, 422, 429)
_PROBLEM: Final = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "error", "request"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "error": {"type": "string"},
        "request": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ways in which a request can fail, for the description of its route."""
    return {one: {"description": str(one), **_PROBLEM_REF} for one in sorted({*_ALWAYS, *statuses})}


def described(routes: Sequence[BaseRoute], lang: str) -> dict[str, Any]:
    """The whole description."""
    data = get_openapi(
        title=say("api.title", lang),
        version="1",
        description=say("api.about", lang),
        routes=routes,
        separate_input_output_schemas=False,
    )
    schemas = data["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = _PROBLEM
    data["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": say("api.token", lang)}
    }
    data["servers"] = [{"url": "/"}]
    for operation in operations(data):
        name = operation["operationId"]
        operation["summary"] = say(f"api.op.{name}", lang)
        operation.pop("description", None)
        for one in operation.get("parameters", ()):
            one["description"] = field_words(one["name"], lang)
        for status, response in operation["responses"].items():
            response["description"] = say(f"problem.{status}" if status[0] in "45" else "api.done", lang)
    for schema in schemas.values():
        _tell_fields(schema, lang)
    return data


def operations(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every operation of a description."""
    for path, methods in data["paths"].items():
        assert path.startswith(ROOT)  # noqa: S101 - only routes of the API are described
        yield from methods.values()


def field_words(name: str, lang: str) -> str:
    """What a field or parameter is."""
    return say(f"api.field.{name.strip('_').lower().replace('-', '_')}", lang)


def _tell_fields(schema: dict[str, Any], lang: str) -> None:
    """Put each field's words beside it, and call it what its JSON calls it."""
    schema.pop("description", None)
    fields = {name.rstrip("_"): one for name, one in schema.get("properties", {}).items()}
    if not fields:
        return
    schema["properties"] = {
        name: {**_plain(one), "description": field_words(name, lang)} for name, one in fields.items()
    }
    if "required" in schema:
        schema["required"] = [name.rstrip("_") for name in schema["required"]]


def _plain(field: dict[str, Any]) -> dict[str, Any]:
    """A field's schema with times as they are told: "15:00", without seconds or zone."""
    text = {name: value for name, value in field.items() if (name, value) != ("format", "time")}
    if "anyOf" in text:
        text["anyOf"] = [_plain(one) for one in text["anyOf"]]
    return text
