"""What people call the program's own values: "ด่วนที่สุด", "แจ้งแล้ว"."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TypeVar

from circulars.lexicon import table

E = TypeVar("E", bound=StrEnum)


def label(value: StrEnum, lang: str = "th") -> str:
    """The name of a value in the reader's language, from ``lexicon/labels.toml``."""
    name: str = table("labels")[_table_name(type(value))][value.value][lang]
    return name


def labelled(kind: type[E], text: str) -> E | None:
    """The value that a person means, by its label in any language or by its code."""
    wanted = " ".join(text.split()).lower()
    for value in kind:
        names = table("labels").get(_table_name(kind), {}).get(value.value, {})
        if wanted in {value.value, *(name.lower() for name in names.values())}:
            return value
    return None


def _table_name(kind: type[StrEnum]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
