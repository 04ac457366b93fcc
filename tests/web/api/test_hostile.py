"""Hostile programs: bombs, files too large, markup, and requests made at random from the API's own description."""

from __future__ import annotations

import io
import zipfile

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from makers.visitors import Program, Visitor
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{ 7*7 }} ${7*7} ../../etc"


def bomb():
    """Four hundred and fifty million blanks, a thousandth of that in the file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(45):
            archive.writestr(f"{number}.txt", b" " * 10_000_000)
    return packed.getvalue()


def test_a_bomb_is_refused_with_a_reason(counter):
    clerk = Program(counter, "clerk")
    refused = clerk.call("POST", "/letters", 422, files={"file": ("bomb.zip", bomb(), "application/zip")})
    assert "bomb.zip" in refused["detail"]
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w") as archive:
        archive.writestr("../../../../tmp/ก.txt", "ก")
        archive.writestr("inner.zip", bomb())
    answer = clerk.post(
        "/api/v1/letters", files={"file": ("nested.zip", nested.getvalue(), "application/zip")}
    )
    assert answer.status_code in {200, 422}
    assert clerk.call("GET", "/letters")["items"] == []


@pytest.mark.parametrize("path", ["/letters", "/readings", "/tasks/1/evidence"])
def test_a_hundred_million_bytes_are_refused_before_they_are_read(counter, path):
    clerk = Program(counter, "clerk", lang="en")
    files = {"file": ("a.pdf", b"%PDF" + bytes(100_000_000), "application/pdf")}
    refused = clerk.call("POST", path, 413, files=files)
    assert refused["detail"].startswith(
        "What was sent is larger than 61 million bytes; nothing was taken in."
    )
    assert refused["error"] == "request-too-large"


def test_a_stranger_may_not_even_send_a_million_bytes(counter):
    stranger = Program(counter, "archivist")
    assert (
        stranger.call("POST", "/letters", 413, files={"file": ("a.pdf", bytes(1_100_000))})["status"] == 413
    )


#: Every field of a letter that takes words.
FIELDS = ("issuer", "subject", "เรียน", "/letter/directives/0/text", "/letter/directives/0/otherwise", "email")


@pytest.mark.parametrize("field", FIELDS)
def test_markup_in_any_field_is_shown_as_it_is_and_runs_nowhere(counter, received, field):
    clerk = Program(counter, "clerk")
    answer = clerk.post("/api/v1/letters/2567/1/corrections", json={"field": field, "value": HOSTILE})
    assert answer.status_code in {200, 422}
    assert answer.headers["content-type"] in {"application/json", "application/problem+json"}
    assert answer.headers["x-content-type-options"] == "nosniff"
    person = Visitor(counter, "clerk")
    for page in ("/letters/2567/1", "/registers?year=2567", "/", "/inbox", "/search?q=alert"):
        text = person.get(page).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_requests_made_at_random_from_the_description_never_break_it(counter, sent):
    """Every answer is one that the description names, in the form that it names; nothing is a fault."""
    program = Program(counter, "clerk", lang="en")
    token = program.headers["authorization"]
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", program.app)
    checks = (
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_schema_conformance,
    )

    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=12,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def try_one(case):
            answer = case.call(headers={"authorization": token})
            case.validate_response(answer, checks=checks)

        try_one()
