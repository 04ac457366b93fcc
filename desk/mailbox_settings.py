"""The part of an office profile that says which mailbox letters come to."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circulars.ladder import MailSecurity
from circulars.mailbox import Mailbox

if TYPE_CHECKING:
    from circulars.office import OfficeProfile
    from desk.reminder_settings import Refuse

TABLE = "inbox"
#: No server hands over more, and no reader takes more.
MOST_MEGABYTES = 200
_KINDS: dict[str, type] = {
    "host": str,
    "port": int,
    "security": str,
    "user": str,
    "folder": str,
    "certificate": str,
    "megabytes": int,
}


def read_mailbox(data: Any, folder: Path, refuse: Refuse) -> Mailbox | None:
    """The mailbox of ``[inbox]``; None where no host is named.

    Args:
        data: The table.
        folder: Where the profile stands; the certificate's path may be relative to it.
        refuse: Told what is wrong.
    """
    if data is None:
        return None
    if not isinstance(data, dict):
        refuse("profile-type", "", TABLE, wanted='[inbox] host = "…"')
    for name, value in data.items():
        if name not in _KINDS:
            refuse("profile-unknown", TABLE, name, near=", ".join(_KINDS))
        if type(value) is not _KINDS[name]:
            refuse("profile-type", TABLE, name, wanted='"…"' if _KINDS[name] is str else "993")
    given = {name: value for name, value in data.items() if value}
    if not given.get("host"):
        return None
    if given.get("security", "tls") not in set(MailSecurity):
        refuse("profile-mail-security", TABLE, "security", value=given["security"])
    if given.get("megabytes", 1) > MOST_MEGABYTES or given.get("megabytes", 1) < 1:
        value = str(given["megabytes"])
        refuse("profile-megabytes", TABLE, "megabytes", value=value, most=str(MOST_MEGABYTES))
    if "certificate" in given:
        place = folder / given["certificate"]
        if not place.is_file():
            refuse("profile-certificate", TABLE, "certificate", value=str(place))
        given["certificate"] = str(place)
    security = MailSecurity(given.pop("security", MailSecurity.TLS))
    # A connection that begins in the clear has another port (RFC 8314).
    usual = Mailbox(host="").port if security is MailSecurity.TLS else 143
    return Mailbox(**{"port": usual, **given, "security": security})


def mailbox_lines(office: OfficeProfile) -> dict[str, str]:
    """The table as the template of the profile takes it."""
    mailbox = office.inbox or Mailbox(host="")
    values = {one.name: getattr(mailbox, one.name) for one in fields(Mailbox) if one.default is not MISSING}
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}"
        for name, value in {"host": mailbox.host, **values}.items()
    ]
    return {TABLE: "\n".join(lines)}
