"""How fast letters are understood: ``python -m benchmarks.reading`` (``make bench-reading``).

Every letter of ``tests/letters/own`` is read as text, after start-up, the best of five rounds; then one letter of a
million characters in awkward shapes. Printed are CPU milliseconds of this process, and which heavy libraries
were loaded. For comparison: pythainlp's word segmentation of the same letters, where it is installed — the
least that any reader built on it must spend.
"""

from __future__ import annotations

import sys
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))

from makers.letters import OWN, own_letter, source_of  # noqa: E402 - the test letters lie with the tests

from parsers import parse  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
MILLION = 1_000_000
SHAPES = {
    "Thai without a blank": "กรมการปกครองขอให้จังหวัดรายงาน",
    "one item a row": "๑. ให้อำเภอรายงาน\n",
    "ภายใน over and over": "ภายใน",
    "open brackets": "(",
}
#: What reading a text must not load.
HEAVY = ("pythainlp", "pdfplumber", "docx", "numpy", "typst", "sqlalchemy")


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """CPU time of the best round."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best * 1000


def main() -> None:
    """Print the figures."""
    sources = {name: source_of(own_letter(name)) for name in OWN}
    start = time.process_time()
    parse(next(iter(sources.values())))
    print(f"first letter, patterns compiled: {(time.process_time() - start) * 1000:.0f} ms")
    times = {name: milliseconds(lambda one=source: parse(one)) for name, source in sources.items()}  # type: ignore[misc]
    slowest = max(times, key=lambda name: times[name])
    print(
        f"{len(times)} letters: median {median(times.values()):.1f} ms, slowest {times[slowest]:.1f} ms ({slowest})"
    )
    loaded = [name for name in HEAVY if name in sys.modules]
    print(f"heavy libraries loaded: {', '.join(loaded) or 'none'}")
    if find_spec("pythainlp"):
        from pythainlp import word_tokenize

        texts = [own_letter(name) for name in OWN]
        peer = median(milliseconds(lambda one=text: word_tokenize(one), rounds=2) for text in texts)  # type: ignore[misc]
        print(f"pythainlp, words only: median {peer:.1f} ms; ratio {peer / median(times.values()):.2f}")
    for name, shape in SHAPES.items():
        source = source_of("ที่ มท ๐๓๐๗/ว ๑\nเรียน ผู้ว่าราชการจังหวัด\n" + shape * (MILLION // len(shape)))
        print(
            f"a million characters, {name}: {milliseconds(lambda one=source: parse(one), rounds=1) / 1000:.1f} s"
        )  # type: ignore[misc]


if __name__ == "__main__":
    main()
