"""Reads letters of e-CMS as other programs write them: namespaces swapped or misspelt, names in any case.

Elements are known by their local names alone, so that what real systems send is read; whether it follows the
standard is not asked.
"""

from __future__ import annotations

import binascii
import datetime as dt
import mimetypes
import re
from base64 import b64decode
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from lxml import etree

from circulars.circular import Reference, Secrecy, Urgency
from circulars.ecms import SECRET_CODES, SPEED_CODES, EcmsFile, EcmsLetter, EcmsParty
from circulars.errors import InputFileError
from circulars.number import LetterNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

E = TypeVar("E", bound=StrEnum)

_HEAD = 4_096
_LETTER = re.compile(rb"<(?:[\w.-]+:)?(?:CorrespondenceLetter|GovernmentDocument)", re.IGNORECASE)
#: Types that the register of file types of this machine may not know.
_SUFFIXES = {"application/pdf": ".pdf", "image/tiff": ".tif", "image/jpeg": ".jpg", "text/plain": ".txt"}


def is_ecms(data: bytes) -> bool:
    """Whether the bytes are a letter of e-CMS, with or without its SOAP envelope."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \r\n\t")
    return head.startswith(b"<") and _LETTER.search(head) is not None


def read_ecms(data: bytes, name: str) -> EcmsLetter:
    """The letter.

    Raises:
        InputFileError: If it is no XML, holds no letter, or a file in it is damaged.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputFileError("ecms-damaged", file=name) from error
    letter = next((one for one in _all(root, "correspondenceletter")), None)
    if letter is None:
        raise InputFileError("ecms-no-letter", file=name)
    return EcmsLetter(
        number=_text(letter, "id"),
        dated=_day(_text(letter, "correspondencedate")),
        subject=_text(letter, "subject"),
        urgency=_coded(SPEED_CODES, _text(letter, "speedcode"), Urgency.NORMAL),
        secrecy=_coded(SECRET_CODES, _text(letter, "secretcode"), Secrecy.NONE),
        sender=_party(letter, "senderparty"),
        receiver=_party(letter, "receiverparty"),
        references=tuple(_reference(one) for one in _children(letter, "referencecorrespondence")),
        attachment=_text(letter, "attachment"),
        sent=_moment(_text(letter, "senddate")),
        description=_text(letter, "description"),
        main=next((_file(one, name) for one in _children(letter, "mainletterbinaryobject")), None),
        attachments=tuple(_file(one, name) for one in _children(letter, "attachmentbinaryobject")),
    )


def ecms_files(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """The letter itself and its attachments, named by their order and type.

    Raises:
        InputFileError: As `read_ecms`.
    """
    letter = read_ecms(data, name)
    files = [*([letter.main] if letter.main else []), *letter.attachments]
    return [(f"{place}{_suffix(one.mime)}", one.content) for place, one in enumerate(files, 1) if one.content]


def _suffix(mime: str) -> str:
    return _SUFFIXES.get(mime) or mimetypes.guess_extension(mime) or ""


def _local(element: _Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _all(element: _Element, name: str) -> Iterator[_Element]:
    return (one for one in element.iter() if _local(one) == name)


def _children(element: _Element, name: str) -> Iterator[_Element]:
    return (one for one in element if _local(one) == name)


def _text(element: _Element, *path: str) -> str:
    for name in path:
        found = next(_children(element, name), None)
        if found is None:
            return ""
        element = found
    return " ".join("".join(element.itertext()).split())


def _party(letter: _Element, name: str) -> EcmsParty:
    party = next(_children(letter, name), None)
    if party is None:
        return EcmsParty()
    return EcmsParty(
        given_name=_text(party, "givenname"),
        family_name=_text(party, "familyname"),
        job_title=_text(party, "jobtitle"),
        ministry=_text(party, "ministryorganization", "id"),
        department=_text(party, "departmentorganization", "id"),
    )


def _reference(element: _Element) -> Reference:
    written = _text(element, "id")
    number = LetterNumber.parse(written)
    return Reference(
        number=number.key if number else written or None,
        dated=_day(_text(element, "correspondencedate")),
        subject=_text(element, "subject") or None,
    )


def _file(element: _Element, name: str) -> EcmsFile:
    mime = next((value for key, value in element.attrib.items() if str(key).lower() == "mimecode"), "")
    try:
        content = b64decode("".join(element.itertext()), validate=False)
    except (binascii.Error, ValueError) as error:
        raise InputFileError("ecms-damaged", file=name) from error
    return EcmsFile(mime=str(mime), content=content)


def _coded(codes: Mapping[E, str], code: str, otherwise: E) -> E:
    """The class of a code; some programs send its last digit alone."""
    return next((value for value, known in codes.items() if code and known[-1] == code[-1]), otherwise)


def _day(text: str) -> dt.date | None:
    moment = _moment(text)
    return moment.date() if moment else None


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
