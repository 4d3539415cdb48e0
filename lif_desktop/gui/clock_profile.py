"""The framework that new cases are opened under, and the way to another one."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.profile import load_profile
from lif_desktop.gui.labels import Words
from lif_desktop.gui.palette import scaled
from lif_desktop.office import Batch, Office

Do = Callable[[Callable[[], Batch | None]], bool]


class ProfilePage(QWidget):
    """The profiles there are, the one in use ticked. Choosing another one counts for cases opened from then on."""

    def __init__(self, office: Office, do: Do, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._do = office, do
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(8)
        lead = (
            "A profile is what one framework says: its kinds of review, clocks, lists and sources. Cases that are open "
            "keep the rules they were opened under; those opened from now on take the profile that is chosen here."
        )
        whole.addWidget(Words(lead, "secondary", wrap=True))
        whole.addSpacing(4)
        for key, title, words in profiles_of(office):
            button = self.choices[key] = QRadioButton(title)
            button.setEnabled(not office.read_only)
            button.clicked.connect(lambda _on=False, name=key: self._choose(name))
            self._group.addButton(button)
            one = QVBoxLayout()
            one.setSpacing(2)
            one.addWidget(button)
            told = Words(words, "secondary", wrap=True)
            told.setContentsMargins(scaled(26), 0, 0, 6)
            one.addWidget(told)
            whole.addLayout(one)
        whole.addStretch(1)
        self.reload()

    def reload(self) -> None:
        """Show the office as it is now."""
        if (button := self.choices.get(self._office.framework.key)) is not None:
            button.setChecked(True)

    def _choose(self, name: str) -> None:
        if name != self._office.framework.key and not self._do(lambda: self._office.use_profile(name)):
            self.reload()


def profiles_of(office: Office) -> list[tuple[str, str, str]]:
    """The profiles that can be read: key, title, and the guidance each goes by. One with a mistake says so instead."""
    found = []
    for path in sorted(office.profiles.glob("*.toml")) if office.profiles else ():
        try:
            profile = load_profile(path)
            found.append((profile.key, profile.title, f"Goes by {profile.guidance}."))
        except LifError as trouble:
            found.append((path.stem, path.stem, str(trouble)))
    own = office.framework
    if own.key not in {key for key, _, _ in found}:
        found.append((own.key, own.title, f"Goes by {own.guidance}."))
    return sorted(found, key=lambda one: one[0] != own.key)
