"""Parts of an agenda one by one, over records laid out for them."""

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.framework.standing_agenda import Draws
from lif_desktop.framework.status import Status
from lif_desktop.office.changes import Add, Edit
from lif_desktop.office.office import Office
from lif_desktop.papers import build_paper
from lif_desktop.papers.agenda import next_of_all, previous_meeting
from lif_desktop.papers.agenda_parts import clock_words, draw_up
from lif_desktop.papers.agenda_setting import MOST_ROWS, Drawn, Setting, by_due, listed
from lif_desktop.papers.agenda_watch import next_meeting
from lif_desktop.papers.blocks import Column, Meter, Paragraph, Table, plain
from lif_desktop.papers.gather import Records
from tests.papers.made_up import words_of
from tests.papers.made_up_office import TODAY, D, made_up_office

COLUMNS = (Column("A"),)


@pytest.fixture(scope="module")
def setting(office: Office) -> Setting:
    records = Records(office, TODAY)
    meeting = records.named("meetings", "MTG-2026-002")
    return Setting(records, meeting, previous_meeting(records, meeting))


def told(what: Draws, setting: Setting) -> str:
    return "\n".join(map(words_of, draw_up(what, setting).blocks))


def test_a_long_list_shows_its_first_rows_and_counts_the_others() -> None:
    rows = [(f"row {n}",) for n in range(MOST_ROWS + 3)]
    table, more = listed(COLUMNS, rows, "About", "action tracker")
    assert isinstance(table, Table)
    assert len(table.rows) == MOST_ROWS
    assert more == Paragraph("3 more in the action tracker.", "small")
    assert len(listed(COLUMNS, rows[:MOST_ROWS], "About")) == 1
    assert listed(COLUMNS, [], "About") == ()


def test_what_has_no_due_date_comes_last() -> None:
    rows: list[dict[str, Any]] = [
        {"due_on": None, "ref": "a"},
        {"due_on": D(2026, 2, 1), "ref": "c"},
        {"due_on": D(2026, 2, 1), "ref": "b"},
    ]
    assert [row["ref"] for row in sorted(rows, key=by_due)] == ["b", "c", "a"]


def test_the_day_is_that_of_the_meeting_or_today_once_it_is_past(setting: Setting) -> None:
    assert setting.day == D(2026, 11, 27)
    past = dataclasses.replace(setting, meeting={**setting.meeting, "held_on": D(2026, 1, 1)})
    assert past.day == TODAY
    assert dataclasses.replace(setting, meeting={**setting.meeting, "held_on": None}).day == TODAY


def test_since_is_the_meeting_before_or_three_months_back(setting: Setting) -> None:
    assert setting.since == D(2026, 10, 30)
    assert dataclasses.replace(setting, previous=None).since == D(2026, 8, 27)


def test_every_part_can_be_drawn_up_for_an_office_without_records(bare: Office) -> None:
    meeting = {"id": 1, "group_key": "review_group", "held_on": D(2026, 12, 1), "next_on": None}
    empty = Setting(Records(bare, TODAY), meeting, None)
    for what in Draws.__args__:  # type: ignore[attr-defined]
        drawn = draw_up(what, empty)
        assert isinstance(drawn, Drawn)
        assert drawn.blocks == () or what in ("learning", "changes")


@pytest.mark.parametrize(
    ("day", "words", "boxes"),
    [
        (D(2026, 11, 12), "Working day 0 of 15, due 3 December 2026", (0, 15, "blue")),
        (D(2026, 11, 13), "Working day 1 of 15, due 3 December 2026", (1, 15, "blue")),
        (D(2026, 11, 25), "Working day 9 of 15, due 3 December 2026", (9, 15, "blue")),
        (D(2026, 11, 26), "Working day 10 of 15, due 3 December 2026", (10, 15, "amber")),
        (D(2026, 12, 3), "Working day 15 of 15, due 3 December 2026", (15, 15, "amber")),
        (D(2026, 12, 4), "Due 3 December 2026, before this meeting", (15, 15, "amber")),
    ],
)
def test_the_clock_of_a_rapid_review_on_each_day(
    office: Office, setting: Setting, day: dt.date, words: str, boxes: tuple[int, int, str]
) -> None:
    on_that_day = dataclasses.replace(
        setting, records=Records(office, D(2026, 11, 12)), meeting={**setting.meeting, "held_on": day}
    )
    parts = clock_words(on_that_day, on_that_day.records.named("reviews", "RR-2026-001"))
    assert plain(parts).strip() == words
    meter = next(part for part in parts if isinstance(part, Meter))
    assert (meter.done, meter.total, meter.tone) == boxes


def test_a_clock_that_has_run_out_is_red_and_overdue(office: Office, setting: Setting) -> None:
    late = dataclasses.replace(setting, records=Records(office, D(2026, 12, 8)))
    parts = clock_words(late, late.records.named("reviews", "RR-2026-001"))
    assert plain(parts).split("\n")[:2] == ["Due 3 December 2026", "◆ Overdue by 3 working days"]


