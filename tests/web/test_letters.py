"""A letter and its reading at the counter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from makers.visitors import Visitor, own_task, seen_of


def test_the_profile_and_the_holidays_are_those_of_this_moment(counter):
    from desk.profile import profile_text

    path = counter.data / "profile.toml"
    path.write_text(profile_text(counter.desk.office), encoding="utf-8")
    visitor = Visitor(counter, "clerk")
    assert "จังหวัดมุกดาหาร" in Visitor(counter).get("/login").text
    path.write_text(profile_text(replace(counter.desk.office, sender="จังหวัดมุกดาหารใหม่")), encoding="utf-8")
    visitor.cookies.clear()
    assert "จังหวัดมุกดาหารใหม่" in visitor.get("/login").text


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("directives", {"text": "ให้อำเภอจัดประชุม"}),
        ("directives/0/split", {"at": "10"}),
        ("directives/0/join", {}),
        ("correct", {"field": "issuer", "value": "กรมที่ดิน"}),
        ("confirm", {"anyway": "true"}),
    ],
)
def test_a_press_on_a_page_that_is_no_longer_so_does_nothing(counter, received, path, fields):
    visitor = Visitor(counter, "clerk")
    old = str(seen_of(counter))
    at = "/letters/2567/1"
    assert visitor.send_form(f"{at}/{path}", page=at, seen=old, **fields).status_code == 303
    now = seen_of(counter)
    again = visitor.send_form(f"{at}/{path}", page=at, seen=old, **fields)
    assert (again.status_code, seen_of(counter)) == (409, now)


def test_a_proposal_accepted_twice_does_not_take_the_next_one(counter, received, clerk, says):
    from desk.review import accept, correct

    old = seen_of(counter)
    correct(counter.desk, "1", "issuer", "กรมที่ดิน", clerk)
    assert "1/2567" in says(accept, counter.desk, "1", clerk, [1], seen=old)[0]
    visitor = Visitor(counter, "clerk")
    assert visitor.send_form("/letters/2567/1/accept", page="/letters/2567/1", issue="1").status_code == 422


def test_a_district_sees_the_letter_that_went_out_to_it_and_changes_nothing(counter, confirmed, clerk):
    from desk.relay import relay
    from desk.send import send

    visitor = Visitor(counter, "dontan")
    at = "/letters/2567/1"
    assert visitor.get(at).status_code == 403
    relay(counter.desk, "1", clerk)
    send(counter.desk, "1", clerk)
    page = visitor.get(at)
    assert (page.status_code, "หนี้นอกระบบ" in page.text) == (200, True)
    assert "<button" not in page.text.split('id="reading"')[1]
    assert visitor.get(f"{at}/original").status_code == 200
    assert f'href="{at}"' in visitor.get(f"/tasks/{own_task(counter).id}").text
    for path in ("/relay", "/relay/draft.pdf", "/addresses"):
        assert visitor.get(f"{at}{path}").status_code == 403
    seen = {"seen": str(seen_of(counter)), "field": "issuer", "value": "กรมที่ดิน"}
    assert visitor.send_form(f"{at}/correct", page=at, **seen).status_code == 403
