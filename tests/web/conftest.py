from __future__ import annotations

import datetime as dt
import shutil
import socket
import threading
import time

import pytest
import uvicorn
from makers.visitors import PASSWORD
from playwright.sync_api import sync_playwright

from circulars.account import Role
from circulars.office import OfficeProfile
from circulars.places import province_named
from circulars.thai_calendar import OfficeCalendar
from desk.accounts import add_account
from desk.office_desk import Clerk, Desk
from registry.archive import Archive
from registry.database import Database
from web.app import create_app
from web.counter import Counter

PEOPLE = (
    ("admin", Role.ADMIN, ""),
    ("clerk", Role.REGISTRY_CLERK, ""),
    ("drafter", Role.DRAFTER, ""),
    ("approver", Role.APPROVER, ""),
    ("officer", Role.OFFICER, ""),
    ("archivist", Role.ARCHIVIST, ""),
    ("dontan", Role.DISTRICT, "ดอนตาล"),
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def fonts(tmp_path_factory):
    """Fonts are derived once for all."""
    return tmp_path_factory.mktemp("cache")


def opened(office, folder, database, cache, now) -> Counter:
    """A counter over a copy of a registry, in a folder of its own, on a day of January 2567."""
    path = folder / "saraban.db"
    shutil.copyfile(database, path)
    desk = Desk(
        office=office,
        database=Database.open(path),
        archive=Archive(folder),
        cache=cache,
        calendar=OfficeCalendar.shipped(),
    )
    return Counter(desk=desk, data=folder, now=lambda: now)


@pytest.fixture(scope="session")
def with_accounts(empty_sqlite, tmp_path_factory, fonts):
    """A registry with an account for every role; passwords are hashed slowly on purpose, so once for all."""
    folder = tmp_path_factory.mktemp("accounts")
    province = province_named("มุกดาหาร")
    clerk = Clerk(name="ธุรการ", now=dt.datetime(2024, 1, 25, 9, 0))  # noqa: DTZ001 - Bangkok wall clock
    made = opened(OfficeProfile(province=province), folder, empty_sqlite, fonts, clerk.now)
    for name, role, district in PEOPLE:
        add_account(made.desk, clerk, name=name, password=PASSWORD, role=role, shown=name, district=district)
    made.desk.database.close()
    return folder / "saraban.db"


@pytest.fixture
def empty_counter(office, empty_sqlite, tmp_path, fonts, now) -> Counter:
    """A counter at which nobody has an account yet."""
    found = opened(office, tmp_path, empty_sqlite, fonts, now)
    yield found
    found.desk.database.close()


@pytest.fixture
def counter(office, with_accounts, tmp_path, fonts, now) -> Counter:
    """A counter with an account for every role."""
    found = opened(office, tmp_path, with_accounts, fonts, now)
    yield found
    found.desk.database.close()


@pytest.fixture
def desk(counter) -> Desk:
    return counter.desk


@pytest.fixture
def received(desk, letters, clerk, tmp_path):
    """The sample circular, received as 1/2567."""
    from desk.receive import receive

    return receive(desk, letters / "dopa-circular-w2551.corrected.txt", clerk).entry


@pytest.fixture
def confirmed(desk, received, clerk):
    from desk.review import confirm

    return confirm(desk, "1", clerk).entry


@pytest.fixture
def sent(desk, confirmed, clerk):
    from desk.relay import relay
    from desk.send import send

    relay(desk, "1", clerk)
    return send(desk, "1", clerk)


@pytest.fixture
def at(counter):
    """Where the counter can be reached by a browser."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(counter), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("no chromium here")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield found
        found.close()


@pytest.fixture
def come(browser, at):
    """Somebody comes to the counter and logs in; their page."""
    open_ones = []

    def page_of(name: str | None, *, width: int = 1280, lang: str = "th"):
        context = browser.new_context(viewport={"width": width, "height": 860})
        open_ones.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        if lang != "th":
            page.goto(f"{at}/lang/{lang}")
        if name is not None:
            page.goto(f"{at}/login")
            page.fill("[name=name]", name)
            page.fill("[name=password]", PASSWORD)
            page.click("button.main")
            page.wait_for_url(lambda url: "/login" not in url)
        return page

    yield page_of
    for one in open_ones:
        one.close()
