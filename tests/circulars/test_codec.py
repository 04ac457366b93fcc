"""Values become JSON data and come back the same."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from circulars.circular import Addressee, Circular, Reference, Urgency
from circulars.codec import from_plain, to_plain
from circulars.deadline import Deadline, DeadlineKind
from circulars.directive import Channel, ChannelKind, Directive, Quota
from circulars.number import LetterNumber
from circulars.office import Level
from circulars.reading_json import letter_from_json, letter_to_json

LETTER = Circular(
    urgency=Urgency.URGENT,
    number=LetterNumber.parse("มท ๐๓๐๗.๒/ว ๒๕๕๑"),
    dated=dt.date(2024, 1, 26),
    phones=("๐ ๒๓๕๖ ๕๖๖๐",),
    addressee=Addressee(text="ทุกอำเภอ ยกเว้นอำเภอดอนตาล", level=Level.DISTRICT, all=True, except_=("ดอนตาล",)),
    references=(Reference(number="มท 0307.2/ว2133", dated=dt.date(2024, 1, 22)),),
    directives=(
        Directive(
            item="2",
            actors=(Level.PROVINCE, Level.DISTRICT),
            deadlines=(
                Deadline(
                    quote="…", kind=DeadlineKind.ABSOLUTE, due=dt.date(2024, 1, 31), time=dt.time(15, 0)
                ),
            ),
            channels=(Channel(kind=ChannelKind.QR_CODE, text="QR Code"),),
            quota=Quota(number=2, unit="ราย", per=(Level.DISTRICT,)),
        ),
    ),
)


def test_plain_data_speaks_the_contract() -> None:
    data = letter_to_json(LETTER)
    assert data["dated"] == "2024-01-26"
    assert data["number"]["key"] == "มท 0307.2/ว2551"
    assert data["phones"] == ["0 2356 5660"]
    assert data["addressee"]["except"] == ["ดอนตาล"]
    assert data["directives"][0]["deadlines"][0]["time"] == "15:00"


def test_a_letter_survives_its_json() -> None:
    again = letter_from_json(json.loads(json.dumps(letter_to_json(LETTER), ensure_ascii=False)))
    assert to_plain(again) == {**to_plain(LETTER), "phones": ["0 2356 5660"]}
    assert again.directives == LETTER.directives
    assert again.addressee == LETTER.addressee


@pytest.mark.parametrize(
    "data", [[], "x", {"dated": "31 มกราคม"}, {"urgency": "someday"}, {"references": [1]}]
)
def test_data_that_does_not_fit_is_refused(data: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words are Python's own
        from_plain(Circular, data)
