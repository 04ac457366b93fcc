"""The marks by which the formats of files are told."""

from __future__ import annotations

import codecs
import re
import zipfile
from io import BytesIO

_PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
    b"\0\0\0\x0cjP  ",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
#: Brands of the ISO container that hold still pictures.
_PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)

#: The first entry of a package of OpenDocument is its media type, stored as it is (ODF 1.3 part 2, 3.3).
_OPEN_DOCUMENT = re.compile(
    rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text(?:-template|-master|-web)?PK",
    re.DOTALL,
)
_PACKAGE = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|mimetypeapplication/|xl/|ppt/)", re.DOTALL)
_MAIL_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:From [^\n]*\n)?(?:[!-9;-~]{1,60}:[^\n]*\n|[ \t][^\n]*\n){3,2000}"
)
_HEADER = re.compile(rb"^([!-9;-~]{1,60}):", re.MULTILINE)
#: Headers that no letter on paper has.
_MAIL_ONLY = frozenset(
    {
        b"mime-version",
        b"received",
        b"return-path",
        b"message-id",
        b"content-type",
        b"delivered-to",
        b"x-mailer",
    }
)


def is_picture(data: bytes) -> bool:
    """PNG, JPEG, GIF, TIFF, JPEG 2000, BMP, WebP, HEIC or AVIF."""
    return (
        data.startswith(_PICTURES)
        or (data[:2] == b"BM" and data[6:10] == b"\0\0\0\0")
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or (data[4:8] == b"ftyp" and data[8:12] in _PICTURE_BRANDS)
    )


def is_old_word(data: bytes) -> bool:
    """A .doc of Word 97–2003."""
    return data.startswith(_OLE) and _ole_name("WordDocument") in data


def is_locked_docx(data: bytes) -> bool:
    """A DOCX (or other new Office file) that a password locks: it is packed into an old-style file."""
    return data.startswith(_OLE) and _ole_name("EncryptedPackage") in data and not is_old_word(data)


def is_other_ole(data: bytes) -> bool:
    """Another file of old Office programs."""
    return data.startswith(_OLE) and not is_old_word(data) and not is_locked_docx(data)


def _ole_name(name: str) -> bytes:
    return name.encode("utf-16-le")


def is_zip(data: bytes) -> bool:
    """A ZIP archive, or something packed into one."""
    return data.startswith(_ZIP)


def is_docx(data: bytes) -> bool:
    """A DOCX, even a damaged one."""
    if not is_zip(data):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return any(name.startswith("word/") for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        # Damaged; the head of each part still names it.
        return re.search(rb"PK\x03\x04.{26}(?:word/|\[Content_Types\]\.xml)", data, re.DOTALL) is not None


def is_open_document(data: bytes) -> bool:
    """A text of LibreOffice and its like (.odt), or a template of one."""
    return is_zip(data) and _OPEN_DOCUMENT.match(data) is not None


def is_other_package(data: bytes) -> bool:
    """Something else that a program packs into a ZIP archive: XLSX, PPTX, ODS, EPUB."""
    return (
        is_zip(data)
        and not is_docx(data)
        and not is_open_document(data)
        and _PACKAGE.search(data) is not None
    )


def is_archive(data: bytes) -> bool:
    """A ZIP archive of files, even a damaged one."""
    return is_zip(data) and not (is_docx(data) or is_open_document(data) or is_other_package(data))


def is_other_archive(data: bytes) -> bool:
    """An archive of another kind: RAR, 7-Zip, gzip."""
    return data.startswith((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08"))


def is_mail(data: bytes) -> bool:
    """A mail as it was sent (.eml), or a web page saved with all its parts (.mht)."""
    head = _MAIL_HEAD.match(data)
    if head is None:
        return False
    names = {name.lower() for name in _HEADER.findall(head.group())}
    return len(names) > 2 and not names.isdisjoint(_MAIL_ONLY)


def is_rtf(data: bytes) -> bool:
    """Rich text."""
    return data.startswith(b"{\\rtf")


def is_html(data: bytes) -> bool:
    """A web page."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data[:8192].decode("utf-16", "ignore").encode()
    return _HTML.match(data) is not None


def is_pdf(data: bytes) -> bool:
    """A PDF; some programs put other bytes before its mark."""
    return b"%PDF-" in data[:1024] and not data.startswith((*_ZIP, _OLE, *_PICTURES))


def is_known(data: bytes) -> bool:
    """Whether the bytes bear the mark of a format, so that they are not plain text."""
    return (
        is_pdf(data)
        or is_zip(data)
        or data.startswith(_OLE)
        or is_picture(data)
        or is_rtf(data)
        or is_html(data)
        or is_mail(data)
        or is_other_archive(data)
    )
