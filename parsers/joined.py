"""Pages joined to the text of a file, their words and findings moved to where the pages begin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.source import Passage, SourceText, page_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.reading import Issue
    from circulars.source import Stamp, TextFrom, Word
    from parsers.input_file import InputFile


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page, its words and findings counted from the page's own beginning."""

    text: str
    words: tuple[Word, ...]
    issues: tuple[Issue, ...]
    stamps: tuple[Stamp, ...]


def joined(file: InputFile, pages: Sequence[PageText], text_from: tuple[TextFrom, ...]) -> SourceText:
    """The text of a file whose pages were read one by one."""
    raw, lines = page_lines([page.text for page in pages])
    words, issues = [], []
    at = 0
    for page in pages:
        words += [replace(word, start=word.start + at, end=word.end + at) for word in page.words]
        issues += [_moved(issue, at) for issue in page.issues]
        at += len(page.text) + 1
    return SourceText(
        name=file.name,
        sha256=file.sha256,
        raw=raw,
        lines=lines,
        text_from=text_from,
        words=tuple(words),
        issues=tuple(issues),
        stamps=tuple(stamp for page in pages for stamp in page.stamps),
    )


def _moved(issue: Issue, at: int) -> Issue:
    if issue.passage is None:
        return issue
    return replace(issue, passage=Passage(start=issue.passage.start + at, end=issue.passage.end + at))
