"""Loads the Qt Designer files of the one-off windows and dresses them with the program's own parts."""

from typing import TypeVar

from PySide6.QtCore import QFile, QIODevice, QObject
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QWidget

from lif_desktop.gui.labels import LinkButton, Role, Words
from lif_desktop.places import forms

_WORDS: dict[str, Role] = {
    "TitleWords": "title",
    "HeadingWords": "heading",
    "StrongWords": "strong",
    "PlainWords": "plain",
    "QuietWords": "secondary",
    "SmallWords": "small",
}
Found = TypeVar("Found", bound=QObject)


class _Loader(QUiLoader):
    """Knows the classes that a form may name beside Qt's own; Designer shows them as labels and buttons."""

    def createWidget(self, class_name: str, parent: QWidget | None = None, name: str = "") -> QWidget:
        """A widget of a form."""
        made: QWidget
        if class_name in _WORDS:
            made = Words("", _WORDS[class_name], parent)
        elif class_name == "LinkButton":
            made = LinkButton("", parent)
        else:
            return super().createWidget(class_name, parent, name)
        made.setObjectName(name)
        return made


def load_form(name: str, parent: QWidget | None = None) -> QWidget:
    """The widget of `forms/<name>.ui`. FileNotFoundError when there is no such form."""
    path = forms() / f"{name}.ui"
    file = QFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(path)
    try:
        return _Loader().load(file, parent)
    finally:
        file.close()


def put_in(form: QWidget, name: str, widget: QWidget) -> None:
    """Put `widget` in the place of the empty part of that name."""
    empty = part(form, QWidget, name)
    form.layout().replaceWidget(empty, widget)
    empty.setParent(None)
    empty.deleteLater()


def part(form: QWidget, kind: type[Found], name: str) -> Found:
    """The part of a form with that name. KeyError when it is not there or of another kind."""
    found = form.findChild(kind, name)
    if found is None:
        raise KeyError(f"the form has no {kind.__name__} {name}")
    return found
