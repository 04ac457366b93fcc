"""How long the overview takes: 878 districts × 20 directives, query and build, on each engine that is there.

python -m benchmarks.matrix [postgresql+psycopg://…]
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from circulars.circular import Circular
from circulars.directive import Directive
from circulars.office import Level
from circulars.places import provinces
from circulars.reading_json import letter_to_json
from circulars.task import Task, TaskState
from desk.matrix import AHEAD, PAST, YEAR, Matrix, Shown, counted
from registry.database import Database
from registry.store import Store

DIRECTIVES, RUNS = 20, 7
NOW = dt.datetime(2024, 2, 5, 9)  # noqa: DTZ001 - Bangkok wall clock
STATES = (TaskState.SENT, TaskState.RECEIVED, TaskState.REPORTED, TaskState.ACCEPTED, TaskState.RETURNED)


def fill(store: Store) -> int:
    """Twenty letters of one directive each, for every district of the country outside Bangkok."""
    districts = [one for province in provinces() if province.code != "10" for one in province.districts]
    for number in range(1, DIRECTIVES + 1):
        letter = Circular(subject=f"เรื่องที่ {number}", directives=(Directive(item="1", text="รายงาน"),))
        reading: dict[str, Any] = {
            "source": {"name": "a.txt", "sha256": f"{number:064}"}, "letter": letter_to_json(letter), "issues": [],
        }  # fmt: skip
        entry = store.incoming.add(
            year=2024, receipt_number=number, received=NOW, received_by="-", letter=letter, reading=reading, original="a"
        )  # fmt: skip
        store.tasks.add(
            [
                Task(
                    id=0, letter=entry.id, directive=0, deadline=0, item="1", level=Level.DISTRICT,
                    office_code=one.code, office=f"อำเภอ{one.name}", due=dt.date(2024, 1, 25) + dt.timedelta(number),
                    due_time=None, rrule=None, state=STATES[(at * 7 + number) % len(STATES)],
                    answered=NOW - dt.timedelta(days=at % 9) if at % 3 else None,
                )
                for at, one in enumerate(districts)
            ]
        )  # fmt: skip
    return len(districts)


def overview(database: Database) -> Matrix:
    """What ``saraban overview`` asks and counts."""
    with database.reading() as store:
        cells = store.cells.of(
            None, since=NOW.date() - YEAR, first=NOW.date() - PAST, last=NOW.date() + AHEAD
        )
        entries = store.incoming.by_ids({one.letter for one in cells})
    return counted(cells, entries, NOW.date())


def measure(where: Path | str) -> None:
    """Fill an empty registry and ask for its overview several times."""
    database = Database.create(where)
    with database.writing() as store:
        start = time.perf_counter()
        districts = fill(store)
        filled = time.perf_counter() - start
    times = []
    for _ in range(RUNS):
        start, cpu = time.perf_counter(), time.process_time()
        found = overview(database)
        times.append((time.perf_counter() - start, time.process_time() - cpu))
    best, cpu = min(times)
    late = len(found.listed(Shown.LATE))
    print(
        f"{sa.make_url(str(where)).drivername if '://' in str(where) else 'sqlite'}: {districts} × {len(found.rows)},"
        f" filled in {filled:.2f} s; query and build best of {RUNS}: {best * 1000:.0f} ms ({cpu * 1000:.0f} ms CPU); {late} late"
    )
    database.close()


def main() -> None:
    """SQLite in a folder of its own, then the servers named."""
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder) / "saraban.db")
    for url in sys.argv[1:]:
        measure(url)


if __name__ == "__main__":
    main()
