"""Fuzzes every reader: letters of all formats are mutilated at random, and each must be read or refused, in bounded time.

Usage: python -m benchmarks.fuzz_readers [--minutes N] [--seed N] [--keep FOLDER]

Anything but a text or a refusal with a message is a finding: an exception that escapes, or a file that takes longer
than ten seconds of the processor's time. Findings are printed and kept in the folder; put the small ones into tests/fuzz_corpus, which the
tests read every time. Files of other word processors are left out: LibreOffice reads those, in a process of its own.
"""

from __future__ import annotations

import argparse
import io
import random
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

from circulars.errors import InputFileError
from parsers.contents import files_in
from parsers.input_file import InputFile, Limits, OcrSettings
from parsers.readers import read_file

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))

from makers.broken_pdfs import draw_scan, drawn_pdf, misread_pdf, picture  # noqa: E402 - the makers lie with the tests
from makers.docx_letters import make_docx  # noqa: E402
from makers.no_engine import NO_OCR  # noqa: E402
from makers.pdf_letters import reportlab_pdf, typst_pdf  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

#: Seconds of the processor's time that a mutilated letter may take.
SECONDS = 10
LIMITS = Limits(megabytes=20, pages=50, unpacked_megabytes=16, archive_megabytes=32, files=50)


class SlowError(BaseException):
    """A file takes too long; no reader may catch it."""


def letters(folder: Path) -> dict[str, bytes]:
    """A sound letter of every format."""
    text = (ROOT / "tests/letters/mukdahan-relay-w642.corrected.txt").read_text(encoding="utf-8")[:700]
    made = {
        "reportlab.pdf": reportlab_pdf(text, folder / "a.pdf"),
        "typst.pdf": typst_pdf(text, folder / "b.pdf"),
        "misread.pdf": misread_pdf(text, folder / "c.pdf", {"ํ": " "}),
        "scan.pdf": drawn_pdf(folder / "d.pdf", draw_scan),
        "letter.docx": make_docx(text, folder / "e.docx"),
    }
    found = {name: path.read_bytes() for name, path in made.items()}
    markup = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    found["letter.html"] = (
        "<!DOCTYPE html><html><meta charset=utf-8><body>" + markup
        + "<table><tr><td colspan=2>ก<td>ข</table><ol><li>ค</ol></body></html>"
    ).encode()  # fmt: skip
    found["letter.txt"] = text.encode()
    found["tis620.txt"] = text.replace("–", "-").encode("cp874", "replace")
    found["utf16.txt"] = text.encode("utf-16")
    found["picture.png"] = picture()
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = (
        "กรม <a@example.go.th>",
        "ส่งหนังสือ",
        "<1@example.go.th>",
    )
    mail.set_content(text)
    mail.add_alternative(found["letter.html"].decode(), subtype="html")
    mail.add_attachment(
        found["letter.docx"], maintype="application", subtype="octet-stream", filename="หนังสือ.docx"
    )
    found["mail.eml"] = mail.as_bytes()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in ("letter.txt", "letter.html", "reportlab.pdf", "mail.eml"):
            packed.writestr(f"หนังสือ/{name}", found[name])
    found["letters.zip"] = archive.getvalue()
    return found


