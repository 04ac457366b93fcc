from __future__ import annotations

import csv
import hashlib
import io
import json
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from makers.outgoing import short_letter

from circulars.circular import LetterForm
from desk.bulk import plan_each, planned_before, write_each
from generator.fonts import letter_fonts

ROOT = Path(__file__).parents[2]
#: Writes the letters of all districts in a process of its own, and says so letter by letter.
RUN = """
import sys
sys.path[:0] = [{tests!r}]
from pathlib import Path
from desk.bulk import planned_before, write_each
from generator.fonts import letter_fonts
from makers.relays import sample_case
folder = Path(sys.argv[1])
fonts = letter_fonts(Path(sys.argv[2]), system_fonts=Path("/nonexistent"))
write_each(
    planned_before(folder), sample_case().office, fonts, folder,
    progress=lambda done, whole: print(done, flush=True),
)
"""


@pytest.fixture(scope="module")
def fonts(tmp_path_factory):
    return letter_fonts(tmp_path_factory.mktemp("fonts"), system_fonts=Path("/nonexistent"))


@pytest.fixture
def plan(office):
    districts = office.province.districts
    return plan_each(
        short_letter(qr=None), office, districts, [f"มห 0018.1/ว{700 + at}" for at in range(len(districts))]
    )


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_each_district_gets_a_letter_of_its_own(office, plan, fonts, tmp_path):
    told = []
    files = write_each(plan, office, fonts, tmp_path, progress=lambda done, whole: told.append((done, whole)))
    assert told == [(done, 7) for done in range(1, 8)]
    assert [one.district for one in files.rows] == [one.name for one in office.province.districts]
    assert [one.number for one in files.rows] == [f"มห 0018.1/ว{700 + at}" for at in range(7)]
    for row, page in zip(files.rows, pypdfium2.PdfDocument(files.printed), strict=True):
        assert f"ที่ทำการปกครองอำเภอ{row.district}" in page.get_textpage().get_text_range()
    manifest = json.loads(files.manifest.read_text(encoding="utf-8"))
    assert manifest == list(csv.DictReader(io.StringIO(files.table.read_text(encoding="utf-8-sig"))))
    archive = zipfile.ZipFile(files.archive)
    for row in manifest:
        for kind in ("docx", "pdf"):
            assert hashlib.sha256(archive.read(row[kind])).hexdigest() == row[f"{kind}_sha256"]
    assert len(archive.namelist()) == 2 * 7 + 2


def test_a_signed_letter_is_addressed_to_the_district_chief(office):
    (one,) = plan_each(
        short_letter(form=LetterForm.EXTERNAL), office, office.province.districts[:1], ["มห 0018.1/1"]
    )
    assert one.letter.addressee == "นายอำเภอเมืองมุกดาหาร"


def heed_interrupts() -> None:
    """A process started in the background ignores Ctrl-C unless told otherwise."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_goes_on_without_repeating_a_number_or_a_letter(
    office, plan, fonts, tmp_path, stop
):
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    expected = write_each(plan, office, fonts, whole)
    stopped.mkdir()
    (stopped / "journal.jsonl").write_bytes((whole / "journal.jsonl").read_bytes().split(b"\n")[0] + b"\n")
    script = RUN.format(tests=str(ROOT / "tests"))
    command = [sys.executable, "-c", script, str(stopped), str(fonts.folder.parent)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=heed_interrupts,  # noqa: PLW1509 - no threads before exec
    ) as run:
        assert run.stdout is not None
        while run.stdout.readline().strip() != "3":
            assert run.poll() is None
        run.send_signal(stop)
        assert run.wait() != 0
    before = {path.name: path.stat().st_mtime_ns for path in stopped.glob("*.pdf")}
    assert 3 <= len(before) < 7
    assert planned_before(stopped) == plan
    written = [json.loads(line)["pdf"] for line in (stopped / "journal.jsonl").read_text().split("\n")[1:-1]]
    rows = write_each(plan, office, fonts, stopped).rows
    assert rows == expected.rows
    assert len({row.number for row in rows}) == len(rows)
    for name in written:
        assert (stopped / name).stat().st_mtime_ns == before[name]
    assert {name for name in names(stopped) if not name.startswith(".")} == names(whole)
    for name in names(whole) - {"letters.pdf"}:
        assert (stopped / name).read_bytes() == (whole / name).read_bytes()


def test_a_line_that_a_stop_cut_short_is_written_again(office, plan, fonts, tmp_path):
    write_each(plan, office, fonts, tmp_path)
    journal = (tmp_path / "journal.jsonl").read_bytes()
    lines = journal.split(b"\n")
    (tmp_path / "journal.jsonl").write_bytes(b"\n".join(lines[:4]) + b"\n" + lines[4][:25])
    write_each(plan, office, fonts, tmp_path)
    assert (tmp_path / "journal.jsonl").read_bytes() == journal


def test_another_plan_is_refused(office, plan, fonts, tmp_path, says):
    write_each(plan[:1], office, fonts, tmp_path)
    assert says(write_each, plan, office, fonts, tmp_path) == (
        f"โฟลเดอร์ {tmp_path} มีหนังสือรายอำเภอชุดอื่นที่ทำค้างไว้ โปรดเลือกโฟลเดอร์ใหม่ หรือทำชุดเดิมให้เสร็จก่อน",
        f"The folder {tmp_path} holds another run of letters that was stopped. Choose a new folder, or finish that run first.",
    )


def test_a_letter_changed_since_is_not_passed_off_as_ours(office, plan, fonts, tmp_path, says):
    rows = write_each(plan[:1], office, fonts, tmp_path).rows
    path = tmp_path / rows[0].pdf
    path.chmod(0o644)
    path.write_bytes(b"x")
    assert says(write_each, plan[:1], office, fonts, tmp_path) == (
        f"ไฟล์ {path} ของหนังสือ ที่ มห ๐๐๑๘.๑/ว ๗๐๐ ซึ่งทำไว้แล้วหายไปหรือถูกแก้ไข จึงไม่ทำต่อ โปรดนำไฟล์เดิมกลับมา หรือเริ่มใหม่ในโฟลเดอร์ว่าง",
        f"The file {path} of letter มห ๐๐๑๘.๑/ว ๗๐๐, written before, is gone or was changed. Put it back, or begin again in an empty folder.",
    )


@pytest.mark.parametrize("numbers", [["มห 0018.1/ว1"], ["มห 0018.1/ว1"] * 7])
def test_every_letter_needs_a_number_of_its_own(office, says, numbers):
    assert says(plan_each, short_letter(), office, office.province.districts, numbers) == (
        "มี 7 อำเภอ แต่มีเลขที่หนังสือไม่ซ้ำกัน 1 เลข โปรดจองเลขให้ครบทุกฉบับก่อน",
        "There are 7 districts and 1 different letter numbers. Take a number for every letter first.",
    )


def test_a_very_long_district_name_is_written_whole(office, fonts, tmp_path):
    long = replace(office.province.districts[0], name="เมือง" + "ยาวมาก" * 10)
    files = write_each(plan_each(short_letter(), office, [long], ["มห 0018.1/ว1"]), office, fonts, tmp_path)
    text = pypdfium2.PdfDocument(files.printed)[0].get_textpage().get_text_range()
    assert long.name in "".join(text.split())
