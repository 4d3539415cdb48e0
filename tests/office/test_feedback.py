"""Feedback forms of briefings: what they say is kept as confirmation and as evidence, and nothing is written over."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.briefing_forms import Feedback, load_briefings
from lif_desktop.office import Add, Office
from lif_desktop.office.feedback import BRIEFING, Returned, feedback_changes
from lif_desktop.places import resources

POLICE, HOMES = 1, 2
SENT, BACK, TALKED = dt.date(2026, 10, 1), dt.date(2026, 11, 2), dt.date(2026, 10, 20)
FEEDBACK: Feedback = load_briefings(resources() / "papers" / "briefings.toml").feedback
ANSWERS = {"recognised": "Doors that stay shut", "differently": "Ask twice", "changed": "Two visits were repeated"}


@pytest.fixture
def point(office: Office) -> int:
    office.write("Learning", [Add("learning", {"title": "Missed visits are information"}, 1)])
    return 1


def share(office: Office, agency: int, shared_on: dt.date | None = SENT, channel: str = BRIEFING) -> None:
    told = {"learning_id": 1, "channel": channel, "agency_id": agency, "shared_on": shared_on}
    office.write("Shared", [Add("dissemination", told)])


def come_back(office: Office, **form: Any) -> None:
    returned = Returned(form.pop("agency", POLICE), BACK, answers=form.pop("answers", ANSWERS), **form)
    office.write("Form", feedback_changes(office, 1, returned, FEEDBACK))


def lines(office: Office) -> Sequence[Mapping[str, Any]]:
    return office.records("dissemination", 1)


def test_the_line_that_was_sent_is_confirmed_with_what_was_answered(office: Office, point: int) -> None:
    share(office, POLICE)
    share(office, HOMES)
    come_back(office, team="Custody", talked_on=TALKED, took_part=14)
    first, other = lines(office)
    assert (first["confirmed_on"], first["reached"], first["audience"]) == (BACK, 14, "Custody")
    assert first["how_used"] == (
        "What did people recognise from their own work? Doors that stay shut\n"
        "What will your team do differently? Ask twice\n"
        "What have you seen change since? Two visits were repeated"
    )
    assert first["shared_on"] == SENT
    assert other["confirmed_on"] is None


def test_what_changed_is_evidence_of_practice_and_only_that(office: Office, point: int) -> None:
    share(office, POLICE)
    come_back(office, team="Custody")
    [seen] = office.records("embedding", point)
    assert (seen["route"], seen["agency_id"], seen["seen_on"]) == ("team_meetings", POLICE, BACK)
    assert seen["evidence"] == "Custody: Two visits were repeated"
    come_back(office, answers={"differently": "Ask twice", "changed": "  "})
    assert len(office.records("embedding", point)) == 1


def test_a_second_form_of_the_agency_has_a_line_of_its_own(office: Office, point: int) -> None:
    share(office, POLICE)
    come_back(office, team="Custody", took_part=14)
    come_back(office, team="Response", took_part=9, talked_on=TALKED)
    assert [(row["audience"], row["reached"], row["shared_on"]) for row in lines(office)] == [
        ("Custody", 14, SENT), ("Response", 9, TALKED),
    ]  # fmt: skip


@pytest.mark.parametrize(("shared_on", "channel"), [(None, BRIEFING), (SENT, "newsletter")])
def test_a_line_that_was_only_planned_or_of_another_channel_is_left_alone(
    office: Office, point: int, shared_on: dt.date | None, channel: str
) -> None:
    share(office, POLICE, shared_on, channel)
    come_back(office)
    before, added = lines(office)
    assert before["confirmed_on"] is None
    assert (added["channel"], added["shared_on"], added["confirmed_on"]) == (BRIEFING, BACK, BACK)


def test_the_point_counts_as_shared_by_it_and_undo_takes_all_of_it_back(office: Office, point: int) -> None:
    share(office, POLICE)
    before = lines(office)
    come_back(office, team="Custody")
    office.undo()
    assert [{**row, "version": 0} for row in lines(office)] == [{**row, "version": 0} for row in before]
    assert office.records("embedding", point) == []


@given(st.dictionaries(st.sampled_from([one.key for one in FEEDBACK.questions]), st.text(max_size=60)))
def test_every_answer_is_kept_and_none_is_made_up(answers: dict[str, str]) -> None:
    class Nothing:
        def records(self, _key: str, _parent: int) -> list[dict[str, Any]]:
            return []

    form = Returned(POLICE, BACK, answers=answers)
    changes = feedback_changes(Nothing(), 1, form, FEEDBACK)  # type: ignore[arg-type]
    sharing = changes[0]
    assert isinstance(sharing, Add)
    told = sharing.values.get("how_used") or ""
    kept = [" ".join(words.split()) for words in answers.values() if words.strip()]
    assert all(words in told for words in kept)
    assert len(told.splitlines()) == len(kept)
    assert len(changes) == 1 + bool(answers.get("changed", "").strip())
