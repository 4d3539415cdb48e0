"""Reads the file of an import, makes the plan of it and of what was decided, and carries it out, all in a worker."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from lif_desktop.errors import LifError
from lif_desktop.gui.import_decisions import Came, Decisions, Looked, look, look_held, take_up
from lif_desktop.gui.plan_ticks import Ticks, with_held
from lif_desktop.gui.worker import Runner, Work
from lif_desktop.office import Batch, Office
from lif_desktop.office.imports import Import
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.planned import Plan
from lif_desktop.sheets.raw import RawBook
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.sent import Sent

Failed = Callable[[LifError], None]


@dataclass(frozen=True)
class Into:
    """Where the rows go: the key of the register, the name of the agency (None without), the sheet (None: the best)."""

    register: str
    agency: str | None
    sheet: str | None


class Planning(QObject):
    """Makes the plan as often as something is decided; the newest one is `looked`.

    `held` says that a plan shall wait, since showing it would take away what is being typed; `release` shows it then.
    """

    def __init__(self, office: Office, runner: Runner, held: Callable[[], bool]) -> None:
        super().__init__(runner)
        self._office, self._runner, self._held = office, runner, held
        self.book: RawBook | None = None
        self.sent: Sent | None = None
        self.kept: Import | None = None
        self.decisions = Decisions()
        self.looked: Looked | None = None
        self._again: Callable[[], None] | None = None
        self._waiting: tuple[Looked, Callable[[], None]] | None = None

    @property
    def plan(self) -> Plan | None:
        """The newest plan."""
        return self.looked.plan if self.looked is not None else None

    @property
    def busy(self) -> bool:
        """Whether a plan is made now, or waits to be shown."""
        return self._runner.busy or self._waiting is not None

    def read(self, path: Path, key: str, then: Callable[[Came], None], failed: Failed) -> None:
        """Read a file for the register `key`, "" where its headings are to tell that, and begin with it."""

        def work(work: Work) -> Came:
            told = lambda rows: work.say(f"Reading “{path.name}”: {rows:,} rows")  # noqa: E731 - one line of words
            return take_up(self._office, lambda: read_book(path, cancelled=lambda: work.cancelled, progress=told), key)

        def done(came: Came) -> None:
            self.book, self.sent, self.kept = came.book, came.sent, None
            then(came)

        self._runner.run(f"Reading “{path.name}”…", work, done, failed)

    def carry_out(self, plan: Plan, ticks: Ticks, then: Callable[[Plan, Batch | None], None], failed: Failed) -> None:
        """Write a plan with the ticks as they are now; `then` gets it with its rows that were held back by hand."""
        held = frozenset(ticks.held)
        ticked = (frozenset(ticks.skip_rows), frozenset(ticks.skip_cells), frozenset(ticks.take_cells))

        def work(_work: Work) -> tuple[Plan, Batch | None]:
            whole = with_held(plan, held)
            return whole, apply(self._office, whole, *ticked)

        words = f"Importing “{plan.file}”…"
        self._runner.run(words, work, lambda done: then(*done), failed, can_cancel=False)

    def take_held(self, kept: Import) -> None:
        """Begin with the rows that an import holds back."""
        self.book, self.sent, self.kept = None, None, kept
        self.forget()

    def forget_file(self) -> None:
        """Another file is chosen."""
        self.book, self.sent, self.kept = None, None, None
        self.forget()

    def forget(self) -> None:
        """Another sheet or register is looked at, or other headings."""
        self.looked, self._waiting = None, None
        self.decisions = Decisions()

    def ask(self, into: Into, then: Callable[[], None], failed: Failed, *, silent: bool = False) -> None:
        """Make the plan, then go on. What is asked meanwhile is made after it, in place of it: the newest of all."""
        book, sent, kept = self.book, self.sent, self.kept
        choices, fixes = self.decisions.choices(), dict(self.decisions.fixes)

        def work(_work: Work) -> Looked:
            if kept is not None:
                return look_held(self._office, kept, choices, fixes)
            assert book is not None  # noqa: S101 - a file was read, or rows were held back
            return look(self._office, book, into.register, into.agency, into.sheet, choices, fixes, sent)

        def done(looked: Looked) -> None:
            if self._ask_again():
                return
            self._waiting = (looked, then)
            QTimer.singleShot(0, self, self.release)  # the window that showed the progress goes first

        def gone_wrong(error: LifError) -> None:
            if not self._ask_again():
                failed(error)

        if book is None and kept is None:
            return
        begun = self._runner.run("Looking at the rows…", work, done, gone_wrong, can_cancel=False, silent=silent)
        self._again = None if begun else partial(self.ask, into, then, failed, silent=silent)

    def release(self) -> None:
        """Show the plan that waits, unless it has to wait on, or is made once more."""
        if self._waiting is None or self._held():
            return
        (looked, then), self._waiting = self._waiting, None
        if not self._runner.busy:
            self.looked = looked
            then()

    def _ask_again(self) -> bool:
        """Make the plan that was asked for meanwhile; False where none was."""
        again, self._again = self._again, None
        if again is not None:
            again()
        return again is not None
