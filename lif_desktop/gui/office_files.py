"""Opening, making and restoring offices: asks for the files, works in a worker, and says when one is open."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.choose_file import (
    OFFICES,
    SPREADSHEETS,
    WORKBOOKS,
    ask_open,
    ask_save,
    free_file,
    free_folder,
    safe_name,
)
from lif_desktop.gui.messages import ask, tell_trouble
from lif_desktop.gui.ways import DEMO_FILE, Ways
from lif_desktop.gui.worker import Runner, Work

if TYPE_CHECKING:
    from lif_desktop.office import Office

MADE_UP = "Made-up office"


class OfficeFiles(QObject):
    """The ways to an open office.

    Signals: `opening(words)` while one is on its way; `opened(Office, tracker)` with the spreadsheet that is to be
    brought in next, or None.
    """

    opening = Signal(str)
    opened = Signal(object, object)

    def __init__(self, window: QWidget, ways: Ways, runner: Runner, person: Callable[[], str]) -> None:
        super().__init__(window)
        self._window, self._ways, self._runner, self._person = window, ways, runner, person

    # Asking

    def ask_open(self) -> None:
        """Ask for an office and open it."""
        ask_open(self._window, "Open an office", self._ways.offices, OFFICES, self.open)

    def ask_tracker(self, then: Callable[[Path], None]) -> None:
        """Ask for a spreadsheet."""
        ask_open(self._window, "Choose your tracker", Path.home(), SPREADSHEETS, then)

    def ask_restore(self) -> None:
        """Ask for a backup and where its copy goes, and open that."""

        def then(backup: Path) -> None:
            suggested = free_file(self._ways.offices / f"{backup.stem} restored.lif")
            ask_save(
                self._window,
                "Where the restored office is kept",
                suggested,
                OFFICES,
                lambda to: self.restore(backup, to),
            )

        ask_open(self._window, "Choose the backup", self._ways.offices, OFFICES, then)

    def ask_new(self, tracker: Path | None = None) -> None:
        """Ask for the file and profile of a new office and make it."""
        from lif_desktop.gui.new_office import NewOfficeDialog

        dialog = NewOfficeDialog(self._ways.profiles, self._ways.offices, self._window)
        dialog.decided.connect(lambda path, profile: self.make(Path(path), profile, tracker))
        dialog.open()

    def ask_whole(self) -> None:
        """Ask for the workbook of a whole office and where the new office goes that is filled from it."""

        def then(workbook: Path) -> None:
            suggested = free_file(self._ways.offices / f"{safe_name(workbook.stem)}.lif")
            caption = "Where the office is kept"
            ask_save(self._window, caption, suggested, OFFICES, lambda to: self.bring_whole(workbook, to))

        ask_open(self._window, "Choose the workbook of the whole office", Path.home(), WORKBOOKS, then)

    # Doing

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open an office; when somebody has it open, offer to read it."""

        def work(_work: Work) -> "Office":
            from lif_desktop.office import open_office

            return open_office(path, self._ways.profiles, self._person(), read_only)

        self._run(f"Opening {path.name}…", work, lambda error: self._offer_reading(path, error))

    def make(self, path: Path, profile: str, tracker: Path | None = None) -> None:
        """Make a new office and open it."""

        def work(_work: Work) -> "Office":
            from lif_desktop.office import create_office

            return create_office(path, self._ways.profiles, profile, self._person())

        self._run(f"Making {path.name}…", work, tracker=tracker)

    def make_demo(self) -> None:
        """Make an office with made-up data in a folder of its own and open it."""
        folder = free_folder(self._ways.offices / MADE_UP)

        def work(handle: Work) -> "Office":
            from lif_desktop.office import open_office

            self._ways.make_demo(folder, handle.say)
            return open_office(folder / DEMO_FILE, self._ways.profiles, self._person())

        self._run("Making a partnership with made-up data…", work, silent=False)

    def bring_whole(self, workbook: Path, target: Path) -> None:
        """Make a new office, fill it from the workbook of a whole one and open it; without that, no office is left."""

        def work(_work: Work) -> "Office":
            from lif_desktop.gui.new_office import FIRST
            from lif_desktop.office import create_office, open_office
            from lif_desktop.sheets.whole_office import load_office

            office = create_office(target, self._ways.profiles, FIRST, self._person())
            try:
                load_office(office, workbook)
            except BaseException:
                office.close()
                target.unlink()
                raise
            office.close()
            return open_office(target, self._ways.profiles, self._person())

        self._run(f"Bringing in {workbook.name}…", work)

    def restore(self, backup: Path, target: Path) -> None:
        """Put a backup in the place of an office, which must be closed, and open it."""

        def work(_work: Work) -> "Office":
            from lif_desktop.office import open_office
            from lif_desktop.office.backup import restore

            return open_office(restore(backup, target, self._person()), self._ways.profiles, self._person())

        self._run(f"Restoring {target.name}…", work)

    def _run(
        self,
        words: str,
        work: "Callable[[Work], Office]",
        failed: Callable[[LifError], None] | None = None,
        *,
        silent: bool = True,
        tracker: Path | None = None,
    ) -> None:
        begun = self._runner.run(words, work, lambda office: self.opened.emit(office, tracker), failed, silent=silent)
        if begun:
            self.opening.emit(words)

    def _offer_reading(self, path: Path, error: LifError) -> None:
        from lif_desktop.office import OfficeInUse, OfficeReadOnly

        if not isinstance(error, OfficeInUse | OfficeReadOnly):
            tell_trouble(self._window, str(error))
            return
        ask(
            self._window,
            f"{path.name} can be read, but not changed",
            str(error),
            [("Open for reading only", lambda: self.open(path, read_only=True)), ("Cancel", None)],
        )
