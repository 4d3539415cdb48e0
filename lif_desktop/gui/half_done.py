"""Windows with work of their own: they close when nothing is under way, and ask first where work would be lost."""

from PySide6.QtGui import QCloseEvent

from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.messages import ask
from lif_desktop.gui.records import counted
from lif_desktop.gui.worker import Runner


class Working(Dialog):
    """Stays while its runner is at work, whatever would close it: freed with a thread of its own, it ends the program.

    A window gives its `runner` when it is made.
    """

    runner: Runner

    def may_leave(self) -> bool:
        """Whether it can close now."""
        return not self.runner.busy

    def closeEvent(self, event: QCloseEvent) -> None:
        """Not before it may be left."""
        if not self.may_leave():
            event.ignore()
            return
        super().closeEvent(event)

    def reject(self) -> None:
        """Cancel and Escape close under the same conditions."""
        if self.may_leave():
            super().reject()

    def accept(self) -> None:
        """So does what the window was for."""
        if self.may_leave():
            super().accept()


class HalfDone(Working):
    """Asks `undone_work`, which a window overrides, before it closes."""

    _leaving = False

    def undone_work(self) -> int:
        """How many decisions would have to be made again."""
        return 0

    def may_leave(self) -> bool:
        """Not without a question where work would be lost."""
        if not super().may_leave():
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
