"""Whom a relay is written to: every district, or those that the circular names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.circular import LetterForm
from circulars.office import Level
from circulars.relay_rules import Names, relay_words
from generator.citations import sentences
from generator.recitals import history_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.circular import Circular
    from circulars.office import OfficeProfile
    from circulars.relay_rules import RelayWords

_CAPITAL = "เมือง"


def named_districts(source: Circular, office: OfficeProfile, words: RelayWords) -> tuple[str, ...]:
    """The districts of the province that the circular names as those who must act; empty for all of them.

    A district that is only mentioned (เกิดเหตุในอำเภอ…), or named beside an order to all, singles nobody out.
    """
    orders = [one.text[history_end(one.text) :] for one in source.paragraphs]
    if any(words.districts["every"].search(text) or _to_all(text, words) for text in orders):
        return ()
    found = {name for text in orders for name in _names(text, "named", words)}
    offices = {one for directive in source.directives if not directive.standing for one in directive.offices}
    found |= {one.removeprefix("อำเภอ") for one in offices}
    return _of_province(found, office)


def excepted_districts(source: Circular, office: OfficeProfile, words: RelayWords) -> tuple[str, ...]:
    """The districts of the province that the circular leaves out (ยกเว้น…)."""
    texts = [one.text for one in source.paragraphs]
    texts += [source.addressee.text] if source.addressee else []
    return _of_province({name for text in texts for name in _names(text, "except", words)}, office)


def addressee_line(
    form: LetterForm, office: OfficeProfile, named: tuple[str, ...], excepted: tuple[str, ...]
) -> str:
    """The addressee as the letter writes it, without เรียน or ถึง."""
    lines = sentences()["addressee"]
    head: str = lines["external" if form is LetterForm.EXTERNAL else "stamped"]
    if named and len(named) < len(office.province.districts):
        if len(named) == 1:
            return f"{head}{named[0]}"
        return " ".join(f"{head}{one}" for one in named[:-1]) + f" และ{head}{named[-1]}"
    if excepted:
        return str(lines["all_but"]).format(head=head, names=" อำเภอ".join(excepted))
    return str(lines["all"]).format(head=head)


def wanted_addressee(source: Circular, form: LetterForm, office: OfficeProfile) -> str:
    """The addressee line that a relay of the circular should have."""
    names = Names(
        issuer=source.issuer,
        province=office.province.name,
        districts=tuple(one.name for one in office.province.districts),
        units=source.drafting_unit,
    )
    words = relay_words(names)
    named = named_districts(source, office, words)
    return addressee_line(form, office, named, excepted_districts(source, office, words))


def is_ours(source: Circular, sender: str) -> bool:
    """Whether the circular is written to the province in whose name we send, as far as it says to whom."""
    addressee = source.addressee
    if addressee is None or addressee.level is Level.OTHER:
        return True
    if any(_is_in(name, sender) for name in addressee.except_):
        return False
    named = addressee.all or not addressee.names or any(_is_in(name, sender) for name in addressee.names)
    return addressee.level is Level.PROVINCE and named


def _is_in(province: str, sender: str) -> bool:
    return province.removeprefix("จังหวัด") in sender


def _to_all(text: str, words: RelayWords) -> bool:
    """Whether the province is told to act without naming districts further on."""
    return any(
        not words.districts["handed"].match(text, match.end()) for match in words.governed.finditer(text)
    )


def _names(text: str, pattern: str, words: RelayWords) -> Iterator[str]:
    for match in words.districts[pattern].finditer(text):
        for names in match.groupdict().values():
            yield from (one.group() for one in words.amphoe.finditer(names or ""))


def _of_province(names: set[str], office: OfficeProfile) -> tuple[str, ...]:
    """The names in the order of the province's own list; "เมือง" is its capital district."""
    return tuple(
        one.name
        for one in office.province.districts
        if one.name in names or (_CAPITAL in names and one.name.startswith(_CAPITAL))
    )


def districts_addressed(text: str, office: OfficeProfile) -> frozenset[str]:
    """The districts of the office that an addressee line means, by name: all but those excepted, or those named."""
    whole, _, excepted = text.partition("ยกเว้น")
    names = {one.name for one in office.province.districts}
    if "ทุก" in whole:
        return frozenset(names - _named_in(excepted, names))
    return frozenset(_named_in(whole, names))


def _named_in(text: str, names: set[str]) -> set[str]:
    """The names that stand in a text; one that is only part of a longer one that stands there is not meant."""
    found: set[str] = set()
    for name in sorted(names, key=len, reverse=True):
        if name in text:
            found.add(name)
            text = text.replace(name, "\n")
    return found
