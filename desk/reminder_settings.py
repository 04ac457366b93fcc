"""The part of an office profile that says who is reminded when, and by what way."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NoReturn

from circulars.ladder import LADDER, MailSecurity, MailServer, RemindBy, Rung, RungKind
from circulars.office import OfficeProfile

#: The tables of the profile that are read here.
TABLES = ("reminders", "mail", "emails")
SUPERIOR = "superior"
MOST_DAYS = 60
_ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\"]+")
_MAIL: dict[str, type] = {"host": str, "port": int, "security": str, "user": str, "sender": str}

#: Told what is wrong: the kind of message, the table, the field, further facts; it raises.
Refuse = Callable[..., NoReturn]


def read_ladder(data: Any, refuse: Refuse) -> tuple[Rung, ...]:
    """The rungs of ``[reminders]``, the lowest first; the usual ladder where there is no such table."""
    if data is None:
        return LADDER
    if not isinstance(data, dict):
        refuse("profile-type", "", "reminders", wanted='[reminders] before = { days = -3, by = ["line"] }')
    rungs = []
    for name, one in data.items():
        if name not in set(RungKind):
            refuse("profile-unknown", "reminders", name, near=", ".join(RungKind))
        rungs.append(_rung(RungKind(name), one, refuse))
    return tuple(sorted(rungs, key=lambda one: (one.days, list(RungKind).index(one.kind))))


def _rung(kind: RungKind, data: Any, refuse: Refuse) -> Rung:
    wanted = '{ days = 1, by = ["line", "email", "letter"] }'
    fits = isinstance(data, dict) and set(data) == {"days", "by"} and isinstance(data["by"], list)
    if not fits or not set(data["by"]) <= set(RemindBy) or type(data["days"]) is not int:
        refuse("profile-type", "reminders", kind.value, wanted=wanted)
    if abs(data["days"]) > MOST_DAYS:
        refuse("profile-rung-days", "reminders", kind.value, value=str(data["days"]), most=str(MOST_DAYS))
    return Rung(kind=kind, days=data["days"], by=tuple(dict.fromkeys(RemindBy(one) for one in data["by"])))


def read_mail(data: Any, refuse: Refuse) -> MailServer | None:
    """The server of ``[mail]``; None where no host is named."""
    if data is None:
        return None
    if not isinstance(data, dict):
        refuse("profile-type", "", "mail", wanted='[mail] host = "…"')
    for name, value in data.items():
        if name not in _MAIL:
            refuse("profile-unknown", "mail", name, near=", ".join(_MAIL))
        if type(value) is not _MAIL[name]:
            refuse("profile-type", "mail", name, wanted='"…"' if _MAIL[name] is str else "587")
    given = {name: value for name, value in data.items() if value}
    if not given.get("host"):
        return None
    if given.get("security", "tls") not in set(MailSecurity):
        refuse("profile-mail-security", "mail", "security", value=given["security"])
    if not _ADDRESS.fullmatch(given.get("sender", "")):
        refuse("profile-address", "mail", "sender", value=given.get("sender", ""))
    return MailServer(**given | {"security": MailSecurity(given.get("security", MailSecurity.STARTTLS))})


def read_emails(data: Any, codes: set[str], refuse: Refuse) -> dict[str, str]:
    """The addresses of ``[emails]`` by the code of the district, or ``superior``."""
    if not isinstance(data, dict | None):
        refuse("profile-type", "", "emails", wanted='[emails] "4901" = "…"')
    found = {}
    for code, value in (data or {}).items():
        if code not in {*codes, SUPERIOR}:
            refuse("profile-unknown", "emails", code, near=", ".join([*sorted(codes), SUPERIOR]))
        if not isinstance(value, str) or (value and not _ADDRESS.fullmatch(value.strip())):
            refuse("profile-address", "emails", code, value=str(value))
        found[code] = value.strip()
    return found


def reminder_lines(office: OfficeProfile) -> dict[str, str]:
    """The tables as the template of the profile takes them."""
    mail = office.mail or MailServer(host="")
    rungs = [
        f"{one.kind.value} = {{ days = {one.days}, by = {json.dumps([way.value for way in one.by])} }}"
        for one in office.ladder
    ]
    server = [f"{name} = {json.dumps(getattr(mail, name), ensure_ascii=False)}" for name in _MAIL]
    emails = [f"{json.dumps(one.code)} = {json.dumps(one.email)}" for one in office.province.districts]
    return {
        "reminders": "\n".join(rungs),
        "mail": "\n".join(server),
        "emails": "\n".join([f"{SUPERIOR} = {json.dumps(office.superior_email)}", *emails]),
    }
