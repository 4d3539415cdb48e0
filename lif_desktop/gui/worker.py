"""Runs long work off the main thread, with words, progress and Cancel; the end of it comes back to the main thread."""

import time
from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QThread, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.gui.dialog import Dialog
from lif_desktop.gui.labels import Words
from lif_desktop.gui.messages import tell_trouble
from lif_desktop.gui.palette import scaled
from lif_desktop.gui.widgets import plain_button

SHOWN_AFTER_MS = 350
"""Work that ends sooner than this shows no progress: a flash of a window says nothing."""
_LEAST_GAP = 0.05


class Cancelled(LifError):
    """The person pressed Cancel. Nothing is said of it."""


class Work:
    """What the working function is given: a way to say how far it is, and to hear of Cancel."""

    def __init__(self, tell: Callable[[str, int, int], None]) -> None:
        self._tell = tell
        self._stop = Event()
        self._told = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether Cancel was pressed."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next word."""
        self._stop.set()

    def say(self, words: str, done: int = 0, of: int = 0) -> None:
        """Tell what is being done, and how much of it (`of` 0: unknown). Raises Cancelled after Cancel."""
        if self.cancelled:
            raise Cancelled("It was cancelled.")
        now = time.monotonic()
        if now - self._told >= _LEAST_GAP:
            self._told = now
            self._tell(words, done, of)


class _Thread(QThread):
    """Carries one function through; keeps what it gave or raised."""

    progressed = Signal(str, int, int)

    def __init__(self, work: Callable[[Work], Any], parent: QObject) -> None:
        super().__init__(parent)
        self.handle = Work(self.progressed.emit)
        self.result: Any = None
        self.error: BaseException | None = None
        self._work = work

    def run(self) -> None:
        """Do the work, in the thread."""
        try:
            self.result = self._work(self.handle)
        except Exception as error:  # noqa: BLE001 - the top of this thread; no LifError: the crash page
            self.error = error


class Background(QObject):
    """Works one thing out whenever asked, without a word, off the main thread; asked while at work, once more.

    Signal `fresh(result)`. What goes wrong goes to `crashed`; a LifError is left unsaid, since nobody asked.
    """

    fresh = Signal(object)

    def __init__(self, work: Callable[[], Any], crashed: Callable[[BaseException], None], parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._crashed = work, crashed
        self._thread: _Thread | None = None
        self._again = False
        self._over = False

    @property
    def busy(self) -> bool:
        """Whether it is at work."""
        return self._thread is not None

    def ask(self) -> None:
        """Work it out now, or once more after what is under way."""
        if self._over:
            return
        if self.busy:
            self._again = True
            return
        self._again = False
        self._thread = _Thread(lambda _work: self._work(), self)
        self._thread.finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._thread.start()

    def stop(self) -> None:
        """Wait for what is under way and tell nothing more. Call before what it reads is closed."""
        self._over = True
        if self._thread is not None:
            self._thread.wait()

    def _finish(self) -> None:
        thread, self._thread = self._thread, None
        if thread is None:
            return
        error, result = thread.error, thread.result
        thread.wait()
        thread.deleteLater()
        if self._over:
            return
        if self._again:
            self.ask()
        if error is None:
            self.fresh.emit(result)
        elif not isinstance(error, LifError):
            self._crashed(error)


class ProgressDialog(Dialog):
    """What is being done, how far it is, and Cancel."""

    cancelled = Signal()

    def __init__(self, words: str, parent: QWidget | None, *, can_cancel: bool = True) -> None:
        super().__init__(words, parent)
        self.words = Words(words, wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words)
        self.cancel = plain_button("Cancel")
        self.cancel.setVisible(can_cancel)
        self.cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.words)
        whole.addWidget(self.bar)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.cancel)
        whole.addLayout(last)
        self.setMinimumWidth(scaled(420))
        self._can_cancel = can_cancel

    def show_progress(self, words: str, done: int, of: int) -> None:
        """Show how far it is."""
        self.words.setText(words)
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def reject(self) -> None:
        """Cancel or Escape: ask the work to stop. The window goes when it has stopped."""
        if self._can_cancel and self.cancel.isEnabled():
            self.cancel.setEnabled(False)
            self.words.setText("Stopping…")
            self.cancelled.emit()


class Runner(QObject):
    """Runs one piece of work at a time for a window.

    A LifError is shown in a message with its sentence, unless `failed` takes it; anything else goes to
    `crashed`. Signals: `begun()`; `ended()` after each piece of work, whatever came of it.
    """

    begun = Signal()
    ended = Signal()

    def __init__(self, window: QWidget, crashed: Callable[[BaseException], None]) -> None:
        super().__init__(window)
        self._window = window
        self._crashed = crashed
        self._thread: _Thread | None = None
        self._dialog: ProgressDialog | None = None
        self._done: Callable[[Any], None] | None = None
        self._failed: Callable[[LifError], None] | None = None
        self._patience = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._patience.timeout.connect(self._show_dialog)

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._thread is not None

    def run(
        self,
        words: str,
        work: Callable[[Work], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[LifError], None] | None = None,
        *,
        can_cancel: bool = True,
        silent: bool = False,
    ) -> bool:
        """Begin `work` under the name `words`; then `done(result)` or `failed(error)` on the main thread.

        `silent` work shows no progress, since a page says what is being done. False, and nothing begun, while other
        work is under way.
        """
        if self.busy:
            return False
        self._done, self._failed = done, failed
        self._thread = _Thread(work, self)
        self._dialog = ProgressDialog(words, self._window, can_cancel=can_cancel)
        self._dialog.cancelled.connect(self._thread.handle.cancel)
        self._thread.progressed.connect(self._dialog.show_progress, Qt.ConnectionType.QueuedConnection)
        self._thread.finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        if not silent:
            self._patience.start()
        self._thread.start()
        self.begun.emit()
        return True

    def wait(self) -> None:
        """Wait until the work is over and its end has been told, events running on. For closing and for tests."""
        while self.busy:
            loop = QEventLoop()  # without a parent, which a closing window could free while it runs
            self.ended.connect(loop.quit)
            loop.exec()

    def _show_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.open()

    def _finish(self) -> None:
        thread, dialog = self._thread, self._dialog
        done, failed = self._done, self._failed
        self._patience.stop()
        self._thread = self._dialog = self._done = self._failed = None
        if dialog is not None:
            dialog.finish()
        if thread is not None:
            error, result = thread.error, thread.result
            thread.wait()
            thread.deleteLater()
            self._tell(error, result, done, failed)
        self.ended.emit()

    def _tell(
        self,
        error: BaseException | None,
        result: Any,
        done: Callable[[Any], None] | None,
        failed: Callable[[LifError], None] | None,
    ) -> None:
        if error is None:
            if done is not None:
                done(result)
        elif isinstance(error, Cancelled):
            return
        elif isinstance(error, LifError):
            (failed or self._say)(error)
        else:
            self._crashed(error)

    def _say(self, error: LifError) -> None:
        tell_trouble(self._window, str(error))
