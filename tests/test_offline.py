"""The main job asks no network: with every connection refused it ends as it always does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from makers.counter import INIT, RELAYED, ROOT, SAMPLE

#: Refuses what Python would send or look up, and tells of it; libraries that are not Python have no network at all below.
REFUSING = """
import sys
def heard(event, given):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"}:
        sys.stderr.write(f"NETWORK {event} {given}\\n")
        raise OSError("no network")
sys.addaudithook(heard)
import cli
cli.main(sys.argv[1:])
"""
JOB = (
    INIT, RELAYED, ("receive", SAMPLE), ("review", "confirm", "1"), ("relay", "1"), ("send", "1"), ("form", "1"),
    ("report", "18", "--nil"), ("overview",), ("remind", "--text"), ("search", "หนี้นอกระบบ"), ("check",),
)  # fmt: skip


def without_network() -> list[str]:
    """How a command is run in a network of its own that leads nowhere; empty where the system does not let us."""
    command = ["unshare", "--map-root-user", "--net"]
    if (
        shutil.which("unshare")
        and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    ):
        return command
    return []


def ran(words: tuple[str, ...], data: str, before: list[str]) -> subprocess.CompletedProcess[str]:
    given = [*words, "--data", data, "--today", "2024-01-25", "--clerk", "ธุรการ"]
    return subprocess.run(
        [*before, sys.executable, "-c", REFUSING, *given],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "SARABAN_LANG": "th"},
    )  # fmt: skip


def test_the_main_job_is_done_with_every_connection_refused(tmp_path, with_fonts):
    with_fonts(tmp_path / "data")
    for words in JOB:
        done = ran(words, str(tmp_path / "data"), without_network())
        assert (done.returncode, "NETWORK" in done.stderr) == (0, False), f"{words}: {done.stderr}"
    assert list((tmp_path / "data" / "letters").rglob("*.pdf"))


@pytest.mark.parametrize(
    "call", ["socket.create_connection(('192.0.2.1', 9), 1)", "socket.getaddrinfo('example.go.th', 80)"]
)
def test_what_would_connect_is_noticed(call):
    code = REFUSING.replace("import cli\ncli.main(sys.argv[1:])", f"import socket\n{call}")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "NETWORK socket." in done.stderr
