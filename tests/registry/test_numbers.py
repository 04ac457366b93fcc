from __future__ import annotations

import pytest
from makers.writers import send_from_many, sent_numbers

from circulars.errors import ConflictError
from registry.database import Database
from registry.numbers import RECEIPTS

SERIES = "มห 0018.1/ว"


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
def test_fifty_processes_and_kills_lose_and_double_no_number(where, tmp_path):
    acknowledged = send_from_many(where, tmp_path, processes=50, times=4, kills=10)
    database = Database.open(where)
    numbers = sent_numbers(database)
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(acknowledged) == len(set(acknowledged)) >= 50 * 4 - 10 * 4
    assert set(acknowledged) <= set(numbers)
    with database.reading() as store:
        verified = store.audit.verify()
        assert list(store.soundness.missing_numbers()) == []
    assert (verified.rows, verified.broken) == (len(numbers), ())
    database.close()
