"""What the answers of a panel come to: every combination for every type, and the words that say it."""

from itertools import product
from pathlib import Path

import pytest

from lif_desktop.framework.criteria import (
    AllOf,
    AnyOf,
    Criterion,
    Finding,
    Route,
    answers_of,
    conditions,
    duties,
    in_words,
    main_finding,
    pointing,
    weigh,
)
from lif_desktop.framework.profile import Profile, load_profile
from lif_desktop.places import resources

ANSWERS = ("met", "not_met", "unclear", None)
FOLDER: Path = resources() / "framework"


@pytest.fixture(scope="module")
def stockport() -> Profile:
    return load_profile(FOLDER / "stockport.toml")


@pytest.fixture(scope="module")
def current() -> Profile:
    return load_profile(FOLDER / "england-current.toml")


def route_of(profile: Profile, key: str, of: str) -> Route:
    return next(one for one in profile.review_type(of).routes if one.key == key)


def verdict(met: bool, possible: bool) -> str:
    return "met" if met else "open" if possible else "not_met"


def yes(answers: dict[str, str | None], *keys: str) -> bool:
    return all(answers.get(key) == "met" for key in keys)


def could(answers: dict[str, str | None], *keys: str) -> bool:
    return all(answers.get(key) != "not_met" for key in keys)


def combinations(*keys: str) -> list[dict[str, str | None]]:
    return [dict(zip(keys, answers, strict=True)) for answers in product(ANSWERS, repeat=len(keys))]


# Every combination, against the law written down once more by hand


def test_a_mandatory_adults_review(stockport: Profile) -> None:
    route = route_of(stockport, "sar_must", "sar_mandatory")
    for a in combinations("adult_area", "needs", "worked_together", "condition_1", "condition_2"):
        basis = ("adult_area", "needs", "worked_together")
        met = yes(a, *basis) and (yes(a, "condition_1") or yes(a, "condition_2"))
        possible = could(a, *basis) and (could(a, "condition_1") or could(a, "condition_2"))
        assert weigh(route, a).verdict == verdict(met, possible), a


def test_a_discretionary_adults_review(stockport: Profile) -> None:
    route = route_of(stockport, "sar_may", "sar_discretionary")
    keys = ("adult_area", "needs", "board_chooses")
    for a in combinations(*keys):
        assert weigh(route, a).verdict == verdict(yes(a, *keys), could(a, *keys)), a


HARM = ("died_or_harmed", "harm_mental_health", "harm_development", "harm_physical", "harm_other")


@pytest.mark.parametrize(
    ("key", "of", "local"),
    [("rapid_review_must", "rapid_review", True), ("practice_review_must", "practice_review", True)],
)
def test_reviews_about_children(stockport: Profile, key: str, of: str, local: bool) -> None:
    route = route_of(stockport, key, of)
    for a in combinations("abuse_or_neglect", "died_or_harmed", "harm_physical", "area", "local_importance"):
        rest = dict.fromkeys(("harm_mental_health", "harm_development", "harm_other"), "not_met")
        all_of = ("abuse_or_neglect", "area", "local_importance")
        met = yes(a, *all_of) and (yes(a, "died_or_harmed") or yes(a, "harm_physical"))
        possible = could(a, *all_of) and (could(a, "died_or_harmed") or could(a, "harm_physical"))
        assert weigh(route, a | rest).verdict == verdict(met, possible), a


@pytest.mark.parametrize("limb", HARM)
def test_each_limb_of_serious_harm_is_enough_by_itself(stockport: Profile, limb: str) -> None:
    rest = {key: "not_met" for key in HARM if key != limb}
    answers = {"abuse_or_neglect": "met", "area": "met", "local_importance": "met", limb: "met"} | rest
    for key, of in (("rapid_review_must", "rapid_review"), ("practice_review_must", "practice_review")):
        assert weigh(route_of(stockport, key, of), answers).verdict == "met"
        assert weigh(route_of(stockport, key, of), answers | {limb: "not_met"}).verdict == "not_met"
        assert weigh(route_of(stockport, key, of), answers | {limb: "unclear"}).verdict == "open"


def test_the_definition_of_serious_harm_stands_beside_its_lines(stockport: Profile) -> None:
    lines = {one.key: one for one in stockport.review_type("practice_review").criteria}
    assert "not closed" in lines["died_or_harmed"].note
    assert "research" in lines["died_or_harmed"].note
    for limb in ("harm_mental_health", "harm_development", "harm_physical"):
        assert "recovered does not rule it out" in lines[limb].note
        assert lines[limb].source.startswith("Framework 5.2")
    for word in ("intellectual", "emotional", "social", "behavioural"):
        assert word in lines["harm_development"].text
    assert {"child_caused_harm", "institution"} <= lines.keys()
    assert "outside England" in lines["area"].text
    used = set(conditions(route_of(stockport, "practice_review_must", "practice_review").when))
    assert used.isdisjoint({"child_caused_harm", "institution"})


