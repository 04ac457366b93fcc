"""Items that only the province must do: they are left out of the letter to the districts, never silently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circulars.letter import Edit
from circulars.thai_calendar import ascii_digits, thai_digits
from generator.edits import RENUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.circular import Paragraph
    from circulars.relay_rules import RelayWords

PROVINCE_ONLY = "province-only"
_NUMBER = re.compile(r"\s*(?:ข้อ\s*)?\(?(?P<number>[0-9๐-๙]+(?:\.[0-9๐-๙]+)*)")


def province_items(paragraphs: Sequence[Paragraph], words: RelayWords, *, one_level: bool) -> tuple[int, ...]:
    """The positions of the items that are the province's alone, with their sub-items.

    An item is the province's where its words say so (รวบรวม…ของอำเภอ, ระดับจังหวัด), or where it begins by naming
    the province while the circular tells the district's part from the province's. None is left out if none would
    remain, nor one under which a district is told to act.
    """
    items = [index for index, one in enumerate(paragraphs) if one.item is not None]
    found: set[int] = set()
    for index in items:
        family = _family(paragraphs, index)
        whole = [paragraphs[other].text for other in (index, *family)]
        if _is_provinces(whole[0], words, one_level=one_level) and not any(
            _names_district(text, words) for text in whole
        ):
            found.update((index, *family))
    for index in reversed(items):
        # A heading that all its items have left says nothing any more.
        family = _family(paragraphs, index)
        if family and found.issuperset(family) and not _names_district(paragraphs[index].text, words):
            found.add(index)
    return tuple(sorted(found)) if len(found) < len(items) else ()


def _family(paragraphs: Sequence[Paragraph], index: int) -> list[int]:
    """The sub-items and bullets that directly follow an item."""
    own = paragraphs[index].item
    found: list[int] = []
    for other in range(index + 1, len(paragraphs)):
        item = paragraphs[other].item
        bullet = item == own and _NUMBER.match(paragraphs[other].text) is None
        if item is None or not (bullet or item.startswith(f"{own}.")):
            break
        found.append(other)
    return found


def _is_provinces(text: str, words: RelayWords, *, one_level: bool) -> bool:
    if any(pattern.search(text) for pattern in words.province_only):
        return True
    return not one_level and words.province_item.match(text) is not None


def _names_district(text: str, words: RelayWords) -> bool:
    told = words.told_apart.search(text) or words.both.search(text)
    return told is not None or f"ระดับ{words.below}" in text


def leave_out(paragraphs: Sequence[Paragraph], left: Sequence[int]) -> list[Edit]:
    """The edits that leave items to the province and count the remaining ones anew."""
    gone = [
        Edit(rule=PROVINCE_ONLY, paragraph=index, before=paragraphs[index].text, after="") for index in left
    ]
    return [*gone, *_renumbered(paragraphs, frozenset(left))]


def _renumbered(paragraphs: Sequence[Paragraph], left: frozenset[int]) -> Iterator[Edit]:
    shifted: dict[str, int] = {}  # parent → how many of its items are gone so far
    names: dict[str, str] = {}  # item → its new number
    for index, paragraph in enumerate(paragraphs):
        if paragraph.item is None:
            continue
        parent, _, last = paragraph.item.rpartition(".")
        if last == "1":
            shifted[parent] = 0
        if index in left:
            shifted[parent] = shifted.get(parent, 0) + 1
            continue
        number = str(int(last) - shifted.get(parent, 0))
        above = names.get(parent, parent)
        names[paragraph.item] = f"{above}.{number}" if above else number
        yield from _rewritten(index, paragraph, names[paragraph.item])


def _rewritten(index: int, paragraph: Paragraph, item: str) -> Iterator[Edit]:
    """The edit that gives an item its new number, in full or, as in (๑), only its last part."""
    match = _NUMBER.match(paragraph.text)
    if item == paragraph.item or match is None or paragraph.item is None:
        return
    written = ascii_digits(match["number"])
    last = paragraph.item.rpartition(".")[2]
    new = item if written == paragraph.item else item.rpartition(".")[2]
    if written not in {paragraph.item, last} or new == written:
        return
    after = new if match["number"] == written else thai_digits(new)
    yield Edit(
        rule=RENUMBER, paragraph=index, before=match["number"], after=after, start=match.start("number")
    )
