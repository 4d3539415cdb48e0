"""The three-way rule, for every combination of what was sent, what the office has and what came back."""

import datetime as dt
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from lif_desktop.office import Add, Edit, Office
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.planned import Plan
from lif_desktop.sheets.returns import write_return
from lif_desktop.sheets.sent import Sent, SentRow
from lif_desktop.sheets.three_ways import compare
from tests.sheets.going_out import add
from tests.sheets.taking_in import book
from tests.sheets.test_returned import action, fill, plan_of, taken_in, update
from tests.sheets.test_returns import POLICE, agency, audit, review

VALUES = (None, "a", "b", "c")
EVERY = list(product(VALUES, repeat=3))
HEAD = ("Row key", "Reference", "Action", "Latest update", "Evidence of completion")
COLUMNS = {"Row key": "", "Reference": "ref", "Action": "title", "Latest update": "latest_update"}


def expected(sent: str | None, now: str | None, came: str | None) -> tuple[str, str | None]:
    """The state of the cell and what the record then has, in the words of the rule."""
    if came is None:
        return "blank", now
    if came == now:
        return "same", now
    if came == sent:
        return "ours", now
    if now == sent:
        return "change", came
    return "conflict", now


@pytest.mark.parametrize(("sent", "now", "came"), EVERY)
def test_the_rule_itself(sent: str | None, now: str | None, came: str | None) -> None:
    state, after = expected(sent, now, came)
    found = compare((came,), (now,), (sent,))

    assert (found.conflicts, found.ours) == ((0,) if state == "conflict" else (), (0,) if state == "ours" else ())
    if state in ("same", "ours", "change"):
        assert found.values == (after,)


def test_links_to_nothing_are_blank_and_what_is_only_read_stays() -> None:
    assert compare(((2,),), ((),), (None,)).conflicts == ()
    assert compare(((),), ((1,),), (None,)).values == ((),)
    assert compare(("x",), ("now",), ("sent",), fixed={0}).values == ("now",)


def stood(office: Office, values: list[str | None]) -> dict[str, int]:
    """An action for each of the values its latest update was sent with; gives their numbers by row key."""
    return {
        f"KEY-{at}": add(office, "actions", title=f"Do step {at}", latest_update=value, evidence="seen")
        for at, value in enumerate(values)
    }


def sent_with(office: Office, numbers: dict[str, int], values: list[str | None], **facts: Any) -> Sent:
    rows = {
        key: SentRow(key, number, 1, {"title": f"Do step {at}", "latest_update": value, "evidence": "seen"})
        for at, ((key, number), value) in enumerate(zip(numbers.items(), values, strict=True))
    }
    kept = [{"key": row.key, "id": row.id, "version": 1, "values": dict(row.values)} for row in rows.values()]
    own = {"stamp": "LIF-1", "kind": "action_update", "register": "actions", "rows": kept}
    number = office.reserve("sent_workbooks")
    office.write("Sent a return", [Add("sent_workbooks", own, number)])
    about = {"number": number, "stamp": "LIF-1", "kind": "action_update", "register": "actions", "agency_id": None}
    about |= {"return_id": None, "made_on": dt.date(2026, 11, 1), "columns": COLUMNS} | facts
    return Sent(rows=rows, **about)


def came_back(office: Office, sent: Sent, came: list[str | None], extra: str | None = None) -> Plan:
    pairs = zip(sent.rows, came, strict=True)
    rows = [(key, None, f"Do step {at}", value, extra) for at, (key, value) in enumerate(pairs)]
    return make_plan(office, book(HEAD, *rows), "actions", sent=sent)


def test_every_combination_through_plan_preview_and_import(office: Office) -> None:
    """One row of a return for each combination; the rows in conflict take the agency's other cell all the same."""
    numbers = stood(office, [sent for sent, _, _ in EVERY])
    sent = sent_with(office, numbers, [one for one, _, _ in EVERY])
    moved = zip(numbers.values(), (now for _, now, _ in EVERY), strict=True)
    office.write("Moved on", [Edit("actions", number, {"latest_update": now}) for number, now in moved])
    plan = came_back(office, sent, [came for _, _, came in EVERY], "seen again")
    for row, (one, now, came) in zip(plan.rows, EVERY, strict=True):
        state, after = expected(one, now, came)
        cell = plan.cells(row)[3]
        assert (cell.state, cell.sent, cell.before) == (state, one or "", now or ""), (one, now, came)
        assert cell.after == ((came if state == "conflict" else after) or "")
        assert plan.cells(row)[4].state == "change"
        assert row.known_by == "same row key"
    apply(office, plan)

    for number, (one, now, came) in zip(numbers.values(), EVERY, strict=True):
        record = office.record("actions", number)
        assert (record["latest_update"], record["evidence"]) == (expected(one, now, came)[1], "seen again")


