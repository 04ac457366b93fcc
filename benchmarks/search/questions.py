"""What is asked of a corpus, and the letters that an answer must have."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.search.corpus import SEED, vocabulary
from circulars.number import format_number
from circulars.thai_calendar import long_date, short_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.search.corpus import MadeLetter


@dataclass(frozen=True, slots=True)
class Question:
    """One query of a set, and the numbers of the letters that hold it: between true word boundaries."""

    kind: str
    text: str
    clean: frozenset[int]
    damaged: frozenset[int]


def questions(letters: Sequence[MadeLetter], count: int = 40) -> list[Question]:
    """Words, compounds and phrases of the corpus, with what each must find."""
    chance = random.Random(SEED)  # noqa: S311 - a corpus, no secret
    words = vocabulary()
    terms = [term.split("|") for term in words["terms"]]
    subjects = [subject.split("|") for subject in words["subjects"]]
    single = sorted({atom for term in terms for atom in term if len(atom) > 2})
    parts = sorted(
        {
            "|".join(run[at : at + size])
            for run in terms + subjects
            for size in (2, 3, 4)
            for at in range(len(run) - size + 1)
        }
    )
    long = sorted({"|".join(run) for run in subjects if len(run) >= 5})
    asked = [("word", one) for one in chance.sample(single, min(count, len(single)))]
    asked += [("compound", one) for one in chance.sample(parts, min(2 * count, len(parts)))]
    asked += [("phrase", one) for one in long]
    return [_question(kind, atoms, letters) for kind, atoms in asked]


def _question(kind: str, atoms: str, letters: Sequence[MadeLetter]) -> Question:
    text = atoms.replace("|", "")
    # Other words that join to the same letters are meant too (การ|ปกครอง in ที่|ทำ|การ|ปกครอง), and so are words
    # with a blank or a line end between them: Thai has no rule for either.
    pattern = re.compile(r"\|" + r"[|\s]*".join(map(re.escape, text)) + r"\|")
    found = [one for one in letters if pattern.search(one.atoms)]
    return Question(
        kind,
        text,
        frozenset(one.id for one in found if not one.damaged),
        frozenset(one.id for one in found if one.damaged),
    )


def spans(letters: Sequence[MadeLetter], errors: int, count: int = 40) -> list[tuple[str, int]]:
    """Passages of 24 to 36 characters that one clean letter alone has, with so many wrong characters in them."""
    chance = random.Random(SEED + errors)  # noqa: S311 - a corpus, no secret
    confused = vocabulary()["damage"]["characters"]
    asked: list[tuple[str, int]] = []
    clean = [one for one in letters if not one.damaged]
    texts = ["\n".join(one.letter_lines()) for one in letters]
    while len(asked) < count:
        letter = chance.choice(clean)
        lines = [line for line in letter.letter_lines() if len(line) > 60]
        if not lines:
            continue
        line = chance.choice(lines)
        at = chance.randrange(len(line) - 40)
        words = line[at : at + chance.randint(24, 36)].strip()
        if sum(words in text for text in texts) != 1:
            continue
        passage = list(words)
        places = [place for place, char in enumerate(passage) if char in confused]
        for place in chance.sample(places, min(errors, len(places))):
            passage[place] = chance.choice(confused[passage[place]])
        asked.append(("".join(passage), letter.id))
    return asked


def numbers(letters: Sequence[MadeLetter], count: int = 40) -> list[tuple[list[str], str]]:
    """Numbers of letters, each in five spellings, with the key that the first answer must have."""
    chance = random.Random(SEED)  # noqa: S311 - a corpus, no secret
    asked = []
    for letter in chance.sample(list(letters), count):
        number = letter.letter.number
        assert number is not None  # noqa: S101 - every letter made has one
        key, thai = number.key, format_number(number.key)
        spelt = [key, thai, key.replace(" ", ""), thai.replace(" ", ""), key.replace("/ว", " /ว. ")]
        asked.append((spelt, key))
    return asked


def mixed(letters: Sequence[MadeLetter], count: int = 200) -> list[str]:
    """What people type in a day: words, phrases, numbers, dates, fields, two words, misspelt ones."""
    chance = random.Random(SEED + 1)  # noqa: S311 - a corpus, no secret
    words = vocabulary()
    terms = [term.replace("|", "") for term in words["terms"]]
    passages = [text for text, _ in spans(letters, 2)]
    made = []
    for _ in range(count):
        letter, term, other = chance.choice(list(letters)), chance.choice(terms), chance.choice(terms)
        dated = letter.letter.dated
        assert dated is not None  # noqa: S101 - every letter made has one
        number = letter.letter.number
        assert number is not None  # noqa: S101 - every letter made has one
        kinds = [
            term, term, f"{term} {other}", f"{term} หรือ {other}", f"{term} -{other}", f"{term} ปี:{dated.year + 543}",
            number.thai(), f"ว {number.running}", long_date(dated), short_date(dated),
            f"จาก:{letter.letter.issuer} {term}", f"กำหนด:{dated.year + 543}", f'"{letter.letter.subject}"',
            chance.choice(passages), f"{term[: max(len(term) - 2, 3)]}*", "ชั้นความเร็ว:ด่วนที่สุด",
        ]  # fmt: skip
        made.append(chance.choice(kinds))
    return made
