from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from circulars.errors import SarabanError
from circulars.office import OfficeProfile
from circulars.places import province_named
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


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    """An empty registry on each engine; PostgreSQL only where ``SARABAN_TEST_DATABASE`` names a server."""
    if request.param == "sqlite":
        found = Database.create(tmp_path / "saraban.db")
    else:
        found = Database.create(_empty_postgresql())
    yield found
    found.close()


def _empty_postgresql() -> str:
    url = os.environ.get("SARABAN_TEST_DATABASE")
    if not url:
        pytest.skip("SARABAN_TEST_DATABASE names no server")
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return url
