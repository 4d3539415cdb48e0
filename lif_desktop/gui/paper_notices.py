"""What the author of a pack should look at before it is made, in the window where it is asked for."""

from PySide6.QtWidgets import QLabel, QWidget

from lif_desktop.office import Office

_MOST = 5
"""Notices shown; the rest are counted, and the agenda's own page shows what is due."""


class PaperNotices(QLabel):
    """A short list in words; hidden where there is nothing to look at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setObjectName("pack_notices")
        self.hide()

    def show_of(self, office: Office, ref: str | None) -> None:
        """Show what is to be looked at for the pack of the meeting `ref`; nothing for None."""
        from lif_desktop.papers.agenda_notices import notices_of

        found = notices_of(office, ref) if ref else ()
        left = len(found) - _MOST
        shown = [f"• {words}" for words in found[:_MOST]]
        shown += [f"• {left} more."] if left > 0 else []
        self.setText("\n".join(["Not printed in the pack, for you to look at first:", *shown]) if shown else "")
        self.setVisible(bool(shown))
