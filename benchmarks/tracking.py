"""How quickly a registry of a whole country answers, and that nothing of it is lost: both engines, side by side.

    python -m benchmarks.tracking --rows 5000000 --kills 200

Made data: every letter has 20 directives for the 878 districts; one task in twelve is still open and overdue.
PostgreSQL is started for the run where it is installed; its data goes with it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from circulars.circular import Circular
from circulars.deadline import Deadline, DeadlineKind
from circulars.directive import Directive
from circulars.office import Level, OfficeProfile
from circulars.places import province_named
from circulars.task import TaskState
from circulars.thai_calendar import OfficeCalendar
from desk.assign import assign, event_of
from desk.lookup import refuse_task_overtaken
from desk.office_desk import Clerk, Desk
from registry.archive import Archive
from registry.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from registry.entries import Incoming

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from makers.postgresql import shared_server, stop_server
from makers.readings import sample_reading
from makers.writers import send_from_many, sent_numbers

CLERK = Clerk(name="ธุรการ", now=dt.datetime(2026, 11, 27, 9))  # noqa: DTZ001 - Bangkok wall clock
DISTRICTS, DIRECTIVES, PAGE, TIMES = 878, 20, 50, 9
FIRST_DUE = dt.date(2024, 1, 5)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--engine", choices=["sqlite", "postgresql", "both"], default="both")
    given = parser.parse_args()
    engines = ["sqlite", "postgresql"] if given.engine == "both" else [given.engine]
    with tempfile.TemporaryDirectory(prefix="saraban-bench-") as name:
        folder = Path(name)
        try:
            for engine in engines:
                _measure(engine, folder / engine, given.rows, given.kills)
        finally:
            stop_server(folder)


def _measure(engine: str, folder: Path, rows: int, kills: int) -> None:
    folder.mkdir()
    where = _place(engine, folder, "tasks")
    desk = _desk(Database.create(where), folder)
    print(f"\n{engine}")
    letter = _letter()
    entry = _entered(desk, letter, 1)
    print(
        f"  assign {DISTRICTS} districts × {DIRECTIVES}, first letter  {_assigned(desk, entry, letter):8.0f} ms"
    )
    seconds = time.perf_counter()
    total = _filled(desk, letter, rows)
    print(f"  (filled up to {total:,} tasks in {time.perf_counter() - seconds:.0f} s)")
    last = _entered(desk, letter, 999_999)
    print(f"  assign the same, {total:,} tasks before it  {_assigned(desk, last, letter):8.0f} ms")
    day = CLERK.today - dt.timedelta(days=1)
    with desk.database.reading() as store:
        _shown(
            "matrix 878 × 20, one letter",
            lambda: store.cells.of([last.id], since=FIRST_DUE, first=FIRST_DUE, last=dt.date.max),
        )
        _shown(
            f"overdue, the first {PAGE}", lambda: store.tasks.listed(due_to=day, open_only=True, limit=PAGE)
        )
        _shown(
            "overdue of one district",
            lambda: store.tasks.listed(due_to=day, open_only=True, office_code="4903", limit=PAGE),
        )
    _eight_writers(where, desk)
    desk.database.close()
    _killed(_place(engine, folder, "numbers"), folder, kills)


def _place(engine: str, folder: Path, name: str) -> Path | str:
    if engine == "sqlite":
        return folder / f"{name}.db"
    server = shared_server(folder.parent)
    server.run(f"CREATE DATABASE {name}")
    return server.url(name)


def _desk(database: Database, folder: Path) -> Desk:
    province = province_named("มุกดาหาร")
    if province is None:
        raise LookupError
    office = OfficeProfile(province=province, nationwide=True)
    calendar = OfficeCalendar.shipped()
    return Desk(office=office, database=database, archive=Archive(folder), cache=folder, calendar=calendar)


def _letter() -> Circular:
    deadline = Deadline(quote="ภายใน", kind=DeadlineKind.ABSOLUTE, due=dt.date(2026, 12, 15))
    one = Directive(item="1", actors=(Level.DISTRICT,), deadlines=(deadline,), text="ให้อำเภอรายงาน")
    return Circular(directives=tuple(replace(one, item=str(at + 1)) for at in range(DIRECTIVES)))


def _entered(desk: Desk, letter: Circular, number: int) -> Incoming:
    with desk.database.writing() as store:
        return store.incoming.add(
            year=2026,
            receipt_number=number,
            received=CLERK.now,
            received_by=CLERK.name,
            letter=letter,
            reading=sample_reading(letter, f"{number:064}"),
            original="originals/0",
        )


def _assigned(desk: Desk, entry: Incoming, letter: Circular) -> float:
    """How long it takes until the tasks of a letter are committed, in milliseconds."""
    start, cpu = time.perf_counter(), time.process_time()
    with desk.database.writing() as store:
        made = assign(store, entry, letter, desk, CLERK).new
    spent = (time.perf_counter() - start) * 1000
    print(f"  ({(time.process_time() - cpu) * 1000:.0f} ms of it on the processor of this program)")
    if len(made) != DISTRICTS * DIRECTIVES:
        raise AssertionError(len(made))
    return spent


#: The tasks of one letter, copied from those of the first with other days and states.
COPY = """
INSERT INTO task (letter, directive, deadline, item, level, office_code, office, due, letter_due, state, period, nil, version)
SELECT :letter, directive, deadline, item, level, office_code, office, :due, :due,
       CASE WHEN (id + :letter) % 12 = 0 THEN 'sent' ELSE 'accepted' END, '', false, 1
