"""The operations of a page's content stream, taken apart.

pdfminer can do this too, but spends most of a page's time on it; and most
operations (colours, lines, clipping) say nothing about the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from pdfminer.psparser import LIT, PSLiteral

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Operand: TypeAlias = "int | float | bytes | bool | PSLiteral | list[Operand] | dict[str, Operand] | None"

_BLANK = rb"\0\t\n\f\r "
_REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_TOKEN = re.compile(
    rb"[" + _BLANK + rb"]+|%[^\r\n]*"
    rb"|(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+))"
    rb"|/(?P<name>" + _REGULAR + rb"*)"
    rb"|\((?P<string>[^()\\\r]*)\)"
    rb"|(?P<long>\()"
    rb"|<(?P<hex>[0-9A-Fa-f" + _BLANK + rb"]*)>"
    rb"|(?P<open>\[|<<)|(?P<close>\]|>>)"
    rb"|(?P<constant>(?:true|false|null)(?!" + _REGULAR + rb"))"
    rb"|(?P<word>" + _REGULAR + rb"+)"
    rb"|(?P<stray>.)",
    re.DOTALL,
)
#: The parts of a string that holds brackets or escapes.
_STRING_PART = re.compile(rb"[^()\\\r]+|\\(?:[0-7]{1,3}|\r\n|.)|\r\n?|[()]", re.DOTALL)
_ESCAPES = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_NAME_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
#: The end of an inline picture: the word must stand alone, as its data may hold anything.
_PICTURE_END = re.compile(rb"[" + _BLANK + rb"]EI(?=[" + _BLANK + rb"]|$)")


def operations(content: bytes, wanted: Collection[bytes]) -> Iterator[tuple[bytes, list[Operand]]]:
    """The wanted operations with their operands; an inline picture gives ``EI``.

    What makes no sense is passed over, as readers of PDF do.
    """
    operands: list[Operand] = []
    outer: list[list[Operand]] = []
    token_at, at = _TOKEN.match, 0
    while token := token_at(content, at):
        at = token.end()
        kind = token.lastgroup or ""
        if kind in _SIMPLE:
            operands.append(_SIMPLE[kind](token))
        elif kind == "word":
            word = token[0]
            if word == b"ID":
                word, at = b"EI", _end_of_picture(content, at)
            if word in wanted:
                yield word, operands
            operands, outer = [], []
        elif kind == "long":
            text, at = _string(content, at)
            operands.append(text)
        elif kind == "open":
            outer.append(operands)
            operands = []
        elif kind == "close" and outer:
            inner, operands = operands, outer.pop()
            operands.append(inner if token[0] == b"]" else _dictionary(inner))


def _number(token: re.Match[bytes]) -> int | float:
    return float(token[0]) if b"." in token[0] else int(token[0])


def _hex_string(token: re.Match[bytes]) -> bytes:
    digits = b"".join(token["hex"].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _name(token: re.Match[bytes]) -> PSLiteral:
    name = token["name"]
    if b"#" in name:
        name = _NAME_CODE.sub(lambda code: bytes([int(code[1], 16)]), name)
    return LIT(name.decode("utf-8", "surrogateescape"))


_SIMPLE: dict[str, Callable[[re.Match[bytes]], Operand]] = {
    "number": _number,
    "string": lambda token: token["string"],
    "hex": _hex_string,
    "name": _name,
    "constant": lambda token: {b"true": True, b"false": False}.get(token[0]),
}


def _end_of_picture(content: bytes, at: int) -> int:
    found = _PICTURE_END.search(content, at)
    return found.end() if found else len(content)


def _string(content: bytes, at: int) -> tuple[bytes, int]:
    """A string from after its opening bracket, and where it ends."""
    depth = 1
    parts: list[bytes] = []
    while part := _STRING_PART.match(content, at):
        at, text = part.end(), part[0]
        if text == b"(":
            depth += 1
        elif text == b")":
            depth -= 1
            if not depth:
                break
        if text[:1] == b"\\":
            text = _unescaped(text[1:])
        elif text[:1] == b"\r":
            text = b"\n"
        parts.append(text)
    return b"".join(parts), at


def _unescaped(code: bytes) -> bytes:
    if code[:1].isdigit() and code[0] < ord("8"):
        return bytes([int(code, 8) & 0xFF])
    return _ESCAPES.get(code, code)


def _dictionary(items: list[Operand]) -> dict[str, Operand]:
    keys = items[::2]
    return {
        str(key.name): item
        for key, item in zip(keys, items[1::2], strict=False)
        if isinstance(key, PSLiteral)
    }
