from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from makers.readings import parsed_letter

from circulars.circular import Circular, Paragraph, Part, Reference
from circulars.number import LetterNumber
from desk.cancelling import cancel_number
from desk.chain import add_link, chain
from desk.earlier import earlier_relay, note_relay
from desk.review import confirm, correct
from registry.entries import LinkKind

FIRST, SECOND = "มท 0307.2/ว2133", "มท 0307.2/ว2551"


def shape(node):
    """A chain as nested tuples: what links it, its number, how it is known, what is beneath."""
    known = node.receipt or ("sent" if node.sent else "gap")
    return (node.link and node.link.value, node.number, known, *map(shape, node.children))


def numbered(number, dated, **changes):
    return Circular(number=LetterNumber.parse(number), dated=dated, **changes)


def test_a_cited_letter_that_never_came_is_a_gap_at_the_top(desk, sent, clerk):
    (top,) = chain(desk, "1", clerk)
    assert shape(top) == (None, FIRST, "gap", ("cites", SECOND, "1/2567", ("relays", "มห 0018.1/ว1", "sent")))
    assert (top.dated, top.who) == (dt.date(2024, 1, 22), "กระทรวงมหาดไทย")
    (circular,) = top.children
    (ours,) = circular.children
    assert (circular.asked, ours.districts, ours.answered) == (True, 7, 0)


def test_the_letter_that_comes_later_fills_the_gap(desk, sent, entered, clerk):
    entered(numbered(FIRST, dt.date(2024, 1, 22)), number=2)
    confirm(desk, "2", clerk)
    (top,) = chain(desk, "1", clerk)
    assert shape(top)[:3] == (None, FIRST, "2/2567")
    with desk.database.reading() as store:
        assert store.links.gaps() == ()


def test_a_letter_of_the_same_number_and_another_year_fills_nothing(desk, sent, entered, clerk):
    entered(numbered(FIRST, dt.date(2023, 1, 22)), number=2)
    confirm(desk, "2", clerk)
    assert shape(chain(desk, "1", clerk)[0])[:3] == (None, FIRST, "gap")


def test_a_relay_of_old_stands_under_the_gap_it_passed_on(desk, sent, clerk):
    note_relay(
        desk, earlier_relay(relays=FIRST, by="มห 0018.1/ว 750", dated="23/1/2567"), clerk, reason="เก่า"
    )
    tops = chain(desk, "1", clerk)
    assert {shape(top)[1] for top in tops} == {FIRST}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ตามหนังสือ ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑ ลงวันที่ ๒๔ มกราคม ๒๕๖๗ นั้น", LinkKind.CITES),
        ("จึงขอยกเลิกหนังสือกรมการปกครอง ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑", LinkKind.CANCELS),
        ("ให้ขยายเวลาการรายงานตามหนังสือ ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑ ออกไป", LinkKind.AMENDS),
    ],
)
def test_what_the_words_do_to_a_letter(desk, sent, entered, clerk, text, kind):
    later = numbered(
        "มท 0307.2/ว3100",
        dt.date(2024, 1, 25),
        references=(Reference(number=SECOND),),
        paragraphs=(Paragraph(part=Part.RECITAL, text=text),),
    )
    entered(later, number=2)
    confirm(desk, "2", clerk)
    (top,) = chain(desk, "2", clerk)
    (circular,) = top.children
    assert (kind.value, "มท 0307.2/ว3100", "2/2567") in [shape(one)[:3] for one in circular.children]


def test_a_corrected_reference_takes_the_place_of_the_old_link(desk, sent, clerk):
    correct(desk, "1", "/letter/references/0/number", "มท 0307.2/ว 2134", clerk)
    assert shape(chain(desk, "1", clerk)[0])[1] == "มท 0307.2/ว2134"


def test_a_person_may_link_letters_and_a_cancelled_one_is_shown_so(desk, sent, entered, clerk):
    entered(numbered("มท 0307.2/ว3100", dt.date(2024, 1, 25)), number=2)
    number = LetterNumber.parse(SECOND)
    add_link(desk, "2", clerk, kind=LinkKind.AMENDS, number=number)
    cancel_number(desk, sent.letter.number, clerk, "ผิด")
    (top,) = chain(desk, "2", clerk)
    (circular,) = top.children
    assert [(one.link, one.cancelled) for one in circular.children] == [
        (LinkKind.RELAYS, True), (LinkKind.AMENDS, False),
    ]  # fmt: skip


def test_a_link_that_is_given_again_stands_once(desk, sent, entered, clerk):
    entered(numbered("มท 0307.2/ว3100", dt.date(2024, 1, 25)), number=2)
    for dated in (dt.date(2024, 1, 24), dt.date(2024, 1, 24), None):
        add_link(desk, "2", clerk, kind=LinkKind.AMENDS, number=LetterNumber.parse(SECOND), dated=dated)
    with desk.database.reading() as store:
        assert len(store.links.said_by(incoming=2)) == 1


def test_letters_that_cite_each_other_are_drawn_once(desk, entered, clerk):
    letters = [parsed_letter(), numbered(FIRST, dt.date(2024, 1, 22), references=(Reference(number=SECOND),))]
    for place, letter in enumerate(letters, start=1):
        entered(replace(letter), number=place)
        confirm(desk, str(place), clerk, anyway=True)
    tops = chain(desk, "1", clerk)
    assert len(tops) == 1
