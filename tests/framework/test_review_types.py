"""Criteria, routes, checklists, roles and steps of a profile: a slip is refused with its place."""

from collections.abc import Callable

import pytest

from lif_desktop.framework.pathway_steps import STEPS
from lif_desktop.framework.profile import Profile, load_profile
from lif_desktop.places import resources
from tests.framework.test_profile_mistakes import changed

SAR = 'key = "sar_must"'
WHEN = 'when = { all_of = ["adult_area", "needs", "worked_together", { any_of = ["condition_1", "condition_2"] }] }'
TYPE = 'key = "rapid_review"'

MISTAKES = {
    # what is wrong: (old, new, after, key named, expectation named)
    "condition that is not there": (
        '"worked_together", {',
        '"worked_alone", {',
        SAR,
        "criteria_routes “sar_must”, when, all_of",
        "keys of criteria, found “worked_alone”",
    ),
    "condition that is not there, further in": (
        '"condition_2"] }',
        '"condition_3"] }',
        SAR,
        "criteria_routes “sar_must”, when, all_of, any_of",
        "keys of criteria, found “condition_3”",
    ),
    "neither all nor any": (
        WHEN,
        'when = { each_of = ["needs"] }',
        SAR,
        "criteria_routes “sar_must”, when, all_of",
        "either all_of or any_of",
    ),
    "both all and any": (
        WHEN,
        'when = { all_of = ["needs"], any_of = ["condition_1"] }',
        SAR,
        "criteria_routes “sar_must”, when, any_of",
        "and not both",
    ),
    "a test of nothing": (
        WHEN,
        "when = { all_of = [] }",
        SAR,
        "criteria_routes “sar_must”, when, all_of",
        "with at least one entry",
    ),
    "a number in a test": (
        WHEN,
        "when = { all_of = [7] }",
        SAR,
        "criteria_routes “sar_must”, when, all_of",
        "a list of texts in quotation marks and of tables",
    ),
    "a key too many in a test": (
        WHEN,
        'when = { all_of = ["needs"], unless = "x" }',
        SAR,
        "criteria_routes “sar_must”, when, unless",
        "no such key here",
    ),
    "a test that is no table": (WHEN, 'when = "needs"', SAR, "criteria_routes “sar_must”, when", "a table"),
    "a route to nowhere": (
        'leads_to = "sar_mandatory"',
        'leads_to = "sar_voluntary"',
        SAR,
        "criteria_routes “sar_must”, leads_to",
        "found “sar_voluntary”",
    ),
    "a force of another kind": (
        'force = "must"',
        'force = "should"',
        SAR,
        "criteria_routes “sar_must”, force",
        "one of must, may, found “should”",
    ),
    "a condition without a name": (
        'name = "Condition 1"\n',
        "",
        "",
        "criteria “condition_1”, name",
        "and it is missing",
    ),
    "a point of an unknown kind": (
        'kind = "quality_marker"',
        'kind = "wish"',
        'key = "qm_referral"',
        "checkpoints “qm_referral”, kind",
        "one of quality_marker, principle, found “wish”",
    ),
    "a step that is not there": (
        '"referral", "notification"',
        '"referral", "celebration"',
        TYPE,
        "review_types “rapid_review”, steps",
        "found “celebration”",
    ),
    "a step that comes twice": (
        '"referral", "notification"',
        '"referral", "referral"',
        TYPE,
        "review_types “rapid_review”, steps",
        "each key once, found “referral”",
    ),
    "an outcome that is not there": (
        'ends_with = ["criteria_not_met"]',
        'ends_with = ["despair"]',
        TYPE,
        "review_types “rapid_review”, ends_with",
        "keys of the list review_outcomes",
    ),
    "a role that is not there": (
        "roles = { decides",
        'roles = { cooks = "nobody", decides',
        TYPE,
        "review_types “rapid_review”, roles, cooks",
        "no such key here",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_place_and_what_was_expected(mistake: str, refusal: Callable[[str], str]) -> None:
    old, new, after, key, expected = MISTAKES[mistake]
    sentence = refusal(changed(old, new, after))
    assert f"ours.toml, {key}: expected " in sentence
    assert expected in sentence


@pytest.fixture(scope="module", params=["stockport", "england-current"])
def profile(request: pytest.FixtureRequest) -> Profile:
    return load_profile(resources() / "framework" / f"{request.param}.toml")


def test_every_type_has_its_steps_from_referral_to_closing(profile: Profile) -> None:
    for kind in profile.review_types:
        assert kind.steps[0] == "referral"
        assert kind.steps[-1] == "closed"
        assert set(kind.steps) <= STEPS.keys()
        assert ("criteria" in kind.steps) == bool(kind.criteria), kind.key
        assert ("checks" in kind.steps) == bool(kind.checks), kind.key


def test_a_moderation_day_comes_before_twelve_month_assurance(profile: Profile) -> None:
    assured = [kind for kind in profile.review_types if "assurance" in kind.steps]
    assert [kind.key for kind in assured] == [
        kind.key for kind in profile.review_types if any(rule.key == "assurance" for rule in kind.rules)
    ]
    for kind in assured:
        places = [kind.steps.index(key) for key in ("plan", "moderation", "assurance", "closed")]
        assert places == sorted(places)
        assert kind.roles.assures.startswith("Quality Assurance Partnership")


def test_every_type_says_who_does_what(profile: Profile) -> None:
    for kind in profile.review_types:
        assert kind.roles.decides, kind.key
        assert kind.roles.office, kind.key
        assert kind.roles.actions, kind.key
    independent = ("practice_review", "sar_mandatory", "sar_discretionary", "domestic_homicide_review", "mappa_review")
    assert all("independent" in profile.review_type(key).roles.leads for key in independent)
    assert "not involved" in profile.review_type("multi_agency_review").roles.leads


def test_what_is_for_information_has_few_steps(profile: Profile) -> None:
    few = {kind.key for kind in profile.review_types if len(kind.steps) <= 6}
    assert few == {
        "national_review", "child_death_review", "mental_health_homicide_review", "serious_further_offence",
        "external_lesson",
    }  # fmt: skip
