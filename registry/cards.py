"""Index cards, the office's own subjects, and the searches that people keep."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from circulars.card import IndexCard, Topic
from registry.archive_tables import card, card_tag, saved_search, topic

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search that a person keeps (คำค้นที่บันทึกไว้)."""

    id: int = 0
    owner: str
    name: str
    words: str
    at: dt.datetime
    seen: int  #: the last act of the audit whose letters the owner has seen


class Cards:
    """Index cards (บัตรตรวจค้น) and the subjects they name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def own_topics(self) -> tuple[Topic, ...]:
        """The subjects that the office added, renamed or retired."""
        rows = self._connection.execute(sa.select(topic).order_by(topic.c.code))
        return tuple(Topic(code=row.code, name=row.name, retired=row.retired) for row in rows)

    def put_topic(self, new: Topic) -> None:
        """Add a subject, or put it in the place of the one of that code."""
        self._connection.execute(topic.delete().where(topic.c.code == new.code))
        self._connection.execute(topic.insert().values(code=new.code, name=new.name, retired=new.retired))

    def of(self, letters: Collection[int]) -> dict[int, IndexCard]:
        """The cards of letters; an empty one where nobody has made one."""
        tags: dict[int, list[str]] = defaultdict(list)
        named = sa.select(card_tag).where(card_tag.c.letter.in_(letters)).order_by(card_tag.c.tag)
        for row in self._connection.execute(named):
            tags[row.letter].append(row.tag)
        rows = self._connection.execute(sa.select(card).where(card.c.letter.in_(letters)))
        made = {row.letter: row for row in rows}
        return {
            one: IndexCard(
                topic=made[one].topic if one in made else None,
                file_code=made[one].file_code if one in made else "",
                tags=tuple(tags[one]),
            )
            for one in letters
        }

    def put(self, letter: int, new: IndexCard) -> None:
        """Write a letter's card."""
        self._connection.execute(card_tag.delete().where(card_tag.c.letter == letter))
        self._connection.execute(card.delete().where(card.c.letter == letter))
        self._connection.execute(
            card.insert().values(letter=letter, topic=new.topic, file_code=new.file_code)
        )
        if new.tags:
            rows = [{"letter": letter, "tag": one} for one in new.tags]
            self._connection.execute(card_tag.insert(), rows)

    def letters(
        self, *, topics: Sequence[str] = (), file_code: str | None = None, tag: str | None = None
    ) -> tuple[int, ...]:
        """The letters whose cards have all that is asked for; those with any card if nothing is."""
        query = sa.select(card.c.letter).order_by(card.c.letter)
        if topics:
            query = query.where(card.c.topic.in_(topics))
        if file_code is not None:
            query = query.where(card.c.file_code == file_code)
        if tag is not None:
            tagged = sa.select(card_tag.c.letter).where(card_tag.c.tag == tag)
            query = query.where(card.c.letter.in_(tagged))
        return tuple(self._connection.execute(query).scalars())

    def counts(self) -> dict[str, int]:
        """How many letters each subject has."""
        query = sa.select(card.c.topic, sa.func.count()).where(card.c.topic.is_not(None))
        return {row[0]: row[1] for row in self._connection.execute(query.group_by(card.c.topic))}

    def tag_counts(self) -> tuple[tuple[str, int], ...]:
        """Every tag with how many letters have it, in the order of the alphabet."""
        query = sa.select(card_tag.c.tag, sa.func.count()).group_by(card_tag.c.tag)
        return tuple((row[0], row[1]) for row in self._connection.execute(query.order_by(card_tag.c.tag)))


class SavedSearches:
    """The searches that people keep."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, new: SavedSearch) -> None:
        """Keep a search; one of that owner and name is replaced."""
        self.drop(new.owner, new.name)
        values = {name: getattr(new, name) for name in ("owner", "name", "words", "at", "seen")}
        self._connection.execute(saved_search.insert().values(**values))

    def listed(self, owner: str | None = None) -> tuple[SavedSearch, ...]:
        """The searches of a person, or of all."""
        query = sa.select(saved_search).order_by(saved_search.c.owner, saved_search.c.name)
        if owner is not None:
            query = query.where(saved_search.c.owner == owner)
        return tuple(SavedSearch(**row) for row in self._connection.execute(query).mappings())

    def see(self, number: int, act: int) -> None:
        """Note up to which act of the audit the answer was seen."""
        self._connection.execute(saved_search.update().where(saved_search.c.id == number).values(seen=act))

    def drop(self, owner: str, name: str) -> bool:
        """Forget a search; False if there is none of that name."""
        mine = (saved_search.c.owner == owner) & (saved_search.c.name == name)
        return self._connection.execute(saved_search.delete().where(mine)).rowcount > 0
