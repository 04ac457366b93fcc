"""The QR code (คิวอาร์โค้ด) at the end of a circular, put on its relay again, and what a person should know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.letter import GuardFinding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def code_of(own: str, codes: Sequence[str], *, source_code: bool = False) -> str | None:
    """What the QR code of a relay says, whose text points to one; None if that is not known.

    Args:
        own: The address where the office takes answers; empty for none.
        codes: What the QR codes of the circular say.
        source_code: Whether the circular's own code goes before the office's address.
    """
    # Which of several codes the text means, only a person can see.
    only = codes[0] if len(codes) == 1 else None
    return (only or own or None) if source_code else (own or only)


def code_notes(qr: str | None, codes: Sequence[str], *, wanted: bool) -> Iterator[GuardFinding]:
    """What a person should know of a relay's code and those of its circular.

    Args:
        qr: What the relay's code says.
        codes: What the QR codes of the circular say.
        wanted: Whether its text points to a code.
    """
    if qr is None:
        if wanted and len(codes) > 1:
            yield _note("code-several", codes)
    elif qr in codes:
        yield _note("code-source", [qr])
    elif codes:
        yield _note("code-own", codes)


def _note(what: str, codes: Sequence[str]) -> GuardFinding:
    text = " · ".join(" ".join(one.split()) for one in codes)
    return GuardFinding(kind="doubt", what=what, text=text)
