"""What would go wrong without a word in an office's own Word template: found before the first letter is filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.messages import message
from generator.template_tags import TAG, W, composed, known_tags, runs, template_parts, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
DASHES = re.compile("[\u2010-\u2015\u2212]")
THAI = re.compile("[\u0e01-\u0e5b]")
STATEMENT = re.compile(r"\{%[^{}]*%\}|\{#[^{}]*#\}")
THAI_DIGIT = re.compile("[๐-๙]")
#: Properties of a run that have a half for Latin letters and one for Thai.
HALVES = (("sz", "szCs"), ("b", "bCs"), ("i", "iCs"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFinding:
    """Something in a template that would fail without a word."""

    kind: str
    part: str  #: "word/document.xml"
    paragraph: int  #: counted from 1 in its part
    text: str  #: the words in question

    def message(self, lang: str = "th") -> str:
        """What is wrong, where, and what to do."""
        place = "" if self.part == "word/document.xml" else f" ({self.part})"
        facts = {"paragraph": str(self.paragraph), "part": place, "text": self.text}
        return message(f"template-{self.kind}", lang, facts)


def template_findings(template: bytes, *, file: str = "template.docx") -> tuple[TemplateFinding, ...]:
    """Everything in the template that would fail without a word, in reading order.

    Args:
        template: A Word file with tags such as {{ เรื่อง }}.
        file: What it is called, for messages.

    Raises:
        InputFileError: If it is no Word file.
    """
    return tuple(
        TemplateFinding(kind=kind, part=name, paragraph=number, text=text)
        for name, part in template_parts(template, file=file).items()
        for number, paragraph in enumerate(part.iter(f"{W}p"), start=1)
        for kind, text in _in_paragraph(paragraph)
    )


def _in_paragraph(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    words = "".join(text.text or "" for text in texts(paragraph))
    yield from _in_words(words)
    deleted = "".join(text.text or "" for text in paragraph.iter(f"{W}delText"))
    for match in TAG.finditer(deleted):
        yield "tag-deleted", match.group()
    if TAG.search(words) or THAI.search(words):
        yield from _half_set(paragraph)


def _in_words(words: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the tags of a paragraph."""
    for match in TAG.finditer(words):
        yield from _in_tag(match.group(), match["inside"])
        if (
            (tag := known_tags().get(composed(match["inside"].strip())))
            and tag.many
            and words.strip() != match.group()
        ):
            yield "tag-not-alone", match.group()
    rest = TAG.sub("", words)
    for match in STATEMENT.finditer(rest):
        yield "tag-statement", match.group()
    rest = STATEMENT.sub("", rest)
    if brace := re.search(r"[{}]", rest):
        yield "tag-lone-brace", rest[max(brace.start() - 15, 0) : brace.start() + 25].strip()


def _in_tag(tag: str, inside: str) -> Iterator[tuple[str, str]]:
    if ZERO_WIDTH.search(inside):
        yield "tag-zero-width", ZERO_WIDTH.sub("□", tag)
    elif DASHES.search(inside):
        yield "tag-dash", tag
    elif THAI_DIGIT.search(inside):
        yield "tag-thai-digit", tag
    elif inside.strip() != composed(inside.strip()):
        yield "tag-decomposed", tag
    elif inside.strip() not in known_tags():
        yield "tag-unknown", tag


def _half_set(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    """Runs of which the Latin half alone was given a font, a size or a weight."""
    for run in runs(paragraph):
        words = "".join(text.text or "" for text in run.findall(f"{W}t"))
        properties = run.find(f"{W}rPr")
        if properties is None or not (THAI.search(words) or "{" in words):
            continue
        fonts = properties.find(f"{W}rFonts")
        if fonts is not None and fonts.get(f"{W}ascii") and not fonts.get(f"{W}cs"):
            yield "half-font", words
        for latin, thai in HALVES:
            if properties.find(f"{W}{latin}") is not None and properties.find(f"{W}{thai}") is None:
                yield "half-size" if latin == "sz" else "half-weight", words
