"""Files that cannot be received, each in its own way."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = """URGENT

No. MOI 0307.2/W 2551

To all Provincial Administration Offices

Please nominate two officers and report their names through the QR code below by 31 January 2024.

Bureau of Investigation and Legal Affairs
Tel. 0 2356 5660
"""


def make_bad_files(folder: Path, letter: str) -> dict[str, Path]:
    """Every bad file by what is wrong with it; ``letter`` is a good letter to spoil."""
    files = {
        "empty": _put(folder / "ว่าง.txt", b""),
        "picture": _put(folder / "ภาพ.png", _png()),
        "locked": _locked(folder / "ล็อก.pdf"),
        "old-word": _put(folder / "เก่า.doc", _ole_word()),
        "english": _put(folder / "english.txt", ENGLISH.encode()),
        "long": _pages(folder / "ยาว.pdf", 500),
        "scan": _scan(folder / "สแกน.pdf"),
        "missing": folder / "ไม่มี.pdf",
        "folder": folder / "โฟลเดอร์",
        "another": _put(
            folder / "ชลบุรี.txt",
            letter.replace("ที่ทำการปกครองจังหวัด ทุกจังหวัด", "ผู้ว่าราชการจังหวัดชลบุรี").encode(),
        ),
        "secret": _put(folder / "ลับ.txt", ("ลับ\n" + letter).encode()),
    }
    files["folder"].mkdir()
    return files


def _put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _scan(path: Path) -> Path:
    """A PDF of one picture, as a scanner makes it."""
    Image.new("L", (620, 877), 240).save(path, "PDF")
    return path


def _png() -> bytes:
    data = BytesIO()
    Image.new("L", (20, 20), 255).save(data, "PNG")
    return data.getvalue()


def _ole_word() -> bytes:
    """The head of a Word 97 file: the OLE signature and the name of its main stream."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "WordDocument".encode("utf-16-le") + b"\0" * 512
    )


def _locked(path: Path) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    return path


def _pages(path: Path, count: int) -> Path:
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page()
        pdf.save(path)
    return path