def test_a_suspended_review_stands_still_and_days_that_stood_still_do_not_count(
    office: Office, setting: Setting
) -> None:
    review = setting.records.named("reviews", "RR-2026-001")
    held = {**review, "suspended_from": D(2026, 11, 16)}
    assert plain(clock_words(setting, held)) == "Suspended since 16 November 2026: its clock stands still"
    again = {**held, "suspended_to": D(2026, 11, 18)}
    line = {**setting.records.clock(review), "due_on": D(2026, 12, 7)}  # type: ignore[dict-item]
    before = plain(clock_words(setting, review))
    assert "Working day 11 of 15" in before
    office.write("Moved", office.changes_for("milestones", line["id"], {"due_on": D(2026, 12, 7)}))
    moved = dataclasses.replace(setting, records=Records(office, TODAY))
    assert "Working day 9 of 15, due 7 December 2026" in plain(clock_words(moved, again))


def test_a_review_without_a_notification_says_why_it_has_no_clock(setting: Setting) -> None:
    lost = {**setting.records.named("reviews", "RR-2026-001"), "id": 999}
    assert plain(clock_words(setting, lost)).startswith("No clock yet: the day the notification was sent")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({}, "Submitted 23 November 2026, 1 working day late, reason recorded"),
        ({"due_on": D(2026, 11, 23)}, "Submitted 23 November 2026, in time"),
    ],
)
def test_a_submitted_report_is_late_or_in_time(
    setting: Setting, monkeypatch: pytest.MonkeyPatch, line: dict[str, Any], words: str
) -> None:
    rowan = setting.records.named("reviews", "RR-2026-002")
    clock = setting.records.clock(rowan)
    assert clock is not None
    monkeypatch.setattr(setting.records, "clock", lambda _review: {**clock, **line})
    assert plain(clock_words(setting, rowan)) == words


def test_a_late_report_without_a_reason_says_that_there_is_none(setting: Setting) -> None:
    rowan = {**setting.records.named("reviews", "RR-2026-002"), "slip_reason": None}
    assert plain(clock_words(setting, rowan)).endswith("1 working day late, no reason recorded")


def test_audits_are_those_finished_since_the_last_meeting_and_those_that_are_late(setting: Setting) -> None:
    words = told("audits", setting)
    assert "MACFA-2026-001 Missed visits | 6 November 2026 | Good | Say what the child's day is like." in words
    assert "SAA-2026-001 Supervision records | Greater Manchester Police | 1 October 2026 | ◆ Overdue by" in words
    assert "Thresholds" not in words
    assert draw_up("audits", setting).said == "1 finished and 1 overdue"


def test_learning_counts_what_happened_since_the_last_meeting(setting: Setting) -> None:
    words = told("learning", setting)
    assert words.startswith(
        "Since 30 October 2026: 1 point shared, none with evidence that practice changed, none measured."
    )
    assert "LP-2026-001 Missed visits are information | Identified | ◆ Not confirmed" in words


def test_training_lists_courses_since_the_last_meeting_and_late_follow_ups(setting: Setting) -> None:
    words = told("training", setting)
    assert "TRN-2026-002 Escalation | 10 November 2026 | 12 | None" in words
    assert "2 follow-up questionnaires should have gone out by now." in words
    assert "Professional curiosity" not in words


def test_reviews_of_other_bodies_name_who_leads_them(setting: Setting) -> None:
    assert "DHR-2026-001 Adult Yew\nDomestic homicide review | Community Safety Partnership | In progress" in told(
        "others", setting
    )


def test_assurance_looks_three_months_ahead(setting: Setting) -> None:
    assert "SAR-2024-001 Adult Birch" in told("assurance", setting)
    early = dataclasses.replace(setting, meeting={**setting.meeting, "held_on": None}, records=setting.records)
    early.records.today = D(2026, 9, 14)
    try:
        assert told("assurance", early) == ""
        early.records.today = D(2026, 9, 15)
        assert "SAR-2024-001 Adult Birch" in told("assurance", early)
    finally:
        early.records.today = TODAY


def meeting(number: int, day: dt.date | None, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "group_key": "review_group",
        "held_on": day,
        "next_on": None,
        "papers_due_on": None,
        "status": None,
        **more,
    }


class Meetings(Records):
    """Records with these meetings and no others."""

    def __init__(self, office: Office, *meetings: dict[str, Any]) -> None:
        super().__init__(office, TODAY)
        self._read = lambda key: list(meetings) if key == "meetings" else []


def test_the_meeting_before_is_of_the_same_group_and_was_held(office: Office) -> None:
    this = meeting(9, D(2026, 11, 27))
    others = (
        meeting(1, D(2026, 9, 1)),
        meeting(2, D(2026, 10, 1)),
        meeting(3, D(2026, 11, 1), status="cancelled"),
        meeting(4, D(2026, 11, 2), group_key="training_group"),
        meeting(5, None),
        meeting(6, D(2026, 12, 1)),
    )
    found = previous_meeting(Meetings(office, this, *others), this)
    assert found is not None
    assert found["id"] == 2
    assert previous_meeting(Meetings(office, this), this) is None


