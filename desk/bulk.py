"""One letter to each office (ส่งรายอำเภอ): planned with its numbers, written one by one, gone on with after a stop.

The journal in the folder says what was planned and what is written. Numbers are in the plan before the first
letter is written, so that going on gives no number twice; a letter that is in the journal is not written again.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from circulars.codec import from_plain, to_plain
from circulars.errors import ConflictError, UsageError
from circulars.letter import Letter
from circulars.number import format_number
from generator.addressees import addressee_head
from generator.pdf_attachments import merged
from generator.pdf_series import MOST, letters_docx_pdf
from registry.archive import file_name, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from circulars.below import OfficeBelow
    from circulars.office import OfficeProfile
    from generator.fonts import FontSet

JOURNAL, MANIFEST, TABLE, ARCHIVE, PRINT = (
    "journal.jsonl", "manifest.json", "manifest.csv", "letters.zip", "letters.pdf",
)  # fmt: skip
#: Every file of an archive bears one date, so that the same letters give the same archive.
MADE = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkLetter:
    """A letter to one district, numbered and not yet written."""

    code: str
    district: str
    name: str  #: of its files, without ending
    letter: Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLetter:
    """A letter to one district as it was written: a row of the manifest."""

    code: str
    district: str
    number: str
    dated: str
    docx: str
    docx_sha256: str
    pdf: str
    pdf_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkFiles:
    """What a whole run gives."""

    rows: tuple[WrittenLetter, ...]
    archive: Path
    printed: Path  #: all letters in one PDF
    manifest: Path
    table: Path


def plan_each(
    letter: Letter, office: OfficeProfile, to: Sequence[OfficeBelow], numbers: Sequence[str]
) -> tuple[BulkLetter, ...]:
    """The letter to each office below with a number of its own.

    Args:
        letter: The letter; its addressee and number are replaced.
        office: Who writes.
        to: To whom.
        numbers: The keys of as many letter numbers, taken from the register.

    Raises:
        UsageError: If there are not as many numbers as offices, or one is there twice.
    """
    if len(numbers) != len(to) or len(set(numbers)) != len(numbers):
        raise UsageError("bulk-numbers", districts=str(len(to)), numbers=str(len(set(numbers))))
    head = addressee_head(letter.form, office)
    return tuple(
        BulkLetter(
            code=one.code,
            district=one.name,
            name=file_name(f"{number}-{one.code}"),
            letter=replace(letter, addressee=f"{head}{one.name}", number=number),
        )
        for one, number in zip(to, numbers, strict=True)
    )


def planned_before(folder: Path) -> tuple[BulkLetter, ...] | None:
    """The plan that a stopped run left in the folder; None if there is none."""
    lines = _journal(folder)
    if not lines:
        return None
    return tuple(from_plain(BulkLetter, one) for one in lines[0]["plan"])


def keep_plan(plan: Sequence[BulkLetter], folder: Path) -> None:
    """Begin the journal of a run with its plan; a plan that nothing was written of is replaced."""
    write(folder / JOURNAL, _line({"plan": to_plain(tuple(plan))}))


def write_each(
    plan: Sequence[BulkLetter],
    office: OfficeProfile,
    fonts: FontSet,
    folder: Path,
    *,
    reading: bytes | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> BulkFiles:
    """Write every letter of the plan that is not written yet, then the archive, the print and the manifests.

    It may be stopped at any point and called again with the same plan and folder.

    Args:
        plan: The letters.
        office: Who sends them.
        fonts: The letter fonts.
        folder: Where everything goes; its own, for its journal stands in it.
        reading: The reading of the letter that is passed on, as JSON, to go inside each PDF.
        progress: Told how many letters are written, and of how many.

    Raises:
        ConflictError: If the folder holds another plan, or a letter written before was changed since.
        UsageError: If a letter cannot be written.
        InputFileError: If the office's emblem cannot be read.
    """
    if not _journal(folder):
        keep_plan(plan, folder)
    lines = _journal(folder)
    if lines[0]["plan"] != to_plain(tuple(plan)):
        raise ConflictError("bulk-other-plan", folder=str(folder))
    done = {one["code"]: _unchanged(from_plain(WrittenLetter, one), folder) for one in lines[1:]}
    with (folder / JOURNAL).open("r+b") as journal:
        # A line that a stop cut short is written over.
        journal.truncate(sum(len(_line(one)) for one in lines))
        journal.seek(0, io.SEEK_END)
        # Always in the same series, also after a stop: the bytes of a letter follow from its series.
        for start in range(0, len(plan), MOST):
            series = plan[start : start + MOST]
            if all(one.code in done for one in series):
                continue
            made = letters_docx_pdf([one.letter for one in series], office, fonts, reading=reading)
            for one, (docx, pdf) in zip(series, made, strict=True):
                if one.code not in done:
                    done[one.code] = _written(one, docx, pdf, folder)
                    journal.write(_line(to_plain(done[one.code])))
                    journal.flush()
                progress(len(done), len(plan))
    return _gathered([done[one.code] for one in plan], folder)


def _written(one: BulkLetter, docx: bytes, pdf: bytes, folder: Path) -> WrittenLetter:
    write(folder / f"{one.name}.docx", docx, read_only=True)
    write(folder / f"{one.name}.pdf", pdf, read_only=True)
    return WrittenLetter(
        code=one.code,
        district=one.district,
        number=one.letter.number or "",
        dated=one.letter.dated.isoformat() if one.letter.dated else "",
        docx=f"{one.name}.docx",
        docx_sha256=hashlib.sha256(docx).hexdigest(),
        pdf=f"{one.name}.pdf",
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
    )


def _unchanged(row: WrittenLetter, folder: Path) -> WrittenLetter:
    for name, sha256 in ((row.docx, row.docx_sha256), (row.pdf, row.pdf_sha256)):
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            raise ConflictError("bulk-file-changed", file=str(path), number=format_number(row.number))
    return row


def _gathered(rows: Sequence[WrittenLetter], folder: Path) -> BulkFiles:
    files = BulkFiles(
        rows=tuple(rows),
        archive=folder / ARCHIVE,
        printed=folder / PRINT,
        manifest=folder / MANIFEST,
        table=folder / TABLE,
    )
    write(files.manifest, json.dumps(to_plain(files.rows), ensure_ascii=False, indent=1).encode() + b"\n")
    write(files.table, _csv(rows))
    write(files.printed, merged((folder / one.pdf).read_bytes() for one in rows))
    names = [name for one in rows for name in (one.docx, one.pdf)]
    write(files.archive, _zip(folder, [*names, MANIFEST, TABLE]))
    return files


def _csv(rows: Iterable[WrittenLetter]) -> bytes:
    """A table that Excel opens with its Thai whole."""
    out = io.StringIO()
    plain = [to_plain(one) for one in rows]
    table = csv.DictWriter(out, plain[0] if plain else ["code"])
    table.writeheader()
    table.writerows(plain)
    return out.getvalue().encode("utf-8-sig")


def _zip(folder: Path, names: Iterable[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            # Letters are packed already.
            archive.writestr(zipfile.ZipInfo(name, MADE), (folder / name).read_bytes())
    return out.getvalue()


def _journal(folder: Path) -> list[dict[str, Any]]:
    """The whole lines of the journal, the plan first."""
    path = folder / JOURNAL
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]


def _line(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True).encode() + b"\n"
