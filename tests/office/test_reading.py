"""Reading: computed columns, and search over every register."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.office import Add, Bin, Office, Unbin, queries
from lif_desktop.office.upcoming import upcoming
from lif_desktop.registers import REGISTERS, register
from lif_desktop.registers.values import ValueProblem, parse, show

TODAY = dt.date(2026, 11, 23)


def add(office: Office, key: str, **values: Any) -> int:
    changes = office.changes_for(key, None, values)
    office.write(f"Added to {key}", changes)
    first = changes[0]
    assert isinstance(first, Add)
    assert first.id is not None
    return first.id


@pytest.mark.parametrize("key", [one.key for one in REGISTERS])
def test_every_register_gives_a_value_for_each_column(office: Office, key: str) -> None:
    rows = office.rows(key)
    assert [field.key for field in rows.fields] == [f.key for f in (*register(key).fields, *register(key).computed)]
    assert all(len(row) == 2 + len(rows.fields) for row in rows.rows)


def test_the_next_step_of_a_review_is_the_soonest_stage_that_is_not_past(office: Office) -> None:
    add(office, "reviews", review_type="rapid_review", notified_on=dt.date(2026, 11, 12))
    row = office.records("reviews")[0]
    assert (row["next_due"], row["state"].tone) == (dt.date(2026, 11, 26), "amber")
    office.write("Done", office.changes_for("reviews", 1, {"signed_off_on": dt.date(2026, 11, 20)}))
    row = office.records("reviews")[0]
    assert row["next_due"] == dt.date(2026, 12, 3)
    office.write("Done", office.changes_for("reviews", 1, {"closed_on": TODAY}))
    assert office.records("reviews")[0]["state"].word == "Closed"


def test_the_stage_of_learning_follows_the_evidence_and_is_stored_nowhere(office: Office) -> None:
    point = add(office, "learning", title="Ask twice", identified_on=dt.date(2026, 1, 5))
    found = [office.records("learning")[0]["stage"]]
    add(office, "dissemination", learning_id=point, channel="newsletter", shared_on=TODAY, confirmed_on=TODAY)
    found.append(office.records("learning")[0]["stage"])
    add(office, "embedding", learning_id=point, route="supervision", seen_on=TODAY)
    found.append(office.records("learning")[0]["stage"])
    add(office, "evaluations", learning_id=point, stage="results", measure="Grade", baseline=1.0, result=2.0)
    found.append(office.records("learning")[0]["stage"])
    assert found == ["Identified", "Disseminated", "Embedded", "Evaluated"]
    assert "stage" not in register("learning").model.__table__.c


def test_evidence_in_the_bin_is_no_evidence(office: Office) -> None:
    point = add(office, "learning", title="Ask twice", identified_on=dt.date(2026, 1, 5))
    lines = [
        Bin("dissemination", add(office, "dissemination", learning_id=point, channel="newsletter", shared_on=TODAY)),
        Bin("embedding", add(office, "embedding", learning_id=point, route="supervision", seen_on=TODAY)),
        Bin(
            "evaluations",
            add(office, "evaluations", learning_id=point, stage="results", measure="x", baseline=1.0, result=2.0),
        ),
    ]
    before = office.records("learning")[0]["state"]
    for line in lines:
        office.write("Binned", [line])
    assert office.records("learning")[0]["stage"] == "Identified"
    assert office.records("learning")[0]["state"] != before


def test_a_value_in_the_bin_is_not_the_newest(office: Office) -> None:
    indicator = add(office, "performance", title="Timeliness")
    for day, value in ((1, 10.0), (2, 20.0)):
        last = add(
            office, "indicator_values", indicator_id=indicator, period_end_on=dt.date(2026, 11, day), value=value
        )
    office.write("Binned", [Bin("indicator_values", last)])
    assert 10.0 in office.records("performance")[0].values()
    assert 20.0 not in office.records("performance")[0].values()


def test_names_are_given_though_another_thread_forgets_them_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Forgetting:
        """A transaction at whose end another thread's write makes the office forget its names."""

        def __enter__(self) -> None:
            return None

        def __exit__(self, *_: object) -> None:
            office._lookup = None

    names = office.lookup
    office._lookup = None
    with monkeypatch.context() as patched:
        patched.setattr(queries, "make_lookup", lambda *_: names)
        patched.setattr(office._store, "transaction", Forgetting)
        assert office.lookup is names


def test_an_agency_in_the_bin_keeps_its_name_in_the_records_that_name_it(office: Office) -> None:
    name = office.lookup.agency_name(2)
    short = next(other for other in office.lookup.agencies[1].others)
    office.write("Binned", [Bin("agencies", 2)])
    field = register("actions").field("lead_agency_id")
    assert show(field, 2, office.lookup) == name
    assert parse(field, name, office.lookup, TODAY) == 2
    assert 2 not in [agency.id for agency in office.lookup.agencies]
    with pytest.raises(ValueProblem, match="No agency is called"):
        parse(field, short, office.lookup, TODAY)
    successor = add(office, "agencies", name="What came after it", short=name)
    assert parse(field, name, office.lookup, TODAY) == successor


