"""The one way by which the window lets something leave: built, looked over, asked about, saved, logged, said."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lif_desktop.gui.choose_file import nearest
from lif_desktop.gui.leaving_parcels import Parcel, Places, Sending
from lif_desktop.gui.notice import NoticeBar, Offer
from lif_desktop.gui.worker import Work
from lif_desktop.office import Office
from lif_desktop.office.issued import Issue, Leaving, issue_of, log_issue

if TYPE_CHECKING:
    from lif_desktop.gui.shell import MainWindow

Build = Callable[[Work], Parcel]
Sealed = tuple[Path, "Issue | None"]


def ask_before(
    office: Office,
    kind: str,
    parcel: Parcel,
    given: Sending,
    go: Callable[[Places, Sending], None],
    parent: QWidget,
    act: str = "Save",
) -> None:
    """Ask what there is to ask of a parcel, then `go(masked, sending)`; at once where there is nothing."""
    if not (parcel.places or parcel.note or parcel.published):
        go((), given)
        return
    from lif_desktop.gui.leaving import LeavingDialog

    dialog = LeavingDialog(office, kind, parcel, given, act, parent)
    dialog.decided.connect(go)
    dialog.open()


class LeavingDoor(QObject):
    """Builds a parcel in the worker, asks where there is something to ask, saves it, logs it and says so.

    `show_folder` and `open_file` are what the links of the notice do.
    """

    def __init__(
        self,
        office: Office,
        window: "MainWindow",
        notice: NoticeBar,
        show_folder: Callable[[Path], None],
        open_file: Callable[[Path], None],
    ) -> None:
        super().__init__(notice)
        self._office, self._window, self._notice = office, window, notice
        self._show_folder, self._open_file = show_folder, open_file

    def send(
        self,
        kind: str,
        words: str,
        path: Path,
        build: Build,
        given: Sending | None = None,
        told: list[str] | None = None,
    ) -> None:
        """Let what `build` makes leave as `path`; `words` are shown meanwhile, `kind` is what the log calls it.

        Asked is only where the look found something, where it is published or where something is to be said of it.
        `told` gathers sentences that the person should read afterwards.
        """

        def built(parcel: Parcel) -> None:
            self.ask(
                kind, parcel, given or Sending(), lambda masks, said: self._seal(words, path, parcel, masks, said, told)
            )

        self._window.runner.run(words, build, built)

    def ask(
        self, kind: str, parcel: Parcel, given: Sending, go: Callable[[Places, Sending], None], act: str = "Save"
    ) -> None:
        """Ask what there is to ask of a parcel, then `go(masked, sending)`; at once where there is nothing."""
        ask_before(self._office, kind, parcel, given, go, self._window, act)

    def log(self, left: Leaving) -> "Issue | None":
        """Log what left; None in an office that is only read."""
        if self._office.read_only:
            return None
        return issue_of(self._office, log_issue(self._office, left))

    def _seal(
        self, words: str, path: Path, parcel: Parcel, masks: Places, sending: Sending, told: list[str] | None
    ) -> None:
        def work(handle: Work) -> Sealed:
            left = parcel.seal(handle, path, masks, sending)
            return path, self.log(left)

        self._window.runner.run(words, work, lambda sealed: self.said(sealed[0], sealed[1], told))

    def said(self, path: Path, issue: "Issue | None" = None, told: list[str] | None = None) -> None:
        """Say what was saved, with a way to it, and remember its folder."""
        folder = path if path.is_dir() else path.parent
        self._window.keep(replace(self._window.preferences, folder=str(nearest(path.parent))))
        offers: list[Offer] = [] if path.is_dir() else [("Open", lambda: self._open_file(path))]
        offers.append(("Open folder", lambda: self._show_folder(path)))
        number = f" · issue {issue.issue}" if issue is not None else ""
        unlogged = " It was not logged, since the office is open for reading only." if self._office.read_only else ""
        more = f"{unlogged} {' '.join(told or ())}".strip()
        self._notice.say(f"Saved: {path.name}, in {folder}{number}{f'. {more}' if more else ''}", offers)
        if issue is not None and self._window.desk is not None:
            self._window.desk.told()
