"""The counter in the browser, opened on one machine."""

from __future__ import annotations

import gc
import os
import signal
import socket
import tempfile
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from circulars.errors import ConflictError
from desk.office_desk import Desk
from web.counter import Counter, pages
from web.delivery import DeliveryLoop
from web.logs import configure
from web.workers import work_together

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.settings import Settings
    from web.openid import OpenID


def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    secure: bool,
    opened: Callable[[], None],
    openid: OpenID | None = None,
    mail_password: str = "",
    workers: int = 1,
) -> None:
    """Serve pages until somebody stops it, and tell webhooks what happens.

    Args:
        settings: The office.
        host: The address to listen at; 127.0.0.1 is this machine alone.
        port: The port.
        secure: Whether a proxy before it speaks TLS with the browsers.
        opened: Called as soon as the port is ours.
        openid: The house that vouches for people, if there is one.
        mail_password: Of the office's account on its mail server.
        workers: Processes that answer; what they must know of each other stands in the database.

    Raises:
        ConflictError: If the port cannot be had at that address.
    """
    configure()
    # Brought to this version before anybody works with it; what is wrong with it is said here.
    Desk.open(settings).database.close()
    make = partial(_counter, settings, secure=secure, openid=openid, mail_password=mail_password)
    with _listening(host, port) as listener, tempfile.TemporaryDirectory(prefix="saraban-figures-") as folder:
        if workers == 1:
            opened()
            _deliver_and_answer(make(), listener)
            return
        # Figures of several processes are added up from files; the library looks at this as it is loaded.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        Path(folder).mkdir(exist_ok=True)
        _make_ready()
        opened()
        work_together([*[partial(_answer, make, listener)] * workers, partial(_deliver, make)])


def _counter(settings: Settings, *, secure: bool, openid: OpenID | None, mail_password: str) -> Counter:
    return Counter(
        desk=Desk.open(settings),
        data=settings.data,
        secure=secure,
        openid=openid,
        mail_password=mail_password,
    )


def _make_ready() -> None:
    """Load what every worker needs before they part: they have it in common, and answer at once."""
    import web.app  # noqa: F401

    pages()


def _deliver_and_answer(counter: Counter, listener: socket.socket) -> None:
    loop = DeliveryLoop(counter)
    loop.start()
    try:
        _run(counter, listener)
    finally:
        loop.stop()


def _answer(make: Callable[[], Counter], listener: socket.socket) -> None:
    """What a worker does."""
    _run(make(), listener)


def _deliver(make: Callable[[], Counter]) -> None:
    """What the process does that tells webhooks."""
    ended = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda _number, _frame: ended.set())
    loop = DeliveryLoop(make())
    loop.start()
    ended.wait()
    loop.stop()


def _run(counter: Counter, listener: socket.socket) -> None:
    from web.app import create_app

    app = create_app(counter)
    # What is loaded stays: looking through it again and again for what may go took a third of the time of a long page.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    # Every request is logged by the application itself, under its number.
    config = uvicorn.Config(
        app,
        log_level="warning",
        log_config=None,
        access_log=False,
        proxy_headers=counter.secure,
    )
    # Ctrl-C is how the counter is closed.
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=_family(host))
    except OSError as error:
        # Python adds the address that it tried, which the message says already.
        reason = (error.strerror or str(error)).partition(" (")[0]
        raise ConflictError("port-taken", host=host, port=str(port), reason=reason) from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
