from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.errors import UsageError
from circulars.lexicon import table
from circulars.query import All, Any, Between, Day, Key, Near, Not, Words, wanted
from parsers.search_fields import _FIELDS
from parsers.search_query import LONGEST, apart, loosened, parse_query, shortened

DEBT = Words(words=("หนี้", "นอก", "ระบบ"))
PEOPLE = Words(words=("ประชาชน",))
NUMBER = Any(
    parts=(
        Key(field="number", value="มท0307.2/ว2551"),
        Key(field="cites", value="มท0307.2/ว2551"),
        Words(words=("มท", "0307", "2", "ว", "2551")),
    ),
    ranked=True,
)
LAST_OF_JANUARY = Day(day=dt.date(2024, 1, 31))
JANUARY = Between(field="dated", low=dt.date(2024, 1, 1), high=dt.date(2024, 1, 31))


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("หนี้นอกระบบ", DEBT),
        ("หนี้นอกระบบ ประชาชน", All(parts=(DEBT, PEOPLE))),
        ("หนี้นอกระบบ AND ประชาชน", All(parts=(DEBT, PEOPLE))),
        ("หนี้นอกระบบ และ ประชาชน", All(parts=(DEBT, PEOPLE))),
        ("หนี้นอกระบบ หรือ ประชาชน", Any(parts=(DEBT, PEOPLE))),
        ("หนี้นอกระบบ OR ประชาชน", Any(parts=(DEBT, PEOPLE))),
        ("หนี้นอกระบบ -ประชาชน", All(parts=(DEBT, Not(part=PEOPLE)))),
        ("หนี้นอกระบบ ไม่เอา ประชาชน", All(parts=(DEBT, Not(part=PEOPLE)))),
        ("NOT ประชาชน", Not(part=PEOPLE)),
        ('"หนี้นอกระบบ ประชาชน"', Words(words=("หนี้", "นอก", "ระบบ", "ประชาชน"))),
        ("“หนี้นอกระบบ”", DEBT),
        ("ประชาชน (หนี้นอกระบบ หรือ ประชาชน)", All(parts=(PEOPLE, Any(parts=(DEBT, PEOPLE))))),
        ("ประชาชน*", Words(words=("ประชาชน",), prefix=True)),
        ("ปกค*", Any(parts=(Words(words=("ปก", "ค"), prefix=True), Words(words=("ปกค",), prefix=True)))),
    ],
)
def test_words_phrases_and_operators(typed, meaning):
    assert parse_query(typed) == meaning


@pytest.mark.parametrize(
    "typed",
    ["มท ๐๓๐๗.๒/ว ๒๕๕๑", "มท0307.2/ว2551", "มท 0307.2/ว. 2551", "มท. ๐๓๐๗.๒ / ว ๒๕๕๑", "มท ๐๓๐๗.๒/ว๒๕๕๑"],
)
def test_a_number_in_any_spelling(typed):
    assert parse_query(typed) == NUMBER
    assert parse_query(f"{typed} ประชาชน") == All(parts=(NUMBER, PEOPLE))


@pytest.mark.parametrize(
    ("typed", "key"),
    [("ว 2551", "ว2551"), ("ว๒๕๕๑", "ว2551"), ("0307.2/ว 2551", "0307.2/ว2551"), ("๒๕๕๑", "2551")],
)
def test_part_of_a_number(typed, key):
    found = parse_query(typed)
    assert isinstance(found, Any)
    assert found.parts[0] == Key(field="number", value=key)


@pytest.mark.parametrize(
    "typed",
    [
        "๓๑ มกราคม ๒๕๖๗",
        "31 ม.ค. 67",
        "2024-01-31",
        "31/1/2567",
        "31 มกราคม พ.ศ. 2567",
        "ลงวันที่ ๓๑ มกราคม ๒๕๖๗",
    ],
)
def test_a_day_in_any_spelling_and_either_era(typed):
    assert parse_query(typed) == LAST_OF_JANUARY


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("ที่:มท0307.2/ว2551", Key(field="number", value="มท0307.2/ว2551")),
        ("number:มท0307*", Key(field="number", value="มท0307", prefix=True)),
        ("จาก:กรมการปกครอง", Words(words=("กรม", "การ", "ปกครอง"), field="sender")),
        ('from:"กรมการปกครอง"', Words(words=("กรม", "การ", "ปกครอง"), field="sender")),
        ("เรื่อง:หนี้นอกระบบ", Words(words=DEBT.words, field="subject")),
        ("ปี:2567", Between(field="year", low=2024, high=2024)),
        ("year:2024", Between(field="year", low=2024, high=2024)),
        ("ปี:๖๗", Between(field="year", low=2024, high=2024)),
        ("ปี:2566-2567", Between(field="year", low=2023, high=2024)),
        ("ปี:>2566", Between(field="year", low=2024)),
        ("ลงวันที่:ม.ค.67", JANUARY),
        ("ลงวันที่:1 ม.ค. 67..31 ม.ค. 2567", JANUARY),
        ("dated:2024-01-01..2024-01-31", JANUARY),
        ("กำหนด:<31/1/2567", Between(field="due", high=dt.date(2024, 1, 30))),
        ("due:>=2024-01-31", Between(field="due", low=dt.date(2024, 1, 31))),
        ("ชั้นความเร็ว:ด่วนที่สุด", Key(field="urgency", value="most_urgent")),
        ("urgency:most_urgent", Key(field="urgency", value="most_urgent")),
        ("ชนิด:หนังสือประทับตรา", Key(field="form", value="stamped")),
        ("เลขรับ:12/2567", Key(field="receipt", value="12/2567")),
        ("เลขรับ:12", Key(field="receipt", value="12/", prefix=True)),
        ("อ้างถึง:มท ๐๓๐๗.๒/ว ๒๑๓๓", Key(field="cites", value="มท0307.2/ว2133")),
        ("ทะเบียน:ส่ง", Key(field="register", value="sent")),
        (
            "อำเภอ:อำเภอดอนตาล",
            Any(parts=(Key(field="district", value="ดอนตาล"), Words(words=("ดอน", "ตาล")))),
        ),
    ],
)
def test_fields_in_both_languages(typed, meaning):
    assert parse_query(typed) == meaning


