"""The office profile (ข้อมูลสำนักงาน): one TOML file that a clerk can read and change."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from difflib import get_close_matches
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any, NoReturn

from circulars.errors import InputFileError
from circulars.office import District, EmblemMode, OfficeProfile
from circulars.places import province_named, provinces
from circulars.thai_calendar import ascii_digits
from desk.mailbox_settings import TABLE as INBOX
from desk.mailbox_settings import mailbox_lines, read_mailbox
from desk.reminder_settings import SUPERIOR, TABLES, read_emails, read_ladder, read_mail, reminder_lines

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "profile.toml"
#: The fields of each table and their types; [districts] holds codes and names.
FIELDS: dict[str, dict[str, type]] = {
    "office": {
        "province": str,
        "unit_code": str,
        "sender": str,
        "office": str,
        "group": str,
        "phone": str,
        "email": str,
        "address": list,
        "signatory": str,
        "signatory_position": str,
        "nationwide": bool,
        "letters": str,
    },
    "paper": {"emblem": str, "emblem_path": str, "font": str, "closing": bool},
    "report": {"url": str, "counter_url": str, "days_ahead": int},
    "registers": {"circulars_apart": bool, "units_apart": bool},
}
#: No province takes longer to put its districts' answers together.
MOST_DAYS_AHEAD = 30
TYPE_NAMES = {str: '"…"', int: "2", bool: "true / false", list: '["…", "…"]'}


def profile_text(office: OfficeProfile) -> str:
    """The profile as a TOML file with a comment at every field."""
    values: dict[str, Any] = {
        **{name: getattr(office, name) for name in FIELDS["office"] if name not in {"province", "letters"}},
        "own_letters": office.letters,
        "province": office.province.name,
        "emblem": office.emblem_mode.value,
        "emblem_path": office.emblem_path,
        "font": office.font,
        "closing": office.closing,
        "url": office.report_url,
        "counter_url": office.counter_url,
        "days_ahead": office.days_ahead,
        "circulars_apart": office.circulars_apart,
        "units_apart": office.units_apart,
    }
    # Every JSON string without "\/" is a TOML string as well.
    quoted = {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
    districts = "\n".join(
        f"{json.dumps(one.code)} = {json.dumps(one.name, ensure_ascii=False)}"
        for one in office.province.districts
    )
    template = (files("desk") / "profile.template.toml").read_text(encoding="utf-8")
    return Template(template).substitute(
        quoted,
        letters=office.province.letters,
        code=office.province.code,
        districts=districts,
        **reminder_lines(office),
        **mailbox_lines(office),
    )


def read_profile(path: Path) -> OfficeProfile:
    """The office that the file describes.

    Raises:
        InputFileError: If the file is not TOML, or a field is unknown, missing or makes no sense;
            the message names the field and its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise InputFileError("profile-not-utf8", file=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise InputFileError("profile-not-toml", file=str(path), reason=str(error)) from error
    return _Checked(path, text, data).office()


class _Checked:
    """The parsed file, and the text to name lines of."""

    def __init__(self, path: Path, text: str, data: dict[str, Any]) -> None:
        self._path, self._text, self._data = path, text, data

    def office(self) -> OfficeProfile:
        self._no_strangers()
        office = {name: self._get("office", name) for name in FIELDS["office"]}
        name = office.pop("province") or ""
        province = province_named(name)
        if province is None:
            near = get_close_matches(name, [one.name for one in provinces()], n=1, cutoff=0.5)
            self._refuse("profile-province", "office", "province", value=name, near=(near or ["มุกดาหาร"])[0])
        districts = self._districts() or province.districts
        emails = read_emails(self._data.get("emails"), {one.code for one in districts}, self._refuse)
        reached = tuple(dataclasses.replace(one, email=emails.get(one.code, "")) for one in districts)
        return OfficeProfile(
            province=dataclasses.replace(province, districts=reached),
            ladder=read_ladder(self._data.get("reminders"), self._refuse),
            inbox=read_mailbox(self._data.get(INBOX), self._path.parent, self._refuse),
            mail=read_mail(self._data.get("mail"), self._refuse),
            superior_email=emails.get(SUPERIOR, ""),
            emblem_mode=self._emblem_mode(),
            emblem_path=self._emblem_path(),
            report_url=self._url("url"),
            counter_url=self._url("counter_url").rstrip("/"),
            **self._given({"days_ahead": self._days_ahead()}),
            **self._given({name: self._get("registers", name) for name in FIELDS["registers"]}),
            **self._given({"font": self._get("paper", "font"), "closing": self._get("paper", "closing")}),
            **self._given({**office, "unit_code": self._unit_code(), "letters": self._letters(office)}),
        )

    @staticmethod
    def _given(values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value is not None}

    def _no_strangers(self) -> None:
        for table, content in self._data.items():
            if table in {"districts", INBOX, *TABLES}:
                continue
            known = FIELDS.get(table)
            if known is None or not isinstance(content, dict):
                self._refuse(
                    "profile-unknown", "", table, near=", ".join([*FIELDS, "districts", INBOX, *TABLES])
                )
            for field in content:
                if field not in known:
                    self._refuse("profile-unknown", table, field, near=", ".join(known))

    def _get(self, table: str, field: str) -> Any:
        value = self._data.get(table, {}).get(field)
        kind = FIELDS[table][field]
        texts = value if isinstance(value, list) else []
        if value is not None and not (isinstance(value, kind) and all(isinstance(one, str) for one in texts)):
            self._refuse("profile-type", table, field, wanted=TYPE_NAMES[kind])
        if kind is list:
            return tuple(one.strip() for one in texts)
        return value.strip() if isinstance(value, str) else value

    def _unit_code(self) -> str | None:
        value = self._get("office", "unit_code")
        if value is None:
            return None
        code = ascii_digits(value)
        if not re.fullmatch(r"\d{2,5}(\.\d{1,3}){0,3}", code):
            self._refuse("profile-unit-code", "office", "unit_code", value=value)
        return code

    def _letters(self, office: dict[str, Any]) -> str | None:
        """The letters of a department's numbers: it must say whose they are, for no province has them."""
        value: str | None = self._get("office", "letters")
        if office["nationwide"] and not office["sender"]:
            self._refuse("profile-department", "office", "sender")
        if value and not re.fullmatch("[ก-ฮ]{2}", value):
            self._refuse("profile-letters", "office", "letters", value=value)
        return value

    def _emblem_mode(self) -> EmblemMode:
        value = self._get("paper", "emblem") or EmblemMode.PREPRINTED.value
        if value not in [one.value for one in EmblemMode]:
            allowed = ", ".join(one.value for one in EmblemMode)
            self._refuse("profile-choice", "paper", "emblem", value=value, allowed=allowed)
        return EmblemMode(value)

    def _emblem_path(self) -> str:
        value = self._get("paper", "emblem_path") or ""
        if self._emblem_mode() is not EmblemMode.FILE:
            return str(value)
        place = self._path.parent / value
        if not value or not place.is_file():
            self._refuse("profile-emblem", "paper", "emblem_path", value=str(place if value else ""))
        return str(place)

    def _url(self, field: str) -> str:
        value = self._get("report", field) or ""
        if value and not re.match(r"https?://\S+$", value):
            self._refuse("profile-url", "report", field, value=value)
        return str(value)

    def _days_ahead(self) -> int | None:
        value: int | None = self._get("report", "days_ahead")
        if value is not None and not 0 <= value <= MOST_DAYS_AHEAD:
            self._refuse(
                "profile-days-ahead", "report", "days_ahead", value=str(value), most=str(MOST_DAYS_AHEAD)
            )
        return value

    def _districts(self) -> tuple[District, ...]:
        table = self._data.get("districts", {})
        if not isinstance(table, dict):
            self._refuse("profile-type", "", "districts", wanted='[districts] "4901" = "…"')
        for code, name in table.items():
            if not re.fullmatch(r"\d{4}", code) or not isinstance(name, str) or not name.strip():
                self._refuse("profile-district", "districts", code)
        return tuple(
            District(code=code, name=name.strip().removeprefix("อำเภอ").strip())
            for code, name in table.items()
        )

    def _refuse(self, kind: str, table: str, field: str, **facts: str) -> NoReturn:
        line = _line_of(self._text, table, field)
        raise InputFileError(kind, file=str(self._path), field=field, line=str(line), **facts)


def _line_of(text: str, table: str, field: str) -> int:
    """The line of a field, else of its table, else the first."""
    inside, found = "", 1
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[+\s*([^\]\s]+)", line):
            inside = header[1]
            found = number if inside in {table, field} else found
        if inside == table and re.match(rf'\s*"?{re.escape(field)}"?\s*=', line):
            return number
    return found
