"""Writes for a pane and says so in its notice, with the way to take it back."""

from collections.abc import Callable, Sequence

from lif_desktop.errors import LifError
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.office import Batch, Change, Office


class NoticedWriter:
    """Writes one change after the other. `told` is called with each batch, before the notice speaks of it."""

    def __init__(self, office: Office, notice: NoticeBar, told: Callable[[Batch], object]) -> None:
        self._office, self._notice, self._told = office, notice, told

    def write(self, words: str, changes: Sequence[Change]) -> None:
        """Write changes; what does not let them in is said in the notice."""
        try:
            self.ask(words, changes)
        except LifError as trouble:
            self._notice.say(str(trouble), tone="red")

    def ask(self, words: str, changes: Sequence[Change]) -> None:
        """The same for a panel, which says itself what is in the way. Raises LifError."""
        batch = self._office.write(words, changes)
        if batch is not None:
            self._told(batch)
            self._notice.say(f"{words}.", [("Undo", lambda: self.undo(batch))])

    def undo(self, batch: Batch) -> None:
        """Take a change back."""
        try:
            report = self._office.undo(batch.id)
        except LifError as trouble:
            self._notice.say(str(trouble), tone="red")
            return
        self._notice.say("")
        if report.batch is not None:
            self._told(report.batch)
