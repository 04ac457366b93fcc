"""Whether the counter can work: its database answers, at the version of this program, and files can be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.errors import SarabanError
from registry.tables import HEAD

if TYPE_CHECKING:
    from desk.office_desk import Desk


def why_not_ready(desk: Desk) -> tuple[str, ...]:
    """What keeps the counter from working, in a word each; nothing if it can."""
    why = []
    try:
        if desk.database.version() != HEAD:
            why.append("database-version")
    except SarabanError as error:
        why.append(error.kind)
    if not desk.archive.is_writable:
        why.append("files")
    return tuple(why)
