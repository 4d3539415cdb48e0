"""The loop of a learning point in the office: its lamps, its thread, earlier learning like it; no stage is stored."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from lif_desktop.framework.alike import Index
from lif_desktop.framework.learning import STAGES
from lif_desktop.office import Bin, Office
from lif_desktop.office.alike import earlier_like, texts
from lif_desktop.office.few import few
from lif_desktop.office.loop import learning_evidence, loop_of
from lif_desktop.office.schema import METADATA, RECORD_TABLES
from lif_desktop.office.thread import points_behind, thread_of
from lif_desktop.registers import REGISTERS

DAY = dt.date(2026, 3, 2)


def add(office: Office, key: str, **values: Any) -> int:
    changes = office.changes_for(key, None, values)
    office.write(f"Added to {key}", changes)
    return int(getattr(changes[0], "id", 0))


def point(office: Office, title: str = "Bruises on babies are referred", **values: Any) -> int:
    return add(office, "learning", title=title, identified_on=DAY, **values)


def whole(office: Office, number: int) -> list[tuple[str, int]]:
    """Evidence for every stage of a point; gives the lines."""
    lines = [
        ("dissemination", {"channel": "workshop", "agency_id": 3, "shared_on": DAY, "confirmed_on": DAY}),
        ("embedding", {"route": "supervision", "agency_id": 3, "seen_on": DAY}),
        ("evaluations", {"stage": "results", "measure": "Referrals", "baseline": 4.0, "result": 9.0}),
    ]
    return [(key, add(office, key, learning_id=number, **values)) for key, values in lines]


def stage_of(office: Office, number: int) -> str:
    return next(row["stage"] for row in office.records("learning") if row["id"] == number)


# ------------------------------------------------------------------------------------------------ the loop


def test_the_stage_rises_and_falls_with_the_evidence_and_is_stored_nowhere(office: Office) -> None:
    number = point(office)
    before = office.record("learning", number)
    assert (stage_of(office, number), loop_of(office, number).reached.label) == ("Identified", "Identified")
    lines = whole(office, number)
    assert (stage_of(office, number), loop_of(office, number).reached.label) == ("Evaluated", "Evaluated")
    assert office.record("learning", number) == before
    office.write("Took it away", [Bin("embedding", dict(lines)["embedding"])])
    assert (stage_of(office, number), loop_of(office, number).reached.label) == ("Disseminated", "Disseminated")
    assert office.record("learning", number) == before


def test_no_table_has_a_column_for_the_stage_of_learning() -> None:
    assert not {"stage", "state", "lamp", "lamps", *STAGES} & set(METADATA.tables["learning"].c.keys())
    stored = [field for own in REGISTERS for field in own.fields if field.choices == "learning_stages"]
    assert stored == []
    named = [
        f"{table.name}.{name}"
        for table in RECORD_TABLES
        for name in map(str, table.c.keys())
        if "learning_stage" in name
    ]
    assert named == []


def test_evidence_of_some_points_is_that_of_all(office: Office) -> None:
    first, second = point(office), point(office, "Fathers are asked too")
    whole(office, first)
    everything = office.read(learning_evidence)
    assert office.read(lambda connection: learning_evidence(connection, [second])) == {second: everything[second]}
    assert everything[first].confirmations == 1


def test_an_empty_office_has_no_loop(office: Office) -> None:
    assert office.read(learning_evidence) == {}
    with pytest.raises(KeyError):
        loop_of(office, 1)


# ------------------------------------------------------------------------------------------------ some records


def test_some_records_bear_the_columns_that_all_of_them_bear(office: Office) -> None:
    for number in range(3):
        add(office, "actions", title=f"Action {number}", due_on=DAY)
    office.write("Binned", [Bin("actions", 2)])
    found = few(office, "actions", "id", [1, 2])
    assert found == [row for row in office.records("actions") if row["id"] == 1]
    assert few(office, "actions", "id", []) == []


# ------------------------------------------------------------------------------------------------ the thread


def stops(office: Office, number: int) -> dict[str, Any]:
    return {stop.key: stop for stop in thread_of(office, number).stops}


def test_the_thread_runs_from_the_review_to_the_yearly_report(office: Office) -> None:
    review = add(office, "reviews", review_type="sar_mandatory", pseudonym="Adult Hazel", signed_off_on=DAY)
    course = add(office, "training", title="Self-neglect")
    risk = add(office, "risks", title="Closed doors")
    audit = add(office, "audits", title="No access", audit_type="macfa")
    number = point(office, reviews=(review,), training=(course,), risks=(risk,), retest_audit_id=audit)
    asked = add(office, "recommendations", learning_id=number, text="Agree a procedure.", decision="accepted")
    add(office, "actions", title="Write it", recommendation_id=asked)
    add(office, "actions", title="Print it", learning_id=number, recommendation_id=asked)
    add(office, "actions", title="Elsewhere")
    whole(office, number)
    found = stops(office, number)
    assert all(stop.standing == "there" for stop in found.values())
    opened = {(item.register, item.ref) for stop in found.values() for item in stop.items if item.ref}
    assert opened == {
        ("reviews", "SAR-2026-001"),
        ("learning", "LP-2026-001"),
        ("recommendations", "REC-2026-001"),
        ("actions", "ACT-2026-001"),
        ("actions", "ACT-2026-002"),
        ("training", "TRN-2026-001"),
        ("audits", "MACFA-2026-001"),
        ("risks", "RSK-2026-001"),
    }
    assert [item.words for item in found["actions"].items] == ["Write it", "Print it"]
    assert [item.words[:7] for item in found["report"].items] == ["2025-26", "2025-26"]
    assert found["source"].items[0].words == "Adult Hazel"
    assert found["source"].items[0].note == "Safeguarding adults review (mandatory)"


def test_a_point_alone_has_gaps_and_no_thread_leads_to_nothing(office: Office) -> None:
    found = stops(office, point(office))
    assert [key for key, stop in found.items() if stop.standing == "missing"] == [
        "source", "recommendations", "sharing", "embedding", "evaluation", "retest",
    ]  # fmt: skip
    with pytest.raises(KeyError):
        thread_of(office, 99)


def test_the_points_behind_a_record(office: Office) -> None:
    review = add(office, "reviews", review_type="rapid_review")
    audit = add(office, "audits", title="Notes", audit_type="macfa")
    first, second = point(office, reviews=(review,)), point(office, "Another", reviews=(review,), audits=(audit,))
    asked = add(office, "recommendations", learning_id=second, text="Do it.")
    action = add(office, "actions", title="Doing", learning_id=first, recommendation_id=asked)
    lone = add(office, "actions", title="Alone")
    assert points_behind(office, "reviews", review) == (first, second)
    assert points_behind(office, "audits", audit) == (second,)
    assert points_behind(office, "actions", action) == (first, second)
    assert points_behind(office, "actions", lone) == ()
    assert points_behind(office, "recommendations", asked) == (second,)
    assert points_behind(office, "learning", first) == (first,)
    assert points_behind(office, "meetings", 1) == ()
    office.write("Binned", [Bin("learning", first)])
    assert points_behind(office, "reviews", review) == (second,)


# ------------------------------------------------------------------------------------------------ earlier learning


def test_earlier_learning_is_found_with_what_became_of_it(office: Office) -> None:
    old = point(office, "A bruise on a baby who cannot move is always referred", themes="pre_birth")
    whole(office, old)
    office.write("Plan", office.changes_for("learning", old, {"retest_due_on": dt.date(2027, 3, 3)}))
    for done in (None, DAY):
        add(office, "actions", title="Teach it", learning_id=old, completed_on=done)
    point(office, "Interpreters are booked for the first visit")
    index = Index(texts(office))
    [found] = earlier_like(office, index, "Bruises on babies who don't move")
    assert (found.id, found.ref, found.worded_alike, found.actions) == (old, "LP-2026-001", True, 1)
    assert found.why == "Worded alike"
    assert found.became(office.today()) == "Evaluated, 1 action open, re-test is due 3 March 2027"


def test_a_theme_chosen_or_named_in_the_words_is_enough(office: Office) -> None:
    old = point(office, "Letters are plain", themes="was_not_brought;voice")
    index = Index(texts(office))
    for words, themes in (("Quite different", ["voice"]), ("Missed appointments", [])):
        [found] = earlier_like(office, index, words, themes=themes)
        assert (found.id, found.worded_alike) == (old, False)
        assert found.why.startswith("Same theme: ")
    assert earlier_like(office, index, "Quite different") == ()
    assert earlier_like(office, index, "Letters are plain", but_not=old) == ()


def test_a_point_that_was_closed_or_binned_since(office: Office) -> None:
    closed = point(office, "Chronologies are read", closed_on=DAY, retest_due_on=DAY)
    index = Index(texts(office))
    [found] = earlier_like(office, index, "The chronology was not read")
    assert found.became(office.today()) == "Identified and closed, re-test was due 2 March 2026"
    office.write("Binned", [Bin("learning", closed)])
    assert earlier_like(office, index, "The chronology was not read") == ()
    assert list(texts(office)) == []


def test_texts_are_every_point_with_its_themes(office: Office) -> None:
    point(office, "Plain", statement="At length", themes="voice;neglect")
    [text] = texts(office)
    assert (text.title, text.more, text.themes) == ("Plain", "At length", {"voice", "neglect"})
    count = office.read(
        lambda connection: connection.scalar(select(func.count()).select_from(METADATA.tables["learning"]))
    )
    assert count == 1
