"""Programs that webhooks tell: real servers on this machine, which check what they are sent as anybody would."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """What came, and what is answered next."""

    def __init__(self) -> None:
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []  # 204 when there is none left
        self.address = ""

    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.came]


def is_signed(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As Standard Webhooks 1.0 has a receiver count, written from its text alone."""
    key = base64.b64decode(secret.split("_", 1)[1])
    words = headers["webhook-id"] + "." + headers["webhook-timestamp"] + "." + body.decode()
    wanted = base64.b64encode(hmac.new(key, words.encode(), hashlib.sha256).digest()).decode()
    return wanted in [one.split(",")[1] for one in headers["webhook-signature"].split()]


@contextmanager
def receiver():
    """A program that listens until the block ends."""
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            found.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status = found.answers.pop(0) if found.answers else 204
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("location", found.address + "elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_args) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
