"""The lamps of a learning point say what is on record, and exactly what is missing."""

from datetime import date
from typing import Any

import pytest

from lif_desktop.framework.lamps import Lamp, Lines, Names, figure, lamps, shared_words

NAMES = Names(lambda _list, key: key.replace("_", " ").capitalize(), lambda number: f"Agency {number}")
POINT = {"id": 7, "identified_on": date(2026, 3, 2)}


def share(number: int, agency: int | None = 1, **values: Any) -> dict[str, Any]:
    plain = {"id": number, "channel": "briefing", "agency_id": agency, "shared_on": date(2026, 4, 1), "reached": None}
    return plain | {"confirmed_on": None, "how_used": None} | values


def sighting(number: int = 1, **values: Any) -> dict[str, Any]:
    plain = {"id": number, "route": "supervision", "agency_id": 2, "seen_on": date(2026, 6, 1), "evidence": None}
    return plain | values


def measure(number: int = 1, **values: Any) -> dict[str, Any]:
    plain = {"id": number, "measure": "Referrals with a chronology", "measured_on": None, "baseline": None}
    return plain | {"result": None, "no_impact": None, "decision": None, "difference": None} | values


def lit(lines: Lines) -> list[bool]:
    return [lamp.lit for lamp in lamps(POINT, lines, NAMES)]


def words(lamp: Lamp) -> list[str]:
    return [shown.words for shown in lamp.evidence]


def test_a_new_point_has_one_lamp_lit_and_each_other_says_what_it_lacks() -> None:
    found = lamps(POINT, Lines(), NAMES)
    assert [(lamp.label, lamp.lit) for lamp in found] == [
        ("Identified", True),
        ("Disseminated", False),
        ("Embedded", False),
        ("Evaluated", False),
    ]
    assert words(found[0]) == ["Identified on 2 March 2026"]
    assert [[lack.needs for lack in lamp.lacks] for lamp in found] == [
        [],
        ["channel", "confirmation"],
        ["embedding"],
        ["measure"],
    ]


def test_a_point_without_a_date_is_lit_and_says_so() -> None:
    first = lamps({"id": 7, "identified_on": None}, Lines(), NAMES)[0]
    assert first.lit
    assert first.evidence == ()
    assert [lack.needs for lack in first.lacks] == ["date"]


def test_sharing_is_told_by_channel_and_day_with_agencies_and_people() -> None:
    lines = [share(1, 1, reached=12), share(2, 2, reached=1200), share(3, None, channel="website")]
    assert [(one.words, one.id) for one in shared_words(lines, NAMES)] == [
        ("Briefing, 1 April 2026: Agency 1 and Agency 2; 1,212 people reached", 1),
        ("Website, 1 April 2026", 3),
    ]


def test_many_agencies_are_counted_and_what_was_not_sent_is_not_told() -> None:
    lines = [share(number, number) for number in range(1, 8)] + [share(9, 9, shared_on=None)]
    [one] = shared_words(lines, NAMES)
    assert one.words == "Briefing, 1 April 2026: Agency 1, Agency 2, Agency 3, Agency 4 and 3 more"


def test_a_confirmation_names_the_agency_the_day_and_the_use() -> None:
    used = share(1, 3, confirmed_on=date(2026, 4, 20), how_used="Read at the huddle.")
    everybody = share(2, None, channel="website", confirmed_on=date(2026, 4, 21))
    lamp = lamps(POINT, Lines([used, everybody]), NAMES)[1]
    assert lamp.lit
    assert words(lamp)[-2:] == [
        "Confirmed by Agency 3, 20 April 2026: Read at the huddle.",
        "Confirmed by Website, 21 April 2026",
    ]


def test_a_sighting_names_route_agency_day_and_what_was_seen() -> None:
    shared = share(1, confirmed_on=date(2026, 4, 20))
    seen = sighting(evidence="Six of ten notes show challenge.")
    lamp = lamps(POINT, Lines([shared], [seen, sighting(2, seen_on=None)]), NAMES)[2]
    assert lamp.lit
    assert words(lamp) == ["Supervision, Agency 2, 1 June 2026: Six of ten notes show challenge."]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"baseline": 4.0, "result": 52.5}, "Referrals with a chronology: from 4 to 52.5."),
        ({"baseline": 4.0}, "Referrals with a chronology: 4 before, nothing after yet."),
        ({"result": 4.0}, "Referrals with a chronology: 4 after, nothing before."),
        ({}, "Referrals with a chronology: not measured yet."),
        (
            {"no_impact": True, "decision": "Change the course."},
            "Referrals with a chronology: no impact seen. Decided: Change the course.",
        ),
        (
            {"baseline": 0.0, "result": 9.0, "measured_on": date(2026, 9, 1), "difference": "Meetings are called."},
            "Referrals with a chronology: from 0 to 9, measured 1 September 2026. Meetings are called.",
        ),
    ],
)
def test_a_measure_says_from_what_to_what_and_what_difference_it_made(values: dict[str, Any], said: str) -> None:
    assert words(lamps(POINT, Lines(measures=[measure(**values)]), NAMES)[3]) == [said]


def test_lamps_light_in_the_order_of_the_loop() -> None:
    shares, seen = [share(1, confirmed_on=date(2026, 4, 20))], [sighting()]
    effect = [measure(baseline=4.0, result=9.0)]
    assert lit(Lines(shares)) == [True, True, False, False]
    assert lit(Lines(shares, seen)) == [True, True, True, False]
    assert lit(Lines(shares, seen, effect)) == [True, True, True, True]


def test_a_lamp_whose_evidence_is_whole_says_which_earlier_one_it_waits_for() -> None:
    found = lamps(POINT, Lines([share(1)], [sighting()], [measure(baseline=4.0, result=9.0)]), NAMES)
    assert [lamp.lit for lamp in found] == [True, False, False, False]
    assert [lamp.waits_for for lamp in found] == ["", "", "disseminated", "disseminated"]
    assert [len(lamp.evidence) for lamp in found] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("value", "said"), [(4.0, "4"), (52.5, "52.5"), (0.0, "0"), (1200.25, "1,200.25"), (-3.0, "-3")]
)
def test_figures_have_no_needless_noughts(value: float, said: str) -> None:
    assert figure(value) == said
