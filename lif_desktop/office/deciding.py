"""Deciding on a review: its criteria grid as it is answered, and a decision with what follows from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lif_desktop.framework.choice import plain
from lif_desktop.framework.criteria import Criterion
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.decided import DECISIONS, REVIEWS, follows_from
from lif_desktop.office.office import Office
from lif_desktop.office.opened_cases import CHECKS, CRITERIA, KINDS, lacking


@dataclass(frozen=True)
class GridLine:
    """One condition of the grid of a review: as it is asked, and as it is answered now.

    `id` and `version` are None for a condition that the type asks and the review does not have yet; `criterion` is None
    for a condition of the case's own, which decides nothing by itself.
    """

    question: str
    source: str
    answer: str | None
    evidence: str | None
    criterion: Criterion | None = None
    id: int | None = None
    version: int | None = None


def grid(office: Office, review: int) -> tuple[GridLine, ...]:
    """The conditions of the review's type in their order, then those of the case's own. KeyError when it has gone."""
    kind = office.profile.review_type(str(office.record("reviews", review)["review_type"]))
    rows = office.records("criteria", review)
    found: list[GridLine] = []
    used: set[int] = set()
    for one in kind.criteria:
        row = _row_of(one, rows)
        if row is None:
            found.append(GridLine(one.text, one.source, None, None, one))
        else:
            used.add(row["id"])
            found.append(_line(row, one))
    return (*found, *(_line(row, None) for row in rows if row["id"] not in used))


def _row_of(one: Criterion, rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    same = [row for row in rows if row["key"] == one.key or plain(row["question"]) == plain(one.text)]
    return next((row for row in same if row["answer"]), same[0] if same else None)


def _line(row: Mapping[str, Any], one: Criterion | None) -> GridLine:
    return GridLine(
        row["question"], row["source"] or "", row["answer"], row["evidence"], one, row["id"], row["version"]
    )


def answers_in(lines: Iterable[GridLine]) -> dict[str, str | None]:
    """The answers of a grid by the key of the condition."""
    return {line.criterion.key: line.answer for line in lines if line.criterion is not None}


def answer_changes(review: int, before: Sequence[GridLine], after: Sequence[GridLine]) -> list[Change]:
    """What is written when a grid was answered: changed lines, and those that the review did not have."""
    changes: list[Change] = []
    for place, (was, now) in enumerate(zip(before, after, strict=True), 1):
        values = {"answer": now.answer, "evidence": now.evidence}
        if values == {"answer": was.answer, "evidence": was.evidence}:
            continue
        if now.id is not None:
            changes.append(Edit(CRITERIA, now.id, values, now.version))
        else:
            asked = {"review_id": review, "position": place, "question": now.question, "source": now.source}
            key = now.criterion.key if now.criterion else None
            changes.append(Add(CRITERIA, {**asked, "key": key, **values}))
    return changes


def checklist_changes(office: Office, review: int) -> list[Change]:
    """Criteria and checklist points that the type asks and the review does not have."""
    kind = office.profile.review_type(str(office.record("reviews", review)["review_type"]))
    there = {CRITERIA: office.records("criteria", review), CHECKS: office.records("review_checks", review)}
    return [add for raised in KINDS for add in lacking(raised, kind, review, there[raised.table])]


def decision_changes(
    office: Office, review: int, values: Mapping[str, Any], supersedes: int | None = None
) -> list[Change]:
    """A decision on a review, and what follows from it for the review itself.

    `values` are the fields of the decision; `supersedes` the number of an earlier one that no longer stands.
    """
    record = office.record("reviews", review)
    added = Add(DECISIONS, {"review_id": review, "supersedes_id": supersedes, **values})
    follows = follows_from(office.profile.review_type(str(record["review_type"])), record, values)
    return [added, *([Edit(REVIEWS, review, follows, record["version"])] if follows else [])]
