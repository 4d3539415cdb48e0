"""What the office sets about its clocks: own days, figures, way of counting, profile; and cases that keep theirs."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.framework.overrides import DISPUTES, STANDING, Override, write_overrides
from lif_desktop.framework.profile import ProfileError
from lif_desktop.office import Add, Edit, Office, OfficeError, create_office, open_office
from lif_desktop.office.clock_settings import (
    CLOSED,
    DAY_ONE,
    FIGURES,
    SAME_DAY,
    WORKED,
    read_clock_settings,
    read_days,
    write_days,
)
from tests.office.conftest import PROFILES

D = dt.date
CHRISTMAS_EVE = D(2026, 12, 24)


def opened(office: Office, **values: Any) -> int:
    whole = {"review_type": "rapid_review", "notified_on": D(2026, 12, 10), **values}
    office.write("Opened", office.changes_for("reviews", None, whole))
    return int(office.records("reviews")[-1]["id"])


def stages(office: Office, number: int) -> dict[str, dict[str, Any]]:
    return {line["key"]: line for line in office.records("milestones", number)}


def close_days(office: Office, *days: D) -> None:
    office.set_setting(CLOSED, write_days(dict.fromkeys(days, "Office closed")), "Closed days of the office")


# ------------------------------------------------------------------------------------------------ the office's own days


def test_a_closed_day_moves_what_is_open_and_leaves_what_is_done(office: Office) -> None:
    number = opened(office, signed_off_on=D(2026, 12, 20))
    assert stages(office, number)["rr_report"]["due_on"] == D(2027, 1, 5)
    signed_off = stages(office, number)["rr_sign_off"]["due_on"]
    close_days(office, CHRISTMAS_EVE)
    assert not office.calendar.is_working(CHRISTMAS_EVE)
    found = stages(office, number)
    assert (found["rr_report"]["due_on"], found["rr_report"]["original_due_on"]) == (D(2027, 1, 6), D(2027, 1, 6))
    assert found["rr_sign_off"]["due_on"] == signed_off
    assert office.calendar.holidays_between(CHRISTMAS_EVE, CHRISTMAS_EVE) == ((CHRISTMAS_EVE, "Office closed"),)


def test_a_worked_saturday_counts(office: Office) -> None:
    number = opened(office)
    office.set_setting(WORKED, write_days({D(2026, 12, 12): "Returns day"}), "Worked days of the office")
    assert stages(office, number)["rr_report"]["due_on"] == D(2027, 1, 4)


def test_undo_of_an_own_day_gives_calendar_and_due_dates_back(office: Office) -> None:
    number = opened(office)
    calendar = office.calendar
    close_days(office, CHRISTMAS_EVE)
    office.undo()
    assert office.calendar is calendar
    assert calendar.is_working(CHRISTMAS_EVE)
    assert stages(office, number)["rr_report"]["due_on"] == D(2027, 1, 5)
    office.redo()
    assert not calendar.is_working(CHRISTMAS_EVE)
    assert stages(office, number)["rr_report"]["due_on"] == D(2027, 1, 6)


def test_a_stage_that_was_moved_keeps_its_day_and_a_case_that_is_over_keeps_all(office: Office) -> None:
    number, over = opened(office), opened(office, closed_on=D(2026, 12, 20))
    line = stages(office, number)["rr_report"]
    later = {"due_on": D(2027, 2, 1), "extension_reason": "Inquest"}
    office.write("More time", [Edit("milestones", line["id"], later)])
    close_days(office, CHRISTMAS_EVE)
    moved = stages(office, number)["rr_report"]
    assert (moved["due_on"], moved["original_due_on"]) == (D(2027, 2, 1), D(2027, 1, 6))
    assert stages(office, over)["rr_report"]["due_on"] == D(2027, 1, 5)


def test_the_offices_days_are_there_again_when_it_is_opened(office: Office, reopen: Callable[..., Office]) -> None:
    close_days(office, CHRISTMAS_EVE)
    office.close()
    again = reopen()
    assert not again.calendar.is_working(CHRISTMAS_EVE)
    again.close()


def test_days_are_kept_in_order_and_nonsense_is_passed_over() -> None:
    days = {D(2026, 12, 31): "", D(2026, 12, 24): "Closed"}
    assert list(read_days(write_days(days))) == [D(2026, 12, 24), D(2026, 12, 31)]
    assert read_days('{"2026-12-24": "Closed", "soon": "x"}') == {CHRISTMAS_EVE: "Closed"}
    assert read_days("nonsense") == read_days("[1]") == read_days("") == {}


# ------------------------------------------------------------------------------------------------ the way of counting


def test_new_reviews_take_the_offices_way_of_counting_unless_they_say_otherwise(office: Office) -> None:
    before = opened(office)
    office.set_setting(DAY_ONE, SAME_DAY, "The first day counts as day 1")
    after, said = opened(office), opened(office, same_day=False)
    assert [office.record("reviews", one)["same_day"] for one in (before, after, said)] == [None, True, False]
    due = [stages(office, one)["rr_report"]["due_on"] for one in (before, after, said)]
    assert due == [D(2027, 1, 5), D(2027, 1, 4), D(2027, 1, 5)]


# ------------------------------------------------------------------------------------------------ own figures, profile


def set_figures(office: Office, figures: dict[tuple[str, str], Override]) -> None:
    office.set_setting(FIGURES, write_overrides(figures), "Changed a clock")


def test_a_case_keeps_its_rules_when_the_office_sets_other_figures(office: Office) -> None:
    before = opened(office)
    set_figures(office, {("rapid_review", "rr_report"): Override(number=20)})
    after = opened(office)
    assert stages(office, before)["rr_report"]["number"] == 15
    assert stages(office, after)["rr_report"]["number"] == 20
    assert "the office's own figure" in stages(office, after)["rr_report"]["source"]
    for number in (before, after):
        office.write("Moved", office.changes_for("reviews", number, {"notified_on": D(2026, 11, 13)}))
    assert stages(office, before)["rr_report"]["due_on"] == D(2026, 12, 4)
    assert stages(office, after)["rr_report"]["due_on"] == D(2026, 12, 11)


def test_a_clock_switched_on_runs_on_cases_opened_from_then_on(office: Office) -> None:
    before = opened(office)
    set_figures(office, {("rapid_review", "rr_panel_reply"): Override(on=True)})
    after = opened(office)
    assert "rr_panel_reply" not in stages(office, before)
    assert "rr_panel_reply" in stages(office, after)
    office.undo(next(batch.id for batch in office.batches() if batch.words == "Changed a clock"))
    assert "rr_panel_reply" not in stages(office, opened(office))


def test_assurance_goes_by_the_rule_of_the_case(office: Office) -> None:
    number = opened(office)
    set_figures(office, {("rapid_review", "assurance"): Override(number=6)})
    office.write("Signed off", office.changes_for("reviews", number, {"plan_signed_off_on": D(2027, 2, 26)}))
    assert office.record("reviews", number)["assurance_due_on"] == D(2028, 2, 26)
    assert stages(office, number)["assurance"]["due_on"] == D(2028, 2, 26)


def test_what_the_office_follows_up_and_steps_of_disputes_have_figures_too(office: Office) -> None:
    figures = {
        (STANDING, "meeting_papers"): Override(number=7),
        (DISPUTES, "dispute_practitioners"): Override(number=1),
    }
    set_figures(office, figures)
    office.write("Met", office.changes_for("meetings", None, {"group_key": "review_group", "held_on": D(2026, 3, 20)}))
    assert office.records("meetings")[0]["papers_due_on"] == D(2026, 3, 11)
    step = {"kind": "dispute", "message": "Two plans", "dispute_stage": "practitioners", "step_began_on": D(2026, 3, 2)}
    office.write("Raised", office.changes_for("voices", None, step))
    assert office.records("voices")[0]["step_due_on"] == D(2026, 3, 3)


def test_a_case_keeps_its_rules_when_the_profile_changes(office: Office) -> None:
    kinds = [kind.key for kind in office.profile.review_types]
    before = {kind: opened(office, review_type=kind) for kind in kinds}
    rules = {kind: [_rule(line) for line in stages(office, number).values()] for kind, number in before.items()}
    office.use_profile("england-current")
    assert office.profile.key == "england-current"
    assert {kind: [_rule(line) for line in stages(office, n).values()] for kind, n in before.items()} == rules
    for number in before.values():
        office.write("Moved", office.changes_for("reviews", number, {"opened_on": D(2026, 11, 13)}))
    after = opened(office)
    assert stages(office, after)["rr_report"]["source"].startswith("Working Together 2026")
    assert stages(office, before["rapid_review"])["rr_report"]["source"].startswith("Framework 5.1")
    assert [office.record("reviews", one)["profile"] for one in (before["rapid_review"], after)] == [
        "stockport",
        "england-current",
    ]


def _rule(line: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(line[name] for name in ("key", "label", "number", "unit", "direction", "event", "source", "to_check"))


def test_undo_leads_back_to_the_profile_before(office: Office, reopen: Callable[..., Office]) -> None:
    office.use_profile("england-current")
    assert office.lookup.label("review_types", "domestic_homicide_review") == "Domestic abuse related death review"
    office.undo()
    assert office.profile.key == "stockport"
    assert office.lookup.label("review_types", "domestic_homicide_review") == "Domestic homicide review"
    office.redo()
    office.close()
    again = reopen()
    assert again.profile.key == "england-current"
    again.close()


def test_a_profile_that_is_not_there_or_lacks_what_is_in_use_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    folder.mkdir()
    for name in ("stockport", "england-current"):
        (folder / f"{name}.toml").write_text((PROFILES / f"{name}.toml").read_text(encoding="utf-8"), encoding="utf-8")
    few = 'based_on = "stockport.toml"\nleave_out = ["review_types.peer_review"]\ntitle = "Fewer"\n'
    (folder / "fewer.toml").write_text(few, encoding="utf-8")
    office = create_office(tmp_path / "office.lif", folder, "stockport", "Ann")
    with pytest.raises(ProfileError, match="leeds"):
        office.use_profile("leeds")
    office.use_profile("fewer")
    office.use_profile("stockport")
    opened(office, review_type="peer_review")
    with pytest.raises(OfficeError, match="“Fewer” does not have every kind of record that this office holds: peer"):
        office.use_profile("fewer")
    assert office.profile.key == "stockport"
    office.close()


def test_an_undo_to_a_profile_that_is_gone_leaves_the_one_in_use(tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    folder.mkdir()
    for name in ("stockport", "england-current"):
        (folder / f"{name}.toml").write_text((PROFILES / f"{name}.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "ours.toml").write_text('based_on = "stockport.toml"\ntitle = "Ours"\n', encoding="utf-8")
    office = create_office(tmp_path / "office.lif", folder, "ours", "Ann")
    office.use_profile("stockport")
    (folder / "ours.toml").unlink()
    office.undo()
    assert office.profile.key == "stockport"
    office.close()


def test_settings_are_read_as_they_will_stand_after_a_change(office: Office) -> None:
    pending = [Add("settings", {"name": CLOSED, "value": write_days({CHRISTMAS_EVE: ""})})]
    found = office.read(lambda connection: read_clock_settings(connection, pending))
    assert list(found.closed) == [CHRISTMAS_EVE]
    assert (found.profile, found.same_day, found.worked) == ("stockport", False, {})


def test_an_office_open_for_reading_knows_its_days_and_changes_none(office: Office, path: Path) -> None:
    close_days(office, CHRISTMAS_EVE)
    reading = open_office(path, PROFILES, "Bea", read_only=True)
    assert not reading.calendar.is_working(CHRISTMAS_EVE)
    with pytest.raises(OfficeError):
        reading.use_profile("england-current")
    reading.close()
