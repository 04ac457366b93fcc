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
_NUMBERS = rb"(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)[" + _BLANK + rb"]++)*+"
#: Colours, lines and shapes: they say nothing about the text, and some pages are full of them.
_SHAPES = (
    rb"(?:"
    + _NUMBERS
    + rb"(?:re|[mlcvyhnfFsSbBWgGkKwJjMi]|rg|RG|[fWbB]\*|SC|sc|SCN|scn)["
    + _BLANK
    + rb"]++)*+"
)
#: The next operation as nearly all are, each by its group: a word after numbers, perhaps with a name before them;
#: writing without escapes, with the numbers that move it; a passage that is only numbered, as in Word's documents;
#: or, taken apart token by token, any other.
_PLAIN = re.compile(
    rb"[" + _BLANK + rb"]*+" + _SHAPES + rb"(?:"
    rb"(?:/(?P<name>[A-Za-z0-9+_.-]+)[" + _BLANK + rb"]+)?(?P<numbers>" + _NUMBERS + rb")"
    rb"(?!(?:true|false|null|ID)(?!" + _REGULAR + rb"))(?P<word>[A-Za-z'\"]" + _REGULAR + rb"*+)"
    rb"|\[(?P<array>(?:[" + _BLANK + rb"\d.+-]++|<[0-9A-Fa-f]*>|\([^()\\\r]*\))*+)\]"
    rb"[" + _BLANK + rb"]*TJ(?!" + _REGULAR + rb")"
    rb"|(?P<string><[0-9A-Fa-f]*>|\([^()\\\r]*\))[" + _BLANK + rb"]*Tj(?!" + _REGULAR + rb")"
    rb"|/(?P<tag>[A-Za-z0-9]+)[" + _BLANK + rb"]*<<[" + _BLANK + rb"]*/MCID[" + _BLANK + rb"]+(?P<number>\d+)"
    rb"[" + _BLANK + rb"]*>>[" + _BLANK + rb"]*BDC(?!" + _REGULAR + rb")"
    rb"|(?P<other>))"
)
_WRITTEN = re.compile(rb"<([^>]*)>|\(([^)]*)\)|([+-]?(?:\d+(?:\.\d*)?|\.\d+))")
_PAINTED = re.compile(rb"[" + _BLANK + rb"](?:[SsfFBb]|[fBb]\*)(?!" + _REGULAR + rb")")
_STROKES = re.compile(rb"[" + _BLANK + rb"](?:re|l)(?!" + _REGULAR + rb")")
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
    """The wanted operations with their operands, colours and shapes left out; an inline picture gives ``EI``.

    What makes no sense is passed over, as readers of PDF do.
    """
    at, end, plain_at = 0, len(content), _PLAIN.match
    while at < end and (plain := plain_at(content, at)):
        at = plain.end()
        kind = plain.lastgroup
        if kind == "word":
            name, numbers, word = plain.group(1, 2, 3)
            if word in wanted:
                yield word, [*([] if name is None else [_name(name)]), *map(float, numbers.split())]
        elif kind == "array":
            yield b"TJ", [_written(plain[4])]
        elif kind == "string":
            yield b"Tj", _written(plain[5])
        elif kind == "number":
            yield b"BDC", [_name(plain[6]), {"MCID": int(plain[7])}]
        else:
            word, operands, at = _operation(content, at)
            if word in wanted:
                yield word, operands


def shapes(content: bytes) -> tuple[int, int]:
    """About how many lines and shapes are painted, and of how many strokes and rectangles they are made."""
    return len(_PAINTED.findall(content)), len(_STROKES.findall(content))


def _written(array: bytes) -> list[Operand]:
    """The strings and numbers of plain writing."""
    return [
        float(number) if number else text or bytes.fromhex((code + b"0" * (len(code) % 2)).decode("ascii"))
        for code, text, number in _WRITTEN.findall(array)
    ]


def _operation(content: bytes, at: int) -> tuple[bytes, list[Operand], int]:
    """The next operation, whatever it is made of, and where it ends; without a word at the end of the content."""
    operands: list[Operand] = []
    outer: list[list[Operand]] = []
    while token := _TOKEN.match(content, at):
        at = token.end()
        kind = token.lastgroup or ""
        if kind in _SIMPLE:
            operands.append(_SIMPLE[kind](token))
        elif kind == "word":
            word = token[0]
            return (b"EI", operands, _end_of_picture(content, at)) if word == b"ID" else (word, operands, at)
        elif kind == "long":
            text, at = _string(content, at)
            operands.append(text)
        elif kind == "open":
            outer.append(operands)
            operands = []
        elif kind == "close" and outer:
            inner, operands = operands, outer.pop()
            operands.append(inner if token[0] == b"]" else _dictionary(inner))
    return b"", operands, len(content)


def _number(token: re.Match[bytes]) -> int | float:
    return float(token[0]) if b"." in token[0] else int(token[0])


def _hex_string(token: re.Match[bytes]) -> bytes:
    digits = b"".join(token["hex"].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _name(name: bytes) -> PSLiteral:
    if b"#" in name:
        name = _NAME_CODE.sub(lambda code: bytes([int(code[1], 16)]), name)
    return LIT(name.decode("utf-8", "surrogateescape"))


_SIMPLE: dict[str, Callable[[re.Match[bytes]], Operand]] = {
    "number": _number,
    "string": lambda token: token["string"],
    "hex": _hex_string,
    "name": lambda token: _name(token["name"]),
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
