"""The counter in the browser, opened on one machine."""

from __future__ import annotations

import logging
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from circulars.errors import ConflictError
from desk.office_desk import Desk
from web.app import create_app
from web.counter import Counter

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.settings import Settings


def serve(settings: Settings, *, host: str, port: int, secure: bool, opened: Callable[[], None]) -> None:
    """Serve pages until somebody stops it.

    Args:
        settings: The office.
        host: The address to listen at; 127.0.0.1 is this machine alone.
        port: The port.
        secure: Whether a proxy before it speaks TLS with the browsers.
        opened: Called as soon as the port is ours.

    Raises:
        ConflictError: If the port cannot be had at that address.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Subsetting the fonts of a PDF is no news to whoever keeps the counter open.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    counter = Counter(desk=Desk.open(settings), data=settings.data, secure=secure)
    config = uvicorn.Config(
        create_app(counter), host=host, port=port, log_level="warning", proxy_headers=secure
    )
    # Ctrl-C is how the counter is closed.
    with _listening(host, port) as listener, suppress(KeyboardInterrupt):
        opened()
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
