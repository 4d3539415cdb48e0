"""Training in the annual report: scores with their rates, small numbers left out, agencies that told nothing named."""

from typing import Any

from lif_desktop.office.office import Office
from lif_desktop.papers.annual_training import training
from lif_desktop.papers.annual_year import Told, Year
from lif_desktop.papers.blocks import Bullets, Figure, Paragraph, Table, plain
from lif_desktop.papers.charts import HIDDEN
from lif_desktop.registers import register
from tests.papers.made_up_office import D
from tests.papers.test_annual_year import Shelf


def row(key: str, number: int, **values: Any) -> dict[str, Any]:
    """A record of a register with nothing in its other fields."""
    own = register(key)
    empty = dict.fromkeys(field.key for field in (*own.fields, *own.computed))
    return {**empty, "id": number, "ref": f"TRN-{number}", "title": "A course", **values}


def course(number: int, **values: Any) -> dict[str, Any]:
    return row("training", number, **({"held_on": D(2025, 6, number)} | values))


def told(office: Office, **rows: list[dict[str, Any]]) -> Told:
    return training(Year(Shelf(office, **rows), "2025-26"))


def words(told: Told) -> str:
    return " ".join(block.text for block in told.blocks if isinstance(block, Paragraph))  # type: ignore[misc]


def table(told: Told, about: str) -> list[list[str]]:
    [found] = [block for block in told.blocks if isinstance(block, Table) and block.about.startswith(about)]
    return [[plain(cell) for cell in cells] for cells in found.rows]


def agency(number: int, *, statutory: bool = False, ended: Any = None) -> dict[str, Any]:
    return row("agencies", number, name=f"Agency {number}", statutory=statutory, active_to=ended)


def test_satisfaction_is_the_mean_over_people_and_stands_beside_its_rate(office: Office) -> None:
    some = [
        course(1, attended=20, questionnaires=15, satisfaction=4.0),
        course(2, attended=20, questionnaires=5, satisfaction=5.0),
        course(3, attended=10, satisfaction=1.0),
        course(4, attended=10, questionnaires=30, satisfaction=1.0),
    ]
    found = words(told(office, training=some))
    assert (
        "20 evaluation forms came back, 40% of those who attended. 1 event with more forms than people is left" in found
    )
    assert "Satisfaction was 4.2 of 5 on average, from 20 of 40 people, 50%." in found


def test_fewer_than_five_who_replied_give_no_score_and_no_use(office: Office) -> None:
    one = course(1, attended=20, questionnaires=4, satisfaction=4.0, follow_up_replies=4, applied=4)
    found = words(told(office, training=[one]))
    assert "Satisfaction" not in found
    assert "follow-up" not in found


def test_the_follow_up_says_who_answered_and_who_uses_it_unless_that_is_small(office: Office) -> None:
    some = [course(1, attended=40, follow_up_replies=20, applied=12)]
    assert "20 of 40 people answered a follow-up, 50%; 12 of them use it at work." in words(told(office, training=some))
    some = [course(1, attended=40, follow_up_replies=20, applied=17)]
    assert words(told(office, training=some)).endswith("20 of 40 people answered a follow-up, 50%.")


def test_events_to_come_are_not_yet_held(office: Office) -> None:
    some = [course(1, attended=9), row("training", 2, held_on=D(2026, 11, 24), attended=3)]
    found = training(Year(Shelf(office, training=some), "2026-27"))
    assert found.blocks == ()
    assert "1 event was held and 9 places taken." in words(told(office, training=some))


def scores(before: float, after: float, most: int = 10) -> dict[str, Any]:
    return {"confidence_before": before, "confidence_after": after, "scale_most": most}


def test_learning_is_shown_by_theme_with_its_pairs_on_one_scale(office: Office) -> None:
    some = [
        course(1, theme="neglect", matched_pairs=6, **scores(4.0, 7.0)),
        course(2, theme="neglect", matched_pairs=2, **scores(8.0, 8.0)),
        course(3, theme="self_neglect", matched_pairs=4, **scores(4.0, 7.0)),
        course(4, theme="assessment", matched_pairs=7, **scores(2.0, 4.0, most=5)),
        course(5, theme="domestic_abuse", matched_pairs=5, knowledge_before=3.0, knowledge_after=3.0, scale_most=10),
    ]
    [chart] = [block.chart for block in told(office, training=some).blocks if isinstance(block, Figure)]
    assert chart.categories == ("Neglect (8 pairs)", "Domestic abuse (5 pairs)")
    assert [one.values for one in chart.series] == [(5.0, 3.0), (7.25, 3.0)]
    assert chart.title == "People rated themselves higher after training in 1 of 2 themes"
    assert chart.source.endswith("13 people who answered before and after")


