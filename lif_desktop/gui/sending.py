"""What the window sends out beside papers and trackers: letters, invitations, deadlines, the inspection bundle."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from lif_desktop.framework.dates import show_date
from lif_desktop.gui.choose_file import ask_save, safe_name
from lif_desktop.gui.worker import Work
from lif_desktop.office import Office

if TYPE_CHECKING:
    from lif_desktop.gui.bundle import BundleDialog
    from lif_desktop.gui.invitations import InvitationsDialog
    from lif_desktop.gui.leaving_parcels import Parcel
    from lif_desktop.gui.letters import LettersDialog
    from lif_desktop.gui.letters_parcels import Letters
    from lif_desktop.gui.office_desk import OfficeDesk
    from lif_desktop.gui.shell import MainWindow


class Sending(QObject):
    """Opens the windows of what is sent, for the record that is chosen, and lets it leave through the one door."""

    def __init__(self, office: Office, window: "MainWindow", desk: "OfficeDesk") -> None:
        super().__init__(desk)
        self._office, self._window, self._desk = office, window, desk

    def letters(self) -> "LettersDialog":
        """Letters about the review that is chosen, else about the newest."""
        from lif_desktop.gui.letters import LettersDialog

        folder = self._desk.outgoing.folder
        dialog = LettersDialog(self._office, self._window.ways.crashed, self._chosen("reviews"), folder, self._window)
        dialog.wanted.connect(self.send_letters)
        dialog.finished.connect(lambda _result: self._desk.told())
        dialog.open()
        return dialog

    def send_letters(self, wanted: "Letters", path: Path) -> None:
        """Write letters and save them at `path`: a document, or a folder that is made."""
        from lif_desktop.gui.leaving_parcels import Sending as For
        from lif_desktop.gui.letters_parcels import letters_parcel

        def build(work: Work) -> "Parcel":
            return letters_parcel(self._office, wanted, work)

        door = self._desk.outgoing.door
        door.send(f"letter-{wanted.kind}", "Writing the letters…", path, build, For(sent_to=wanted.to))

    def invitations(self) -> "InvitationsDialog":
        """Invitations to the meeting that is chosen, else to the next."""
        from lif_desktop.gui.invitations import InvitationsDialog

        folder = self._desk.outgoing.folder
        dialog = InvitationsDialog(self._office, self._chosen("meetings"), folder, self._window)
        dialog.changed.connect(self._desk.told)
        dialog.open()
        return dialog

    def ask_deadlines(self) -> None:
        """Ask where the deadlines of the office go as a calendar file."""
        from lif_desktop.gui.invitations import CALENDARS

        name = safe_name(f"Deadlines {show_date(self._office.today())}")
        suggested = self._desk.outgoing.folder / f"{name}.ics"
        ask_save(self._window, "Deadlines for a calendar", suggested, CALENDARS, self.deadlines)

    def deadlines(self, path: Path) -> None:
        """Save the deadlines of reviews, papers and audits, to be taken into one's own calendar."""

        def work(handle: Work) -> Path:
            from lif_desktop.calendar_files import write_calendar
            from lif_desktop.office.invitations import deadlines, deadlines_bytes, note_deadlines

            handle.say("Looking for deadlines…")
            data = deadlines_bytes(deadlines(self._office))
            write_calendar(path, data)
            if not self._office.read_only:
                note_deadlines(self._office, data, path.name)
            return path

        told = ["Open it and your calendar takes in every day; open the next one to bring them up to date."]
        self._window.runner.run(
            f"Writing {path.name}…", work, lambda done: self._desk.outgoing.door.said(done, told=told)
        )

    def bundle(self) -> "BundleDialog":
        """The inspection bundle, with the review that is chosen ticked."""
        from lif_desktop.gui.bundle import BundleDialog

        dialog = BundleDialog(self._office, self._desk.outgoing.folder, self._window, self._chosen("reviews"))
        dialog.wanted.connect(self.send_bundle)
        dialog.open()
        return dialog

    def send_bundle(self, refs: Sequence[str], path: Path) -> None:
        """Make the bundle of some reviews and save it."""
        from lif_desktop.gui.bundle import KIND, bundle_parcel

        door = self._desk.outgoing.door
        door.send(KIND, "Making the inspection bundle…", path, lambda work: bundle_parcel(self._office, refs, work))

    def _chosen(self, key: str) -> int:
        """The number of the record that is chosen on the page of a register; 0 where another page is shown."""
        page = self._desk.current
        number = getattr(page, "current_id", lambda: 0)() if self._desk.key == key else 0
        return max(0, int(number))
