"""Provinces and districts, from the shipped table."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from circulars.office import District, Province


@cache
def provinces() -> tuple[Province, ...]:
    """The 77 provinces with their districts (อำเภอ, and เขต of Bangkok), in code order."""
    found: dict[str, Province] = {}
    districts: dict[str, list[District]] = {}
    with (files("circulars") / "lexicon" / "places.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            code = row["province_code"]
            found.setdefault(code, Province(code=code, letters=row["letters"], name=row["province_th"]))
            districts.setdefault(code, []).append(
                District(code=row["district_code"], name=row["district_th"])
            )
    return tuple(
        Province(code=one.code, letters=one.letters, name=one.name, districts=tuple(districts[one.code]))
        for one in found.values()
    )


def province_named(name: str) -> Province | None:
    """The province of that name, with or without "จังหวัด", or of those letters or that code."""
    name = name.strip().removeprefix("จังหวัด").strip()
    return next((one for one in provinces() if name in {one.name, one.code, one.letters}), None)
