"""Handing letters over (ส่งมอบ): any of them as a bag, and such a bag taken in elsewhere without loss."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import mimetypes
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from circulars.circular import Secrecy
from circulars.codec import from_plain, to_plain
from circulars.ecms import EcmsFile, EcmsLetter, EcmsParty
from circulars.errors import InputFileError, NotPermittedError
from circulars.number import format_number
from circulars.reading_json import letter_from_json
from desk.archive_exchange import (
    ArchiveRecord,
    archive_record,
    read_archive_record,
    take_archive_record,
)
from desk.lookup import letter_of
from desk.plain import letter_plain
from desk.register_book import letters_book, write_book
from desk.retention import refuse_destroyed
from desk.search import Searched, search
from generator.dublin_core import dublin_core
from generator.ecms_writer import ecms_xml
from generator.xlsx_register import register_xlsx
from registry.archive import write
from registry.bags import close_bag, new_payload, sound_bag
from registry.entries import Correction, Incoming
from registry.numbers import RECEIPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desk.office_desk import Clerk, Desk
    from registry.store import Store

SCHEMA: Final = "saraban.letter/1"
_LETTERS, _LIST, _SHEET, _RECORD = "letters", "list.csv", "list.xlsx", "letter.json"
#: Names of files that are a list alone.
LISTS: Final = (".xlsx", ".pdf", ".csv")
_ALL: Final = 1_000_000
_COLUMNS = ("id", "received", "number", "dated", "from", "to", "subject", "urgency", "sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """A letter of a bag, and whether it was here before."""

    entry: Incoming
    known: bool


def chosen(
    desk: Desk, clerk: Clerk, *, receipts: Sequence[str] = (), text: str = "", year: int | None = None
) -> tuple[Incoming, ...]:
    """The letters received that are to be handed over: those named, those found, those of a year, or all.

    Raises:
        NotFoundError: If there is no letter of a receipt number.
        NotPermittedError: If a letter that was named is secret.
        ConflictError: If it was destroyed.
        UsageError: If the words are no query.
    """
    if text:
        found = search(desk, text, Searched(limit=_ALL, near=False, newest=False)).hits
        entries = (hit.entry for hit in found if isinstance(hit.entry, Incoming))
        return tuple(one for one in entries if one.destroyed is None)
    with desk.database.reading() as store:
        if not receipts:
            return tuple(
                one for one in store.incoming.listed(year=year) if _is_open(one) and one.destroyed is None
            )
        named = tuple(letter_of(store, one, clerk.today) for one in receipts)
    for one in named:
        refuse_destroyed(one)
        if not _is_open(one):
            raise NotPermittedError("letter-secret", file=one.file_name)
    return named


def _is_open(entry: Incoming) -> bool:
    return entry.letter.secrecy is Secrecy.NONE


def export_bag(desk: Desk, entries: Sequence[Incoming], folder: Path, clerk: Clerk) -> int:
    """Write letters as a bag: originals, readings with their corrections, Dublin Core, e-CMS and the list.

    Raises:
        ConflictError: If there is something in the folder.
        InputFileError: If an original is gone or was changed.
    """
    payload = new_payload(folder)
    for entry in entries:
        _write_letter(desk, entry, payload / _LETTERS / f"{entry.year}-{entry.receipt_number:06}-{entry.id}")
    write(payload / _LIST, _listed(entries))
    write(payload / _SHEET, register_xlsx(letters_book(desk, clerk, entries)))
    told = {
        "Source-Organization": desk.office.sender,
        "Bagging-Date": clerk.today.isoformat(),
        "External-Description": SCHEMA,
        "Contact-Name": clerk.name,
    }
    close_bag(folder, told)
    with desk.database.writing() as store:
        store.audit.add(clerk.did("export", f"bag {folder.name}", after=str(len(entries))))
    return len(entries)


def export_list(desk: Desk, entries: Sequence[Incoming], file: Path, clerk: Clerk) -> int:
    """Write a list of letters alone: in the columns of the register (XLSX, PDF), or as data (CSV).

    Raises:
        NotPermittedError: If the file must not be written.
    """
    try:
        if file.suffix.lower() == ".csv":
            write(file, _listed(entries))
        else:
            write_book(letters_book(desk, clerk, entries), file, desk)
    except PermissionError as error:
        raise NotPermittedError("file-not-permitted", file=str(file)) from error
    with desk.database.writing() as store:
        store.audit.add(clerk.did("export", f"list {file.name}", after=str(len(entries))))
    return len(entries)


def _write_letter(desk: Desk, entry: Incoming, folder: Path) -> None:
    original = desk.archive.original(desk.archive.absolute(entry.original), entry.sha256).content
    with desk.database.reading() as store:
        corrections = store.incoming.corrections(entry.id)
        archive = archive_record(store, entry)
    record = {"schema": SCHEMA, **letter_plain(entry, corrections), "archive": archive}
    suffix = Path(entry.original).suffix
    write(folder / f"original{suffix}", original)
    write(folder / _RECORD, json.dumps(record, ensure_ascii=False, indent=1).encode())
    write(folder / "dublin-core.xml", _described(entry))
    write(folder / "ecms.xml", ecms_xml(_ecms(entry, original, suffix)))


def _described(entry: Incoming) -> bytes:
    letter = entry.letter
    return dublin_core(
        [
            ("identifier", format_number(entry.number) if entry.number else entry.receipt),
            ("title", entry.subject),
            ("creator", entry.sender),
            ("date", entry.dated.isoformat() if entry.dated else None),
            ("type", letter.form.value),
            ("language", "th"),
            ("format", mimetypes.guess_type(entry.original)[0]),
            ("source", f"sha256:{entry.sha256}"),
            *(("relation", one.number) for one in letter.references),
        ]
    )


def _ecms(entry: Incoming, original: bytes, suffix: str) -> EcmsLetter:
    letter = entry.letter
    mime = mimetypes.guess_type(f"a{suffix}")[0] or "application/octet-stream"
    return EcmsLetter(
        number=format_number(entry.number) if entry.number else "",
        dated=entry.dated,
        subject=entry.subject or "",
        urgency=entry.urgency,
        secrecy=letter.secrecy,
        sender=EcmsParty(job_title=entry.sender or ""),
        receiver=EcmsParty(job_title=entry.addressee or ""),
        references=letter.references,
        attachment=" ".join(one.text for one in letter.enclosures),
        sent=entry.received,
        main=EcmsFile(mime=mime, content=original),
    )


def _listed(entries: Sequence[Incoming]) -> bytes:
    out = io.StringIO()
    rows = csv.DictWriter(out, _COLUMNS, extrasaction="ignore")
    rows.writeheader()
    rows.writerows(letter_plain(one, ()) for one in entries)
    return out.getvalue().encode("utf-8-sig")


def import_bag(desk: Desk, folder: Path, clerk: Callable[[], Clerk]) -> Iterator[TakenOver]:
    """Register the letters of a bag with their readings and corrections; those that are here already stay as they are.

    Every hash of the bag is compared before the first letter is registered. An interrupted import is repeated.

    Raises:
        NotPermittedError: If a letter in it is secret.
        InputFileError: If the bag is none, was changed, or a record in it makes no sense.
    """
    data = sound_bag(folder)
    paths = sorted((data / _LETTERS).glob(f"*/{_RECORD}"))
    for path in paths:
        # Looked through before the first is registered, and kept in memory one at a time.
        _record(path)
    for path in paths:
        yield _take_over(desk, _record(path), folder.name, clerk())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """A letter as a bag holds it."""

    original: bytes
    name: str
    plain: dict[str, Any]
    corrections: tuple[Correction, ...]
    archive: ArchiveRecord


def _record(path: Path) -> _Record:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        original = next(one for one in sorted(path.parent.iterdir()) if one.stem == "original")
        content = original.read_bytes()
        letter = letter_from_json(plain["reading"]["letter"])
        made = tuple(from_plain(Correction, {"letter": 0, **one}) for one in plain["corrections"])
        archive = read_archive_record(plain)
        hashes = {plain["sha256"], plain["reading"]["source"]["sha256"]}
        sound = plain["schema"] == SCHEMA and hashes == {hashlib.sha256(content).hexdigest()}
    except (OSError, ValueError, KeyError, TypeError, StopIteration) as error:
        raise InputFileError("bag-record-damaged", file=f"{path.parent.name}/{path.name}") from error
    if not sound:
        raise InputFileError("bag-record-damaged", file=f"{path.parent.name}/{path.name}")
    if letter.secrecy is not Secrecy.NONE:
        raise NotPermittedError("letter-secret", file=f"{path.parent.name}/{path.name}")
    return _Record(original=content, name=original.name, plain=plain, corrections=made, archive=archive)


def _take_over(desk: Desk, record: _Record, bag: str, clerk: Clerk) -> TakenOver:
    planned = desk.archive.taken_out(record.name, record.original)
    with ExitStack() as files, desk.database.writing() as store:
        known = store.incoming.by_sha256(planned.sha256) or store.incoming.merged(planned.sha256)
        if known is not None:
            return TakenOver(entry=known, known=True)
        files.enter_context(desk.archive.filed([planned]))
        return TakenOver(entry=_enter(store, record, planned.path, bag, clerk), known=False)


def _enter(store: Store, record: _Record, original: str, bag: str, clerk: Clerk) -> Incoming:
    reading = record.plain["reading"]
    entry = store.incoming.add(
        year=clerk.today.year,
        receipt_number=store.numbers.take(RECEIPTS, clerk.today.year),
        received=clerk.now,
        received_by=clerk.name,
        letter=letter_from_json(reading["letter"]),
        reading=reading,
        original=original,
    )
    for made in record.corrections:
        store.incoming.add_correction(
            Correction(
                letter=entry.id,
                at=made.at,
                by=made.by,
                field=made.field,
                before=made.before,
                after=made.after,
            )
        )
    take_archive_record(store, entry, record.archive, clerk)
    before = json.dumps(to_plain({"bag": bag, "receipt": record.plain["id"]}), ensure_ascii=False)
    store.audit.add(clerk.did("import", f"letter {entry.receipt}", before=before, after=entry.sha256))
    return entry
