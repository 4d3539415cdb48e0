"""A made-up office with a little of everything, as it stands on 23 November 2026."""

import datetime as dt
from pathlib import Path
from typing import Any

from lif_desktop.office import create_office
from lif_desktop.office.changes import Add
from lif_desktop.office.office import Office
from lif_desktop.places import resources

TODAY = dt.date(2026, 11, 23)
D = dt.date
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC).replace(tzinfo=None)
"""The office's clock: UTC without a zone, as the journal keeps it."""


def empty_office(path: Path) -> Office:
    """An office that was made this minute: agencies, and nothing else."""
    return create_office(path, resources() / "framework", "stockport", "A tester", lambda: NOON)


def made_up_office(path: Path) -> Office:
    """An office with three meetings, reviews of most kinds, and something in every register."""
    office = empty_office(path)
    for words, changes in (
        ("Meetings", _meetings()),
        ("Reviews", _reviews(office)),
        ("Audits", _audits(office)),
        ("Training", _training(office)),
        ("Learning", _learning(office)),
        ("Actions", _actions(office)),
        ("The rest", _rest(office)),
    ):
        office.write(words, changes)
    return office


def _add(table: str, record: int | None = None, /, **values: Any) -> Add:
    return Add(table, values, record)


def _meetings() -> list[Add]:
    group = {"group_key": "review_group", "quorum": None}
    return [
        _add("meetings", 1, **group, number=13, held_on=D(2026, 10, 30), status="held", venue="By video"),
        _add(
            "meetings",
            2,
            **group,
            number=14,
            held_on=D(2026, 11, 27),
            starts="9.30am",
            ends="12 noon",
            venue="Town Hall committee room 2\nor by video",
            chair="Head of Safeguarding, NHS Greater Manchester",
            papers_due_on=D(2026, 11, 18),
        ),
        _add("meetings", 3, **group, number=15, held_on=D(2027, 1, 29), papers_due_on=D(2027, 1, 20)),
        _add(
            "meetings",
            4,
            group_key="quality_assurance",
            held_on=D(2026, 12, 4),
            starts="14:00",
            title="Autumn assurance day",
        ),
        _add("agenda_items", meeting_id=4, position=1, item="Welcome", lead="Chair", purpose="note", time="2.00"),
        _add("attendance", meeting_id=4, agency_id=1, role="Head of service", present="apology"),
    ]


