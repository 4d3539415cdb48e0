"""Returns that go out: what stands in each kind of workbook, how it looks, and what the office notes of it."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from lif_desktop.framework.return_forms import load_return_forms
from lif_desktop.office import Edit, Office
from lif_desktop.office.issued import kept_bytes
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
from tests.sheets.making_returns import (
    HOMES,
    POLICE,
    YEAR,
    agency,
    audit,
    column,
    facts,
    headings,
    kept,
    review,
    written,
)

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


@drawn(st.sampled_from(KEYS), st.integers(4, 15))
def test_a_key_with_two_letters_turned_round_is_no_key_of_the_workbook(key: str, at: int) -> None:
    turned = key[:at] + key[at + 1] + key[at] + key[at + 2 :]
    assert turned == key or "-" in key[at : at + 2] or turned not in KEYS


@drawn(st.sampled_from(KEYS), st.integers(4, 16), st.sampled_from(LETTERS))
def test_a_key_with_one_other_letter_is_no_key_of_the_workbook(key: str, at: int, letter: str) -> None:
    changed = key[:at] + letter + key[at + 1 :]
    assert changed == key or key[at] == "-" or changed not in KEYS


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
    left = kept(office, Document)
    assert [row["sent_to"] for row in left] == [POLICE, HOMES]
    bytes_kept = [kept_bytes(office, row["sha256"]) for row in left]
    assert bytes_kept == [made.paths[number].read_bytes() for number in (police, homes)]
    assert {(row["made_by"], row["as_at"]) for row in left} == {(office.person, office.now().replace(microsecond=0))}
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
    with pytest.raises(ReturnTrouble, match="asked of another agency"):
        write_return(office, "training_return", 1, tmp_path / "b.xlsx", scope=YEAR, return_id=number)


def test_cancel_leaves_nothing_and_writes_nothing(office: Office, tmp_path: Path) -> None:
    answers = iter([False, True])
    both = [agency(office, POLICE), agency(office, HOMES)]
    with pytest.raises(MakingCancelled):
        make_returns(office, "training_return", both, tmp_path, scope=YEAR, cancelled=lambda: next(answers))
    assert not list(tmp_path.glob("*.xlsx"))
    assert not office.records("returns")


def test_where_one_file_cannot_be_written_those_before_it_are_taken_away_again(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[Path] = []

    def save(path: Path, data: bytes) -> Path:
        if saved:
            raise SheetError("The disk is full.")
        path.write_bytes(data)
        saved.append(path)
        return path

    monkeypatch.setattr("lif_desktop.sheets.returns.save_whole", save)
    both = [agency(office, POLICE), agency(office, HOMES)]
    with pytest.raises(SheetError, match="The disk is full"):
        make_returns(office, "training_return", both, tmp_path, scope=YEAR)
    assert saved
    assert not list(tmp_path.glob("*.xlsx"))
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
    scope = review(office)
    ref = office.record("reviews", scope.number)["ref"]
    own = file_name(office, "chronology", agency(office, POLICE), scope)
    assert own == f"Chronology {ref} - {POLICE} - November 2026.xlsx"


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
