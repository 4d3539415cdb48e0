"""Long work runs off the main thread, tells how far it is, can be cancelled, and its troubles are said."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lif_desktop.errors import LifError
from lif_desktop.gui.messages import Message
from lif_desktop.gui.worker import Background, Cancelled, ProgressDialog, Runner, Work
from tests.gui.windows import free, none_of, the_only


class Desk(QWidget):
    """A window with a runner that keeps what crashed."""

    def __init__(self) -> None:
        super().__init__()
        self.crashes: list[BaseException] = []
        self.runner = Runner(self, self.crashes.append)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made)
    made.show()
    yield made
    assert not made.runner.busy  # the window is closing by now: what runs in it must have ended
    free()


def test_work_runs_elsewhere_and_its_end_is_told_here(desk: Desk) -> None:
    here = threading.get_ident()
    told: list[tuple[int, int]] = []

    def done(worker: int) -> None:
        told.append((worker, threading.get_ident()))

    assert desk.runner.run("Counting…", lambda _work: threading.get_ident(), done)
    desk.runner.wait()
    assert len(told) == 1
    assert told[0][0] != here
    assert told[0][1] == here
    assert not desk.runner.busy


def test_a_second_piece_of_work_is_not_begun(desk: Desk) -> None:
    go_on = threading.Event()
    ran: list[str] = []
    assert desk.runner.run("First…", lambda _work: go_on.wait(5), lambda _: ran.append("first"))
    assert not desk.runner.run("Second…", lambda _work: ran.append("second"))
    go_on.set()
    desk.runner.wait()
    assert ran == ["first"]


def test_short_work_shows_no_progress(desk: Desk) -> None:
    desk.runner.run("Quick…", lambda _work: None)
    desk.runner.wait()
    assert none_of(desk, ProgressDialog)


def test_long_work_shows_words_progress_and_is_freed(desk: Desk, qtbot: QtBot) -> None:
    go_on = threading.Event()

    def work(handle: Work) -> None:
        handle.say("Row 3 of 10", 3, 10)
        go_on.wait(5)

    desk.runner.run("Reading…", work)
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in desk.findChildren(ProgressDialog)))
    dialog = the_only(desk, ProgressDialog)
    qtbot.waitUntil(lambda: dialog.words.text() == "Row 3 of 10")
    assert (dialog.bar.value(), dialog.bar.maximum()) == (3, 10)
    assert dialog.bar.accessibleName() == "Reading…"
    go_on.set()
    desk.runner.wait()
    assert none_of(desk, ProgressDialog)


def test_cancel_stops_the_work_at_its_next_word_and_nothing_is_said(desk: Desk, qtbot: QtBot) -> None:
    done: list[object] = []
    begun = threading.Event()

    def work(handle: Work) -> str:
        while True:
            handle.say("On and on")
            begun.set()

    desk.runner.run("Endless…", work, done.append)
    qtbot.waitUntil(lambda: begun.is_set() and any(one.isVisible() for one in desk.findChildren(ProgressDialog)))
    QTest.mouseClick(the_only(desk, ProgressDialog).cancel, Qt.MouseButton.LeftButton)
    desk.runner.wait()
    assert done == []
    assert desk.crashes == []
    assert none_of(desk, ProgressDialog)
    assert none_of(desk, Message)


def test_work_that_cannot_be_cancelled_ignores_escape(desk: Desk, qtbot: QtBot) -> None:
    go_on = threading.Event()
    desk.runner.run("Undoing…", lambda _work: go_on.wait(5), can_cancel=False)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in desk.findChildren(ProgressDialog)))
    dialog = the_only(desk, ProgressDialog)
    assert not dialog.cancel.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    go_on.set()
    desk.runner.wait()


def test_a_trouble_is_shown_with_its_sentence(desk: Desk) -> None:
    def work(_work: Work) -> None:
        raise LifError("Excel has tracker.xlsx open. Close it there, then try again.")

    desk.runner.run("Writing…", work)
    desk.runner.wait()
    message = the_only(desk, Message)
    assert message.heading.text() == "There is a problem"
    assert message.words.text() == "Excel has tracker.xlsx open. Close it there, then try again."
    QTest.mouseClick(message.buttons[0], Qt.MouseButton.LeftButton)
    assert none_of(desk, Message)


def test_whoever_asked_may_take_the_trouble(desk: Desk) -> None:
    taken: list[LifError] = []

    def work(_work: Work) -> None:
        raise LifError("In use.")

    desk.runner.run("Opening…", work, failed=taken.append)
    desk.runner.wait()
    assert [str(error) for error in taken] == ["In use."]
    assert none_of(desk, Message)


def test_a_bug_goes_to_the_crash_page(desk: Desk) -> None:
    desk.runner.run("Dividing…", lambda _work: 1 // 0)
    desk.runner.wait()
    assert [type(error) for error in desk.crashes] == [ZeroDivisionError]
    assert none_of(desk, Message)


def test_words_come_at_most_twenty_times_a_second() -> None:
    told: list[str] = []
    handle = Work(lambda words, _done, _of: told.append(words))
    for number in range(5000):
        handle.say(f"Row {number}")
    assert told[0] == "Row 0"
    assert len(told) < 500
    handle.cancel()
    with pytest.raises(Cancelled):
        handle.say("One more")


def test_background_work_asked_while_at_work_is_done_once_more(qtbot: QtBot, desk: Desk) -> None:
    go_on, found = threading.Event(), []
    runs: list[int] = []

    def work() -> int:
        runs.append(len(runs))
        go_on.wait(5)
        return len(runs)

    background = Background(work, desk.crashes.append, desk)
    background.fresh.connect(found.append)
    for _ in range(4):
        background.ask()
    go_on.set()
    qtbot.waitUntil(lambda: len(found) == 2)
    assert runs == [0, 1]
    background.stop()


def test_background_work_tells_nothing_after_it_was_stopped(qtbot: QtBot, desk: Desk) -> None:
    go_on, found = threading.Event(), []
    background = Background(lambda: go_on.wait(5), desk.crashes.append, desk)
    background.fresh.connect(found.append)
    background.ask()
    go_on.set()
    background.stop()
    free()
    background.ask()
    assert found == []
    assert not background.busy


def test_background_bugs_go_to_the_crash_page_and_troubles_stay_unsaid(qtbot: QtBot, desk: Desk) -> None:
    errors: list[BaseException] = [LifError("The office is closed."), KeyError("id")]

    def work() -> None:
        raise errors.pop(0)

    background = Background(work, desk.crashes.append, desk)
    background.ask()
    qtbot.waitUntil(lambda: not background.busy)
    assert desk.crashes == []
    background.ask()
    qtbot.waitUntil(lambda: not background.busy)
    assert [type(error) for error in desk.crashes] == [KeyError]
