"""How far the evaluation of training reaches in a year, and what agencies tell of their own (framework 13.4, 13.5)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lif_desktop.framework.attendance import Places, by_agency, differences
from lif_desktop.framework.dates import DateNotUnderstood, financial_year, financial_year_range
from lif_desktop.framework.evaluation import (
    REACTION,
    STAGES,
    Finding,
    Rate,
    evidence,
    findings,
    follow_up_due,
    lacks_behaviour,
    overall,
    people,
)
from lif_desktop.framework.evaluation_words import FOLLOW_UP, Looking, score_words, standing
from lif_desktop.framework.profile import Profile
from lif_desktop.framework.returns import came_on, is_in, stands
from lif_desktop.framework.status import Status
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.office.training_columns import by_course
from lif_desktop.registers.lookup import Lookup

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

Row = Mapping[str, Any]

FRAMEWORKS = ("section_11", "qa_statement", "section_175", "annual_contribution")
"""Returns that tell of an agency's training too (framework 13.5 b)."""


@dataclass(frozen=True)
class Reading:
    """What a year is read from: the rows of a register by its key, the names, the framework, the day."""

    records: Callable[[str], Sequence[Row]]
    names: Lookup
    profile: Profile
    calendar: WorkingDays
    today: dt.date

    @staticmethod
    def of(office: "Office") -> "Reading":
        """An open office as it is now."""
        return Reading(office.records, office.lookup, office.profile, office.calendar, office.today())


@dataclass(frozen=True)
class CourseReach:
    """One course of the year: at which stages there is evidence, its score with its rate, and its third stage.

    `states` say how each stage stands. `late` says that the follow-up is overdue and has brought nothing yet, `due`
    when it was due.
    """

    id: int
    ref: str
    title: str
    held_on: dt.date
    reached: tuple[bool, bool, bool, bool]
    rate: Rate
    score: str
    states: tuple[Status, ...]
    due: dt.date | None
    late: bool
    attended: int | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class AgencyTraining:
    """What one agency told of its own training in the year (framework 13.5 a), and what its other returns tell (b).

    `line` is its entry of the register of training returns, None where there is none; `asked` the return asked for.
    `standards` are its answers to standards on training: (audit, standard, score, moderated score).
    """

    agency_id: int
    name: str
    statutory: bool
    line: Row | None
    asked: Row | None
    status: Status
    others: tuple[tuple[str, dt.date], ...] = ()
    standards: tuple[tuple[str, str, int | None, int | None], ...] = ()

    @property
    def has_sent(self) -> bool:
        """Whether the agency has told anything of its training."""
        return self.line is not None or bool(self.asked and is_in(self.asked))

    @property
    def rate(self) -> Rate:
        """Staff trained of those in scope."""
        return Rate(self.line["trained"], self.line["staff"]) if self.line else Rate()


@dataclass(frozen=True)
class Coverage:
    """How far the evaluation of training reaches in one financial year.

    `attendance` holds agency, name and places, most attended first; `counted` are the courses that it comes from,
    `differing` those of them on which the agencies do not add up to the course's own numbers, by reference.
    """

    year: str
    courses: tuple[CourseReach, ...]
    planned: int
    attendance: tuple[tuple[int, str, Places], ...]
    counted: int
    differing: tuple[str, ...]
    agencies: tuple[AgencyTraining, ...]

    def reached(self, stage: str) -> int:
        """Courses with evidence at a stage."""
        return sum(course.reached[STAGES.index(stage)] for course in self.courses)

    def lacking(self, stage: str) -> tuple[CourseReach, ...]:
        """Courses without evidence at a stage, oldest first."""
        return tuple(course for course in self.courses if not course.reached[STAGES.index(stage)])

    @property
    def replies(self) -> Rate:
        """Forms that came back of all who attended. Courses where the two do not fit are left out."""
        return overall(Rate(one.rate.replies or 0, one.rate.asked) for one in self.courses)

    @property
    def odd(self) -> tuple[CourseReach, ...]:
        """Courses with more replies than people, which no rate can be made of."""
        return tuple(course for course in self.courses if course.rate.is_odd)

    @property
    def late(self) -> tuple[CourseReach, ...]:
        """Courses whose follow-up is overdue without evidence of the third stage, longest overdue first."""
        return tuple(
            sorted((one for one in self.courses if one.late), key=lambda one: (one.due or one.held_on, one.id))
        )

    @property
    def missing(self) -> tuple[AgencyTraining, ...]:
        """Statutory partners, and agencies that were asked, that have told nothing of their training."""
        return tuple(one for one in self.agencies if not one.has_sent and (one.statutory or one.asked))


def years_of(reading: Reading) -> tuple[str, ...]:
    """The financial years with courses or training returns up to today, and this one; newest first."""
    today = reading.today
    held = {financial_year(row["held_on"]) for row in reading.records("training") if _is_past(row, today)}
    told = {_year(line["year"]) for line in reading.records("training_returns")}
    return tuple(sorted((held | told | {financial_year(today)}) - {""}, reverse=True))


