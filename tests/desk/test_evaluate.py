"""Measuring deadlines against labels: what counts as right, false, missed, invented and undoubted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from circulars.errors import InputFileError
from circulars.thai_calendar import OfficeCalendar
from desk.evaluate import evaluate_deadlines

OWN = Path(__file__).parent.parent / "gold" / "deadlines-own.jsonl"
SEND = "ให้อำเภอส่งรายงานภายในวันที่ ๕ มีนาคม ๒๕๖๗"


def score(*items):
    lines = [
        json.dumps({"id": str(at), "cls": "one", "letter_date": "2024-02-01", "received_date": None, **item})
        for at, item in enumerate(items)
    ]
    return evaluate_deadlines(lines, OfficeCalendar.shipped()).figures()


def label(kind="absolute", **fields):
    return {"quote": "", "kind": kind, "due": None, "rrule": None, "time": None, "flags": [], **fields}


def test_every_sentence_written_for_the_grammar_is_still_read():
    with OWN.open(encoding="utf-8") as lines:
        figures = evaluate_deadlines(lines, OfficeCalendar.shipped()).figures()
    assert [(case["id"], case["found"]) for case in figures["worst"]] == []
    assert figures["texts"]["exact"] == figures["texts"]["of"] >= 416
    assert figures["actors"]["share"] == 1.0


def test_a_day_is_right_whatever_it_is_called():
    found = score({"text": SEND, "gold": [label("relative", due="2024-03-05")]})
    assert (found["due"]["right"], found["due"]["f1"], found["worst"]) == (1, 1.0, [])


def test_another_day_is_missed_and_false_and_undoubted():
    found = score({"text": SEND, "gold": [label(due="2024-03-06")]})
    assert (found["due"]["right"], found["due"]["false"], found["due"]["missed"]) == (0, 1, 1)
    assert found["undoubted"] == {"of": 1, "wrong": 1}
    assert [case["wrong"] for case in found["worst"]] == [2]


def test_a_time_that_is_not_read_costs_only_the_time():
    found = score({"text": SEND, "gold": [label(due="2024-03-05T12:00")]})
    assert (found["due"]["f1"], found["due_and_time"]["f1"]) == (1.0, 0.0)


def test_a_trap_alarms_when_anything_is_found():
    found = score(
        {"text": SEND, "gold": [label("none")]}, {"text": "เรียนมาเพื่อโปรดทราบ", "gold": [label("none")]}
    )
    assert found["traps"] == {"of": 2, "alarmed": 1}
    assert found["texts"] == {"of": 2, "exact": 1}


def test_a_day_for_what_cannot_be_known_is_invented():
    unknowable = label(quote="ภายในวันที่ ๕ มีนาคม ๒๕๖๗")
    found = score({"text": SEND, "gold": [unknowable]})
    assert found["unknowable"] == {"of": 1, "invented": 1}


@pytest.mark.parametrize("soft", [{"optional": True}, {"flags": ["vague"]}])
def test_what_is_optional_or_vague_costs_nothing(soft):
    missed = score({"text": "ให้ส่งรายงาน", "gold": [label(due="2024-03-05", **soft)]})
    read = score({"text": SEND, "gold": [label(due="2024-03-05", **soft)]})
    assert (missed["due"]["missed"], read["due"]["false"]) == (0, 0)


def test_rules_are_the_same_when_their_days_are():
    found = score(
        {
            "text": "ให้อำเภอรายงานทุกวันทำการ",
            "gold": [label("recurring", rrule="FREQ=DAILY;BYDAY=FR,MO,TU,WE,TH")],
        }
    )
    assert found["rhythm"]["f1"] == 1.0


def test_an_actor_is_right_when_one_name_holds_the_other():
    labels = [label(due="2024-03-05", actor="ทุกอำเภอ")]
    assert score({"text": SEND, "gold": labels})["actors"] == {"right": 1, "of": 1, "share": 1.0}


@pytest.mark.parametrize("line", ["{", '{"text": "ก"}', '{"text": "ก", "gold": [1]}', '["gold"]'])
def test_a_line_that_is_not_labelled_is_said(line):
    with pytest.raises(InputFileError) as failure:
        evaluate_deadlines(["", line], OfficeCalendar.shipped())
    assert failure.value.message() == (
        "บรรทัดที่ 2 ไม่มีช่อง “gold” ซึ่งเป็นรายการคำตอบ จึงวัดผลไม่ได้ โปรดดูรูปแบบใน tests/gold/README.md"
    )
