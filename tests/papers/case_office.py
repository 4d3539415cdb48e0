"""A made-up office with whole cases, for the papers of a case; and one with reviews that hold nothing but a type."""

import datetime as dt
from pathlib import Path
from typing import Any

from lif_desktop.office.changes import Add, Edit
from lif_desktop.office.office import Office
from tests.papers.made_up_office import empty_office

D = dt.date
RAPID, PRACTICE, SAR, DHR, MALR = 1, 2, 3, 4, 5


def _add(table: str, record: int | None = None, /, **values: Any) -> Add:
    return Add(table, values, record)


def full_cases(path: Path) -> Office:
    """One rapid review that led to a practice review, an adults' review with a plan, a homicide review, an audit."""
    office = empty_office(path)
    police, homes = office.lookup.agency("GMP"), office.lookup.agency("Stockport Homes")
    assert police is not None
    assert homes is not None
    for words, changes in (
        ("Reviews", _reviews(police)),
        ("Lines", _lines(police, homes)),
        ("Learning", _learning()),
        ("Plan", _plan(police, homes)),
    ):
        office.write(words, changes)
    first = next(row for row in office.records("criteria") if row["review_id"] == RAPID)
    office.write("Criteria", [Edit("criteria_answers", first["id"], {"answer": "met", "evidence": "Medical opinion"})])
    return office


def _reviews(police: int) -> list[Add]:
    return [
        _add(
            "reviews",
            RAPID,
            review_type="rapid_review",
            board="children",
            pseudonym="Child Rowan",
            age_band="under_1",
            status="submitted",
            incident_on=D(2026, 9, 20),
            aware_on=D(2026, 9, 22),
            referred_on=D(2026, 9, 22),
            referring_agency_id=police,
            notified_on=D(2026, 9, 24),
            panel_on=D(2026, 10, 6),
            decided_on=D(2026, 10, 12),
            submitted_on=D(2026, 10, 21),
            outcome="local_review",
            summary="Four services each knew a part.",
            immediate_action="A brother was seen the same day.",
            voice="She reached for the one who sang.",
            themes="neglect;information_sharing",
            told_on=D(2026, 10, 26),
            lead_officer="Business Manager",
        ),
        _add(
            "reviews",
            PRACTICE,
            review_type="practice_review",
            board="children",
            pseudonym="Child Rowan",
            status="in_progress",
            decided_on=D(2026, 10, 20),
            reviewer="Independent reviewer (A)",
            conflict_declared=False,
            methodology="systems_approach;practitioner_event",
            terms="To learn how a picture is built.",
            key_lines="Who held the whole? What was heard of the child?",
            period_from=D(2025, 1, 1),
            period_to=D(2026, 9, 20),
            summary="Four services each knew a part.",
            family_involvement="A grandmother takes part.",
            context="A family of Polish origin; the mother has a learning disability.",
            publication="publish",
            publish_on=D(2027, 4, 1),
        ),
        _add(
            "reviews",
            SAR,
            review_type="sar_mandatory",
            board="adults",
            pseudonym="Adult Birch",
            status="published",
            referred_on=D(2024, 9, 1),
            decided_on=D(2024, 11, 5),
            plan_signed_off_on=D(2025, 11, 20),
            summary="An adult who hoarded was found dead.",
            marking="official",
        ),
        _add(
            "reviews",
            DHR,
            review_type="domestic_homicide_review",
            pseudonym="Adult Yew",
            status="in_progress",
            referred_on=D(2026, 5, 1),
        ),
        _add("reviews", MALR, review_type="multi_agency_review", pseudonym="Child Finch", status="commissioned"),
        _add(
            "audits",
            1,
            audit_type="macfa",
            title="Hoarding",
            cases=12,
            completed_on=D(2026, 10, 1),
            grade="good",
            findings="Plans name one lead.",
        ),
    ]


