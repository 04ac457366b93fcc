"""The phrases that set or seem to set a time, as the grammar finds them; what they are for is judged later."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.deadline.clock import Times
    from parsers.deadline.points import Point
    from parsers.deadline.rhythm import Rhythm
    from parsers.deadline.spans import Span


class Family(StrEnum):
    """What a phrase is made of; the letters are those of the reference."""

    BOUND = "bound"  #: A: a bound and a point
    BARE = "bare"  #: a point without a bound: an event, a due date by its verb, or nothing
    COUNT = "count"  #: B: so many days from something
    EXTENSION = "extension"  #: B5: so many days more
    BEFORE = "before"  #: B4: so many days before something, or simply before it
    RHYTHM = "rhythm"  #: C
    RANGE = "range"  #: D
    AT_ONCE = "at_once"  #: F
    TIME = "time"  #: a bound and a time of day, without its day
    AS_BEFORE = "as_before"  #: as fixed elsewhere (ตามกำหนดเดิม)


class Bound(StrEnum):
    """How a bound takes its point."""

    WITHIN = "within"  #: the point counts
    BEFORE = "before"  #: the point does not count, unless it is an end or a time
    UNTIL = "until"  #: an end of something that lasts
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A stretch of tokens and what it says."""

    family: Family
    first: int  #: index of its first token
    last: int  #: index of its last token
    bound: Bound = Bound.NONE
    point: Point | None = None
    start: Point | None = None  #: the first day of a range
    times: Times | None = None
    office_hours: bool = False
    end_of_day: bool = False
    span: Span | None = None
    anchor: tuple[int, int] | None = None  #: the characters that say what a count starts from
    shared: bool = False  #: the anchor stands with the next count
    rhythm: Rhythm | None = None
    open_ended: bool = False
    from_now: bool = False
    implied: bool = False  #: the count is not written: ก่อนวันประชุม is a day before it
    listed: int = 0  #: its place in a list of points, from 0
