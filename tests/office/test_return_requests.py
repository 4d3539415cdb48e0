"""All returns as agencies by requests: which requests there are, how many stand how, what filters leave."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.office import Edit, Office
from lif_desktop.office.return_letters import letter_text, return_draft
from lif_desktop.office.return_requests import Request, answers_by_agency, kinds_and_years, requests
from lif_desktop.office.returns_asked import Scope
from tests.gui.made_up_office import TODAY, add, empty_office, make_office

POLICE, SOCIAL_CARE, HOSPITAL, HOMES = 3, 4, 9, 15
SUMMARY = Request("agency_summary", review_id=3)
CHRONOLOGY = Request("chronology", review_id=3)
D = dt.date


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def test_a_request_is_a_kind_and_what_it_is_for(office: Office) -> None:
    add(office, "returns", kind="dataset", agency_id=HOMES, year="2026-27 Q2", asked_on=TODAY, due_on=TODAY)
    found = requests(office)
    assert found.asked[0].request == Request("dataset", year="2026-27 Q2")
    assert {one.request for one in found.asked[1:]} == {SUMMARY, CHRONOLOGY}
    summary = next(one for one in found.asked if one.request == SUMMARY)
    assert (summary.about, summary.year, set(summary.agencies)) == ("RR-2026-002", "2026-27", {POLICE, HOSPITAL})
    assert (summary.came, summary.awaited, summary.due_on) == (0, 2, D(2026, 11, 25))
    assert found.asked[0].year == "2026-27"


def test_cells_say_how_each_stands_and_are_counted(office: Office) -> None:
    add(office, "returns", kind="agency_summary", agency_id=HOMES, review_id=3, due_on=TODAY)
    found = requests(office)
    words = {agency: found.cell(agency, SUMMARY).status.word for agency in (POLICE, HOSPITAL, HOMES, SOCIAL_CARE)}
    assert words == {POLICE: "Overdue", HOSPITAL: "Sent", HOMES: "Not sent", SOCIAL_CARE: "Not asked"}
    assert found.counts == {"Not sent": 1, "Sent": 1, "Overdue": 1, "Received": 1}
    assert found.cell(SOCIAL_CARE, SUMMARY).row is None


def test_every_agency_in_use_is_there_those_asked_for_nothing_last(office: Office) -> None:
    names = [office.lookup.agency_name(number) for number in requests(office).agencies]
    assert set(names[:3]) == {
        "Greater Manchester Police", "Stockport Children's Social Care", "Stockport NHS Foundation Trust",
    }  # fmt: skip
    assert names[:3] == sorted(names[:3], key=str.casefold)
    assert names[3:] == sorted(names[3:], key=str.casefold)
    assert len(names) == len(office.records("agencies"))
    office.write("Left", [Edit("agencies", HOMES, {"active_to": D(2026, 1, 1)})])
    assert HOMES not in requests(office).agencies


def test_filters_leave_what_they_say(office: Office) -> None:
    add(office, "returns", kind="dataset", agency_id=HOMES, year="2024-25", asked_on=D(2025, 5, 1), accepted_on=TODAY)
    assert [one.request.kind for one in requests(office, "dataset").asked] == ["dataset"]
    assert [one.request.kind for one in requests(office, year="2024-25").asked] == ["dataset"]
    awaited = requests(office, open_only=True)
    assert [one.request for one in awaited.asked] == [SUMMARY]
    assert set(awaited.agencies) == {POLICE, HOSPITAL}
    kinds, years = kinds_and_years(office)
    assert kinds == ("chronology", "agency_summary", "dataset")
    assert years == ("2026-27", "2024-25")


def test_asked_twice_for_the_same_the_last_asking_stands(office: Office) -> None:
    office.write("In", [Edit("agency_returns", 2, {"accepted_on": TODAY})])
    assert requests(office).cell(POLICE, SUMMARY).status.word == "Accepted"
    add(office, "returns", kind="agency_summary", agency_id=POLICE, review_id=3, asked_on=TODAY)
    assert requests(office).cell(POLICE, SUMMARY).status.word == "Sent"


def test_a_request_knows_what_its_returns_belong_to() -> None:
    assert SUMMARY.scope() == Scope("reviews", 3, "", ("agency_summary",))
    assert Request("section_11", audit_id=4, year="2026-27").scope() == Scope("audits", 4, "2026-27", ("section_11",))
    assert Request("action_update", meeting_id=2).scope().key == "meetings"
    assert Request("dataset", year="2026-27").scope() == Scope("", 0, "2026-27", ("dataset",))


def test_an_empty_office_has_no_request(tmp_path: Path) -> None:
    office = empty_office(tmp_path)
    found = requests(office)
    assert (found.asked, found.counts, kinds_and_years(office)) == ((), {}, ((), ()))
    office.close()


def test_agencies_are_listed_slowest_first_and_by_kind_and_year(office: Office) -> None:
    found = answers_by_agency(office)
    assert found[0].agency == SOCIAL_CARE
    assert [one.days is None for one in found] == [False, True, True]
    assert {one.agency for one in answers_by_agency(office, "agency_summary")} == {POLICE, HOSPITAL}
    assert answers_by_agency(office, year="2019-20") == ()


def test_the_e_mail_of_a_return_goes_to_who_receives_it_with_the_workbook(office: Office, tmp_path: Path) -> None:
    add(office, "contacts", agency_id=POLICE, role="Sergeant", person="Jo Brand", email="jo@made-up.example")
    workbook = tmp_path / "Agency summary.xlsx"
    workbook.write_bytes(b"PK made up")
    draft = return_draft(office, office.record("returns", 2), workbook)
    assert draft.to == ("jo@made-up.example",)
    assert draft.subject.endswith(": Agency summary for RR-2026-002")
    assert draft.body.startswith("Dear Jo Brand,\n\nAttached is a workbook for: Agency summary for RR-2026-002.")
    assert "send it back by 20 November 2026?" in draft.body
    assert [(one.name, one.data) for one in draft.attachments] == [("Agency summary.xlsx", b"PK made up")]
    assert "send it back?" in letter_text(office, "A dataset", {"due_on": None})
