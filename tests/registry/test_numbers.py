from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from circulars.errors import ConflictError
from registry.numbers import RECEIPTS

ROOT = Path(__file__).parents[2]
SERIES = "มห 0018.1/ว"

#: One clerk among many: takes numbers, and every tenth transaction comes to nothing.
TAKER = """
import sys
from pathlib import Path
from registry.database import Database
where, times = sys.argv[1], int(sys.argv[2])
database = Database.create(where if "://" in where else Path(where))
for turn in range(times):
    try:
        with database.writing() as store:
            number = store.numbers.take("มห 0018.1/ว", 2024)
            if turn % 10 == 9:
                raise KeyError
        print(number)
    except KeyError:
        pass
"""


def test_numbers_of_a_year_follow_each_other(database):
    with database.writing() as store:
        assert [store.numbers.take(SERIES, 2024) for _ in range(3)] == [1, 2, 3]


def test_every_series_and_every_year_counts_from_one(database):
    with database.writing() as store:
        assert store.numbers.take(SERIES, 2024) == 1
        assert store.numbers.take(SERIES, 2025) == 1
        assert store.numbers.take(RECEIPTS, 2024) == 1
        assert store.numbers.take(SERIES, 2024) == 2


def test_a_number_of_a_failed_transaction_is_free_again(database):
    def take_and_fail():
        with database.writing() as store:
            store.numbers.take(SERIES, 2024)
            raise ConflictError("database-busy")

    with pytest.raises(ConflictError):
        take_and_fail()
    with database.writing() as store:
        assert store.numbers.take(SERIES, 2024) == 1


@pytest.mark.parametrize(
    ("used", "following"),
    [([750], 751), ([750, 3], 751), ([3, 750], 751), ([], 1)],
)
def test_after_a_number_given_elsewhere_the_next_is_above_it(database, used, following):
    with database.writing() as store:
        for number in used:
            store.numbers.use(SERIES, 2024, number)
        assert store.numbers.take(SERIES, 2024) == following


@pytest.mark.slow
def test_twenty_processes_take_numbers_without_gap_or_double(database, tmp_path):
    url = database._engine.url
    where = str(tmp_path / "saraban.db") if url.drivername == "sqlite" else url.render_as_string(False)
    takers = [
        subprocess.Popen([sys.executable, "-c", TAKER, where, "20"], cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(20)
    ]
    taken = [int(number) for taker in takers for number in taker.communicate()[0].split()]
    assert [taker.returncode for taker in takers] == [0] * 20
    assert sorted(taken) == list(range(1, 20 * 18 + 1))
