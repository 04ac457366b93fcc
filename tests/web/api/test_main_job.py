"""The whole job by another program: receive, look, put right, confirm, relay, approve, send, answer, judge, find."""

from __future__ import annotations

import io
import json
import zipfile
from importlib.resources import files

import pytest
from makers.visitors import Program

from circulars.reading_json import letter_from_json

SAMPLE = (files("circulars") / "samples" / "w2551.txt").read_bytes()
AT = "/letters/2567/1"


def sample(name="w2551.txt"):
    return {"file": (name, SAMPLE, "text/plain")}


def test_a_program_reads_a_letter_and_nothing_is_stored(counter):
    clerk = Program(counter, "clerk")
    reading = clerk.call("POST", "/readings", files=sample())
    assert reading["schema"] == "saraban.reading/1"
    assert reading["letter"]["number"]["key"] == "มท 0307.2/ว2551"
    assert letter_from_json(reading["letter"]).subject == "แนวทางการดำเนินงานตามนโยบายแก้ไขปัญหาหนี้นอกระบบ"
    assert clerk.call("GET", "/letters")["items"] == []


def relayed(clerk, approver):
    """The relay drafted, changed, submitted, returned, submitted again, approved and sent."""
    draft = clerk.call("POST", f"{AT}/relay", json={})
    assert (draft["step"], draft["sent"]) == (None, False)
    change = {"changes": [{"field": "/phone", "value": "0 4261 9999"}], "seen": draft["version"]}
    assert clerk.call("POST", f"{AT}/relay/edits", json=change)["letter"]["phone"] == "0 4261 9999"
    assert clerk.call("POST", f"{AT}/relay/submission")["step"] == "submitted"
    assert clerk.call("POST", f"{AT}/relay/approval", 403)["error"] == "may-not"
    assert approver.call("POST", f"{AT}/relay/return", json={"reason": "แก้โทรศัพท์"})["note"] == "แก้โทรศัพท์"
    assert clerk.call("POST", f"{AT}/relay/submission")["step"] == "submitted"
    assert approver.call("POST", f"{AT}/relay/approval")["step"] == "approved"
    assert clerk.get(f"/api/v1{AT}/relay/draft.docx").content[:2] == b"PK"
    sent = clerk.call("POST", f"{AT}/relay/sending", json={})
    assert sent["id"] == "1/2567"
    assert clerk.call("POST", f"{AT}/relay/sending", 409, json={})["error"] == "already-sent"
    assert clerk.call("GET", "/sent")["items"][0]["number"] == sent["number"]
    assert clerk.get(f"/api/v1{AT}/relay/files/1").status_code == 200


def test_the_whole_job(counter):
    clerk, approver = Program(counter, "clerk"), Program(counter, "approver")
    officer, dontan = Program(counter, "officer"), Program(counter, "dontan")
    (became,) = clerk.call("POST", "/letters", 201, files=sample())["items"]
    assert (became["address"], became["known"], became["letter"]["id"]) == (f"/api/v1{AT}", False, "1/2567")
    assert clerk.call("POST", "/letters", 200, files=sample())["items"][0]["known"] is True
    letter = clerk.call("GET", AT)
    assert letter["reading"] == clerk.call("GET", f"{AT}/reading")
    put = {"field": "ลงวันที่", "value": "๒๕ ม.ค. ๒๕๖๗", "seen": letter["version"]}
    corrected = clerk.call("POST", f"{AT}/corrections", json=put)
    assert corrected["corrections"][0] == {"field": "/letter/dated", "before": None, "after": "2024-01-25"}
    stale = clerk.call("POST", f"{AT}/corrections", 409, json=put)
    assert stale["error"] == "changed-meanwhile"
    confirmed = clerk.call("POST", f"{AT}/confirmation", json={"seen": corrected["version"], "anyway": True})
    assert {one["office"] for one in confirmed["tasks"]} >= {"จังหวัดมุกดาหาร", "อำเภอดอนตาล"}

    relayed(clerk, approver)
    tasks = dontan.call("GET", "/tasks")["items"]
    assert {one["office"] for one in tasks} == {"อำเภอดอนตาล"}
    task = max(tasks, key=lambda one: one["directive"])
    at = f"/tasks/{task['id']}"
    assert dontan.call("GET", at)["columns"]
    assert dontan.call("POST", f"{at}/receipt", json={"number": "45/2567"})["state"] == "received"
    assert dontan.call("POST", f"{at}/answers", json={"nil": True})["state"] == "reported"
    evidence = {"file": ("หลักฐาน.txt", b"x", "text/plain")}
    assert dontan.call("POST", f"{at}/evidence", files=evidence)["attached"] == ["หลักฐาน.txt"]
    returned = officer.call("POST", f"{at}/return", json={"reason": "ขอรายชื่อ"})
    assert returned["state"] == "returned"
    again = dontan.call(
        "POST", f"{at}/answers", json={"nil": True, "note": "ไม่มี", "seen": returned["version"]}
    )
    assert officer.call("POST", f"{at}/acceptance", json={"seen": again["version"]})["state"] == "accepted"
    assert [one["state"] for one in officer.call("GET", at)["events"]][-1] == "accepted"

    rows = officer.call("GET", "/matrix?letter=1/2567")["items"]
    row = next(one for one in rows if one["directive"] == task["directive"])
    assert (row["answered"], "อำเภอดอนตาล" in row["missing"]) == (1, False)
    assert officer.call("GET", f"{AT}/rollup")["items"][0]["letter"] == "1/2567"
    found = officer.call("GET", "/search?q=หนี้นอกระบบ")
    assert {one["register"] for one in found["items"]} == {"received", "sent"}
    bag = clerk.post("/api/v1/exports", json={"letters": ["1/2567"]})
    assert "saraban/bagit.txt" in zipfile.ZipFile(io.BytesIO(bag.content)).namelist()


