"""Returns that go out: what stands in each kind of workbook, how it looks, and what the office notes of it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lif_desktop.framework.return_forms import load_return_forms
from lif_desktop.office import Edit, Office
from lif_desktop.office.returns_asked import Scope
from lif_desktop.places import resources
from lif_desktop.registers import register
from lif_desktop.registers.field import Field
from lif_desktop.registers.keeping import Document, SentWorkbook
from lif_desktop.registers.values import clean
from lif_desktop.sheets.return_book import READ_ME, as_sent, places_of
from lif_desktop.sheets.return_rows import Prompt
from lif_desktop.sheets.returns import (
    MakingCancelled,
    ReturnTrouble,
    Terms,
    file_name,
    make_returns,
    return_forms,
    write_return,
)
from lif_desktop.sheets.saving import SheetError
from lif_desktop.sheets.stamps import LETTERS, new_stamp, row_key, stamps_in
from tests.sheets.going_out import TODAY, add

POLICE, HOMES = "Greater Manchester Police", "Stockport Homes"
YEAR = Scope("", 0, "2026-27")
KEYS = tuple(row_key("LIF-7K3M-2Q9X", number) for number in range(900))
NAUGHTY = (
    *("=1+1", "+44 161", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "0042", "_x0041_", "#N/A", "TRUE", "1e5", "{=1}"),
    *(
        "\u202eturned",
        "z\u0301\u0302",
        "\U0001f600 \U0001f469\u200d\U0001f467",
        "line\nbreak",
        "'quoted",
        "1/2",
        "<b>&amp;",
    ),
)


def agency(office: Office, name: str) -> int:
    number = office.lookup.agency(name)
    assert number is not None
    return number


def audit(office: Office, kind: str = "section_11", **values: Any) -> Scope:
    number = add(office, "audits", audit_type=kind, title="A round", due_on=dt.date(2026, 12, 18), **values)
    return Scope("audits", number)


def review(office: Office, **values: Any) -> Scope:
    number = add(office, "reviews", review_type="sar_mandatory", pseudonym="Adult Heron", **values)
    return Scope("reviews", number)


def written(office: Office, kind: str, scope: Scope, tmp_path: Path, name: str = POLICE, **terms: Any) -> Workbook:
    path = write_return(
        office, kind, agency(office, name), tmp_path / "out.xlsx", scope=scope, terms=Terms(**terms) if terms else None
    )
    return load_workbook(path)


def headings(sheet: Worksheet) -> list[str]:
    return [" ".join(str(cell.value).split()) for cell in sheet[1]]


def column(sheet: Worksheet, heading: str) -> list[Any]:
    at = headings(sheet).index(heading) + 1
    return [sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)]


def facts(book: Workbook) -> dict[str, str]:
    return {row[0].value: row[1].value for row in book[READ_ME].iter_rows() if row[0].value and row[1].value}


def kept(office: Office, model: Any) -> list[dict[str, Any]]:
    table = model.__table__
    rows: list[dict[str, Any]] = office.read(lambda c: [dict(row) for row in c.execute(table.select()).mappings()])
    return rows


# The data


def test_every_kind_of_return_has_a_form_whose_columns_are_fields_of_its_register(office: Office) -> None:
    forms = return_forms().forms
    assert set(forms) == {choice.key for choice in office.lookup.choices("return_kinds")}
    for form in forms.values():
        own = register(form.register)
        places = places_of(form)
        assert [place.heading for place in places[:2]] == ["Row key", "Version"]
        assert any(place.fill for place in places), form.key
        assert len({place.line.casefold() for place in places}) == len(places), form.key
        assert {place.name for place in places if place.field} <= {field.key for field in own.fields}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('field = "title"\ncontext = "unit"', "just one of them"),
        ('context = "unit"\nheading = "Unit"\nfill = true', "there to be read"),
        ('field = "title"\nfil = true', "no such key here"),
    ],
)
def test_a_slip_in_the_data_is_refused_by_its_place(tmp_path: Path, text: str, says: str) -> None:
    head = 'read_me = ["Read."]\nadd_rows = "Add."\n[scores]\nheading = "S"\nsteps = ["0"]\n'
    kind = '[[kinds]]\nkey = "x"\nregister = "actions"\nsheet = "X"\nasks = "Tell."\nhow = ["So."]\n'
    path = tmp_path / "returns.toml"
    path.write_text(f"{head}{kind}[[kinds.columns]]\n{text}\n", encoding="utf-8")
    with pytest.raises(Exception, match=says):
        load_return_forms(path)


# Stamps and row keys


def test_a_stamp_stands_in_each_of_its_row_keys() -> None:
    stamp = new_stamp()
    keys = [row_key(stamp, number) for number in range(1200)]
    assert len(set(keys)) == 1200
    assert {one for key in keys for one in stamps_in(f"see {key.lower()} here")} == {stamp}


@drawn(st.sampled_from(KEYS), st.integers(4, 16), st.sampled_from(LETTERS))
def test_a_key_with_one_other_letter_is_no_key_of_the_workbook(key: str, at: int, letter: str) -> None:
    changed = key[:at] + letter + key[at + 1 :]
    assert changed == key or key[at] == "-" or changed not in KEYS


# What stands in them


def test_an_action_update_has_the_open_actions_of_the_agency_and_room_for_news(office: Office, tmp_path: Path) -> None:
    own = {"lead_agency_id": agency(office, POLICE), "status": "in_progress"}
    add(office, "actions", title="Later", due_on=dt.date(2027, 2, 1), **own)
    add(
        office, "actions", title="Sooner", due_on=dt.date(2026, 12, 1), latest_update="Begun in May.", percent=40, **own
    )
    add(office, "actions", title="Done", **own | {"status": "complete"})
    add(office, "actions", title="Another's", **own | {"lead_agency_id": agency(office, HOMES)})
    book = written(office, "action_update", YEAR, tmp_path)
    sheet = book["Action update"]
    assert column(sheet, "Action (read only)") == ["Sooner", "Later"]
    assert column(sheet, "Your update (fill in)") == [None, None]
    assert column(sheet, "The last update we have (read only)") == ["Begun in May.", None]
    assert column(sheet, "Percent complete (fill in)") == [40, None]
    assert column(sheet, "Status (fill in)") == ["In progress", "In progress"]
    assert column(sheet, "Version") == [1, 1]


def test_the_first_sheet_says_who_asks_for_what_by_when_and_bears_the_stamp(office: Office, tmp_path: Path) -> None:
    add(office, "actions", title="One", lead_agency_id=agency(office, POLICE))
    told = facts(written(office, "action_update", YEAR, tmp_path, due=dt.date(2026, 12, 4), send_to="lif@x.example"))
    sent = kept(office, SentWorkbook)[0]
    assert told["Send it back by"] == "4 December 2026"
    assert told["Send it to"] == "lif@x.example"
    assert told["Marking"] == "OFFICIAL-SENSITIVE"
    assert told["Stamp"].startswith(f"{sent['stamp']}, made on 23 November 2026")
    assert "Yellow: fill in" in told


def test_standards_come_from_the_profile_then_from_the_last_round_with_its_answers(
    office: Office, tmp_path: Path
) -> None:
    police = agency(office, POLICE)
    book = written(office, "section_11", audit(office), tmp_path)
    asked = column(book["Standards"], "Standard (read only)")
    assert asked == [one.text for one in office.profile.audit_type("section_11").standards]
    old = add(office, "audits", audit_type="section_11", title="2024", completed_on=dt.date(2024, 6, 1))
    told = {"audit_id": old, "agency_id": police}
    add(office, "audit_standards", standard="10 Data", evidence="Then", self_score=2, moderated_score=1, **told)
    add(office, "audit_standards", standard="9 Leads", self_score=3, **told)
    sheet = written(office, "section_11", audit(office), tmp_path)["Standards"]
    assert column(sheet, "Standard (read only)") == ["9 Leads", "10 Data"]
    assert column(sheet, "Evidence last time (read only)") == [None, "Then"]
    assert column(sheet, "Own score last time (read only)") == [3, 2]
    assert column(sheet, "Moderated score last time (read only)") == [None, "1"]
    assert column(sheet, "Self-assessment score (fill in)") == [None, None]
    assert column(sheet, "Version") == [None, None]


def test_standards_that_were_answered_already_go_out_with_their_answers(office: Office, tmp_path: Path) -> None:
    scope = audit(office, "qa_statement")
    own = {"audit_id": scope.number, "standard": "1 Leads"}
    add(office, "audit_standards", agency_id=agency(office, POLICE), evidence="So far", self_score=1, **own)
    add(office, "audit_standards", agency_id=agency(office, HOMES), evidence="Theirs", **own | {"standard": "2 More"})
    sheet = written(office, "qa_statement", scope, tmp_path)["Standards"]
    assert column(sheet, "Standard (read only)") == ["1 Leads", "2 More"]
    assert column(sheet, "Evidence (fill in)") == ["So far", None]
    assert column(sheet, "Version") == [1, None]


def test_scores_are_chosen_from_a_list_and_the_first_sheet_says_what_they_mean(office: Office, tmp_path: Path) -> None:
    book = written(office, "section_175", audit(office, "section_175"), tmp_path)
    sheet = book["Standards"]
    lists = {str(one.sqref).split(":")[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    letter = next(cell.column_letter for cell in sheet[1] if "Self-assessment" in str(cell.value))
    assert lists[f"{letter}2"] == '"0,1,2,3"'
    assert any("3: fully met" in str(row[1].value) for row in book[READ_ME].iter_rows())


def test_a_chronology_has_empty_rows_with_keys_and_what_is_known_of_the_review(office: Office, tmp_path: Path) -> None:
    scope = review(
        office,
        period_from=dt.date(2025, 1, 1),
        period_to=dt.date(2026, 3, 31),
        key_lines="- Was he heard?\n- Who knew?",
    )
    own = {"review_id": scope.number, "agency_id": agency(office, POLICE)}
    add(office, "chronology", happened_on=dt.date(2025, 5, 2), event="Seen at home", **own)
    book = written(office, "chronology", scope, tmp_path)
    sheet = book["Chronology"]
    assert column(sheet, "What happened (fill in)")[:2] == ["Seen at home", None]
    assert len(column(sheet, "Row key")) == 61
    assert all(column(sheet, "Row key"))
    told = facts(book)
    assert told["Period under review"] == "1 January 2025 to 31 March 2026"
    assert told["Review"] == "SAR-2026-001 Adult Heron"


def test_an_individual_review_asks_each_key_line_of_enquiry(office: Office, tmp_path: Path) -> None:
    scope = review(office, key_lines="- Was he heard?\n\n• Who knew?")
    sheet = written(office, "imr", scope, tmp_path)["Individual review"]
    asked = column(sheet, "Question (read only)")
    at = asked.index("Key line of enquiry: Was he heard?")
    assert asked[at + 1] == "Key line of enquiry: Who knew?"
    summary = written(office, "agency_summary", scope, tmp_path)["Agency summary"]
    assert not any("Key line" in text for text in column(summary, "Question (read only)"))


def test_a_contribution_has_last_years_answer_beside_the_question(office: Office, tmp_path: Path) -> None:
    first = return_forms().forms["annual_contribution"].questions[0].text
    own = {"agency_id": agency(office, POLICE), "kind": "annual_contribution", "question": first}
    add(office, "answers", year="2025/26", answer="We briefed all.", **own)
    add(office, "answers", year="2026-27", answer="Half so far.", **own)
    sheet = written(office, "annual_contribution", YEAR, tmp_path)["Contribution"]
    assert column(sheet, "Your answer (fill in)")[:2] == ["Half so far.", None]
    assert column(sheet, "What you told us last year (read only)")[0] == "We briefed all."


def test_a_training_return_is_one_row_with_the_year_before_beside_it(office: Office, tmp_path: Path) -> None:
    add(office, "training_returns", agency_id=agency(office, POLICE), year="2025-26", staff=120, amount="Two courses")
    sheet = written(office, "training_return", YEAR, tmp_path)["Training"]
    assert column(sheet, "Year (read only)") == ["2026-27"]
    assert column(sheet, "Staff in scope (fill in)") == [None]
    assert column(sheet, "Staff last year (read only)") == [120]
    assert column(sheet, "Amount last year (read only)") == ["Two courses"]


def test_a_dataset_asks_for_the_next_period_of_each_indicator_in_use(office: Office, tmp_path: Path) -> None:
    own = {"agency_id": agency(office, POLICE), "frequency": "quarterly", "unit": "%", "target": 95.0}
    number = add(office, "performance", title="Seen in time", **own)
    add(office, "performance", title="No longer counted", active_to=dt.date(2026, 1, 1), **own)
    add(office, "indicator_values", indicator_id=number, period_end_on=dt.date(2026, 6, 30), value=81.0)
    sheet = written(office, "dataset", YEAR, tmp_path)["Dataset"]
    assert column(sheet, "Indicator (read only)") == ["PI-001"]
    assert column(sheet, "Period (read only)") == ["Q2 2026-27"]
    assert column(sheet, "Last values (read only)") == ["Q1 2026-27: 81%"]
    assert column(sheet, "Target (read only)") == ["95%"]
    end = written(office, "dataset", YEAR, tmp_path, period_end=dt.date(2026, 6, 30))["Dataset"]
    assert (column(end, "Value (fill in)"), column(end, "Version")) == ([81], [1])


def test_the_schedule_has_the_audits_of_the_year_and_empty_rows_for_more(office: Office, tmp_path: Path) -> None:
    lead = {"lead_agency_id": agency(office, POLICE)}
    one = audit(office, "single_agency", **lead)
    add(office, "audits", audit_type="single_agency", title="Long ago", completed_on=dt.date(2020, 6, 1), **lead)
    sheet = written(office, "single_agency_audit", YEAR, tmp_path)["Audits"]
    assert [text for text in column(sheet, "Audit (fill in)") if text] == ["A round"]
    assert len(column(sheet, "Row key")) == 13
    alone = written(office, "single_agency_audit", one, tmp_path)["Audits"]
    assert len(column(alone, "Row key")) == 1


def test_a_case_audit_has_the_cases_of_the_agency(office: Office, tmp_path: Path) -> None:
    scope = audit(office, "macfa")
    add(office, "audit_cases", audit_id=scope.number, agency_id=agency(office, POLICE), pseudonym="Child Ash")
    sheet = written(office, "case_audit", scope, tmp_path)["Cases"]
    assert [text for text in column(sheet, "Case (fill in)") if text] == ["Child Ash"]


def test_where_there_is_nothing_to_ask_it_is_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(ReturnTrouble, match=r"leads no open action\. There is nothing to send"):
        written(office, "action_update", YEAR, tmp_path)
    with pytest.raises(ReturnTrouble, match="Choose the audit"):
        written(office, "section_11", YEAR, tmp_path)
    with pytest.raises(ReturnTrouble, match="Choose the review"):
        written(office, "chronology", YEAR, tmp_path)
    assert not list(tmp_path.glob("*.xlsx"))


# How they look


def test_cells_to_fill_in_are_told_by_word_and_colour_and_the_page_is_a4_on_its_side(
    office: Office, tmp_path: Path
) -> None:
    book = written(office, "section_11", audit(office), tmp_path)
    assert [sheet.title for sheet in book.worksheets] == [READ_ME, "Standards"]
    sheet = book["Standards"]
    fills = {}
    for cell in sheet[2]:
        fills.setdefault(cell.fill.fgColor.rgb, []).append(sheet.cell(1, cell.column).value)
    assert all("(fill in)" in heading for heading in fills.pop("FFFFF9E3"))
    assert all("(fill in)" not in heading for some in fills.values() for heading in some)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.freeze_panes == "D2"
    assert "OFFICIAL-SENSITIVE" in sheet.oddFooter.right.text
    assert sheet.print_title_rows == "$1:$1"
    assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))
    assert sheet["D1"].comment is not None
    assert not sheet.protection.sheet


def test_lists_of_the_profile_are_drop_downs_that_let_other_words_stand(office: Office, tmp_path: Path) -> None:
    add(office, "actions", title="One", lead_agency_id=agency(office, POLICE))
    book = written(office, "action_update", YEAR, tmp_path)
    rules = {one.formula1: one for one in book["Action update"].data_validations.dataValidation}
    assert rules["=List_action_statuses".removeprefix("=")].errorStyle == "information"
    assert [cell.value for cell in book["Lists"]["A"]][1] == "Not started"
    assert "0" in rules  # from 0 to 100 percent


# What is noted


def test_a_run_is_one_batch_with_returns_workbooks_and_documents(office: Office, tmp_path: Path) -> None:
    police, homes = agency(office, POLICE), agency(office, HOMES)
    before = len(office.batches())
    told: list[tuple[int, int, str]] = []
    made = make_returns(
        office,
        "annual_contribution",
        [police, homes],
        tmp_path,
        scope=YEAR,
        terms=Terms(due=dt.date(2027, 5, 1)),
        progress=lambda done, of, name: told.append((done, of, name)),
    )
    assert len(office.batches()) == before + 1
    assert made.batch is not None
    assert made.batch.words == "Made contribution to the annual report for 2 agencies"
    assert told == [(0, 2, POLICE), (1, 2, HOMES)]
    asked = {row["agency_id"]: row for row in office.records("returns")}
    assert {row["status"] for row in asked.values()} == {"sent"}
    assert (asked[police]["asked_on"], asked[police]["due_on"]) == (TODAY, dt.date(2027, 5, 1))
    sent = {row["agency_id"]: row for row in kept(office, SentWorkbook)}
    assert (sent[homes]["return_id"], sent[homes]["year"]) == (asked[homes]["id"], "2026-27")
    assert [row["sent_to"] for row in kept(office, Document)] == [POLICE, HOMES]
    assert {path.name for path in made.paths.values()} == {
        "Contribution to the annual report - Greater Manchester Police - November 2026.xlsx",
        "Contribution to the annual report - Stockport Homes - November 2026.xlsx",
    }
    office.undo()
    assert not office.records("returns")
    assert not kept(office, SentWorkbook)


def test_a_return_that_waits_is_taken_and_keeps_the_day_it_was_asked_for(office: Office, tmp_path: Path) -> None:
    scope = review(office)
    asked = {"asked_on": dt.date(2026, 11, 2), "due_on": dt.date(2026, 11, 30)}
    number = add(office, "returns", kind="imr", agency_id=agency(office, POLICE), review_id=scope.number, **asked)
    told = facts(written(office, "imr", scope, tmp_path))
    assert told["Send it back by"] == "30 November 2026"
    assert [row["id"] for row in office.records("returns")] == [number]
    assert office.record("returns", number)["asked_on"] == dt.date(2026, 11, 2)
    office.write("In", [Edit("agency_returns", number, {"received_on": TODAY})])
    written(office, "imr", scope, tmp_path)
    assert len(office.records("returns")) == 2


def test_the_return_that_is_named_is_taken(office: Office, tmp_path: Path) -> None:
    police = agency(office, POLICE)
    number = add(office, "returns", kind="training_return", agency_id=police, year="2026-27")
    add(office, "returns", kind="training_return", agency_id=police, year="2026-27")
    write_return(office, "training_return", police, tmp_path / "a.xlsx", scope=YEAR, return_id=number)
    assert kept(office, SentWorkbook)[0]["return_id"] == number
    assert [row["status"] for row in office.records("returns")] == ["sent", None]


def test_cancel_leaves_nothing_and_a_file_that_cannot_be_written_takes_the_others_away(
    office: Office, tmp_path: Path
) -> None:
    both = [agency(office, POLICE), agency(office, HOMES)]
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(MakingCancelled):
        make_returns(office, "training_return", both, folder, scope=YEAR, cancelled=lambda: True)
    with pytest.raises(SheetError, match="There is no folder"):
        make_returns(office, "training_return", both, tmp_path / "gone", scope=YEAR)
    assert not list(folder.iterdir())
    assert not office.records("returns")


def test_a_second_run_writes_over_nothing_and_those_with_nothing_to_ask_are_named(
    office: Office, tmp_path: Path
) -> None:
    police, homes = agency(office, POLICE), agency(office, HOMES)
    add(office, "actions", title="One", lead_agency_id=police)
    first = make_returns(office, "action_update", [police, homes], tmp_path, scope=YEAR)
    again = make_returns(office, "action_update", [police, homes], tmp_path, scope=YEAR)
    assert first.left_out == {homes: "Stockport Homes leads no open action."}
    assert again.paths[police].name.endswith("November 2026 (2).xlsx")
    assert len(office.records("returns")) == 1
    nobody = make_returns(office, "action_update", [homes], tmp_path, scope=YEAR)
    assert (nobody.paths, nobody.batch) == ({}, None)


def test_names_of_files_are_safe_on_windows(office: Office) -> None:
    office.write("Named", [Edit("agencies", 1, {"name": 'A/B: "C" <x>. ' + "y" * 80})])
    name = file_name(office, "imr", 1)
    assert not set('<>:"/\\|?*') & set(name)
    assert name.endswith(" - November 2026.xlsx")
    assert len(name) < 140


# Text stays text


@settings(max_examples=60)
@drawn(st.one_of(st.sampled_from(NAUGHTY), st.text(max_size=200)))
def test_what_is_kept_as_sent_is_what_stands_in_the_cell_once_it_is_read(text: str) -> None:
    note = Field("evidence", "Evidence", "note")
    assert as_sent(note, text) == (clean(text) or None)
    assert as_sent(note, "x" * 32_768) is None


def test_naughty_and_longest_texts_go_out_as_they_are_and_one_too_long_is_said(office: Office, tmp_path: Path) -> None:
    police = agency(office, POLICE)
    texts = [*NAUGHTY, "x" * 32_767]
    for number, text in enumerate([*texts, "y" * 32_768]):
        due = dt.date(2027, 1, 1) + dt.timedelta(days=number)
        add(office, "actions", title="T", lead_agency_id=police, evidence=text, due_on=due)
    book = written(office, "action_update", YEAR, tmp_path)
    sheet = book["Action update"]
    found = column(sheet, "Evidence of completion (fill in)")
    assert found == [*texts, None]
    assert all(cell.data_type in "sdn" for row in sheet.iter_rows() for cell in row if cell.value is not None)
    at = headings(sheet).index("Evidence of completion (fill in)") + 1
    assert "a cell holds 32,767" in sheet.cell(len(texts) + 2, at).comment.text
    sent = kept(office, SentWorkbook)[0]["rows"]
    assert [row["values"].get("evidence") for row in sent] == found


def test_a_prompt_without_anything_is_an_empty_row() -> None:
    assert Prompt() == Prompt(None, None, {}, {}, {})


def test_the_forms_lie_with_the_program() -> None:
    assert (resources() / "returns" / "returns.toml").is_file()