def test_lines_and_tracked_cases_count_as_evidence_once(office: Office) -> None:
    one = course(1, attended=9, questionnaires=8, satisfaction=4.0)
    lines = [
        row("evaluations", 1, training_id=1, stage="reaction", measure="Satisfaction", replies=8, result=4.0),
        row("evaluations", 2, training_id=1, stage="behaviour", measure="Survey", replies=6),
    ]
    case = {"learning_id": 1, "training_id": 1, "would_have_helped": "yes", "looked_on": D(2025, 7, 1)}
    cases = [row("case_tracking", number, **case) for number in range(6)]
    found = told(office, training=[one], evaluations=lines, case_tracking=cases)
    stages = table(found, "Training events with evidence")
    assert [cells[2] for cells in stages] == ["1 of 1", "0 of 1", "1 of 1", "1 of 1"]
    assert [gap.what for gap in found.gaps] == ["stage 2 of training evaluation (learning)"]
    assert "8 evaluation forms came back, 89%" in words(found)
    assert "Of 6 cases looked at, the learning would have helped in 6." in words(found)


def test_places_by_agency_say_from_how_many_events_they_come(office: Office) -> None:
    lines = [row("bookings", 1, training_id=1, agency_id=3, attended=9)]
    some = told(office, training=[course(1), course(2)], bookings=lines)
    assert table(some, "Places taken")[0][1] == "9"
    assert "Recorded for 1 of 2 events." in words(some)
    assert "Recorded for" not in words(told(office, training=[course(1)], bookings=lines))


def test_few_tracked_cases_are_not_counted_out(office: Office) -> None:
    case = {"would_have_helped": "yes", "looked_on": D(2025, 7, 1)}
    found = words(told(office, training=[course(1)], case_tracking=[row("case_tracking", 1, **case)]))
    assert "Fewer than 5 cases were looked at" in found
    last = words(
        told(office, training=[course(1)], case_tracking=[row("case_tracking", 1, **case | {"looked_on": None})])
    )
    assert "looked at" not in last


def test_single_agency_training_names_statutory_partners_first_and_those_that_told_nothing(office: Office) -> None:
    lines = [
        {"agency_id": 3, "staff": 640, "trained": 571, "amount": "Yearly module.", "quality": "4.1 of 5."},
        {"agency_id": 1, "staff": 90, "trained": 88, "effectiveness": "Seen in samples."},
        {"agency_id": 2},
    ]
    some = [row("training_returns", number, year="2025/26", **line) for number, line in enumerate(lines)]
    agencies = [agency(1, statutory=True), agency(2), agency(3, statutory=True), agency(4, statutory=True)]
    names = {one["id"]: office.lookup.agency_name(one["id"]) for one in agencies}
    found = told(office, training=[course(1)], training_returns=some, agencies=agencies)
    by_name = sorted((1, 3), key=lambda number: names[number])
    assert [cells[0] for cells in table(found, "What agencies told")] == [*(names[one] for one in by_name), names[2]]
    cells = {line[0]: line[1:] for line in table(found, "What agencies told")}
    assert cells[names[3]] == ["571 of 640 people, 89%", "Yearly module.", "4.1 of 5.", "Not told"]
    assert cells[names[1]][0] == "98%"
    assert cells[names[2]] == ["Not told"] * 4
    [gap] = [gap for gap in found.gaps if "single agency" in gap.what]
    assert gap.what == f"single agency training of {names[4]}"
    assert gap.law.endswith("13.5")


def test_a_small_staff_is_a_share_and_an_unknown_one_is_not_shown(office: Office) -> None:
    lines = [{"agency_id": 1, "staff": 3, "trained": 3}, {"agency_id": 2, "trained": 2}]
    some = [row("training_returns", number, year="2025-26", **line) for number, line in enumerate(lines)]
    found = table(told(office, training_returns=some), "What agencies told")
    assert sorted(cells[1] for cells in found) == ["100%", HIDDEN]


def test_returns_of_section_11_and_standards_on_training_stand_beside(office: Office) -> None:
    audit = row("audits", 7, ref="S11-1", completed_on=D(2025, 9, 1))
    line = row("audit_standards", 1, audit_id=7, agency_id=3, standard="4.2 Training", self_score=2, moderated_score=1)
    sent = row("returns", 1, kind="section_11", agency_id=3, received_on=D(2025, 8, 1))
    found = told(office, training=[course(1)], audits=[audit], audit_standards=[line], returns=[sent])
    [bullets] = [block for block in found.blocks if isinstance(block, Bullets)]
    name = office.lookup.agency_name(3)
    assert bullets.items == (f"{name}: 4.2 Training: scored itself 2, moderated 1.",)


def test_without_courses_what_agencies_told_still_stands(office: Office) -> None:
    some = [row("training_returns", 1, agency_id=3, year="2025-26", staff=40, trained=20)]
    found = told(office, training_returns=some)
    assert table(found, "What agencies told")[0][1] == "20 of 40 people, 50%"
    assert found.gaps[0].what == "training held in the year"
