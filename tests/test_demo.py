"""The made-up office: of believable size, all of it through the import, with papers and trackers beside it."""

import datetime as dt
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from lif_desktop.demo import DemoTrouble, make_demo
from lif_desktop.office import Office, OfficeInUse, create_office, open_office
from lif_desktop.office.schema import BATCHES, JOURNAL
from lif_desktop.places import resources
from lif_desktop.registers import REGISTERS, register
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.reader import read_book

TODAY = dt.date(2026, 11, 23)
PROFILES = resources() / "framework"
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC).replace(tzinfo=None)
LEAST = {
    "reviews": 34, "audits": 25, "risks": 20, "training": 40, "learning": 60, "actions": 150, "meetings": 12,
    "voices": 30, "performance": 12, "agencies": 30, "returns": 40, "risk_scores": 40, "dissemination": 100,
    "embedding": 30, "evaluations": 20, "recommendations": 20, "agenda_items": 20, "attendance": 40,
    "indicator_values": 90, "contacts": 20, "decisions": 8, "milestones": 100,
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
    assert [path.suffix for path in made[1:4]] == [".docx"] * 3
    assert [path.suffix for path in made[4:]] == [".xlsx"] * 10
    assert all(path.stat().st_size > 5_000 for path in made)
    assert {path.name for path in made[0].parent.iterdir()} <= {path.name for path in made} | {
        "office.lif.lock", "office backups",
    }  # fmt: skip


def test_it_is_of_believable_size(office: Office) -> None:
    counts = {own.key: len(office.rows(own.key).rows) for own in REGISTERS}
    assert {key: counts[key] for key, least in LEAST.items() if counts[key] < least} == {}
    assert [key for key, count in counts.items() if not count] == []


def test_every_record_came_through_the_import(office: Office) -> None:
    first: dict[tuple[str, int], str] = {}
    query = select(JOURNAL.c.table_name, JOURNAL.c.record_id, BATCHES.c.kind).join(
        BATCHES, BATCHES.c.id == JOURNAL.c.batch_id
    )
    for table, number, kind in office.read(lambda connection: connection.execute(query.order_by(JOURNAL.c.id)).all()):
        first.setdefault((table, number), kind)
    tables = {own.table for own in REGISTERS}
    assert {kind for (table, _), kind in first.items() if table in tables} == {"import", "setup"}
    assert {table for (table, _), kind in first.items() if kind == "setup"} == {"agencies", "settings"}
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
    for path in made[4:]:
        own = by_label[path.stem.removesuffix(" tracker")]
        plan = make_plan(office, path, own.key)
        assert (plan.count("same"), list(plan.problems)) == (len(office.rows(own.key).rows), []), path.name
        assert apply(office, plan) is None


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
