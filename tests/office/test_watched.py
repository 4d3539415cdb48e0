"""The watched names are kept and journalled, and repeated nowhere."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from lif_desktop.app import crash_report
from lif_desktop.framework.personal import contact_key
from lif_desktop.office import Add, Office
from lif_desktop.office.watched import WATCHED, known_words, own_contacts, watch, watch_names, watched_names


def test_names_are_kept_a_line_each_without_doubles(office: Office, reopen: Callable[..., Office]) -> None:
    watch_names(office, ["  Orla   Fennimore ", "", "Tam Quaife\nKestutis", "Orla Fennimore"])
    office.close()
    again = reopen()
    try:
        assert watched_names(again) == ("Orla Fennimore", "Tam Quaife", "Kestutis")
    finally:
        again.close()


def test_a_change_is_journalled_undone_and_says_only_how_many(office: Office) -> None:
    assert watched_names(office) == ()
    batch = watch_names(office, ["Orla Fennimore"])
    assert batch is not None
    assert batch.words == "Changed the watched names: 1 name"
    assert watch_names(office, ["Orla Fennimore"]) is None
    watch_names(office, ["Orla Fennimore", "Kestutis"])
    assert office.batches()[0].words == "Changed the watched names: 2 names"
    office.undo()
    assert watched_names(office) == ("Orla Fennimore",)
    assert office.setting(WATCHED) == "Orla Fennimore"


def test_no_log_report_or_print_repeats_a_name(
    office: Office, caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lif_desktop.app.log_folder", lambda: tmp_path)
    watch_names(office, ["Orla Fennimore"])
    watching = watch(office)
    assert watching.names == ("Orla Fennimore",)
    assert "Fennimore" not in repr(watching)
    with caplog.at_level(logging.DEBUG):
        report = crash_report(ValueError(*watching.names))
    assert "Fennimore" not in report.read_text(encoding="utf-8") + caplog.text
    assert all("Fennimore" not in batch.words for batch in office.batches())


def test_the_details_of_roles_and_of_the_office_are_its_own_in_any_spelling(office: Office) -> None:
    people = {"agency_id": 1, "role": "Lead", "person": "Bo", "email": "Lead@Example.org", "telephone": "0161 496 0123"}
    office.write("Contact", [Add("contacts", people)])
    office.set_setting("send_to", "Business office, office@example.org or 0161 496 0199")
    own = own_contacts(office)
    for written in ("lead@example.org", "+44 161 496 0123", "OFFICE@example.org", "(0161) 496 0199"):
        assert contact_key(written) in own
    assert contact_key("someone@example.org") not in own


def test_words_of_agencies_and_lists_are_known_and_people_are_not(office: Office) -> None:
    office.write("Contact", [Add("contacts", {"agency_id": 1, "role": "Lead", "person": "Fennimore"})])
    words = known_words(office)
    assert {"stockport", "police"} <= words
    assert "fennimore" not in words
