"""The command line: verbs, outputs and exit codes are a contract."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from lif_desktop import __version__
from lif_desktop.app import main
from lif_desktop.framework.profile import find_profile, load_profile
from lif_desktop.office import Office, create_office, open_office
from lif_desktop.office.saved_views import ViewFilter, save_filter
from lif_desktop.places import resources

PROFILES = resources() / "framework"
ROWS = [
    ["Made-up partnership: action tracker"],
    [],
    ["Ref", "Action required", "By whom", "Timescale", "Our officer"],
    ["ACT-2026-117", "Revise the referral form", "GMP", "16/11/2026", "J"],
    ["ACT-2026-118", "Brief teams", "SMBC", "31/02/2026", "K"],
]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = tmp_path / "office.lif"
    create_office(path, PROFILES, "stockport", "Ann").close()
    return path


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    path = tmp_path / "tracker.xlsx"
    book.save(path)
    return path


def opened(path: Path) -> Office:
    return open_office(path, PROFILES, "Ann", read_only=True)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(one) for one in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def run_json(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any]:
    code, out, err = run(capsys, *arguments)
    assert not err
    return code, json.loads(out)


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (0, f"LIF Desktop {__version__}\n", "")


@pytest.mark.parametrize("wrong", [["bogus", "x"], ["import"], ["export", "actions"], ["--nonsense"]])
def test_wrong_arguments_end_with_2(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(wrong)
    assert left.value.code == 2


def test_importing_says_what_came_of_it(capsys: pytest.CaptureFixture[str], office: Path, tracker: Path) -> None:
    code, found = run_json(capsys, "import", tracker, "--into", "actions", "--office", office, "--json")
    assert code == 0
    assert {key: found[key] for key in ("file", "header_row", "register", "rows_read", "added", "changed")} == {
        "file": "tracker.xlsx",
        "header_row": 3,
        "register": "actions",
        "rows_read": 2,
        "added": 1,
        "changed": 0,
    }
    assert (found["unchanged"], found["held_back"]) == (0, 1)
    assert found["columns"][0] == {"heading": "Ref", "field": "ref", "how": "heading"}
    assert found["columns"][-1] == {"heading": "Our officer", "field": None, "how": "unknown"}
    (problem,) = found["problems"]
    assert (problem["sheet"], problem["cell"], problem["value"]) == ("Sheet", "D5", "31/02/2026")
    assert "February 2026 has 28 days" in problem["reason"]
    assert isinstance(found["batch"], int)
    held = opened(office)
    assert [row["ref"] for row in held.records("actions")] == ["ACT-2026-117"]
    assert held.extras("actions")[1] == {"Our officer": "J"}
    held.close()


def test_a_dry_run_writes_nothing(capsys: pytest.CaptureFixture[str], office: Path, tracker: Path) -> None:
    before = office.read_bytes()
    arguments = ("import", tracker, "--into", "actions", "--office", office, "--dry-run", "--json")
    code, found = run_json(capsys, *arguments)
    assert (code, found["added"], found["batch"]) == (0, 1, None)
    assert office.read_bytes() == before


def test_a_refused_file_is_said_and_ends_with_1(
    capsys: pytest.CaptureFixture[str], office: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.xls"
    page.write_text("<html><table><tr><td>1</td></tr></table></html>")
    code, found = run_json(capsys, "import", page, "--into", "actions", "--office", office, "--json")
    assert code == 1
    assert set(found) == {"file", "refused"}
    assert "web page" in found["refused"]
    code, out, err = run(capsys, "import", page, "--into", "actions", "--office", office)
    assert (code, out) == (1, "")
    assert err.strip() == found["refused"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "{tracker}", "--into", "hats", "--office", "{office}"), "no register called “hats”"),
        (("export", "hats", "{out}.csv", "--office", "{office}"), "no register called “hats”"),
        (("export", "actions", "{out}.pdf", "--office", "{office}"), "should end in .xlsx, .csv or .json"),
        (("check", "{out}.lif"), "There is no file"),
        (("clock", "hat-review", "--from", "today"), "no review type called “hat-review”"),
        (("clock", "rapid-review", "--from", "31/02/2026"), "February 2026 has 28 days"),
        (("paper", "agenda"), "Say which paper"),
        (("paper", "poem", "{out}.docx", "--office", "{office}"), "no paper called “poem”"),
        (("import", "{tracker}", "--into", "actions", "--agency", "Martians", "--office", "{office}"), "Martians"),
        (("undo", "--office", "{office}"), "nothing to undo"),
        (("restore", "{tracker}", "{out}.lif"), "is not an office file"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_ends_with_1(
    capsys: pytest.CaptureFixture[str], office: Path, tracker: Path, arguments: tuple[str, ...], words: str
) -> None:
    filled = [one.format(office=office, tracker=tracker, out=office.parent / "out") for one in arguments]
    code, out, err = run(capsys, *filled)
    assert (code, out) == (1, "")
    assert words in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_undo_lists_and_takes_back(capsys: pytest.CaptureFixture[str], office: Path, tracker: Path) -> None:
    run(capsys, "import", tracker, "--into", "actions", "--office", office)
    code, out, _ = run(capsys, "undo", "--office", office, "--list")
    assert code == 0
    assert "Imported 1 row from “tracker.xlsx”" in out
    code, out, _ = run(capsys, "undo", "--office", office)
    assert code == 0
    assert out.startswith("Undone: Imported 1 row")
    again = opened(office)
    assert again.records("actions") == []
    again.close()


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_what_goes_out_comes_in_again_without_a_change(
    capsys: pytest.CaptureFixture[str], office: Path, tracker: Path, ending: str
) -> None:
    run(capsys, "import", tracker, "--into", "actions", "--office", office)
    out = office.parent / f"actions.{ending}"
    assert run(capsys, "export", "actions", out, "--office", office)[:2] == (0, f"{out}\n")
    if ending == "json":
        (row,) = json.loads(out.read_text(encoding="utf-8"))
        assert (row["ref"], row["due_on"]) == ("ACT-2026-117", "2026-11-16")
        return
    if ending == "csv":
        with out.open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file))[0] == "Reference"
    _, found = run_json(capsys, "import", out, "--into", "actions", "--office", office, "--dry-run", "--json")
    assert (found["added"], found["changed"], found["unchanged"], found["held_back"]) == (0, 0, 1, 0)


def test_the_clock_gives_each_milestone_with_its_rule(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run_json(capsys, "clock", "rapid-review", "--from", "2 April 2026", "--json")
    assert code == 0
    assert (found["review_type"], found["profile"], found["from"]) == ("rapid_review", "stockport", "2026-04-02")
    by_key = {one["key"]: one for one in found["milestones"]}
    report = by_key["rr_report"]
    expected = {"due": "2026-04-27", "number": 15, "unit": "working days", "direction": "after", "basis": "guidance"}
    assert {key: report[key] for key in expected} == expected
    assert report["source"]
    assert by_key["rr_notification"]["due"] is None
    _, same = run_json(
        capsys,
        "clock",
        "rapid_review",
        "--from",
        "2026-04-02",
        "--convention",
        "same-day",
        "--json",
        "--profile",
        "england-current",
    )
    assert {one["key"]: one["due"] for one in same["milestones"]}["rr_report"] == "2026-04-24"


@pytest.mark.parametrize("convention", ["next-day", "same-day"])
@pytest.mark.parametrize("profile", ["stockport", "england-current"])
def test_the_clock_answers_for_every_type_with_sources(
    capsys: pytest.CaptureFixture[str], profile: str, convention: str
) -> None:
    kinds = load_profile(find_profile(profile, PROFILES)).review_types
    for kind in kinds:
        asked = ("clock", kind.key, "--from", "2026-04-02", "--profile", profile, "--convention", convention)
        code, found = run_json(capsys, *asked, "--json")
        assert (code, found["convention"]) == (0, convention)
        assert all(one["source"] and one["basis"] and one["says"] for one in found["milestones"])
        started = [one for one in found["milestones"] if one["counted_from"] == kind.clock_event]
        assert all(one["due"] for one in started)
        code, out, _ = run(capsys, *asked)
        assert code == 0
        assert out.startswith(kind.label)
        assert all(one["source"] in out and one["label"] in out for one in found["milestones"])
        if not found["milestones"]:
            assert "gives no figure for its stages, so no clock runs" in out
            assert f"Source: {kind.source}." in out
            assert found["source"] == kind.source


def test_the_clock_says_where_it_does_not_know_the_holidays(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "clock", "rapid_review", "--from", "8 January 2029")
    assert "bank holidays are published up to 2028 only, so check this day" in out


def test_the_clock_of_an_office_takes_its_figures_its_days_and_its_way_of_counting(
    capsys: pytest.CaptureFixture[str], office: Path
) -> None:
    own = open_office(office, PROFILES, "Ann")
    figures = '{"rapid_review": {"rr_sign_off": {"number": 12}, "rr_panel_reply": {"on": true}}}'
    own.set_setting("clock_figures", figures)
    own.set_setting("closed_days", '{"2026-04-09": "Office move"}')
    own.close()
    asked = ("clock", "rapid_review", "--from", "2026-04-02", "--office", office, "--json")
    _, found = run_json(capsys, *asked)
    due = {one["key"]: one["due"] for one in found["milestones"]}
    assert (due["rr_sign_off"], due["rr_report"]) == ("2026-04-23", "2026-04-28")
    assert "rr_panel_reply" in due
    assert "Office move" in next(one["says"] for one in found["milestones"] if one["key"] == "rr_report")
    own = open_office(office, PROFILES, "Ann")
    own.set_setting("day_one", "same_day")
    own.close()
    _, found = run_json(capsys, *asked)
    assert {one["key"]: one["due"] for one in found["milestones"]}["rr_report"] == "2026-04-27"


def test_a_clock_that_is_only_offered_is_named_and_not_counted(capsys: pytest.CaptureFixture[str]) -> None:
    _, found = run_json(capsys, "clock", "rapid_review", "--from", "2026-04-02", "--json")
    assert "rr_panel_reply" not in [one["key"] for one in found["milestones"]]
    _, out, _ = run(capsys, "clock", "rapid_review", "--from", "2026-04-02")
    assert "Off until the office switches it on: The national Panel's reply is expected (10 calendar days)." in out


def test_check_tells_a_sound_office_from_a_touched_one(capsys: pytest.CaptureFixture[str], office: Path) -> None:
    code, found = run_json(capsys, "check", office, "--json")
    assert code == 0
    assert found == {"ok": True, "integrity": "ok", "journal": "ok", "foreign_keys": "ok", "gaps": []}
    touched = open_office(office, PROFILES, "Ann")
    touched.read(lambda c: c.exec_driver_sql("UPDATE batches SET words = 'Nothing happened'"))
    touched.close()
    code, found = run_json(capsys, "check", office, "--json")
    assert (code, found["ok"]) == (1, False)
    assert found["journal"] == "entry 1 does not follow from the one before it"


def test_check_names_each_gap(capsys: pytest.CaptureFixture[str], office: Path, tracker: Path) -> None:
    run(capsys, "import", tracker, "--into", "actions", "--office", office)
    _, found = run_json(capsys, "check", office, "--json")
    (gap,) = found["gaps"]
    assert (gap["check"], gap["record"]) == ("action_incomplete", "ACT-2026-117")
    assert (gap["register"], gap["field"]) == ("actions", "done_test")
    _, out, _ = run(capsys, "check", office)
    assert out.endswith(f"- {gap['says']}\n1 gap to mend.\n")


def test_backup_and_restore(capsys: pytest.CaptureFixture[str], office: Path, tracker: Path) -> None:
    kept = office.parent / "kept.lif"
    assert run(capsys, "backup", office, kept)[0] == 0
    run(capsys, "import", tracker, "--into", "actions", "--office", office)
    assert run(capsys, "restore", kept, office)[:2] == (0, f"{office}\n")
    again = opened(office)
    assert again.records("actions") == []
    again.close()


def test_a_bug_is_reported_without_a_traceback_and_without_what_records_hold(
    capsys: pytest.CaptureFixture[str], office: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError(f"Child {chr(87)}ren")

    monkeypatch.setattr("lif_desktop.app.log_folder", lambda: tmp_path / "logs")
    monkeypatch.setattr(Office, "integrity", broken)
    code, out, err = run(capsys, "check", office)
    assert (code, out) == (1, "")
    assert "did not expect" in err
    (report,) = (tmp_path / "logs").glob("crash*.txt")
    text = report.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in text
    assert "Child Wren" not in text


@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_a_name_that_the_terminal_cannot_write_does_not_end_an_import(
    office: Path, tmp_path: Path, json_too: list[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Action,Due date\nBrief teams,Pawe\u0142\nMeet,1/3/26\n", encoding="utf-8")
    asked = [sys.executable, "-m", "lif_desktop.app", "import", str(path), "--into", "actions", "--office", str(office)]
    told = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run([*asked, *json_too], capture_output=True, env=told, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    if json_too:
        assert json.loads(done.stdout.decode("cp1252"))["problems"][0]["value"] == "Pawe\u0142"


# The whole office, the action plan, saved filters, dates either way, returns


@pytest.fixture
def kept(capsys: pytest.CaptureFixture[str], office: Path, tracker: Path) -> Path:
    """The office with an action of the tracker in it and a filter that is saved."""
    run(capsys, "import", tracker, "--into", "actions", "--office", office)
    own = open_office(office, PROFILES, "Ann")
    own.write("More", own.changes_for("actions", None, {"title": "Tell the hospital", "lead_agency_id": 4}))
    save_filter(own, "actions", "Police", ViewFilter(words="police"))
    own.close()
    return office


def test_the_whole_office_goes_out_and_fills_an_empty_one(
    capsys: pytest.CaptureFixture[str], kept: Path, tmp_path: Path
) -> None:
    out, new = tmp_path / "whole.xlsx", tmp_path / "new.lif"
    assert run(capsys, "export", "everything", out, "--office", kept)[:2] == (0, f"{out}\n")
    create_office(new, PROFILES, "stockport", "Ben").close()
    asked = ("import", out, "--into", "everything", "--office", new)
    before = new.read_bytes()
    code, found = run_json(capsys, *asked, "--dry-run", "--json")
    assert (code, found["register"], found["batch"], found["problems"]) == (0, "everything", None, [])
    assert (found["tables"]["actions"], found["added"]) == (2, found["rows_read"])
    assert new.read_bytes() == before
    code, said, _ = run(capsys, *asked)
    assert code == 0
    assert said.splitlines()[0].startswith("whole.xlsx, the whole office: ")
    assert "Kept as “Took in the whole office from “whole.xlsx”” (batch 2)." in said
    held = opened(new)
    assert [row["ref"] for row in held.records("actions")] == ["ACT-2026-117", "ACT-2026-118"]
    held.close()
    code, _, err = run(capsys, *asked)
    assert code == 1
    assert "only be taken into an empty one" in err


def test_a_spoilt_workbook_of_an_office_is_refused_with_every_mistake(
    capsys: pytest.CaptureFixture[str], kept: Path, tmp_path: Path
) -> None:
    out, new = tmp_path / "whole.xlsx", tmp_path / "new.lif"
    run(capsys, "export", "everything", out, "--office", kept)
    book = load_workbook(out)
    headings = [cell.value for cell in book["Actions"][1]]
    book["Actions"].cell(2, headings.index("Due") + 1).value = "31/02/2027"
    book.save(out)
    create_office(new, PROFILES, "stockport", "Ben").close()
    asked = ("import", out, "--into", "everything", "--office", new)
    code, said, err = run(capsys, *asked)
    assert (code, err.count("\n")) == (1, 1)
    assert "was not taken in. One thing in it has to be put right" in err
    assert "! Actions, " in said
    code, found = run_json(capsys, *asked, "--json")
    assert code == 1
    assert "February 2027 has 28 days" in found["problems"][0]["reason"]
    assert "refused" in found
    code, found = run_json(capsys, *asked, "--json", "--dry-run")
    assert (code, len(found["problems"]), found["added"]) == (0, 1, 0)


def test_the_action_plan_goes_out_in_each_form(capsys: pytest.CaptureFixture[str], kept: Path, tmp_path: Path) -> None:
    for more in ((), ("--profile", "published"), ("--layout", "homicide")):
        out = tmp_path / "plan.xlsx"
        assert run(capsys, "export", "action-plan", out, "--office", kept, *more)[:2] == (0, f"{out}\n")
        assert load_workbook(out).sheetnames[0] == "Action plan"


def test_a_saved_filter_chooses_what_goes_out_and_is_named(
    capsys: pytest.CaptureFixture[str], kept: Path, tmp_path: Path
) -> None:
    out = tmp_path / "police.xlsx"
    assert run(capsys, "export", "actions", out, "--office", kept, "--view", "police")[0] == 0
    sheet = load_workbook(out).worksheets[0]
    assert (sheet.title, sheet.max_row, sheet["A2"].value) == ("Actions (1 of 2)", 2, "ACT-2026-117")
    run(capsys, "export", "actions", tmp_path / "police.json", "--office", kept, "--view", "Police")
    assert [one["ref"] for one in json.loads((tmp_path / "police.json").read_text("utf-8"))] == ["ACT-2026-117"]
    code, _, err = run(capsys, "export", "actions", out, "--office", kept, "--view", "Hats")
    assert code == 1
    assert "no saved filter called “Hats”" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "everything", "{out}.csv"), "should end in .xlsx"),
        (("export", "action-plan", "{out}.xlsx", "--view", "Police"), "does not go with action-plan"),
        (("returns", "poem", "{folder}", "--all"), "There is no return called “poem”"),
        (("returns", "action-update", "{folder}"), "Say for which agencies"),
        (("returns", "action-update", "{folder}/none", "--all"), "There is no folder"),
        (("returns", "action-update", "{folder}", "--agency", "Martians"), "No agency is called “Martians”"),
        (("returns", "action-update", "{folder}", "--all", "--ref", "RR-1"), "the reference “RR-1”"),
        (("returns", "action-update", "{folder}", "--all", "--due", "31/02/2027"), "February 2027 has 28 days"),
    ],
)
def test_what_cannot_go_out_is_one_sentence(
    capsys: pytest.CaptureFixture[str], kept: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    filled = [one.format(out=tmp_path / "out", folder=tmp_path) for one in arguments]
    code, out, err = run(capsys, *filled, "--office", kept)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert words in err


def test_dates_that_could_be_read_both_ways_are_asked_and_answered(
    capsys: pytest.CaptureFixture[str], office: Path, tmp_path: Path
) -> None:
    path = tmp_path / "dates.csv"
    path.write_text("Action,Due date\nBrief teams,03/04/2026\nMeet,05/06/2026\n", encoding="utf-8")
    asked = ("import", path, "--into", "actions", "--office", office, "--dry-run")
    _, found = run_json(capsys, *asked, "--json")
    (question,) = found["questions"]
    assert (question["asks"], question["heading"]) == ("order", "Due date")
    _, out, _ = run(capsys, *asked)
    assert "? “Due date” could have day or month first: 03/04/2026" in out
    for order, day in (("day", "2026-04-03"), ("month", "2026-03-04")):
        _, found = run_json(capsys, *asked, "--json", "--order", order)
        assert (found["questions"], found["added"]) == ([], 2)
        own = create_office(tmp_path / f"{order}.lif", PROFILES, "stockport", "Ann")
        own.close()
        run(capsys, *asked[:4], "--office", own.path, "--order", order)
        held = opened(own.path)
        assert str(held.records("actions")[0]["due_on"]) == day
        held.close()


def test_returns_are_made_for_agencies_and_noted(
    capsys: pytest.CaptureFixture[str], kept: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "returns"
    folder.mkdir()
    asked = ("returns", "action-update", folder, "--office", kept, "--due", "11 December 2026")
    code, found = run_json(capsys, *asked, "--agency", "GMP", "--json")
    assert (code, list(found["made"]), found["left_out"]) == (0, ["3"], {})
    code, _, err = run(capsys, "returns", "Dance", folder, "--office", kept, "--all")
    assert (code, "Section 11 return" in err) == (1, True)
    assert [str(path) for path in folder.iterdir()] == list(found["made"].values())
    code, out, _ = run(capsys, "returns", "Action update", *asked[2:], "--all")
    assert code == 0
    assert "leads no open action" in out
    assert len(list(folder.iterdir())) == 3
    held = opened(kept)
    assert {row["due_on"].isoformat() for row in held.records("returns")} == {"2026-12-11"}
    held.close()
