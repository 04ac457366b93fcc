"""Processes that write to one registry at once, and may be killed in the middle of it."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import random
import time
from pathlib import Path

from circulars.circular import Urgency
from registry.database import Database
from registry.entries import Outgoing, Trace

SERIES, YEAR = "มห 0018.1/ว", 2024
NOW = dt.datetime(2024, 1, 25, 9, 30)  # noqa: DTZ001 - Bangkok wall clock
#: Forked, so that fifty of them start in no time: nothing is shared but the code.
FORK = multiprocessing.get_context("fork")


def send_one(database: Database) -> int:
    """Enter one letter sent under the next number, with its trace: one transaction."""
    with database.writing() as store:
        number = store.numbers.take(SERIES, YEAR)
        store.outgoing.add(
            Outgoing(
                id=0, series=SERIES, year=YEAR, running=number, number=f"{SERIES}{number}", dated=NOW.date(),
                sender="จังหวัด", addressee="อำเภอ", subject="", urgency=Urgency.NORMAL, entered=NOW, entered_by="ธุรการ",
            )
        )  # fmt: skip
        store.audit.add(Trace(at=NOW, by="ธุรการ", verb="send", subject=f"sent {number}"))
    return number


def _keep_sending(where: Path | str, log: Path, times: int) -> None:
    database = Database.open(where)
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for _ in range(times):
        # Acknowledged only when it is committed.
        os.write(handle, f"{send_one(database)}\n".encode())
    os._exit(0)


def send_from_many(
    where: Path | str, folder: Path, *, processes: int, times: int, kills: int = 0
) -> list[int]:
    """Let many processes send at once, some of them killed at random moments; the numbers acknowledged.

    Args:
        where: The registry.
        folder: Where they note what was acknowledged.
        processes: How many at a time.
        times: How many letters each sends.
        kills: How many are killed; others take their places.
    """
    chance = random.Random(2526)  # noqa: S311 - moments, not secrets
    logs = [folder / f"log-{number}" for number in range(processes + kills)]
    waiting = iter(logs)
    running = [_started(where, next(waiting), times) for _ in range(processes)]
    for _ in range(kills):
        time.sleep(chance.uniform(0.001, 0.05))
        alive = [one for one in running if one.is_alive()] or running
        victim = alive[chance.randrange(len(alive))]
        running.remove(victim)
        victim.kill()
        victim.join()
        running.append(_started(where, next(waiting), times))
    for one in running:
        one.join()
    failed = [one.exitcode for one in running if one.exitcode]
    if failed:
        msg = f"writers failed: {failed}"
        raise RuntimeError(msg)
    return [int(line) for log in logs if log.exists() for line in log.read_text().split("\n")[:-1]]


def _started(where: Path | str, log: Path, times: int):
    process = FORK.Process(target=_keep_sending, args=(where, log, times))
    process.start()
    return process


def sent_numbers(database: Database) -> list[int]:
    """The numbers in the register, in order."""
    with database.reading() as store:
        return [one.running for one in store.outgoing.listed()]
