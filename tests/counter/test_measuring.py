"""`saraban evaluate` and `saraban holidays` through the door."""

from __future__ import annotations

MEASURED = (
    '{"id": "a", "cls": "abs", "text": "ให้อำเภอส่งรายงานภายในวันที่ ๕ มีนาคม ๒๕๖๗", "letter_date": "2024-02-01", '
    '"received_date": null, "gold": [{"quote": "ภายในวันที่ ๕ มีนาคม ๒๕๖๗", "kind": "absolute", "due": "2024-03-06"}]}\n'
)


def test_deadlines_are_measured_against_labels(saraban, tmp_path):
    path = tmp_path / "คำตอบ.jsonl"
    path.write_text(MEASURED, encoding="utf-8")
    said = saraban("evaluate", "deadlines", str(path), "--least", "0.9", "--json")
    assert said.code == 1
    assert said.data[0]["due"] == {
        "precision": 0.0, "recall": 0.0, "f1": 0.0, "right": 0, "false": 1, "missed": 1,
    }  # fmt: skip
    assert saraban("evaluate", "deadlines", str(path)).code == 0
    assert saraban("evaluate", "deadlines", "ไม่มี.jsonl").code == 3
    assert saraban("evaluate", "deadlines", str(path), "--least", "2").code == 2


def test_holidays_are_listed_and_added(office):
    assert [
        one["name"]
        for one in office("holidays", "list", "--year", "2564", "--json").data
        if one["date"] == "2021-05-10"
    ] == ["ประเพณีงานบุญบั้งไฟ"]
    assert office("holidays", "add", "๑๖ ตุลาคม ๒๕๖๙", "วันหยุดพิเศษ").code == 0
    listed = office("holidays", "list", "--year", "2569", "--json").data
    assert [one["name"] for one in listed if one["own"]] == ["วันหยุดพิเศษ"]
    assert "สำนักงานเพิ่ม" in office("holidays", "list", "--year", "2569").out
    assert office("holidays", "add", "๑๖ ตุลาคม ๒๕๖๙", "ซ้ำ").code == 5
    assert office("holidays", "add", "วันหนึ่ง", "ซ้ำ").code == 2
    assert office("holidays", "list", "--year", "2600").out == "ไม่มีวันหยุดของปี ๒๖๐๐ ในปฏิทิน\n"
    assert office("holidays").code == 0


def test_letters_are_measured_against_expected_readings(saraban, tmp_path):
    (tmp_path / "ก.txt").write_text("ถึง อำเภอ ทุกอำเภอ\n", encoding="utf-8")
    (tmp_path / "ก.expected.json").write_text('{"letter": {"email": "a@example.go.th"}}', encoding="utf-8")
    said = saraban("evaluate", "letters", str(tmp_path), "--least", "0.9", "--json")
    assert (said.code, said.data[0]["header_exact"]) == (1, {"right": 0, "of": 1, "share": 0.0})
    assert saraban("evaluate", "letters", str(tmp_path)).code == 0
    assert saraban("evaluate", "letters", str(tmp_path / "ไม่มี")).code == 3
