from __future__ import annotations

from pathlib import Path

import pytest

from generator.fonts import FontSet, letter_fonts

NO_SYSTEM_FONTS = Path("/nonexistent")


@pytest.fixture(scope="session")
def font_cache(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture(scope="session")
def sarabun(font_cache) -> FontSet:
    """The letter fonts as a machine without any system font has them."""
    return letter_fonts(font_cache, system_fonts=NO_SYSTEM_FONTS)


@pytest.fixture(scope="session")
def laksaman(font_cache) -> FontSet:
    fonts = letter_fonts(font_cache)
    if fonts.source != "Laksaman":
        pytest.skip("the system package fonts-tlwg-laksaman-ttf is not installed")
    return fonts


@pytest.fixture(params=["sarabun", "laksaman"])
def fonts(request) -> FontSet:
    """The letter fonts from each of their sources."""
    found: FontSet = request.getfixturevalue(request.param)
    return found
