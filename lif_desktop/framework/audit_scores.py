"""What audits found: answers to standards beside the last cycle's, grades of cases, the five tests. Pure functions."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lif_desktop.framework.audit_year import is_cancelled, year_of
from lif_desktop.framework.choice import plain

Row = Mapping[str, Any]
Moved = Literal["up", "down", "same", "new", "none"]

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
"""The grades an audit counts its cases by, from best to worst: keys of audit_grades, and fields of an audit."""
TESTS = ("voice_heard", "making_a_difference", "happening_as_it_ought", "meets_standards", "evidence_applied")
"""The five tests of framework 6.1.2: fields of an audit and of each of its cases."""
BEST = 3
"""The highest score against a standard; 0 is the lowest."""


@dataclass(frozen=True)
class Answer:
    """One agency's answer to one standard, and the same of the last cycle; `agency` is the one it is part of now."""

    row: Row
    last: Row | None
    agency: int | None

    @property
    def score(self) -> int | None:
        """The score that holds: the moderated one, else the agency's own."""
        return held_score(self.row)

    @property
    def last_score(self) -> int | None:
        """The score that held in the last cycle."""
        return held_score(self.last) if self.last else None

    @property
    def moved(self) -> Moved:
        """Whether the score went up or down since the last cycle; "none" without a score now."""
        now, before = self.score, self.last_score
        if now is None:
            return "none"
        if before is None:
            return "new"
        return "same" if now == before else "up" if now > before else "down"


@dataclass(frozen=True)
class AgencyScores:
    """The answers of one agency in figures: by score, moved up and down since the last cycle, not moderated yet."""

    agency: int | None
    answers: int
    by_score: Mapping[int, int]
    up: int
    down: int
    unmoderated: int
    improvements: int
    late: int


def held_score(row: Row) -> int | None:
    """The score of an answer that holds: the moderated one where there is one, else the agency's own."""
    score: int | None = row["self_score"] if row["moderated_score"] is None else row["moderated_score"]
    return score


def now_part_of(agency: int | None, merged: Mapping[int, int]) -> int | None:
    """The agency that `agency` has become, through any number of mergers; itself where it was never merged."""
    seen: set[int] = set()
    while agency is not None and agency in merged and agency not in seen:
        seen.add(agency)
        agency = merged[agency]
    return agency


def last_cycle(audit: Row, audits: Iterable[Row], answered: Collection[int]) -> Row | None:
    """The newest earlier audit of the same type among those numbered in `answered`; None without one."""
    here = _order(audit)
    earlier = [
        row
        for row in audits
        if row["audit_type"] == audit["audit_type"]
        and row["id"] in answered
        and row["id"] != audit["id"]
        and not is_cancelled(row)
        and _order(row) < here
    ]
    return max(earlier, key=_order) if earlier else None


def answers(now: Iterable[Row], last: Iterable[Row], merged: Mapping[int, int]) -> tuple[Answer, ...]:
    """Each answer with that of the last cycle by the same agency to the same standard.

    An agency that was merged into another counts as that one; of several such answers the agency's own goes first,
    then the lowest. A standard is the same when its words are, whatever their case and signs.
    """
    before: dict[tuple[int | None, str], list[Row]] = {}
    for row in last:
        before.setdefault((now_part_of(row["agency_id"], merged), plain(row["standard"])), []).append(row)
    found = []
    for row in now:
        agency = now_part_of(row["agency_id"], merged)
        same = before.get((agency, plain(row["standard"])), [])
        found.append(Answer(row, min(same, key=lambda old: _rank(old, row["agency_id"]), default=None), agency))
    return tuple(found)


def by_agency(found: Iterable[Answer], today: date) -> tuple[AgencyScores, ...]:
    """The answers of each agency in figures, in the order in which agencies first answer.

    `improvements` counts answers with areas for improvement, `late` those whose deadline has passed.
    """
    groups: dict[int | None, list[Answer]] = {}
    for one in found:
        groups.setdefault(one.agency, []).append(one)
    return tuple(_in_figures(agency, some, today) for agency, some in groups.items())


