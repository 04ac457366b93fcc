from __future__ import annotations

import hashlib
import resource

import pytest

from circulars.errors import InputFileError
from registry.archive import Archive, Planned, file_name, write


@pytest.fixture
def archive(tmp_path) -> Archive:
    return Archive(tmp_path / "data")


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "หนังสือ ว 2551.PDF"
    path.write_bytes(b"paper")
    return path


SHA = hashlib.sha256(b"paper").hexdigest()


def everything(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_original_is_filed_under_its_hash_and_cannot_be_changed(archive, letter, tmp_path):
    plan = archive.original(letter, SHA)
    assert plan.path == f"originals/{SHA[:2]}/{SHA}.pdf"
    with archive.filed([plan]):
        pass
    filed = archive.absolute(plan.path)
    assert filed.read_bytes() == b"paper"
    assert filed.stat().st_mode & 0o777 == 0o444
    assert everything(tmp_path / "data") == [filed]


def test_nothing_is_left_on_file_when_the_registering_fails(archive, letter, tmp_path):
    with pytest.raises(RuntimeError), archive.filed([archive.original(letter, SHA)]):
        raise RuntimeError
    assert everything(tmp_path / "data") == []


def test_a_file_that_was_there_before_stays_when_the_registering_fails(archive, letter):
    plan = archive.original(letter, SHA)
    with archive.filed([plan]):
        pass
    with pytest.raises(RuntimeError), archive.filed([plan]):
        raise RuntimeError
    assert archive.absolute(plan.path).read_bytes() == b"paper"


def test_nothing_is_left_when_a_later_file_of_the_plan_cannot_be_written(archive, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "blocked").write_bytes(b"")
    plans = [Planned(path="letters/one.pdf", content=b"1"), Planned(path="blocked/two.pdf", content=b"2")]
    with pytest.raises(OSError, match="blocked"), archive.filed(plans):
        pytest.fail("the block must not be entered")
    assert [one.name for one in everything(tmp_path / "data")] == ["blocked"]


def test_a_file_that_vanishes_between_reading_and_filing_is_said(archive, letter, says):
    letter.unlink()
    assert says(archive.original, letter, SHA) == (
        "หนังสือ ว 2551.PDF หายไประหว่างการลงรับ จึงไม่ได้บันทึกอะไร โปรดตรวจว่าไฟล์ยังอยู่ แล้วลงรับใหม่",
        "หนังสือ ว 2551.PDF vanished while it was being received; nothing was stored. See that the file is there and receive it again.",
    )


def test_a_file_that_changes_between_reading_and_filing_is_said(archive, letter):
    letter.write_bytes(b"other paper")
    with pytest.raises(InputFileError, match="ถูกแก้ไขระหว่างการลงรับ"):
        archive.original(letter, SHA)


def test_a_write_leaves_the_old_file_whole_when_it_fails(tmp_path, monkeypatch):
    path = tmp_path / "letter.docx"
    write(path, b"old")
    monkeypatch.setattr("registry.archive.os.fsync", _full_disk)
    with pytest.raises(OSError, match="No space"):
        write(path, b"new and longer")
    assert path.read_bytes() == b"old"
    assert everything(tmp_path) == [path]


def _full_disk(_handle):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("text", "name"),
    [("มห 0018.1/ว751", "มห-0018.1-ว751"), ("อำเภอดอนตาล", "อำเภอดอนตาล"), ("..\\a:b?", "a-b")],
)
def test_a_text_becomes_a_file_name(text, name):
    assert file_name(text) == name


def test_a_file_that_finds_no_room_is_named_and_nothing_of_it_stays(tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match="too large") as caught:
            write(tmp_path / "letter.pdf", b"%" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.filename == str(tmp_path / "letter.pdf")
    assert everything(tmp_path) == []
