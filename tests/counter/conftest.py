from __future__ import annotations

from pathlib import Path

import pytest
from makers.counter import INIT, RELAYED, SAMPLE, Said

import cli


@pytest.fixture
def data(tmp_path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def saraban(data, capsys, monkeypatch):
    """Run one command line in the data directory, on a day of January 2567."""
    monkeypatch.setenv("COLUMNS", "110")
    for name in ("SARABAN_LANG", "SARABAN_DATA", "SARABAN_USER"):
        monkeypatch.delenv(name, raising=False)

    def run(*words, today="2024-01-25") -> Said:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main([*words, "--data", str(data), "--today", today, "--clerk", "ธุรการ"])
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def office(saraban, data, with_fonts):
    assert saraban(*INIT).code == 0
    with_fonts(data)
    return saraban


@pytest.fixture
def confirmed(office):
    """An office that has received and confirmed the sample circular."""
    for words in (RELAYED, ("receive", SAMPLE), ("review", "confirm", "1")):
        assert office(*words).code == 0
    return office


@pytest.fixture
def relayed(confirmed):
    """An office that has sent the relay of the sample circular."""
    for words in (("relay", "1"), ("send", "1")):
        assert confirmed(*words).code == 0
    return confirmed