def test_the_meeting_before_a_panel_is_not_one_of_the_other_panel(office: Office) -> None:
    this = meeting(9, D(2026, 11, 27), sits_as="adult_review")
    others = (meeting(1, D(2026, 9, 1), sits_as="both"), meeting(2, D(2026, 10, 1), sits_as="rapid_review"))
    found = previous_meeting(Meetings(office, this, *others), this)
    assert found is not None
    assert found["id"] == 1


def test_the_next_meeting_is_as_recorded_or_the_next_in_the_register(office: Office) -> None:
    this = meeting(1, D(2026, 11, 27))
    later = (
        meeting(2, D(2027, 2, 1), papers_due_on=D(2027, 1, 22)),
        meeting(3, D(2027, 1, 4), status="cancelled"),
        meeting(4, D(2026, 10, 30)),
    )

    def says(**more: Any) -> str:
        held = {**this, **more}
        return next_meeting(Setting(Meetings(office, held, *later), held, None))

    assert says() == "1 February 2027; papers by 22 January 2027"
    assert says(next_on=D(2027, 1, 15)) == "15 January 2027"
    alone = Setting(Meetings(office, this), this, None)
    assert next_meeting(alone) == "to be set"


def test_the_next_of_all_meetings_is_the_first_to_come(office: Office) -> None:
    held = Meetings(
        office,
        meeting(1, D(2026, 11, 22)),
        meeting(2, D(2026, 11, 30)),
        meeting(3, TODAY),
        meeting(4, TODAY, status="cancelled"),
    )
    assert next_of_all(held)["id"] == 3


@pytest.mark.parametrize(
    "group", ["safeguarding_executives", "practice_improvement", "training_group", "commissioning_group"]
)
def test_an_agenda_can_be_made_for_every_group(office: Office, monkeypatch: pytest.MonkeyPatch, group: str) -> None:
    read = office.records

    def moved(key: str, parent: int | None = None) -> list[dict[str, Any]]:
        rows = read(key, parent)
        return [{**row, "group_key": group} for row in rows] if key == "meetings" else rows

    monkeypatch.setattr(office, "records", moved)
    paper = build_paper(office, "agenda", "MTG-2026-002", today=TODAY)
    label = next(choice.label for choice in office.profile.choices("groups") if choice.key == group)
    assert paper.title == f"{label}: agenda"


def test_an_overdue_action_stays_among_the_exceptions_whatever_was_set_by_hand(tmp_path: Path) -> None:
    office = made_up_office(tmp_path / "o.lif")
    late = next(row for row in office.records("actions") if row["state"].word.startswith("Overdue"))
    office.write(
        "By hand", [Edit("actions", late["id"], {"brag": "amber", "brag_reason": "The lead is back on Monday."})]
    )
    records = Records(office, TODAY)
    meeting = records.named("meetings", "MTG-2026-002")
    words = told("exceptions", Setting(records, meeting, previous_meeting(records, meeting)))
    line = words[words.index(str(late["ref"])) :]
    assert f"▲ Amber\nSet by hand: {late['state'].word.lower()}; The lead is back on Monday." in line
    office.close()


def test_a_commissioned_review_says_why_it_takes_longer(tmp_path: Path) -> None:
    office = made_up_office(tmp_path / "o.lif")
    reviews = [row for row in office.records("reviews") if row["review_type"] == "practice_review"]
    office.write(
        "Longer", [Edit("reviews", row["id"], {"extension_reason": "The trial is in May."}) for row in reviews]
    )
    records = Records(office, TODAY)
    meeting = records.named("meetings", "MTG-2026-002")
    assert "\nThe trial is in May." in told("commissioned", Setting(records, meeting, None))
    office.close()


def test_what_a_learning_point_lacks_never_stands_in_green(setting: Setting) -> None:
    rows = [row for block in draw_up("learning", setting).blocks if isinstance(block, Table) for row in block.rows]
    states = [part for row in rows for part in row[2] if isinstance(part, Status)]
    assert {state.tone for state in states} == {"red", "amber"}
    assert "Not measured" in {state.word for state in states}


def test_the_action_log_leaves_out_what_was_done_before_the_meeting_before(tmp_path: Path) -> None:
    office = made_up_office(tmp_path / "o.lif")
    base = {"meeting_id": 1, "status": "complete", "evidence": "Seen"}
    days = {"On the day": D(2026, 10, 30), "Long done": D(2026, 10, 29), "No day": None}
    done = [{**base, "title": title, "completed_on": day} for title, day in days.items()]
    office.write("Done", [Add("actions", values, 90 + number) for number, values in enumerate(done)])
    records = Records(office, TODAY)
    meeting = records.named("meetings", "MTG-2026-002")
    log = told("matters", Setting(records, meeting, previous_meeting(records, meeting)))
    assert [title for title in days if title in log] == ["On the day", "No day"]
    office.close()
