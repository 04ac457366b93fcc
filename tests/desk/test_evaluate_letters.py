"""Measuring whole letters: what counts as right, false and missed."""

from __future__ import annotations

import json

import pytest

from circulars.errors import InputFileError
from circulars.thai_calendar import OfficeCalendar
from desk.evaluate_letters import evaluate_letters, folded

LETTER = """ที่ นค ๐๐๑๘/ว ๑๒                    ศาลากลางจังหวัดหนองคาย
                              ถนนมิตรภาพ นค ๔๓๐๐๐

          ๕ มกราคม ๒๕๖๗

เรื่อง  การสำรวจข้อมูล
เรียน  นายอำเภอ ทุกอำเภอ

          ด้วยจังหวัดหนองคายจะสำรวจข้อมูล จึงขอให้อำเภอรายงานผลให้จังหวัดทราบ ภายในวันที่ ๑๙ มกราคม ๒๕๖๗

          จึงเรียนมาเพื่อดำเนินการ

          ขอแสดงความนับถือ

          (นายสมมุติ ทดลอง)
          ปลัดจังหวัดหนองคาย

ที่ทำการปกครองจังหวัด
โทร. ๐ ๔๒๔๑ ๑๗๗๘
"""
DIRECTIVE = {
    "item": None, "actors": ["district"], "kind": "report", "relay": False,
    "deadlines": [{"kind": "absolute", "due": "2024-01-19"}],
}  # fmt: skip


def folder_of(tmp_path, letter, **more):
    (tmp_path / "ก.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "ก.expected.json").write_text(
        json.dumps({"letter": letter, **more}, ensure_ascii=False), encoding="utf-8"
    )
    return tmp_path


def score(folder):
    return evaluate_letters(folder, OfficeCalendar.shipped()).figures()


def test_a_letter_read_as_expected_is_right_in_everything_that_is_named(tmp_path):
    wanted = {
        "dated": "2024-01-05",
        "subject": "การสำรวจ ข้อมูล",
        "phones": ["0 4241 1778"],
        "directives": [DIRECTIVE],
    }
    found = score(folder_of(tmp_path, wanted, issues=[]))
    assert found["header_exact"] == {"right": 3, "of": 3, "share": 1.0}
    assert (found["directives"]["f1"], found["details"]["deadlines"]["right"], found["worst"]) == (1.0, 1, [])


def test_a_wrong_value_is_false_and_missed_and_an_invented_one_only_false(tmp_path):
    found = score(folder_of(tmp_path, {"dated": "2024-01-06", "subject": None, "email": "a@example.go.th"}))
    counts = {
        name: tuple(one[key] for key in ("right", "false", "missed")) for name, one in found["fields"].items()
    }
    assert counts == {"dated": (0, 1, 1), "email": (0, 0, 1), "subject": (0, 1, 0)}
    assert [one["field"] for one in found["worst"][0]["differences"]] == ["dated", "email", "subject"]


def test_lists_are_compared_entry_by_entry(tmp_path):
    found = score(folder_of(tmp_path, {"phones": ["๐ ๔๒๔๑ ๑๗๗๘", "0 2000 0000"]}))
    assert found["fields"]["phones"] == {
        "precision": 1.0, "recall": 0.5, "f1": 0.667, "right": 1, "false": 0, "missed": 1,
    }  # fmt: skip


def test_a_directive_is_right_by_item_actors_and_kind_and_its_details_count_only_then(tmp_path):
    other = {**DIRECTIVE, "item": "1", "kind": "act"}
    late = {**DIRECTIVE, "deadlines": [{"kind": "absolute", "due": "2024-01-20"}]}
    found = score(folder_of(tmp_path, {"directives": [late, other]}))
    assert found["by_kind"]["act"]["missed"] == 1
    assert (found["directives"]["right"], found["directives"]["missed"]) == (1, 1)
    assert (found["details"]["deadlines"]["right"], found["details"]["deadlines"]["missed"]) == (0, 1)


def test_issues_are_compared_where_they_are_named(tmp_path):
    assert score(folder_of(tmp_path, {}, issues=["no-date"]))["issues"]["missed"] == 1
    assert score(folder_of(tmp_path, {}, issues_at_least=[]))["issues"]["false"] == 0


def test_a_folder_that_cannot_be_measured_says_why(tmp_path):
    with pytest.raises(InputFileError, match=r"ไม่มีไฟล์ \.expected\.json"):
        score(tmp_path)
    (tmp_path / "ข.expected.json").write_text('{"letter": {}}', encoding="utf-8")
    with pytest.raises(InputFileError, match="ไม่พบหนังสือของคำตอบ"):
        score(tmp_path)
    (tmp_path / "ข.expected.json").write_text("[", encoding="utf-8")
    with pytest.raises(InputFileError, match="ไม่ใช่ผลการอ่านแบบ JSON"):
        score(tmp_path)


def test_blanks_and_kinds_of_digits_make_no_difference():
    assert folded({"a": ["ข้อ ๑", 2]}) == folded({"a": ["ข้อ1", 2]})
