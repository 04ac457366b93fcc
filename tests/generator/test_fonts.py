from __future__ import annotations

import hashlib
import json
import multiprocessing
from importlib.resources import files
from pathlib import Path

import fontpkg
import pytest
from fontTools.ttLib import TTFont

from generator.fonts import letter_fonts

STYLES = ("Regular", "Bold", "Italic", "BoldItalic")


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_four_styles_stand_beside_their_licence(fonts):
    names = {path.name for path in fonts.folder.iterdir()}
    assert names == {
        *(f"SarabanLetter-{style}.ttf" for style in STYLES),
        "glyphs.json",
        "NOTICE.txt",
        "LICENSE.txt",
    }


def test_the_notice_names_source_and_licence(sarabun):
    notice = (sarabun.folder / "NOTICE.txt").read_text(encoding="utf-8")
    assert '"Saraban Letter" was derived by Saraban from the font "Sarabun"' in notice
    assert "Licence: OFL-1.1." in notice
    assert "SIL OPEN FONT LICENSE Version 1.1" in (sarabun.folder / "LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("style", STYLES)
def test_the_height_of_a_line_is_that_of_th_sarabun(fonts, style):
    font = TTFont(fonts.folder / f"SarabanLetter-{style}.ttf")
    em = font["head"].unitsPerEm
    height = (font["hhea"].ascent - font["hhea"].descent + font["hhea"].lineGap) / em
    assert height == pytest.approx(1.331, abs=0.001)
    assert font["name"].getDebugName(1) == "Saraban Letter"
    assert "TH Sarabun" not in str(font["name"].getDebugName(4))


def test_letters_digits_and_signs_of_official_letters_are_there(fonts):
    thai = {chr(code) for code in (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))}
    assert thai | set("“”‘’–—…•×°%/()[]@&+-=<>ABCabc0123456789\u00a0") <= fonts.characters()


def test_no_glyph_is_silent_and_sara_am_has_its_own(fonts):
    texts = set(fonts.glyph_texts().values())
    assert "" not in texts
    assert {"ำ", "า", "ํ", "น", "้", "ู"} <= texts


def test_deriving_again_gives_the_same_bytes(sarabun, tmp_path):
    again = letter_fonts(tmp_path, system_fonts=Path("/nonexistent"))
    assert digests(again.folder) == digests(sarabun.folder)


def test_a_cache_that_is_there_is_used(sarabun, font_cache):
    before = {path: path.stat().st_mtime_ns for path in sarabun.folder.iterdir()}
    assert letter_fonts(font_cache, system_fonts=Path("/nonexistent")) == sarabun
    assert {path: path.stat().st_mtime_ns for path in sarabun.folder.iterdir()} == before


def derive_into(folder: str) -> str:
    return str(letter_fonts(Path(folder), system_fonts=Path("/nonexistent")).folder)


@pytest.mark.slow
def test_several_processes_may_derive_at_once(tmp_path, sarabun):
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        folders = set(pool.map(derive_into, [str(tmp_path)] * 3))
    assert len(folders) == 1
    assert digests(Path(folders.pop())) == digests(sarabun.folder)
    assert len(list(tmp_path.iterdir())) == 1  # nothing half-made is left


def test_half_a_laksaman_is_not_taken(tmp_path, laksaman):
    system = tmp_path / "fonts"
    system.mkdir()
    (system / "Laksaman.ttf").write_bytes(b"")
    assert letter_fonts(tmp_path / "cache", system_fonts=system).source == "Sarabun"


def test_without_any_font_the_message_says_what_to_do(tmp_path, says, monkeypatch):
    def nothing(*_args, **_kwargs):
        raise fontpkg.FamilyNotInstalled("Sarabun")

    monkeypatch.setattr(fontpkg, "path", nothing)
    assert says(letter_fonts, tmp_path, system_fonts=Path("/nonexistent")) == (
        "ไม่พบแบบอักษรสำหรับจัดหน้าหนังสือ (Sarabun) โปรดติดตั้งโปรแกรมใหม่ให้ครบ หรือติดตั้งแพ็กเกจ fonts-tlwg-laksaman-ttf ของระบบ แล้วลองอีกครั้ง",
        "The font that letters are set in (Sarabun) was not found. Install the program again completely, or the system package fonts-tlwg-laksaman-ttf, and try again.",
    )


@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic", "Bold Italic"])
@pytest.mark.parametrize("source", ["sarabun", "laksaman"])
def test_lines_are_as_wide_as_in_th_sarabun_new(source, style, request):
    """Every line of a letter in every face; the recorded widths are enlarged by one factor."""
    recorded = json.loads(
        (files("templates") / "fonts" / "th_sarabun_new_widths.json").read_text(encoding="utf-8")
    )
    widths, em = recorded["widths"][style], recorded["units"] * recorded["enlarged"]
    folder = request.getfixturevalue(source).folder
    font = TTFont(folder / f"SarabanLetter-{style.replace(' ', '')}.ttf")
    advances, names, own_em = font["hmtx"].metrics, font.getBestCmap(), font["head"].unitsPerEm
    text = (Path(__file__).parents[1] / "letters" / "dopa-circular-w2551.corrected.txt").read_text(
        encoding="utf-8"
    )
    ratios = []
    for line in text.splitlines():
        letters = [one for one in line if one in widths]
        if len(letters) > 20:
            theirs = sum(widths[one] for one in letters) / em
            ratios.append(sum(advances[names[ord(one)]][0] for one in letters) / own_em / theirs)
    assert len(ratios) > 5
    assert ratios == pytest.approx([1] * len(ratios), abs=0.005)
