"""The counter in the browser, opened on one machine."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import uvicorn

from desk.office_desk import Desk
from web.app import create_app
from web.counter import Counter

if TYPE_CHECKING:
    from desk.settings import Settings


def serve(settings: Settings, *, host: str, port: int, secure: bool) -> None:
    """Serve pages until somebody stops it.

    Args:
        settings: The office.
        host: The address to listen at; 127.0.0.1 is this machine alone.
        port: The port.
        secure: Whether a proxy before it speaks TLS with the browsers.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    counter = Counter(desk=Desk.open(settings), data=settings.data, secure=secure)
    uvicorn.run(create_app(counter), host=host, port=port, log_level="warning", proxy_headers=secure)
