"""The fonts that pages are set in: derived once from an obtainable font, kept in a cache folder."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from circulars.errors import InputFileError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What the derived fonts are called; neutral, since they are neither their source nor TH Sarabun.
FAMILY = "Saraban Letter"
#: Counted up whenever deriving changes, so that an old cache is not taken for a new one.
DERIVATION = 5
SYSTEM_FONTS = Path("/usr/share/fonts")
SYSTEM_DOCS = Path("/usr/share/doc")


@dataclass(frozen=True, slots=True, kw_only=True)
class FontSet:
    """The letter fonts in a folder of their own: four styles, licence, and what their glyphs say."""

    folder: Path
    family: str
    source: str  #: the name of the font they were made from

    def characters(self) -> frozenset[str]:
        """The characters that can be set in the regular style."""
        return frozenset(_facts(self.folder)[0])

    def glyph_texts(self) -> Mapping[str, str]:
        """What each glyph of every style says, by outline."""
        return _facts(self.folder)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A font to derive from: four files, and by what its em must grow to give TH Sarabun's widths."""

    name: str
    units_per_em: int
    styles: Mapping[str, Path]
    licence: Path | None
    terms: str

    def folder_name(self) -> str:
        """A name that changes with the font files and with the way of deriving."""
        digest = hashlib.sha256()
        for path in self.styles.values():
            digest.update(path.read_bytes())
        return f"{self.name.lower()}-{DERIVATION}-{digest.hexdigest()[:12]}"


def letter_fonts(cache_folder: Path, *, system_fonts: Path = SYSTEM_FONTS) -> FontSet:
    """The letter fonts, derived into the cache folder the first time they are asked for.

    Taken from Laksaman where the system has it (its drawing is TH Sarabun's), else from Sarabun,
    which comes with the program. Several processes may ask at once.

    Raises:
        InputFileError: If neither font is there.
    """
    source = _laksaman(system_fonts) or _sarabun()
    folder = cache_folder / source.folder_name()
    if not folder.is_dir():
        _build(source, folder)
    return FontSet(folder=folder, family=FAMILY, source=source.name)


def _laksaman(system_fonts: Path) -> _Source | None:
    found = {path.stem: path for path in sorted(system_fonts.rglob("Laksaman*.ttf"))}
    styles = {
        "Regular": found.get("Laksaman"),
        "Bold": found.get("Laksaman-Bold"),
        "Italic": found.get("Laksaman-Italic"),
        "Bold Italic": found.get("Laksaman-BoldItalic"),
    }
    complete = {style: path for style, path in styles.items() if path is not None}
    if len(complete) < len(styles):
        return None
    licence = SYSTEM_DOCS / "fonts-tlwg-laksaman-ttf" / "copyright"
    return _Source(
        name="Laksaman",
        units_per_em=1503,
        styles=complete,
        licence=licence if licence.is_file() else None,
        terms="GPL-2.0-or-later with font exception; the exception is extended to the derived fonts",
    )


def screen_fonts() -> dict[str, Path]:
    """Sarabun's own files by style ("Regular", "Bold", …), for pages on a screen.

    Raises:
        InputFileError: If the font is not installed.
    """
    return dict(_sarabun().styles)


def _sarabun() -> _Source:
    import fontpkg

    try:
        styles = {
            f"{weight} {style}".strip().replace("Regular Italic", "Italic"): fontpkg.path(
                "Sarabun", weight=number, style=style.lower() or "normal"
            )
            for weight, number in (("Regular", 400), ("Bold", 700))
            for style in ("", "Italic")
        }
    except fontpkg.FontpkgError as error:
        raise InputFileError("letter-font-missing", file="Sarabun") from error
    licence = next(iter(styles.values())).parent.parent / "LICENSE"
    return _Source(name="Sarabun", units_per_em=1523, styles=styles, licence=licence, terms="OFL-1.1")


def _build(source: _Source, folder: Path) -> None:
    """Derive beside the place and move there at once: whoever comes second keeps what is there."""
    from generator.font_derivation import derive
    from generator.glyph_texts import characters, texts_by_outline

    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        texts: dict[str, str] = {}
        for style, path in source.styles.items():
            font = derive(path, units_per_em=source.units_per_em, family=FAMILY, style=style)
            (work / f"SarabanLetter-{style.replace(' ', '')}.ttf").write_bytes(font)
            texts |= texts_by_outline(font)
        regular = (work / "SarabanLetter-Regular.ttf").read_bytes()
        facts = {"characters": characters(regular), "glyphs": texts}
        (work / "glyphs.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        _write_licence(source, work)
        work.chmod(0o755)
        _move(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _write_licence(source: _Source, folder: Path) -> None:
    notice = (files("templates") / "fonts" / "NOTICE.txt").read_text(encoding="utf-8")
    filled = notice.format(family=FAMILY, source=source.name, terms=source.terms)
    (folder / "NOTICE.txt").write_text(filled, encoding="utf-8")
    if source.licence is not None:
        shutil.copyfile(source.licence, folder / "LICENSE.txt")


def _move(work: Path, folder: Path) -> None:
    try:
        work.rename(folder)
    except OSError:
        # Another process was quicker; a folder that is there is complete, for it came by a rename too.
        if not folder.is_dir():
            raise


@cache
def _facts(folder: Path) -> tuple[str, Mapping[str, str]]:
    facts = json.loads((folder / "glyphs.json").read_text(encoding="utf-8"))
    return facts["characters"], facts["glyphs"]
