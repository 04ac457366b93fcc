"""Digits (ตัวเลข): a small reader of single glyphs, because Tesseract's Thai models know no ๔ ๖ ๗ ๘ ๙."""
