"""The program's own icons: stroke SVGs drawn in the colours of the moment, sharp at every size."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lif_desktop.gui.palette import tokens_of
from lif_desktop.places import resources

FOLDER = resources() / "icons"

_SIZES = (16, 20, 24, 32, 48)


def icon(name: str, ink: str = "text") -> QIcon:
    """The icon `name`, drawn in the token `ink` of the theme ("text", "secondary", "accent", "on_primary").

    It follows a change of theme by itself. Raises FileNotFoundError for a name without a drawing.
    """
    _drawing(name)
    return QIcon(_Engine(name, ink))


def app_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return QIcon(_Engine("app", ""))


def names() -> tuple[str, ...]:
    """The names of all icons, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.svg")))


class _Engine(QIconEngine):
    """Draws one SVG at the size, sharpness and colour that are asked for at that moment."""

    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self._name, self._ink = name, ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        size = round(min(rect.width(), rect.height()) * ratio)
        image = _image(self._name, size, self._colour(mode))
        side = size / ratio
        left = rect.x() + (rect.width() - side) / 2
        top = rect.y() + (rect.height() - side) / 2
        painter.drawImage(QRectF(left, top, side, side), image)

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        return self._pixmap(size, mode)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:
        return self._pixmap(size * scale, mode)

    def actualSize(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        side = min(size.width(), size.height())
        return QSize(side, side)

    def availableSizes(
        self, _mode: QIcon.Mode = QIcon.Mode.Normal, _state: QIcon.State = QIcon.State.Off
    ) -> list[QSize]:
        return [QSize(side, side) for side in _SIZES]

    def isNull(self) -> bool:
        return False

    def key(self) -> str:
        return "lif"

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._ink)

    def _pixmap(self, size: QSize, mode: QIcon.Mode) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        side = min(size.width(), size.height())
        at = QPoint((size.width() - side) // 2, (size.height() - side) // 2)
        painter.drawImage(at, _image(self._name, side, self._colour(mode)))
        painter.end()
        return pixmap

    def _colour(self, mode: QIcon.Mode) -> str:
        if not self._ink:
            return ""
        tokens = tokens_of(QGuiApplication.palette())
        if mode == QIcon.Mode.Disabled:
            return tokens.faint
        return str(getattr(tokens, self._ink))


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _image(name: str, side: int, ink: str) -> QImage:
    image = QImage(max(1, side), max(1, side), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    drawing = _drawing(name).replace("currentColor", f"#{ink}")
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image