FROM task WHERE letter = :first
"""


def _filled(desk: Desk, letter: Circular, rows: int) -> int:
    each = DISTRICTS * DIRECTIVES
    count = max(0, rows // each - 1)
    with desk.database.reading() as store:
        first = store.incoming.listed()[0].id
    for number in range(count):
        entry = _entered(desk, letter, number + 2)
        due = FIRST_DUE + dt.timedelta(days=number * 3 % 1000)
        with desk.database._engine.begin() as connection:  # noqa: SLF001 - rows by the million
            connection.execute(sa.text(COPY).bindparams(sa.bindparam("due", type_=sa.Date)),
                               {"letter": entry.id, "first": first, "due": due})  # fmt: skip
    with desk.database._engine.connect() as connection:  # noqa: SLF001
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    return (count + 1) * each


def _shown(what: str, call: Callable[[], object]) -> None:
    spent, busy = [], []
    for _ in range(TIMES):
        start, cpu = time.perf_counter(), time.process_time()
        call()
        spent.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - cpu) * 1000)
    typical, own = statistics.median(spent), statistics.median(busy)
    print(
        f"  {what:32} {typical:8.1f} ms  ({own:.1f} ms on the processor; worst of {TIMES}: {max(spent):.1f})",
        flush=True,
    )


def _eight_writers(where: Path | str, desk: Desk) -> None:
    with desk.database.reading() as store:
        numbers = [one.id for one in store.tasks.listed(letter=1)[:800]]
    context = multiprocessing.get_context("fork")
    errors = context.Value("i", 0)
    start = time.perf_counter()
    writers = [context.Process(target=_write, args=(where, numbers[at::8], errors)) for at in range(8)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    spent = time.perf_counter() - start
    print(f"  8 writers, {len(numbers)} changes  {len(numbers) / spent:8.0f} a second, {errors.value} errors")


def _write(where: Path | str, numbers: list[int], errors: multiprocessing.Value) -> None:
    database = Database.open(where)
    for number in numbers:
        try:
            with database.writing() as store:
                (task,) = filter(None, [store.tasks.by_id(number)])
                refuse_task_overtaken(task, done=store.tasks.change(replace(task, state=TaskState.RECEIVED)))
                store.tasks.add_events([event_of(task, CLERK, TaskState.RECEIVED)])
                store.audit.add(CLERK.did("step", f"task {number}", after="received"))
        except Exception as error:  # noqa: BLE001 - whatever a user would be shown is counted
            with suppress(OSError):
                print(f"    {error!r}")
            with errors.get_lock():
                errors.value += 1


def _killed(where: Path | str, folder: Path, kills: int) -> None:
    Database.create(where).close()
    start = time.perf_counter()
    acknowledged = send_from_many(where, folder, processes=50, times=10, kills=kills)
    spent = time.perf_counter() - start
    database = Database.open(where)
    numbers = sent_numbers(database)
    with database.reading() as store:
        broken = store.audit.verify().broken
    gaps = len(set(range(1, len(numbers) + 1)) - set(numbers))
    lost = len(set(acknowledged) - set(numbers))
    doubled = len(acknowledged) - len(set(acknowledged))
    print(
        f"  50 processes, {kills} kill -9: {len(numbers)} numbers in {spent:.0f} s;"
        f" {gaps} gaps, {lost} lost, {doubled} doubled, audit {'broken' if broken else 'whole'}"
    )
    database.close()


if __name__ == "__main__":
    main()
