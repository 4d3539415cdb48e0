"""Icons are drawn in the colours of the moment, at any size."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lif_desktop.gui.icons import app_icon, icon, names
from lif_desktop.gui.palette import apply_theme, colour
from lif_desktop.gui.tokens import DARK, LIGHT

TABS = ("home", "reviews", "audits", "risks", "training", "learning", "actions", "meetings", "voices")
REST = ("performance", "agencies", "add", "import", "export", "print", "search", "undo", "redo", "history")


def inks(image: QImage) -> set[str]:
    """The colours of the pixels that are covered whole."""
    spots = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {spot.name() for spot in spots if spot.alpha() == 255}


def drawn(picture: QIcon, side: int = 64, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return picture.pixmap(QSize(side, side), 1.0, mode).toImage()


def hex_of(token: str) -> str:
    return QColor(colour(token)).name()


def test_every_icon_we_speak_of_is_there() -> None:
    assert set(TABS + REST + ("warning", "clock", "gear", "app")) <= set(names())


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("side", [16, 64])
def test_each_draws_something_inside_its_square(name: str, side: int, qtbot: QtBot) -> None:
    image = drawn(app_icon() if name == "app" else icon(name), side)
    assert (image.width(), image.height()) == (side, side)
    covered = [(x, y) for x in range(side) for y in range(side) if image.pixelColor(x, y).alpha() > 100]
    assert covered
    if name != "app":
        assert all(0 < x < side - 1 and 0 < y < side - 1 for x, y in covered)


def test_it_follows_the_theme(qapp: QApplication) -> None:
    picture = icon("home")
    assert inks(drawn(picture)) == {hex_of(LIGHT.text)}
    apply_theme(qapp, "dark")
    assert inks(drawn(picture)) == {hex_of(DARK.text)}


def test_ink_and_mode_choose_the_colour(qtbot: QtBot) -> None:
    assert inks(drawn(icon("home", "accent"))) == {hex_of(LIGHT.accent)}
    assert inks(drawn(icon("home"), mode=QIcon.Mode.Disabled)) == {hex_of(LIGHT.faint)}


def test_it_is_sharp_on_a_dense_screen(qtbot: QtBot) -> None:
    pixmap = icon("home").pixmap(QSize(20, 20), 2.5)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (50, 2.5)


def test_an_icon_outlives_its_copies(qtbot: QtBot) -> None:
    kept = [QIcon(icon("gear")) for _ in range(50)]
    assert all(not picture.isNull() for picture in kept)


def test_an_unknown_name_is_a_mistake() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no such drawing")