def test_a_link_made_twice_is_one_link_and_goes_whole(office: Office) -> None:
    point, risk = add(office, "learning", title="Ask twice"), add(office, "risks", title="Staffing")
    one, other = (office.changes_for("learning", point, {"risks": (risk,)}) for _ in range(2))
    office.write("In one window", one)
    office.write("In another", other)
    assert office.record("learning", point)["risks"] == office.records("learning")[0]["risks"] == (risk,)
    office.write("None", office.changes_for("learning", point, {"risks": ()}))
    assert office.record("learning", point)["risks"] == ()


def test_a_risk_shows_its_score_and_band_from_the_profile(office: Office) -> None:
    add(office, "risks", title="Staffing", residual_likelihood=4, residual_impact=5)
    add(office, "risks", title="Records", inherent_likelihood=1, inherent_impact=2)
    first, second = office.records("risks")
    assert (first["score"], first["band"]) == (20, office.profile.risk.band(4, 5).label)
    assert (second["score"], second["band"]) == (2, office.profile.risk.band(1, 2).label)


def test_a_brag_set_by_hand_wins_over_the_date_until_the_action_is_done(office: Office) -> None:
    add(office, "actions", title="A", due_on=dt.date(2027, 3, 1), brag="red")
    add(office, "actions", title="B", due_on=dt.date(2026, 3, 2))
    add(office, "actions", title="C", due_on=dt.date(2026, 3, 2), brag="red", status="complete")
    tones = [row["state"].tone for row in office.records("actions")]
    assert tones == ["red", "red", "blue"]


def test_an_indicator_shows_its_newest_value_against_its_target(office: Office) -> None:
    number = add(office, "performance", title="Visits in time", target=90.0, better_when="higher")
    for month, value in ((9, 81.0), (6, 95.0)):
        add(office, "indicator_values", indicator_id=number, period_end_on=dt.date(2026, month, 30), value=value)
    row = office.records("performance")[0]
    assert (row["latest"], row["state"].tone) == (81.0, "red")


def test_search_finds_every_word_in_any_register_whatever_the_case(office: Office) -> None:
    add(office, "reviews", review_type="rapid_review", pseudonym="Child Wren", summary="Seen by 50% of teams")
    add(office, "risks", title="Wren Ward closes")
    office.write("Extra", [Add("actions", {"title": "Act", "extra": {"Their column": "Wren House"}})])
    found = [(hit.register, hit.ref) for hit in office.search("WREN")]
    assert found == [("reviews", "RR-2026-001"), ("risks", "RSK-2026-001"), ("actions", "ACT-2026-001")]
    assert [hit.register for hit in office.search("child wren")] == ["reviews"]
    assert office.search("50%")[0].words == "Seen by 50% of teams"
    assert office.search("5_%") == ()
    assert office.search("  ") == ()


def test_search_finds_words_of_every_alphabet_in_extra_columns_and_not_their_headings(office: Office) -> None:
    office.write("Extra", [Add("actions", {"title": "Do", "extra": {"Zoë's column": "ÉCOLE  Żółta"}})])
    office.write("Title", [Add("risks", {"title": "Élan of the team"})])
    stored = office.read(lambda connection: connection.exec_driver_sql("SELECT extra FROM actions").scalar())
    assert "ÉCOLE" in stored

    (hit,) = office.search("école żółta do")
    assert (hit.ref, hit.field, hit.words) == ("ACT-2026-001", "Action", "Do")
    (hit,) = office.search("école")
    assert (hit.field, hit.words) == ("Other columns", "ÉCOLE Żółta")
    assert [hit.register for hit in office.search("ÉLAN")] == ["risks"]
    assert office.search("zoë") == office.search("column") == ()


def test_search_reads_extra_columns_that_were_stored_with_signs_for_letters(office: Office) -> None:
    office.write("Extra", [Add("actions", {"title": "Act"})])
    with office._store.transaction() as connection, office._store.journalled():
        connection.exec_driver_sql("UPDATE actions SET extra = ?", ('{"Ward": "\\u00c9cole"}',))
    assert [hit.register for hit in office.search("école")] == ["actions"]


def test_returns_and_stages_of_a_review_in_the_bin_are_not_waited_for(office: Office) -> None:
    agency = office.records("agencies")[0]["id"]
    review = add(office, "reviews", review_type="rapid_review", notified_on=dt.date(2026, 11, 12))
    audit = add(office, "audits", audit_type="section_11", title="S11")
    for about in ({"review_id": review}, {"audit_id": audit}, {}):
        add(office, "returns", kind="chronology", agency_id=agency, asked_on=TODAY, due_on=TODAY, **about)

    def waited_for() -> tuple[int, int, int, int]:
        found = upcoming(office).awaited
        lines = (len(office.records(key)) for key in ("returns", "milestones"))
        return (*lines, found.count, office.records("agencies")[0]["awaited"])

    stages = len(office.records("milestones"))
    assert stages > 0
    assert waited_for() == (3, stages, 3, 3)
    office.write("Binned", [Bin("reviews", review)])
    assert waited_for() == (2, 0, 2, 2)
    assert not any(item.register == "reviews" for item in upcoming(office).due)
    office.write("Binned", [Bin("audits", audit)])
    assert waited_for() == (1, 0, 1, 1)
    assert len(office.records("returns", agency)) == 3
    assert len(office.records("milestones", review)) == stages
    office.write("Back", [Unbin("reviews", review), Unbin("audits", audit)])
    assert waited_for() == (3, stages, 3, 3)