def _reviews(office: Office) -> list[Add]:
    police = office.lookup.agency("GMP")
    rapid, sar = (
        {"review_type": "rapid_review", "board": "children"},
        {"review_type": "sar_mandatory", "board": "adults"},
    )
    return [
        _add(
            "reviews",
            1,
            **rapid,
            pseudonym="Child Wren",
            status="in_progress",
            aware_on=D(2026, 11, 9),
            notified_on=D(2026, 11, 12),
            referred_on=D(2026, 11, 10),
            referring_agency_id=police,
        ),
        _add(
            "reviews",
            2,
            **rapid,
            pseudonym="Child Rowan",
            status="submitted",
            notified_on=D(2026, 10, 30),
            referred_on=D(2026, 10, 28),
            submitted_on=D(2026, 11, 23),
            slip_reason="Two chronologies came late",
            summary="A young child was known to four services. Visits were cancelled or met at the door eleven times.",
        ),
        _add(
            "reviews",
            3,
            **sar,
            pseudonym="Adult Linden",
            status="panel_decision",
            referred_on=D(2026, 11, 3),
            referring_agency_id=office.lookup.agency("Stockport Homes"),
        ),
        _add(
            "reviews",
            4,
            **sar,
            pseudonym="Adult Ash",
            status="in_progress",
            referred_on=D(2025, 12, 1),
            decided_on=D(2026, 1, 20),
        ),
        _add(
            "reviews",
            5,
            **sar,
            pseudonym="Adult Birch",
            status="published",
            referred_on=D(2024, 9, 1),
            decided_on=D(2024, 11, 5),
            signed_off_on=D(2025, 9, 18),
            published_on=D(2025, 10, 2),
            plan_signed_off_on=D(2025, 12, 15),
            publication="publish",
            summary="An adult who hoarded was found dead at home.",
        ),
        _add(
            "reviews",
            6,
            review_type="practice_review",
            board="children",
            pseudonym="Child Heron",
            status="draft",
            referred_on=D(2026, 2, 2),
            decided_on=D(2026, 3, 10),
        ),
        _add(
            "reviews",
            7,
            **rapid,
            pseudonym="Child Lark",
            status="closed",
            referred_on=D(2025, 6, 2),
            notified_on=D(2025, 6, 3),
            submitted_on=D(2025, 6, 23),
            closed_on=D(2025, 8, 1),
            outcome="no_further_review",
        ),
        _add(
            "reviews",
            8,
            review_type="domestic_homicide_review",
            pseudonym="Adult Yew",
            status="in_progress",
            referred_on=D(2026, 5, 1),
        ),
        _add(
            "agenda_items",
            meeting_id=4,
            position=2,
            item="Rapid review in hand",
            review_id=1,
            lead="Business manager",
            paper="B",
            purpose="decide",
            time="2.10",
        ),
        _add("progress_checks", review_id=6, checked_on=D(2026, 9, 14), quality="Good draft", checked_by="Chair"),
        _add("criteria_answers", review_id=3, question="Needs for care and support", answer="met", position=1),
        _add("criteria_answers", review_id=3, question="Concern how agencies worked", answer="unclear", position=2),
        _add(
            "agency_returns",
            kind="chronology",
            agency_id=police,
            review_id=3,
            asked_on=D(2026, 11, 5),
            due_on=D(2026, 11, 26),
            received_on=D(2026, 11, 20),
        ),
        _add(
            "agency_returns",
            kind="chronology",
            agency_id=1,
            review_id=3,
            asked_on=D(2026, 11, 5),
            due_on=D(2026, 11, 26),
        ),
    ]


def _audits(office: Office) -> list[Add]:
    macfa = {"audit_type": "macfa", "board": "children"}
    return [
        _add(
            "audits",
            1,
            **macfa,
            title="Missed visits",
            completed_on=D(2026, 11, 6),
            due_on=D(2026, 11, 10),
            cases=30,
            outstanding=3,
            good=14,
            requires_improvement=11,
            inadequate=2,
            grade="good",
            improvement="Say what the child's day is like.",
        ),
        _add(
            "audits",
            2,
            **macfa,
            title="Neglect",
            completed_on=D(2025, 7, 1),
            cases=24,
            outstanding=5,
            good=8,
            requires_improvement=9,
            inadequate=2,
            grade="requires_improvement",
            voice_heard="partly",
            findings="Plans said what, seldom why.",
        ),
        _add(
            "audits",
            3,
            audit_type="qa_statement",
            board="adults",
            title="Quality statement 2025",
            completed_on=D(2026, 2, 4),
            lead_agency_id=1,
            grade="good",
        ),
        _add(
            "audits",
            4,
            audit_type="single_agency",
            title="Supervision records",
            due_on=D(2026, 10, 1),
            lead_agency_id=office.lookup.agency("GMP"),
        ),
        _add(
            "audits",
            5,
            **macfa,
            title="Thresholds",
            completed_on=D(2024, 6, 1),
            cases=20,
            outstanding=2,
            good=6,
            requires_improvement=7,
            inadequate=5,
            grade="inadequate",
        ),
    ]


