from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from desk.intake import DONE, QUARANTINE, Outcome, WatchedFolder, files_under, take_in
from desk.office_desk import Desk
from desk.reading import ReadingWay
from desk.search import Searched, search
from desk.settings import Settings
from parsers.input_file import shown_name

OWN = Path(__file__).parents[1] / "letters" / "own"
#: Two letters for any province, a letter for another one, minutes.
FILES = ("01-dopa-survey.txt", "02-dla-chain.txt", "09-loei-received.txt", "14-minutes.txt")


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with subfolders, things that are no letters, and a link in a circle."""
    root = tmp_path / "กล่อง"
    (root / "ก" / "ข").mkdir(parents=True)
    for at, name in enumerate(FILES):
        shutil.copy(OWN / name, (root, root / "ก", root / "ก" / "ข", root)[at] / name)
    (root / "ก" / "loop").symlink_to(root, target_is_directory=True)
    (root / "half.pdf.part").write_bytes(b"%PDF")
    (root / ".hidden").write_bytes(b"x")
    return root


def taken(desk, paths, clerk):
    return [(one.name, one.outcome.value) for one in take_in(desk, paths, lambda: clerk, ReadingWay())]


def test_a_folder_is_walked_once_and_in_order(folder):
    found = [path.relative_to(folder).as_posix() for path in files_under(folder)]
    assert found == ["01-dopa-survey.txt", "14-minutes.txt", "ก/02-dla-chain.txt", "ก/ข/09-loei-received.txt"]


def test_a_folder_that_is_not_there(tmp_path, says):
    thai, english = says(files_under, tmp_path / "ไม่มี")
    assert thai == f"เปิดโฟลเดอร์ {tmp_path / 'ไม่มี'} ไม่ได้ (No such file or directory) ตรวจชื่อและสิทธิ์ของโฟลเดอร์"
    assert english.endswith("Check its name and permissions.")


def test_every_file_has_an_answer_and_nothing_is_entered_twice(desk, folder, clerk):
    paths = files_under(folder)
    assert dict(taken(desk, paths, clerk)) == {
        "01-dopa-survey.txt": "received",
        "14-minutes.txt": "failed",
        "02-dla-chain.txt": "received",
        "09-loei-received.txt": "failed",
    }
    again = taken(desk, paths, clerk)
    assert sorted(outcome for _, outcome in again) == ["failed", "failed", "known", "known"]
    with desk.database.reading() as store:
        assert len(store.incoming.listed()) == 2
    assert search(desk, "กำนัน", Searched()).total == 1


def test_the_reason_of_a_failure_is_told(desk, folder, clerk):
    failures = {
        one.name: one.failure.kind
        for one in take_in(desk, files_under(folder), lambda: clerk, ReadingWay())
        if one.failure
    }
    assert failures == {"14-minutes.txt": "not-a-letter", "09-loei-received.txt": "letter-for-another"}


def test_a_name_in_tis_620_is_shown_in_thai_and_received(desk, tmp_path, clerk):
    name = os.fsdecode("หนังสือ.txt".encode("tis-620"))
    path = tmp_path / name
    shutil.copy(OWN / FILES[0], path)
    assert shown_name(path) == "หนังสือ.txt"
    (one,) = take_in(desk, [path], lambda: clerk, ReadingWay())
    assert one.outcome is Outcome.RECEIVED
    (again,) = take_in(desk, [path], lambda: clerk, ReadingWay())
    assert (again.name, again.outcome) == ("หนังสือ.txt", Outcome.KNOWN)


def test_an_empty_file_and_one_that_vanishes_are_failures(desk, tmp_path, clerk):
    empty = tmp_path / "ว่าง.pdf"
    empty.touch()
    outcomes = taken(desk, [empty, tmp_path / "หาย.pdf"], clerk)
    assert [outcome for _, outcome in outcomes] == ["failed", "failed"]


def test_each_file_is_received_at_its_own_time(desk, folder, clerk):
    """What others did meanwhile is no clock that was set back."""
    clock = count()

    def now():
        # While the first file is read someone else works, and the clock goes on.
        at = clerk.now + dt.timedelta(minutes=30 * next(clock))
        with desk.database.writing() as store:
            store.audit.add(replace(clerk, name="คนอื่น", now=at).did("note", "letter 9/2567"))
        return replace(clerk, now=at)

    paths = [folder / FILES[0], folder / "ก" / FILES[1]]
    assert [one.outcome.value for one in take_in(desk, paths, now, ReadingWay())] == ["received", "received"]
    with desk.database.reading() as store:
        first, second = store.incoming.listed()
    assert second.received - first.received == dt.timedelta(minutes=30)


# The watched folder


def rounds(watched, desk, clerk, count=1):
    return [
        (one.name, one.outcome.value)
        for _ in range(count)
        for one in watched.round(desk, lambda: clerk, ReadingWay())
    ]


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_file_is_taken_when_it_is_whole(desk, tmp_path, clerk):
    box = tmp_path / "box"
    box.mkdir()
    watched = WatchedFolder(box)
    whole = (OWN / FILES[0]).read_bytes()
    (box / "a.txt").write_bytes(whole[:100])
    assert rounds(watched, desk, clerk) == []
    (box / "a.txt").write_bytes(whole)
    assert rounds(watched, desk, clerk) == []
    assert rounds(watched, desk, clerk) == [("a.txt", "received")]
    assert (names(box), names(box / DONE)) == ([DONE], ["a.txt"])
    assert rounds(watched, desk, clerk, 2) == []


def test_what_cannot_be_received_is_kept_with_its_reason(desk, tmp_path, clerk):
    box = tmp_path / "box"
    box.mkdir()
    for _ in range(2):
        shutil.copy(OWN / "14-minutes.txt", box / "m.txt")
        assert rounds(WatchedFolder(box), desk, clerk, 2) == [("m.txt", "failed")]
    assert names(box / QUARANTINE) == ["m-2.txt", "m-2.txt.reason.txt", "m.txt", "m.txt.reason.txt"]
    reason = (box / QUARANTINE / "m.txt.reason.txt").read_text(encoding="utf-8")
    assert reason.startswith("m.txt\n")
    assert "หนังสือ" in reason


def test_a_file_that_was_known_is_moved_on(desk, tmp_path, clerk):
    box = tmp_path / "box"
    box.mkdir()
    for _ in range(2):
        shutil.copy(OWN / FILES[0], box / "a.txt")
        last = rounds(WatchedFolder(box), desk, clerk, 2)
    assert last == [("a.txt", "known")]
    assert names(box / DONE) == ["a-2.txt", "a.txt"]


@pytest.mark.slow
def test_a_watch_that_is_killed_loses_and_doubles_nothing(tmp_path):
    """kill -9 at several moments, then a last round: every file is received exactly once."""
    data, box = tmp_path / "data", tmp_path / "box"
    box.mkdir()

    def saraban(*words):
        return [sys.executable, "-m", "cli", *words, "--data", str(data), "--json"]

    root = Path(__file__).parents[2]
    subprocess.run(saraban("init", "มุกดาหาร", "--unit", "0018.1"), check=True, capture_output=True, cwd=root)
    letter = (OWN / FILES[0]).read_text(encoding="utf-8")
    for number in range(12):
        (box / f"{number}.txt").write_text(letter.replace("ว ๑๔๕๒๗", f"ว {number + 1}"), encoding="utf-8")
    for after in (2.6, 3.0, 3.4):
        with subprocess.Popen(
            saraban("watch", str(box)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=root
        ) as watching:
            time.sleep(after)
            watching.send_signal(signal.SIGKILL)
    subprocess.run(saraban("watch", str(box), "--once"), check=False, capture_output=True, cwd=root)
    desk = Desk.open(Settings.of(data))
    with desk.database.reading() as store:
        entries = store.incoming.listed()
    assert [one.receipt_number for one in entries] == list(range(1, 13))
    assert len({one.sha256 for one in entries}) == 12
    assert len(names(box / DONE)) == 12
