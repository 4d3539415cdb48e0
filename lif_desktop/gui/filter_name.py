"""The small window that asks for the name of a saved filter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words, label_for
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.widgets import ProblemNote, plain_button, primary_button


class FilterNameDialog(Dialog):
    """Asks for a name; `words` say what is kept under it. Signal `decided(name)`; it stays until it is accepted."""

    decided = Signal(str)

    def __init__(self, title: str, words: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.heading = Words(title, "heading", wrap=True)
        self.words = Words(words, "secondary", wrap=True)
        self.words.setVisible(bool(words))
        self.name = QLineEdit(name)
        self.name.selectAll()
        label = Words("Name", "strong")
        label_for(self.name, "Name", "", label)
        self.problem = ProblemNote()
        self.save = primary_button("Rename" if name else "Save")
        self.save.setDefault(True)
        self.cancel = plain_button("Cancel")
        self.cancel.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 16)
        whole.setSpacing(8)
        for part in (self.heading, self.words, label, self.name, self.problem):
            whole.addWidget(part)
        whole.addStretch(1)
        whole.addLayout(buttons)
        self.setMinimumWidth(scaled(440))
        self.save.clicked.connect(lambda: self.decided.emit(self.name.text()))
        self.cancel.clicked.connect(self.reject)
        self.name.textEdited.connect(lambda _text: self.problem.say(""))
        self.name.setFocus()
        self.resize(self.minimumSizeHint())
        self.fit()

    def refuse(self, sentence: str) -> None:
        """Say why the name will not do; what was typed stays."""
        self.problem.say(sentence)
        self.fit()
        self.name.setFocus()
