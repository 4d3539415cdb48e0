"""Fusion with calmer surfaces: flat buttons and edges in our own colours."""

from PySide6.QtWidgets import QProxyStyle


class LifStyle(QProxyStyle):
    """Fusion, drawn flat."""

    def __init__(self) -> None:
        super().__init__("Fusion")
