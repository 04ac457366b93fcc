"""Reads every real letter of the corpus beside the repository and says what was read, flagged, or wrong in silence.

Usage: python -m benchmarks.corpus_table [--corpus ../shared/corpus] [--cache FOLDER] [--truth FILE] [NAME …]

Number and subject are compared with ``register.tsv`` and with the truth file (tab-separated: id, number,
date; a dash where a person must look, as where they are written by hand). A value counts as flagged if
an issue of the reading names its field or its place. Where the corpus is absent, that is said.
"""

from __future__ import annotations

import argparse
import csv
import re
import time
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from circulars.circular import LetterForm
from circulars.errors import InputFileError
from circulars.reading import IssueKind, Severity
from circulars.thai_calendar import ascii_digits
from parsers import parse, read
from parsers.input_file import OcrSettings

if TYPE_CHECKING:
    from circulars.reading import Reading

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
_LETTERS = {LetterForm.EXTERNAL, LetterForm.MEMO, LetterForm.STAMPED, LetterForm.RADIO}
#: A subject as the register has it may be shortened or spelt otherwise.
_SIMILAR = 0.8


@dataclass(frozen=True)
class Verdict:
    """What a field came out as."""

    read: str
    right: bool | None  #: None where the truth is not known
    flagged: bool

    def __str__(self) -> str:
        """Right, wrong, unknown; a flag where a person is asked to look."""
        sign = {True: "=", False: "≠", None: "?"}[self.right]
        return f"{sign}{'⚑' if self.flagged else ' '} {self.read}"


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--truth", type=Path, help="a file with id, number and dated of more letters")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    if not options.corpus.exists():
        print(f"left out: there is no corpus at {options.corpus}")
        return
    truth = _truth(options.corpus / "dev" / "register.tsv", options.truth)
    files = [
        *sorted((options.corpus / "dev").glob("D*.*")),
        *sorted((options.corpus / "negatives").glob("N*.*")),
    ]
    silent = 0
    for file in files:
        if options.names and file.stem not in options.names:
            continue
        began = time.perf_counter()
        try:
            reading = parse(read(file, ocr=OcrSettings(cache=options.cache)))
        except InputFileError as error:
            print(f"{file.stem:4} not read: {error.message('en')}")
            continue
        verdicts = _verdicts(reading, truth.get(file.stem, {}))
        wrong = [name for name, one in verdicts.items() if one.right is False and not one.flagged]
        letter_of_negative = file.stem.startswith("N") and _is_circular(reading)
        silent += len(wrong) + letter_of_negative
        print(
            f"{file.stem:4} {time.perf_counter() - began:5.1f} s  {reading.letter.form.value:12} "
            + "  ".join(f"{name} {one}" for name, one in verdicts.items())
            + f"  issues {len(reading.issues)}"
            + (f"  WRONG IN SILENCE: {', '.join(wrong)}" if wrong else "")
            + ("  TAKEN FOR A LETTER" if letter_of_negative else "")
        )
    print(f"wrong and not flagged: {silent}")


def _is_circular(reading: Reading) -> bool:
    """Whether the reading takes the document for a letter; orders and announcements are known as what they are."""
    refused = any(issue.kind in {IssueKind.NOT_A_LETTER, IssueKind.NOT_THAI} for issue in reading.issues)
    return reading.letter.form in _LETTERS and not refused


def _truth(register: Path, more: Path | None) -> dict[str, dict[str, str]]:
    truth: dict[str, dict[str, str]] = {}
    for path in (register, more):
        if path is not None and path.exists():
            with path.open(encoding="utf-8") as lines:
                for row in csv.DictReader(lines, delimiter="\t"):
                    truth.setdefault(row["id"], {}).update(
                        {key: value for key, value in row.items() if value}
                    )
    return truth


def _verdicts(reading: Reading, truth: dict[str, str]) -> dict[str, Verdict]:
    letter = reading.letter
    number = letter.number.key if letter.number else "–"
    dated = letter.dated.isoformat() if letter.dated else "–"
    subject = letter.subject or "–"
    return {
        "number": Verdict(
            number, _same_number(number, truth.get("number")), _flagged(reading, "/letter/number")
        ),
        "dated": Verdict(
            dated,
            None if "dated" not in truth else dated == truth["dated"],
            _flagged(reading, "/letter/dated"),
        ),
        "subject": Verdict(
            subject[:40], _same_subject(subject, truth.get("subject")), _flagged(reading, "/letter/subject")
        ),
    }


def _same_number(read_as: str, truth: str | None) -> bool | None:
    if truth is None:
        return None
    return re.sub(r"\s", "", ascii_digits(read_as)) == re.sub(r"\s", "", ascii_digits(truth))


def _same_subject(read_as: str, truth: str | None) -> bool | None:
    if truth is None:
        return None
    known = re.sub(r"\(.*?ที่? ?มท.*?\)|\s", "", truth.split("เรื่อง ")[-1])
    seen = ascii_digits(re.sub(r"\s", "", read_as))
    return SequenceMatcher(None, ascii_digits(known), seen).ratio() > _SIMILAR


def _flagged(reading: Reading, field: str) -> bool:
    places = reading.passages.get(field, ())
    if any(issue.kind is IssueKind.NOT_A_LETTER for issue in reading.issues):
        return True
    return any(
        issue.severity is not Severity.INFO
        and (
            (issue.field or "").startswith(field)
            or (
                issue.passage is not None
                and any(issue.passage.start < one.end and one.start < issue.passage.end for one in places)
            )
        )
        for issue in reading.issues
    )


if __name__ == "__main__":
    main()
