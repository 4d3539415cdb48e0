"""Asks for a file or folder in the system's own window, without blocking."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

OFFICES = "Offices (*.lif)"
SPREADSHEETS = "Spreadsheets (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv);;All files (*)"
WORD = "Word documents (*.docx)"
PDF = "PDF files (*.pdf)"
EXCEL = "Excel workbooks (*.xlsx)"
WORKBOOKS = "Excel workbooks (*.xlsx *.xlsm);;All files (*)"
CSV = "Comma-separated text (*.csv)"
JSON = "JSON (*.json)"
DRAFTS = "E-mail drafts (*.eml)"

Then = Callable[[Path], None]


def ask_open(parent: QWidget, caption: str, folder: Path, kinds: str, then: Then) -> QFileDialog:
    """Ask for a file that is there."""
    dialog = _dialog(parent, caption, folder, kinds, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_save(parent: QWidget, caption: str, suggested: Path, kinds: str, then: Then) -> QFileDialog:
    """Ask where to save, with a name suggested; the system asks before it replaces a file."""
    dialog = _dialog(parent, caption, suggested.parent, kinds, then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dialog.selectFile(suggested.name)
    dialog.open()
    return dialog


def ask_folder(parent: QWidget, caption: str, folder: Path, then: Then) -> QFileDialog:
    """Ask for a folder."""
    dialog = _dialog(parent, caption, folder, "", then)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def safe_name(words: str) -> str:
    """Words as the name of a file on any system: what Windows refuses in a name is left out."""
    kept = "".join(" " if letter in '<>:"/\\|?*' or ord(letter) < 32 else letter for letter in words)
    return " ".join(kept.split()).strip(". ")[:100] or "Office"


def documents() -> Path:
    """The person's folder of documents, else the home folder."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(folder) if folder and Path(folder).is_dir() else Path.home()


def free_file(path: Path) -> Path:
    """A file of this name that is not there yet: "Stockport office.lif", else "Stockport office 2.lif"."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem} {number}")
    return free


def free_folder(folder: Path) -> Path:
    """A folder of this name that is not there yet: "Made-up office", else "Made-up office 2"."""
    return free_file(folder)


def nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), Path.home())


def _dialog(parent: QWidget, caption: str, folder: Path, kinds: str, then: Then) -> QFileDialog:
    dialog = QFileDialog(parent, caption, str(nearest(folder)), kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    return dialog
