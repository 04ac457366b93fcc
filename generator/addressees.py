"""Whom a relay is written to: every office one level below, or those that the circular names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.below import offices_below
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


def relay_names(source: Circular, office: OfficeProfile) -> Names:
    """What the rules of a relay call by name."""
    return Names(
        issuer=source.issuer,
        own=office.name if office.nationwide else office.province.name,
        below=tuple(one.name for one in offices_below(office)),
        units=source.drafting_unit,
        level=office.level,
    )


def named_below(source: Circular, office: OfficeProfile, words: RelayWords) -> tuple[str, ...]:
    """The offices below that the circular names as those who must act; empty for all of them.

    A district that is only mentioned (เกิดเหตุในอำเภอ…), or named beside an order to all, singles nobody out.
    """
    orders = [one.text[history_end(one.text) :] for one in source.paragraphs]
    if any(words.addressees["every"].search(text) or _to_all(text, words) for text in orders):
        return ()
    found = {name for text in orders for name in _names(text, "named", words)}
    offices = {one for directive in source.directives if not directive.standing for one in directive.offices}
    found |= {one.removeprefix(words.below) for one in offices}
    return _below(found, office)


def excepted_below(source: Circular, office: OfficeProfile, words: RelayWords) -> tuple[str, ...]:
    """The offices below that the circular leaves out (ยกเว้น…)."""
    texts = [one.text for one in source.paragraphs]
    texts += [source.addressee.text] if source.addressee else []
    return _below({name for text in texts for name in _names(text, "except", words)}, office)


def addressee_line(
    form: LetterForm, office: OfficeProfile, named: tuple[str, ...], excepted: tuple[str, ...]
) -> str:
    """The addressee as the letter writes it, without เรียน or ถึง."""
    lines, head, below = sentences()["addressee"], addressee_head(form, office), word_below(office)
    if named and len(named) < len(offices_below(office)):
        if len(named) == 1:
            return f"{head}{named[0]}"
        return " ".join(f"{head}{one}" for one in named[:-1]) + f" และ{head}{named[-1]}"
    if excepted:
        return str(lines["all_but"]).format(head=head, below=below, names=f" {below}".join(excepted))
    return str(lines["all"]).format(head=head, below=below)


def addressee_head(form: LetterForm, office: OfficeProfile) -> str:
    """What stands before the name of an office below: "ที่ทำการปกครองอำเภอ", or its head for a signed letter."""
    heads = sentences()["addressee"][office.level]
    return str(heads["external" if form is LetterForm.EXTERNAL else "stamped"])


def word_below(office: OfficeProfile) -> str:
    """What an office below is called: "อำเภอ"."""
    return "จังหวัด" if office.nationwide else "อำเภอ"


def word_us(office: OfficeProfile) -> str:
    """What those below call the office: "จังหวัด", or the department by its name."""
    return office.name if office.nationwide else "จังหวัด"


def wanted_addressee(source: Circular, form: LetterForm, office: OfficeProfile) -> str:
    """The addressee line that a relay of the circular should have."""
    words = relay_words(relay_names(source, office))
    named = named_below(source, office, words)
    return addressee_line(form, office, named, excepted_below(source, office, words))


def is_ours(source: Circular, sender: str, level: Level) -> bool:
    """Whether the circular is written to the office in whose name we send, as far as it says to whom."""
    addressee = source.addressee
    if addressee is None or addressee.level is Level.OTHER:
        return True
    if any(_is_in(name, sender) for name in addressee.except_):
        return False
    named = addressee.all or not addressee.names or any(_is_in(name, sender) for name in addressee.names)
    return addressee.level is level and named


def _is_in(name: str, sender: str) -> bool:
    return name.removeprefix("จังหวัด") in sender


def _to_all(text: str, words: RelayWords) -> bool:
    """Whether the province is told to act without naming districts further on."""
    return any(
        not words.addressees["handed"].match(text, match.end()) for match in words.governed.finditer(text)
    )


def _names(text: str, pattern: str, words: RelayWords) -> Iterator[str]:
    for match in words.addressees[pattern].finditer(text):
        for names in match.groupdict().values():
            yield from (one.group() for one in words.amphoe.finditer(names or ""))


def _below(names: set[str], office: OfficeProfile) -> tuple[str, ...]:
    """The names in the order of their codes; "เมือง" is the capital district."""
    return tuple(
        one.name
        for one in offices_below(office)
        if one.name in names or (_CAPITAL in names and one.name.startswith(_CAPITAL))
    )


def offices_addressed(text: str, office: OfficeProfile) -> frozenset[str]:
    """The offices below that an addressee line means, by name: all but those excepted, or those named."""
    whole, _, excepted = text.partition("ยกเว้น")
    names = {one.name for one in offices_below(office)}
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
