"""The words of undo: in the menu, in the notice, and how many records of each kind."""

import datetime as dt

from lif_desktop.gui.undoing import LONGEST_NAME, action_words, counted_lines, report_words
from lif_desktop.office import Batch, UndoReport
from lif_desktop.office.undo import UndoLine


def batch(words: str) -> Batch:
    return Batch(7, dt.datetime(2026, 11, 23, 10, 42, tzinfo=dt.UTC), "Ann Officer", "import", words)


def lines(table: str, count: int) -> tuple[UndoLine, ...]:
    return tuple(UndoLine(table, number) for number in range(1, count + 1))


def test_the_menu_names_what_would_be_undone() -> None:
    assert action_words("Undo", batch("Imported 34 rows from Q2.xlsx")) == "&Undo: Imported 34 rows from Q2.xlsx"
    assert action_words("Undo", None) == "&Undo"


def test_redo_names_the_change_and_not_its_undoing() -> None:
    assert action_words("Redo", batch("Undid: Pasted 12 cells")) == "&Redo: Pasted 12 cells"


def test_long_words_are_cut_and_marks_are_kept() -> None:
    words = action_words("Undo", batch("R&D " * 40))
    assert words.endswith("…")
    assert "R&&D" in words
    assert len(words.replace("&&", "&")) <= LONGEST_NAME + len("&Undo: ")


def test_records_are_counted_by_what_they_are() -> None:
    both = (*lines("actions", 34), *lines("reviews", 1), *lines("action_reviews", 5))
    assert counted_lines(both) == "34 actions, 1 review"
    assert counted_lines((UndoLine("actions", 1, ("title",)), UndoLine("actions", 1, ("due_on",)))) == "1 action"
    assert counted_lines(()) == ""


def test_the_notice_says_what_was_put_back() -> None:
    report = UndoReport(batch("Imported 34 rows"), None, lines("actions", 34), (), ())
    assert report_words(report, "Undone") == "Undone: Imported 34 rows. Put back: 34 actions."
    empty = UndoReport(batch("Undid: Changed a setting"), None, (), (), ())
    assert report_words(empty, "Done again") == "Done again: Changed a setting."
