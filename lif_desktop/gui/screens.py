"""Draws every page and the larger windows as pictures, for the manual and for looking at. Needs no screen."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QWidget

from lif_desktop.gui.actions import PLACES
from lif_desktop.gui.look import dress
from lif_desktop.gui.palette import Theme
from lif_desktop.gui.preferences import Preferences

if TYPE_CHECKING:
    from lif_desktop.gui.import_wizard import ImportWizard
    from lif_desktop.gui.office_desk import OfficeDesk
    from lif_desktop.gui.shell import MainWindow
    from lif_desktop.office import Office

SIZE = QSize(1366, 768)
TABS = (("meetings", "Agenda"), ("meetings", "Attendance"), ("meetings", "Minutes"), ("reviews", "Documents"))
"""Tabs within a record that are drawn beside the one a page opens with."""
STEPS = ("file", "sheet", "columns", "check")
"""The steps of an import that are drawn; the last one would write."""
_SLIPS = "Action update with slips (to try the import on).xlsx"
_FOUND = "Born on 3 March 2019, NHS number 943 476 5919; the grandmother is on 07700 900123, at SK1 3XE."
"""Made-up words in which the look finds something."""
_ROUNDS = 12


def draw_all(office: Path, folder: Path, theme: Theme, scale: float, text: int) -> list[Path]:
    """Draw every page of the office at `office` into `folder` and give the pictures' paths.

    `scale` is that of the screen (1.0 for 100 %), `text` the size of text in per cent. The office is only read: the
    window is drawn over a private copy, as it looks to somebody who may write.
    Raises what opening an office raises.
    """
    from lif_desktop.office import open_office
    from lif_desktop.places import person, resources

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    app = QApplication.instance() or QApplication(["LIF Desktop"])
    profiles = resources() / "framework"
    with TemporaryDirectory(prefix="lif-pictures-") as private:
        reading = open_office(office, profiles, person(), read_only=True)
        try:
            copy = reading.backup("pictures", Path(private) / office.name)
        finally:
            reading.close()
        drawn = take_pictures(open_office(copy, profiles, person()), folder, theme, text)
        app.processEvents()
    return drawn


def take_pictures(office: "Office", folder: Path, theme: Theme = "light", text: int = 100) -> list[Path]:
    """Draw every page of an open office into `folder` at the scale of the running application; closes the office.

    Nothing is written into the office: of an import the steps before that are drawn.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("pictures need an application with widgets")
    folder.mkdir(parents=True, exist_ok=True)
    dress(app, theme, text)
    window = _window(office, folder)
    drawn = []
    try:
        for key, shown in _shown(window):
            path = folder / f"{key}-{theme}.png"
            settle(app)
            shown.grab().save(str(path))
            drawn.append(path)
    finally:
        window.close()
        window.deleteLater()
        settle(app)
    return drawn


def settle(app: QApplication) -> None:
    """Let layouts come to rest."""
    for _ in range(_ROUNDS):
        app.sendPostedEvents()
        app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _window(office: "Office", folder: Path) -> "MainWindow":
    from lif_desktop.gui.shell import MainWindow
    from lif_desktop.gui.ways import Ways

    def no_demo(_folder: Path, _say: object) -> None:
        """Pictures make no office."""

    ways = Ways(office.person, Path(), folder, folder / ".no-preferences", no_demo, _raise)
    window = MainWindow(ways, keeps=False)
    window.resize(SIZE)
    window.take_office(office)
    window.show()
    return window


def _shown(window: "MainWindow") -> Iterator[tuple[str, QWidget]]:
    """Each page after the other, shown, and the windows over it; registers with their first record chosen."""
    desk = window.desk
    if desk is None:
        return
    desk.refresh_now()
    for key, _, _ in PLACES:
        page = desk.go(key)
        _choose_first(page)
        yield key, window
    desk.returns()
    yield "returns", window
    for key, tab in TABS:
        _choose_tab(desk.go(key), tab)
        yield f"{key}-{tab.lower()}", window
    yield from _leaving(window, desk)
    yield from _windows(desk)
    window.close_office()
    window.preferences = Preferences()
    window.show_welcome()
    yield "welcome", window


