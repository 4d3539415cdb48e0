"""Which step of several is shown: its name stands out, those before it bear a tick."""

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import Role, Words


class StepStrip(QWidget):
    """The names of the steps in order; they wrap."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._line = WrapLayout(self, gap=20, line_gap=2)
        self.words: list[Words] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_step(self, step: int) -> None:
        """Show which step it is, from 0."""
        for words in self.words:
            self._line.removeWidget(words)
            words.hide()
            words.deleteLater()
        self.words = []
        for at, name in enumerate(self._steps):
            role: Role = "heading" if at == step else "secondary"
            words = Words(f"✓ {name}" if at < step else f"{at + 1}  {name}", role, self)
            words.setAccessibleName(f"Step {at + 1}, {name}{', done' if at < step else ', now' if at == step else ''}")
            self.words.append(words)
            self._line.addWidget(words)
            words.show()
        self.updateGeometry()