def mutilated(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """The bytes with some flipped, cut, doubled, moved, or put in from another letter."""
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.6:
        data = _within_archive(data, chance, others)
        if chance.random() < 0.7:
            return data
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        data = chance.choice(MUTILATIONS)(data, chance, others)
    return data


def _within_archive(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """The archive with one of its files mutilated, so that it still opens."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            names = old.namelist()
            hit = chance.choice(names)
            for name in names:
                content = old.read(name)
                new.writestr(name, mutilated(content, chance, others) if name == hit else content)
    except (zipfile.BadZipFile, IndexError, RuntimeError, OSError, ValueError):
        return data
    return out.getvalue()


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + int(chance.expovariate(1 / 40)) + 1)


def _flip(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _time in range(chance.choice((1, 3, 20))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.choice(
                (0, 255, 0x20, 0x7F, 0x80, chance.randrange(256))
            )
    return bytes(changed)


def _cut(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:] if chance.random() < 0.7 else data[:start]


def _double(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50, 1000)) + data[end:]


def _splice(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    start, end = _span(other, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


def _number(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """A number in the text of the file made another one: lengths, counts and references are numbers."""
    places = [at for at in range(len(data)) if data[at : at + 1].isdigit()]
    if not places:
        return data
    at = chance.choice(places)
    end = at
    while end < len(data) and data[end : end + 1].isdigit():
        end += 1
    return (
        data[:at]
        + chance.choice((b"0", b"-1", b"1", b"65536", b"4294967296", b"99999999999999999999"))
        + data[end:]
    )


MUTILATIONS: tuple[Callable[[bytes, random.Random, Sequence[bytes]], bytes], ...] = (_flip, _cut, _double, _splice, _number)  # fmt: skip


def tried(name: str, data: bytes, ocr: OcrSettings = NO_OCR) -> str:
    """How many texts the file gave, or why it was refused.

    Raises:
        Exception: If the readers break.
    """
    file = InputFile(name=name, data=data, limits=LIMITS, ocr=ocr)
    ends = []
    try:
        for one in files_in(file):
            try:
                read_file(one)
                ends.append("read")
            except InputFileError as refusal:
                ends.append(_told(refusal))
    except InputFileError as refusal:
        ends.append(_told(refusal))
    return ", ".join(sorted(set(ends)))


def _told(refusal: InputFileError) -> str:
    if not (refusal.message("th") and refusal.message("en")):
        raise AssertionError(refusal.kind)
    return refusal.kind


def _too_slow(_signal: int, _frame: FrameType | None) -> None:
    raise SlowError


def fuzz(minutes: float, seed: int, keep: Path) -> Counter[str]:
    """How the mutilated letters ended, by what was said of them."""
    chance = random.Random(seed)  # noqa: S311 - the same mutilations each time
    ends: Counter[str] = Counter()
    keep.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGPROF, _too_slow)
    with tempfile.TemporaryDirectory() as folder:
        pool = letters(Path(folder))
    names, until = list(pool), time.monotonic() + 60 * minutes
    while time.monotonic() < until:
        name = chance.choice(names)
        data = mutilated(pool[name], chance, list(pool.values()))[: LIMITS.megabytes * 1_000_000]
        if not data or data.startswith((b"{\\rtf", b"\xd0\xcf\x11\xe0")):
            continue
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            ends[tried(name, data)] += 1
        except SlowError:
            ends["TOO SLOW"] += 1
            _kept(keep, name, data, "slow")
        except Exception:  # noqa: BLE001 - every kind is a finding
            signal.setitimer(signal.ITIMER_PROF, 0)
            last = traceback.format_exc().strip().split("\n")
            if not ends[f"FINDING {last[-1]}"]:
                _kept(keep, name, data, "broken")
                print("\n".join(last[-12:]), flush=True)
            ends[f"FINDING {last[-1]}"] += 1
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return ends


def _kept(keep: Path, name: str, data: bytes, what: str) -> None:
    path = keep / f"{what}-{abs(hash(data)) % 10**8}-{name}"
    path.write_bytes(data)
    print(f"{what}: {path}", flush=True)


def lines_of(ends: Counter[str]) -> Iterator[str]:
    """The ends, the commonest first."""
    yield f"{ends.total()} mutilated letters, {sum(count for end, count in ends.items() if end.isupper() or end.startswith('FINDING'))} findings"
    yield from (f"{count:8}  {end}" for end, count in ends.most_common())


def main() -> None:
    """Fuzz and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--minutes", type=float, default=1)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path, default=Path("fuzz"))
    arguments = options.parse_args()
    ends = fuzz(arguments.minutes, arguments.seed, arguments.keep)
    print("\n".join(lines_of(ends)))
    sys.exit(any(end.startswith(("FINDING", "TOO")) for end in ends))


if __name__ == "__main__":
    main()
