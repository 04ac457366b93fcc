"""What is installed is what was tested, and may be used as we use it."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock")
#: Licences under which the whole would have to be given away over a network, or could not be used at all.
UNFIT = re.compile("affero|agpl|sspl|commons clause|busl|non-?commercial|proprietary", re.IGNORECASE)


def pinned(lock: str) -> dict[str, str]:
    """Each library of a lock with its entry."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-zA-Z0-9])", re.sub(r"(?m)^\s*#.*\n", "", text))
    return {re.split("[=\\[ ]", one, maxsplit=1)[0]: one for one in entries if "==" in one}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_library_is_pinned_with_its_hash(lock):
    entries = pinned(lock)
    assert len(entries) > 20
    assert [
        name for name, entry in entries.items() if not re.search(r"==\S+[^\n]*\\\n\s+--hash=sha256:", entry)
    ] == []


@pytest.mark.parametrize("name", sorted(pinned(LOCKS[0])))
def test_every_library_may_be_used(name):
    about = metadata.metadata(name)
    told = [
        about.get("License-Expression") or "",
        about.get("License") or "",
        *(about.get_all("Classifier") or ()),
    ]
    licences = [
        one
        for one in told
        if one and not one.startswith(("Development", "Programming", "Topic", "Operating", "Intended"))
    ]
    assert licences, f"{name} names no licence"
    assert [one for one in licences if UNFIT.search(one.splitlines()[0])] == []


def test_the_test_lock_holds_what_the_product_is_made_of():
    first, second = (pinned(lock) for lock in LOCKS)
    version = re.compile(r"==(\S+)")
    differing = {
        name
        for name, entry in first.items()
        if name not in second or version.search(entry)[1] != version.search(second[name])[1]
    }
    assert differing == set()
