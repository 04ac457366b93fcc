"""The office's vocabulary of subjects (หมวดเรื่อง): what it added, renamed or retired."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.card import Topic
from circulars.errors import ConflictError, NotFoundError, UsageError
from circulars.thai_calendar import ascii_digits
from circulars.topics import Vocabulary

if TYPE_CHECKING:
    from desk.office_desk import Clerk, Desk
    from registry.store import Store

#: Codes of subjects: parts of letters and digits with dots between them.
_CODE = re.compile(r"[0-9A-Za-zก-๙]{1,6}(?:\.[0-9A-Za-zก-๙]{1,6}){0,3}")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTopic:
    """A subject, and how many letters have it."""

    topic: Topic
    letters: int


def topics(desk: Desk) -> tuple[ListedTopic, ...]:
    """The whole vocabulary in the order of its codes."""
    with desk.database.reading() as store:
        counts = store.cards.counts()
        known = vocabulary(store)
    return tuple(ListedTopic(topic=one, letters=counts.get(one.code, 0)) for one in known.topics.values())


def vocabulary(store: Store) -> Vocabulary:
    """The subjects of the office."""
    return Vocabulary.of(store.cards.own_topics())


def topic_of(store: Store, text: str) -> Topic:
    """The subject that a person means.

    Raises:
        NotFoundError: If the vocabulary has none of that code or name.
    """
    found = vocabulary(store).found(ascii_digits(text))
    if found is None:
        raise NotFoundError("no-topic", value=text)
    return found


def add_topic(desk: Desk, code: str, name: str, clerk: Clerk) -> Topic:
    """Add a subject.

    Raises:
        UsageError: If the code is none, the name is empty, or the heading above it is not there.
        ConflictError: If the code or the name is taken.
    """
    code = ascii_digits(code.strip())
    if not _CODE.fullmatch(code):
        raise UsageError("topic-code", value=code)
    with desk.database.writing() as store:
        known = vocabulary(store)
        new = Topic(code=code, name=_name(known, name))
        if code in known.topics:
            raise ConflictError("topic-taken", value=known.topics[code].shown)
        if new.above and new.above[-1] not in known.topics:
            raise UsageError("topic-no-heading", value=code, heading=new.above[-1])
        _put(store, new, clerk, "topic_add", "")
    return new


def rename_topic(desk: Desk, which: str, name: str, clerk: Clerk) -> Topic:
    """Call a subject otherwise; the letters that have it are found under the new name.

    Raises:
        NotFoundError: If there is no such subject.
        UsageError: If the name is empty.
        ConflictError: If another subject has the name.
    """
    with desk.database.writing() as store:
        old = topic_of(store, which)
        new = replace(old, name=_name(vocabulary(store), name))
        _put(store, new, clerk, "topic_rename", old.shown)
    return new


def retire_topic(desk: Desk, which: str, clerk: Clerk, *, back: bool = False) -> Topic:
    """Give a subject to no more letters, or bring it back; the letters that have it keep it.

    Raises:
        NotFoundError: If there is no such subject.
    """
    with desk.database.writing() as store:
        old = topic_of(store, which)
        new = replace(old, retired=not back)
        if new != old:
            _put(store, new, clerk, "topic_restore" if back else "topic_retire", old.shown)
    return new


def _name(known: Vocabulary, name: str) -> str:
    plain = " ".join(name.split())[:_LONGEST_NAME]
    if not plain:
        raise UsageError("topic-name")
    taken = next((one for one in known.topics.values() if one.name == plain), None)
    if taken is not None:
        raise ConflictError("topic-taken", value=taken.shown)
    return plain


def _put(store: Store, new: Topic, clerk: Clerk, verb: str, before: str) -> None:
    store.cards.put_topic(new)
    store.audit.add(clerk.did(verb, f"topic {new.code}", before=before, after=new.shown))
