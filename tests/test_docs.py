"""What the README shows is what the commands print."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

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