def test_under_present_law_a_rapid_review_does_not_wait_for_its_importance(current: Profile) -> None:
    route = route_of(current, "rapid_review_must", "rapid_review")
    assert "local_importance" not in set(conditions(route.when))
    assert weigh(route, {"abuse_or_neglect": "met", "harm_other": "met", "area": "met"}).verdict == "met"
    assert route_of(current, "practice_review_must", "practice_review").force == "may"


@pytest.mark.parametrize(
    ("of", "key", "all_of", "any_of"),
    [
        ("domestic_homicide_review", "dhr_homicide", ("dhr_death", "dhr_relationship"), ()),
        ("domestic_homicide_review", "dhr_after_suicide", ("dhr_suicide",), ()),
        ("mappa_review", "mappa_must", ("mappa_managed", "mappa_offence"), ()),
        ("mappa_review", "mappa_may", ("mappa_managed",), ("mappa_concern", "mappa_further_offence")),
        (
            "multi_agency_review",
            "multi_agency_may",
            ("managed_together", "near_miss", "brief_period", "uninvolved_chair"),
            (),
        ),
        ("single_agency_review", "single_agency_reviews", ("own_threshold", "only_agency", "safeguarding_matters"), ()),
        ("single_agency_review", "single_agency_shares", ("wider_implications",), ()),
        ("child_death_review", "child_death_practice_review", ("child_death_partners_ask",), ()),
        ("child_death_review", "child_death_notice", ("abuse_or_neglect",), ()),
        ("rapid_review", "looked_after_notice", ("looked_after_death",), ()),
    ],
)
def test_the_other_types(
    stockport: Profile, of: str, key: str, all_of: tuple[str, ...], any_of: tuple[str, ...]
) -> None:
    route = route_of(stockport, key, of)
    for a in combinations(*all_of, *any_of):
        met = yes(a, *all_of) and (not any_of or any(yes(a, one) for one in any_of))
        possible = could(a, *all_of) and (not any_of or any(could(a, one) for one in any_of))
        assert weigh(route, a).verdict == verdict(met, possible), a


def test_what_is_for_information_only_asks_nothing(stockport: Profile) -> None:
    silent = [kind.key for kind in stockport.review_types if not kind.criteria]
    assert silent == [
        "national_review", "mental_health_homicide_review", "serious_further_offence", "peer_review", "external_lesson",
    ]  # fmt: skip
    assert [kind.key for kind in stockport.review_types if kind.criteria and not kind.routes] == []


def test_every_condition_of_a_route_stands_on_the_grid_of_its_type(stockport: Profile, current: Profile) -> None:
    for profile in (stockport, current):
        for kind in profile.review_types:
            there = {one.key for one in kind.criteria}
            for route in kind.routes:
                assert set(conditions(route.when)) <= there, route.key
                assert route.leads_to in {"", *(one.key for one in profile.review_types)}


# Which routes the answers point to


def test_a_case_that_misses_the_mandatory_criteria_points_to_the_discretionary_power(stockport: Profile) -> None:
    kind = stockport.review_type("sar_mandatory")
    answers = {
        "adult_area": "met",
        "needs": "met",
        "worked_together": "not_met",
        "condition_2": "met",
        "board_chooses": "met",
    }
    assert weigh(kind.routes[0], answers).verdict == "not_met"
    found = main_finding(kind.routes, answers)
    assert found is not None
    assert found.route.leads_to == "sar_discretionary"
    assert [one.route.key for one in pointing(stockport.routes_from("sar_mandatory"), answers)] == ["sar_may"]


def test_a_child_death_points_on_where_abuse_is_suspected(stockport: Profile) -> None:
    routes = stockport.review_type("child_death_review").routes
    assert [one.route.leads_to for one in pointing(routes, {"abuse_or_neglect": "met"})] == ["rapid_review"]
    assert [one.route.leads_to for one in pointing(routes, {"child_death_partners_ask": "met"})] == ["practice_review"]
    assert pointing(routes, {}) == ()


def test_answers_on_a_living_child_do_not_point_to_what_is_asked_of_a_death(stockport: Profile) -> None:
    answers = {"abuse_or_neglect": "met", "child_death_partners_ask": "met"}
    for key in ("rapid_review", "practice_review", "sar_mandatory"):
        assert pointing(stockport.routes_from(key), answers) == ()
    assert len(pointing(stockport.routes_from("child_death_review"), answers)) == 2


