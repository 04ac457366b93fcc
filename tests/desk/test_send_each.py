from __future__ import annotations

import csv
import datetime as dt
import hashlib

import pytest

from circulars.errors import ConflictError
from circulars.office import Level
from circulars.task import TaskState
from desk import bulk, send_each
from desk.relay import edit, relay
from desk.review import confirm
from desk.send import send
from desk.send_each import send_each as send_to_each
from parsers import parse, read


@pytest.fixture
def drafted(desk, confirmed, clerk):
    return relay(desk, "1", clerk)


def numbers(desk):
    with desk.database.reading() as store:
        return [one.number for one in store.outgoing.listed()]


def test_each_district_gets_its_letter_its_number_and_its_task(desk, drafted, clerk):
    told = []
    sent = send_to_each(desk, "1", clerk, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (7, 7)
    assert [one.number for one in sent.files.rows] == [f"มห 0018.1/{at}" for at in range(1, 8)]
    with desk.database.reading() as store:
        for row in sent.files.rows:
            entered = store.outgoing.by_key(row.number, dt.date(2024, 1, 25), 2024)
            assert entered.addressee == f"ที่ทำการปกครองอำเภอ{row.district}"
            for one in store.outgoing.files(entered.id):
                content = desk.archive.absolute(one.path).read_bytes()
                assert hashlib.sha256(content).hexdigest() == one.sha256
        tasks = [one for one in store.tasks.listed() if one.level is Level.DISTRICT]
        assert {one.state for one in tasks} == {TaskState.SENT}
        notes = {one.office_code: store.tasks.events(one.id)[-1].note for one in tasks}
    assert notes == {f"490{at}": f"มห ๐๐๑๘.๑/{'๐๑๒๓๔๕๖๗'[at]}" for at in range(1, 8)}
    rows = list(csv.DictReader(sent.files.table.open(encoding="utf-8-sig")))
    assert [one["district"] for one in rows] == [one.name for one in desk.office.province.districts]
    assert len(list((sent.folder / "forms").iterdir())) == 8


def test_what_was_stopped_is_finished_without_a_new_number(desk, drafted, clerk, tomorrow, monkeypatch):
    """Ctrl-C in the third letter: the same command, the next day, goes on."""

    def stop(done, _of):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_to_each(desk, "1", clerk, progress=stop)
    taken = numbers(desk)
    assert len(taken) == 7
    done = send_to_each(desk, "1", tomorrow)
    assert numbers(desk) == taken
    assert {one.dated for one in done.files.rows} == {"2024-01-25"}
    assert done.tasks == ()
    with pytest.raises(ConflictError) as caught:
        send_to_each(desk, "1", tomorrow)
    assert caught.value.kind == "already-sent"


def test_a_stop_before_the_files_are_entered_is_no_end(desk, drafted, clerk, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(send_each, "_remember", stop)
        with pytest.raises(KeyboardInterrupt):
            send_to_each(desk, "1", clerk)
    send_to_each(desk, "1", clerk)
    with desk.database.reading() as store:
        assert all(len(store.outgoing.files(one.id)) == 2 for one in store.outgoing.listed())


def test_numbers_are_free_again_if_they_could_not_be_registered(desk, drafted, clerk, monkeypatch):
    def no_disk(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(send_each, "keep_plan", no_disk)
        with pytest.raises(OSError, match="No space left"):
            send_to_each(desk, "1", clerk)
    assert numbers(desk) == []
    assert send_to_each(desk, "1", clerk).files.rows[0].number == "มห 0018.1/1"


def test_a_full_disk_in_the_middle_is_told_and_gone_on_with(desk, drafted, clerk, monkeypatch):
    whole = bulk._written

    def nearly_full(one, *rest):
        if one.code == "4904":
            raise OSError(28, "No space left on device")
        return whole(one, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(bulk, "_written", nearly_full)
        with pytest.raises(OSError, match="No space left"):
            send_to_each(desk, "1", clerk)
    assert len(send_to_each(desk, "1", clerk).files.rows) == 7


def test_only_the_districts_addressed_get_letters(desk, drafted, clerk):
    edit(desk, "1", clerk, changes=[("ถึง", "ที่ทำการปกครองอำเภอดอนตาล และที่ทำการปกครองอำเภอดงหลวง")])
    with pytest.raises(ConflictError):
        send_to_each(desk, "1", clerk)
    sent = send_to_each(desk, "1", clerk, accept_findings=True)
    assert [one.district for one in sent.files.rows] == ["ดอนตาล", "ดงหลวง"]
    with desk.database.reading() as store:
        told = {
            one.office
            for one in store.tasks.listed()
            if one.level is Level.DISTRICT and one.state is TaskState.SENT
        }
    assert told == {"อำเภอดอนตาล", "อำเภอดงหลวง"}


def test_an_address_without_districts_is_refused(desk, drafted, clerk, says):
    edit(desk, "1", clerk, changes=[("ถึง", "สำนักงานจังหวัด")])
    assert says(send_to_each, desk, "1", clerk, accept_findings=True) == (
        "ร่างถึง “สำนักงานจังหวัด” ไม่มีอำเภอของสำนักงานนี้ จึงแยกส่งรายอำเภอไม่ได้ แก้ผู้รับด้วย --set ถึง '…'",
        "The draft is addressed to “สำนักงานจังหวัด”, which names no district of this office, so there is none to send to. Change it with --set to '…'.",
    )


def test_a_letter_sent_to_all_is_not_sent_to_each(desk, drafted, clerk):
    send(desk, "1", clerk)
    with pytest.raises(ConflictError):
        send_to_each(desk, "1", clerk)


FOLLOWING = """ที่ มท ๐๓๐๗.๒/ว ๒๖๐๐
ถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด
ตามที่กรมการปกครองมีหนังสือ ด่วนที่สุด ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑ ลงวันที่ ๒๔ มกราคม ๒๕๖๗ แจ้งให้จังหวัดและอำเภอดำเนินการ นั้น
จึงขอให้จังหวัดแจ้งอำเภอเร่งรัดการรายงาน ภายในวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๗
กรมการปกครอง
๒๕ มกราคม ๒๕๖๗
"""


@pytest.mark.parametrize("each", [False, True])
def test_a_later_relay_cites_one_number_only_if_all_districts_have_it(
    desk, drafted, clerk, entered, tmp_path, *, each
):
    (send_to_each if each else send)(desk, "1", clerk)
    path = tmp_path / "following.txt"
    path.write_text(FOLLOWING, encoding="utf-8")
    entered(parse(read(path)).letter, number=2)
    confirm(desk, "2", clerk)
    later = relay(desk, "2", clerk)
    text = later.draft.letter.body[0].text
    assert ("มท ๐๓๐๗.๒/ว ๒๕๕๑" in text) is each
    assert ("มห ๐๐๑๘.๑/" in text) is not each
    told = [one.message("en") for one in later.draft.findings if one.what == "numbers-differ"]
    expected = (
        "Our earlier relay went to each district with a number of its own (มห ๐๐๑๘.๑/๑ … มห ๐๐๑๘.๑/๗), so the letter "
        "that it passed on is cited instead. Check the draft, or put each district's own number in."
    )
    assert told == ([expected] if each else [])
    assert not later.draft.is_refused
