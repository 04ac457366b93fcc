"""A mail server for the tests: it takes what it is given, or refuses whom it is told to."""

from __future__ import annotations

import email
import socket
from contextlib import contextmanager
from email import policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Post:
    """What arrived, and who is refused."""

    def __init__(self, port):
        self.messages, self.refused, self.port, self.password = [], set(), port, None

    def lets_in(self, _server, _session, _envelope, _mechanism, given):
        return AuthResult(success=given.password.decode() == self.password, handled=False)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - so aiosmtpd calls it
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.messages.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@contextmanager
def mail_server():
    """A server on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    post = Post(port)
    controller = Controller(
        post, hostname="127.0.0.1", port=port, authenticator=post.lets_in, auth_require_tls=False
    )
    controller.start()
    try:
        yield post
    finally:
        controller.stop()
