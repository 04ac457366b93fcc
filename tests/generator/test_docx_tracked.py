from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree
from makers.relays import relay_case, relay_names, sample_case

from circulars.letter import HEADING
from circulars.relay_rules import rule_reason
from generator.diff import side_by_side
from generator.docx_tracked import tracked_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AT = dt.datetime(2024, 1, 25, 9, 30)  # noqa: DTZ001 - Bangkok wall clock


def document(case, draft):
    rows = side_by_side(case.source, draft)
    made = tracked_docx(draft.letter, case.office, rows, by="ผู้ร่าง", at=AT)
    return etree.fromstring(zipfile.ZipFile(BytesIO(made)).read("word/document.xml"))


def texts(root, *, accepted: bool) -> list[str]:
    """The text as it is when every change is accepted, or every one rejected."""
    lost = "del" if accepted else "ins"
    found = []
    for paragraph in root.iter(f"{W}p"):
        words = ""
        for one in paragraph.iter(f"{W}t", f"{W}delText"):
            inside = {above.tag for above in one.iterancestors()}
            if f"{W}{lost}" not in inside and (not accepted or one.tag != f"{W}delText"):
                words += one.text or ""
        found.append(" ".join(words.replace("\u00a0", " ").split()))
    return [one for one in found if one]


def plain(paragraphs) -> list[str]:
    return [" ".join(one.text.split()) for one in paragraphs]


@pytest.mark.parametrize("name", relay_names())
def test_accepting_all_gives_the_draft_and_rejecting_all_the_source(name):
    case = relay_case(name)
    draft = case.draft()
    root = document(case, draft)
    accepted, rejected = texts(root, accepted=True), texts(root, accepted=False)
    assert [one for one in plain(draft.letter.body) if one not in accepted] == []
    assert [one for one in plain(case.source.paragraphs) if one not in rejected] == []


def test_each_change_names_its_rule_or_the_drafter():
    case = sample_case()
    draft = case.draft()
    first = draft.letter.body[0]
    changed = replace(first, text=first.text + " ด้วย")
    edited = replace(draft, letter=replace(draft.letter, body=(changed, *draft.letter.body[1:])))
    root = document(case, edited)
    marks = list(root.iter(f"{W}ins", f"{W}del"))
    authors = {one.get(f"{W}author") for one in marks}
    rules = {one.rule for one in draft.edits if one.paragraph != HEADING}
    assert authors == {"ผู้ร่าง", *(f"Saraban: {rule_reason(one)}" for one in rules)}
    numbers = [one.get(f"{W}id") for one in marks]
    assert len(numbers) == len(set(numbers))
    assert {one.get(f"{W}date") for one in marks} == {"2024-01-25T09:30:00Z"}


def test_a_paragraph_that_is_gone_goes_with_its_mark():
    case = sample_case()
    root = document(case, case.draft())
    gone = [one for one in root.iter(f"{W}p") if one.find(f"{W}pPr/{W}rPr/{W}del") is not None]
    assert ["".join(one.itertext()) for one in gone] == [case.source.paragraphs[-1].text]
