"""An office's own templates, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.template_letter import LOOKS
from terminal.layout import Column, paint, table
from terminal.terms import NONE, digits, number
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desk.office_templates import CheckedTemplate, OfficeTemplate
    from terminal.call import Call


def checked_screen(checked: CheckedTemplate, call: Call) -> str:
    """What would go wrong with a template, paragraph by paragraph."""
    if not checked.findings:
        return paint(say("template.good", call.lang, file=checked.file), "green", "bold")
    count = digits(len(checked.findings), call.lang)
    lines = [paint(say("template.wrong", call.lang, file=checked.file, count=count), "red", "bold")]
    for one in checked.findings:
        soft = one.kind in LOOKS
        lines.append(paint(f"  {'·' if soft else '!'} {one.message(call.lang)}", "yellow" if soft else "red"))
    return "\n".join(lines)


def templates_screen(known: Sequence[OfficeTemplate], call: Call) -> str:
    """The templates with their versions and the letters written with them."""
    lang = call.lang
    if not known:
        return say("template.none", lang)
    columns = [
        Column(title=say("template.name", lang)),
        Column(title=say("template.version", lang), right=True),
        Column(title="SHA-256"),
        Column(title=say("template.letters", lang), least=10),
    ]
    rows = [
        [
            one.name,
            digits(one.version, lang),
            one.file.sha256[:12],
            ", ".join(number(key, lang) for key in one.letters) or NONE,
        ]
        for one in known
    ]
    return table(columns, rows, call.room)


def preview_screen(files: Sequence[Path], call: Call) -> str:
    """The files written, and that there is no PDF where there is none."""
    lines = [f"  {one}" for one in files]
    if not any(one.suffix == ".pdf" for one in files):
        lines.append(say("template.no-pdf", call.lang))
    return "\n".join(lines)
