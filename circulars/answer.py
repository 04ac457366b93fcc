"""The answer of an office (คำตอบ), cell by cell: what was given, and what a person should know of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from circulars.messages import message

#: What a cell can hold: as typed, or as Excel has made it.
CellValue = str | int | float | bool | dt.date | dt.time | dt.timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One cell as it was given."""

    place: str  #: where it stands: "B7" in a workbook, "โทรศัพท์ [1]" where it was typed
    value: CellValue


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFinding:
    """Something about a cell: it was refused, or it was read otherwise than it is written."""

    kind: str  #: of the message in ``lexicon/messages.toml``
    place: str
    refused: bool = True
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def message(self, lang: str = "th") -> str:
        """What is wrong or was repaired, and where."""
        return message(self.kind, lang, {"place": self.place, **self.facts})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedAnswer:
    """Rows as they would be kept, by the names of the form's columns, and what was found in them.

    Inside, digits are ASCII, days are ISO, telephones are digits alone.
    """

    rows: tuple[dict[str, str], ...] = ()
    findings: tuple[CellFinding, ...] = ()

    @property
    def refusals(self) -> tuple[CellFinding, ...]:
        """What stands between the answer and its being kept."""
        return tuple(one for one in self.findings if one.refused)

    @property
    def notes(self) -> tuple[CellFinding, ...]:
        """What was read otherwise than it is written."""
        return tuple(one for one in self.findings if not one.refused)