@pytest.mark.parametrize("typed", ['"', "*", ")", "((((", "OR", "NOT", "()", "-", "ที่:", '""', "  ", "; -- '"])
def test_what_means_nothing(typed):
    assert parse_query(typed) == All(parts=())


@pytest.mark.parametrize("typed", ["เวลา 15:00", "https://example.go.th/ก", "'; DROP TABLE incoming; --"])
def test_what_is_no_field_is_words(typed):
    assert all(isinstance(leaf, Words) for leaf in wanted(parse_query(typed)))


@pytest.mark.parametrize(
    "typed",
    ["(" * 900, "-" * 900, "NOT " * 900, '"' * 900, "ว1 " * 900, ":" * 900, "0" * 10_000, "ก " * 5_000],
)
def test_long_queries_are_read_as_far_as_anybody_types(typed):
    parse_query(typed)
    assert len(shortened(typed)) <= LONGEST


@pytest.mark.parametrize(
    ("typed", "thai", "english"),
    [
        (
            "ปี:เก่า",
            "“เก่า” ไม่ใช่วันที่ เดือน หรือปีที่ค้นได้ ใช้ได้เช่น 31/1/2567, ม.ค.2567, 2567, 1/1/2567..31/1/2567, <31/1/2567",
            "“เก่า” is no day, month or year to search for. Such as 31/1/2567, 2024-01-31, 2567, 1/1/2567..31/1/2567, <31/1/2567 can be.",
        ),
        (
            "จาก:-",
            "ช่อง sender ค้นด้วย “-” ไม่ได้ โปรดใส่คำหรือตัวเลข",
            "The field sender cannot be searched for “-”. Give words or a number.",
        ),
    ],
)
def test_a_value_that_a_field_cannot_have(says, typed, thai, english):
    assert says(parse_query, typed) == (thai, english)


def test_a_choice_that_a_field_does_not_have():
    with pytest.raises(UsageError) as caught:
        parse_query("ชั้นความเร็ว:ช้า")
    assert caught.value.facts == {"value": "ช้า", "allowed": "ปกติ, ด่วน, ด่วนมาก, ด่วนที่สุด"}


def test_near_is_for_words_that_are_long_enough_and_for_no_field():
    near = loosened(parse_query("ไกล่เกลี่ย ปี:2567"))
    assert isinstance(near, All)
    assert isinstance(near.parts[0], Near)
    assert isinstance(near.parts[1], Between)
    assert loosened(parse_query("หนี้")) is None
    assert loosened(parse_query("มท 0307.2/ว2551")) is None
    assert loosened(parse_query("อำเภอ:ดอนตาล")) is None


def test_apart_asks_for_each_word():
    assert apart(DEBT) == All(parts=tuple(Words(words=(word,)) for word in DEBT.words))
    assert apart(PEOPLE) is None


def test_every_field_of_the_lexicon_is_known_and_none_has_two_meanings():
    names = table("search")["fields"]
    assert set(names) == set(_FIELDS)
    words = [word for known in names.values() for word in known]
    assert sorted(words) == sorted(set(words))


@pytest.mark.property
@given(st.text(max_size=60) | st.text(st.sampled_from('กขที่:ปี"()-*ว0123/. หรือORNT<>=๒'), max_size=60))
def test_whatever_is_typed_is_understood_or_refused_in_words(typed):
    query = None
    with suppress(UsageError):
        query = parse_query(typed)
    spaced = None
    with suppress(UsageError):
        spaced = parse_query(f"  {typed} ")
    # Blanks around what is typed mean nothing, also where it is refused.
    assert query == spaced
    assert query is None or loosened(query) == loosened(spaced)
