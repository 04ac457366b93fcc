"""Help, colours, encodings and several clerks at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from makers.counter import ROOT, SAMPLE

import cli
from terminal.verb import Verbs


def commands(group, path=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name)
        if isinstance(command, Verbs):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("path", list(commands(cli.saraban)), ids=" ".join)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_command_has_help_with_an_example_in_both_languages(saraban, path, lang):
    said = saraban(*path, "--lang", lang, "--help")
    assert said.code == 0
    title, example = ("วิธีใช้:", "ตัวอย่าง:") if lang == "th" else ("Usage:", "Examples:")
    assert said.out.startswith(f"{title} saraban {' '.join(path)} ")
    assert f"{example}\n  $ saraban {path[0]}" in said.out
    assert "--json" in said.out


def test_help_lists_the_commands_in_the_order_they_are_met(saraban):
    said = saraban("--help")
    listed = [
        line.split()[0]
        for line in said.out.splitlines()
        if line.startswith("  ") and line.split()[0] in cli.VERBS
    ]
    assert listed == list(cli.VERBS)


def test_help_loads_no_heavy_library():
    code = "import sys, cli\ntry: cli.main(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    heavy = {
        "sqlalchemy", "alembic", "docx", "pdfplumber", "pdfminer", "pypdfium2", "pikepdf", "typst", "xlsxwriter", "segno",
        "jinja2", "fontTools", "lxml", "PIL", "registry", "generator", "parsers", "desk",
    }  # fmt: skip
    assert loaded & heavy == set()
    assert "click" in loaded


def test_the_installed_command_speaks_utf8_even_where_the_system_does_not():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "SARABAN_LANG": "th"}
    done = subprocess.run(
        [sys.executable, "-c", "import cli; cli.main(['--help'])"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert "สารบรรณ" in done.stdout.decode()


def test_output_that_nobody_reads_on_is_no_fault():
    command = f"{sys.executable} -c \"import cli; cli.main(['--help'])\" | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""


def test_colours_are_only_for_terminals(confirmed):
    assert "\x1b" not in confirmed("overview").out


def test_options_of_every_command_may_stand_before_it(confirmed, data, capsys):
    with pytest.raises(SystemExit):
        cli.main(["--json", "--data", str(data), "--today", "2024-01-25", "register"])
    assert json.loads(capsys.readouterr().out)["id"] == "1/2567"


def test_receipt_numbers_of_another_year_are_named_with_it(confirmed):
    assert confirmed("review", "show", "1", today="2025-01-02").code == 4
    assert confirmed("review", "show", "๑/๒๕๖๗", today="2025-01-02").code == 0


@pytest.mark.slow
def test_six_clerks_receive_at_once_without_gap_or_double(office, data, tmp_path):
    text = Path(SAMPLE).read_text(encoding="utf-8")
    files = []
    for number in range(5):
        path = tmp_path / f"{number}.txt"
        path.write_text(text.replace("ว ๒๕๕๑", f"ว {number + 1}"), encoding="utf-8")
        files.append(path)
    command = [
        sys.executable,
        "-c",
        "import cli; cli.main()",
        "--data",
        str(data),
        "--today",
        "2024-01-25",
        "receive",
    ]
    clerks = [
        subprocess.Popen([*command, str(path)], cwd=ROOT, stdout=subprocess.DEVNULL)
        for path in [*files, files[0]]
    ]
    assert [clerk.wait() for clerk in clerks] == [0] * 6
    entries = office("register", "--json").data
    assert [one["receipt_number"] for one in entries] == [1, 2, 3, 4, 5]
    assert len({one["sha256"] for one in entries}) == 5
