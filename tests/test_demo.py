"""The made-up office: of believable size, all of it through the import, with papers and trackers beside it."""

import datetime as dt
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from lif_desktop.demo import DemoTrouble, make_demo
from lif_desktop.framework.alike import Index
from lif_desktop.framework.audit_scores import same_theme
from lif_desktop.framework.disputes import steps_of
from lif_desktop.framework.risks import closed_since, movement, to_escalate
from lif_desktop.framework.tracking import tracked
from lif_desktop.framework.trends import trend_of
from lif_desktop.office import Office, OfficeInUse, create_office, open_office
from lif_desktop.office.alike import earlier_like, texts
from lif_desktop.office.audit_programme import programme, standards_of
from lif_desktop.office.loop import loop_of
from lif_desktop.office.returns_asked import matrix, scope_of
from lif_desktop.office.schema import BATCHES, JOURNAL
from lif_desktop.office.thread import thread_of
from lif_desktop.office.training_evidence import Reading, agency_training, coverage
from lif_desktop.office.upcoming import all_gaps
from lif_desktop.office.whole import whole_office
from lif_desktop.places import resources
from lif_desktop.registers import REGISTERS, register
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.whole_office import load_office, write_office

TODAY = dt.date(2026, 11, 23)
PROFILES = resources() / "framework"
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC).replace(tzinfo=None)
LEAST = {
    "reviews": 34, "audits": 25, "risks": 20, "training": 40, "learning": 60, "actions": 150, "meetings": 12,
    "voices": 30, "performance": 12, "agencies": 30, "returns": 40, "risk_scores": 40, "dissemination": 100,
    "embedding": 30, "evaluations": 20, "recommendations": 20, "agenda_items": 20, "attendance": 40,
    "indicator_values": 90, "contacts": 20, "decisions": 15, "milestones": 100, "criteria": 60, "review_checks": 50,
    "clock_changes": 8, "case_tracking": 8, "audit_standards": 120, "training_returns": 15,
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_demo(tmp_path_factory.mktemp("demo") / "made", resources(), TODAY)


@pytest.fixture(scope="module")
def office(made: list[Path]) -> Iterator[Office]:
    opened = open_office(made[0], PROFILES, "Ann Officer", now=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Resources with only as many samples as the papers need."""
    folder = tmp_path / "resources"
    (folder / "sample").mkdir(parents=True)
    shutil.copytree(PROFILES, folder / "framework")
    text = (resources() / "sample" / "manifest.toml").read_text(encoding="utf-8")
    wanted = ("reviews", "audits", "voices", "training", "learning", "dissemination", "meetings")
    entries = [one for one in tomllib.loads(text)["imports"] if one["register"] in wanted]
    lines = [line for one in entries for line in ("[[imports]]", *(f'{key} = "{value}"' for key, value in one.items()))]
    (folder / "sample" / "manifest.toml").write_text("\n".join(lines), encoding="utf-8")
    for name in {one["file"] for one in entries}:
        shutil.copy(resources() / "sample" / name, folder / "sample")
    return folder


def test_it_makes_office_papers_and_trackers_and_nothing_else(made: list[Path]) -> None:
    assert made[0].name == "office.lif"
    assert [path.suffix for path in made[1:9]] == [".docx"] * 8
    assert [path.suffix for path in made[9:]] == [".xlsx"] * 12
    assert all(path.stat().st_size > 5_000 for path in made)
    assert {path.name for path in made[0].parent.iterdir()} <= {path.name for path in made} | {
        "office.lif.lock", "office backups",
    }  # fmt: skip


def test_it_is_of_believable_size(office: Office) -> None:
    counts = {own.key: len(office.rows(own.key).rows) for own in REGISTERS}
    assert {key: counts[key] for key, least in LEAST.items() if counts[key] < least} == {}
    assert [key for key, count in counts.items() if not count] == []


def test_every_record_came_through_the_import_but_a_decision_in_the_place_of_another(office: Office) -> None:
    first: dict[tuple[str, int], str] = {}
    query = select(JOURNAL.c.table_name, JOURNAL.c.record_id, BATCHES.c.kind).join(
        BATCHES, BATCHES.c.id == JOURNAL.c.batch_id
    )
    for table, number, kind in office.read(lambda connection: connection.execute(query.order_by(JOURNAL.c.id)).all()):
        first.setdefault((table, number), kind)
    tables = {own.table for own in REGISTERS}
    assert {kind for (table, _), kind in first.items() if table in tables} == {"import", "setup", "edit"}
    assert {table for (table, _), kind in first.items() if kind == "setup"} == {"agencies", "settings"}
    assert [table for (table, _), kind in first.items() if kind == "edit" and table in tables] == ["decisions"]
    held = office.read(
        lambda c: c.exec_driver_sql("SELECT held_back FROM imported_files WHERE held_back != '[]'").all()
    )
    assert held == []


def test_it_is_marked_as_made_up_and_whole(office: Office) -> None:
    assert office.setting("made_up") == "yes"
    assert (office.integrity(), office.foreign_keys(), office.broken_link()) == ("ok", "ok", None)


def test_there_is_something_to_do_on_the_first_page(office: Office) -> None:
    live = {one["ref"]: one["state"].word for one in office.records("reviews") if one["next_due"]}
    soon = [
        one
        for one in office.records("reviews")
        if one["next_due"] and TODAY <= one["next_due"] <= dt.date(2026, 12, 14)
    ]
    assert len(soon) >= 5
    assert [ref for ref, word in live.items() if word.startswith("Overdue")] == ["CSPR-2026-001"]
    assert office.calendar.count(dt.date(2026, 11, 12), TODAY) == 7
    actions = [one["state"].word for one in office.records("actions")]
    assert sum(word.startswith("Overdue") for word in actions) >= 5
    assert {one["stage"] for one in office.records("learning")} == {
        "Identified",
        "Disseminated",
        "Embedded",
        "Evaluated",
    }
    papers = [one["state"].word for one in office.records("meetings") if one["ref"] == "MTG-2026-015"]
    assert papers == ["Papers: due this week"]


def test_a_tracker_of_it_that_comes_back_changes_nothing(made: list[Path], office: Office) -> None:
    by_label = {own.label: own for own in REGISTERS if own.tab}
    for path in [one for one in made if one.suffix == ".xlsx"][:10]:
        own = by_label[path.stem.removesuffix(" tracker")]
        plan = make_plan(office, path, own.key)
        assert (plan.count("same"), list(plan.problems)) == (len(office.rows(own.key).rows), []), path.name
        assert apply(office, plan) is None


def test_the_composite_action_plan_of_it_comes_back_without_a_change(made: list[Path], office: Office) -> None:
    assert made[-2].name == "Composite action plan.xlsx"
    plan = make_plan(office, made[-2], "actions")
    assert (plan.count("same"), list(plan.problems)) == (len(office.rows("actions").rows), [])
    assert apply(office, plan) is None


def test_an_empty_office_that_takes_in_the_whole_workbook_is_the_same_office(
    made: list[Path], office: Office, tmp_path: Path
) -> None:
    assert made[-1].name == "The whole office.xlsx"
    empty = create_office(tmp_path / "empty.lif", PROFILES, "stockport", "Ben Officer", lambda: NOW)
    load_office(empty, made[-1])
    there, here = office.read(whole_office), empty.read(whole_office)
    assert [name for name in there if there[name] != here[name]] == []
    assert sum(map(len, there.values())) > 2_500
    again = read_book(write_office(empty, tmp_path / "again.xlsx", TODAY))
    first = read_book(made[-1])
    assert [(one.name, one.rows) for one in again.sheets] == [(one.name, one.rows) for one in first.sheets]
    assert [gap.says for gap in all_gaps(empty)] == [gap.says for gap in all_gaps(office)]
    empty.close()


def test_a_made_up_office_is_made_again_in_its_place(few: Path, tmp_path: Path) -> None:
    told: list[str] = []
    folder = tmp_path / "twice"
    first = make_demo(folder, few, TODAY)
    first[1].write_bytes(b"an old agenda")
    again = make_demo(folder, few, TODAY, lambda words, done, of: told.append(words))
    assert again == first
    assert first[1].stat().st_size > 5_000
    assert "Importing Learning log.xlsx" in told
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_an_office_of_ones_own_is_left_alone(few: Path, tmp_path: Path) -> None:
    own = create_office(tmp_path / "office.lif", PROFILES, "stockport", "Ann Officer")
    own.close()
    before = (tmp_path / "office.lif").read_bytes()
    with pytest.raises(DemoTrouble, match="holds an office of your own"):
        make_demo(tmp_path, few, TODAY)
    assert (tmp_path / "office.lif").read_bytes() == before


def test_a_made_up_office_that_is_open_is_left_alone(few: Path, tmp_path: Path) -> None:
    own = create_office(tmp_path / "office.lif", PROFILES, "stockport", "Ann Officer")
    own.set_setting("made_up", "yes")
    with pytest.raises(OfficeInUse):
        make_demo(tmp_path, few, TODAY)
    own.close()


def test_missing_samples_are_said_and_nothing_is_left_behind(few: Path, tmp_path: Path) -> None:
    (few / "sample" / "manifest.toml").unlink()
    with pytest.raises(DemoTrouble, match="The made-up spreadsheets are not there"):
        make_demo(tmp_path / "none", few, TODAY)
    assert list((tmp_path / "none").iterdir()) == []


def test_the_update_with_slips_has_rows_of_every_fate(office: Office) -> None:
    book = read_book(resources() / "sample" / "Action update with slips (to try the import on).xlsx")
    plan = make_plan(office, book, "actions")
    assert (plan.count("add") > 0, plan.count("change") > 0, plan.count("held") > 3) == (True, True, True)
    assert register("actions") == plan.register


# What each part of the program has to show


def by_ref(office: Office, key: str) -> dict[str, Mapping[str, Any]]:
    return {str(row["ref"]): row for row in office.records(key)}


def lines(office: Office, key: str, column: str, number: int) -> list[dict[str, Any]]:
    return [row for row in office.records(key) if row[column] == number]


def test_clocks_stand_still_run_on_and_were_moved(office: Office) -> None:
    reviews, stages = office.records("reviews"), office.records("milestones")
    assert [row["ref"] for row in reviews if row["state"].word.startswith("Suspended")] == ["SAR-2025-006"]
    log = office.records("clock_changes")
    assert {row["kind"] for row in log} == {"extended", "suspended", "resumed", "planned_back"}
    moves = Counter((row["review_id"], row["stage_key"], row["due_after"]) for row in log if row["due_after"])
    assert set(moves.values()) == {1}
    ends = {(row["review_id"], row["stage_key"]): row["due_after"] for row in log if row["due_after"]}
    moved = [row for row in stages if (row["review_id"], row["key"]) in ends]
    assert [row["due_on"] for row in moved] == [ends[row["review_id"], row["key"]] for row in moved]
    assert all(row["original_due_on"] != row["due_on"] and row["extension_reason"] for row in moved)


def test_a_case_is_decided_twice_and_some_disagree(office: Office) -> None:
    decisions = office.records("decisions")
    twice = [number for number, count in Counter(row["review_id"] for row in decisions).items() if count > 1]
    assert [row["ref"] for row in office.records("reviews") if row["id"] in twice] == ["SAR-2025-006"]
    own = sorted(lines(office, "decisions", "review_id", twice[0]), key=lambda row: row["decided_on"])
    assert [row["outcome"] for row in own] == ["more_information", "review_agreed"]
    assert [row["standing"].word for row in own] == ["Superseded", "Stands"]
    assert sum(bool(row["dissent"]) for row in decisions) >= 3
    assert all(row["outcome"] and row["reasons"] and row["decided_by"] for row in decisions)


@pytest.mark.parametrize(
    "field",
    ["terms", "key_lines", "period_from", "conflict_details", "family_invited_on", "practitioner_event_on",
     "draft_shared_on", "returns_in_on", "told_on", "moderation_on", "suspension_agreed_by", "death_meeting_on"],
)  # fmt: skip
def test_each_part_of_the_pathway_was_filled_in_somewhere(office: Office, field: str) -> None:
    assert any(row[field] for row in office.records("reviews"))


def test_reviews_have_several_methods_and_the_words_of_the_framework(office: Office) -> None:
    reviews = {row["id"]: row for row in office.records("reviews")}
    assert sum(";" in (row["methodology"] or "") for row in reviews.values()) >= 4
    for key, asked, words in (("criteria", "criteria", "question"), ("review_checks", "checks", "text")):
        for row in office.records(key):
            kind = office.profile.review_type(reviews[row["review_id"]]["review_type"])
            assert row[words] in {one.text for one in getattr(kind, asked)}
        doubled = Counter((row["review_id"], row[words]) for row in office.records(key))
        assert max(doubled.values()) == 1
    answered = Counter(row["review_id"] for row in office.records("review_checks") if row["answer"])
    assert len(answered) >= 4
    assert {row["kind"] for row in office.records("review_checks")} == {"quality_marker", "principle"}


def test_learning_comes_from_every_source_and_reaches_every_stage(office: Office) -> None:
    points = office.records("learning")
    assert {row["source_kind"] for row in points} == {
        choice.key for choice in office.profile.choices("learning_sources")
    }
    assert any(row["indicators"] for row in points)
    assert any(row["external_source"] for row in points)
    loops = [loop_of(office, row["id"]) for row in points]
    assert {loop.reached.stage for loop in loops} == {"identified", "disseminated", "embedded", "evaluated"}
    assert all(lamp.evidence or lamp.lacks for loop in loops for lamp in loop.lamps)
    assert any(row["no_impact"] and row["decision"] for row in office.records("evaluations") if row["learning_id"])


def test_earlier_learning_is_found_again(office: Office) -> None:
    index, points = Index(), by_ref(office, "learning")
    for text in texts(office):
        index.add(text)
    repeats = set()
    for ref, row in points.items():
        themes = (row["themes"] or "").split(";")
        for found in earlier_like(office, index, row["title"], row["statement"] or "", themes, row["id"]):
            if found.worded_alike and found.themes and found.ref[:7] < ref[:7]:
                repeats.add((row["title"], found.title))
    again = "Hear the person alone, and arrange it when it is hard"
    assert (again, "Speak to the person alone, and arrange it if it is hard") in repeats
    assert sum(later.startswith("Fathers and partners") for later, _ in repeats) == 1


def test_a_thread_runs_from_the_case_to_the_annual_report(office: Office) -> None:
    threads = [thread_of(office, row["id"]) for row in office.records("learning")]
    whole = [one.title for one in threads if all(stop.items for stop in one.stops)]
    assert whole == ["Fire risk and care needs belong in one plan"]


def test_findings_are_left_undone_with_a_reason_and_once_without(office: Office) -> None:
    left = [row for row in office.records("recommendations") if row["decision"] == "not_implemented"]
    assert sum(bool(row["reason"]) for row in left) >= 3
    assert sum(not row["reason"] for row in left) == 1


def test_cases_are_followed_for_three_learning_points(office: Office) -> None:
    cases = office.records("case_tracking")
    assert 8 <= len(cases) <= 12
    assert len({row["learning_id"] for row in cases}) == 3
    assert any(row["review_id"] for row in cases)
    assert any(row["training_id"] for row in cases)
    found = tracked(cases)
    assert found.helped > found.partly > 0
    assert found.not_helped > 0


def test_audits_stand_beside_their_last_round(office: Office) -> None:
    audits = by_ref(office, "audits")
    now = standards_of(office, audits["S11-2026-001"]["id"])
    assert now.last is not None
    assert now.last["ref"] == "S11-2024-001"
    assert len(now.agencies) == 4
    assert sum(one.up for one in now.agencies) > sum(one.down for one in now.agencies) > 0
    assert len({row["agency_id"] for row in lines(office, "audit_standards", "audit_id", now.last["id"])}) == 5
    assert now.unmoderated == 10
    assert len(standards_of(office, audits["QAS-2025-001"]["id"]).agencies) >= 4


def test_cases_were_looked_at_on_one_theme_in_two_years_and_schedules_asked_for(office: Office) -> None:
    audits = by_ref(office, "audits")
    earlier = same_theme(audits["MACFA-2025-001"], audits.values())
    assert "MACFA-2024-001" in [row["ref"] for row in earlier]
    looked_at = {row["audit_id"] for row in office.records("audit_cases")}
    assert {audits[ref]["id"] for ref in ("MACFA-2024-001", "MACFA-2025-001", "MACFA-2026-003")} <= looked_at
    own = [row for ref, row in audits.items() if ref.startswith("SAA")]
    assert {row["requested_by"] for row in own} == {"Chair of the Quality Assurance Partnership"}
    _, schedule = programme(office, "2026-27")
    assert (schedule.asked, schedule.received) == (11, 11)


def test_training_has_evidence_at_each_stage_and_some_is_missing(office: Office) -> None:
    reading = Reading.of(office)
    whole = coverage(reading, "2025-26")
    assert all(whole.reached(stage) for stage in ("reaction", "learning", "behaviour", "results"))
    this_year = coverage(reading, "2026-27")
    sent = {ref: bool(row["follow_up_sent_on"]) for ref, row in by_ref(office, "training").items()}
    assert [(one.ref, sent[one.ref]) for one in this_year.late] == [("TRN-2026-011", False), ("TRN-2026-012", True)]
    stages = {row["stage"] for row in office.records("evaluations") if row["training_id"]}
    assert stages == {"reaction", "learning", "behaviour", "results"}
    for year in ("2024-25", "2025-26"):
        told = agency_training(reading, year)
        assert sum(one.has_sent for one in told) >= 7
        assert [one for one in told if not one.has_sent and (one.statutory or one.asked)]


def test_risks_moved_since_the_executives_last_met(office: Office) -> None:
    met = max(
        row["held_on"] for row in office.records("meetings")
        if row["group_key"] == "safeguarding_executives" and row["held_on"] < TODAY
    )  # fmt: skip
    risks, moved, waiting = office.records("risks"), Counter[str](), []
    for row in risks:
        scores = lines(office, "risk_scores", "risk_id", row["id"])
        kind = movement(row, scores, met).kind
        moved[kind] += kind != "closed" or closed_since(row, met)
        if to_escalate(row, TODAY, office.profile.risk, scores):
            waiting.append((row["ref"], row["score"]))
    assert min(moved[kind] for kind in ("rising", "falling", "new", "closed")) >= 1
    assert moved["rising"] == moved["falling"] == moved["new"] == 2
    assert waiting == [("RSK-2024-003", 10), ("RSK-2026-007", 16)]
    assert any(row["indicator_id"] for row in risks)
    assert [row["ref"] for row in risks if row["state"].word.startswith("Overdue")] == ["RSK-2024-003"]


def test_voices_are_at_every_step_and_name_nobody(office: Office) -> None:
    voices = office.records("voices")
    stages, rules = office.profile.choices("dispute_stages"), office.profile.disputes.rules
    open_ones = [row for row in voices if row["dispute_stage"] and not row["responded_on"]]
    assert {row["dispute_stage"] for row in open_ones} == {choice.key for choice in stages}
    highest = next(row for row in open_ones if row["dispute_stage"] == "chair")
    assert [bool(one.decided) for one in steps_of(highest, stages, rules, office.calendar)] == [True, True, True, False]
    assert {row["kind"] for row in voices} == {choice.key for choice in office.profile.choices("voice_kinds")}
    assert all(row["decision"] for row in voices if row["kind"] == "challenge")


def test_an_indicator_lacks_its_newest_value_and_one_is_long_off_target(office: Office) -> None:
    values = office.records("indicator_values")
    trends = {
        ref: trend_of(row, [one for one in values if one["indicator_id"] == row["id"]], TODAY)
        for ref, row in by_ref(office, "performance").items()
    }
    assert [ref for ref, trend in trends.items() if trend.missing] == ["PI-011"]
    assert trends["PI-003"].off >= 2
    assert max(len(trend.points) for trend in trends.values()) == 8


def test_returns_are_in_chased_and_awaited(office: Office) -> None:
    review = matrix(office, scope_of(office, "reviews", by_ref(office, "reviews")["RR-2026-004"]["id"]))
    chases = sorted((cell.row or {}).get("chases") or 0 for cell in review.waiting)
    assert (review.asked, review.came, chases, len(review.for_chair)) == (8, 5, [0, 1, 2], 0)
    audit = matrix(office, scope_of(office, "audits", by_ref(office, "audits")["S11-2026-001"]["id"]))
    assert (audit.asked, audit.came) == (11, 4)


def test_the_gaps_are_those_of_an_ordinary_monday(office: Office) -> None:
    found = Counter(gap.check for gap in all_gaps(office))
    assert 40 <= found.total() <= 70
    assert len(found) >= 15
    assert max(found.values()) <= 12