def _leaving(window: "MainWindow", desk: "OfficeDesk") -> Iterator[tuple[str, QWidget]]:
    """The windows of what leaves: a paper, its preview, the look before it leaves, what left, letters and the rest."""
    from lif_desktop.gui.issued import IssuedWindow
    from lif_desktop.gui.leaving_names import WatchedNames
    from lif_desktop.gui.preview import PreviewWindow
    from lif_desktop.gui.templates import TemplatesWindow

    sending = desk.sending
    paper = desk.outgoing.ask_paper("agenda")
    yield "paper", paper
    desk.outgoing.preview(paper.wanted())
    paper.reject()
    window.runner.wait()
    yield from _closed("preview", window.findChild(PreviewWindow))
    yield from _closed("before-it-leaves", _look(window, desk.office))
    letters = sending.letters()
    while letters.busy:
        QApplication.processEvents()
    yield from _closed("letters", letters)
    yield from _closed("invitations", sending.invitations())
    yield from _closed("bundle", sending.bundle())
    for name, show, kind in (
        ("papers-that-left", desk.outgoing.show_left, IssuedWindow),
        ("names-to-look-for", desk.outgoing.show_watched, WatchedNames),
        ("templates", desk.templates, TemplatesWindow),
    ):
        show()
        yield from _closed(name, window.findChild(kind))
    words = desk.report_words()
    words.runner.wait()
    yield from _closed("report-words", words)


def _closed(name: str, dialog: QWidget | None) -> Iterator[tuple[str, QWidget]]:
    """One window, which goes once it was drawn."""
    if dialog is not None:
        yield name, dialog
        dialog.close()


def _look(window: "MainWindow", office: "Office") -> QWidget:
    """What is asked before something leaves, with made-up finds."""
    from lif_desktop.framework.personal import find
    from lif_desktop.framework.personal_places import place
    from lif_desktop.gui.leaving import LeavingDialog
    from lif_desktop.gui.leaving_parcels import Parcel, Sending

    def never(*_: object) -> NoReturn:
        raise NotImplementedError("a picture saves nothing")

    places = tuple(place("1 Summary", _FOUND, one, (0,), ()) for one in find(_FOUND))
    title = "Rapid review report RR-2026-003"
    dialog = LeavingDialog(office, "rapid-review-report", Parcel(title, never, places), Sending(), "Save", window)
    dialog.open()
    return dialog


def _windows(desk: "OfficeDesk") -> Iterator[tuple[str, QWidget]]:
    """The window that chases, and an import of made-up rows, step by step."""
    from lif_desktop.places import resources

    chase = desk.chase()
    yield "chase", chase
    chase.reject()
    wizard = desk.bring_in("", resources() / "sample" / _SLIPS)
    for at, name in enumerate(STEPS):
        if wizard.step() < at:
            wizard.go_on()
            _wait(wizard)
        yield f"import-{name}", wizard
    wizard.reject()


def _wait(wizard: "ImportWizard") -> None:
    """Wait until what a step reads or works out is shown."""
    wizard.runner.wait()
    while wizard.planning.busy:
        QApplication.processEvents()
        wizard.runner.wait()


def _choose_first(page: QWidget) -> None:
    choose = getattr(page, "choose_first", None)
    if choose is not None:
        choose()


def _choose_tab(page: QWidget, words: str) -> None:
    """The first record of a register, with one of its tabs."""
    from lif_desktop.gui.detail import DetailPane

    _choose_first(page)
    for pane in page.findChildren(DetailPane):
        pane.show_tab(words)


def _raise(error: BaseException) -> None:
    raise error
