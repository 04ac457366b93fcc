"""Reading side by side: on this machine and on a cluster, and what becomes of the work of who is killed."""

from __future__ import annotations

import os
import signal
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest
from makers.dask_cluster import dask_cluster

from desk.cluster import cluster_workers
from desk.intake import take_in
from desk.reading import ReadingWay
from desk.workers import LocalWorkers, asked_workers

SURVEY = (Path(__file__).parents[1] / "letters" / "own" / "01-dopa-survey.txt").read_text(encoding="utf-8")


def doubled(number):
    return number * 2


def killed_by(task):
    """A task that kills its process if it is the first who tries, or whoever tries."""
    number, mark, always = task
    if mark and (always or not Path(mark).exists()):
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.fixture
def local():
    made = LocalWorkers(2)
    yield made
    made.close()


def test_a_process_that_is_killed_loses_no_task(local, tmp_path):
    tasks = [(number, str(tmp_path / "mark") if number == 3 else "", False) for number in range(8)]
    futures = [(local.submit(killed_by, task), task) for task in tasks]
    assert [local.result(future, killed_by, task) for future, task in futures] == list(range(8))
    assert local.result(local.submit(doubled, 4), doubled, 4) == 8


def test_a_task_that_kills_whoever_has_it_is_given_up_and_the_others_go_on(local, tmp_path):
    tasks = [(number, str(tmp_path / "mark") if number == 0 else "", True) for number in range(4)]
    futures = [(local.submit(killed_by, task), task) for task in tasks]
    with pytest.raises(BrokenExecutor):
        local.result(futures[0][0], killed_by, tasks[0])
    assert [local.result(future, killed_by, task) for future, task in futures[1:]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "count", "cluster"),
    [(None, None, None), ("4", 4, None), ("dask://host:8786", None, "dask://host:8786")],
)
def test_workers_are_so_many_or_a_cluster(text, count, cluster):
    assert asked_workers(text) == (count, cluster)


@pytest.mark.parametrize("text", ["", "0", "-1", "many", "dask://", "tcp://host"])
def test_anything_else_is_refused(text, says):
    assert says(asked_workers, text) == (
        f"--workers เป็น “{text}” ไม่ได้ ต้องเป็นจำนวน เช่น 4 หรือที่อยู่คลัสเตอร์ เช่น dask://เครื่องแม่:8786",
        f"--workers cannot be “{text}”. It is a number, such as 4, or the address of a cluster, such as dask://host:8786.",
    )


@pytest.mark.slow
def test_a_worker_of_the_cluster_that_is_killed_loses_and_doubles_nothing(desk, clerk, tmp_path):
    """Two workers, one killed as soon as the first letter is received."""
    paths = []
    for number in range(40):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(SURVEY.replace("ว ๑๔๕๒๗", f"ว {number + 1}"), encoding="utf-8")
    with dask_cluster(tmp_path, 2) as cluster:
        with cluster_workers(cluster.address) as found:
            # Both have come before the first is killed.
            found.client.wait_for_workers(2, timeout=60)
        answers = []
        for one in take_in(desk, paths, lambda: clerk, ReadingWay(cluster=cluster.address)):
            if not answers:
                cluster.kill_one()
            answers.append(one.outcome.value)
    assert answers == ["received"] * 40
    with desk.database.reading() as store:
        entries = store.incoming.listed()
    assert [one.receipt_number for one in entries] == list(range(1, 41))
    assert len({one.sha256 for one in entries}) == 40


def test_a_cluster_that_is_not_there(says, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("desk.cluster._SECONDS", 1)

    def connected():
        with cluster_workers("dask://127.0.0.1:1"):
            pass

    assert says(connected) == (
        "ติดต่อคลัสเตอร์ dask://127.0.0.1:1 ไม่ได้ ยังไม่มีอะไรถูกบันทึก โปรดตรวจว่า dask scheduler เปิดอยู่และที่อยู่ถูกต้อง แล้วสั่งอีกครั้ง",
        "The cluster dask://127.0.0.1:1 cannot be reached. Nothing was stored. See that dask scheduler runs there, then run the command again.",
    )
