from __future__ import annotations

import datetime as dt
import os
import shutil
import uuid
from pathlib import Path

import pytest
from makers.postgresql import Server, shared_server, stop_server

from circulars.errors import SarabanError
from circulars.office import OfficeProfile
from circulars.places import province_named
from desk.office_desk import Clerk
from generator.fonts import letter_fonts
from registry.database import Database

LETTERS = Path(__file__).parent / "letters"


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture
def letters() -> Path:
    """The folder of sample letters."""
    return LETTERS


@pytest.fixture
def golden(request):
    """Compare a text with a golden file, or write it there with ``--update-golden``."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def says():
    """The Thai and English message of the failure that a call ends in."""

    def failure(call, *args, **kwargs) -> tuple[str, str]:
        with pytest.raises(SarabanError) as caught:
            call(*args, **kwargs)
        return caught.value.message("th"), caught.value.message("en")

    return failure


@pytest.fixture
def now() -> dt.datetime:
    return dt.datetime(2024, 1, 25, 9, 30)  # noqa: DTZ001 - Bangkok wall clock


@pytest.fixture
def clerk(now) -> Clerk:
    return Clerk(name="ธุรการ", now=now)


@pytest.fixture
def office() -> OfficeProfile:
    """The office that wrote the sample relay."""
    province = province_named("มุกดาหาร")
    assert province is not None
    return OfficeProfile(
        province=province,
        unit_code="0018.1",
        sender="จังหวัดมุกดาหาร",
        group="กลุ่มงานอำนวยความเป็นธรรม",
        phone="โทร./โทรสาร 0-4261-1817",
        report_url="https://example.go.th/report",
    )


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory) -> Path:
    """A folder that all workers of this run of the tests see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def with_fonts(run_folder):
    """Give a data folder the letter fonts, which are derived once for the whole run of the tests."""
    derived: list[Path] = []

    def give(data: Path) -> None:
        if not derived:
            derived.append(letter_fonts(run_folder / "letter-fonts").folder)
        shutil.copytree(derived[0], data / "cache" / derived[0].name)

    return give


def pytest_sessionfinish(session):
    if not hasattr(session.config, "workerinput"):
        stop_server(session.config._tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory) -> Path:
    """An empty registry, to be copied: much quicker than making one."""
    path = tmp_path_factory.mktemp("empty") / "saraban.db"
    Database.create(path).close()
    return path


@pytest.fixture(scope="session")
def empty_postgresql(run_folder) -> tuple[Server, str]:
    """A server and the name of an empty registry on it, to be copied."""
    server = shared_server(run_folder)
    name = f"empty_{uuid.uuid4().hex}"
    server.run(f"CREATE DATABASE {name}")
    Database.create(server.url(name)).close()
    return server, name


@pytest.fixture
def blank_postgresql(run_folder):
    """The address of a database with nothing in it, not even tables."""
    with shared_server(run_folder).blank() as url:
        yield url


@pytest.fixture
def second_postgresql(run_folder):
    """The address of another database with nothing in it."""
    with shared_server(run_folder).blank() as url:
        yield url


@pytest.fixture
def postgresql(empty_postgresql):
    """The address of an empty registry on PostgreSQL."""
    server, empty = empty_postgresql
    with server.blank(empty) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request, tmp_path) -> Path | str:
    """Where an empty registry is, on each engine."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgresql")
    path = tmp_path / "saraban.db"
    shutil.copyfile(request.getfixturevalue("empty_sqlite"), path)
    return path


@pytest.fixture
def database(where):
    """An empty registry on each engine."""
    found = Database.open(where)
    yield found
    found.close()