def _in_figures(agency: int | None, some: Sequence[Answer], today: date) -> AgencyScores:
    moved = Counter(one.moved for one in some)
    to_do = [one.row for one in some if one.row["improvement"]]
    return AgencyScores(
        agency,
        len(some),
        Counter(one.score for one in some if one.score is not None),
        moved["up"],
        moved["down"],
        sum(one.row["self_score"] is not None and one.row["moderated_score"] is None for one in some),
        len(to_do),
        sum(bool(row["deadline_on"]) and row["deadline_on"] < today for row in to_do),
    )


def _rank(old: Row, agency: int | None) -> tuple[bool, int, int]:
    """Own answers first, then the lowest score, then the oldest."""
    score = held_score(old)
    return old["agency_id"] != agency, BEST + 1 if score is None else score, old["id"]


def _order(row: Row) -> tuple[date, int]:
    day = row["completed_on"] or row["due_on"] or row["planned_on"] or row["requested_on"] or date.max
    return day, row["id"]


# Cases


@dataclass(frozen=True)
class OneTest:
    """How the cases did in one of the five tests. `share` is that of "yes" among those it applies to, None for none."""

    test: str
    yes: int
    partly: int
    no: int

    @property
    def asked(self) -> int:
        """How many cases were tested."""
        return self.yes + self.partly + self.no

    @property
    def share(self) -> float | None:
        """The part of "yes", 0.0 to 1.0."""
        return self.yes / self.asked if self.asked else None


def held_grade(case: Row) -> str | None:
    """The grade of a case that holds: the moderated one, else the agency's own."""
    grade: str | None = case["moderated_grade"] or case["grade"]
    return grade


def graded(cases: Iterable[Row]) -> Mapping[str, int]:
    """How many times each grade was given, from best to worst; grades of the partnership's own are left out."""
    counts = Counter(held_grade(case) for case in cases)
    return {grade: counts[grade] for grade in GRADES}


def own_figures(audit: Row) -> Mapping[str, int] | None:
    """The audit's own counts by grade, from best to worst; None where none of them is filled in."""
    if all(audit[grade] is None for grade in GRADES):
        return None
    return {grade: audit[grade] or 0 for grade in GRADES}


def to_fill(audit: Row, cases: Sequence[Row]) -> Mapping[str, int]:
    """The figures of the audit that its cases give and that stand otherwise there; empty where all agree.

    The number of cases is filled only where it is empty: an audit may have looked at more than were written down.
    """
    counted = graded(cases)
    if not any(counted.values()):
        return {}
    values = {grade: number for grade, number in counted.items() if (audit[grade] or 0) != number}
    if values and audit["cases"] is None:
        values["cases"] = len({case["pseudonym"] for case in cases})
    return values


def five_tests(cases: Sequence[Row]) -> tuple[OneTest, ...]:
    """The five tests over the cases of an audit, in their order."""
    found = []
    for test in TESTS:
        counts = Counter(case[test] for case in cases)
        found.append(OneTest(test, counts["yes"], counts["partly"], counts["no"]))
    return tuple(found)


@dataclass(frozen=True)
class Spread:
    """Grades given, by grade, under words such as a financial year or the reference of an audit."""

    words: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many grades were given."""
        return sum(self.counts.values())

    @property
    def good(self) -> float | None:
        """The part that is good or outstanding, 0.0 to 1.0; None without any grade."""
        return (self.counts["outstanding"] + self.counts["good"]) / self.total if self.total else None


def spread_by_year(audits: Iterable[Row], counted: Mapping[int, Mapping[str, int]]) -> tuple[Spread, ...]:
    """The grades of audits together by financial year, oldest first.

    An audit's own figures go before those `counted` from its cases, by its number.
    """
    years: dict[str, Counter[str]] = {}
    for audit in audits:
        counts = own_figures(audit) or counted.get(audit["id"])
        year = year_of(audit)
        if year and counts and any(counts.values()):
            years.setdefault(year, Counter()).update(counts)
    return tuple(Spread(year, {grade: years[year][grade] for grade in GRADES}) for year in sorted(years))


def same_theme(audit: Row, audits: Iterable[Row]) -> tuple[Row, ...]:
    """The audits of the same type on the same theme that were not called off, itself among them, oldest first."""
    theme, kind = audit["theme"], audit["audit_type"]
    if not theme:
        return ()
    found = [row for row in audits if row["audit_type"] == kind and row["theme"] == theme and not is_cancelled(row)]
    return tuple(sorted(found, key=_order))