def _lines(police: int, homes: int) -> list[Add]:
    return [
        _add(
            "decisions",
            1,
            review_id=RAPID,
            decided_on=D(2026, 10, 6),
            question="Is a practice review needed?",
            options="Close with learning; practice review",
            decision="Wait for the second opinion",
            reasons="The doctors differ.",
            outcome="more_information",
            decided_by="The three partners",
        ),
        _add(
            "decisions",
            2,
            review_id=RAPID,
            decided_on=D(2026, 10, 12),
            question="Is a practice review needed?",
            options="Close with learning; practice review",
            decision="A local practice review",
            reasons="The learning has only begun.",
            outcome="local_review",
            decided_by="The three partners",
            dissent="Police would have closed it.",
            supersedes_id=1,
        ),
        _add(
            "decisions",
            3,
            review_id=PRACTICE,
            decided_on=D(2026, 10, 20),
            decision="One independent reviewer",
            reasons="Four agencies are involved.",
            decided_by="The three partners",
        ),
        _add("review_links", review_id=RAPID, other_review_id=PRACTICE, reason="Rapid review led to practice review"),
        _add(
            "parallel_processes",
            review_id=RAPID,
            kind="police",
            lead="Detective inspector",
            status="Charged",
            effect="Parents are not met before the trial",
        ),
        _add("panel_members", review_id=PRACTICE, agency_id=police, role="Review officer", member="Somebody Real"),
        _add(
            "agency_returns",
            kind="imr",
            agency_id=police,
            review_id=PRACTICE,
            asked_on=D(2026, 10, 22),
            due_on=D(2026, 11, 20),
            received_on=D(2026, 11, 19),
        ),
        _add(
            "agency_returns",
            kind="agency_summary",
            agency_id=homes,
            review_id=RAPID,
            asked_on=D(2026, 9, 25),
            due_on=D(2026, 10, 2),
        ),
        _add(
            "answers",
            agency_id=police,
            kind="imr",
            review_id=PRACTICE,
            section="Key lines of enquiry",
            question="Key line of enquiry: Who held the whole?",
            answer="Nobody did.",
        ),
        _add(
            "answers",
            agency_id=homes,
            kind="agency_summary",
            review_id=RAPID,
            section="What happened",
            question="How well did your agency work with others and share what it knew?",
            answer="Two letters went unread.",
        ),
        _add("chronology", review_id=PRACTICE, agency_id=homes, happened_on=D(2026, 3, 2), event="Second visit"),
        _add(
            "chronology",
            review_id=PRACTICE,
            agency_id=police,
            happened_on=D(2026, 1, 5),
            happened_at="22:40",
            event="First call",
            response="Advice given",
            person_seen="No",
            inquiry="Who held the whole?",
        ),
        _add("chronology", review_id=PRACTICE, agency_id=police, event="A call that has no date"),
    ]


def _learning() -> list[Add]:
    point = {"publication": "publish", "approved_by": "Chair", "approved_on": D(2026, 11, 20)}
    return [
        _add(
            "learning",
            1,
            title="Read the letters of others",
            statement="Letters were filed, not read.",
            themes="information_sharing",
            identified_on=D(2026, 10, 12),
            what_must_change="Answer each letter.",
            questions="Who reads ours?",
            **point,
        ),
        _add(
            "learning",
            2,
            title="Hoarding needs one plan",
            statement="Three plans were none.",
            identified_on=D(2025, 9, 1),
            what_went_well="A neighbour rang twice.",
            difference="Fewer tenancies are lost.",
            retest_audit_id=1,
            **point,
        ),
        _add("learning_reviews", learning_id=1, review_id=RAPID),
        _add("learning_reviews", learning_id=2, review_id=SAR),
        _add("learning_audits", learning_id=2, audit_id=1),
        _add(
            "evaluations",
            learning_id=2,
            stage="results",
            measure="Tenancies lost",
            measured_on=D(2026, 10, 5),
            baseline=9,
            result=3,
        ),
        _add(
            "embedding", learning_id=2, route="supervision", seen_on=D(2026, 2, 2), evidence="A prompt in supervision."
        ),
        _add(
            "recommendations",
            1,
            text="One multi-agency hoarding plan",
            learning_id=2,
            review_id=SAR,
            decision="accepted",
            decided_on=D(2025, 9, 18),
            decided_by="Board",
        ),
        _add(
            "recommendations",
            2,
            text="A hoarding register",
            review_id=SAR,
            decision="not_implemented",
            reason="The data could not lawfully be pooled.",
            decided_on=D(2025, 9, 18),
            decided_by="Board",
        ),
        _add("recommendations", 3, text="Ask about pets", review_id=SAR),
        _add("recommendations", 4, text="Ask alone", review_id=DHR, decision="accepted"),
    ]


def _plan(police: int, homes: int) -> list[Add]:
    return [
        _add(
            "actions",
            1,
            title="Write the hoarding plan",
            lead_agency_id=homes,
            lead_role="Housing manager",
            due_on=D(2026, 3, 1),
            original_due_on=D(2026, 2, 1),
            status="signed_off",
            completed_on=D(2026, 2, 20),
            recommendation_id=1,
            evidence="Plan agreed by the board.",
            impact_evidence="Six tenancies kept.",
            done_test="One plan",
        ),
        _add(
            "actions",
            2,
            title="Train officers",
            lead_agency_id=homes,
            due_on=D(2026, 9, 1),
            status="in_progress",
            recommendation_id=1,
        ),
        _add(
            "actions",
            3,
            title="Tell the neighbours' group",
            lead_agency_id=police,
            status="complete",
            review_id=SAR,
            completed_on=D(2026, 5, 1),
        ),
        _add(
            "actions",
            4,
            title="See everybody alone once",
            lead_agency_id=police,
            lead_role="Sergeant",
            due_on=D(2027, 1, 10),
            status="in_progress",
            recommendation_id=4,
            board="adults",
        ),
        _add("action_updates", action_id=4, told_on=D(2026, 11, 2), text="Form changed"),
        _add("action_updates", action_id=4, told_on=D(2026, 10, 2), text="Form drafted"),
    ]


def bare_cases(path: Path) -> Office:
    """A review of every type and an audit, each with nothing but its type."""
    office = empty_office(path)
    kinds = [kind.key for kind in office.profile.review_types]
    office.write("Bare", [_add("reviews", number, review_type=key) for number, key in enumerate(kinds, 1)])
    office.write("Audit", [_add("audits", 1, audit_type="macfa", title="Look")])
    return office
