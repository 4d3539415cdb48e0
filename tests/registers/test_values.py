"""Values: read from whatever is typed, pasted or found in a cell, and shown in words that read back the same."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.choice import Choice, plain
from lif_desktop.framework.dates import DateNotUnderstood
from lif_desktop.registers import REGISTERS, TABS, lines_of, register
from lif_desktop.registers.field import Field, Kind
from lif_desktop.registers.lookup import Lookup, Named
from lif_desktop.registers.values import LONGEST, ValueProblem, canonical, clean, parse, show

MIDNIGHT = dt.datetime.combine(dt.date(2026, 3, 3), dt.time())
TODAY = dt.date(2026, 11, 23)
LOOKUP = Lookup(
    lists={
        "status": (Choice("not_started", "Not started", ("n/s",)), Choice("complete", "Complete", ("done", "closed"))),
        "themes": (
            Choice("neglect", "Neglect"),
            Choice("voice", "Voice of the child", ("voc", "voice/lived experience")),
        ),
    },
    agencies=(Named(1, "Greater Manchester Police", ("GMP", "the police")), Named(2, "Stockport Council", ("SMBC",))),
    references={"reviews": {7: "RR-2026-001", 9: "SAR-2026-002"}},
)


def field(kind: Kind, **more: Any) -> Field:
    return Field("it", "The field", kind, **more)


def read(kind: Kind, raw: object, **more: Any) -> object:
    return parse(field(kind, **more), raw, LOOKUP, TODAY)


@pytest.mark.parametrize(
    ("kind", "raw", "value", "more"),
    [
        ("text", "  two\u00a0words ", "two words", {}),
        ("text", 3.0, "3", {}),
        ("text", MIDNIGHT, "3 March 2026", {}),
        ("text", True, "Yes", {}),
        ("text", "bell\x07 and nul\x00", "bell and nul", {}),
        ("note", "one\r\ntwo\rthree", "one\ntwo\nthree", {}),
        ("date", "3/3/26", dt.date(2026, 3, 3), {}),
        ("date", MIDNIGHT + dt.timedelta(hours=14), dt.date(2026, 3, 3), {}),
        ("whole", "1,250", 1250, {}),
        ("whole", 4.0, 4, {}),
        ("decimal", "46%", 46.0, {}),
        ("decimal", "£1,000.50", 1000.5, {}),
        ("yes_no", "Y", True, {}),
        ("yes_no", "No.", False, {}),
        ("yes_no", 1, True, {}),
        ("choice", "DONE", "complete", {"choices": "status"}),
        ("choice", "not_started", "not_started", {"choices": "status"}),
        ("choices", "VoC; neglect", "neglect;voice", {"choices": "themes"}),
        ("choices", "Voice / lived experience", "voice", {"choices": "themes"}),
        ("choices", "Neglect, voice of the child", "neglect;voice", {"choices": "themes"}),
        ("agency", "gmp", 1, {}),
        ("agency", "Stockport  council", 2, {}),
        ("link", "rr 2026 001", 7, {"target": "reviews"}),
        ("links", "SAR-2026-002; RR-2026-001", (7, 9), {"target": "reviews"}),
        ("links", "", (), {"target": "reviews"}),
    ],
)
def test_what_offices_write_is_understood(kind: Kind, raw: object, value: object, more: dict[str, Any]) -> None:
    assert read(kind, raw, **more) == value


@pytest.mark.parametrize(
    ("kind", "raw", "words", "more"),
    [
        ("date", "31/02/2026", "February 2026 has 28 days", {}),
        ("date", "tbc", "tbc", {}),
        ("date", 45000, "is a number, not a date", {}),
        ("whole", "2.5", "whole number", {}),
        ("whole", "many", "“many” is not a number", {}),
        ("whole", 9, "from 1 to 5", {"least": 1, "most": 5}),
        ("whole", -1, "0 or more", {"least": 0}),
        ("whole", True, "is not a number", {}),
        ("decimal", "+-", "is not a number", {}),
        ("yes_no", "perhaps", "takes yes or no", {}),
        ("choice", "soon", "The list has: Not started, Complete", {"choices": "status"}),
        ("choices", "neglect; hats", "“hats” is not in the list", {"choices": "themes"}),
        ("agency", "GPM", "No agency is called “GPM”", {}),
        ("link", "RR-1", "has the reference “RR-1”", {"target": "reviews"}),
        ("text", "x" * (LONGEST + 1), "the most is 32,767", {}),
    ],
)
def test_what_cannot_stand_is_said_in_a_sentence(kind: Kind, raw: object, words: str, more: dict[str, Any]) -> None:
    with pytest.raises((ValueProblem, DateNotUnderstood), match=words) as said:
        read(kind, raw, **more)
    assert str(said.value).endswith((".", "?"))


@pytest.mark.parametrize("kind", ["text", "date", "whole", "yes_no", "choice", "agency", "link"])
@pytest.mark.parametrize("nothing", [None, "", "   ", "\u00a0", float("nan")])
def test_nothing_is_nothing(kind: Kind, nothing: object) -> None:
    assert read(kind, nothing, choices="status", target="reviews") is None


VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    "text": st.text(max_size=40).map(clean).filter(bool),
    "note": st.text(max_size=40).map(clean).filter(bool),
    "date": st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)),
    "whole": st.integers(-(10**9), 10**9),
    "decimal": st.decimals(-(10**6), 10**6, places=4, allow_nan=False).map(float),
    "yes_no": st.booleans(),
    "choice": st.sampled_from(["not_started", "complete"]),
    "choices": st.sampled_from(["neglect", "voice", "neglect;voice"]),
    "agency": st.sampled_from([1, 2]),
    "link": st.sampled_from([7, 9]),
    "links": st.sampled_from([(), (7,), (9,), (7, 9)]),
}


@given(st.data())
@pytest.mark.parametrize("kind", VALUES)
def test_what_is_shown_reads_back_the_same(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    more = {"choices": "themes" if kind == "choices" else "status", "target": "reviews"}
    shown = show(field(kind, **more), value, LOOKUP)
    assert read(kind, shown, **more) == value


@given(st.text())
def test_any_text_is_read_or_refused_and_never_breaks(text: str) -> None:
    for kind in VALUES:
        said = ""
        try:
            value = read(kind, text, choices="status", target="reviews")
        except (ValueProblem, DateNotUnderstood) as problem:
            value, said = None, str(problem)
        assert value is not None or said or not clean(text)


def test_a_label_wins_over_another_entrys_alias() -> None:
    lists = {"x": (Choice("a", "First", ("Second",)), Choice("b", "Second"))}
    assert Lookup(lists).key("x", "second") == "b"


def test_an_agency_has_a_short_name_where_there_is_one_and_its_full_name_elsewhere() -> None:
    lookup = Lookup({}, (Named(1, "Greater Manchester Police", short="GMP"), Named(2, "Lay members")))
    assert [lookup.agency_brief(number) for number in (1, 2, 9)] == ["GMP", "Lay members", "agency 9"]
    binned = Lookup({}, binned=(Named(3, "Stockport Clinical Commissioning Group", short="CCG"),))
    assert binned.agency_brief(3) == "CCG"


def test_a_key_that_the_list_no_longer_has_is_shown_as_it_is() -> None:
    assert show(field("choice", choices="status"), "gone", LOOKUP) == "gone"


@pytest.mark.parametrize(
    ("text", "same"), [("Health & Care", "health and care"), ("St. Mary's", "st marys"), ("A–B", "a b")]
)
def test_words_are_compared_without_case_and_marks(text: str, same: str) -> None:
    assert plain(text) == same


def test_the_same_values_give_the_same_text() -> None:
    assert canonical({"b": 1, "a": dt.date(2026, 3, 3)}) == canonical({"a": dt.date(2026, 3, 3), "b": 1})


# The registers themselves


@pytest.mark.parametrize("key", [one.key for one in REGISTERS])
def test_a_register_is_described_once_and_whole(key: str) -> None:
    own = register(key)
    columns = set(own.model.__table__.c.keys())
    assert {f.key for f in own.fields if f.stored} <= columns
    assert {own.title, *own.match, *own.year_from} <= {f.key for f in own.fields}
    keys = [f.key for f in (*own.fields, *own.computed)]
    assert len(keys) == len(set(keys))
    for one in own.fields:
        assert bool(one.choices) == (one.kind in ("choice", "choices"))
        assert bool(one.target) == (one.kind in ("link", "links"))
        assert bool(one.through) == (one.kind == "links")
    labels = [plain(f.label) for f in own.fields]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("key", [one.key for one in REGISTERS])
def test_no_heading_stands_for_two_fields_of_one_register(key: str) -> None:
    own = register(key)
    labels = {plain(f.label): f.key for f in own.fields}
    for one in own.fields:
        for alias in one.aliases:
            assert labels.get(plain(alias), one.key) == one.key, f"{alias} is the label of another field"
    seen: dict[str, str] = {}
    for one in own.fields:
        for alias in one.aliases:
            assert seen.setdefault(plain(alias), one.key) == one.key, f"{alias} stands for {seen[plain(alias)]} too"


def test_no_field_asks_for_a_real_name_birth_date_or_address() -> None:
    personal = ("date of birth", "dob", "surname", "forename", "address", "nhs number", "postcode")
    for own in TABS:
        for one in own.fields:
            assert not any(word in plain(one.label) for word in personal)


def test_lines_belong_to_registers_that_are_there() -> None:
    assert {one.key for one in lines_of("reviews")} >= {"milestones", "criteria", "decisions", "progress_checks"}
    assert all(register(one.parent).tab for one in REGISTERS if one.parent)


def test_several_entries_whose_names_hold_commas_read_back() -> None:
    shown = show(field("choices", choices="odd"), "equality;neglect", ODD)
    assert shown == "Race, culture and equality; Neglect/harm"
    assert parse(field("choices", choices="odd"), shown, ODD, TODAY) == "equality;neglect"
    assert parse(field("choices", choices="odd"), "Race, culture and equality", ODD, TODAY) == "equality"


def test_references_that_hold_commas_read_back() -> None:
    many = field("links", target="risks")
    shown = show(many, (3, 4), ODD)
    assert shown == "R 1, 2 & 3; RK-002"
    assert parse(many, shown, ODD, TODAY) == (3, 4)
    assert parse(many, "RK-002", ODD, TODAY) == (4,)


ODD = Lookup(
    lists={"odd": (Choice("equality", "Race, culture and equality"), Choice("neglect", "Neglect/harm"))},
    references={"risks": {3: "R 1, 2 & 3", 4: "RK-002"}},
)


@pytest.mark.parametrize("raw", [dt.datetime(9999, 12, 31), dt.date(1899, 12, 31)])  # noqa: DTZ001
def test_a_date_cell_far_away_is_not_taken(raw: dt.date) -> None:
    with pytest.raises(ValueProblem, match="too far away"):
        read("date", raw)


@pytest.mark.parametrize("kind", ["whole", "decimal"])
@pytest.mark.parametrize("raw", ["9" * 20, "9" * 400, 1e300, float("inf")])
def test_a_number_that_no_database_holds_is_not_taken(kind: Kind, raw: object) -> None:
    with pytest.raises(ValueProblem, match="too large"):
        read(kind, raw)


@pytest.mark.parametrize(
    ("register_key", "field", "day"),
    [
        ("minute_lines", "due_on", dt.date(2027, 2, 1)),
        ("meetings", "papers_due_on", dt.date(2027, 2, 1)),
        ("meetings", "held_on", dt.date(2027, 2, 1)),
        ("reviews", "incident_on", dt.date(2026, 2, 1)),
    ],
)
def test_a_day_typed_without_its_year_lies_ahead_where_it_is_due(register_key: str, field: str, day: dt.date) -> None:
    own, today = register(register_key).field(field), dt.date(2026, 11, 30)
    assert parse(own, "1 Feb", Lookup({}), today, typed=True) == day
    assert parse(own, "1 Feb", Lookup({}), today) == dt.date(2026, 2, 1)
