"""The command that fetches letters from the office's mailbox."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from circulars.errors import ExitCode, InputFileError, NotPermittedError
from circulars.messages import message
from terminal.call import Call
from terminal.layout import paint
from terminal.progress import shown
from terminal.terms import day, digits
from terminal.verb import Verb, with_call
from terminal.words import say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from registry.mails import Mail, MailPart

#: Who else may read or change a file.
_OTHERS = 0o077


@click.command(cls=Verb)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--list", "listing", is_flag=True)
@click.option("--password-file", type=click.Path(path_type=Path), envvar="SARABAN_IMAP_PASSWORD_FILE")
@click.option("--engine", envvar="SARABAN_OCR_ENGINE")
@with_call
def fetch_mail(
    call: Call, since: dt.datetime | None, listing: bool, password_file: Path | None, engine: str | None
) -> int:
    """Receive what came by mail."""
    if listing:
        return _list(call)
    from desk.fetch_mail import MailTaking
    from desk.reading import ReadingWay

    taking = MailTaking(call.desk(), call.clerk, ReadingWay.of(call.data, engine=engine))
    password = _password(password_file) if password_file else call.inbox_password
    mails: list[Mail] = []
    with shown(call, "fetch.progress") as progress:
        for one in taking.fetch(password, since=since.date() if since else None, told=progress):
            mails.append(one)
            call.show(_screen(one, call), _plain(one, call.lang))
    if not call.json:
        call.show(_summary(mails, call), None)
    return ExitCode.NEEDS_PERSON if any(map(_is_open, mails)) else ExitCode.DONE


def _list(call: Call) -> int:
    """The mails of which no letter came, or not all."""
    with call.desk().database.reading() as store:
        mails = [one for one in store.mails.listed() if _is_open(one)]
    text = "\n".join(_screen(one, call) for one in mails) or say("fetch.all-taken", call.lang)
    call.show(text, [_plain(one, call.lang) for one in mails])
    return ExitCode.NEEDS_PERSON if mails else ExitCode.DONE


def _is_open(mail: Mail) -> bool:
    from registry.mails import MailState

    return mail.state is not MailState.TAKEN


def _password(path: Path) -> str:
    """The first line of a file that nobody else may read."""
    try:
        if path.stat().st_mode & _OTHERS:
            raise NotPermittedError("password-file-open", file=str(path))
        return path.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise InputFileError("password-file", file=str(path)) from error


def _screen(mail: Mail, call: Call) -> str:
    lang = call.lang
    head = say(
        f"fetch.{mail.state.value.replace('_', '-')}",
        lang,
        subject=mail.subject or "–",
        sender=mail.sender or "–",
        size=digits(f"{mail.size / 1_000_000:.1f}", lang),
        day=day(mail.at.date() if mail.at else None, lang),
    )
    return "\n".join(
        [paint(head, "bold"), *(f"  {_answer(one, lang)}" for one in _told(mail)), *_place(mail, call)]
    )


def _told(mail: Mail) -> Sequence[MailPart]:
    """What is said of a mail: what was received of it, or why nothing was."""
    received = [one for one in mail.parts if one.receipt]
    return received or mail.parts


def _answer(part: MailPart, lang: str) -> str:
    if part.receipt:
        return say("fetch.receipt", lang, file=part.name, receipt=digits(part.receipt, lang))
    return message(part.kind, lang, {"file": part.name, **(part.facts or {})}) if part.kind else part.name


def _place(mail: Mail, call: Call) -> list[str]:
    if mail.original is None or not _is_open(mail):
        return []
    return ["  " + say("fetch.kept", call.lang, file=str(call.data / mail.original))]


def _summary(mails: Sequence[Mail], call: Call) -> str:
    letters = len({one.receipt for mail in mails for one in mail.parts if one.receipt})
    facts = {"mails": len(mails), "letters": letters, "open": sum(map(_is_open, mails))}
    numbers = {name: digits(f"{count:,}", call.lang) for name, count in facts.items()}
    return paint(say("fetch.done", call.lang, **numbers), "bold")


def _plain(mail: Mail, lang: str) -> dict[str, Any]:
    from circulars.codec import to_plain

    parts = [
        {
            "file": one.name,
            "id": one.receipt,
            "error": one.kind,
            "message": _answer(one, lang) if one.kind else None,
        }
        for one in mail.parts
    ]
    names = ("message_id", "sender", "subject", "date", "size", "original", "sha256")
    told = {name: getattr(mail, name) for name in names}
    return {**told, "state": mail.state.value, "at": to_plain(mail.at), "files": parts}
