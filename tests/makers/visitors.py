"""Visitors of the counter in the browser, without one: what is sent, and what comes back."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from desk.office_desk import Clerk
from desk.permissions import SCOPES
from desk.tokens import make_token
from web.app import create_app

PASSWORD = "หนังสือเวียน ๒๕๖๗"


class Visitor(TestClient):
    """Somebody at the counter; a form that is sent brings back the secret of the page."""

    def __init__(
        self,
        counter,
        name: str | None = None,
        password: str = PASSWORD,
        address: str = "testclient",
        app=None,
    ) -> None:
        super().__init__(
            app or create_app(counter),
            raise_server_exceptions=False,
            follow_redirects=False,
            client=(address, 50000),
        )
        if name is not None:
            self.answer = self.log_in(name, password)

    def log_in(self, name: str, password: str = PASSWORD):
        return self.send_form("/login", page="/login", name=name, password=password)

    def send_form(self, address: str, page: str | None = None, **fields: str):
        found = re.search(r'name="csrf" (?:value|content)="([^"]+)"', self.get(page or "/login").text)
        if found is None:
            home = self.get("/", follow_redirects=True).text
            found = re.search(r'name="csrf" (?:value|content)="([^"]+)"', home)
        return self.post(address, data={"csrf": found[1] if found else "", **fields})


def seen_of(counter):
    """The version of the letter 1/2567 as its page shows it now."""
    with counter.desk.database.reading() as store:
        return store.incoming.by_receipt(2024, 1).version


def own_task(counter, office="อำเภอดอนตาล"):
    """The last directive's task of an office, of the letter 1/2567."""
    with counter.desk.database.reading() as store:
        tasks = [one for one in store.tasks.listed(letter=1) if one.office == office]
    return max(tasks, key=lambda one: one.directive)


class Program(TestClient):
    """A program that comes to the API with a token of an account."""

    def __init__(self, counter, name: str, *, scopes=SCOPES, lang: str = "th") -> None:
        super().__init__(create_app(counter), raise_server_exceptions=False, follow_redirects=False)
        clerk = Clerk(name="ธุรการ", now=counter.now())
        made = make_token(counter.desk, clerk, name, title="ระบบกลาง", scopes=scopes)
        self.number = made.token.id
        self.headers |= {"authorization": f"Bearer {made.shown}", "accept-language": lang}

    def call(self, method: str, path: str, status: int = 200, **more):
        """Ask, and have the answer's data; the answer must be of that status."""
        answer = self.request(method, f"/api/v1{path}", **more)
        assert answer.status_code == status, answer.text
        return answer.json()
