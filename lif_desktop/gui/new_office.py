"""The small window for a new office: where its file goes and which framework it begins with."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from lif_desktop.framework.profile import Profile, find_profile, load_profile
from lif_desktop.gui.choose_file import OFFICES, ask_save, free_file, safe_name
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.forms import load_form, part, put_in
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.widgets import ErrorSummary

FIRST = "stockport"
"""The profile that a new office begins with unless another is chosen."""


class NewOfficeDialog(Dialog):
    """Asks for file and framework. Signal `decided(path, profile name)`."""

    decided = Signal(str, str)

    def __init__(self, profiles: Path, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("New office", parent)
        self._folder = folder
        self._profiles = profiles
        self.form = load_form("new_office")
        self.file = part(self.form, QLineEdit, "file")
        self.profile = part(self.form, QComboBox, "profile")
        self.make = part(self.form, QPushButton, "make")
        self.summary = ErrorSummary()
        self._guidance = part(self.form, QLabel, "guidance")
        self._own_name = True
        put_in(self.form, "problems", self.summary)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)
        self.setMinimumWidth(scaled(560))
        for name in profile_names(profiles):
            self.profile.addItem(self._load(name).title, name)
        self.profile.currentIndexChanged.connect(self._show_profile)
        self.file.textEdited.connect(self._typed)
        part(self.form, QPushButton, "browse").clicked.connect(self._browse)
        part(self.form, QPushButton, "cancel").clicked.connect(self.reject)
        self.make.clicked.connect(self._decide)
        self._show_profile()

    def _load(self, name: str) -> Profile:
        return load_profile(find_profile(name, self._profiles))

    def _show_profile(self) -> None:
        profile = self._load(self.profile.currentData())
        self._guidance.setText(profile.guidance)
        if self._own_name:
            name = safe_name(f"{profile.places} office".strip())
            self.file.setText(str(free_file(self._folder / f"{name}.lif")))

    def _typed(self) -> None:
        self._own_name = False
        self.summary.show_problems([])

    def _browse(self) -> None:
        ask_save(self, "Where the office is kept", Path(self.file.text()), OFFICES, self._chosen)

    def _chosen(self, path: Path) -> None:
        self._own_name = False
        self.file.setText(str(path))

    def _decide(self) -> None:
        typed = self.file.text().strip()
        problem = self._problem(typed)
        self.summary.show_problems([(problem, self.file)] if problem else [])
        if problem:
            self.fit()
            return
        path = Path(typed)
        self.decided.emit(str(path if path.suffix else path.with_suffix(".lif")), self.profile.currentData())
        self.accept()

    def _problem(self, typed: str) -> str:
        if not typed:
            return "Enter a name for the file of the office."
        path = Path(typed)
        if not path.is_absolute():
            return "Enter the folder too, or choose it with the button."
        whole = path if path.suffix else path.with_suffix(".lif")
        if whole.exists():
            return f"{whole.name} is there already. Enter another name, or open that office."
        return ""


def profile_names(folder: Path) -> list[str]:
    """The names of the profiles in a folder, the usual one first."""
    names = sorted(path.stem for path in folder.glob("*.toml"))
    return sorted(names, key=lambda name: name != FIRST)
