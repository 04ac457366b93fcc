"""Frozen values to plain JSON data and back, by their type hints."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from enum import Enum
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
#: What JSON has as it is.
_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_plain(value: object) -> Any:
    """A value as JSON data: dates as ISO, times as HH:MM, enums by value, tuples as lists.

    A trailing underscore of a field name (``except_``) is dropped.
    """
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if names := _names(kind):
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
    return _decoder(kind)(data)  # type: ignore[no-any-return, arg-type]


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """What makes values of a type; found once, because readings hold thousands of them."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return partial(_optional, next(one for one in get_args(kind) if one is not types.NoneType))
    if origin is tuple:
        return partial(_several, get_args(kind)[0])
    if dataclasses.is_dataclass(kind):
        return partial(_record, kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in {dt.date, dt.time, dt.datetime}:
        return kind.fromisoformat  # type: ignore[no-any-return]
    if kind in {str, int, float, bool}:
        return partial(_plain, kind)
    return _as_it_is


def _optional(kind: Any, data: Any) -> Any:
    return None if data is None else _decoder(kind)(data)


def _several(kind: Any, data: Any) -> tuple[Any, ...]:
    return tuple(map(_decoder(kind), data or ()))


def _plain(kind: type, data: Any) -> Any:
    if not isinstance(data, kind):
        msg = f"{data!r} is not {kind.__name__}"
        raise ValueError(msg)  # noqa: TRY004 - one exception for all data that does not fit
    return data


def _as_it_is(data: Any) -> Any:
    return data


@cache
def _fields(kind: Any) -> tuple[tuple[str, str, Callable[[Any], Any]], ...]:
    """The fields of a record: their name, the name they have in data, and what makes their values."""
    hints = get_type_hints(kind)
    return tuple(
        (one.name, one.name.rstrip("_"), _decoder(hints[one.name]))
        for one in dataclasses.fields(kind)
        if one.init
    )


def _record(kind: Any, data: Any) -> Any:
    if not isinstance(data, dict):
        msg = f"{data!r} is not a {kind.__name__}"
        raise ValueError(msg)  # noqa: TRY004 - one exception for all data that does not fit
    return kind(**{name: made(data[key]) for name, key, made in _fields(kind) if key in data})
