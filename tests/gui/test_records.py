"""Words for records and for the views of a register."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.framework.status import Status
from lif_desktop.gui import records
from lif_desktop.gui.views import shortened, summary, views_of, words_of
from lif_desktop.office import Office, Rows
from lif_desktop.office.standing import ALL, LATE, OPEN, standings
from lif_desktop.registers import REGISTERS, TABS, register
from tests.gui.made_up_office import TODAY, add, make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("number", "one", "words"),
    [
        (1, "review", "1 review"), (2, "review", "2 reviews"), (1200, "row", "1,200 rows"), (3, "agency", "3 agencies"),
        (2, "working day", "2 working days"), (2, "criterion", "2 criteria"),
        (2, "evidence of embedding", "2 evidence of embedding"),
    ],
)  # fmt: skip
def test_numbers_with_their_word(number: int, one: str, words: str) -> None:
    assert records.counted(number, one) == words


def test_every_register_has_a_plural_that_differs_or_needs_none() -> None:
    for own in REGISTERS:
        words = records.plural(own.singular)
        assert not words.endswith(("ys", "ss")) or words.endswith(("days", "updates")), words


def test_headings_and_short_names(office: Office) -> None:
    own = register("reviews")
    record = office.record("reviews", 3)
    assert records.heading_words(own, record, office) == "RR-2026-002 · Child Wren"
    assert records.short_name(own, record, office) == "RR-2026-002"
    assert records.heading_words(own, {}, office) == "New review"
    line = register("dissemination")
    assert records.short_name(line, {"channel": "conference"}, office) == "Conference"
    assert records.short_name(line, {}, office) == "a sharing"


def test_a_long_title_is_shortened_to_one_line(office: Office) -> None:
    own = register("actions")
    words = records.title_words(own, {"title": "One\nlong " + "title " * 30}, office)
    assert "\n" not in words
    assert 60 < len(words) <= 70
    assert words.endswith("…")


def test_links_are_named_by_reference_and_title_and_read_by_reference(office: Office) -> None:
    assert records.link_words(office, "reviews", 3) == "RR-2026-002 · Child Wren"
    assert records.link_words(office, "reviews", 99) == "record 99"
    assert records.typed_reference("RR-2026-002 · Child Wren") == "RR-2026-002"
    assert records.link_choices(office, "learning")[0] == "LP-2026-002 · Missed appointments are a sign"


def test_labels_inside_a_sentence_and_what_is_needed() -> None:
    assert records.lowered("Lead agency") == "lead agency"
    assert records.lowered("BRAG set by hand") == "BRAG set by hand"
    assert records.needed(register("actions").field("title")) == "Enter the action. It cannot be empty."
    assert records.needed(register("reviews").field("review_type")) == "Choose the type. It cannot be empty."


def test_times_of_the_journal_are_shown_in_words() -> None:
    moment = dt.datetime(2026, 1, 5, 9, 3)  # noqa: DTZ001 - as the journal keeps it
    here = records.local_time(moment)
    assert records.when(moment) == f"{here.day} January 2026, {here:%H:%M}"


def test_how_records_stand(office: Office) -> None:
    rows = office.rows("reviews")
    found = dict(zip((row[0] for row in rows.rows), standings(rows, TODAY), strict=True))
    assert [number for number, one in found.items() if one.late] == [1, 6]
    assert not found[7].open
    assert summary(register("reviews"), list(found.values())) == "9 open of 10 · 2 overdue"
    assert [found[1].in_view(view) for view in (OPEN, LATE, ALL)] == [True, True, True]
    assert [found[3].in_view(view) for view in (OPEN, LATE, ALL)] == [True, False, True]
    assert [found[7].in_view(view) for view in (OPEN, LATE, ALL)] == [False, False, True]


def test_an_agency_is_late_with_a_return_and_closed_after_its_last_day(office: Office) -> None:
    gone = add(office, "agencies", name="Old trust", active_to=dt.date(2026, 3, 31))
    rows = office.rows("agencies")
    found = dict(zip((row[0] for row in rows.rows), standings(rows, TODAY), strict=True))
    assert not found[gone].open
    assert {number for number, one in found.items() if one.late} == {3, 9}


def test_a_register_without_late_ones_says_only_how_many_are_open() -> None:
    own = register("risks")
    rows = Rows(own, (*own.fields, *own.computed), [])
    assert summary(own, standings(rows, TODAY)) == "0 open of 0"


@pytest.mark.parametrize(
    ("word", "short"),
    [
        ("Overdue by 8 working days", "Overdue"), ("Overdue by 1 day", "Overdue"), ("No clock running", "No clock"),
        ("Complete, 3 working days late", "Complete, late"), ("Due in 3 working days", "Due soon"),
        ("Papers: overdue by 1 working day", "Papers late"), ("On track", "On track"),
    ],
)  # fmt: skip
def test_a_status_in_short(word: str, short: str) -> None:
    assert shortened(Status("red", word)) == Status("red", short)


def test_every_page_has_words_of_its_own_and_four_views() -> None:
    said = {words_of(own).empty for own in TABS}
    assert len(said) == len(TABS)
    for own in TABS:
        assert [key for key, _ in views_of(own)] == ["open", "late", "all", "bin"]
        assert {key for key, _ in words_of(own).order} <= {one.key for one in (*own.fields, *own.computed)}
