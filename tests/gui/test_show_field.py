"""A field is shown with the cursor in it, from whatever tab, however far down the form it stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.gui.detail import DetailPane
from lif_desktop.gui.full_form import FullForm
from lif_desktop.office import Office
from lif_desktop.registers import register
from tests.gui.made_up_office import make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.close()


def a_pane(qtbot: QtBot, office: Office) -> DetailPane:
    pane = DetailPane(office, register("reviews"))
    qtbot.addWidget(pane)
    pane.resize(440, 560)
    pane.load(3)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    return pane


def in_view(pane: DetailPane, widget: QWidget) -> bool:
    port = pane.form.area.viewport()
    return port.rect().contains(QRect(widget.mapTo(port, widget.rect().topLeft()), widget.size()))


@pytest.mark.parametrize("key", ["assured_on", "terms", "voice", "publication", "age_band", "referring_agency_id"])
@pytest.mark.parametrize("tab", ["Details", "Stages", "History"])
def test_a_field_is_shown_with_the_cursor_in_it(qtbot: QtBot, office: Office, tab: str, key: str) -> None:
    pane = a_pane(qtbot, office)
    pane.show_tab(tab)
    pane.show_field(key)
    assert pane.tabs.current() == 0
    editor = pane.form.boxes[key].editor
    assert editor.hasFocus() or (editor.focusProxy() is not None and editor.focusProxy().hasFocus())
    assert in_view(pane, editor)
    qtbot.wait(1)
    assert in_view(pane, editor)


def test_a_field_of_the_full_form_is_shown(qtbot: QtBot, office: Office) -> None:
    form = FullForm(office, register("reviews"), 3)
    qtbot.addWidget(form)
    form.show()
    form.pane.show_tab("Decisions")
    form.pane.show_field("moderation_on")
    assert in_view(form.pane, form.pane.form.boxes["moderation_on"].editor)


def test_a_field_that_the_form_does_not_have_shows_the_form(qtbot: QtBot, office: Office) -> None:
    pane = a_pane(qtbot, office)
    pane.show_tab("Stages")
    pane.show_field("no_such_field")
    assert pane.tabs.current() == 0
    assert pane.form.show_field("no_such_field") is False
