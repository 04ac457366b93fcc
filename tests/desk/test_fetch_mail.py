"""Letters from a mailbox on a real IMAP server."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from makers.imap_server import PASSWORD, USER, mailbox_server

from circulars.ladder import MailSecurity
from circulars.mailbox import Mailbox
from desk.checking import check_data
from desk.fetch_mail import MailTaking
from desk.imap import MailboxConnection, _quoted
from desk.office_desk import Desk
from desk.reading import ReadingWay
from desk.settings import Settings

OWN = Path(__file__).parents[1] / "letters" / "own"
#: Two letters for any province, a letter for another one, minutes.
SURVEY, CHAIN, LOEI, MINUTES = (
    (OWN / f"{name}.txt").read_text(encoding="utf-8")
    for name in ("01-dopa-survey", "02-dla-chain", "09-loei-received", "14-minutes")
)


@pytest.fixture(scope="module")
def running():
    with mailbox_server() as server:
        yield server


@pytest.fixture
def server(running):
    """The server with a new mailbox."""
    for path in sorted((running.folder / "mail").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    return running


@pytest.fixture
def inbox(server) -> Mailbox:
    return Mailbox(host="localhost", port=server.tls, user=USER, certificate=str(server.certificate))


@pytest.fixture
def fetch(desk, inbox, clerk):
    """What is fetched: of every mail what became of it, and the receipts or the reasons."""

    def fetched(box=inbox, **how):
        taking = MailTaking(
            replace(desk, office=replace(desk.office, inbox=box)), lambda: clerk, ReadingWay()
        )
        return [
            (one.state.value, [part.receipt or part.kind for part in one.parts])
            for one in taking.fetch(PASSWORD, **how)
        ]

    return fetched


def mail(text="", *files, subject="ส่งหนังสือ", number=1) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "กรมการปกครอง <dopa@example.go.th>", USER, subject
    made["Message-ID"], made["Date"] = f"<{number}@example.go.th>", "Thu, 25 Jan 2024 09:00:00 +0700"
    made.set_content(text or "เรียน ผู้เกี่ยวข้อง ส่งหนังสือตามแนบ", charset="utf-8")
    for at, content in enumerate(files):
        made.add_attachment(
            content.encode(), maintype="text", subtype="plain", filename=f"หนังสือ {at + 1}.txt"
        )
    return made


def on_the_wire(sent: EmailMessage) -> bytes:
    """A mail as the protocol carries it."""
    return sent.as_bytes().replace(b"\n", b"\r\n")


def test_attached_letters_are_received_and_the_mail_is_kept_as_it_came(server, fetch, desk):
    sent = mail("", SURVEY, CHAIN)
    server.put(sent)
    assert fetch() == [("taken", ["1/2567", "2/2567"])]
    with desk.database.reading() as store:
        first, _ = store.incoming.listed()
        (one,) = store.mails.listed()
    assert first.file_name == "ส่งหนังสือ.eml/หนังสือ 1.txt"
    assert any(issue["kind"] == "came-by-mail" for issue in first.reading["issues"])
    assert desk.archive.absolute(one.original).read_bytes() == on_the_wire(sent)
    assert desk.archive.absolute(first.original).read_text(encoding="utf-8") == SURVEY
    assert check_data(desk).files == 3


def test_nothing_in_the_mailbox_is_changed(server, fetch):
    server.put(mail("", SURVEY))
    fetch()
    assert set(server.flags()) <= {"2,", ""}


def test_a_mail_is_fetched_once_in_whatever_mailbox_it_lies(server, fetch, inbox):
    server.put(mail("", SURVEY))
    server.put(mail("", SURVEY), ".&DhgOMg4H-")
    assert fetch() == [("taken", ["1/2567"])]
    assert fetch() == []
    assert fetch(replace(inbox, folder="ธาง")) == []
    server.put(mail("", SURVEY, number=2))
    assert fetch() == [("taken", ["1/2567"])]


def test_a_mail_that_bears_the_id_of_another_is_another_mail(server, fetch):
    server.put(mail("", SURVEY))
    server.put(mail("", CHAIN, subject="ส่งหนังสืออีกฉบับ"))
    assert fetch() == [("taken", ["1/2567"]), ("taken", ["2/2567"])]


def test_a_letter_in_the_mail_itself(server, fetch):
    server.put(mail(SURVEY))
    server.put(mail(CHAIN, MINUTES, number=2))
    assert fetch() == [("taken", ["1/2567"]), ("taken", ["not-a-letter", "2/2567"])]


def test_what_is_no_letter_is_kept_with_its_reason(server, fetch, desk):
    sent = [mail("สวัสดี", MINUTES), mail("สวัสดี", LOEI, number=2)]
    for one in sent:
        server.put(one)
    assert fetch() == [
        ("quarantined", ["not-a-letter", "not-a-letter"]),
        ("quarantined", ["letter-for-another", "not-a-letter"]),
    ]
    assert fetch() == []
    with desk.database.reading() as store:
        kept = [desk.archive.absolute(one.original).read_bytes() for one in store.mails.listed()]
    assert kept == [on_the_wire(one) for one in sent]


def test_a_mail_of_200_mb_is_not_fetched_and_stays_on_the_list(server, fetch, desk, clerk):
    head = mail(subject="ภาพถ่ายทั้งปี").as_bytes()
    server.put_heavy(head, 200_000_000)
    server.put(mail("", SURVEY, number=2))
    assert fetch() == [("too_large", ["mail-too-large"]), ("taken", ["1/2567"])]
    assert fetch() == []
    with desk.database.reading() as store:
        heavy, _ = store.mails.listed()
    assert (heavy.subject, heavy.original, heavy.parts[0].facts) == (
        "ภาพถ่ายทั้งปี",
        None,
        {"size": "200", "limit": "100"},
    )


def test_only_mails_since_a_day(server, fetch):
    server.put(mail("", SURVEY))
    assert fetch(since=dt.date(2037, 1, 1)) == []
    assert fetch(since=dt.date(2024, 1, 1)) == [("taken", ["1/2567"])]


@pytest.mark.parametrize("security", [MailSecurity.STARTTLS, MailSecurity.NONE])
def test_a_connection_that_begins_in_the_clear(server, fetch, inbox, security):
    server.put(mail("", SURVEY))
    assert fetch(replace(inbox, port=server.plain, security=security)) == [("taken", ["1/2567"])]


def test_a_damaged_mail_and_headers_that_make_no_sense(server, fetch):
    server.put(
        b"Subject: =?utf-8?b?4LiB?= \xff\xfe\r\nMessage-ID: <\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
    )
    server.put(b"\r\n\r\n")
    server.put(mail("", SURVEY))
    answers = fetch()
    assert [state for state, _ in answers] == ["quarantined", "quarantined", "taken"]


# What goes wrong


def test_no_mailbox_is_set_up(fetch, says):
    thai, english = says(fetch, None)
    assert thai == "ยังไม่ได้ตั้งตู้จดหมายของสำนักงาน จึงไม่ดึงอีเมล โปรดใส่ host และ user ในช่อง [inbox] ของ profile.toml"
    assert (
        english
        == "No mailbox is set up, so no mail is fetched. Put host and user into [inbox] of profile.toml."
    )


def test_a_wrong_password(inbox, says):
    thai, english = says(MailboxConnection, inbox, "ผิด")
    assert thai == (
        f"ตู้จดหมายที่ localhost ไม่รับผู้ใช้ {USER} โปรดตรวจชื่อผู้ใช้ใน [inbox] "
        "และรหัสผ่านในตัวแปร SARABAN_IMAP_PASSWORD หรือไฟล์รหัสผ่าน"
    )
    assert english == (
        f"The mailbox at localhost does not let {USER} in. Check the user in [inbox], "
        "and the password in SARABAN_IMAP_PASSWORD or its file."
    )


def test_a_certificate_that_nobody_vouches_for(inbox, says):
    thai, english = says(MailboxConnection, replace(inbox, certificate=""), PASSWORD)
    assert thai.startswith("ใบรับรองของตู้จดหมายที่ localhost เชื่อถือไม่ได้ (")
    assert english == (
        "The certificate of the mailbox at localhost cannot be trusted (self-signed certificate), so the password "
        "was not sent. If it is the office's own, name its file in certificate of [inbox]."
    )


def test_a_folder_that_is_not_there(inbox, says):
    thai, english = says(MailboxConnection, replace(inbox, folder="งานสารบรรณ"), PASSWORD)
    assert thai == "ในตู้จดหมายที่ localhost ไม่มีโฟลเดอร์ “งานสารบรรณ” โปรดแก้ folder ใน [inbox] ปกติคือ INBOX"
    assert (
        english
        == "The mailbox at localhost has no folder “งานสารบรรณ”. Correct folder in [inbox]; usually it is INBOX."
    )


def test_a_server_that_does_not_answer(inbox, says):
    thai, english = says(MailboxConnection, replace(inbox, port=1), PASSWORD)
    assert thai == (
        "ติดต่อตู้จดหมายที่ localhost:1 ไม่ได้ ([Errno 111] Connection refused) ที่ดึงมาแล้วบันทึกครบ "
        "โปรดตรวจเครือข่ายและช่อง [inbox] แล้วสั่งอีกครั้ง จะดึงต่อจากที่ค้าง"
    )
    assert english.endswith("then run the command again: it goes on where it stopped.")


def test_names_of_folders_as_the_protocol_has_them():
    # The second is the example of RFC 3501, 5.1.3.
    assert [_quoted(one) for one in ("INBOX", "~peter/mail/台北/日本語", 'ก&"')] == [
        '"INBOX"', '"~peter/mail/&U,BTFw-/&ZeVnLIqe-"', '"&DgE-&-\\""',
    ]  # fmt: skip


@pytest.mark.slow
def test_fetching_that_is_killed_loses_and_doubles_nothing(server, tmp_path):
    """kill -9 at several moments, then a last call: every letter is received exactly once."""
    data, root = tmp_path / "data", Path(__file__).parents[2]

    def saraban(*words):
        return [sys.executable, "-m", "cli", *words, "--data", str(data), "--json"]

    subprocess.run(saraban("init", "มุกดาหาร", "--unit", "0018.1"), check=True, capture_output=True, cwd=root)
    profile = (data / "profile.toml").read_text(encoding="utf-8")
    head, _, rest = profile.partition("\n[inbox]\n")
    table = "\n[inbox]\n" + "\n".join(
        [
            f'host = "localhost"\nport = {server.tls}\nuser = "{USER}"',
            f'certificate = "{server.certificate}"\n',
        ]
    )
    (data / "profile.toml").write_text(
        head + table + "\n[emails]" + rest.partition("\n[emails]")[2], encoding="utf-8"
    )
    for number in range(12):
        server.put(mail("", SURVEY.replace("ว ๑๔๕๒๗", f"ว {number + 1}"), number=number))
    env = {**os.environ, "SARABAN_IMAP_PASSWORD": PASSWORD}
    for after in (1.0, 1.5, 2.0):
        with subprocess.Popen(
            saraban("fetch-mail"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=root, env=env
        ) as fetching:
            time.sleep(after)
            fetching.send_signal(signal.SIGKILL)
    last = subprocess.run(saraban("fetch-mail"), check=False, capture_output=True, cwd=root, env=env)
    assert last.returncode == 0, last.stderr.decode()
    assert PASSWORD.encode() not in last.stdout + last.stderr
    desk = Desk.open(Settings.of(data))
    with desk.database.reading() as store:
        entries, mails = store.incoming.listed(), store.mails.listed()
    assert [one.receipt_number for one in entries] == list(range(1, 13))
    assert len({one.sha256 for one in entries}) == len(mails) == 12
    assert check_data(desk).findings == ()
