"""A small office with a record or two in every register, for tests of what goes out."""

import datetime as dt
from pathlib import Path
from typing import Any

from lif_desktop.office import Edit, Office, create_office
from lif_desktop.places import resources
from lif_desktop.registers import REGISTERS
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register

NOW = dt.datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - the journal keeps UTC without a zone
TODAY = dt.date(2026, 11, 23)


def new_office(folder: Path) -> Office:
    """An empty office on 23 November 2026."""
    return create_office(folder / "office.lif", resources() / "framework", "stockport", "Ann Officer", lambda: NOW)


def add(office: Office, key: str, /, **values: Any) -> int:
    """One more record of register `key`; gives its number."""
    office.write(f"Added to {key}", office.changes_for(key, None, values))
    return int(office.rows(key).rows[-1][0])


def fill(office: Office) -> None:
    """Two records in every register, with a value in every field that can have one."""
    late: list[Edit] = []
    for own in sorted(REGISTERS, key=lambda one: (one.parent != "", one.key == "actions")):
        for turn in (1, 2):
            values = {
                field.key: value for field in own.fields if (value := sample(office, own, field, turn)) is not None
            }
            finalised = values.pop("finalised_on", None)
            number = add(office, own.key, **values)
            if finalised:
                late.append(Edit(own.table, number, {"finalised_on": finalised}))
    office.write("Finalised the minutes", late)  # nothing can be added to minutes after that


def sample(office: Office, own: Register, field: Field, turn: int) -> Any:
    if field.kind == "ref":
        return None
    if field.kind in ("link", "links"):
        return _linked(office, own, field, turn)
    if field.kind in ("choice", "choices"):
        keys = [choice.key for choice in office.lookup.choices(field.choices)]
        return keys[turn % len(keys)] if field.kind == "choice" else ";".join(keys[turn : turn + 2])
    plain: dict[str, Any] = {
        "text": f"{field.label} {own.key} {turn}",
        "note": f"=Line one about {field.label.lower()} {turn}\n- line two, “quoted”; 5 < 6 & 7",
        "date": dt.date(2026, turn, 28),
        "whole": int(field.least or 0) + turn,
        "decimal": turn + 0.25,
        "yes_no": turn == 1,
        "agency": turn + 2,
    }
    return plain[field.kind]


def _linked(office: Office, own: Register, field: Field, turn: int) -> Any:
    numbers = [row[0] for row in office.rows(field.target).rows]
    if field.target == own.key or not numbers:
        return () if field.kind == "links" else None
    return tuple(numbers[:turn]) if field.kind == "links" else numbers[turn % len(numbers)]
