"""Files inside a PDF/A-3 (ISO 19005-3, 6.8): each says its kind and what it is to the page."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from pikepdf import Array, AttachedFileSpec, Name, ObjectStreamMode, Pdf

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

#: What a file is to the document it is in.
ROLES = {"source": Name.Source, "data": Name.Data}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file to go inside a PDF."""

    name: str
    content: bytes
    kind: str  #: MIME type
    role: str  #: "source": the page was made of it; "data": what the page is about


def with_attached(pdf: bytes, files: Iterable[Attached], dated: dt.datetime) -> bytes:
    """The PDF with the files inside; the same bytes for the same input.

    Args:
        pdf: A PDF/A-3.
        files: What goes inside.
        dated: The date that the files bear.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        attach(document, files, dated)
        out = BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.preserve)
    return out.getvalue()


def attach(document: Pdf, files: Iterable[Attached], dated: dt.datetime) -> None:
    """Put files inside an open document."""
    associated = []
    for one in files:
        spec = AttachedFileSpec(
            document,
            one.content,
            filename=one.name,
            mime_type=one.kind,
            creation_date=stamp(dated),
            mod_date=stamp(dated),
            description="",
        )
        spec.relationship = ROLES[one.role]
        document.attachments[one.name] = spec
        associated.append(spec.obj)
    document.Root.AF = Array(associated)


def merged(pdfs: Iterable[bytes]) -> bytes:
    """All pages of the documents in one, for printing; the same bytes for the same input."""
    with Pdf.new() as whole:
        for pdf in pdfs:
            with Pdf.open(BytesIO(pdf)) as document:
                whole.pages.extend(document.pages)
        out = BytesIO()
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def stamp(dated: dt.datetime) -> str:
    """A date as PDF writes it."""
    return dated.strftime("D:%Y%m%d%H%M%S") + dated.strftime("%z")[:3] + "'" + dated.strftime("%z")[3:] + "'"
