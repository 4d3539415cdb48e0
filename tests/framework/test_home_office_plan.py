"""The Home Office's columns of an action plan: who leads, milestones in order, completion with what came of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.home_office_plan import (
    COLUMNS,
    completion_and_outcome,
    has_home_office_plan,
    key_milestones,
    who_leads,
)
from lif_desktop.framework.profile import load_profile
from lif_desktop.places import resources

D = date(2026, 3, 3)


@pytest.mark.parametrize("name", ["stockport", "england-current"])
def test_each_type_names_its_law_and_only_homicide_reviews_have_these_columns(name: str) -> None:
    profile = load_profile(resources() / "framework" / f"{name}.toml")
    assert all(kind.law for kind in profile.review_types)
    assert [kind.key for kind in profile.review_types if has_home_office_plan(kind.key)] == ["domestic_homicide_review"]
    asked = {kind.key: kind.asks_under for kind in profile.review_types if kind.asks_under}
    assert asked == {
        "rapid_review": "Children Act 2004 s.16H",
        "practice_review": "Children Act 2004 s.16H",
        "sar_mandatory": "Care Act 2014 s.45",
        "sar_discretionary": "Care Act 2014 s.45",
    }


def test_present_law_has_its_own_words() -> None:
    profile = load_profile(resources() / "framework" / "england-current.toml")
    assert "Working Together 2026" in profile.review_type("rapid_review").law
    assert "Victims and Prisoners Act 2024 s.19" in profile.review_type("domestic_homicide_review").law


def test_there_are_seven_columns_and_the_last_holds_the_outcome() -> None:
    assert (len(COLUMNS), COLUMNS[0], COLUMNS[-1]) == (7, "Recommendation", "Date of completion and outcome")


@pytest.mark.parametrize(
    ("agency", "role", "words"),
    [("Police", "Sergeant", "Police, Sergeant"), ("Police", None, "Police"), ("", "Lead", "Lead"), ("", "", "")],
)
def test_who_leads(agency: str, role: str | None, words: str) -> None:
    assert who_leads({"lead_role": role}, agency) == words


@pytest.mark.parametrize(
    ("done", "evidence", "effect", "words"),
    [
        (D, "Plan agreed", "Six tenancies kept", "3 March 2026: Six tenancies kept"),
        (D, "Plan agreed", None, "3 March 2026: Plan agreed"),
        (D, None, None, "3 March 2026"),
        (None, "Plan agreed", None, "Plan agreed"),
        (None, None, None, ""),
    ],
)
def test_completion_and_outcome(done: date | None, evidence: str | None, effect: str | None, words: str) -> None:
    assert completion_and_outcome({"completed_on": done, "evidence": evidence, "impact_evidence": effect}) == words


@given(st.lists(st.one_of(st.none(), st.dates()), max_size=8))
def test_milestones_stand_oldest_first_and_none_is_lost(days: list[date | None]) -> None:
    told = key_milestones([{"told_on": day, "text": f"step {at}"} for at, day in enumerate(days)]).splitlines()
    assert sorted(line.rsplit(" ", 1)[1] for line in told) == sorted(map(str, range(len(days))))
    order = [days[int(line.rsplit(" ", 1)[1])] for line in told]
    assert order == sorted(order, key=lambda day: day or date.min)
