"""What the README shows is what the commands print."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.reference import reference
from circulars.messages import LANGUAGES
from cli import VERBS, saraban

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: A remark in a block of the README: behind an arrow on an answer, behind # on a command.
_REMARK = re.compile(r"\s*←.*$")


def printed(*words: str) -> str:
    return CliRunner().invoke(saraban, words, catch_exceptions=False).output


def same(line: str) -> str:
    """A line without its blanks: tables are as wide as the terminal."""
    return "".join(unicodedata.normalize("NFC", line).split())


def test_the_first_screen_shows_what_the_command_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "120")
    block = README.split("```console\n", 1)[1].split("```", 1)[0].splitlines()
    assert block[0].startswith("$ saraban read circulars/samples/w2551.txt")
    answer = [same(line) for line in printed("read", "circulars/samples/w2551.txt").splitlines()]
    shown = [same(_REMARK.sub("", line)).rstrip("…") for line in block[1:] if line.strip()]
    missing = [one for one in shown if not any(line.startswith(one) for line in answer if one.strip("─"))]
    assert [one for one in missing if one.strip("─")] == []


def test_every_command_stands_in_the_readme_and_has_an_example() -> None:
    missing = [name for name in VERBS if f"saraban {name}" not in README and f"`{name}" not in README]
    without = [name for name in VERBS if "$ saraban " not in printed(name, "--help")]
    assert (missing, without) == ([], [])


def test_every_command_named_in_the_readme_exists() -> None:
    named = set(re.findall(r"saraban (?:--lang en )?([a-z]+(?:-[a-z]+)*)", README))
    assert named - set(VERBS) == set()


PAGES = sorted(
    path for path in (ROOT / "docs").glob("*.md") if "```console" in path.read_text(encoding="utf-8")
)


def commands(page: Path) -> list[list[str]]:
    """The commands of a page's blocks, as a shell would take them apart."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [shlex.split(line[2:]) for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_of_the_pages_works(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_fonts: Callable[[Path], None]
) -> None:
    """In the order of the page, each on what those before it left; 1 is done too: something then needs a person."""
    (tmp_path / "circulars").symlink_to(ROOT / "circulars")
    with_fonts(tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SARABAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SARABAN_USER", "ธุรการ")
    for program, *words in commands(page):
        assert program == "saraban"
        said = CliRunner().invoke(saraban, words, catch_exceptions=False)
        assert said.exit_code in {0, 1}, f"{words}: {said.output}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reference_is_what_the_commands_say(lang: str) -> None:
    """`make reference` writes it again."""
    assert (ROOT / "docs" / f"reference.{lang}.md").read_text(encoding="utf-8") == reference(lang)


def test_every_page_is_named_by_another() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "docs").glob("*/*.md")]
    linked = {
        (page.parent / target.partition("#")[0]).resolve()
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)[^)]*\)", page.read_text(encoding="utf-8"))
    }
    assert [str(page) for page in pages[1:] if page.resolve() not in linked] == []
    assert [str(one) for one in linked if not one.exists()] == []
