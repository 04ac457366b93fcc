"""Tokens of programs: what they let in to, until when, and what is kept of them."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from makers.visitors import PASSWORD

from circulars.account import Role
from desk.accounts import add_account, set_disabled
from desk.permissions import READING, SCOPES, Verb, may
from desk.tokens import MOST_DAYS, PREFIX, bearer, make_token, revoke_token, tokens


@pytest.fixture
def somsri(desk, clerk):
    return add_account(desk, clerk, name="somsri", password=PASSWORD, role=Role.OFFICER)


@pytest.fixture
def made(desk, clerk, somsri):
    return make_token(desk, clerk, "somsri", title="ระบบกลาง", scopes=[Verb.TRACK, Verb.REPORT], days=30)


def test_a_token_lets_its_account_in_for_its_scopes_alone(desk, clerk, made):
    assert made.shown.startswith(PREFIX)
    found = bearer(desk, clerk.now, made.shown)
    assert (found.account.name, found.scopes) == ("somsri", {Verb.TRACK, Verb.REPORT})
    assert may(found.account, Verb.TRACK, within=found.scopes)
    assert not may(found.account, Verb.SEARCH, within=found.scopes)
    assert may(found.account, Verb.SEARCH)
    # A scope gives nothing that the account itself may not do.
    assert not may(found.account, Verb.APPROVE, within=SCOPES)


def test_what_lets_in_is_kept_nowhere(desk, made):
    with desk.database.reading() as store:
        connection = store.tokens._connection
        tables = sa.inspect(connection).get_table_names()
        kept = [str(connection.execute(sa.text(f"SELECT * FROM {one}")).all()) for one in tables]  # noqa: S608
    assert not any(made.shown in one or made.shown.removeprefix(PREFIX) in one for one in kept)


def test_a_token_runs_out_is_revoked_and_falls_with_its_account(desk, clerk, made, somsri):
    last = made.token.expires - dt.timedelta(seconds=1)
    assert bearer(desk, last, made.shown) is not None
    assert bearer(desk, made.token.expires, made.shown) is None
    set_disabled(desk, clerk, "somsri", disabled=True)
    assert bearer(desk, clerk.now, made.shown) is None
    set_disabled(desk, clerk, "somsri", disabled=False)
    revoke_token(desk, clerk, made.token.id)
    assert bearer(desk, clerk.now, made.shown) is None
    assert [one.revoked for _, one in tokens(desk, "somsri")] == [clerk.now]


def test_what_is_no_token_lets_nobody_in(desk, clerk, made):
    for shown in ("", "x", PREFIX, PREFIX + "x" * 43, made.shown[:-1], made.shown + "x", made.shown.lower()):
        assert bearer(desk, clerk.now, shown) is None


def test_the_last_use_is_noted_to_the_hour(desk, clerk, made):
    for minutes in (0, 30, 61):
        bearer(desk, clerk.now + dt.timedelta(minutes=minutes), made.shown)
    assert [one.used for _, one in tokens(desk)] == [clerk.now + dt.timedelta(minutes=61)]


def test_nobody_revokes_anothers_token_on_their_own_page(desk, clerk, made, says):
    assert says(revoke_token, desk, clerk, made.token.id, owner=999) == (
        "ไม่มีโทเค็นหมายเลข 1 โปรดดูรายการด้วย saraban account token list",
        "There is no token 1. See saraban account token list.",
    )


def test_making_and_revoking_leave_a_trace_without_the_secret(desk, clerk, made):
    revoke_token(desk, clerk, made.token.id)
    with desk.database.reading() as store:
        told = [one.trace for one in store.audit.rows(subject="token 1")]
    assert [(one.verb, one.after) for one in told] == [("token", "report track"), ("revoke-token", "")]


KNOWN = ", ".join(sorted(SCOPES))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "โทเค็นต้องมีชื่อที่บอกว่าใช้ทำอะไร ยาวไม่เกิน 120 ตัวอักษร"),
        ({"title": "ก" * 121}, "โทเค็นต้องมีชื่อที่บอกว่าใช้ทำอะไร ยาวไม่เกิน 120 ตัวอักษร"),
        ({"scopes": ["king"]}, f"ขอบเขต “king” ใช้ไม่ได้ โปรดเลือกอย่างน้อยหนึ่งจาก: {KNOWN}"),
        (
            {"scopes": ["manage_accounts"]},
            f"ขอบเขต “manage_accounts” ใช้ไม่ได้ โปรดเลือกอย่างน้อยหนึ่งจาก: {KNOWN}",
        ),
        ({"scopes": []}, f"ขอบเขต “-” ใช้ไม่ได้ โปรดเลือกอย่างน้อยหนึ่งจาก: {KNOWN}"),
        ({"days": 0}, "โทเค็นมีอายุ 0 วันไม่ได้ โปรดใช้ 1 ถึง 366 วัน"),
        ({"days": MOST_DAYS + 1}, "โทเค็นมีอายุ 367 วันไม่ได้ โปรดใช้ 1 ถึง 366 วัน"),
    ],
)
def test_tokens_that_cannot_be_are_refused(desk, clerk, somsri, says, wrong, said):
    how = {"title": "ระบบกลาง", "scopes": READING, "days": 30, **wrong}
    assert says(make_token, desk, clerk, "somsri", **how)[0] == said
    assert tokens(desk) == ()
