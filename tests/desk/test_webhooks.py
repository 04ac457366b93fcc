"""What other programs are told: by the act's own transaction, signed, once, and nothing they may not see."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from makers.readings import sample_letter
from makers.receivers import is_signed, receiver
from makers.visitors import PASSWORD

from circulars.account import Role
from circulars.circular import Secrecy
from circulars.webhook import Happening, Outcome
from desk.accounts import add_account, set_disabled
from desk.deliver import PAUSES, Delivery, deliver, signature, waiting_messages
from desk.office_desk import Clerk
from desk.review import confirm, correct
from desk.webhooks import add_webhook, messages, stop_webhook, webhooks


@pytest.fixture
def listening():
    with receiver() as found:
        yield found


@pytest.fixture
def officer(desk, clerk):
    return add_account(desk, clerk, name="somsri", password=PASSWORD, role=Role.OFFICER)


@pytest.fixture
def hook(desk, clerk, officer, listening):
    return add_webhook(desk, clerk, listening.address, "somsri")


def at(when):
    return lambda: when


def test_a_message_is_signed_and_says_which_letter_but_nothing_of_it(desk, clerk, entered, hook, listening):
    entered()
    confirm(desk, "1", clerk)
    assert deliver(desk, at(clerk.now)).delivered == 2
    headers, body = next(one for one in listening.came if b"letter.confirmed" in one[1])
    assert is_signed(hook.secret, headers, body)
    assert not is_signed(hook.secret, headers, body.replace(b"confirmed", b"corrected"))
    assert json.loads(body) == {
        "type": "letter.confirmed",
        "timestamp": "2024-01-25T09:30:00+07:00",
        "data": {"letter": "1/2567", "address": "/api/v1/letters/2567/1"},
    }
    assert deliver(desk, at(clerk.now)) == Delivery()
    assert len(listening.came) == 2


def test_the_signature_is_that_of_the_published_example():
    """The example of the specification of Standard Webhooks."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    assert (
        signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_a_receiver_that_is_away_is_told_later_by_the_same_id_at_another_time(
    desk, clerk, entered, hook, listening
):
    entered()
    correct(desk, "1", "issuer", "กรมที่ดิน", clerk)
    listening.answers = [500, 302]
    now = clerk.now
    assert deliver(desk, at(now)).postponed == 1
    assert deliver(desk, at(now)) == Delivery()
    (waits,) = messages(desk, hook.id)
    assert (waits.tries, waits.failure, waits.next_try - now) == (1, "HTTP 500", PAUSES[0])
    now = waits.next_try
    assert deliver(desk, at(now)).postponed == 1  # an address that points elsewhere is not followed
    now = messages(desk, hook.id)[0].next_try
    assert deliver(desk, at(now)).delivered == 1
    assert len(set(listening.ids())) == 1
    stamps = [headers["webhook-timestamp"] for headers, _ in listening.came]
    assert stamps == sorted(set(stamps))
    assert len(stamps) == 3


def test_after_the_last_pause_a_message_is_given_up(desk, clerk, entered, officer):
    hook = add_webhook(desk, clerk, "http://127.0.0.1:1/", "somsri")
    entered()
    confirm(desk, "1", clerk)
    now, ends = clerk.now, []
    for pause in (*PAUSES, PAUSES[0]):
        ends.append(deliver(desk, at(now)))
        now += pause
    assert [one.postponed for one in ends] == [2] * len(PAUSES) + [0]
    assert ends[-1].given_up == 2
    assert {one.outcome for one in messages(desk, hook.id)} == {Outcome.GIVEN_UP}
    assert waiting_messages(desk) == 0


def test_what_is_undone_is_never_told(desk, clerk, entered, hook, listening):
    entered()

    def undone():
        with desk.database.writing() as store:
            store.audit.add(clerk.did("confirm", "letter 1/2567"))
            store.audit.seal()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert deliver(desk, at(clerk.now)) == Delivery()