def coverage(reading: Reading, year: str) -> Coverage:
    """The year's courses held up to today, their evidence, attendance by agency, and the agencies' own training."""
    start, end = financial_year_range(year)
    today = reading.today
    within = [row for row in reading.records("training") if row["held_on"] and start <= row["held_on"] <= end]
    held = sorted((row for row in within if _is_past(row, today)), key=lambda row: (row["held_on"], row["id"]))
    lines, cases = by_course(reading.records("evaluations"), reading.records("case_tracking"))
    booked: dict[int, list[Row]] = {row["id"]: [] for row in held}
    for line in reading.records("bookings"):
        if line["training_id"] in booked:
            booked[line["training_id"]].append(line)
    names = reading.names.agency_name
    places = by_agency(line for some in booked.values() for line in some)
    attendance = sorted(
        ((number, names(number), one) for number, one in places.items()),
        key=lambda one: (-(one[2].attended or 0), one[1]),
    )
    return Coverage(
        financial_year(start),
        tuple(_reach(reading, row, lines.get(row["id"], ()), cases[row["id"]]) for row in held),
        len(within) - len(held),
        tuple(attendance),
        sum(bool(some) for some in booked.values()),
        tuple(str(row["ref"]) for row in held if booked[row["id"]] and differences(row, booked[row["id"]])),
        agency_training(reading, year),
    )


def _is_past(row: Row, today: dt.date) -> bool:
    return row["held_on"] is not None and row["held_on"] <= today


def _reach(reading: Reading, row: Row, lines: Sequence[Row], cases: int) -> CourseReach:
    rule = reading.profile.standing_rule(FOLLOW_UP)
    looking = Looking(reading.profile, reading.today, reading.calendar)
    found, reached = findings(row, lines), evidence(row, lines, cases)
    rate = people(found, REACTION)
    return CourseReach(
        row["id"],
        str(row["ref"]),
        str(row["title"]),
        row["held_on"],
        reached,
        replace(rate, asked=row["attended"] if rate.asked is None else rate.asked),
        score_words(found),
        tuple(standing(stage, known, row, looking) for stage, known in zip(STAGES, reached, strict=True)),
        follow_up_due(row, rule, reading.calendar),
        lacks_behaviour(row, reading.today, rule, lines, reading.calendar),
        row["attended"],
        found,
    )


# what agencies tell of their own training


def agency_training(reading: Reading, year: str) -> tuple[AgencyTraining, ...]:
    """Every statutory partner, and every other agency that told of its training in the year or was asked to.

    Statutory partners come first, then by name.
    """
    start, end = financial_year_range(year)
    wanted = financial_year(start)
    lines = {line["agency_id"]: line for line in reading.records("training_returns") if _year(line["year"]) == wanted}
    returns = reading.records("returns")
    asked = {row["agency_id"]: row for row in returns if row["kind"] == "training_return" and _asked_for(row) == wanted}
    others: dict[int, list[tuple[str, dt.date]]] = defaultdict(list)
    for row in returns:
        if row["kind"] in FRAMEWORKS and (day := came_on(row)) and start <= day <= end:
            label = reading.names.label("return_kinds", row["kind"])
            others[row["agency_id"]].append((label, day))
    standards = _standards(reading, start, end)
    there = {row["id"]: row for row in reading.records("agencies") if not row["active_to"] or row["active_to"] >= start}
    statutory = {number for number, row in there.items() if row["statutory"]}
    listed = statutory | lines.keys() | asked.keys() | standards.keys()
    made = [
        AgencyTraining(
            number,
            reading.names.agency_name(number),
            number in statutory,
            lines.get(number),
            asked.get(number),
            _return_state(reading, lines.get(number), asked.get(number)),
            tuple(others[number]),
            tuple(standards.get(number, ())),
        )
        for number in listed
    ]
    return tuple(sorted(made, key=lambda one: (not one.statutory, one.name)))


def _asked_for(row: Row) -> str:
    """The financial year that a return is about: as written, else the one in which it was asked for or is due."""
    if row["year"]:
        return _year(row["year"])
    day: dt.date | None = row["due_on"] or row["asked_on"]
    return financial_year(day) if day else ""


def _year(text: str | None) -> str:
    """A year as somebody wrote it, in our words ("2025-26"); "" where it names none."""
    try:
        return financial_year(financial_year_range(text or "")[0])
    except DateNotUnderstood:
        return ""


def _return_state(reading: Reading, line: Row | None, asked: Row | None) -> Status:
    """How a return stands; figures on record show that it came, whatever was noted of it."""
    if line is not None and (asked is None or not is_in(asked)):
        return Status("green", "Received")
    return stands(asked, reading.today)


def _standards(
    reading: Reading, start: dt.date, end: dt.date
) -> dict[int, list[tuple[str, str, int | None, int | None]]]:
    """Answers of agencies to standards on training, from audits of the year (framework 13.5 b)."""
    audits = {
        row["id"]: str(row["ref"])
        for row in reading.records("audits")
        if any(row[key] and start <= row[key] <= end for key in ("completed_on", "due_on"))
    }
    found: dict[int, list[tuple[str, str, int | None, int | None]]] = defaultdict(list)
    for line in reading.records("audit_standards"):
        if line["agency_id"] and line["audit_id"] in audits and "training" in line["standard"].casefold():
            answer = (audits[line["audit_id"]], line["standard"], line["self_score"], line["moderated_score"])
            found[line["agency_id"]].append(answer)
    return found
