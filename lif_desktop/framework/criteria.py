"""The criteria of reviews: conditions, how they are put together, and what the answers of a panel come to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lif_desktop.framework.choice import plain
from lif_desktop.framework.clocks import TO_CHECK

Force = Literal["must", "may"]
Verdict = Literal["met", "not_met", "open"]
Answers = Mapping[str, str | None]
"""By the key of a condition: met, not_met, unclear; None or absent while it is not answered."""

FORCES: tuple[Force, ...] = ("must", "may")
MET, NOT_MET, UNCLEAR = "met", "not_met", "unclear"


@dataclass(frozen=True)
class Criterion:
    """A condition that a panel answers met, not met or unclear before it decides on a review.

    `name` is what the condition is called in a sentence ("Condition 2"), `note` what helps to answer it. `check` marks
    one that was not read at its source.
    """

    key: str
    name: str
    text: str
    source: str
    note: str = ""
    check: bool = False


@dataclass(frozen=True)
class AllOf:
    """Met when every part is met."""

    parts: tuple["Test", ...]


@dataclass(frozen=True)
class AnyOf:
    """Met when one part is met."""

    parts: tuple["Test", ...]


Test = str | AllOf | AnyOf
"""The key of a condition, or several tests together."""


@dataclass(frozen=True)
class Route:
    """What follows when its test is met: `says` in words, and the type of review it leads to ("" for none).

    `force` is must where there is no choice and may where the partners choose; `source` its paragraph or Act.
    """

    key: str
    leads_to: str
    force: Force
    says: str
    source: str
    when: Test
    check: bool = False


@dataclass(frozen=True)
class Finding:
    """What the answers come to for one route. `because` are the conditions on which that hangs.

    Those are the ones that are met, the ones that are not, or the ones that hold it open: unanswered or unclear.
    """

    route: Route
    verdict: Verdict
    because: tuple[str, ...]


def conditions(test: Test) -> Iterator[str]:
    """The keys of all conditions in a test, in order."""
    if isinstance(test, str):
        yield test
    else:
        for part in test.parts:
            yield from conditions(part)


def weigh(route: Route, answers: Answers) -> Finding:
    """What the answers come to for a route.

    One part that is not met settles a test of all of them, one that is met a test of any; else what is unanswered or
    unclear holds it open.
    """
    verdict, because = _weigh(route.when, answers)
    return Finding(route, verdict, tuple(dict.fromkeys(because)))


def _weigh(test: Test, answers: Answers) -> tuple[Verdict, list[str]]:
    if isinstance(test, str):
        answer = answers.get(test)
        return (MET if answer == MET else NOT_MET if answer == NOT_MET else "open"), [test]  # type: ignore[return-value]
    found = [_weigh(part, answers) for part in test.parts]
    settles, otherwise = (NOT_MET, MET) if isinstance(test, AllOf) else (MET, NOT_MET)
    verdicts = {verdict for verdict, _ in found}
    verdict: Verdict = settles if settles in verdicts else "open" if "open" in verdicts else otherwise  # type: ignore[assignment]
    return verdict, [key for one, keys in found if one == verdict for key in keys]


def main_finding(routes: Iterable[Route], answers: Answers) -> Finding | None:
    """Of the routes of one type the one that counts: the first that is met, else the first open one, else the first.

    Only routes that lead to a review count; None where there is none.
    """
    found = [weigh(route, answers) for route in routes if route.leads_to]
    for verdict in (MET, "open", NOT_MET):
        for one in found:
            if one.verdict == verdict:
                return one
    return None


def duties(routes: Iterable[Route], answers: Answers) -> tuple[Finding, ...]:
    """What the answers ask for beside a review: the routes that are met and lead to none."""
    return pointing((route for route in routes if not route.leads_to), answers)


def pointing(routes: Iterable[Route], answers: Answers) -> tuple[Finding, ...]:
    """The routes, of whatever types, that the answers point to; each once."""
    once = {route.key: route for route in routes}.values()
    return tuple(found for route in once if (found := weigh(route, answers)).verdict == MET)


def answers_of(rows: Iterable[Mapping[str, Any]], criteria: Iterable[Criterion]) -> dict[str, str | None]:
    """The answers on a case by the key of the condition.

    `rows` have question, key and answer. A row without a key is known by its question, however it is punctuated.
    """
    known = {plain(one.text): one.key for one in criteria}
    found: dict[str, str | None] = {}
    for row in rows:
        key = row.get("key") or known.get(plain(str(row["question"])))
        if key and (row["answer"] or key not in found):
            found[key] = row["answer"]
    return found


def in_words(finding: Finding, criteria: Iterable[Criterion], answers: Answers) -> str:
    """A finding in a sentence or two: "Cannot be said yet: Condition 2 is unanswered."."""
    names = {one.key: one.name for one in criteria}
    named = [names.get(key, key) for key in finding.because]
    if finding.verdict == MET:
        return f"{finding.route.says}{_to_check(finding.route)}"
    if finding.verdict == NOT_MET:
        return f"The criteria are not met: {_are(named)} not met."
    blank = [names.get(key, key) for key in finding.because if answers.get(key) != UNCLEAR]
    unclear = [names.get(key, key) for key in finding.because if answers.get(key) == UNCLEAR]
    parts = [f"{_are(blank)} unanswered"] if blank else []
    parts += [f"{_are(unclear)} unclear"] if unclear else []
    return f"Cannot be said yet: {', and '.join(parts)}."


def _to_check(route: Route) -> str:
    return f" {TO_CHECK[:1].upper()}{TO_CHECK[1:]}." if route.check else ""


def _are(names: Sequence[str]) -> str:
    """Names and their verb: "Area and Condition 2 are", "Condition 2 is"."""
    if len(names) == 1:
        return f"{names[0]} is"
    return f"{', '.join(names[:-1])} and {names[-1]} are"