def test_the_same_return_twice_gives_nothing_new(office: Office) -> None:
    numbers = stood(office, ["a", "a", "a"])
    sent = sent_with(office, numbers, ["a", "a", "a"])
    office.write("Moved on", [Edit("actions", numbers["KEY-2"], {"latest_update": "b"})])
    came: list[str | None] = ["a", "b", "c"]
    apply(office, came_back(office, sent, came))
    before = office.rows("actions").rows
    again = came_back(office, sent, came)

    assert [row.action for row in again.rows] == ["same"] * 3
    assert [row.conflicts for row in again.rows] == [(), (), (3,)]
    assert apply(office, again) is None
    assert office.rows("actions").rows == before


def test_a_conflict_is_the_agencys_where_the_person_takes_it(office: Office) -> None:
    numbers = stood(office, ["a", "a"])
    sent = sent_with(office, numbers, ["a", "a"])
    office.write("Moved on", [Edit("actions", number, {"latest_update": "b"}) for number in numbers.values()])
    plan = came_back(office, sent, ["c", "c"])
    assert plan.counts == {"same": 2}
    batch = apply(office, plan, take_cells={(plan.rows[0].number, 3)})

    assert batch is not None
    assert batch.words == "Imported 1 row from “return.xlsx”"
    assert [office.record("actions", number)["latest_update"] for number in numbers.values()] == ["c", "b"]


def test_what_came_is_what_was_sent_from_then_on(office: Office, tmp_path: Path) -> None:
    """An agency that sends its return again with more in it is in no conflict with what it said before."""
    number = action(office)
    path = update(office, tmp_path)
    taken_in(office, fill(path, {"Your update": {2: "Half of the teams briefed"}}))
    again = taken_in(office, fill(path, {"Your update": {2: "All teams briefed"}}))

    assert again.rows[0].conflicts == ()
    assert office.record("actions", number)["latest_update"] == "All teams briefed"
    office.undo()
    office.undo()
    assert plan_of(office, path).rows[0].action == "change"


def test_an_undone_return_answered_nothing_whatever_came_after_it(office: Office, tmp_path: Path) -> None:
    """The agency's answer goes in again, and is not taken for one that the office has changed since."""
    number = action(office, latest_update="Not begun")
    path = update(office, tmp_path)
    first = apply(office, plan_of(office, fill(path, {"Your update": {2: "All teams briefed"}})))
    taken_in(office, fill(path, {"Evidence of completion": {2: "Slides"}}))
    assert first is not None
    report = office.undo(first.id)
    again = taken_in(office, path)

    assert report.kept == ()
    assert (again.rows[0].action, again.rows[0].ours) == ("change", ())
    assert office.record("actions", number)["latest_update"] == "All teams briefed"


def test_a_row_that_became_a_record_is_known_as_that_record(office: Office, tmp_path: Path) -> None:
    """The agency corrects what it wrote in an empty line: the entry is corrected, and no second one made."""
    path = tmp_path / "chronology.xlsx"
    write_return(office, "chronology", agency(office, POLICE), path, scope=review(office))
    taken_in(office, fill(path, {"What happened": {2: "A visit to the hme"}}))
    again = taken_in(office, fill(path, {"What happened": {2: "A visit to the home"}}))

    assert [row.action for row in again.rows if row.action != "same"] == ["change"]
    assert [row["event"] for row in office.records("chronology")] == ["A visit to the home"]


def test_what_is_there_to_be_read_in_a_new_row_is_as_it_was_sent(office: Office, tmp_path: Path) -> None:
    """A standard whose words the agency has changed is answered under the words of the audit."""
    path = tmp_path / "audit.xlsx"
    write_return(office, "section_11", agency(office, POLICE), path, scope=audit(office))
    fill(path, {"Standard": {2: "Other words"}, "Evidence": {2: "Seen"}})
    plan = taken_in(office, path)

    [row] = office.records("audit_standards")
    assert (row["standard"], row["evidence"]) == (office.profile.audit_type("section_11").standards[0].text, "Seen")
    assert any("“Standard (read only)” was changed in row 2" in notice for notice in plan.notices)
