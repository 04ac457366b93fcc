"""The one place where failures become messages and exit codes."""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import TYPE_CHECKING

import click

from circulars.errors import ExitCode, InputFileError, NotPermittedError, SarabanError, UsageError
from circulars.messages import LANGUAGES
from terminal.layout import paint
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What a shell calls a program stopped by Ctrl-C.
INTERRUPTED = 130


def run(command: click.Command, arguments: Sequence[str]) -> int:
    """Run a command; its exit code. Whatever goes wrong is told, and never as a traceback."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    as_json, lang = "--json" in arguments, _language(arguments)
    try:
        code = command.main(list(arguments), prog_name="saraban", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has had enough (saraban tasks | head).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except (click.Abort, KeyboardInterrupt):
        tell(SarabanError("interrupted"), as_json=as_json, lang=lang)
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as alone:
        # Nothing was asked: the help is the whole answer.
        click.echo(alone.format_message(), err=True)
        return ExitCode.USAGE
    except Exception as error:  # noqa: BLE001 - the door: nothing may leave it but a message and a code
        failure = _failure(error)
        if failure.exit_code is ExitCode.FAULT and {"-v", "--verbose"}.intersection(arguments):
            traceback.print_exc()
        tell(failure, as_json=as_json, lang=lang)
        return failure.exit_code
    return int(code or ExitCode.DONE)


def tell(failure: SarabanError, *, as_json: bool, lang: str) -> None:
    """Print a failure on standard error."""
    text = failure.message(lang)
    if as_json:
        data = {"error": failure.kind, "message": text, "file": failure.file, **failure.details(lang)}
        click.echo(json.dumps(data, ensure_ascii=False), err=True)
    else:
        # Among many files, which one it was must be said.
        named = f"{failure.file}: " if failure.file and failure.file not in text else ""
        click.echo(f"{paint(say('error', lang), 'red', 'bold')} {named}{text}", err=True)


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, also of a call too wrong to be understood."""
    found = os.environ.get("SARABAN_LANG", LANGUAGES[0])
    for at, one in enumerate(arguments):
        if one == "--lang" and at + 1 < len(arguments):
            found = arguments[at + 1]
        elif one.startswith("--lang="):
            found = one.removeprefix("--lang=")
    return found if found in LANGUAGES else LANGUAGES[0]


def _failure(error: Exception) -> SarabanError:
    if isinstance(error, SarabanError):
        return error
    if isinstance(error, click.ClickException):
        return _usage(error)
    if isinstance(error, UnicodeDecodeError):
        return InputFileError("text-not-utf8", file="stdin")
    if isinstance(error, PermissionError):
        return NotPermittedError("file-not-permitted", file=str(error.filename or ""))
    if isinstance(error, OSError):
        return SarabanError("disk", file=str(error.filename or ""), reason=error.strerror or str(error))
    return SarabanError("fault", what=type(error).__name__)


def _usage(error: click.ClickException) -> UsageError:
    """What is wrong with a call, in our own words."""
    ctx = getattr(error, "ctx", None)
    command = ctx.command_path if ctx else "saraban"
    if isinstance(error, click.NoSuchOption):
        hidden = _hidden(ctx.command.get_params(ctx)) if ctx else set()
        near = next((one for one in error.possibilities or () if one not in hidden), "")
        facts = {"option": error.option_name, "command": command}
        return UsageError("usage-option", near=near, **facts) if near else UsageError("no-option", **facts)
    if isinstance(error, click.exceptions.NoSuchCommand):
        near = next(iter(error.possibilities or ()), "")
        facts = {"name": error.command_name, "command": command}
        return UsageError("usage-command", near=near, **facts) if near else UsageError("no-command", **facts)
    if isinstance(error, click.MissingParameter) and error.param and ctx:
        is_option = isinstance(error.param, click.Option)
        name = error.param.opts[0] if is_option else error.param.make_metavar(ctx)
        return UsageError("usage-missing", name=name, command=command)
    if isinstance(error, click.BadParameter) and error.param and ctx:
        return UsageError("usage-value", name=error.param.opts[0], command=command, reason=error.message)
    return UsageError("usage", command=command, reason=error.format_message())


def _hidden(params: Sequence[click.Parameter]) -> set[str]:
    """The options that are no clerk's business."""
    return {name for one in params if getattr(one, "hidden", False) for name in one.opts}
