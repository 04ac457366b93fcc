"""Registers as PDF/A: typeset after ``templates/typst/register.typ``, the text behind the page made exact."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.pdf_text import with_exact_text
from generator.pdf_writer import UNDATED, typeset
from generator.register_book import book_words

if TYPE_CHECKING:
    from generator.fonts import FontSet
    from generator.register_book import RegisterBook


def register_pdf(book: RegisterBook, fonts: FontSet) -> bytes:
    """The register on A4 paper laid across, its headings on every page; the same bytes for the same register."""
    handed = {
        "title": book.title,
        "font": fonts.family,
        "printed": book.printed,
        "page": book_words("page"),
        "columns": [one.title for one in book.columns],
        "widths": [one.width for one in book.columns],
        "parts": [
            {
                "heading": part.heading,
                "closing": part.closing,
                "rows": [{"cells": row.cells, "cancelled": row.cancelled} for row in part.rows],
            }
            for part in book.parts
        ],
    }
    pdf = typeset("register.typ", {"book": json.dumps(handed, ensure_ascii=False)}, fonts, UNDATED)
    return with_exact_text(pdf, fonts.glyph_texts())
