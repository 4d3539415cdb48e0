"""A register that goes out and comes back in changes nothing: every register, as tracker and as plain text."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.office import Add, Change, Edit, Office
from lif_desktop.registers import REGISTERS, register
from lif_desktop.registers.register import Register
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.plain import write_csv
from lif_desktop.sheets.plan import Plan, make_plan
from lif_desktop.sheets.tracker import write_tracker
from tests.sheets.going_out import add, fill, new_office


def extras(made: Office, own: Register, number: int, extra: dict[str, str]) -> Change:
    """Columns that no field matches, on a record; on a later one where records are only added to."""
    if not own.append_only:
        return Edit(own.table, number, {"extra": extra})
    values = made.record(own.key, number)
    days = {field.key: values[field.key] + dt.timedelta(1) for field in own.fields if field.kind == "date"}
    kept = {name: value for name, value in values.items() if name not in ("id", "version", "binned_at")}
    return Add(own.table, kept | days | {"extra": extra})


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = new_office(tmp_path_factory.mktemp("full"))
    fill(made)
    for own in REGISTERS:
        table = made.rows(own.key).rows
        extra = {"Box file": f"B{own.key}", "Notes (2)": "=1+1", "Count": "7"}
        made.write("Extras", [extras(made, own, table[-1][0], extra)])
    yield made
    made.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path)
    yield made
    made.close()


def nothing_happens(plan: Plan, office: Office, own: Register) -> None:
    said = [str(problem) for problem in plan.problems]
    changed = [
        (plan.columns[at].heading, row.before[at], row.values[at])
        for row in plan.rows
        for at in row.changes()
        if row.before
    ]
    assert (said, changed) == ([], [])
    counts = {action: plan.count(action) for action in ("add", "change", "held", "same")}
    assert counts == {"add": 0, "change": 0, "held": 0, "same": len(office.rows(own.key).rows)}
    assert apply(office, plan) is None


@pytest.mark.parametrize("own", REGISTERS, ids=lambda own: own.key)
def test_a_tracker_that_comes_back_changes_nothing(full: Office, tmp_path: Path, own: Register) -> None:
    path = write_tracker(full, own.key, tmp_path / f"{own.label}.xlsx")
    nothing_happens(make_plan(full, path, own.key), full, own)


@pytest.mark.parametrize(
    "key", ["reviews", "learning", "actions", "audits", "milestones", "returns", "indicator_values"]
)
def test_plain_text_that_comes_back_changes_nothing(full: Office, tmp_path: Path, key: str) -> None:
    path = write_csv(full, key, tmp_path / f"{key}.csv")
    nothing_happens(make_plan(full, path, key), full, register(key))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44",
        "-5",
        "@SUM(A1)",
        "0042",
        "_x0041_",
        "#N/A",
        "TRUE",
        "1/2",
        "12%",
        "日本語 🙂",
        "'quoted",
        "3 March 2026",
        "Total",
        "Notes",
        "x" * 32_767,
    ],
)
def test_awkward_text_comes_back_as_it_went(office: Office, tmp_path: Path, text: str) -> None:
    add(office, "actions", title=text, latest_update=f"{text[:100]}\nsecond line; and, more | marks")
    add(office, "actions", title="Another")
    for path in (
        write_tracker(office, "actions", tmp_path / "a.xlsx"),
        write_csv(office, "actions", tmp_path / "a.csv"),
    ):
        nothing_happens(make_plan(office, path, "actions"), office, register("actions"))


def test_several_choices_with_commas_in_their_names_come_back(office: Office, tmp_path: Path) -> None:
    add(office, "learning", title="Book the interpreter first", themes="neglect;equality")
    path = write_tracker(office, "learning", tmp_path / "l.xlsx")
    nothing_happens(make_plan(office, path, "learning"), office, register("learning"))


def test_lines_that_are_alike_come_back(office: Office, tmp_path: Path) -> None:
    learning = add(office, "learning", title="See the child", identified_on=dt.date(2026, 1, 5))
    for _ in range(2):
        add(office, "dissemination", learning_id=learning, channel="newsletter", shared_on=dt.date(2026, 2, 3))
    path = write_tracker(office, "dissemination", tmp_path / "d.xlsx")
    nothing_happens(make_plan(office, path, "dissemination"), office, register("dissemination"))


def test_one_cell_changed_in_excel_is_the_one_change(office: Office, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    add(office, "actions", title="Brief the teams", status="in_progress")
    add(office, "actions", title="Another", status="in_progress")
    path = write_tracker(office, "actions", tmp_path / "a.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(3, headings.index("Status") + 1).value = "Complete"
    sheet.cell(3, headings.index("State") + 1).value = "● I say it is fine"
    book.save(path)
    plan = make_plan(office, path, "actions")
    assert [
        (row.ref, [plan.columns[at].heading for at in row.changes()]) for row in plan.rows if row.action == "change"
    ] == [("ACT-2026-002", ["Status"])]
    apply(office, plan)
    assert [one["status"] for one in office.records("actions")] == ["in_progress", "complete"]
    assert office.extras("actions") == {}
