"""The controlled vocabulary of subjects: what the program ships, with what an office has made of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from circulars.card import Topic
from circulars.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The subjects of an office (หมวดเรื่อง), by code."""

    topics: dict[str, Topic]

    @classmethod
    def of(cls, own: Iterable[Topic]) -> Vocabulary:
        """The shipped subjects with an office's own in their place or beside them."""
        topics = {**shipped(), **{one.code: one for one in own}}
        return cls({code: topics[code] for code in sorted(topics)})

    def found(self, text: str) -> Topic | None:
        """The subject that a person means, by its code or its name; a heading's code may lack its nought."""
        wanted = " ".join(text.split()).lower()
        for one in self.topics.values():
            if wanted in {
                one.code.lower(),
                one.code.lstrip("0").lower(),
                one.name.lower(),
                one.shown.lower(),
            }:
                return one
        return None

    def path(self, code: str) -> tuple[Topic, ...]:
        """A subject with the headings above it, the outermost first."""
        topic = self.topics.get(code)
        if topic is None:
            return ()
        return (*(self.topics[one] for one in topic.above if one in self.topics), topic)

    def beneath(self, code: str) -> tuple[str, ...]:
        """The code itself and those that stand under it."""
        return tuple(one for one in self.topics if one == code or one.startswith(f"{code}."))


@cache
def shipped() -> dict[str, Topic]:
    """The subjects that come with the program, by code."""
    return {one["code"]: Topic(**one) for one in table("topics")["topic"]}
