"""How quickly the counter in the browser answers: lists of 100,000 letters, the matrix of the country, a long letter.

    python -m benchmarks.counter [--letters 100000] [--users 50] [--seconds 30] [--think 3] [--only lists]

Made data on SQLite, served by `saraban serve` itself in a process of its own; the users and the browser run beside it
on the same machine. A user looks at a page, thinks, and looks at the next; what counts is how long each page took.
Beside
the times stands the work of the server's processes (user and system), which a busy machine does not lengthen.
First paint is what Chromium says of it; without Chromium the two pages are only fetched.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from circulars.account import Role
from circulars.circular import Circular, Urgency
from circulars.deadline import Deadline, DeadlineKind
from circulars.directive import Directive
from circulars.office import Level
from circulars.reading_json import letter_to_json
from circulars.task import TaskState
from desk.accounts import add_account, log_in
from desk.assign import assign
from desk.init import init_office, new_office
from desk.office_desk import Clerk, Desk
from desk.offices import all_offices
from desk.receive import receive
from registry.tables import approval, draft, incoming, outgoing, task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.offices import TaskOffice
    from desk.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from makers.pdf_letters import typst_pdf
from makers.readings import LETTERS
from makers.scans import letter_face

NOW = dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - the wall clock of this machine, as the server's
CLERK = Clerk(name="ธุรการ", now=NOW)
PASSWORD = "หนังสือเวียน ๒๕๖๙"
PAGES = (
    "/", "/inbox", "/registers?book=received", "/registers?book=received&page=40", "/registers?book=sent",
    "/tracking", "/tracking?show=late&page=3", "/tracking?show=all", "/reminders",
)  # fmt: skip
YEARS, OPEN_EVERY, WAITING, BATCH = 10, 20, 200, 2000
MARK = "#NUMBER#"
URGENCIES = tuple(Urgency)
DIRECTIVES, TIMES = 20, 15


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--letters", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--think", type=float, default=3.0)
    parser.add_argument("--only", choices=("lists", "letter", "country"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="saraban-bench-") as name:
        folder = Path(name)
        if given.only in {None, "lists"}:
            _lists(folder / "office", given)
        if given.only in {None, "letter"}:
            _long_letter(folder / "letter")
        if given.only in {None, "country"}:
            _country(folder / "country")


def _office(folder: Path, *, nationwide: bool = False) -> tuple[Desk, Settings]:
    """A new office and its desk, with accounts for the pages that are looked at."""
    folder.mkdir()
    office = replace(new_office("มุกดาหาร", {"unit_code": "0018.1"}), nationwide=nationwide)
    settings = init_office(folder, office)
    desk = Desk.open(settings)
    add_account(desk, CLERK, name="officer", password=PASSWORD, role=Role.OFFICER)
    add_account(desk, CLERK, name="clerk", password=PASSWORD, role=Role.REGISTRY_CLERK)
    return desk, settings


def _lists(folder: Path, given: argparse.Namespace) -> None:
    desk, _ = _office(folder)
    began = time.perf_counter()
    _fill(desk, given.letters)
    tokens = [log_in(desk, NOW, name, PASSWORD).token for name in ("officer", "clerk")]
    desk.database.close()
    print(f"{given.letters:,} letters on SQLite (made in {time.perf_counter() - began:.0f} s)")
    with _served(folder) as (port, server):
        for path in PAGES:
            for _ in range(TIMES):
                _fetch(port, _token(tokens, path), path)
        print("\none user                              median      p95     work")
        for path in PAGES:
            before = _work(server)
            taken = [_fetch(port, _token(tokens, path), path) for _ in range(TIMES)]
            work = (_work(server) - before) / TIMES
            print(f"  {path:34} {statistics.median(taken):6.0f} ms {_p95(taken):6.0f} ms {work:6.0f} ms")
        before = _work(server)
        crowd = _crowd(port, tokens, given)
        work = _work(server) - before
    everything = [one for some in crowd.values() for one in some]
    rate = len(everything) / given.seconds
    print(
        f"\n{given.users} users at once, {given.think:g} s to think: {rate:.0f} pages a second,"
        f" {work / len(everything):.0f} ms of work each    median      p95"
    )
    for path in PAGES:
        some = crowd.get(path) or [0.0]
        print(f"  {path:34} {statistics.median(some):6.0f} ms {_p95(some):6.0f} ms")
    print(f"  {'all':34} {statistics.median(everything):6.0f} ms {_p95(everything):6.0f} ms")


def _token(tokens: list[str], path: str) -> str:
    """Reminders are the officer's, the inbox is the clerk's."""
    return tokens[1] if path.startswith("/inbox") else tokens[0]


def _crowd(port: int, tokens: list[str], given: argparse.Namespace) -> dict[str, list[float]]:
    """Users who look at one page after another for a while."""
    taken: dict[str, list[float]] = {path: [] for path in PAGES}
    ends = time.monotonic() + given.seconds

    def look(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - no secret
        time.sleep(chance.uniform(0, given.think))
        while time.monotonic() < ends:
            path = chance.choice(PAGES)
            taken[path].append(_fetch(port, _token(tokens, path), path))
            time.sleep(chance.expovariate(1 / given.think))

    users = [threading.Thread(target=look, args=(seed,)) for seed in range(given.users)]
    for one in users:
        one.start()
    for one in users:
        one.join()
    return taken


def _fetch(port: int, token: str, path: str) -> float:
    """Milliseconds until the whole page is there."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": f"saraban={token}"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        msg = f"{path}: {answer.status} {body[:200]!r}"
        raise RuntimeError(msg)
    return (time.perf_counter() - began) * 1000


