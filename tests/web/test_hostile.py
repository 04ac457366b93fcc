"""What a letter, an upload or an address may hold: shown as it is, refused by its size, run nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from makers.readings import parsed_letter, sample_reading
from makers.visitors import Visitor, own_task

from web.watch import HEADERS


def test_every_answer_forbids_what_a_letter_could_smuggle_in(counter):
    answer = Visitor(counter).get("/login")
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{ 7*7 }}"


def test_a_letter_that_holds_html_is_shown_as_it_is_and_runs_nowhere(counter, clerk):
    letter = replace(parsed_letter(), subject=HOSTILE, issuer=HOSTILE)
    with counter.desk.database.writing() as store:
        entry = store.incoming.add(
            year=2024,
            receipt_number=9,
            received=clerk.now,
            received_by=HOSTILE,
            letter=letter,
            reading={**sample_reading(letter, "9" * 64), "issues": []},
            original="originals/9.txt",
        )
    path = counter.desk.archive.absolute(entry.original)
    path.parent.mkdir(parents=True)
    path.write_text(HOSTILE, encoding="utf-8")
    visitor = Visitor(counter, "clerk")
    for address in ("/", "/inbox", "/registers?year=2567", "/letters/2567/9"):
        text = visitor.get(address).text
        assert "&lt;script&gt;" in text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "49" not in text.split("&lt;script&gt;")[1][:120]


def test_a_page_that_is_not_there_says_so(counter):
    answer = Visitor(counter, "clerk").get("/ไม่มี")
    assert (answer.status_code, "ไม่มีหน้านี้" in answer.text) == (404, True)


def test_a_fault_shows_a_number_and_no_trace(counter, monkeypatch, caplog):
    def broken(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr("web.routes.inbox.waiting_page", broken)
    # A library that sets up logging for itself shuts the logs of everybody before it.
    monkeypatch.setattr("web.failures.log.disabled", False)
    answer = Visitor(counter, "clerk").get("/")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    number = answer.text.split("<code>")[1].split("</code>")[0]
    (line,) = [one for one in caplog.records if one.message == "fault"]
    assert line.number == number
    assert f"โปรดแจ้งเลข {number} ให้ผู้ดูแลระบบ" in answer.text
    # What is told of a fault keeps what it forbids.
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_an_upload_that_is_too_large_is_refused_by_its_size(counter, monkeypatch):
    monkeypatch.setattr("web.uploads.LARGEST", 1000)
    visitor = Visitor(counter, "clerk")
    page = visitor.get("/inbox").text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    answer = visitor.post(
        "/inbox", data={"csrf": csrf}, files={"files": ("../../ก.txt", b"x" * 2000, "text/plain")}
    )
    assert "ใหญ่เกิน 0 ล้านไบต์" in answer.text
    assert "../" not in answer.text.split("became")[1]


def test_the_original_comes_as_a_file_and_never_as_a_page(counter, received):
    answer = Visitor(counter, "clerk").get("/letters/2567/1/original")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/tasks/99999999999999999999", 404, "ไม่มีหน้านี้"),
        ("/tasks/abc", 404, "ไม่มีหน้านี้"),
        ("/tasks/-1", 404, "ไม่มีหน้านี้"),
        ("/registers?year=9999999999", 422, "ค่าที่ส่งมาในช่อง year ใช้ไม่ได้"),
        ("/registers?year=abc", 422, "ค่าที่ส่งมาในช่อง year ใช้ไม่ได้"),
        ("/letters/2567/99999999999", 404, "ไม่มีหน้านี้"),
        ("/letters/99999999999/1", 404, "ไม่มีหน้านี้"),
        ("/letters/2567/1/pages/99999999999999999999.png", 404, "ไม่มีหน้านี้"),
        ("/letters/2567/1/relay/pages/x.png", 404, "ไม่มีหน้านี้"),
    ],
)
def test_an_address_that_somebody_mistyped_says_so_in_their_language(
    counter, received, address, status, said
):
    answer = Visitor(counter, "clerk").get(address)
    assert (answer.status_code, said in answer.text) == (status, True)


def test_a_body_that_cannot_be_read_says_so(counter):
    visitor = Visitor(counter, "clerk")
    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = visitor.post("/tasks/1/answer", content=b"nothing of the kind", headers=headers)
    assert answer.status_code == 400
    assert "อ่านสิ่งที่เบราว์เซอร์ส่งมาไม่ได้" in answer.text


def read_nothing(*_args):
    raise AssertionError


@pytest.mark.parametrize(
    ("name", "address", "size", "status"),
    [
        (None, "/inbox", 1_000_001, 413),
        (None, "/login", 50_000_000, 413),
        ("dontan", "/inbox", 1_000_001, 413),
        ("clerk", "/people", 1_000_001, 413),
        ("clerk", "/inbox", 61_000_001, 413),
        ("clerk", "/inbox", None, 411),
    ],
)
def test_what_is_too_large_is_refused_before_anything_of_it_is_read(
    counter, monkeypatch, name, address, size, status
):
    visitor = Visitor(counter, name)
    monkeypatch.setattr("starlette.requests.Request.form", read_nothing)
    headers = {"transfer-encoding": "chunked"} if size is None else {"content-length": str(size)}
    answer = visitor.post(address, content=iter([b"x"]), headers=headers)
    assert answer.status_code == status
    assert "ไม่ได้รับสิ่งใดเลย" in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def sent_file(visitor, page, address, name, content, kind="application/zip", **fields):
    """Send one file with the form of a page."""
    csrf = visitor.get(page).text.partition('name="csrf" value="')[2].partition('"')[0]
    return visitor.post(address, data={"csrf": csrf, **fields}, files={"files": (name, content, kind)})


@pytest.mark.parametrize("name", ["../../../../tmp/ก.pdf", "..\\..\\ก.pdf", "/etc/ก.pdf", "ก\x00.pdf"])
def test_a_file_name_leads_out_of_no_folder(counter, sent, tmp_path, name):
    task = own_task(counter)
    district = Visitor(counter, "dontan")
    before = {one for one in tmp_path.rglob("*") if one.is_file()}
    at = f"/tasks/{task.id}"
    answer = sent_file(
        district, at, f"{at}/answer", name, b"%PDF-1.4\n%%EOF\n", "application/pdf", note="ส่งแล้ว"
    )
    assert answer.status_code in {303, 409}
    new = {one for one in tmp_path.rglob("*") if one.is_file()} - before
    assert all(
        one.is_relative_to(tmp_path / "evidence") or one.name.startswith("saraban.db") for one in new
    ), new
    with counter.desk.database.reading() as store:
        assert all("/" not in one.name and "\\" not in one.name for one in store.follow_up.evidence(task.id))
