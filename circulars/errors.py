"""Failures: what stops a command, with its exit code and what to do next.

A finding about a letter is never an exception; see `circulars.reading.Issue`.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from circulars.messages import message


class ExitCode(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    NEEDS_PERSON = 1
    USAGE = 2
    UNREADABLE = 3
    NOT_FOUND = 4
    CONFLICT = 5
    NOT_PERMITTED = 6
    FAULT = 70


class SarabanError(Exception):
    """A failure that names its kind and its facts; the words are in ``lexicon/messages.toml``."""

    exit_code = ExitCode.FAULT

    def __init__(self, kind: str, *, file: str | None = None, **facts: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.file = file
        self.facts = facts

    def message(self, lang: str = "th") -> str:
        """What happened, where, and what to do next."""
        return message(self.kind, lang, {"file": self.file or "", **self.facts})

    def details(self, lang: str) -> dict[str, Any]:  # noqa: ARG002 - failures of many parts say each in it
        """What is told beside the message where data is asked for."""
        return {}

    def __str__(self) -> str:
        """The Thai message."""
        return self.message()


class UsageError(SarabanError):
    """The command was called in a way that makes no sense."""

    exit_code = ExitCode.USAGE


class InputFileError(SarabanError):
    """A file that cannot be read."""

    exit_code = ExitCode.UNREADABLE


class NotFoundError(SarabanError):
    """Something asked for is not in the registry."""

    exit_code = ExitCode.NOT_FOUND


class ConflictError(SarabanError):
    """What is asked for contradicts what is already so."""

    exit_code = ExitCode.CONFLICT


class NotPermittedError(SarabanError):
    """This may not be done, by this office or at this point."""

    exit_code = ExitCode.NOT_PERMITTED
