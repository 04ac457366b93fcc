"""Writes letters as XML of e-CMS, strictly as the standard orders its elements.

Namespaces ``urn:th:gov:egif:data:standard:GovernmentDocument:1.0`` and its aggregates; what is empty is written
empty, so that every element is there. Neither envelope nor signature: the sending node puts them around it.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from lxml import etree

from circulars.ecms import SECRET_CODES, SPEED_CODES

if TYPE_CHECKING:
    from lxml.etree import _Element

    from circulars.ecms import EcmsFile, EcmsLetter, EcmsParty

RSM = "urn:th:gov:egif:data:standard:GovernmentDocument:1.0"
RAM = "urn:th:gov:egif:data:standard:ReusableAggregateBusinessInformationEntity:1"


def ecms_xml(letter: EcmsLetter) -> bytes:
    """The letter as a ``CorrespondenceLetterOutboundRequest``, UTF-8."""
    request = etree.Element("CorrespondenceLetterOutboundRequest")
    document = etree.SubElement(request, f"{{{RSM}}}GovernmentDocument", nsmap={"rsm": RSM, "ram": RAM})
    root = _add(document, "CorrespondenceLetter")
    root.set("ID", "Letter")
    _add(root, "ID", letter.number)
    _add(root, "CorrespondenceDate", letter.dated.isoformat() if letter.dated else "")
    _add(root, "Subject", letter.subject)
    _add(root, "SecretCode", SECRET_CODES[letter.secrecy])
    _add(root, "SpeedCode", SPEED_CODES[letter.urgency])
    _party(_add(root, "SenderParty"), letter.sender)
    _party(_add(root, "ReceiverParty"), letter.receiver)
    for one in letter.references:
        reference = _add(root, "ReferenceCorrespondence")
        _add(reference, "ID", one.number or "")
        _add(reference, "CorrespondenceDate", one.dated.isoformat() if one.dated else "")
        _add(reference, "Subject", one.subject or "")
    _add(root, "Attachment", letter.attachment)
    _add(root, "SendDate", letter.sent.isoformat(timespec="seconds") if letter.sent else "")
    _add(root, "Description", letter.description)
    if letter.main is not None:
        _file(root, "MainLetterBinaryObject", letter.main)
    for file in letter.attachments:
        _file(root, "AttachmentBinaryObject", file)
    return bytes(etree.tostring(request, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _add(parent: _Element, name: str, text: str | None = None) -> _Element:
    element = etree.SubElement(parent, f"{{{RAM}}}{name}")
    element.text = text
    return element


def _party(element: _Element, party: EcmsParty) -> None:
    _add(element, "GivenName", party.given_name)
    _add(element, "FamilyName", party.family_name)
    _add(element, "JobTitle", party.job_title)
    _add(_add(element, "MinistryOrganization"), "ID", party.ministry)
    _add(_add(element, "DepartmentOrganization"), "ID", party.department)


def _file(parent: _Element, name: str, file: EcmsFile) -> None:
    _add(parent, name, b64encode(file.content).decode()).set("mimeCode", file.mime)