def _training(office: Office) -> list[Add]:
    scores = {
        "knowledge_before": 2.4,
        "knowledge_after": 4.1,
        "confidence_before": 2.1,
        "confidence_after": 4.0,
        "matched_pairs": 14,
    }
    return [
        _add(
            "training",
            1,
            title="Professional curiosity, level 3",
            held_on=D(2027, 1, 14),
            theme="professional_curiosity",
        ),
        _add(
            "training",
            2,
            title="Neglect",
            course_kind="multi_agency",
            theme="neglect",
            held_on=D(2025, 9, 9),
            booked=30,
            attended=26,
            questionnaires=18,
            follow_up_replies=9,
            applied=7,
            results_evidence="Referrals name the impact on the child.",
            **scores,
        ),
        _add(
            "training",
            3,
            title="Self-neglect",
            course_kind="multi_agency",
            theme="self_neglect",
            held_on=D(2026, 1, 20),
            booked=20,
            attended=17,
            questionnaires=9,
            **scores,
        ),
        _add(
            "training",
            4,
            title="Thresholds",
            course_kind="workshop",
            theme="assessment",
            held_on=D(2024, 10, 1),
            booked=20,
            attended=15,
            questionnaires=4,
            follow_up_due_on=D(2025, 1, 1),
        ),
        _add("training", 5, title="Escalation", held_on=D(2026, 11, 10), attended=12),
        _add("bookings", training_id=2, agency_id=office.lookup.agency("GMP"), booked=12, attended=11),
        _add("bookings", training_id=2, agency_id=1, booked=15, attended=13),
        _add("bookings", training_id=2, agency_id=office.lookup.agency("Stockport Homes"), booked=3, attended=2),
        _add(
            "training_returns",
            agency_id=1,
            year="2025-26",
            staff=900,
            trained=720,
            effectiveness="Dip samples show better plans.",
        ),
    ]


def _learning(office: Office) -> list[Add]:
    return [
        _add(
            "learning",
            1,
            title="Missed visits are information",
            statement="Staff accepted the first explanation.\nFathers were not spoken to.",
            identified_on=D(2026, 11, 16),
            themes="professional_curiosity;voice",
            why_it_matters="Not being let in is information.",
            what_went_well="The nursery kept a chronology and rang three times.",
            what_must_change="After two missed visits, speak to one other agency.\nRecord the child's day.",
            questions="When did we last change our mind about a family?\nHow would we know that visits fail elsewhere?",
            publication="publish",
            approved_on=D(2026, 11, 20),
            approved_by="Chair",
        ),
        _add(
            "learning",
            2,
            title="Hoarding needs one plan",
            identified_on=D(2025, 9, 20),
            themes="self_neglect",
            board="adults",
        ),
        _add("learning_reviews", learning_id=1, review_id=2),
        _add("learning_audits", learning_id=1, audit_id=1),
        _add("learning_reviews", learning_id=2, review_id=5),
        _add("learning_training", learning_id=1, training_id=1),
        _add(
            "dissemination",
            learning_id=2,
            channel="newsletter",
            agency_id=1,
            shared_on=D(2025, 11, 3),
            confirmed_on=D(2025, 12, 1),
            reached=120,
        ),
        _add("dissemination", learning_id=1, channel="thematic_briefing", shared_on=D(2026, 11, 20), reached=40),
        _add(
            "embedding",
            learning_id=2,
            route="supervision",
            agency_id=1,
            seen_on=D(2026, 2, 2),
            evidence="A prompt in the supervision form.",
        ),
        _add(
            "recommendations",
            1,
            text="One multi-agency hoarding plan",
            learning_id=2,
            review_id=5,
            decision="accepted",
            decided_on=D(2025, 9, 18),
        ),
        _add(
            "recommendations",
            2,
            text="A hoarding register across Greater Manchester",
            review_id=5,
            decision="not_implemented",
            reason="The data could not lawfully be pooled.",
            decided_on=D(2025, 9, 18),
        ),
    ]


