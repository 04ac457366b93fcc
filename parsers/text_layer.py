"""Whether a page's text can be trusted: broken text must never pass for a good one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from circulars.lexicon import any_of, table
from circulars.messages import message
from circulars.reading import Issue, IssueKind, Severity
from parsers.clean import Rule, repaired

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.source import Line

_THAI = re.compile("[ก-๎]")
#: Readings that say nothing: unmapped glyphs, private codes inside Thai words, control characters.
_UNREAD = re.compile("[\ufffd\x00-\x08\x0e-\x1f]|(?<=[ก-๎])[\ue000-\uf8ff]|[\ue000-\uf8ff](?=[ก-๎])")
#: Signs where the Thai script has no place for them.
_MISPLACED = re.compile(
    """(?<![ก-ฮัิ-ฺ็-๎])[ัิ-ฺ็-๎]     # a mark on no letter
    |[ัิ-ู็][ัิ-ู็]                     # two vowels on one letter
    |[่-๋][่-๋]                         # two tones on one letter
    |ั[่-๋]?(?![ก-ฮ่-๋])                # ั with nothing after it
    |[เแโใไ](?![ก-ฮ])                   # a leading vowel that leads nothing
    |(?<![ก-ฮ่-๋])[าำ]|(?<![ก-ฮา่-๋])ะ  # a following vowel that follows nothing
    |[าำะ][ัิ-ฺ็-๎]                     # a mark on a vowel
    """,
    re.VERBOSE,
)
_LETTER_ALONE = re.compile(r"(?<!\S)[เแโใไ]?[ก-ฮะาำ][ัิ-ฺ็-๎]*(?!\S)|(?<!\S)[ัิ-ฺ็-๎]+(?!\S)")
_AA_OR_AM = re.compile("(?<=[ก-๎])[ก-๎]{1,2}[าำ]|[ก-๎][าำ]")
_CLUSTER = re.compile("[ก-ฮะาำเแโใไ]")
_WESTERN = re.compile(r"[^\sก-๛]*[A-Za-z][^\sก-๛]*")
_WORD = re.compile(
    r"[(\[“\"']*(?:[A-Z]?[a-z]*[aeiouyAEIOUY][a-z]*(?:['’-][A-Za-z][a-z]*)*|[A-Z]{2,8}|[A-Za-z])[)\]”\"',.:;!?]*"
    r"|\S*(?:@|https?:|www\.)\S*"
)

#: Of 100 signs, so many bad ones make all of the text suspect.
_SOME = 0.2
# Below this many Thai characters a page is too short for the law of large numbers.
_PAGE = 200


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a text: the kind of a message, the facts it names, and whether all the text is suspect."""

    kind: str
    facts: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def issue(self, page: int) -> Issue:
        """The finding, ready for a reading."""
        return Issue(
            kind=IssueKind.TEXT_LAYER_BROKEN,
            severity=self.severity,
            facts={
                "page": str(page),
                "reason": self.kind,
                "reason_th": message(self.kind, "th", self.facts),
                "reason_en": message(self.kind, "en", self.facts),
            },
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """The mended text of a page, and what is wrong with it; None where it may be trusted."""

    text: str
    flaw: Flaw | None


def judged(raw: str, lines: Sequence[Line]) -> list[Judged]:
    """The pages of a text, judged after repair: what is mended is no flaw.

    What the pages are too short to show, the whole file may show: then no page of it is trusted.
    """
    mended, repairs = repaired(raw)
    pages: list[list[str]] = [[] for _ in range(lines[-1].page if lines else 0)]
    for line, text in zip(lines, mended.text.split("\n"), strict=True):
        pages[line.page - 1].append(text)
    whole = _missing(mended.text)
    if "ำ" not in mended.text and any(repair.rule is Rule.SARA_AA for repair in repairs):
        whole = Flaw("layer-missing", {"missing": "ำ"})
    texts = ["\n".join(page) for page in pages]
    return [Judged(text, flaw(text) or (whole if _THAI.search(text) else None)) for text in texts]


def text_issues(raw: str, lines: Sequence[Line]) -> tuple[Issue, ...]:
    """A finding for each page whose text cannot be trusted."""
    pages = enumerate(judged(raw, lines), start=1)
    return tuple(page.flaw.issue(number) for number, page in pages if page.flaw is not None)


def flaw(text: str) -> Flaw | None:
    """What is wrong with the (repaired) text of a page; None if it may be trusted."""
    checks = (
        _unread,
        _spaced,
        _misplaced,
        _missing,
        _swapped,
        _broken_words,
        _not_words,
        _not_western_words,
    )
    return next((found for check in checks if (found := check(text)) is not None), None)


def _unread(text: str) -> Flaw | None:
    """Even one sign without a reading is worth a look: it may be a digit."""
    bad = len(_UNREAD.findall(text))
    share = 100 * bad / max(sum(1 for char in text if not char.isspace()), 1)
    severity = Severity.ERROR if share > _SOME else Severity.WARNING
    return Flaw("layer-unread", {"share": f"{share:.1f}"}, severity) if bad else None


def _misplaced(text: str) -> Flaw | None:
    """A single misplaced sign is a slip of the typist."""
    bad = len(_MISPLACED.findall(text))
    share = 100 * bad / max(len(_THAI.findall(text)), 1)
    return Flaw("layer-marks", {"share": f"{share:.1f}"}) if bad > 1 and share > _SOME else None


def _spaced(text: str) -> Flaw | None:
    alone, letters = len(_LETTER_ALONE.findall(text)), len(_CLUSTER.findall(text))
    return Flaw("layer-spaced") if letters > 20 and alone > 0.3 * letters else None


def _missing(text: str) -> Flaw | None:
    """A frequent sign that never occurs has lost its code, or its glyph has another's."""
    seen = _THAI.findall(" ".join(dict.fromkeys(text.split())))  # what a page repeats counts once
    if len(seen) < _PAGE:
        return None
    missing = [
        sign
        for sign, share in table("text_layer")["share"].items()
        if (expected := share * len(seen) / 100) >= 9 and seen.count(sign) < 0.05 * expected
    ]
    return Flaw("layer-missing", {"missing": " ".join(_shown(sign) for sign in missing)}) if missing else None


def _shown(sign: str) -> str:
    return f"\u25cc{sign}" if sign in "ัิีึืุู่้" else sign


def _broken_words(text: str) -> Flaw | None:
    """One may be a slip of the typist; of different words there are several where a font's marks are lost."""
    forms = dict.fromkeys(_words("broken").findall(text))
    return Flaw("layer-broken-words", {"words": ", ".join(list(forms)[:3])}) if len(forms) > 1 else None


def _swapped(text: str) -> Flaw | None:
    """ำ is seven times rarer than า; where it is not, it stands for some of them.

    Counted is each syllable once: a list of districts (อำเภอ …) has more ำ than other texts.
    """
    seen = Counter(syllable[-1] for syllable in set(_AA_OR_AM.findall(text)))
    return Flaw("layer-swapped") if seen["ำ"] > max(8, 0.8 * seen["า"]) else None


def _not_words(text: str) -> Flaw | None:
    letters = len(_THAI.findall(text))
    if letters < _PAGE:
        return None
    common = sum(len(word) for word in _words("common").findall("".join(text.split())))
    return Flaw("layer-not-words") if common < 0.1 * letters else None


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(any_of(table("text_layer")[key]["words"]))


def _not_western_words(text: str) -> Flaw | None:
    """What text recognition makes of Thai when it looks for Western letters."""
    tokens = _WESTERN.findall(text)
    if len(tokens) < 15 or len(_THAI.findall(text)) > len("".join(tokens)):
        return None
    words = sum(1 for token in tokens if _WORD.fullmatch(token))
    return Flaw("layer-not-words") if words < 0.6 * len(tokens) else None
