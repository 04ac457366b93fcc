"""A mailbox on a real IMAP server (Dovecot) for the tests, with TLS and a certificate of its own authority."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import pytest

USER, PASSWORD = "saraban@example.go.th", "รหัสผ่าน-ยาว"
_CONFIG = """
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 0
first_valid_gid = 0
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {plain}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls}
  }}
}}
"""


@dataclass
class MailboxServer:
    """The server, and what lies in its one mailbox."""

    folder: Path
    plain: int
    tls: int
    owner: str
    count: int = field(default=0)

    @property
    def certificate(self) -> Path:
        """Of the authority that vouches for the server."""
        return self.folder / "server.pem"

    def put(self, mail: EmailMessage | bytes, folder: str = "", name: str = "") -> None:
        """Lay a mail into the mailbox as a delivery agent does."""
        self.count += 1
        box = self.folder / "mail" / folder
        for part in ("cur", "new", "tmp"):
            (box / part).mkdir(parents=True, exist_ok=True)
        path = box / "tmp" / (name or f"{1700000000 + self.count}.M{self.count}.host")
        path.write_bytes(mail if isinstance(mail, bytes) else mail.as_bytes())
        self._given_away(box)
        path.rename(box / "new" / path.name)

    def put_heavy(self, head: bytes, size: int) -> None:
        """Lay a mail of that size into the mailbox; its content takes no room on the disk."""
        self.put(head, name=f"{1700000001 + self.count}.M{self.count}.host,S={size},W={size}")
        (path,) = (self.folder / "mail" / "new").glob(f"*S={size}*")
        os.truncate(path, size)

    def _given_away(self, box: Path) -> None:
        if os.geteuid() == 0:
            for path in (self.folder / "mail", box, *box.rglob("*")):
                shutil.chown(path, self.owner)

    def flags(self) -> list[str]:
        """What stands behind the names of mails that someone has read."""
        return [path.name.partition(":")[2] for path in (self.folder / "mail" / "cur").glob("*")]


@contextmanager
def mailbox_server():
    """Dovecot on free ports of this machine."""
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
    if program is None or shutil.which("openssl") is None:
        pytest.skip("Dovecot is not installed")
    # Names of sockets must be short, so the folder of the test will not do.
    folder = Path(tempfile.mkdtemp(prefix="saraban-imap-"))
    owner = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    server = MailboxServer(folder, *_free_ports(), owner)
    group = subprocess.run(["id", "-gn", owner], check=True, capture_output=True, text=True).stdout.strip()
    told = {"folder": folder, "user": owner, "group": group, "plain": server.plain, "tls": server.tls}
    (folder / "dovecot.conf").write_text(_CONFIG.format(**told), encoding="utf-8")
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    (folder / "mail").mkdir()
    (folder / "home").mkdir()
    folder.chmod(0o755)
    _certified(folder)
    if os.geteuid() == 0:
        for path in ("mail", "home"):
            shutil.chown(folder / path, owner, group)
    try:
        with subprocess.Popen([program, "-F", "-c", folder / "dovecot.conf"]) as running:
            try:
                _wait(server.tls, folder)
                yield server
            finally:
                running.terminate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _certified(folder: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", folder / "server.key", "-out", folder / "server.pem"],
        check=True, capture_output=True,
    )  # fmt: skip


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


def _wait(port: int, folder: Path) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    log = folder / "log"
    pytest.fail(log.read_text(encoding="utf-8") if log.exists() else "Dovecot does not answer")
