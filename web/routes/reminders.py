"""Who is waited for: the words to remind them with, and what the ladder of reminders asks for today, to be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from circulars.ladder import RemindBy
from desk.chase import chase
from desk.permissions import Verb
from desk.remind import plan_reminders, remind_of
from web.addresses import letter_at
from web.counter import Visitor
from web.guards import Here, allowed, own_form, seen_by
from web.routes.follow_up import Page, Which, letters_of

if TYPE_CHECKING:
    from desk.chase import Chase
    from web.counter import Counter

router = APIRouter(prefix="/reminders")
Officer = Annotated[Visitor, Depends(allowed(Verb.JUDGE))]


@router.get("")
def reminders(request: Request, counter: Here, someone: Officer, page: Page = 1) -> Response:
    """Who is waited for, and the words to remind them with."""
    clerk = counter.clerk(someone)
    letters, more = letters_of(counter, clerk, seen_by(someone, Verb.TRACK), Which.OPEN, "", "", page)
    return counter.page(
        request,
        someone,
        "reminders.html",
        reminders=remind_of(counter.desk, clerk, letters),
        letter_at=letter_at,
        page=page,
        more=more,
    )


@router.get("/plan")
def plan(request: Request, counter: Here, someone: Officer) -> Response:
    """What the ladder asks for today."""
    return _plan(request, counter, someone)


@router.post("/plan", dependencies=[Depends(own_form)])
def send(request: Request, counter: Here, someone: Officer) -> Response:
    """Send it; each reminder goes once, whoever presses the button how often."""
    done = chase(
        counter.desk,
        lambda: counter.clerk(someone),
        seen=seen_by(someone, Verb.JUDGE),
        password=counter.mail_password,
    )
    return _plan(request, counter, someone, done=done)


def _plan(request: Request, counter: Counter, someone: Visitor, *, done: Chase | None = None) -> Response:
    seen = seen_by(someone, Verb.JUDGE)
    return counter.page(
        request,
        someone,
        "plan.html",
        plan=plan_reminders(counter.desk, counter.clerk(someone), seen=seen),
        done=done,
        RemindBy=RemindBy,
        letter_at=letter_at,
    )