def _p95(taken: list[float]) -> float:
    return sorted(taken)[min(int(len(taken) * 0.95), len(taken) - 1)]


def _work(server: int) -> float:
    """Milliseconds that a server's processes have worked until now; nothing where the system does not tell."""
    try:
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        stats = [Path(f"/proc/{one}/stat").read_text() for one in (server, *children)]
    except OSError:
        return 0.0
    ticks = [int(one) for stat in stats for one in stat.rpartition(")")[2].split()[11:13]]
    return sum(ticks) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def _served(folder: Path) -> Iterator[tuple[int, int]]:
    """The port of a counter that is open, and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "cli", "--data", str(folder), "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, cwd=Path(__file__).parents[1], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if server.poll() is not None:
                    msg = f"the counter did not open: exit code {server.returncode}"
                    raise RuntimeError(msg) from None
                time.sleep(0.2)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)


def _fill(desk: Desk, letters: int) -> None:
    """Letters of ten years, each passed on to every district; one in twenty is still waited for."""
    offices = all_offices(desk.office)
    with desk.database.writing() as store:
        connection: sa.Connection = store.tasks._connection  # noqa: SLF001 - rows are made by the thousand
        for first in range(1, letters + 1, BATCH):
            numbers = range(first, min(first + BATCH, letters + 1))
            connection.execute(incoming.insert(), [_received(one, letters) for one in numbers])
            done = [one for one in numbers if one <= letters - WAITING]
            if not done:
                continue
            connection.execute(outgoing.insert(), [_sent(one, letters) for one in done])
            connection.execute(
                draft.insert(),
                [{"letter": one, "at": NOW, "by": "ก", "draft": "{}", "sent": NOW} for one in done],
            )
            connection.execute(
                approval.insert(),
                [
                    {"letter": one, "step": step, "draft_sha256": "0" * 64, "at": NOW, "by": "ก", "note": ""}
                    for one in done
                    for step in ("submitted", "approved")
                ],
            )
            rows = [
                _task(one, letters, place, office) for one in done for place, office in enumerate(offices)
            ]
            connection.execute(task.insert(), rows)


def _day(number: int, letters: int) -> dt.date:
    return NOW.date() - dt.timedelta(days=int((letters - number) * 365 * YEARS / letters))


def _letter(number: str) -> Circular:
    deadline = Deadline(quote="ภายในวันที่", kind=DeadlineKind.ABSOLUTE, due=NOW.date())
    text = "ให้อำเภอสำรวจข้อมูลและรายงานผลการดำเนินงานให้จังหวัดทราบตามแบบที่กำหนด " * 4
    directive = Directive(item="1", actors=(Level.DISTRICT,), deadlines=(deadline,), text=text)
    subject = f"การสำรวจข้อมูลและรายงานผลการดำเนินงาน ครั้งที่ {number}"
    return Circular(subject=subject, directives=(directive,) * 3)


@cache
def _reading() -> str:
    """The reading of every letter, with a mark where its number is to stand."""
    reading = {
        "schema": "saraban.reading/1",
        "source": {"name": f"{MARK}.pdf", "sha256": MARK, "pages": 1, "text_from": ["text_layer"]},
        "letter": letter_to_json(_letter(MARK)),
        "spans": {}, "issues": [],
    }  # fmt: skip
    return json.dumps(reading, ensure_ascii=False)


def _received(number: int, letters: int) -> dict[str, Any]:
    day = _day(number, letters)
    waits = number > letters - WAITING
    return {
        "id": number, "year": day.year, "receipt_number": number, "received": dt.datetime.combine(day, dt.time(9)),
        "received_by": "ธุรการ", "state": "waiting" if waits else "confirmed", "number": f"มท 0307.2/ว{number}",
        "dated": day, "sender": "กรมการปกครอง", "addressee": "ทุกจังหวัด", "subject": _letter(str(number)).subject,
        "urgency": URGENCIES[number % 4], "file_name": f"{number}.pdf", "sha256": f"{number:064}",
        "original": "originals/0", "reading": _reading().replace(MARK, str(number)),
        "confirmed": None if waits else NOW, "confirmed_by": None if waits else "ธุรการ", "entered": NOW,
    }  # fmt: skip


def _sent(number: int, letters: int) -> dict[str, Any]:
    day = _day(number, letters)
    return {
        "series": "มห 0018.1/ว", "year": day.year, "running": number, "number": f"มห 0018.1/ว{number}", "dated": day,
        "sender": "จังหวัดมุกดาหาร", "addressee": "ทุกอำเภอ", "subject": f"เรื่องที่ {number}", "urgency": "normal",
        "entered": NOW, "entered_by": "ธุรการ", "relays": f"มท 0307.2/ว{number}", "relays_dated": day,
        "letter": number,
    }  # fmt: skip


def _task(number: int, letters: int, place: int, office: TaskOffice) -> dict[str, Any]:
    day = _day(number, letters) + dt.timedelta(days=14)
    waits = number % OPEN_EVERY == 0 and place % 2 == 1
    return {
        "letter": number, "directive": 0, "deadline": 0, "item": "1", "level": office.level,
        "office_code": office.code, "office": office.label, "due": day,
        "state": TaskState.SENT if waits else TaskState.ACCEPTED,
        "answered": None if waits else dt.datetime.combine(day, dt.time(10)),
    }  # fmt: skip


def _long_letter(folder: Path) -> None:
    desk, settings = _office(folder)
    text = (LETTERS / "dopa-circular-w2551.corrected.txt").read_text(encoding="utf-8")
    body = "\n".join(text.splitlines()[8:])
    pages = 1
    path = folder / "long.pdf"
    while pages < 10:
        text += "\n" + body
        typst_pdf(text, path, face=letter_face(settings.cache))
        pages = _page_count(path)
    entry = receive(desk, path, CLERK, anyway=True).entry
    token = log_in(desk, NOW, "officer", PASSWORD).token
    desk.database.close()
    address = f"/letters/{entry.receipt.split('/')[1]}/{entry.receipt_number}"
    with _served(folder) as (port, _):
        _fetch(port, token, address)
        taken = [_fetch(port, token, address) for _ in range(TIMES)]
        print(
            f"\nreview page of a letter of {pages} pages: median {statistics.median(taken):.0f} ms, p95 {_p95(taken):.0f} ms"
        )
        _painted(port, token, address)


def _page_count(path: Path) -> int:
    from parsers.page_picture import page_sizes

    return len(page_sizes(path.read_bytes()))


def _country(folder: Path) -> None:
    desk, _ = _office(folder, nationwide=True)
    letter = _letter("1")
    letter = replace(
        letter, directives=tuple(replace(letter.directives[0], item=str(at + 1)) for at in range(DIRECTIVES))
    )
    with desk.database.writing() as store:
        entry = store.incoming.add(
            year=NOW.year, receipt_number=1, received=NOW, received_by="ก", letter=letter, original="originals/0",
            reading={
                "schema": "saraban.reading/1", "letter": letter_to_json(letter), "spans": {}, "issues": [],
                "source": {"name": "a.pdf", "sha256": "0" * 64, "pages": 1, "text_from": ["text_layer"]},
            },
        )  # fmt: skip
        store.incoming.confirm(entry, NOW, "ก")
        entry = store.incoming.by_ids({entry.id})[entry.id]
        assign(store, entry, letter, desk, CLERK)
    token = log_in(desk, NOW, "officer", PASSWORD).token
    desk.database.close()
    with _served(folder) as (port, _):
        for name, query in (("provinces together", ""), ("every district", "&province=all")):
            address = f"/tracking?letter={entry.receipt}{query}"
            _fetch(port, token, address)
            taken = [_fetch(port, token, address) for _ in range(5)]
            print(
                f"\nmatrix of the country × {DIRECTIVES}, {name}: whole page in {statistics.median(taken):.0f} ms"
            )
            _painted(port, token, address)


def _painted(port: int, token: str, address: str) -> None:
    """When Chromium painted the page first, and when it had it whole."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("  (no chromium here)")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "saraban", "value": token, "url": f"http://127.0.0.1:{port}"}])
        page = context.new_page()
        painted, whole = [], []
        for _ in range(6):
            page.goto(f"http://127.0.0.1:{port}{address}", wait_until="load", timeout=120_000)
            # Asked again and again, because the page lets nobody evaluate a condition in it.
            while not page.evaluate("performance.getEntriesByName('first-contentful-paint').length"):
                page.wait_for_timeout(50)
            painted.append(
                page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
            )
            whole.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
        browser.close()
    print(
        f"  first paint {statistics.median(painted[1:]):.0f} ms, loaded {statistics.median(whole[1:]):.0f} ms"
    )


if __name__ == "__main__":
    main()
