"""How the program looks from its first moment: language, style, colours, text size and the wheel guard."""

from PySide6.QtWidgets import QApplication

from lif_desktop.gui.palette import Theme, apply_text_size, apply_theme, british_dates
from lif_desktop.gui.style import LifStyle
from lif_desktop.gui.wheel import guard_wheel


def dress(app: QApplication, theme: Theme = "system", percent: int = 100) -> None:
    """Make the application ours. Call before the first widget; calling again only sets theme and size."""
    british_dates()
    if not isinstance(app.style(), LifStyle):
        app.setStyle(LifStyle())
    guard_wheel(app)
    apply_text_size(app, percent)
    apply_theme(app, theme)
