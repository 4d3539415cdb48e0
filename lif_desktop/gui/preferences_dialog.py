"""The preferences window: colours, text size, and the name that stands in the history."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.forms import load_form, part
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.preferences import TEXT_SIZES, THEMES, Preferences


class PreferencesDialog(Dialog):
    """Each choice counts at once, so that it can be seen. Signal `chosen(Preferences)`."""

    chosen = Signal(object)

    def __init__(self, preferences: Preferences, login: str, parent: QWidget | None = None) -> None:
        super().__init__("Preferences", parent)
        self._preferences = preferences
        self.form = load_form("preferences")
        self.theme = part(self.form, QComboBox, "theme")
        self.text = part(self.form, QComboBox, "text")
        self.person = part(self.form, QLineEdit, "person")
        self.close_button = part(self.form, QPushButton, "close")
        for key, words in THEMES:
            self.theme.addItem(words, key)
        for percent in sorted({*TEXT_SIZES, preferences.text}):
            self.text.addItem(f"{percent} %", percent)
        self.theme.setCurrentIndex(self.theme.findData(preferences.theme))
        self.text.setCurrentIndex(self.text.findData(preferences.text))
        self.person.setText(preferences.person)
        self.person.setPlaceholderText(login)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)
        self.setMinimumWidth(scaled(460))
        self.theme.currentIndexChanged.connect(self._tell)
        self.text.currentIndexChanged.connect(self._tell)
        self.person.editingFinished.connect(self._tell)
        self.finished.connect(lambda _result: self._tell())
        self.close_button.clicked.connect(self.accept)

    def _tell(self) -> None:
        new = replace(
            self._preferences,
            theme=self.theme.currentData(),
            text=self.text.currentData(),
            person=" ".join(self.person.text().split()),
        )
        if new != self._preferences:
            self._preferences = new
            self.chosen.emit(new)
