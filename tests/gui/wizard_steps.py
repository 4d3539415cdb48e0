"""The import wizard as a person goes through it: her file, its buttons, and what it says."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.gui.import_wizard import ImportWizard
from lif_desktop.office import Office

HEADINGS = ("Ref", "Action required", "Lead agency", "Due date", "Status", "Ward sister told")
ROUTE = "Agree one escalation route for unexplained injuries in babies"
ROWS: tuple[tuple[object, ...], ...] = (
    ("ACT-2026-001", ROUTE, "Stockport NHS FT", "30/11/2026", None, "yes"),
    ("ACT-2026-002", "Brief health visitors on was-not-brought", None, dt.date(2026, 12, 18), "In progress", None),
    (None, "Write a bruising leaflet", "GMP", "31/02/2026", "Not started", None),
    (None, "Train receptionists", "GMP", "15/01/2027", "Not started", None),
    (None, "Review the letter", "Nobody at all", "tbc", "Not started", None),
)


def workbook(folder: Path, rows: Sequence[Sequence[object]] = ROWS, headings: Sequence[str] = HEADINGS) -> Path:
    """A trust's action log, with a title above the headings and a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Action log"
    sheet.append(["Stockport NHS Foundation Trust"])
    sheet.append([])
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    book.create_sheet("Notes").append(["Kept by the trust"])
    path = folder / "Trust log.xlsx"
    book.save(path)
    return path


def opened(qtbot: QtBot, office: Office, path: Path | None, key: str = "actions") -> ImportWizard:
    wizard = ImportWizard(office, key, path)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(wizard)
    with qtbot.waitActive(wizard):
        wizard.open()
        wizard.activateWindow()
    return wizard


def press(wizard: ImportWizard, button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(wizard)
    if not wizard.isActiveWindow():  # the window of progress was active, and no window manager gives it back
        wizard.activateWindow()
        QApplication.processEvents()


def settle(wizard: ImportWizard) -> None:
    """Wait until the plan that is made is shown."""
    QApplication.processEvents()  # what was typed goes in a moment after Enter
    wizard.runner.wait()
    while wizard.planning.busy:
        QApplication.processEvents()
        wizard.runner.wait()


def forward(wizard: ImportWizard, step: int) -> None:
    while wizard.step() < step:
        before = wizard.step()
        press(wizard, wizard.next)
        assert wizard.step() == before + 1, [line.text() for line in wizard.summary.lines()]


def problems(wizard: ImportWizard) -> list[str]:
    return [line.accessibleName() for line in wizard.summary.lines()] if wizard.summary.isVisible() else []


def column(wizard: ImportWizard, label: str) -> int:
    model = wizard.check.model
    return next(at for at in range(model.columnCount()) if model.headerData(at, Qt.Orientation.Horizontal) == label)
