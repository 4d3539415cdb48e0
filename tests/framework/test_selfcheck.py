"""Each check of the self-check finds what is missing, names the field, and lets go once it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from lif_desktop.framework.profile import Profile, load_profile
from lif_desktop.framework.selfcheck import CHECKS, NEEDED, Desk, Gap, gaps
from lif_desktop.framework.selfcheck.clocks import ahead
from lif_desktop.framework.status import Status
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.places import resources
from lif_desktop.registers import register

TODAY = date(2026, 11, 23)
PROFILE = load_profile(resources() / "framework" / "stockport.toml")
STANDS, SUPERSEDED = Status("green", "Stands"), Status("none", "Superseded")


class Made(dict[str, Any]):
    """A row in which every field that is not given is empty."""

    def __missing__(self, key: str) -> None:
        return None


def made(number: int = 1, **values: Any) -> Made:
    return Made(id=number, **values)


def tables(**rows: Iterable[Made]) -> dict[str, list[Made]]:
    return {key: list(rows.get(key, ())) for key in NEEDED}


def desk(today: date = TODAY, profile: Profile = PROFILE) -> Desk:
    return Desk(today, WorkingDays(), profile)


def found(check: str, rows: dict[str, list[Made]], today: date = TODAY) -> list[Gap]:
    return [gap for gap in gaps(rows, desk(today)) if gap.check == check]


def review(number: int = 1, kind: str = "practice_review", **values: Any) -> Made:
    return made(number, **{"ref": f"CSPR-2026-00{number}", "review_type": kind, "status": "in_progress", **values})


def stage(number: int = 7, **values: Any) -> Made:
    return made(number, review_id=1, position=1, key="cspr_publish", label="Publish", **values)


@dataclass(frozen=True)
class Case:
    """Rows in which a check finds one gap, where the gap leads, and an edit of one row that mends it."""

    check: str
    rows: dict[str, list[Made]]
    leads: tuple[str, int, str]
    mend: tuple[str, dict[str, Any]]
    words: str = ""
    add: dict[str, list[Made]] = field(default_factory=dict)

    def mended(self) -> dict[str, list[Made]]:
        key, values = self.mend
        rows = {**self.rows, key: [Made({**row, **values}) for row in self.rows[key]]}
        for name, more in self.add.items():
            rows[name] = [*rows[name], *more]
        return rows


DAY = date(2026, 11, 20)
LATE_STAGE = stage(due_on=date(2026, 11, 9))
DONE_LATE = stage(due_on=date(2026, 11, 9), done_on=date(2026, 11, 12))
DECIDED = review(decided_on=date(2026, 10, 1))
WHOLE = made(
    4, review_id=1, standing=STANDS, decided_on=date(2026, 10, 1), reasons="As agreed", decided_by="Executives"
)
SUBMITTED = review(submitted_on=date(2026, 10, 1), status="submitted")
RECOMMENDATION = made(3, ref="REC-2026-003", decision="accepted", learning_id=9, review_id=1)
ACTION = made(
    5, ref="ACT-2026-005", status="in_progress", lead_agency_id=2, due_on=date(2027, 1, 4), done_test="Ten of ten"
)
POINT = made(9, ref="LP-2026-009")
SHARED = made(6, learning_id=9, agency_id=2, shared_on=date(2026, 5, 4), confirmed_on=date(2026, 6, 1))
COURSE = made(2, ref="TRN-2026-002", held_on=date(2026, 7, 1), attended=20)
INDICATOR = made(1, ref="PI-001", frequency="quarterly")
VALUES = [made(n, indicator_id=1, value=1.0, period_end_on=date(2026, m, 30)) for n, m in ((1, 6), (2, 9))]
ASKED = made(1, agency_id=2, asked_on=date(2026, 11, 2))
AGENCY = made(2, name="Pennine Care NHS Foundation Trust", short="Pennine Care")

CASES = (
    Case("clock_passed", tables(reviews=[review()], milestones=[LATE_STAGE]), ("milestones", 7, "slip_reason"),
         ("milestones", {"extension_reason": "The trial"}),
         "CSPR-2026-001: “Publish” was due on 9 November 2026 and is not done, 10 working days late. Mark it as done, "
         "or move it and say why."),
    Case("clock_passed", tables(reviews=[review()], milestones=[LATE_STAGE]), ("milestones", 7, "slip_reason"),
         ("milestones", {"done_on": DAY, "slip_reason": "Waited for the inquest"})),
    Case("clock_passed", tables(reviews=[review(report_due_on=date(2026, 11, 9))]),
         ("reviews", 1, "extension_reason"), ("reviews", {"submitted_on": DAY, "voice": "Heard",
         "family_involvement": "Asked", "practitioner_involvement": "Met"})),
    Case("late_without_reason", tables(reviews=[review()], milestones=[DONE_LATE]), ("milestones", 7, "slip_reason"),
         ("milestones", {"slip_reason": "Two chronologies came late"}),
         "CSPR-2026-001: “Publish” was due on 9 November 2026 and done on 12 November 2026. Write why."),
    Case("late_without_reason", tables(reviews=[review(submitted_on=date(2026, 11, 12))], milestones=[DONE_LATE]),
         ("milestones", 7, "slip_reason"), ("reviews", {"slip_reason": "Two chronologies came late"})),
    Case("no_progress_check", tables(reviews=[review(opened_on=date(2026, 9, 1))]), ("reviews", 1, "progress_checks"),
         ("reviews", {}), "CSPR-2026-001: its time and quality have not been looked at yet. Look at both and add what "
         "you found.", {"progress_checks": [made(review_id=1, checked_on=DAY)]}),
    Case("signed_off_without_moderation", tables(reviews=[review(plan_signed_off_on=date(2026, 9, 1))]),
         ("reviews", 1, "moderation_on"), ("reviews", {"moderation_on": date(2026, 8, 25)})),
    Case("assurance_overdue", tables(reviews=[review(assurance_due_on=date(2026, 11, 20))]),
         ("reviews", 1, "assured_on"), ("reviews", {"assured_on": TODAY})),
    Case("assurance_overdue", tables(actions=[Made({**ACTION, "assurance_due_on": date(2026, 11, 2)})]),
         ("actions", 5, "impact_evidence"), ("actions", {"impact_evidence": "Seen in eight of ten files"})),
    Case("decision_incomplete", tables(reviews=[DECIDED], decisions=[Made({**WHOLE, "reasons": None})]),
         ("decisions", 4, "reasons"), ("decisions", {"standing": SUPERSEDED}),
         "CSPR-2026-001: the decision of 1 October 2026 has no reasons. Record it again, whole, in its place."),
    Case("decision_incomplete", tables(meetings=[made(1, ref="MTG-2026-001", held_on=TODAY)],
         decisions=[made(4, meeting_id=1, standing=STANDS, reasons="As agreed")]), ("decisions", 4, "decided_by"),
         ("decisions", {"decided_by": "The chair"})),
    Case("decision_incomplete", tables(reviews=[DECIDED]), ("reviews", 1, "decisions"), ("reviews", {}),
         add={"decisions": [WHOLE]}),
    Case("criteria_unanswered", tables(reviews=[DECIDED], decisions=[WHOLE],
         criteria=[made(8, review_id=1, position=1, answer="met"), made(9, review_id=1, position=2)]),
         ("criteria", 9, "answer"), ("criteria", {"answer": "unclear"}),
         "CSPR-2026-001 was decided on 1 October 2026 and 1 of its 2 questions is not answered. Answer each: met, not "
         "met or unclear."),
    Case("criteria_unanswered", tables(reviews=[DECIDED], decisions=[WHOLE]), ("reviews", 1, "criteria"),
         ("reviews", {}), add={"criteria": [made(8, review_id=1, answer="met")]}),
    Case("conflict_not_recorded", tables(reviews=[review(reviewer="Independent author")]),
         ("reviews", 1, "conflict_declared"), ("reviews", {"conflict_declared": False})),
    Case("conflict_not_recorded", tables(reviews=[review(reviewer="Independent author", conflict_declared=True)]),
         ("reviews", 1, "conflict_details"), ("reviews", {"conflict_details": "Worked there until 2019"})),
    Case("review_without_voice", tables(reviews=[SUBMITTED]), ("reviews", 1, "voice"), ("reviews", {"voice": "Heard"})),
    Case("review_without_family", tables(reviews=[SUBMITTED]), ("reviews", 1, "family_involvement"),
         ("reviews", {"family_invited_on": date(2026, 6, 1)})),
    Case("review_without_practitioners", tables(reviews=[SUBMITTED]), ("reviews", 1, "practitioner_involvement"),
         ("reviews", {"practitioner_event_on": date(2026, 6, 1)})),
    Case("recommendation_without_action", tables(recommendations=[RECOMMENDATION]),
         ("recommendations", 3, "decision"), ("recommendations", {}),
         add={"actions": [Made({**ACTION, "recommendation_id": 3})]}),
    Case("recommendation_without_action", tables(recommendations=[RECOMMENDATION]),
         ("recommendations", 3, "decision"), ("recommendations", {"decision": "not_implemented", "reason": "Cost"})),
    Case("not_implemented_without_reason",
         tables(recommendations=[Made({**RECOMMENDATION, "decision": "not_implemented"})]),
         ("recommendations", 3, "reason"), ("recommendations", {"reason": "The data could not lawfully be pooled"})),
    *(Case("action_incomplete", tables(actions=[Made({**ACTION, name: None})]), ("actions", 5, name),
           ("actions", {name: ACTION[name]})) for name in ("lead_agency_id", "due_on", "done_test")),
    Case("closed_without_evidence", tables(actions=[Made({**ACTION, "status": "complete", "completed_on": DAY})]),
         ("actions", 5, "evidence"), ("actions", {"evidence": "The new form"}),
         "ACT-2026-005 is complete since 20 November 2026, without evidence. Say what was seen, or open it again."),
    Case("sharing_not_confirmed", tables(learning=[Made({**POINT, "closed_on": None})],
         dissemination=[Made({**SHARED, "confirmed_on": None})], embedding=[made(learning_id=9, seen_on=DAY)]),
         ("dissemination", 6, "confirmed_on"), ("dissemination", {"confirmed_on": DAY}),
         "LP-2026-009 was shared with 1 agency from 4 May 2026 on without an answer. Ask how it was used and enter the "
         "day of the answer."),
    Case("not_embedded", tables(learning=[POINT], dissemination=[SHARED]), ("learning", 9, "embedding"),
         ("learning", {}), add={"embedding": [made(learning_id=9, seen_on=DAY)]}),
    Case("retest_due", tables(learning=[Made({**POINT, "retest_due_on": DAY})]), ("learning", 9, "retest_audit_id"),
         ("learning", {"retest_audit_id": 4}), add={"audits": [made(4, audit_type="macfa", completed_on=TODAY)]}),
    Case("retest_due", tables(learning=[Made({**POINT, "retest_due_on": DAY, "retest_audit_id": 4})],
         audits=[made(4, audit_type="macfa")]), ("audits", 4, "completed_on"), ("audits", {"completed_on": TODAY})),
    *(Case("audit_cycle_passed",
           tables(audits=[made(3, ref="S11-2024-001", audit_type=kind, completed_on=date(2024, 6, 3),
                               reported_on=date(2024, 7, 1))]),
           ("audits", 3, "next_due_on"), ("audits", {}), add={"audits": [made(4, audit_type=kind)]})
      for kind in ("section_11", "section_175", "qa_statement")),
    Case("audit_not_reported", tables(audits=[made(3, ref="MACFA-2026-003", audit_type="macfa",
         completed_on=date(2026, 9, 1))]), ("audits", 3, "reported_on"), ("audits", {"reported_on": DAY})),
    Case("risk_past_review", tables(risks=[made(1, ref="RSK-2026-001", next_review_on=DAY)]),
         ("risks", 1, "risk_scores"), ("risks", {"next_review_on": date(2027, 2, 1)})),
    Case("risk_to_escalate", tables(risks=[made(1, ref="RSK-2026-001", residual_likelihood=4, residual_impact=5)]),
         ("risks", 1, "escalated_on"), ("risks", {"escalated_on": TODAY}),
         "RSK-2026-001 is to be escalated: its score of 20 is 15 or more. Enter to whom and when."),
    Case("training_without_behaviour", tables(training=[COURSE]), ("training", 2, "follow_up_replies"),
         ("training", {"follow_up_replies": 9, "applied": 7, "behaviour_examples": "Two visits made together"})),
    Case("indicator_period_missing", tables(performance=[INDICATOR], indicator_values=[VALUES[0]]),
         ("performance", 1, "indicator_values"), ("performance", {}),
         "PI-001 has no value for the period to 30 September 2026. Enter it, or say in a comment why.",
         {"indicator_values": [VALUES[1]]}),
    Case("indicator_period_missing", tables(performance=[INDICATOR]), ("performance", 1, "indicator_values"),
         ("performance", {"active_to": DAY})),
    *(Case("voice_without_response", tables(voices=[made(2, ref="VOI-2026-002", kind=kind,
           heard_on=date(2026, 10, 20))]), ("voices", 2, "response"), ("voices", {"response": "Answered in writing"}))
      for kind in ("complaint", "whistleblowing")),
    Case("meeting_without_minutes", tables(meetings=[made(2, ref="MTG-2026-002", held_on=date(2026, 11, 5))]),
         ("meetings", 2, "minutes"), ("meetings", {"minutes": "In the group's folder"})),
    Case("agency_without_contact", tables(agencies=[AGENCY], returns=[ASKED]), ("agencies", 2, "contacts"),
         ("agencies", {}), "Pennine Care owes 1 return and nobody there has an e-mail address on record. Add a person.",
         {"contacts": [made(agency_id=2, email="lead@pennine.example")]}),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}-{case.leads[2]}")
def test_a_check_finds_its_gap_and_lets_go_once_it_is_mended(case: Case) -> None:
    (gap,) = found(case.check, case.rows)
    assert (gap.register, gap.id, gap.field) == case.leads
    assert gap.ref
    assert gap.ref in gap.says
    assert case.words in ("", gap.says)
    assert found(case.check, case.mended()) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}-{case.leads[2]}")
def test_a_gap_leads_to_a_field_of_its_record_or_to_its_lines(case: Case) -> None:
    own, _, key = case.leads
    fields = {one.key: one for one in register(own).fields}
    if key in fields:
        assert "form" in fields[key].shows
    else:
        assert own in {register(key).parent, *(one.target for one in register(key).fields if one.kind == "link")} or (
            own == "agencies" and register(key).parent == own
        )


def test_every_check_has_a_case_words_for_one_and_for_many_and_a_source() -> None:
    without_rows = {"holidays_end"}
    assert {case.check for case in CASES} == {check.key for check in CHECKS} - without_rows
    assert len({check.key for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert check.source
        assert check.in_words(1) == check.one != check.counted == check.in_words(2)


def test_nothing_is_missing_in_an_empty_office() -> None:
    assert gaps(tables(), desk()) == ()


def test_the_list_of_holidays_ends_with_what_is_published() -> None:
    (gap,) = found("holidays_end", tables(), date(2028, 1, 3))
    assert gap.says == "Bank holidays are known up to 2028 only. Clocks that run past it may be a day out."
    assert found("holidays_end", tables(), date(2027, 12, 31)) == []


@pytest.mark.parametrize("kind", ["serious_further_offence", "single_agency_review", "external_lesson", "peer_review"])
def test_reviews_for_information_are_left_in_peace(kind: str) -> None:
    row = review(kind=kind, submitted_on=DAY, decided_on=DAY, report_due_on=date(2026, 9, 1), reviewer="Somebody")
    assert gaps(tables(reviews=[row], milestones=[LATE_STAGE]), desk()) == ()


@pytest.mark.parametrize(
    ("check", "rows"),
    [
        ("late_without_reason", tables(reviews=[review()], milestones=[
            stage(due_on=date(2024, 5, 1), done_on=date(2024, 6, 3))])),
        ("review_without_voice", tables(reviews=[review(submitted_on=date(2026, 1, 5), closed_on=date(2024, 10, 1))])),
        ("closed_without_evidence", tables(actions=[made(5, status="complete", completed_on=date(2024, 10, 1))])),
        ("sharing_not_confirmed", tables(learning=[POINT], dissemination=[
            made(6, learning_id=9, agency_id=2, shared_on=date(2024, 5, 4))])),
        ("meeting_without_minutes", tables(meetings=[made(2, held_on=date(2024, 5, 4))])),
        ("training_without_behaviour", tables(training=[made(2, held_on=date(2024, 5, 4), attended=20)])),
    ],
)  # fmt: skip
def test_what_was_over_two_years_ago_is_left_in_peace(check: str, rows: dict[str, list[Made]]) -> None:
    assert found(check, rows) == []
    assert len(found(check, rows, date(2024, 12, 2))) == 1


def test_clocks_that_stand_still_are_not_missed() -> None:
    rows = tables(reviews=[review(suspended_from=date(2026, 11, 2))], milestones=[LATE_STAGE])
    assert found("clock_passed", rows) == []
    over = tables(reviews=[review(suspended_from=date(2026, 9, 2), suspended_to=TODAY)], milestones=[LATE_STAGE])
    assert len(found("clock_passed", over)) == 1


def test_assurance_is_missed_once_not_as_a_clock_too() -> None:
    line = Made({**LATE_STAGE, "key": "assurance"})
    rows = tables(reviews=[review(assurance_due_on=date(2026, 11, 9))], milestones=[line])
    assert [gap.check for gap in gaps(rows, desk())] == ["assurance_overdue"]


def test_a_stage_is_past_once_a_later_one_is_done() -> None:
    early = stage(1, due_on=date(2026, 11, 2))
    later = Made({**stage(2, due_on=date(2026, 11, 9), done_on=date(2026, 11, 9)), "position": 2})
    last = Made({**stage(3, due_on=date(2026, 12, 9)), "position": 3})
    assert ahead([early, later, last]) == [last]
    assert ahead([early, last]) == [early, last]


def test_a_review_of_another_body_is_not_asked_for_family_and_decisions_but_for_the_voice() -> None:
    row = review(kind="domestic_homicide_review", submitted_on=DAY, decided_on=DAY, reviewer="Somebody")
    assert [gap.check for gap in gaps(tables(reviews=[row]), desk())] == ["review_without_voice"]


def test_a_rapid_review_is_too_quick_for_family_and_practitioners() -> None:
    row = review(kind="rapid_review", submitted_on=DAY)
    assert [gap.check for gap in gaps(tables(reviews=[row]), desk())] == ["review_without_voice"]


def test_a_gap_that_a_new_record_mends_says_how_it_begins() -> None:
    (gap,) = found("recommendation_without_action", tables(recommendations=[RECOMMENDATION]))
    assert gap.begin == ("actions", (("recommendation_id", 3), ("learning_id", 9), ("review_id", 1)))
    audit = made(3, ref="S11-2024-001", audit_type="section_11", completed_on=date(2024, 6, 3))
    (gap,) = found("audit_cycle_passed", tables(audits=[audit]))
    assert gap.begin == ("audits", (("audit_type", "section_11"), ("title", "Section 11 audit 2026")))


def test_missing_periods_between_values_are_named_and_those_long_gone_are_not() -> None:
    ends = [date(2025, 3, 31), date(2026, 3, 31), date(2026, 9, 30)]
    lines = [made(n, indicator_id=1, value=1.0, period_end_on=day) for n, day in enumerate(ends)]
    (gap,) = found("indicator_period_missing", tables(performance=[INDICATOR], indicator_values=lines))
    assert "period to 31 December 2025, 30 June 2026." in gap.says


def test_a_comment_says_why_a_period_has_no_value() -> None:
    silent = made(3, indicator_id=1, period_end_on=date(2026, 9, 30))
    rows = tables(performance=[INDICATOR], indicator_values=[VALUES[0], silent])
    assert len(found("indicator_period_missing", rows)) == 1
    rows["indicator_values"][1]["comment"] = "The system was changed over"
    assert found("indicator_period_missing", rows) == []


def test_a_value_is_asked_for_six_weeks_after_its_period_and_not_before() -> None:
    rows = tables(performance=[INDICATOR], indicator_values=[VALUES[0]])
    assert found("indicator_period_missing", rows, date(2026, 11, 11)) == []
    assert len(found("indicator_period_missing", rows, date(2026, 11, 12))) == 1


def test_a_profile_without_a_rule_has_no_such_check() -> None:
    from dataclasses import replace

    bare = replace(PROFILE, standing=())
    rows = tables(learning=[POINT], dissemination=[SHARED], reviews=[review(opened_on=date(2026, 1, 5))],
                  meetings=[made(2, held_on=date(2026, 9, 1))])  # fmt: skip
    assert {gap.check for gap in gaps(rows, desk())} == {"not_embedded", "no_progress_check", "meeting_without_minutes"}
    assert gaps(rows, desk(profile=bare)) == ()


def test_the_checks_come_in_one_order_clocks_first() -> None:
    rows = tables(reviews=[review()], milestones=[LATE_STAGE], actions=[made(5, ref="ACT", status="in_progress")])
    order = [check.key for check in CHECKS]
    places = [order.index(gap.check) for gap in gaps(rows, desk())]
    assert places == sorted(places)
    assert order[0] == "clock_passed"
