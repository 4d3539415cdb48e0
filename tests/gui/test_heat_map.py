"""The heat map: cells in words, keys and mouse, movement, its list, and offices with nothing to show."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout
from pytestqt.qtbot import QtBot

from lif_desktop.framework.colours import WORDS_LEAST, contrast
from lif_desktop.framework.heat import Placed, cells
from lif_desktop.framework.risks import Cell, Movement, band_badge
from lif_desktop.gui.heat_map_paint import Arrow, chip_lines, chips_in
from lif_desktop.gui.heat_map_view import HeatMapView
from lif_desktop.gui.look import dress
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.tokens import THEMES, Tokens
from lif_desktop.office import Bin, Office
from tests.gui.made_up_office import add, empty_office, make_office

D = dt.date
KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
GROUP = "safeguarding_executives"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Risks 2 to 5: risen, fallen and new since the meeting of 16 September, and closed."""
    made = make_office(tmp_path)
    add(made, "meetings", group_key=GROUP, held_on=D(2026, 9, 16))
    now = {"raised_on": D(2026, 1, 14), "status": "open"}
    add(made, "risks", title="Agency staff change", residual_likelihood=4, residual_impact=4, **now)
    add(made, "risks", title="Data come late", residual_likelihood=2, residual_impact=4, **now)
    add(made, "risks", title="A new system", residual_likelihood=4, residual_impact=4, raised_on=D(2026, 10, 1))
    add(made, "risks", title="Old", residual_likelihood=1, residual_impact=1, status="closed", closed_on=D(2026, 11, 2))
    for risk, likelihood in ((2, 3), (3, 4)):
        add(made, "risk_scores", risk_id=risk, scored_on=D(2026, 6, 10), likelihood=likelihood, impact=4)
    for risk, likelihood in ((2, 4), (3, 2)):
        add(made, "risk_scores", risk_id=risk, scored_on=D(2026, 11, 2), likelihood=likelihood, impact=4)
    yield made
    made.close()


def shown(qtbot: QtBot, office: Office, width: int = 1100, height: int = 600) -> HeatMapView:
    view = HeatMapView(office)
    qtbot.addWidget(view)
    view.resize(width, height)
    view.reload()
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def names(view: HeatMapView) -> dict[Cell, str]:
    return {place: cell.accessibleName() for place, cell in view.map.cells.items()}


def lines_in(view: HeatMapView, place: Cell) -> list[str]:
    return [line for chip in view.map.cells[place].chips for line in chip.lines]


def listed(view: HeatMapView) -> list[str]:
    return [f"{row.ref} {row.status.word}" for row in view.list.rows if row.status is not None]


# ------------------------------------------------------------------------------------------------ what it says


def test_each_cell_says_its_words_its_band_and_its_risks(qtbot: QtBot, office: Office) -> None:
    told = names(shown(qtbot, office))
    assert told[Cell(4, 4)] == (
        "Likely, major: 3 risks, extreme: RSK-2026-001, RSK-2026-002 up from 12 to 16, RSK-2026-004 new, 16"
    )
    assert told[Cell(2, 4)] == "Unlikely, major: 1 risk, moderate: RSK-2026-003 down from 16 to 8"
    assert told[Cell(1, 1)] == "Rare, negligible: no risk, low"
    assert len(set(told.values())) == 25