def test_secret_letters_are_told_to_those_cleared_alone(desk, clerk, entered, hook, listening):
    entered(replace(sample_letter(), secrecy=Secrecy.SECRET))
    confirm(desk, "1", clerk)
    assert deliver(desk, at(clerk.now)).withheld == 2
    assert listening.came == []
    add_account(desk, clerk, name="cleared", password=PASSWORD, role=Role.OFFICER, sees_secrets=True)
    add_webhook(desk, clerk, listening.address, "cleared")
    correct(desk, "1", "issuer", "กรมที่ดิน", clerk)
    assert deliver(desk, at(clerk.now)) == Delivery(delivered=1, withheld=1)


def test_an_account_that_was_shut_and_a_webhook_that_was_stopped_are_told_nothing(
    desk, clerk, entered, hook, listening
):
    entered()
    correct(desk, "1", "issuer", "กรมที่ดิน", clerk)
    set_disabled(desk, clerk, "somsri", disabled=True)
    assert deliver(desk, at(clerk.now)) == Delivery(withheld=1)
    set_disabled(desk, clerk, "somsri", disabled=False)
    assert stop_webhook(desk, clerk, hook.id).stopped == clerk.now
    correct(desk, "1", "issuer", "กรมการปกครอง", clerk)
    assert (deliver(desk, at(clerk.now)), listening.came) == (Delivery(), [])


def test_tasks_are_told_of_by_their_number(desk, clerk, sent, hook, listening):
    from desk.steps import receive_task

    with desk.database.reading() as store:
        task = next(one for one in store.tasks.listed(letter=1) if one.state.value == "sent")
    receive_task(desk, task.id, clerk)
    deliver(desk, at(clerk.now))
    told = [json.loads(body) for _, body in listening.came]
    assert {"task": task.id, "address": f"/api/v1/tasks/{task.id}"} in [one["data"] for one in told]


def test_only_the_events_that_were_asked_for_are_told(desk, clerk, entered, officer, listening):
    add_webhook(desk, clerk, listening.address, "somsri", ["letter.confirmed"])
    entered()
    correct(desk, "1", "issuer", "กรมที่ดิน", clerk)
    confirm(desk, "1", clerk)
    assert deliver(desk, at(clerk.now)).delivered == 1
    assert [json.loads(body)["type"] for _, body in listening.came] == ["letter.confirmed"]


def test_two_processes_tell_a_message_once(desk, clerk, entered, hook, listening):
    entered()
    correct(desk, "1", "issuer", "กรมที่ดิน", clerk)
    with desk.database.reading() as store:
        (due,) = store.outbox.due(clerk.now, 10)
    with desk.database.writing() as store:
        assert store.outbox.take(due, clerk.now)
    with desk.database.writing() as store:
        assert not store.outbox.take(due, clerk.now)


@pytest.mark.parametrize(
    "address",
    ["", "ftp://a.example/", "file:///etc/passwd", "https://", "https://me:pw@a.example/", "javascript:1"],
)
def test_addresses_that_are_none_of_the_web_are_refused(desk, clerk, officer, says, address):
    assert says(add_webhook, desk, clerk, address, "somsri") == (
        f"“{address}” ใช้เป็นที่อยู่ webhook ไม่ได้ ต้องขึ้นต้นด้วย https:// หรือ http:// และไม่มีชื่อผู้ใช้อยู่ในนั้น",
        f"“{address}” cannot be the address of a webhook: it must begin with https:// or http://, and hold no user name.",
    )
    assert webhooks(desk) == ()


def test_unknown_events_and_webhooks_are_refused(desk, clerk, officer, says):
    known = ", ".join(Happening)
    assert says(add_webhook, desk, clerk, "https://a.example/", "somsri", ["letter.lost"])[1] == (
        f"There is no event “letter.lost”. Choose of: {known}."
    )
    assert says(stop_webhook, desk, Clerk(name="ปลัด", now=clerk.now), 9)[0] == (
        "ไม่มี webhook หมายเลข 9 โปรดดูรายการด้วย saraban webhook list"
    )
