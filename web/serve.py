"""The counter in the browser, opened on one machine."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from circulars.errors import ConflictError
from desk.office_desk import Desk
from web.app import create_app
from web.counter import Counter
from web.delivery import DeliveryLoop
from web.logs import configure

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
) -> None:
    """Serve pages until somebody stops it, and tell webhooks what happens.

    Args:
        settings: The office.
        host: The address to listen at; 127.0.0.1 is this machine alone.
        port: The port.
        secure: Whether a proxy before it speaks TLS with the browsers.
        opened: Called as soon as the port is ours.
        openid: The house that vouches for people, if there is one.

    Raises:
        ConflictError: If the port cannot be had at that address.
    """
    configure()
    counter = Counter(desk=Desk.open(settings), data=settings.data, secure=secure, openid=openid)
    # Every request is logged by the application itself, under its number.
    config = uvicorn.Config(
        create_app(counter),
        host=host,
        port=port,
        log_level="warning",
        log_config=None,
        access_log=False,
        proxy_headers=secure,
    )
    loop = DeliveryLoop(counter)
    # Ctrl-C is how the counter is closed.
    with _listening(host, port) as listener, suppress(KeyboardInterrupt):
        loop.start()
        opened()
        try:
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            loop.stop()


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=_family(host))
    except OSError as error:
        # Python adds the address that it tried, which the message says already.
        reason = (error.strerror or str(error)).partition(" (")[0]
        raise ConflictError("port-taken", host=host, port=str(port), reason=reason) from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