def test_a_screen_reader_finds_the_cells_as_buttons(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    found = QAccessible.queryAccessibleInterface(view.map.cells[Cell(2, 4)])
    assert found.role() == QAccessible.Role.Button
    assert found.text(QAccessible.Text.Name).startswith("Unlikely, major")


def test_chips_and_movers_since_the_last_meeting(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    assert view.since.currentText() == "Last meeting, 16 September 2026"
    assert view.words.text() == (
        "4 open risks. Since the last meeting of Safeguarding Executives on 16 September 2026: "
        "1 rising, 1 falling, 1 new, 1 closed."
    )
    assert lines_in(view, Cell(2, 4)) == ["▼ RSK-2026-003", "down from 16 to 8"]
    assert "+ RSK-2026-004" in lines_in(view, Cell(4, 4))
    assert listed(view) == [
        "RSK-2026-002 up from 12 to 16",
        "RSK-2026-003 down from 16 to 8",
        "RSK-2026-004 new, 16",
        "RSK-2026-005 closed, 1",
    ]
    assert view.list.rows[0].accessibleName() == "Open RSK-2026-002, up from 12 to 16, Agency staff change"


def test_another_day_and_other_scores_can_be_chosen_by_keys(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    view.since.setFocus()
    QTest.keyClick(view.since, KEY.Key_Down)
    assert view.since.currentText() == "Three months ago, 23 August 2026"
    QTest.keyClick(view.since, KEY.Key_Down)
    assert "Since 23 November 2025" in view.words.text()
    assert "3 new" in view.words.text()
    view.which.setFocus()
    QTest.keyClick(view.which, KEY.Key_Down)
    assert view.words.text().endswith("Arrows are drawn for residual scores only.")
    assert names(view)[Cell(4, 4)] == "Likely, major: 1 risk, extreme: RSK-2026-001"
    assert "not scored" in view.words.text()
    assert [row.ref for row in view.list.rows if row.status and row.status.word == "Not scored"] != []


def test_without_a_meeting_it_compares_with_three_months_ago(qtbot: QtBot, tmp_path: Path) -> None:
    made = make_office(tmp_path)
    view = shown(qtbot, made)
    assert view.since.currentText() == "Three months ago, 23 August 2026"
    made.close()


# ------------------------------------------------------------------------------------------------ keys and mouse


def test_arrows_go_from_cell_to_cell_and_stop_at_the_edges(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    assert view.map.current() == Cell(4, 4)
    view.map.go_to(Cell(4, 4))
    for key, place in (
        (KEY.Key_Up, Cell(4, 5)),
        (KEY.Key_Up, Cell(4, 5)),
        (KEY.Key_Right, Cell(5, 5)),
        (KEY.Key_Right, Cell(5, 5)),
        (KEY.Key_Down, Cell(5, 4)),
        (KEY.Key_Left, Cell(4, 4)),
    ):
        QTest.keyClick(QApplication.focusWidget(), key)
        assert QApplication.focusWidget() is view.map.cells[place]
    strong = [place for place, cell in view.map.cells.items() if cell.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert strong == [Cell(4, 4)]


def test_enter_lists_a_cell_enter_again_opens_the_risk_and_escape_leads_back(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    view.map.go_to(Cell(4, 4))
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    assert view.list.heading.text() == "Likely, major: 16 Extreme"
    assert listed(view) == ["RSK-2026-001 score 16", "RSK-2026-002 up from 12 to 16", "RSK-2026-004 new, 16"]
    assert QApplication.focusWidget() is view.list.rows[0]
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Down)
    with qtbot.waitSignal(view.open_asked) as asked:
        QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    assert asked.args == ["risks", 2]
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert QApplication.focusWidget() is view.map.cells[Cell(4, 4)]
    assert view.list.heading.text() == "Since 16 September 2026"


def test_an_empty_cell_says_so_and_leads_back(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    view.map.go_to(Cell(1, 2))
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Space)
    assert view.list.rows == []
    assert QApplication.focusWidget() is view.list.back
    QTest.keyClick(view.list.back, KEY.Key_Space)
    assert QApplication.focusWidget() is view.map.cells[Cell(1, 2)]


def test_the_mouse_opens_a_risk_by_its_chip_and_a_list_beside_it(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    cell = view.map.cells[Cell(2, 4)]
    with qtbot.waitSignal(view.open_asked) as asked:
        QTest.mouseClick(cell, LEFT, pos=cell.chips[0].rect.center().toPoint())
    assert asked.args == ["risks", 3]
    QTest.mouseClick(cell, LEFT, pos=QPoint(cell.width() - 4, cell.height() - 4))
    assert view.list.heading.text() == "Unlikely, major: 8 Moderate"
    assert view.map.current() == Cell(2, 4)


def test_a_chip_under_the_mouse_does_not_answer_for_the_keyboard(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    cell = view.map.cells[Cell(2, 4)]
    QTest.mouseClick(cell, LEFT, pos=cell.chips[0].rect.center().toPoint())
    cell.setFocus()
    QTest.keyClick(cell, KEY.Key_Return)
    assert view.list.heading.text() == "Unlikely, major: 8 Moderate"


def test_what_changes_elsewhere_is_shown_and_the_choices_stay(qtbot: QtBot, office: Office) -> None:
    view = shown(qtbot, office)
    view.since.setCurrentIndex(1)
    view.open_cell(Cell(4, 4))
    office.write("Binned", [Bin("risks", 2)])
    view.reload()
    assert view.since.currentIndex() == 1
    assert [row.ref for row in view.list.rows] == ["RSK-2026-001", "RSK-2026-004"]


def test_another_profile_changes_words_bands_and_cells(qtbot: QtBot, office: Office) -> None:
    scale = office.profile.risk
    bands = tuple(replace(band, label=f"Band {band.least}") for band in scale.bands)
    office.profile = replace(office.profile, risk=replace(scale, impact=("a", "b", "c", "d", "e"), bands=bands))
    view = shown(qtbot, office)
    assert names(view)[Cell(2, 4)].startswith("Unlikely, d: 1 risk, band 5")


# ------------------------------------------------------------------------------------------------ nothing to show


@pytest.mark.parametrize("rows", [(), ({"title": "Not scored"},), ({"title": "Off the scale", "inherent_impact": 9},)])
def test_an_office_without_scores_shows_an_empty_map(
    qtbot: QtBot, tmp_path: Path, rows: tuple[dict[str, object], ...]
) -> None:
    made = empty_office(tmp_path)
    for values in rows:
        add(made, "risks", **values)
    view = shown(qtbot, made)
    assert {name.partition(": ")[2].partition(",")[0] for name in names(view).values()} == {"no risk"}
    assert not view.grab().isNull()
    assert [row.status.word for row in view.list.rows if row.status] == ["Not scored"] * len(rows)
    made.close()


# ------------------------------------------------------------------------------------------------ its drawing


def placed(number: int, movement: Movement | None = None) -> Placed:
    return Placed(
        number, f"RSK-2026-{number:03}", "It goes wrong", Cell(4, 4), movement or Movement("level", None, None)
    )


def test_chips_tell_movement_give_up_words_then_the_prefix_then_are_counted() -> None:
    risen = placed(1, Movement("rising", Cell(3, 3), Cell(4, 4)))
    there, wide_open = [risen, placed(2), placed(3)], QRectF(0, 0, 2000, 2000)
    told, plain = (chips_in([one], wide_open)[0].rect for one in (risen, placed(2)))
    short = chips_in([risen], QRectF(0, 0, 2000, plain.bottom() + plain.top() + 1))[0].rect
    gap = chips_in(there, QRectF(0, 0, told.width() + 2 * told.left(), 2000))[1].rect.top() - told.bottom()
    column = told.width() + 2 * told.left()  # one chip wide: they stand beneath each other

    def high(*chips: QRectF) -> float:
        return sum(chip.height() for chip in chips) + gap * (len(chips) - 1) + 2 * told.top() + 1

    assert [chip.lines for chip in chips_in(there, QRectF(0, 0, column, high(told, plain, plain)))] == [
        ("▲ RSK-2026-001", "up from 9 to 16"), ("RSK-2026-002",), ("RSK-2026-003",),
    ]  # fmt: skip
    low = high(plain, plain, plain)
    assert chips_in(there, QRectF(0, 0, column, low))[0].lines == ("▲ RSK-2026-001",)
    narrow = short.width() + 2 * short.left() - 3
    assert chips_in(there, QRectF(0, 0, narrow, low))[0].lines == ("▲ 2026-001",)
    many = [placed(number) for number in range(1, 7)]
    two_columns = QRectF(0, 0, 2 * plain.width(), high(plain, plain))
    assert [chip.lines for chip in chips_in(many, two_columns)][1:] == [("2026-002",), ("+4 more",)]
    assert [chip.lines for chip in chips_in(there, QRectF(0, 0, short.width() / 2, low))] == [("3 risks",)]
    assert chips_in([], wide_open) == ()


@pytest.mark.parametrize("size", [(150, 110), (112, 66), (66, 60), (300, 40)])
@pytest.mark.parametrize("count", [1, 4, 15])
def test_chips_never_overlap_nor_leave_their_cell(size: tuple[int, int], count: int) -> None:
    room = QRectF(0, 0, *size)
    chips = chips_in([placed(number) for number in range(1, count + 1)], room)
    assert all(room.contains(chip.rect) for chip in chips)
    for at, chip in enumerate(chips):
        assert not any(chip.rect.intersects(other.rect) for other in chips[at + 1 :])


def test_a_risk_that_moved_within_its_score_has_an_arrow_too() -> None:
    moved = placed(1, Movement("level", Cell(2, 5), Cell(5, 2)))
    assert chip_lines(moved, words=True) == ("→ RSK-2026-001", "moved, still 10")


@pytest.mark.parametrize(
    ("start", "tip"), [((0, 50), (40, 50)), ((100, 50), (60, 50)), ((50, 0), (50, 45)), ((50, 50), (50, 50))]
)
def test_an_arrow_ends_at_the_edge_of_its_chip(start: tuple[float, float], tip: tuple[float, float]) -> None:
    arrow = Arrow(QPointF(*start), QRectF(40, 45, 20, 10), "rising")
    assert (arrow.tip.x(), arrow.tip.y()) == pytest.approx(tip)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_figures_and_arrows_can_be_read_on_every_band(theme: Tokens, office: Office) -> None:
    for band in office.profile.risk.bands:
        tone = theme.worn(band_badge(band))
        assert contrast(tone.ink, tone.fill) >= WORDS_LEAST, band.key
    assert contrast(theme.text, theme.base) >= WORDS_LEAST
    for name in ("red", "green"):
        assert contrast(theme.tone(name).ink, theme.base) >= WORDS_LEAST


@pytest.mark.parametrize(("theme", "percent"), [("light", 100), ("dark", 150), ("light", 200)])
def test_it_fits_the_page_at_every_size_of_text(
    qtbot: QtBot, qapp: QApplication, office: Office, theme: str, percent: int
) -> None:
    dress(qapp, theme, percent)  # type: ignore[arg-type]
    view = shown(qtbot, office, 940, 500)
    assert not view.grab().isNull()
    assert view.widget().width() <= view.viewport().width()
    assert all(view.map.rect().contains(cell.geometry()) for cell in view.map.cells.values())
    assert all(cell.height() >= 24 for cell in view.map.cells.values())


@pytest.mark.parametrize(("width", "way"), [(1100, "LeftToRight"), (700, "TopToBottom")])
def test_the_list_goes_beneath_the_map_on_a_narrow_page(qtbot: QtBot, office: Office, width: int, way: str) -> None:
    view = shown(qtbot, office, width)
    assert view._both.direction() == getattr(QBoxLayout.Direction, way)
    below = view.list.geometry().top() >= view.map.geometry().bottom()
    assert below is (way == "TopToBottom")


# ------------------------------------------------------------------------------------------------ on its page


def test_it_is_a_view_of_the_register_of_risks_that_leads_to_the_record(qtbot: QtBot, office: Office) -> None:
    page = RegisterPage(office, "risks")
    qtbot.addWidget(page)
    page.resize(1136, 680)
    page.show()
    assert page.middle.words() == ["List", "Heat map"]
    view = page.middle.show_view("Heat map")
    assert isinstance(view, HeatMapView)
    QTest.mouseClick(view.list.rows[1], LEFT)
    assert page.middle.current() is not view
    assert page.current_id() == 3
    assert set(cells()) == set(view.map.cells)


def test_the_band_stands_in_the_list_as_a_badge_in_its_colours(qtbot: QtBot, office: Office) -> None:
    page = RegisterPage(office, "risks")
    qtbot.addWidget(page)
    model = page.table.model
    row, column = model.row_of(2), model.column_of("band")
    status = model.status_at(row, column)
    assert status is not None
    band = office.profile.risk.band(4, 4)
    assert (status.word, status.ink, status.fill) == (band.label, band.ink, band.fill)
    assert model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole) == "RAG status red, extreme"
