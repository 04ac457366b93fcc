"""However a letter is mutilated, it gives a reading; and reading never takes more than its share of time."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers.letters import OWN, own_letter, source_of

from circulars.reading_json import letter_from_json, letter_to_json, reading_to_json
from parsers import parse

pytestmark = pytest.mark.property

THAI = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B)
ODD = st.sampled_from(list("\t ().,/:-“”\"'…–0123456789๐๑๒๓๔๕๖๗๘๙ABab@\u178e\u200b\uf70a\f"))
WHOLE_WORDS = st.sampled_from(
    ["ที่", "เรียน ", "ถึง ", "เรื่อง ", "อ้างถึง ", "ให้", "จึงขอให้อำเภอ", "ภายในวันที่ ", "ภายใน ๗ วัน", "๑. ", "๑.๑ ", "(๑) ", "ก. ", "ข้อ ๑ ", "โทร. ", "มท ๐๓๑๐.๑/ว ๑", "๓๑ กุมภาพันธ์ ๒๕๖๗", "หาก", "จะถือว่า", "แห่งละ ๒ ราย", "นั้น", "ดังนี้\n", "ขอแสดงความนับถือ\n", "(นายก ข)\n", "บันทึกข้อความ\n", "เลขรับ ๑\n"]
)  # fmt: skip
NOISE = st.lists(st.one_of(THAI, ODD, WHOLE_WORDS), max_size=30).map("".join)


@st.composite
def mutilated(draw: st.DrawFn) -> str:
    """A letter with lines dropped, doubled and swapped, characters lost and noise put in."""
    lines = own_letter(draw(st.sampled_from(OWN))).split("\n")
    for _ in range(draw(st.integers(1, 8))):
        if not lines:
            break
        at = draw(st.integers(0, len(lines) - 1))
        how = draw(st.sampled_from(["drop", "double", "swap", "cut", "noise", "join"]))
        if how == "drop":
            del lines[at]
        elif how == "double":
            lines.insert(at, lines[at])
        elif how == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        elif how == "join" and at + 1 < len(lines):
            lines[at : at + 2] = [lines[at] + lines[at + 1]]
        elif how == "cut":
            start = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:start] + lines[at][start + draw(st.integers(0, 40)) :]
        else:
            start = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:start] + draw(NOISE) + lines[at][start:]
    return "\n".join(lines)


def holds(text: str) -> None:
    """A reading comes, every quotation is the raw text, and the letter survives its JSON."""
    source = source_of(text)
    reading = parse(source)
    data = json.loads(json.dumps(reading_to_json(reading)))
    lines = {(line.page, line.number): source.raw[line.start : line.end] for line in source.lines}
    for spans in data["spans"].values():
        for one in spans:
            assert lines[one["page"], one["line"]][one["start"] : one["end"]] == one["quote"]
    assert letter_from_json(letter_to_json(reading.letter)).directives == reading.letter.directives
    for issue in reading.issues:
        assert issue.message("th")
        assert issue.message("en")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutilated())
def test_a_mutilated_letter_gives_a_reading(text: str) -> None:
    holds(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(NOISE, st.just("\n")), max_size=25).map("".join))
def test_any_text_gives_a_reading(text: str) -> None:
    holds(text)


#: What a text may hold for ever and a day.
RUNS = ["ก", "ให้", "หากไม่", "ภายใน", "อำเภอแม่สอด ", "ที่มท๐๓", "หนังสือ ที่ มท ๐๓/๑ ", "ตามที่ ", "๑. ", "(๑) ", "(", "“", "\n", "จึงขอให้อำเภอรายงาน\n", "น า", "ส่งให้จังหวัด", "ก@"]  # fmt: skip


@pytest.mark.parametrize("run", RUNS)
def test_time_grows_with_the_text_and_no_faster(run: str) -> None:
    head = "ที่ มท ๐๓๑๐.๑/ว ๑๔๕๒๗\nถึง จังหวัด ทุกจังหวัด\nด้วยกรมการปกครอง จึงขอให้อำเภอรายงาน"
    parse(source_of(head))

    def seconds(length: int) -> float:
        source = source_of(head + run * (length // len(run)))
        start = time.process_time()
        parse(source)
        return time.process_time() - start

    def grows() -> bool:
        return seconds(16_000) > 9 * max(seconds(4_000), 0.05)

    # Four times the text may take four times as long, with room for the machine; squared it would be 16.
    # A busy machine makes one of three tries slow, a wrong growth all of them.
    assert not (grows() and grows() and grows())
