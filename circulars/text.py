"""A text that remembers where each of its characters stood on the paper."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text made from another one, with the way back kept for every character.

    ``starts[i]`` and ``ends[i]`` are the half-open range of the raw text that
    character ``i`` of ``text`` came from. Repairing, joining wrapped lines and
    building a skeleton all give a new `MappedText` over the same raw text, so
    a value found at any depth can be quoted as the paper has it.
    """

    text: str
    starts: array[int]
    ends: array[int]

    @classmethod
    def of(cls, raw: str, offset: int = 0) -> MappedText:
        """The raw text itself, its first character standing at ``offset``."""
        numbers = range(offset, offset + len(raw) + 1)
        return cls(raw, array("I", numbers[:-1]), array("I", numbers[1:]))

    @classmethod
    def join(cls, parts: Iterable[MappedText], glue: str = "") -> MappedText:
        """The parts one after another; each glue character maps to the gap before it."""
        text: list[str] = []
        starts, ends = array("I"), array("I")
        for part in parts:
            if text:
                end = ends[-1] if ends else 0
                text.append(glue)
                starts.extend([end] * len(glue))
                ends.extend([end] * len(glue))
            text.append(part.text)
            starts.extend(part.starts)
            ends.extend(part.ends)
        return cls("".join(text), starts, ends)

    def __len__(self) -> int:
        """The number of characters."""
        return len(self.text)

    def __getitem__(self, part: slice) -> MappedText:
        """A part of the text, still mapped."""
        return MappedText(self.text[part], self.starts[part], self.ends[part])

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the raw text, as a half-open range."""
        if start >= end:
            at = self.starts[start] if start < len(self) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], max(self.ends[start:end])

    def sub(self, pattern: re.Pattern[str], repl: str | Callable[[re.Match[str]], str]) -> MappedText:
        """Replace as `re.sub` does; every new character maps to the whole of what it replaced.

        What a replacement leaves as it was at its head or tail keeps its own place.
        """
        pieces: list[MappedText] = []
        last = 0
        for match in pattern.finditer(self.text):
            new = match.expand(repl) if isinstance(repl, str) else repl(match)
            if new == match.group():
                continue
            pieces.append(self[last : match.start()])
            if new:
                pieces.append(self._replaced(match.start(), match.end(), new))
            last = match.end()
        if not pieces:
            return self
        pieces.append(self[last:])
        return MappedText.join(pieces)

    def replaced(self, changes: Iterable[tuple[int, int, str]]) -> MappedText:
        """With stretches ``start`` to ``end``, in their order and apart, replaced as `sub` does."""
        pieces: list[MappedText] = []
        last = 0
        for start, end, new in changes:
            pieces += [self[last:start], self._replaced(start, end, new)]
            last = end
        return MappedText.join([*pieces, self[last:]]) if pieces else self

    def _replaced(self, start: int, end: int, new: str) -> MappedText:
        old = self.text[start:end]
        head = common_head(old, new)
        tail = common_head(old[head:][::-1], new[head:][::-1])
        changed = new[head : len(new) - tail]
        first, last = self.range(start + head, end - tail)
        middle = MappedText(changed, array("I", [first] * len(changed)), array("I", [last] * len(changed)))
        return MappedText.join([self[start : start + head], middle, self[end - tail : end]])

    def strip(self) -> MappedText:
        """Without blanks at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : len(self.text.rstrip()) or start]

    def split_lines(self) -> Iterator[MappedText]:
        """The lines, without their line ends."""
        start = 0
        for line in self.text.split("\n"):
            yield self[start : start + len(line)]
            start += len(line) + 1


def common_head(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length
