"""The walk of a new officer, by keyboard only: from a serious incident to the audit that shows what changed."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lif_desktop.framework.dates import show_date
from lif_desktop.gui.shell import MainWindow
from lif_desktop.office import Office, create_office
from lif_desktop.places import resources
from tests.gui.keyboard import Keyboard
from tests.gui.windows import a_window, with_office

D = dt.date
NOW = dt.datetime(2026, 11, 23, 10)  # noqa: DTZ001 - the journal keeps UTC without a zone
REVIEWS, AUDITS, TRAINING, LEARNING = 2, 3, 5, 6
"""The figures that lead to the pages with Ctrl."""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return create_office(tmp_path / "new.lif", resources() / "framework", "stockport", "Ann Officer", lambda: NOW)


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, office: Office) -> Iterator[MainWindow]:
    with a_window(tmp_path) as shown:
        with qtbot.waitActive(shown):
            shown.activateWindow()
        with_office(shown, office, qtbot)
        yield shown


def log_the_incident(keys: Keyboard, office: Office) -> None:
    """A serious incident notification comes in: a new review, and its clock runs."""
    keys.page(REVIEWS)
    keys.new()
    keys.type("rapid review")
    keys.fill(
        Pseudonym="Child Hazel",
        Referred_by="Greater Manchester Police",
        Summary="A baby who cannot crawl has bruises that the account given does not explain.",
        Council_aware="19 Nov",
        Referred="20 Nov",
        Notification_sent="today",
    )
    keys.save()
    [review] = office.records("reviews")
    assert (review["ref"], review["board"], review["status"]) == ("RR-2026-001", "children", "referral_received")
    report = next(one for one in office.records("milestones", review["id"]) if one["key"] == "rr_report")
    assert show_date(report["due_on"]) == "14 December 2026"


def ask_the_agencies(keys: Keyboard, office: Office) -> None:
    """The pathway says what comes next; one button leads there."""
    keys.tab("Pathway")
    keys.press("Agency returns: ask agencies")
    keys.press("Ask agencies")
    keys.save()
    asked = office.records("returns")
    assert {one["kind"] for one in asked} == {"agency_summary"}
    assert len(asked) >= 3


def decide(keys: Keyboard, office: Office) -> None:
    """The panel answers the criteria and decides, with options, reasons and who."""
    keys.tab("Pathway")
    keys.press("Criteria")
    for words in ("Is abuse or neglect", "Has the child died", "Serious harm: has the child's physical"):
        keys.press(f"Met: {words}")
    keys.press("Met: Did it happen in the area")
    keys.press("Met: Does the case raise")
    keys.fill(
        Options_considered="Close with learning; practice review",
        Outcome="No further review",
        Decision="No practice review; learning is kept and shared",
        Reasons="What went wrong is clear, and is being mended.",
        Decision_maker="The three partners",
    )
    keys.save()
    [decision] = office.records("decisions")
    assert (decision["outcome"], decision["decided_on"]) == ("no_further_review", NOW.date())
    [review] = office.records("reviews")
    assert (review["outcome"], review["decided_on"]) == ("no_further_review", NOW.date())
    met = [one["question"] for one in office.records("criteria") if one["answer"] == "met"]
    assert len(met) == 5


def raise_learning(keys: Keyboard, office: Office) -> None:
    """A learning point begins from the review and knows where it came from."""
    keys.tab("Learning")
    keys.press("Add a learning point")
    keys.type("A bruise on a baby who cannot move is seen by a doctor the same day")
    keys.fill(What_was_learned="The nursery and the health visitor both saw the mark.")
    keys.save()
    [point] = office.records("learning")
    assert (point["source_kind"], office.record("learning", point["id"])["reviews"]) == ("review", (1,))
    assert point["stage"] == "Identified"


def share_it(keys: Keyboard, office: Office) -> None:
    """It goes out by a channel to the statutory partners, and one of them confirms."""
    keys.tab("Loop")
    keys.press("Share with agencies")
    keys.type("Multi-agency thematic briefing")
    keys.press("Tick: Statutory partners")
    keys.save()
    assert len(office.records("dissemination")) == 3
    keys.press("Add a confirmation")
    keys.press("Who confirmed")
    keys.save()
    [point] = office.records("learning")
    assert point["stage"] == "Disseminated"


def train_on_it(keys: Keyboard, office: Office) -> None:
    """A course carries it; the follow-up raises itself."""
    keys.page(TRAINING)
    keys.new()
    keys.type("Bruises on babies")
    keys.fill(Held="1 December 2026")
    keys.save()
    [course] = office.records("training")
    assert course["follow_up_due_on"] == D(2027, 3, 1)
    keys.page(LEARNING)
    keys.tab("Details")
    keys.to("Taught in")
    keys.type(course["ref"])
    keys.save()
    [point] = office.records("learning")
    assert office.record("learning", point["id"])["training"] == (course["id"],)


def see_it_embedded(keys: Keyboard, office: Office) -> None:
    """Practice has changed somewhere, and that is evidence."""
    keys.tab("Loop")
    keys.press("Evidence of practice")
    keys.type("Policy and procedure")
    keys.fill(Evidence="The protocol was changed, and ten records show it being followed.")
    keys.save()
    [point] = office.records("learning")
    assert point["stage"] == "Embedded"


def audit_it_again(keys: Keyboard, office: Office) -> None:
    """An audit tests whether it has stuck, and a measure says what difference it made."""
    keys.page(AUDITS)
    keys.new()
    keys.type("Multi-agency case file audit")
    keys.fill(Title="Bruises on babies: re-audit", Due="30 June 2027")
    keys.save()
    [audit] = office.records("audits")
    keys.page(LEARNING)
    keys.tab("Details")
    keys.to("Re-tested by")
    keys.type(audit["ref"])
    keys.save()
    keys.tab("Loop")
    keys.press("Add a measure")
    keys.type("Bruises seen by a doctor the same day, per cent")
    keys.fill(Before="40", After="85")
    keys.save()
    [point] = office.records("learning")
    assert office.record("learning", point["id"])["retest_audit_id"] == audit["id"]
    assert point["stage"] == "Evaluated"


def test_a_new_officer_goes_from_incident_to_re_audit_by_keyboard(window: MainWindow, office: Office) -> None:
    keys = Keyboard(window)
    for step in (
        log_the_incident,
        ask_the_agencies,
        decide,
        raise_learning,
        share_it,
        train_on_it,
        see_it_embedded,
        audit_it_again,
    ):
        step(keys, office)
    assert keys.pressed < 260, f"{keys.pressed} Tabs: a detour somewhere"
    assert office.broken_link() is None
