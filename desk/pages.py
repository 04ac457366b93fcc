"""Long lists a page at a time, without what the reader may not see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Numbered(Protocol):
    """Something of the registry, known by its number."""

    @property
    def id(self) -> int:
        """The number."""


N = TypeVar("N", bound=Numbered)


def paged(
    batch: Callable[[int, int], Sequence[N]],
    seen: Callable[[Sequence[N]], Sequence[N]],
    *,
    after: int,
    limit: int,
) -> tuple[list[N], int | None]:
    """The next so many, and after which number the page behind them begins; None if nothing more is to be seen.

    Args:
        batch: The next so many after a number, in the order of their numbers.
        seen: Those of them that the reader may see.
        after: The number that the page before ended with.
        limit: How many.
    """
    found: list[N] = []
    while some := batch(after, limit + 1):
        found += seen(some)
        if len(found) > limit:
            return found[:limit], found[limit - 1].id
        after = some[-1].id
    return found, None