def _actions(office: Office) -> list[Add]:
    police, homes = office.lookup.agency("GMP"), office.lookup.agency("Stockport Homes")
    return [
        _add(
            "actions",
            1,
            title="Revise the referral form and brief teams",
            lead_agency_id=police,
            lead_role="Detective inspector",
            due_on=D(2026, 11, 16),
            status="in_progress",
            meeting_id=1,
            start_on=D(2026, 10, 30),
        ),
        _add(
            "actions",
            2,
            title="Share the escalation policy with school leads",
            lead_agency_id=1,
            due_on=D(2026, 12, 4),
            status="not_started",
            meeting_id=1,
            start_on=D(2026, 10, 30),
        ),
        _add(
            "actions",
            3,
            title="Dip sample 30 assessments",
            lead_agency_id=1,
            due_on=D(2026, 10, 30),
            status="complete",
            completed_on=D(2026, 11, 2),
            meeting_id=1,
            start_on=D(2026, 7, 1),
        ),
        _add(
            "actions",
            4,
            title="Write the hoarding plan",
            lead_agency_id=homes,
            due_on=D(2026, 3, 1),
            status="signed_off",
            review_id=5,
            recommendation_id=1,
            completed_on=D(2026, 2, 20),
            evidence="Plan agreed by the board.",
            impact_evidence="Six tenancies kept.",
            start_on=D(2025, 10, 1),
            board="adults",
        ),
        _add(
            "actions",
            5,
            title="Train housing officers in hoarding",
            lead_agency_id=homes,
            due_on=D(2026, 9, 1),
            status="in_progress",
            recommendation_id=1,
            start_on=D(2025, 10, 1),
            board="adults",
        ),
    ]


def _rest(office: Office) -> list[Add]:
    police = office.lookup.agency("GMP")
    return [
        _add(
            "risks",
            1,
            title="Too few social workers see a case through",
            residual_likelihood=4,
            residual_impact=5,
            owner_agency_id=1,
            owner="Director",
            next_review_on=D(2026, 12, 1),
            raised_on=D(2025, 5, 1),
            status="open",
            priority="Neglect",
        ),
        _add(
            "risks",
            2,
            title="Data come late",
            residual_likelihood=2,
            residual_impact=2,
            next_review_on=D(2026, 10, 1),
            raised_on=D(2025, 8, 1),
        ),
        _add("risk_scores", risk_id=1, scored_on=D(2025, 5, 1), likelihood=3, impact=5),
        _add("risk_scores", risk_id=1, scored_on=D(2026, 3, 1), likelihood=4, impact=5),
        _add(
            "voices",
            1,
            kind="engagement",
            heard_on=D(2025, 11, 11),
            message="We were told, not asked.",
            response="Leaflet rewritten.",
            status="closed",
        ),
        _add(
            "voices",
            2,
            kind="practitioner",
            heard_on=D(2026, 1, 11),
            message="The form asks the same three times.",
            status="open",
        ),
        *[
            _add("voices", 3 + n, kind="complaint", heard_on=D(2025, 5, 1 + n), message="Nobody rang back.")
            for n in range(6)
        ],
        _add(
            "indicators",
            1,
            title="Strategy discussions within one working day",
            unit="%",
            better_when="higher",
            target=95.0,
        ),
        _add("indicator_values", indicator_id=1, period_end_on=D(2026, 3, 31), period="Q4 2025-26", value=81.0),
        _add(
            "agency_returns",
            kind="annual_contribution",
            agency_id=police,
            year="2025-26",
            asked_on=D(2026, 4, 2),
            received_on=D(2026, 5, 4),
            notes="A child-first policy for all patrols, and 1,200 officers briefed.",
        ),
        *(
            _add("answers", agency_id=police, kind=kind, year=year, section=section, question="What?", answer=answer)
            for kind, year, section, answer in (
                ("annual_contribution", "2025/26", "Difference made", "Fewer children held overnight: 12, not 31."),
                ("annual_contribution", "2025-26", "What is next", None),
                ("annual_contribution", "2024-25", "What is next", "An older plan."),
                ("imr", "2025-26", "Learning", "Said in another return."),
            )
        ),
    ]