def test_answers_by_rows_tell_every_cell_that_is_wrong(counter, sent):
    dontan = Program(counter, "dontan", lang="en")
    task = max(dontan.call("GET", "/tasks")["items"], key=lambda one: one["directive"])
    columns = dontan.call("GET", f"/tasks/{task['id']}")["columns"]
    row = {one["name"]: "ไม่ใช่เบอร์โทรศัพท์" for one in columns}
    refused = dontan.call("POST", f"/tasks/{task['id']}/answers", 422, json={"rows": [row]})
    assert [(one["cell"], one["kind"]) for one in refused["refused"]] == [
        ("โทรศัพท์ [1]", "answer-phone"),
        ("", "answer-quota"),
    ]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_description_is_in_the_readers_language_and_complete(counter, lang):
    answer = Program(counter, "clerk").get("/api/v1/openapi.json", params={"lang": lang})
    data = answer.json()
    assert data["openapi"].startswith("3.1")
    assert (
        data["info"]["title"]
        == {"th": "สารบรรณ: ส่วนต่อประสานสำหรับโปรแกรม", "en": "Saraban for programs"}[lang]
    )
    words = json.dumps(data, ensure_ascii=False)
    assert ("ครบกำหนด" in words, "the day it is due" in words) == (lang == "th", lang == "en")


def test_every_field_of_the_sample_reading_is_of_the_description(counter):
    from jsonschema_rs import validator_for

    clerk = Program(counter, "clerk")
    data = clerk.get("/api/v1/openapi.json").json()
    schema = {"$ref": "#/components/schemas/Reading", "components": data["components"]}
    reading = clerk.call("POST", "/readings", files=sample())
    assert [str(one) for one in validator_for(schema).iter_errors(reading)] == []
    letter = data["components"]["schemas"]["Circular"]["properties"]
    # The number's key is counted from its parts.
    assert set(reading["letter"]) == set(letter)


def test_lists_come_in_pages_that_join_without_a_gap(counter, sent):
    officer = Program(counter, "officer")
    whole = officer.call("GET", "/tasks?limit=200")
    assert whole["next"] is None
    joined, address = [], "/api/v1/tasks?limit=3"
    while address:
        answer = officer.get(address)
        joined += answer.json()["items"]
        assert len(answer.json()["items"]) <= 3
        address = answer.links.get("next", {}).get("url")
    assert joined == whole["items"]
    rows = officer.call("GET", "/matrix?limit=1")
    assert (len(rows["items"]), rows["next"]) == (1, 1)
    assert officer.call("GET", "/tasks?office=ดอนตาล&state=sent&late=true&due_by=2024-02-01")["items"] == []
