"""The base of a window that closes when nothing is under way in it, and asks first where work would be lost."""

from PySide6.QtGui import QCloseEvent

from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.messages import ask
from lif_desktop.gui.records import counted


class HalfDone(Dialog):
    """Closing, Cancel and Escape all ask `under_way` and `undone_work`, which a window overrides."""

    _leaving = False

    def under_way(self) -> bool:
        """Whether something is being read or written, which is waited for."""
        return False

    def undone_work(self) -> int:
        """How many decisions would have to be made again."""
        return 0

    def closeEvent(self, event: QCloseEvent) -> None:
        """Not while something is being read or written, and not without a question where work would be lost."""
        if not self._may_leave():
            event.ignore()
            return
        super().closeEvent(event)

    def reject(self) -> None:
        """Escape closes under the same conditions."""
        if self._may_leave():
            super().reject()

    def _may_leave(self) -> bool:
        if self.under_way():
            return False
        work = self.undone_work()
        if not work or self._leaving:
            return True
        ask(
            self,
            "Leave this half done?",
            f"What you typed and answered would have to be done again ({counted(work, 'decision')}). "
            "Nothing has been written.",
            [("Leave it", self._leave), ("Go on", None)],
        )
        return False

    def _leave(self) -> None:
        self._leaving = True
        self.close()
