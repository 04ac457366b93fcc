"""Invented circulars whose true word boundaries are known: what a search should find is known by construction.

A letter depends on the seed and its number alone, so a corpus is the same however many processes make it and
however large it is.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Any

from circulars.circular import Circular, LetterForm, Reference, Urgency
from circulars.deadline import Deadline, DeadlineKind
from circulars.directive import Directive
from circulars.number import LetterNumber, format_number
from circulars.places import provinces
from circulars.reading_json import letter_to_json
from circulars.thai_calendar import long_date
from registry.entries import Incoming, LetterState

SEED = 2526
#: The share of letters that came on bad paper, and of their characters that are wrong.
DAMAGED, WRONG = 0.15, 0.02
#: The share of words taken from the whole dictionary, not from the phrases of the trade.
_FOREIGN = 0.06
_LINE = 90
_FIRST_DAY, _DAYS = dt.date(2013, 1, 1), 4_380
_URGENCIES = (Urgency.NORMAL, Urgency.URGENT, Urgency.VERY_URGENT, Urgency.MOST_URGENT)


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """One letter of the corpus."""

    id: int
    letter: Circular
    atoms: str  #: the clean text, "|" around every word
    text: str  #: as it stands on the paper: wrapped, and perhaps damaged
    damaged: bool

    def letter_lines(self) -> list[str]:
        """The clean text, a paragraph a line."""
        return self.atoms.replace("|", "").split("\n")

    def entry(self) -> Incoming:
        """The letter as a row of the register."""
        number, dated = self.letter.number, self.letter.dated
        received = dt.datetime.combine(dated or _FIRST_DAY, dt.time(9)) + dt.timedelta(days=3)
        reading: dict[str, Any] = {
            "letter": letter_to_json(self.letter),
            "issues": [],
            "source": {},
            "spans": {},
        }
        return Incoming(
            id=self.id, year=received.year, receipt_number=self.id, received=received, received_by="-",
            state=LetterState.WAITING, number=number.key if number else None, dated=dated,
            sender=self.letter.issuer, addressee=None, subject=self.letter.subject, urgency=self.letter.urgency,
            file_name="-", sha256=f"{self.id:064}", original="-", reading=reading,
        )  # fmt: skip


def made_letter(number: int) -> MadeLetter:
    """The letter of that number."""
    chance = random.Random(SEED * 1_000_003 + number)  # noqa: S311 - a corpus, no secret
    words = vocabulary()
    prefix, agency = chance.choice(words["agencies"])
    dated = _FIRST_DAY + dt.timedelta(days=chance.randrange(_DAYS))
    running = number // 12 % 19_000 + 1
    letters, unit = prefix.split()
    own = LetterNumber(text="", letters=letters, unit=unit, circular=True, running=running)
    cited = LetterNumber(
        text="", letters=letters, unit=unit, circular=True, running=max(running - chance.randint(1, 90), 1)
    )
    subject, due = chance.choice(words["subjects"]), dated + dt.timedelta(days=chance.randint(5, 60))
    urgency = chance.choice(_URGENCIES)
    body = _body(chance, agency, cited, dated, due)
    lines = [
        f"ที่| |{format_number(own.key)}", agency, long_date(dated), f"เรื่อง| |{subject}",
        f"เรียน| |{chance.choice(words['addressees'])}", *body, chance.choice(words["closings"]), chance.choice(words["positions"]),
    ]  # fmt: skip
    atoms = "|" + "|\n|".join([*lines[:5], *(_sprinkled(chance, line) for line in lines[5:])]) + "|"
    damaged = chance.random() < DAMAGED
    clean = "\n".join(_wrapped(chance, line) for line in atoms.split("\n"))
    directive = Directive(
        item="1", text="", deadlines=(Deadline(quote="", kind=DeadlineKind.ABSOLUTE, due=due),)
    )
    letter = Circular(
        form=LetterForm.EXTERNAL, urgency=urgency, number=own, dated=dated, issuer=agency.replace("|", ""),
        subject=subject.replace("|", ""), references=(Reference(number=cited.key),), directives=(directive,),
    )  # fmt: skip
    return MadeLetter(number, letter, atoms, _damaged(chance, clean) if damaged else clean, damaged)


def _body(chance: random.Random, agency: str, cited: LetterNumber, dated: dt.date, due: dt.date) -> list[str]:
    words, district = vocabulary(), chance.choice(_districts())
    earlier = long_date(dated - dt.timedelta(days=chance.randint(10, 200)))
    lines = [
        f"อ้าง|ถึง| |หนังสือ|{agency}| |ที่| |{format_number(cited.key)}| |ลง|วัน|ที่| |{earlier}",
        _filled(chance, chance.choice(words["recitals"]).replace("{agency}", agency)),
    ]
    count = chance.randint(4, 9)
    lines += [f"{place}.| |{_filled(chance, chance.choice(words['sentences']))}" for place in range(1, count)]
    lines.append(f"ให้|อำเภอ|{district}|ราย|งาน|ภาย|ใน|วัน|ที่| |{long_date(due)}")
    return lines


def _filled(chance: random.Random, sentence: str) -> str:
    return re.sub(r"\{term\}", lambda _: _term(chance), sentence)


def _term(chance: random.Random) -> str:
    terms = vocabulary()["terms"]
    # A few terms are in most letters, most are in few.
    return str(terms[min(int(chance.expovariate(4 / len(terms))), len(terms) - 1)])


def _sprinkled(chance: random.Random, line: str) -> str:
    """The line with words of the whole dictionary here and there, at word ends."""
    kept: list[str] = []
    for atom in line.split("|"):
        kept.append(atom)
        if atom.isalpha() and chance.random() < _FOREIGN:
            kept += [" ", chance.choices(_dictionary(), cum_weights=_weights())[0], " "]
    return "|".join(kept)


def _wrapped(chance: random.Random, line: str) -> str:
    text, at = "", 0
    for atom in line.split("|"):
        if at + len(atom) > _LINE and atom.strip():
            cut = chance.randrange(1, len(atom)) if len(atom) > 6 and chance.random() < 0.1 else 0
            while cut and atom[cut] in "ะัาำิีึืฺุู็่้๊๋์ํ๎":
                cut -= 1
            text, at = text + atom[:cut] + "\n", 0
            atom = atom[cut:]  # noqa: PLW2901 - what is left of it stands on the next line
        text += atom
        at += len(atom)
    return text


def _damaged(chance: random.Random, text: str) -> str:
    table = vocabulary()["damage"]
    for word, slips in table["words"].items():
        text = re.sub(word, lambda found, slips=slips: chance.choice([found.group()] * 3 + slips), text)
    kept: list[str] = []
    for char in text:
        if chance.random() < WRONG and char in table["characters"]:
            kept.append(chance.choice(table["characters"][char]))
        elif chance.random() < WRONG / 2 and char in "่้๊๋์็":
            continue
        else:
            kept.append(char)
    return "".join(kept)


@cache
def vocabulary() -> dict[str, Any]:
    """The words that letters are made of."""
    return tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8"))


@cache
def _districts() -> list[str]:
    return [one.name for province in provinces() for one in province.districts]


@cache
def _dictionary() -> list[str]:
    text = (files("circulars.lexicon") / "words.txt").read_text(encoding="utf-8")
    # A word in which a word of the trade stands would make it uncertain what should be found.
    trade = re.compile("|".join(sorted(_trade())))
    found = [
        word
        for word in text.split()
        if re.fullmatch("[ก-ฮเ-ไ][ก-ฮะ-ูเ-๎]{2,12}", word) and not trade.search(word)
    ]
    random.Random(SEED).shuffle(found)  # noqa: S311 - a corpus, no secret
    return found[:8_000]


def _trade() -> set[str]:
    words = vocabulary()
    lines = [*words["subjects"], *words["terms"], *words["sentences"], *words["recitals"]]
    return {re.escape(atom) for line in lines for atom in line.split("|") if len(atom) > 2 and atom[0] != "{"}


@cache
def _weights() -> list[float]:
    """Zipf's law: the n-th word is n times rarer than the first."""
    return list(accumulate(1 / rank for rank in range(1, len(_dictionary()) + 1)))
