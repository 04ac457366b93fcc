"""The draft of a relay at the counter: who changes, submits, approves and sends it."""

from __future__ import annotations

from makers.visitors import Visitor

from desk.office_desk import Clerk


def test_who_saw_an_older_draft_overwrites_nothing(counter, confirmed, clerk, says):
    from desk.relay import edit, relay

    seen = relay(counter.desk, "1", clerk).version
    edit(counter.desk, "1", clerk, changes=[("/phone", "0 4261 9999")], seen=seen)
    told = says(edit, counter.desk, "1", clerk, changes=[("/phone", "0 4261 8888")], seen=seen)
    assert "1/2567" in told[0]
    assert relay(counter.desk, "1", clerk).draft.letter.phone == "0 4261 9999"


def test_who_submits_a_draft_does_not_approve_it(counter, confirmed, clerk, says):
    from desk.approval import approve, submit
    from desk.relay import relay

    relay(counter.desk, "1", clerk)
    submit(counter.desk, "1", clerk, account=5)
    assert says(approve, counter.desk, "1", clerk, account=5)[0] == (
        "ผู้เสนอร่างของเลขรับ 1/2567 อนุมัติเองไม่ได้ ต้องเป็นอีกคน"
    )


def test_a_draft_that_was_changed_after_its_approval_is_not_sent(counter, confirmed, clerk, says):
    from desk.approval import approve, send_approved, submit
    from desk.relay import edit, relay

    relay(counter.desk, "1", clerk)
    submit(counter.desk, "1", clerk)
    approve(counter.desk, "1", Clerk(name="ปลัดจังหวัด", now=clerk.now))
    edit(counter.desk, "1", clerk, changes=[("/phone", "0 4261 9999")])
    told = says(send_approved, counter.desk, "1", clerk)[0]
    assert told.startswith("ร่างของเลขรับ 1/2567 ยังไม่ได้รับอนุมัติ")


def test_looking_drafts_nothing_and_whoever_drafts_presses_a_button(counter, confirmed):
    at = "/letters/2567/1"

    def drafts():
        with counter.desk.database.reading() as store:
            return [one.by for one in store.audit.all() if one.verb == "relay"]

    for name in ("archivist", "drafter"):
        visitor = Visitor(counter, name)
        page = visitor.get(f"{at}/relay")
        assert (page.status_code, "ยังไม่มีร่างหนังสือแจ้งต่อ" in page.text) == (200, True)
        for path in ("pages/1.png", "draft.pdf"):
            assert visitor.get(f"{at}/relay/{path}").status_code == 404
        assert (f'action="{at}/relay"' in page.text) is (name == "drafter")
        assert (f'action="{at}/relay"' in visitor.get(at).text) is (name == "drafter")
    assert Visitor(counter, "archivist").send_form(f"{at}/relay", page=at).status_code == 403
    assert drafts() == []
    drafter = Visitor(counter, "drafter")
    assert drafter.send_form(f"{at}/relay", page=at).headers["location"] == f"{at}/relay"
    assert drafts() == ["drafter"]
    assert f'href="{at}/relay"' in drafter.get(at).text
    assert "เสนอเพื่ออนุมัติ" in drafter.get(f"{at}/relay").text
