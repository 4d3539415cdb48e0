"""Leaving a pane in which something is asked: what was typed there must be saved or given up first."""

from typing import Protocol

from PySide6.QtCore import Qt

from lif_desktop.gui.ask_panel import AskPanel


class Says(Protocol):
    """A signal with a sentence, as it stands on an object."""

    def emit(self, sentence: str) -> object:
        """Say it."""


def may_leave(panel: AskPanel, said: Says) -> bool:
    """Whether nothing typed in a panel would be lost; what was only asked is put away, else the cursor goes there."""
    if not panel.is_changed():
        panel.cancel()
        return True
    said.emit("Save what you have begun, or press Cancel.")
    panel.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
    return False
