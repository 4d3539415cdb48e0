"""The kind of source of a learning point follows from the records that it comes from."""

import datetime as dt
from typing import Any

import pytest

from lif_desktop.framework.learning import source_of
from lif_desktop.office import Add, Edit, Office
from lif_desktop.office.sources import preset_source

DAY = dt.date(2026, 11, 2)


def add(office: Office, key: str, **values: Any) -> int:
    changes = office.changes_for(key, None, values)
    office.write(f"Added to {key}", changes)
    return int(getattr(changes[0], "id", 0))


def point(office: Office, **values: Any) -> dict[str, Any]:
    return office.record("learning", add(office, "learning", title="Said twice", **values))


@pytest.fixture
def there(office: Office) -> dict[str, int]:
    """A record of each kind that learning comes from, by its kind."""
    return {
        "review": add(office, "reviews", review_type="rapid_review"),
        "lesson": add(office, "reviews", review_type="external_lesson"),
        "audit": add(office, "audits", title="Chronologies", audit_type="macfa"),
        "section_11": add(office, "audits", title="Section 11", audit_type="section_11"),
        "complaint": add(office, "voices", message="Letters", kind="complaint"),
        "family": add(office, "voices", message="Being told", kind="engagement"),
        "indicator": add(office, "performance", title="Referrals in time"),
        "course": add(office, "training", title="Neglect"),
    }


CASES = [
    ("reviews", "review", "review"),
    ("reviews", "lesson", "national"),
    ("audits", "audit", "audit"),
    ("audits", "section_11", "section_11"),
    ("voices", "complaint", "complaint"),
    ("voices", "family", "family_voice"),
    ("indicators", "indicator", "data"),
]


@pytest.mark.parametrize(("field", "name", "kind"), CASES)
def test_a_new_point_takes_its_source_from_what_it_is_linked_to(
    office: Office, there: dict[str, int], field: str, name: str, kind: str
) -> None:
    assert point(office, **{field: (there[name],)})["source_kind"] == kind


@pytest.mark.parametrize(("field", "name", "kind"), [*CASES, ("training", "course", "training")])
def test_a_form_that_begins_from_a_record_shows_the_source(
    office: Office, there: dict[str, int], field: str, name: str, kind: str
) -> None:
    assert preset_source(office, {field: (there[name],)})["source_kind"] == kind


def test_a_form_keeps_the_source_that_it_was_given_and_one_without_links_has_none(
    office: Office, there: dict[str, int]
) -> None:
    given = {"reviews": (there["review"],), "source_kind": "inspection"}
    assert preset_source(office, given) == given
    assert preset_source(office, {"title": "By hand"}) == {"title": "By hand"}


def test_a_source_that_a_person_named_stays(office: Office, there: dict[str, int]) -> None:
    assert point(office, reviews=(there["review"],), source_kind="inspection")["source_kind"] == "inspection"


def test_a_point_linked_later_takes_its_source_then(office: Office, there: dict[str, int]) -> None:
    made = point(office)
    assert made["source_kind"] is None
    office.write("Linked", office.changes_for("learning", made["id"], {"audits": (there["section_11"],)}))
    assert office.record("learning", made["id"])["source_kind"] == "section_11"
    office.write("Linked", office.changes_for("learning", made["id"], {"reviews": (there["review"],)}))
    assert office.record("learning", made["id"])["source_kind"] == "section_11"


def test_a_source_taken_away_by_hand_is_not_put_back(office: Office, there: dict[str, int]) -> None:
    made = point(office, reviews=(there["review"],))
    values = {"source_kind": None, "reviews": (there["review"], there["lesson"])}
    office.write("Took the source away", office.changes_for("learning", made["id"], values))
    assert office.record("learning", made["id"])["source_kind"] is None


def test_a_lesson_named_in_words_is_national(office: Office) -> None:
    assert point(office, external_source="National Panel, third report")["source_kind"] == "national"


def test_a_course_that_teaches_a_point_is_not_its_source(office: Office, there: dict[str, int]) -> None:
    assert point(office, training=(there["course"],))["source_kind"] is None


def test_a_review_written_in_the_same_batch_counts(office: Office) -> None:
    review, learning = office.reserve("reviews"), office.reserve("learning")
    changes = [
        Add("reviews", {"review_type": "national_review"}, review),
        Add("learning", {"title": "From afar", "identified_on": DAY}, learning),
        Add("learning_reviews", {"learning_id": learning, "review_id": review}),
    ]
    office.write("Brought both", changes)
    assert office.record("learning", learning)["source_kind"] == "national"


def test_an_empty_cell_of_a_new_row_leaves_the_source_open(office: Office, there: dict[str, int]) -> None:
    learning = office.reserve("learning")
    changes = [
        Add("learning", {"title": "From a file", "source_kind": None}, learning),
        Add("learning_audits", {"learning_id": learning, "audit_id": there["audit"]}),
    ]
    office.write("Imported 1 row", changes, kind="import")
    assert office.record("learning", learning)["source_kind"] == "audit"


def test_undo_takes_the_source_back_with_the_link(office: Office, there: dict[str, int]) -> None:
    made = point(office)
    office.write("Linked", office.changes_for("learning", made["id"], {"reviews": (there["review"],)}))
    office.undo()
    assert office.record("learning", made["id"])["source_kind"] is None
    assert office.record("learning", made["id"])["reviews"] == ()


def test_an_edit_elsewhere_asks_for_nothing(office: Office) -> None:
    made = point(office)
    office.write("Renamed", [Edit("learning", made["id"], {"title": "Said once"})])
    assert office.record("learning", made["id"])["source_kind"] is None


def test_every_source_has_words_in_the_profile(office: Office) -> None:
    profile = office.profile
    kinds = {source_of("reviews", one.key) for one in profile.review_types}
    kinds |= {source_of("audits", one.key) for one in profile.audit_types}
    kinds |= {source_of("voices", one.key) for one in profile.choices("voice_kinds")}
    kinds |= {source_of("performance", None), source_of("training", None)}
    assert kinds <= {one.key for one in profile.choices("learning_sources")}
    assert source_of("meetings", None) == ""
