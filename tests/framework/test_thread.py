"""The golden thread: every stop says what is there, what is missing, and what is not needed."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.framework.lamps import Lines, Names, lamps
from lif_desktop.framework.reported import Place
from lif_desktop.framework.status import Status
from lif_desktop.framework.thread import Facts, Item, Stop, decision_status, recommendation_lacks, thread

NAMES = Names(lambda _list, key: key.replace("_", " ").capitalize(), lambda number: f"Agency {number}")
TODAY = dt.date(2026, 11, 23)
POINT: dict[str, Any] = {
    "id": 7, "ref": "LP-2026-007", "title": "Speak to brothers and sisters alone", "identified_on": dt.date(2026, 3, 2),
    "external_source": None, "source_kind": None, "retest_due_on": None,
}  # fmt: skip


def recommendation(number: int = 1, **values: Any) -> dict[str, Any]:
    plain = {"id": number, "ref": f"REC-2026-00{number}", "text": "Set out one route.", "decision": "accepted"}
    return plain | {"reason": None, "decided_on": None, "decided_by": None} | values


def action(number: int = 1, **values: Any) -> dict[str, Any]:
    plain = {"id": number, "ref": f"ACT-2026-00{number}", "title": "Write the guide", "recommendation_id": None}
    plain |= {"state": Status("green", "On track"), "status": "in_progress", "evidence": None, "impact_evidence": None}
    return plain | values


def stops(point: dict[str, Any] | None = None, lines: Lines | None = None, **facts: Any) -> dict[str, Stop]:
    row = POINT | (point or {})
    found = thread(Facts(row, lamps(row, lines or Lines(), NAMES), NAMES, TODAY, **facts))
    return {stop.key: stop for stop in found}


def test_the_stops_stand_in_the_order_of_the_loop() -> None:
    assert list(stops()) == [
        "source", "learning", "recommendations", "actions", "sharing", "embedding", "training", "evaluation", "retest",
        "risk", "report",
    ]  # fmt: skip


def test_a_bare_point_has_a_gap_at_each_stop_that_it_needs() -> None:
    assert {key: stop.standing for key, stop in stops().items()} == {
        "source": "missing",
        "learning": "there",
        "recommendations": "missing",
        "actions": "not needed",
        "sharing": "missing",
        "embedding": "missing",
        "training": "not needed",
        "evaluation": "missing",
        "retest": "missing",
        "risk": "not needed",
        "report": "missing",
    }


def test_the_point_itself_bears_its_stage_and_its_missing_date() -> None:
    found = stops({"identified_on": None})["learning"]
    assert (found.standing, found.items[0].status) == ("part", Status("red", "Identified"))
    assert found.lacks == ("No date on which it was identified.",)
    assert (found.items[0].register, found.items[0].id, found.items[0].ref) == ("learning", 7, "LP-2026-007")


def test_a_source_is_a_record_or_words() -> None:
    linked = Item("Child Wren", "reviews", 3, "RR-2026-002")
    assert stops(sources=[linked])["source"].items == (linked,)
    named = stops({"external_source": "National Panel, third report"})["source"]
    assert (named.standing, named.items[0].words) == ("there", "National Panel, third report")
    only_kind = stops({"source_kind": "review"})["source"]
    assert (only_kind.items[0].words, only_kind.lacks) == ("Review", ("No record shows which.",))


def test_recommendations_say_what_was_decided_and_why_not() -> None:
    rows = [
        recommendation(1, decided_on=dt.date(2026, 4, 1), decided_by="Executives"),
        recommendation(2, decision="not_implemented", reason="The cost is out of proportion."),
    ]
    found = stops(recommendations=rows, actions=[action(recommendation_id=1)])["recommendations"]
    assert found.standing == "there"
    assert [item.note for item in found.items] == [
        "Decided: Executives, 1 April 2026",
        "Why not: The cost is out of proportion.",
    ]
    assert [item.status.word for item in found.items if item.status] == ["Accepted", "Not implemented"]


@pytest.mark.parametrize(
    ("values", "served", "lacking"),
    [
        ({}, True, ""),
        ({}, False, "no action yet"),
        ({"decision": "not_implemented"}, False, "no reason why it is not to be implemented"),
        ({"decision": "not_implemented", "reason": "Cost"}, False, ""),
        ({"decision": "undecided"}, True, "no decision yet"),
        ({"decision": None}, True, "no decision yet"),
    ],
)
def test_what_a_recommendation_lacks(values: dict[str, Any], served: bool, lacking: str) -> None:
    row = recommendation(**values)
    assert recommendation_lacks(row, served) == lacking
    whole = stops(recommendations=[row], actions=[action(recommendation_id=1)] if served else [])["recommendations"]
    assert whole.lacks == ((f"REC-2026-001: {lacking}.",) if lacking else ())


def test_a_decision_has_word_and_tone() -> None:
    assert decision_status(recommendation(), NAMES) == Status("green", "Accepted")
    assert decision_status(recommendation(decision=None), NAMES) == Status("amber", "Undecided")
    assert decision_status(recommendation(decision="undecided"), NAMES).tone == "amber"


def test_actions_say_for_what_they_are_and_what_effect_was_seen() -> None:
    rows = [action(1, recommendation_id=2, impact_evidence="Twice as many meetings."), action(2)]
    found = stops(recommendations=[recommendation(2)], actions=rows)["actions"]
    assert [item.note for item in found.items] == ["For REC-2026-002. Effect: Twice as many meetings.", ""]
    assert found.items[0].status == Status("green", "On track")


def test_an_action_that_is_complete_without_evidence_is_a_gap() -> None:
    rows = [action(1, status="complete"), action(2, status="signed_off", evidence="Seen.")]
    found = stops(actions=rows)["actions"]
    assert (found.standing, found.lacks) == ("part", ("ACT-2026-001 is complete without evidence.",))


def test_no_action_is_a_gap_only_where_something_was_accepted() -> None:
    assert stops(recommendations=[recommendation()])["actions"].standing == "missing"
    refused = stops(recommendations=[recommendation(decision="not_implemented", reason="Cost")])["actions"]
    assert (refused.standing, refused.none) == ("not needed", "No action is asked for.")
    assert stops(actions=[action()])["recommendations"].standing == "not needed"


def test_sharing_and_the_rest_follow_the_lamps() -> None:
    share = {"id": 4, "channel": "briefing", "agency_id": 1, "shared_on": TODAY, "reached": 5}
    share |= {"confirmed_on": None, "how_used": None}
    found = stops(lines=Lines([share]))
    assert (found["sharing"].standing, found["sharing"].lacks) == (
        "part",
        ("No agency has confirmed that it was shared.",),
    )
    assert [(item.register, item.id) for item in found["sharing"].items] == [("dissemination", 4)]
    assert found["embedding"].lacks == ("No agency has confirmed a change in practice.",)


def test_a_retest_is_done_due_overdue_or_missing() -> None:
    audit = Item("Chronologies", "audits", 2, "MACFA-2026-001")
    assert stops(retest=audit)["retest"].items == (audit,)
    ahead = stops({"retest_due_on": dt.date(2027, 1, 4)})["retest"]
    assert (ahead.standing, ahead.items[0].words) == ("there", "Due 4 January 2027")
    assert stops({"retest_due_on": TODAY})["retest"].standing == "there"
    late = stops({"retest_due_on": dt.date(2026, 11, 20)})["retest"]
    assert (late.standing, late.lacks) == ("part", ("It was due and no audit is named.",))


def test_places_in_the_yearly_report_are_told_by_year() -> None:
    found = stops(places=[Place("2025-26", "learning of the year")])["report"]
    assert [item.words for item in found.items] == ["2025-26: learning of the year"]
    assert found.standing == "there"


def test_what_not_every_point_needs_says_so() -> None:
    found = stops()
    assert [found[key].none for key in ("training", "risk")] == [
        "No course teaches it.",
        "It bears on no risk in the register.",
    ]
