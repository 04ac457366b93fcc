"""Nothing that is held is destroyed, whatever is done and in whatever order; on each engine."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers.kept_letters import ARCHIVIST, COMMITTEE, OTHER, answered, filed, put
from sqlalchemy.exc import DatabaseError

from circulars.disposal import DisposalDecision, DisposalStep
from circulars.errors import SarabanError
from desk.cancelling import cancel_receipt
from desk.cards import card_of
from desk.checking import file_sha256
from desk.destroying import destroy, emptied
from desk.disposal import Step, certify, decide, disposals
from desk.exchange import chosen, export_bag, import_bag
from desk.init import init_office
from desk.keeping import back_up, restore
from desk.merging import merge
from desk.office_desk import Desk
from desk.retention import hold, holds, release
from desk.settings import Settings
from registry.archive import Archive
from registry.database import Database


class Office:
    """An office with two letters that may be destroyed, and everything that can be done to them."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder, self.count = desk, folder, 0
        self.entries = [filed(desk, one) for one in ("ก", "ข")]
        put(desk, *self.entries)

    def place(self) -> Path:
        self.count += 1
        return self.folder / str(self.count)

    def hold(self):
        hold(self.desk, [self.entries[0].receipt], "คดี", ARCHIVIST)

    def release(self):
        for bar, _ in holds(self.desk):
            release(self.desk, bar.id, "ถึงที่สุด", ARCHIVIST)

    def answered(self):
        answered(self.desk)

    def decide(self):
        for one in disposals(self.desk):
            decide(self.desk, one.id, [self.entries[0].receipt], DisposalDecision.DESTROY, ARCHIVIST)

    def certify(self):
        for one in disposals(self.desk):
            if one.step is DisposalStep.ANSWERED:
                certify(self.desk, one.id, ARCHIVIST, Step(people=COMMITTEE, note="เผา"))

    def destroy(self):
        for one in disposals(self.desk):
            if one.step is DisposalStep.CERTIFIED:
                destroy(self.desk, one.id, "ครบอายุ", OTHER)

    def destroy_beneath(self):
        """Past the desk, at the registry itself."""
        entry = card_of(self.desk, self.entries[0].receipt, ARCHIVIST).entry
        with self.desk.database.writing() as store:
            store.incoming.destroy(entry.id, ARCHIVIST.now, emptied(entry))
        self.desk.archive.remove(entry.original)

    def cancel(self):
        """Crossed out of the register, as one does with a double."""
        cancel_receipt(self.desk, self.entries[0].receipt, ARCHIVIST, "ลงซ้ำ")

    def merge(self):
        """Said to be the same letter as the other one."""
        merge(self.desk, self.entries[0].receipt, self.entries[1].receipt, ARCHIVIST)

    def receive_again(self):
        """The same file once more, put away by itself."""
        put(self.desk, filed(self.desk, "ก"), category="routine")

    def bag(self):
        """Handed over and taken in again here."""
        bag = self.place()
        export_bag(self.desk, chosen(self.desk, ARCHIVIST), bag, ARCHIVIST)
        list(import_bag(self.desk, bag, lambda: ARCHIVIST))

    def bag_elsewhere(self):
        """Handed over to an office that has none of it; from now on that one is looked at."""
        bag, there = self.place(), self.place()
        export_bag(self.desk, chosen(self.desk, ARCHIVIST), bag, ARCHIVIST)
        there.mkdir()
        database = Database.create(there / "saraban.db")
        held = bool(card_of(self.desk, self.entries[0].receipt, ARCHIVIST).holds)
        elsewhere = replace(self.desk, database=database, archive=Archive(there), cache=there / "cache")
        taken = [one.entry for one in import_bag(elsewhere, bag, lambda: ARCHIVIST)]
        assert any(card_of(elsewhere, one.receipt, ARCHIVIST).holds for one in taken) is held
        database.close()

    def restore(self):
        """Backed up and brought back."""
        target = self.place()
        setting = Settings(data=self.desk.archive.absolute(""), office=self.desk.office)
        made = back_up(
            setting, self.desk.database, self.folder.parent / f"b{self.place().name}", ARCHIVIST.now
        )
        restore(made.folder, target)
        there = Database.open(target / "saraban.db")
        with there.reading() as store:
            held = {one.letter for one in store.keeping.holds()}
            for entry in store.incoming.by_ids(held).values():
                assert (entry.destroyed, file_sha256(target / entry.original)) == (None, entry.sha256)
        there.close()

    def check(self):
        """Every file that is held is there, as it came; and so is its row."""
        with self.desk.database.reading() as store:
            barred = [one.letter for one in store.keeping.holds()]
            same = store.keeping.same_letters(barred)
            entries = store.incoming.by_ids({number for group in same.values() for number in group})
        for entry in entries.values():
            path = self.desk.archive.absolute(entry.original)
            assert (entry.destroyed, file_sha256(path)) == (None, entry.sha256)


ACTS = (
    "hold", "release", "answered", "decide", "certify", "destroy", "destroy_beneath", "cancel", "receive_again", "bag",
    "bag_elsewhere", "merge",
)  # fmt: skip


@pytest.mark.property
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(ACTS), min_size=4, max_size=12))
def test_whatever_is_done_in_whatever_order(acts, office, empty_sqlite, calendar):
    folder = Path(tempfile.mkdtemp())
    data = folder / "data"
    data.mkdir()
    shutil.copyfile(empty_sqlite, data / "saraban.db")
    desk = Desk(
        office=office, database=Database.open(data / "saraban.db"), archive=Archive(data), cache=data / "cache",
        calendar=calendar,
    )  # fmt: skip
    at_work = Office(desk, folder)
    try:
        for act in acts:
            # What cannot be done now is refused; that is no harm.
            with suppress(SarabanError, DatabaseError):
                getattr(at_work, act)()
            at_work.check()
    finally:
        desk.database.close()
        shutil.rmtree(folder)


#: Ways that would end with a letter destroyed if it were not held.
WAYS = (
    ("hold", "answered", "certify", "destroy"), ("answered", "hold", "certify", "destroy"),
    ("answered", "certify", "hold", "destroy"), ("hold", "destroy_beneath"),
    ("hold", "cancel", "receive_again", "answered", "certify", "destroy"),
    ("cancel", "receive_again", "answered", "certify", "hold", "destroy"),
    ("hold", "bag", "answered", "certify", "destroy"), ("hold", "bag_elsewhere"),
    ("hold", "merge", "answered", "certify", "destroy"), ("answered", "certify", "merge", "hold", "destroy"),
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_no_way_leads_to_destroying_what_is_held(desk, tmp_path, way):
    desk = replace(desk, archive=Archive(tmp_path / "data"), cache=tmp_path / "data" / "cache")
    at_work = Office(desk, tmp_path / "places")
    at_work.folder.mkdir()
    for act in way:
        with suppress(SarabanError, DatabaseError):
            getattr(at_work, act)()
    assert holds(desk)
    at_work.check()


def test_without_a_hold_the_same_ways_do_destroy(desk, tmp_path):
    desk = replace(desk, archive=Archive(tmp_path / "data"), cache=tmp_path / "data" / "cache")
    at_work = Office(desk, tmp_path)
    for act in ("answered", "certify", "destroy"):
        getattr(at_work, act)()
    assert not any(desk.archive.absolute(one.original).exists() for one in at_work.entries)


def test_what_was_held_is_held_after_a_restore(office, tmp_path):
    desk = Desk.open(init_office(tmp_path / "data", office, None))
    at_work = Office(desk, tmp_path)
    at_work.hold()
    at_work.restore()
    desk.database.close()
