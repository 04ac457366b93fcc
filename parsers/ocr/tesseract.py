"""Tesseract (Debian: tesseract-ocr and tesseract-ocr-tha), run as a program of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from parsers.ocr.engine import EngineError, ReadLine
from parsers.ocr.hocr import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.ocr.picture import Grey


#: Western words, so sure, are believed where the Thai model stumbled.
_SURE = 0.8
#: Where the Thai model is less sure than this over a few characters, there may be Western letters.
_UNSURE = 0.8
#: What is read with less is a scrawl in any script.
_SCRAWLED = 0.55
#: Pixels left around words that are read again.
_MARGIN = 10
#: Characters beside those in doubt that are read again with them.
_AROUND = 5
_WESTERN = re.compile(r"[A-Za-z][A-Za-z.@:/_-]*(?: +[A-Za-z:][A-Za-z.@:/_-]*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tesseract:
    """Reads lines with the Thai model, and those that look Western again with both models.

    All lines of a page go to one process, one picture a line (``--psm 7``): left to
    find lines itself, Tesseract takes Thai marks for lines of their own. One thread a
    process: more make it three times slower.
    """

    program: str = "tesseract"
    language: str = "tha"
    second: str = "eng"
    seconds: float = 90.0  #: how long a page may take

    @property
    def name(self) -> str:
        """The program's version and its languages."""
        version, known = _installed(self.program)
        return f"{version} {self.language} {self.second if self.second in known else ''}".strip()

    def read(self, lines: Sequence[Grey]) -> tuple[ReadLine, ...]:
        """What stands in each picture of a line.

        Raises:
            EngineError: If Tesseract or its Thai model is missing, or it fails or takes too long.
        """
        _, known = _installed(self.program)
        if self.language not in known:
            raise EngineError("ocr-language-missing", language=self.language)
        if not lines:
            return ()
        found = list(self._run(lines, self.language))
        doubtful = [(index, part) for index, line in enumerate(found) for part in _may_be_western(line)]
        if doubtful and self.second in known:
            crops = [lines[index][:, left:right] for index, (left, right) in doubtful]
            again = self._run(crops, f"{self.language}+{self.second}")
            for (index, (left, _)), other in zip(doubtful, again, strict=True):
                found[index] = _with_western(found[index], _moved(other, left))
        return tuple(found)

    def _run(self, lines: Sequence[Grey], languages: str) -> tuple[ReadLine, ...]:
        with tempfile.TemporaryDirectory(prefix="saraban-ocr-") as folder:
            source, target = Path(folder) / "lines.tif", Path(folder) / "read"
            pictures = [Image.fromarray(line) for line in lines]
            pictures[0].save(source, save_all=True, append_images=pictures[1:])
            self._call(source, target, languages)
            return _result(target, len(lines))

    def _call(self, source: Path, target: Path, languages: str) -> None:
        command = [
            *(self.program, str(source), str(target), "-l", languages, "--psm", "7", "--dpi", "200"),
            *("-c", "preserve_interword_spaces=1", "-c", "hocr_char_boxes=1", "hocr", "txt"),
        ]
        try:
            done = subprocess.run(  # noqa: S603 - no shell; the program's name is the office's setting
                command,
                capture_output=True,
                check=False,
                timeout=self.seconds,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.TimeoutExpired as error:
            raise EngineError("ocr-too-slow", seconds=f"{self.seconds:.0f}") from error
        except OSError as error:
            raise EngineError("ocr-missing", program=self.program) from error
        if done.returncode != 0:
            reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise EngineError("ocr-failed", reason=reason[-1][:200] if reason else str(done.returncode))


def _may_be_western(line: ReadLine) -> list[tuple[int, int]]:
    """From where to where in the picture words stand of which a few characters in a row are in doubt, or Western."""
    if line.confidence < _SCRAWLED:
        return []
    western = (
        [index for match in _WESTERN.finditer(line.text) for index in range(match.start(), match.end())]
        if len(line.text) == len(line.characters)
        else []
    )
    shown = [at for at, one in enumerate(line.characters) if one.box is not None]
    doubted = set(western)
    for first in range(max(len(shown) - 3, 1)):
        few = shown[first : first + 4]
        if sum(line.characters[at].confidence for at in few) < len(few) * _UNSURE:
            doubted.update(few)
    return [_room(line, part) for part in _parts(line, doubted)]


def _parts(line: ReadLine, doubted: set[int]) -> Iterator[list[int]]:
    """The stretches in doubt, each with a few characters around it: what is Western may begin before or go on."""
    near = {at + step for at in doubted for step in range(-_AROUND, _AROUND + 1)}
    part: list[int] = []
    for at, one in enumerate(line.characters):
        if at not in near:
            if part:
                yield part
            part = []
        elif one.box is not None:
            part.append(at)
    if part:
        yield part


def _room(line: ReadLine, word: list[int]) -> tuple[int, int]:
    boxes = [box for at in word if (box := line.characters[at].box)]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    return max(int(left) - _MARGIN, 0), int(right) + _MARGIN


def _moved(line: ReadLine, right: int) -> ReadLine:
    """The line with its boxes so much further right."""
    return ReadLine(
        tuple(
            one
            if one.box is None
            else one._replace(box=(one.box[0] + right, one.box[1], one.box[2] + right, one.box[3]))
            for one in line.characters
        )
    )


def _with_western(thai: ReadLine, both: ReadLine) -> ReadLine:
    """The Thai reading, with the Western words of the other one where they are sure and the Thai model was not."""
    line = list(thai.characters)
    for words in _WESTERN.finditer(both.text):
        letters = both.characters[words.start() : words.end()]
        boxes = [one.box for one in letters if one.box is not None]
        sure = sum(one.confidence for one in letters if one.box is not None) / len(boxes)
        left, right = boxes[0][0], boxes[-1][2]
        there = [
            at for at, one in enumerate(line) if one.box and left <= (one.box[0] + one.box[2]) / 2 <= right
        ]
        if len(boxes) < 3 or sure < _SURE or not there:
            continue
        before = sum(line[at].confidence for at in there) / len(there)
        if before < min(_UNSURE + 0.1, sure):
            line[there[0] : there[-1] + 1] = letters
    return ReadLine(tuple(line))


def _result(target: Path, count: int) -> tuple[ReadLine, ...]:
    try:
        hocr = target.with_suffix(".hocr").read_text(encoding="utf-8")
        text = target.with_suffix(".txt").read_text(encoding="utf-8")
        return read_lines(hocr, text, count)
    except (OSError, ValueError) as error:
        raise EngineError("ocr-failed", reason=type(error).__name__) from error


@cache
def _installed(program: str) -> tuple[str, frozenset[str]]:
    """The version of the program and the languages it has.

    Raises:
        EngineError: If it is not installed or does not answer.
    """
    if shutil.which(program) is None:
        raise EngineError("ocr-missing", program=program)
    try:
        version = _answer(program, "--version").split("\n")[0]
        languages = _answer(program, "--list-langs").split("\n")[1:]
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError("ocr-failed", reason=type(error).__name__) from error
    return version.strip(), frozenset(one.strip() for one in languages)


def _answer(program: str, option: str) -> str:
    done = subprocess.run(  # noqa: S603 - no shell; the program's name is the office's setting
        [program, option], capture_output=True, check=True, timeout=20
    )
    return done.stdout.decode("utf-8", "replace")
