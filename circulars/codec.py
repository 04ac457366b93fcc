"""Frozen values to plain JSON data and back, by their type hints."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
#: What JSON has as it is.
_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_plain(value: object) -> Any:
    """A value as JSON data: dates as ISO, times as HH:MM, enums by value, tuples as lists.

    A trailing underscore of a field name (``except_``) is dropped.
    """
    if type(value) in _PLAIN:
        return value
    if names := _names(type(value)):
        return {plain: to_plain(getattr(value, name)) for name, plain in names}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, tuple | list | frozenset):
        return [to_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): to_plain(one) for key, one in value.items()}
    return value


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    """The fields of a record, each with its name in JSON; none if it is no record."""
    if not dataclasses.is_dataclass(kind):
        return ()
    return tuple((one.name, one.name.rstrip("_")) for one in dataclasses.fields(kind))


def from_plain(kind: type[T], data: Any) -> T:
    """The value that `to_plain` made the data from; unknown keys are passed over.

    Raises:
        ValueError: If the data does not fit the type.
    """
    return _decode(kind, data)  # type: ignore[no-any-return]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _decode_optional(kind, data)
    if origin is tuple:
        return tuple(_decode(get_args(kind)[0], one) for one in data or ())
    if dataclasses.is_dataclass(kind):
        return _decode_record(kind, data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind in {dt.date, dt.time, dt.datetime}:
        return kind.fromisoformat(data)
    if kind in {str, int, float, bool} and not isinstance(data, kind):
        msg = f"{data!r} is not {kind.__name__}"
        raise ValueError(msg)
    return data


def _decode_optional(kind: Any, data: Any) -> Any:
    if data is None:
        return None
    inner = [one for one in get_args(kind) if one is not types.NoneType]
    return _decode(inner[0], data)


def _decode_record(kind: Any, data: Any) -> Any:
    if not isinstance(data, dict):
        msg = f"{data!r} is not a {kind.__name__}"
        raise ValueError(msg)  # noqa: TRY004 - one exception for all data that does not fit
    hints = _hints(kind)
    return kind(
        **{
            one.name: _decode(hints[one.name], data[one.name.rstrip("_")])
            for one in dataclasses.fields(kind)
            if one.init and one.name.rstrip("_") in data
        }
    )
