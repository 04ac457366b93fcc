"""How soon a command answers, beside a bare click program: ``python -m benchmarks.startup``.

CPU time (user and system) of whole processes, the best of seven each, in turns; the office is new and has no letters.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 7
BARE = "import click\n@click.group()\ndef top(): pass\n@top.command()\ndef tasks(): click.echo('')\ntop()"
OURS = "import cli; cli.main()"
COMMANDS = {
    "bare click, a command": (BARE, "tasks"),
    "saraban --help": (OURS, "--help"),
    "saraban tasks": (OURS, "tasks"),
    "saraban read, a text letter": (OURS, "read", "circulars/samples/w2551.txt"),
}


def seconds(words: tuple[str, ...], data: str) -> float:
    """CPU time of one process from its start to its end.

    Raises:
        CalledProcessError: If the command fails.
    """
    environment = {**os.environ, "SARABAN_DATA": data, "SARABAN_USER": "ธุรการ"}
    # Installed programs are compiled once; without that every start would compile the program again.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", *words], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    # 1: done, and something needs a person.
    if done.returncode not in {0, 1}:
        raise subprocess.CalledProcessError(done.returncode, words, done.stdout, done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as data:
        seconds((OURS, "init", "มุกดาหาร", "--unit", "0018.1", "--paper", "placeholder"), data)
        rounds = [[seconds(words, data) for words in COMMANDS.values()] for _ in range(ROUNDS)]
    best = [min(times) for times in zip(*rounds, strict=True)]
    for name, spent in zip(COMMANDS, best, strict=True):
        print(f"{name:28} {spent * 1000:6.0f} ms  {spent / best[0]:5.2f} x bare")


if __name__ == "__main__":
    main()
