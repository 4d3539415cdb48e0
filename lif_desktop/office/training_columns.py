"""What the register of training works out for each course: its response rate, and how many stages have evidence."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.framework.evaluation import REACTION, evidence, findings, people
from lif_desktop.framework.status import Status
from lif_desktop.framework.tracking import tracked
from lif_desktop.office.queries import Rows
from lif_desktop.office.schema import METADATA

Row = Mapping[str, Any]


def evidence_columns(connection: Connection, stored: Rows, today: dt.date) -> Iterable[tuple[str | None, Status]]:
    """For each course its response rate for a narrow cell, and at how many of the four stages there is evidence."""
    lines, cases = _of_courses(connection)
    names = ["id", "version", *(field.key for field in stored.fields)]
    held = stored.position("held_on")
    for row in stored.rows:
        course = dict(zip(names, row, strict=True))
        own = lines.get(row[0], ())
        rate = people(findings(course, own), REACTION).short
        yield rate or None, _state(sum(evidence(course, own, cases[row[0]])), row[held], today)


def _of_courses(connection: Connection) -> tuple[dict[int, list[Row]], Counter[int]]:
    """The same from the office file."""

    def rows(name: str) -> list[Row]:
        table = METADATA.tables[name]
        query = select(table).where(table.c.training_id.is_not(None), table.c.binned_at.is_(None))
        return [dict(row) for row in connection.execute(query).mappings()]

    return by_course(rows("evaluations"), rows("case_tracking"))


def by_course(evaluations: Iterable[Row], cases: Iterable[Row]) -> tuple[dict[int, list[Row]], Counter[int]]:
    """The lines of evaluation of each course, and how many tracked cases of it have an answer, by its number."""
    lines: dict[int, list[Row]] = defaultdict(list)
    for line in evaluations:
        if line["training_id"]:
            lines[line["training_id"]].append(line)
    looked: dict[int, list[Row]] = defaultdict(list)
    for case in cases:
        if case["training_id"]:
            looked[case["training_id"]].append(case)
    return lines, Counter({number: tracked(some).looked_at for number, some in looked.items()})


def _state(stages: int, held: dt.date | None, today: dt.date) -> Status:
    if held is None or held >= today:
        return Status("none", "Planned")
    tone = ("red", "amber", "amber", "green", "blue")[stages]
    return Status(tone, f"{stages} of 4 stages")  # type: ignore[arg-type]
