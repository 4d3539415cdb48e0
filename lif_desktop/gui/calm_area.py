"""A scroll area that cannot be seen itself: no frame, no ground, no place for the Tab key, never scrolled sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def calm_area(body: QWidget, area: QScrollArea | None = None) -> QScrollArea:
    """A scroll area around `body`; `area` is dressed so where one is given."""
    made = area or QScrollArea()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidget(body)
    for ground in (made.viewport(), body):
        ground.setAutoFillBackground(False)
    return made
