"""What goes back to an agency after an import: the workbook that says what to fix, and the e-mail that brings it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.choose_file import DRAFTS, EXCEL, ask_save, documents, free_file, safe_name
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.worker import Runner, Work
from lif_desktop.office import Office
from lif_desktop.sheets.planned import Plan

if TYPE_CHECKING:
    from lif_desktop.mail import Draft


KIND = "mending"
"""What the log of what left calls it."""


class MendingOut(QObject):
    """Asks where, works in the wizard's worker, and says in the notice what was saved."""

    def __init__(self, office: Office, window: QWidget, runner: Runner, notice: NoticeBar) -> None:
        super().__init__(window)
        self._office, self._window, self._runner, self._notice = office, window, runner, notice
        self._workbook: Path | None = None

    def forget(self) -> None:
        """Another file was taken in."""
        self._workbook = None

    def ask_workbook(self, plan: Plan) -> None:
        """Ask where the workbook goes that says what to fix."""
        suggested = free_file(documents() / f"{_name(plan)} to put right.xlsx")
        words = "Save the workbook for the agency"
        ask_save(self._window, words, suggested, EXCEL, lambda path: self.workbook(plan, path))

    def workbook(self, plan: Plan, path: Path) -> None:
        """Save the workbook."""

        def work(_work: Work) -> Path:
            from lif_desktop.sheets.mending import write_mending

            return write_mending(self._office, plan, path)

        def done(saved: Path) -> None:
            self._workbook = saved
            self._say(saved)

        self._runner.run(f"Writing {path.name}…", work, done, self._trouble)

    def ask_draft(self, plan: Plan) -> None:
        """Ask where the draft of the e-mail goes, with the workbook in it."""
        suggested = free_file(documents() / f"{_name(plan)} to put right.eml")
        ask_save(self._window, "Save the e-mail draft", suggested, DRAFTS, lambda path: self.draft(plan, path))

    def draft(self, plan: Plan, path: Path) -> None:
        """Save the draft."""
        self._let_out(plan, path, lambda _draft: self._say(path), saved=True)

    def copy(self, plan: Plan) -> None:
        """Copy the words of the e-mail."""

        def done(draft: "Draft") -> None:
            QGuiApplication.clipboard().setText(draft.text())
            self._notice.say("The text of the e-mail was copied. Paste it into a message and attach the workbook.")

        self._let_out(plan, Path(f"{_name(plan)} to put right.eml"), done, saved=False)

    def _let_out(self, plan: Plan, path: Path, go: Callable[["Draft"], None], *, saved: bool) -> None:
        """Make the draft, look it over, ask where something was found, log it, then go on."""
        from lif_desktop.gui.leaving_drafts import DraftDoor, drafts_parcel, masked_draft
        from lif_desktop.gui.leaving_parcels import Parcel, Sending

        title = f"What to put right in {plan.path.name}"

        def work(handle: Work) -> "tuple[Draft, Parcel]":
            draft = self._make(plan)
            handle.say("Looking for personal details…")
            return draft, drafts_parcel(self._office, KIND, title, [(path, draft)], saved=saved)

        def made(found: "tuple[Draft, Parcel]") -> None:
            draft, parcel = found
            given = Sending(", ".join(draft.to))
            door = DraftDoor(self._office, self._runner, self._trouble, self._window)
            if saved:
                door.save(KIND, parcel, given, lambda masks: go(masked_draft(draft, 0, masks)))
            else:
                door.hand_over(KIND, "Copy", parcel, given, lambda masks: go(masked_draft(draft, 0, masks)))

        self._runner.run("Writing the e-mail…", work, made, self._trouble)

    def _make(self, plan: Plan) -> "Draft":
        """The draft, with the workbook as it was saved, or made for it."""
        from tempfile import TemporaryDirectory

        from lif_desktop.sheets.mending import mending_draft, write_mending

        if self._workbook is not None and self._workbook.is_file():
            return mending_draft(self._office, plan, self._workbook)
        with TemporaryDirectory() as folder:
            path = write_mending(self._office, plan, Path(folder) / f"{_name(plan)} to put right.xlsx")
            return mending_draft(self._office, plan, path)

    def _say(self, path: Path) -> None:
        offers: list[tuple[str, Callable[[], object]]] = [
            ("Open", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))),
            ("Open folder", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))),
        ]
        self._notice.say(f"Saved: {path.name}, in {path.parent}", offers)

    def _trouble(self, error: LifError) -> None:
        self._notice.say(str(error), tone="red")


def _name(plan: Plan) -> str:
    return safe_name(plan.path.stem)
