"""A record that has gone, as when adding it was undone, is put away wherever it is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lif_desktop.gui.record_tabs import record_tabs
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.office import Office
from tests.gui.made_up_office import add, make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("tab", ["Details", *(tab.words for tab in record_tabs("reviews")), "Decisions", "Learning"])
def test_a_review_that_has_gone_is_put_away(qtbot: QtBot, office: Office, tab: str) -> None:
    page = RegisterPage(office, "reviews")
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    number = add(office, "reviews", review_type="rapid_review")
    page.reload()
    page.show_record(number)
    page.detail.show_tab(tab)
    page.full_form()
    [form] = page.forms.all()
    form.pane.form.boxes["pseudonym"].editor.insert("Child Elm")  # type: ignore[attr-defined]
    form.pane.form.boxes["pseudonym"].edited.emit()
    form.pane.show_tab(tab)
    office.undo()
    page.reload()
    assert page.forms.all() == []
    assert page.detail.number() != number
