"""The index card (บัตรตรวจค้น): under what subject, in which file and by what marks a letter is found again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject that letters are filed under (หมวดเรื่อง)."""

    code: str  #: "04.6"; what stands before a dot is the heading above it
    name: str
    retired: bool = False  #: given to no more letters; those that have it keep it

    @property
    def shown(self) -> str:
        """How people see it: "04.6 อำนวยความเป็นธรรม"."""
        return f"{self.code} {self.name}"

    @property
    def above(self) -> tuple[str, ...]:
        """The codes of the headings it stands under, the outermost first."""
        parts = self.code.split(".")
        return tuple(".".join(parts[:depth]) for depth in range(1, len(parts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexCard:
    """What an archivist has noted of a letter (บัตรตรวจค้น, form 18)."""

    topic: str | None = None  #: code
    file_code: str = ""  #: รหัสแฟ้ม
    tags: tuple[str, ...] = ()  #: ป้าย, in the order of the alphabet