def test_a_rapid_review_whose_criteria_are_met_points_to_a_practice_review_too(stockport: Profile) -> None:
    answers = dict.fromkeys(("abuse_or_neglect", "died_or_harmed", "area", "local_importance"), "met")
    found = [one.route.leads_to for one in pointing(stockport.routes_from("rapid_review"), answers)]
    assert found == ["rapid_review", "practice_review"]


def test_a_route_that_several_types_share_is_named_once(stockport: Profile) -> None:
    everything = [route for one in stockport.review_types for route in one.routes]
    answers = dict.fromkeys(("adult_area", "needs", "board_chooses"), "met")
    assert [one.route.key for one in pointing(everything, answers)] == ["sar_may"]


def test_the_finding_that_counts_is_one_that_is_met_before_one_that_is_open() -> None:
    routes = [_route("a", "one"), _route("b", "two"), _route("c", "three")]
    assert _key(main_finding(routes, {})) == "a"
    assert _key(main_finding(routes, {"one": "not_met"})) == "b"
    assert _key(main_finding(routes, {"one": "not_met", "three": "met"})) == "c"
    assert _key(main_finding(routes, dict.fromkeys(("one", "two", "three"), "not_met"))) == "a"
    assert main_finding([], {}) is None


def test_what_is_to_be_done_beside_a_review_does_not_stand_in_for_it(stockport: Profile) -> None:
    kind = stockport.review_type("single_agency_review")
    answers = {"wider_implications": "met"}
    found = main_finding(kind.routes, answers)
    assert found is not None
    assert (found.route.key, found.verdict) == ("single_agency_reviews", "open")
    assert [one.route.key for one in duties(kind.routes, answers)] == ["single_agency_shares"]
    assert duties(kind.routes, {}) == ()


def _route(key: str, *needs: str) -> Route:
    return Route(key, "peer_review", "may", "It may be.", "Framework", AllOf(tuple(needs)))


def _key(found: Finding | None) -> str:
    assert found is not None
    return found.route.key


# In words

NAMES = (
    Criterion("needs", "Needs for care and support", "Needs?", "s.44"),
    Criterion("one", "Condition 1", "Condition 1: died?", "s.44"),
    Criterion("two", "Condition 2", "Condition 2: alive?", "s.44"),
)
MUST = Route("must", "sar", "must", "It must be.", "s.44", AllOf(("needs", AnyOf(("one", "two")))))


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"needs": "met", "one": "met"}, "It must be."),
        ({"needs": "met", "one": "not_met"}, "Cannot be said yet: Condition 2 is unanswered."),
        ({"needs": "met", "one": "not_met", "two": "unclear"}, "Cannot be said yet: Condition 2 is unclear."),
        (
            {"needs": "met", "one": "unclear"},
            "Cannot be said yet: Condition 2 is unanswered, and Condition 1 is unclear.",
        ),
        ({"needs": "met"}, "Cannot be said yet: Condition 1 and Condition 2 are unanswered."),
        (
            {},
            "Cannot be said yet: Needs for care and support, Condition 1 and Condition 2 are unanswered.",
        ),
        ({"needs": "not_met", "one": "met"}, "The criteria are not met: Needs for care and support is not met."),
        (
            {"needs": "met", "one": "not_met", "two": "not_met"},
            "The criteria are not met: Condition 1 and Condition 2 are not met.",
        ),
    ],
)
def test_a_finding_says_what_it_hangs_on(answers: dict[str, str | None], words: str) -> None:
    assert in_words(weigh(MUST, answers), NAMES, answers) == words


def test_what_was_not_read_at_its_source_says_so() -> None:
    route = Route("k", "", "may", "It may be.", "Guidance", AllOf(("needs",)), check=True)
    assert in_words(weigh(route, {"needs": "met"}), NAMES, {}) == "It may be. Check against current guidance."


def test_answers_are_known_by_key_or_by_the_question_however_it_is_punctuated() -> None:
    rows = [
        {"key": None, "question": "Condition 1 - died", "answer": "met"},
        {"key": "two", "question": "Something that was worded otherwise", "answer": "unclear"},
        {"key": None, "question": "A question of their own", "answer": "met"},
        {"key": "needs", "question": "Needs?", "answer": None},
    ]
    assert answers_of(rows, NAMES) == {"one": "met", "two": "unclear", "needs": None}


def test_an_answered_row_wins_over_a_blank_one_of_the_same_condition() -> None:
    rows = [
        {"key": "needs", "question": "Needs?", "answer": "met"},
        {"key": None, "question": "Needs", "answer": None},
    ]
    assert answers_of(rows, NAMES) == {"needs": "met"}
    assert answers_of(reversed(rows), NAMES) == {"needs": "met"}
