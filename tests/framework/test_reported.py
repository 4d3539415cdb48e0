"""Where a learning point stands in the yearly reports."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.framework.reported import concluded_on, places

ADULT = "Care Act 2014 Schedule 2 paragraph 4(1)"
POINT = {"identified_on": dt.date(2026, 3, 31)}


def review(**values: Any) -> dict[str, Any]:
    plain = {"ref": "SAR-2026-001", "review_type": "sar_mandatory", "status": "closed", "signed_off_on": None}
    return plain | {"submitted_on": None, "published_on": None, "closed_on": None} | values


def told(*args: Any) -> list[tuple[str, str]]:
    return [(place.year, place.words) for place in places(*args)]


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({}, None),
        ({"closed_on": dt.date(2026, 5, 4)}, dt.date(2026, 5, 4)),
        ({"closed_on": dt.date(2026, 5, 4), "signed_off_on": dt.date(2026, 4, 1)}, dt.date(2026, 4, 1)),
        ({"submitted_on": dt.date(2026, 4, 2), "published_on": dt.date(2026, 4, 1)}, dt.date(2026, 4, 2)),
        ({"status": "transferred", "closed_on": dt.date(2026, 5, 4)}, None),
        ({"status": "not_progressed", "signed_off_on": dt.date(2026, 5, 4)}, None),
    ],
)
def test_when_a_review_was_concluded(values: dict[str, Any], day: dt.date | None) -> None:
    assert concluded_on(review(**values)) == day


def test_the_year_begins_on_the_first_of_april() -> None:
    assert told(POINT, [], [], []) == [("2025-26", "learning of the year (framework 2.2)")]
    assert told({"identified_on": dt.date(2026, 4, 1)}, [], [], [])[0][0] == "2026-27"


def test_without_a_date_it_stands_nowhere() -> None:
    assert told({"identified_on": None}, [review()], [], []) == []


def test_the_findings_of_an_adult_review_and_of_a_childs() -> None:
    done = {"signed_off_on": dt.date(2026, 4, 1)}
    child = review(ref="RR-2025-001", review_type="rapid_review", submitted_on=dt.date(2025, 7, 1))
    other = review(ref="PEER-2025-001", review_type="peer_review", **done)
    assert told({"identified_on": None}, [review(**done), child, other], [], []) == [
        ("2025-26", "learning from RR-2025-001 (Working Together)"),
        ("2026-27", f"findings of SAR-2026-001 ({ADULT}(d))"),
    ]


def test_a_finding_not_implemented_is_told_for_adult_reviews_only() -> None:
    refused = {"ref": "REC-1", "decision": "not_implemented", "decided_on": dt.date(2026, 6, 1)}
    accepted = refused | {"decision": "accepted"}
    undated = refused | {"decided_on": None}
    assert told({"identified_on": None}, [review()], [refused, accepted, undated], []) == [
        ("2026-27", f"REC-1 not implemented, and why ({ADULT}(g))")
    ]
    assert told({"identified_on": None}, [review(review_type="rapid_review")], [refused], []) == []


def test_a_whole_measure_is_evidence_of_effect_in_its_year() -> None:
    whole = {"measure": "Meetings called", "measured_on": dt.date(2026, 5, 27), "baseline": 4.0, "result": 0.0}
    half = whole | {"result": None}
    undated = whole | {"measured_on": None}
    assert told({"identified_on": None}, [], [], [whole, half, undated]) == [
        ("2026-27", "evidence of effect: Meetings called")
    ]
