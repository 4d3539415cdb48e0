"""The way of a review: how each step is judged, what comes next, and that nothing done is ever taken back."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_desktop.framework.checks import Looked
from lif_desktop.framework.pathway import NAMES, STEPS, Facts, Step, agrees, following, moves_on, pathway, roles_at
from lif_desktop.framework.profile import Profile, load_profile
from lif_desktop.places import resources

TODAY = dt.date(2026, 11, 23)
DAY, LATER = dt.date(2026, 3, 2), dt.date(2027, 3, 2)
PROFILE: Profile = load_profile(resources() / "framework" / "stockport.toml")
TYPES = [kind.key for kind in PROFILE.review_types]


def facts(of: str = "practice_review", fields: dict[str, Any] | None = None, **more: Any) -> Facts:
    return Facts({"review_type": of} | (fields or {}), TODAY, **more)


def decision(outcome: str | None = "review_agreed", **values: Any) -> dict[str, Any]:
    made = {
        "decision": "Go on",
        "decided_on": DAY,
        "reasons": "It teaches",
        "decided_by": "the partners",
        "dissent": None,
    }
    return made | {"outcome": outcome} | values


def step(found: Facts, key: str) -> Step:
    return next(one for one in pathway(PROFILE, found) if one.key == key)


def judged(found: Facts, key: str) -> tuple[str, str]:
    """How a step stands by itself, in a type that has it, and what is said of it."""
    looked = STEPS[key].look(replace(found, outcomes={"local_review": "Local practice review agreed"}))
    return looked.state, looked.says


STANDINGS: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    # step, fields of the review, other facts, state, what is said
    ("referral", {}, {}, "open", "No day on which it came in"),
    ("referral", {"referred_on": DAY}, {"referrer": "Greater Manchester Police"}, "done",
     "Referred 2 March 2026 by Greater Manchester Police"),
    ("referral", {"opened_on": DAY}, {}, "done", "Opened 2 March 2026"),
    ("notification", {}, {}, "open", "Not sent yet"),
    ("notification", {"aware_on": DAY}, {}, "in_hand", "The council has known since 2 March 2026; not sent yet"),
    ("notification", {"notified_on": DAY, "aware_on": DAY}, {}, "done", "Sent 2 March 2026"),
    ("criteria", {}, {"verdict": "open", "asked": 4}, "open", "Nothing answered yet"),
    ("criteria", {},
     {"verdict": "open", "asked": 4, "answered": 2, "verdict_says": "Cannot be said yet: Area is unclear."},
     "in_hand", "Cannot be said yet: Area is unclear; 2 of 4 answered"),
    ("criteria", {}, {"verdict": "not_met", "asked": 4, "answered": 1, "verdict_says": "The criteria are not met."},
     "done", "The criteria are not met."),
    ("criteria", {"decided_on": DAY}, {"verdict": "open", "asked": 4}, "done", "Decided; 0 of 4 answered"),
    ("decision", {}, {}, "open", "Not decided yet"),
    ("decision", {"decided_on": DAY, "outcome": "local_review"}, {}, "done",
     "Local practice review agreed, 2 March 2026; no decision with reasons on record"),
    ("decision", {"outcome": "local_review"}, {}, "in_hand",
     "Local practice review agreed; no day and no reasons on record"),
    ("decision", {}, {"decisions": (decision("local_review", dissent="Police"),)}, "done",
     "Local practice review agreed, 2 March 2026 by the partners; with dissent"),
    ("decision", {}, {"decisions": (decision("more_information", reasons=None),)}, "in_hand",
     "Go on, 2 March 2026 by the partners; no reasons given"),
    ("decision", {}, {"decisions": (decision(None),)}, "in_hand", "Go on, 2 March 2026 by the partners"),
    ("told", {}, {}, "open", "Not told yet, with the reasons"),
    ("told", {"told_on": DAY}, {}, "done", "Told 2 March 2026"),
    ("terms", {}, {}, "open", "Not written yet"),
    ("terms", {"terms": "Why?"}, {}, "in_hand", "Written, not agreed yet; key lines of enquiry not written"),
    ("terms", {"terms_agreed_on": DAY}, {}, "done", "Agreed 2 March 2026; key lines of enquiry not written"),
    ("terms", {"terms_agreed_on": DAY, "key_lines": "One"}, {}, "done", "Agreed 2 March 2026"),
    ("methodology", {}, {}, "open", "Not chosen yet"),
    ("methodology", {"methodology": "imr;other"}, {"methods": {"imr": "Management review"}}, "done",
     "Management review, other"),
    ("reviewer", {}, {}, "open", "Nobody named yet"),
    ("reviewer", {"reviewer": "An author"}, {}, "in_hand", "An author; conflict of interest not asked yet"),
    ("reviewer", {"reviewer": "An author", "conflict_declared": False}, {}, "done",
     "An author; no conflict of interest"),
    ("reviewer", {"reviewer": "An author", "conflict_declared": True}, {}, "done",
     "An author; a conflict of interest declared"),
    ("panel", {}, {}, "open", "Nobody named yet"),
    ("panel", {"panel_on": LATER}, {}, "in_hand", "Meets 2 March 2027; nobody named yet"),
    ("panel", {"panel_on": LATER}, {"panel": 1}, "done", "1 seat; meets 2 March 2027"),
    ("panel", {"panel_on": DAY}, {"panel": 3}, "done", "3 seats; met 2 March 2026"),
    ("family", {}, {}, "open", "Not invited yet"),
    ("family", {"family_invited_on": DAY}, {}, "in_hand", "Invited 2 March 2026; nothing on record of what they said"),
    ("family", {"family_involvement": "Met twice"}, {}, "done", "Their part is on record"),
    ("practitioners", {}, {}, "open", "Nothing planned yet"),
    ("practitioners", {"practitioner_event_on": LATER}, {}, "in_hand", "Event planned for 2 March 2027"),
    ("practitioners", {"practitioner_event_on": DAY}, {}, "done", "Event 2 March 2026"),
    ("voice", {}, {}, "open", "Not on record yet"),
    ("voice", {"voice": "She said"}, {}, "done", "On record"),
    ("returns", {}, {}, "open", "Nobody asked yet"),
    ("returns", {}, {"returns_asked": 6, "returns_in": 4}, "in_hand", "4 of 6 in; 2 awaited"),
    ("returns", {}, {"returns_asked": 6, "returns_in": 6}, "done", "6 of 6 in"),
    ("returns", {"returns_in_on": DAY}, {}, "done", "Last one 2 March 2026"),
    ("report", {"report_due_on": LATER}, {}, "open", "Not begun yet; due 2 March 2027"),
    ("report", {"status": "draft"}, {}, "in_hand", "Being written"),
    ("report", {"draft_shared_on": DAY, "report_due_on": LATER}, {}, "in_hand",
     "Draft shared 2 March 2026; due 2 March 2027"),
    ("report", {"submitted_on": DAY}, {}, "done", "Submitted 2 March 2026"),
    ("sign_off", {}, {}, "open", "Not signed off yet"),
    ("sign_off", {"status": "sign_off"}, {}, "in_hand", "With those who sign it off"),
    ("sign_off", {"signed_off_on": DAY}, {}, "done", "Signed off 2 March 2026"),
    ("publication", {"publication": "undecided"}, {}, "open", "Undecided"),
    ("publication", {"publication": "publish", "publish_on": LATER}, {}, "done",
     "To be published, planned for 2 March 2027"),
    ("publication", {"publication": "do_not_publish"}, {}, "in_hand", "Not to be published; no reason yet"),
    ("publication", {"publication": "do_not_publish", "publication_reason": "A trial"}, {}, "done",
     "Not to be published; the reason is on record"),
    ("publication", {"published_on": DAY}, {}, "done", "Published 2 March 2026"),
    ("share", {}, {}, "open", "Not said whether it bears on other agencies"),
    ("share", {"shared_between_agencies": False}, {"bears_on_others": True}, "done", "Does not bear on other agencies"),
    ("share", {}, {"bears_on_others": True}, "in_hand", "Bears on other agencies; not shared yet"),
    ("share", {"shared_between_agencies": True}, {"shared": 2}, "done", "Bears on other agencies; shared 2 times"),
    ("learning", {}, {}, "open", "None yet"),
    ("learning", {}, {"learning": 1, "recommendations": 2}, "done", "1 learning point; 2 recommendations"),
    ("plan", {}, {}, "open", "No action yet"),
    ("plan", {}, {"actions": 3, "actions_done": 2}, "in_hand", "2 of 3 actions finished"),
    ("plan", {}, {"actions": 1, "actions_done": 1}, "done", "1 of 1 action finished"),
    ("plan", {"plan_signed_off_on": DAY}, {"actions": 3}, "done", "0 of 3 actions finished; signed off 2 March 2026"),
    ("moderation", {}, {}, "open", "No day set yet"),
    ("moderation", {"moderation_on": LATER}, {}, "in_hand", "Planned for 2 March 2027"),
    ("moderation", {"moderation_on": DAY}, {}, "in_hand", "Held 2 March 2026; plan not signed off yet"),
    ("moderation", {"plan_signed_off_on": DAY}, {}, "in_hand",
     "No moderation day on record; plan signed off 2 March 2026"),
    ("moderation", {"moderation_on": DAY, "plan_signed_off_on": DAY}, {}, "done",
     "Held 2 March 2026; plan signed off 2 March 2026"),
    ("assurance", {}, {}, "open", "Due twelve months after the plan is signed off"),
    ("assurance", {"assurance_due_on": LATER}, {}, "in_hand", "Due 2 March 2027"),
    ("assurance", {"assured_on": DAY}, {}, "done", "Given 2 March 2026"),
    ("checks", {}, {}, "open", "No checklist on this review yet"),
    ("checks", {}, {"looked": Looked(17, 0, 0)}, "open", "0 of 17 points looked at"),
    ("checks", {}, {"looked": Looked(17, 5, 1)}, "in_hand", "5 of 17 points looked at, 1 not or only partly seen"),
    ("checks", {}, {"looked": Looked(17, 17, 0)}, "done", "17 of 17 points looked at"),
    ("closed", {}, {}, "open", "Open"),
    ("closed", {"closed_on": DAY}, {}, "done", "Closed 2 March 2026"),
    ("closed", {"status": "closed"}, {}, "done", "Closed; no day on record"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "fields", "more", "state", "says"), STANDINGS)
def test_how_a_step_stands(key: str, fields: dict[str, Any], more: dict[str, Any], state: str, says: str) -> None:
    assert judged(facts(fields=fields, **more), key) == (state, says)


def test_every_step_is_in_the_table_done_and_not_done() -> None:
    for key in STEPS:
        assert {"done", "open"} <= {state for step, _, _, state, _ in STANDINGS if step == key}, key


# What comes next


def test_a_new_review_begins_with_its_referral() -> None:
    for of in TYPES:
        steps = pathway(PROFILE, facts(of))
        coming = following(steps)
        assert coming is not None
        assert (coming.key, coming.word, coming.state) == ("referral", "Next", "open")
        assert [one.key for one in steps if one.state != "not_needed"] == list(PROFILE.review_type(of).steps)
        assert {one.word for one in steps} <= {"Next", "To come", "Not needed"}
        assert len(steps) == len(STEPS)


def test_a_step_that_is_in_hand_comes_next_and_says_so() -> None:
    found = facts(fields={"referred_on": DAY}, verdict="open", asked=4, answered=1, verdict_says="Cannot be said yet.")
    coming = following(pathway(PROFILE, found))
    assert coming is not None
    assert (coming.key, coming.word) == ("criteria", "In hand")


def test_what_was_left_before_a_later_step_is_passed_and_does_not_hold_up_the_next() -> None:
    found = facts(fields={"submitted_on": DAY, "family_invited_on": DAY}, verdict="met", asked=4)
    steps = {one.key: one for one in pathway(PROFILE, found)}
    assert (steps["voice"].state, steps["voice"].word) == ("passed", "Not recorded")
    assert steps["family"].state == "in_hand"
    assert steps["referral"].state == "passed"
    coming = following(list(steps.values()))
    assert coming is not None
    assert coming.key == "sign_off"


def test_nothing_comes_next_once_a_review_is_closed() -> None:
    for of in TYPES:
        steps = pathway(PROFILE, facts(of, {"closed_on": DAY}))
        assert following(steps) is None
        assert {one.state for one in steps} <= {"done", "passed", "not_needed"}


@pytest.mark.parametrize("of", TYPES)
def test_filling_in_each_step_leads_to_the_end(of: str) -> None:
    filled = {
        "referral": {"referred_on": DAY}, "notification": {"notified_on": DAY}, "told": {"told_on": DAY},
        "terms": {"terms_agreed_on": DAY, "key_lines": "x"}, "methodology": {"methodology": "imr"},
        "reviewer": {"reviewer": "x", "conflict_declared": False}, "family": {"family_involvement": "x"},
        "practitioners": {"practitioner_involvement": "x"}, "voice": {"voice": "x"},
        "returns": {"returns_in_on": DAY}, "report": {"submitted_on": DAY}, "sign_off": {"signed_off_on": DAY},
        "publication": {"publication": "publish"}, "share": {"shared_between_agencies": False},
        "moderation": {"moderation_on": DAY, "plan_signed_off_on": DAY}, "assurance": {"assured_on": DAY},
        "closed": {"closed_on": DAY}, "panel": {"panel_on": DAY},
    }  # fmt: skip
    counts: dict[str, dict[str, Any]] = {
        "criteria": {"verdict": "met", "asked": 1, "answered": 1},
        "decision": {"decisions": (decision("review_agreed"),)},
        "learning": {"learning": 1},
        "plan": {"actions": 1, "actions_done": 1},
        "checks": {"looked": Looked(2, 2, 0)},
    }
    fields: dict[str, Any] = {}
    more: dict[str, Any] = {"verdict": "open", "asked": 1} if PROFILE.review_type(of).criteria else {}
    gone: list[str] = []
    for _ in range(len(STEPS)):
        coming = following(pathway(PROFILE, facts(of, fields, **more)))
        if coming is None:
            break
        gone.append(coming.key)
        fields |= filled.get(coming.key, {})
        more |= counts.get(coming.key, {})
    assert gone == list(PROFILE.review_type(of).steps)
    assert {one.word for one in pathway(PROFILE, facts(of, fields, **more))} <= {"Done", "Not needed"}


# Where a decision leads


@pytest.mark.parametrize("outcome", ["local_review", "other_review", "refer_on", "national_review"])
def test_an_outcome_that_means_another_review_brings_the_step_that_opens_it(outcome: str) -> None:
    found = facts("rapid_review", {"referred_on": DAY}, decisions=(decision(outcome),), asked=1, verdict="met")
    keys = [one.key for one in pathway(PROFILE, found)]
    assert keys[keys.index("decision") + 1] == "route"
    coming = following(pathway(PROFILE, found))
    assert coming is not None
    assert (coming.key, coming.way.kind) == ("route", "route")
    assert step(replace(found, onward=("CSPR-2026-004",)), "route").says == "Led to CSPR-2026-004"
    assert step(replace(found, onward=("CSPR-2026-004",)), "route").state == "done"


def test_an_outcome_that_names_the_type_of_the_review_agrees_to_that_one() -> None:
    for outcome, of in NAMES.items():
        for kind in PROFILE.review_types:
            assert agrees(kind, outcome) is (kind.key == of)
            assert moves_on(kind, outcome) is (kind.key != of)
        assert "route" not in [one.key for one in pathway(PROFILE, facts(of, decisions=(decision(outcome),)))]
    assert agrees(PROFILE.review_type("peer_review"), "review_agreed")
    assert not moves_on(PROFILE.review_type("peer_review"), None)


def test_a_step_says_by_when_it_is_due_until_it_is_done() -> None:
    due = dict.fromkeys(
        ("notified_on", "decided_on", "told_on", "terms_agreed_on", "returns_in_on", "submitted_on", "signed_off_on",
         "published_on"),
        LATER,
    )  # fmt: skip
    keys = ("notification", "decision", "told", "terms", "returns", "report", "sign_off", "publication")
    for key in keys:
        assert judged(facts(due=due), key)[1].endswith("; due 2 March 2027"), key
        assert "due" not in judged(facts(fields=dict.fromkeys(due, DAY), due=due), key)[1], key


def test_a_rapid_review_goes_on_to_its_report_after_a_practice_review_was_agreed() -> None:
    found = facts("rapid_review", {}, decisions=(decision("local_review"),), asked=1, onward=("CSPR-2026-004",))
    assert step(found, "report").state == "open"
    coming = following(pathway(PROFILE, found))
    assert coming is not None
    assert coming.key == "sign_off"


@pytest.mark.parametrize(
    ("of", "outcome"),
    [
        ("rapid_review", "criteria_not_met"),
        ("sar_mandatory", "refer_on"),
        ("practice_review", "other_review"),
        ("multi_agency_review", "local_review"),
        ("peer_review", "no_further_review"),
    ],
)
def test_a_review_that_goes_no_further_needs_only_to_be_told_of_and_closed(of: str, outcome: str) -> None:
    steps = pathway(PROFILE, facts(of, {"submitted_on": DAY}, decisions=(decision(outcome),), asked=1))
    left = [one.key for one in steps if one.state in ("open", "in_hand")]
    assert set(left) <= {"told", "route", "closed"}
    assert step(facts(of, {"submitted_on": DAY}, decisions=(decision(outcome),), asked=1), "report").state == "done"


def test_a_transferred_review_asks_for_nothing_more() -> None:
    found = facts("sar_mandatory", {"status": "transferred", "told_on": DAY, "closed_on": DAY}, asked=1)
    assert following(pathway(PROFILE, found)) is None


def test_a_deferred_decision_ends_nothing() -> None:
    found = facts(
        "sar_mandatory", {"referred_on": DAY}, decisions=(decision("more_information"),), asked=1, verdict="met"
    )
    coming = following(pathway(PROFILE, found))
    assert coming is not None
    assert (coming.key, coming.word) == ("decision", "In hand")


def test_the_newest_decision_that_says_what_comes_of_it_counts() -> None:
    held = decision("review_agreed", decision="A")
    published = decision(None, decision="Publish in May")
    assert facts(decisions=(held, published)).decision == held
    assert facts(decisions=(held, decision("refer_on", decision="B"))).outcome == "refer_on"
    assert facts(decisions=(published,)).decision == published
    assert facts(fields={"outcome": "refer_on"}).outcome == "refer_on"


def test_the_framework_says_who_does_a_step() -> None:
    kind = PROFILE.review_type("multi_agency_review")
    assert roles_at(kind, "decision") == "Decides: the Review Group"
    assert roles_at(kind, "referral") == "Belongs to: Review Group"
    assert roles_at(kind, "reviewer").startswith(
        "Leads and writes: a senior manager of an agency that was not involved"
    )
    assert roles_at(kind, "assurance").startswith("Gives assurance: Quality Assurance Partnership")
    assert roles_at(kind, "terms") == ""
    assert roles_at(PROFILE.review_type("single_agency_review"), "panel") == ""


# Nothing done is ever taken back

DATES = st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2028, 1, 1))
TEXTS = st.none() | st.sampled_from(["", "Something is written here"])
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(
        ("referred_on", "opened_on", "notified_on", "aware_on", "decided_on", "told_on", "terms_agreed_on", "panel_on",
         "family_invited_on", "practitioner_event_on", "returns_in_on", "draft_shared_on", "submitted_on",
         "signed_off_on", "publish_on", "published_on", "plan_signed_off_on", "moderation_on", "assurance_due_on",
         "assured_on", "closed_on", "report_due_on"),
        DATES,
    ),
    **dict.fromkeys(
        ("terms", "key_lines", "methodology", "reviewer", "family_involvement", "practitioner_involvement", "voice",
         "publication_reason"),
        TEXTS,
    ),
    "conflict_declared": st.none() | st.booleans(),
    "shared_between_agencies": st.none() | st.booleans(),
    "status": st.sampled_from([None, "referral_received", "in_progress", "draft", "sign_off", "not_progressed"]),
    "publication": st.sampled_from([None, "publish", "do_not_publish"]),
    "outcome": st.sampled_from([None, *(choice.key for choice in PROFILE.choices("review_outcomes"))]),
}  # fmt: skip
OUTCOMES = st.sampled_from([None, *(choice.key for choice in PROFILE.choices("review_outcomes"))])


@st.composite
def before_and_after(draw: st.DrawFn) -> tuple[Facts, Facts]:
    """What is recorded of a review, and the same with more recorded."""
    whole = draw(st.fixed_dictionaries(FIELDS))
    kept = draw(st.sets(st.sampled_from(sorted(FIELDS))))
    some = {key: value if key in kept else None for key, value in whole.items()}
    more: dict[str, Any] = {}
    less: dict[str, Any] = {}
    for name, top in (("panel", 3), ("learning", 3), ("recommendations", 3), ("shared", 3), ("answered", 4)):
        less[name] = draw(st.integers(0, top))
        more[name] = draw(st.integers(less[name], top))
    for name, of in (("returns_in", "returns_asked"), ("actions_done", "actions")):
        less[of] = more[of] = draw(st.integers(0, 3))
        less[name] = draw(st.integers(0, less[of]))
        more[name] = draw(st.integers(less[name], less[of]))
    total = draw(st.integers(0, 3))
    seen = sorted((draw(st.integers(0, total)), draw(st.integers(0, total))))
    less["looked"], more["looked"] = Looked(total, seen[0], 0), Looked(total, seen[1], 0)
    made = tuple(decision(one) for one in draw(st.lists(OUTCOMES, max_size=3)))
    more["decisions"], less["decisions"] = made, made[: draw(st.integers(0, len(made)))]
    less["verdict"] = draw(st.sampled_from(["open", "met", "not_met"]))
    more["verdict"] = (
        less["verdict"] if less["verdict"] != "open" else draw(st.sampled_from(["open", "met", "not_met"]))
    )
    less["bears_on_others"], more["bears_on_others"] = sorted((draw(st.booleans()), draw(st.booleans())))
    more["onward"] = draw(st.sampled_from([(), ("CSPR-2026-004",)]))
    less["onward"] = more["onward"] if draw(st.booleans()) else ()
    of = draw(st.sampled_from(TYPES))
    return facts(of, some, asked=4, **less), facts(of, whole, asked=4, **more)


@settings(max_examples=400, deadline=None)
@given(before_and_after())
def test_a_step_done_never_goes_back_when_more_is_recorded(pair: tuple[Facts, Facts]) -> None:
    less, more = pair
    after = {one.key: one.state for one in pathway(PROFILE, more)}
    for one in pathway(PROFILE, less):
        if one.state == "done" and one.key != "route":
            assert after[one.key] == "done", one


@settings(max_examples=200, deadline=None)
@given(before_and_after())
def test_at_most_one_step_comes_next_and_it_is_not_done(pair: tuple[Facts, Facts]) -> None:
    for found in pair:
        steps = pathway(PROFILE, found)
        coming = [one for one in steps if one.next]
        assert len(coming) <= 1
        assert all(one.state in ("open", "in_hand") for one in coming)
        keys = [one.key for one in steps]
        assert len(set(keys)) == len(keys)
        assert all(one.way.words for one in steps)
