"""A letter to every district of the country written as a Word file, in a process that does nothing else.

``python -m benchmarks.docx_files`` prints the CPU time of the best of three rounds, and the most memory used.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.gallery import sample_letter, sample_office
from circulars.places import provinces
from generator.docx_writer import letter_docx

if TYPE_CHECKING:
    from circulars.letter import Letter

ROUNDS = 3
OFFICE = sample_office()
DISTRICTS = [one for province in provinces() if province.code != "10" for one in province.districts]


def letters(qr: str | None) -> list[Letter]:
    """A letter to each district of the country."""
    one = replace(sample_letter(), qr=None)
    return [
        replace(one, addressee=f"ที่ทำการปกครองอำเภอ{district.name}", qr=qr and f"{qr}{district.code}")
        for district in DISTRICTS
    ]


def main() -> None:
    """Measure and print."""
    made, rounds = letters(None), []
    for _ in range(ROUNDS):
        start = time.process_time()
        with tempfile.TemporaryDirectory() as folder:
            for number, letter in enumerate(made):
                Path(folder, f"{number}.docx").write_bytes(letter_docx(letter, OFFICE))
        rounds.append(time.process_time() - start)
    # Not `ru_maxrss`: a process that was started by a large one begins with that one's.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    memory = int(status.split("VmHWM:")[1].split()[0]) / 1024
    print(f"{len(made)} DOCX letters written as files: {min(rounds):.2f} s CPU, {memory:.0f} MB at most")


if __name__ == "__main__":
    main()
