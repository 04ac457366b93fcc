"""Where the API is."""

from __future__ import annotations

from typing import Final

ROOT: Final = "/api/v1"


def is_api(path: str) -> bool:
    """Whether an address is the API's, so that a program asks and not a person."""
    return path == ROOT or path.startswith(ROOT + "/")


def for_programs(path: str) -> bool:
    """Whether whoever asks there reads problems and not pages."""
    return is_api(path) or path == "/metrics"
