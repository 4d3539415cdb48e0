"""The window for a pack shows what its author should look at first, and only for a pack."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lif_desktop.gui.paper_dialog import PaperDialog
from lif_desktop.gui.shell import MainWindow
from tests.gui.made_up_office import add, make_office
from tests.gui.windows import a_window, desk_of, the_only, with_office


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with a_window(tmp_path) as made:
        with_office(made, make_office(tmp_path), qtbot)
        yield made


def test_a_deferred_item_that_the_agenda_lacks_and_times_that_run_over_are_shown_for_a_pack_alone(
    window: MainWindow,
) -> None:
    office = desk_of(window).office
    group = {"group_key": "practice_improvement"}
    before = add(office, "meetings", **group, held_on=date(2026, 9, 1), status="held")
    after = add(office, "meetings", **group, held_on=date(2027, 3, 2), starts="9:30", ends="10:00")
    add(office, "agenda_items", meeting_id=before, position=1, item="Lantern talk", outcome="deferred")
    add(office, "agenda_items", meeting_id=after, position=1, item="Welcome", time="9:30", allotted=90)
    window.press("make_paper")
    dialog = the_only(window, PaperDialog)
    dialog.kind.setCurrentIndex(dialog.kind.findData("agenda"))
    dialog.choose_subject(str(office.record("meetings", after)["ref"]))
    words = dialog.notices.text()
    assert dialog.notices.isVisibleTo(dialog)
    assert "The items run 1 hour over the end of the meeting" in words
    assert "Matter arising: Lantern talk (1 September 2026, deferred)" in words
    dialog.kind.setCurrentIndex(dialog.kind.findData("handover"))
    assert not dialog.notices.isVisibleTo(dialog)
    assert dialog.notices.text() == ""
