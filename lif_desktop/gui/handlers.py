"""Which function of the window answers each of its actions."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lif_desktop.gui.actions import PLACES

if TYPE_CHECKING:
    from lif_desktop.gui.office_desk import OfficeDesk
    from lif_desktop.gui.shell import MainWindow

Handler = Callable[[], object]


def handlers_of(window: "MainWindow") -> dict[str, Handler]:
    """A handler for every act of the window."""
    return _of_window(window) | _of_desk(window) | _of_places(window)


def _of_window(window: "MainWindow") -> dict[str, Handler]:
    return {
        "new_office": lambda: window.files.ask_new(None),
        "open_office": window.files.ask_open,
        "try_made_up": window.files.make_demo,
        "bring_tracker": window.bring_tracker,
        "bring_office": window.files.ask_whole,
        "restore": window.ask_restore,
        "preferences": window.show_preferences,
        "close_office": window.close_office,
        "quit": window.close,
        "larger": lambda: window.looks.step_text(1),
        "smaller": lambda: window.looks.step_text(-1),
        "normal": lambda: window.looks.set_text(100),
        "help": window.show_help,
        "shortcuts": window.show_shortcuts,
        "about": window.show_about,
    }


def _of_desk(window: "MainWindow") -> dict[str, Handler]:
    def at(act: "Callable[[OfficeDesk], object]") -> Handler:
        return lambda: act(window.desk) if window.desk is not None else None

    return {
        "undo": at(lambda desk: desk.undoer.undo()),
        "redo": at(lambda desk: desk.undoer.redo()),
        "filter": at(lambda desk: desk.current.focus_filter()),
        "search": at(lambda desk: desk.search()),
        "refresh": at(lambda desk: desk.refresh()),
        "next_pane": at(lambda desk: desk.next_pane()),
        "new_record": at(lambda desk: desk.current.new_record()),
        "full_form": at(lambda desk: desk.current.full_form()),
        "import": at(lambda desk: desk.current.import_file()),
        "taken_in": at(lambda desk: desk.taken_in()),
        "tracker": at(lambda desk: desk.outgoing.ask_tracker(desk.key)),
        "composite": at(lambda desk: desk.outgoing.ask_composite()),
        "everything": at(lambda desk: desk.outgoing.ask_everything()),
        "whole_office": at(lambda desk: desk.outgoing.ask_whole()),
        "papers_left": at(lambda desk: desk.outgoing.show_left()),
        "watched": at(lambda desk: desk.outgoing.show_watched()),
        "make_paper": at(lambda desk: desk.make_paper()),
        "preview": at(lambda desk: desk.preview()),
        "pack": at(lambda desk: desk.outgoing.ask_paper("agenda")),
        "annual_report": at(lambda desk: desk.outgoing.ask_paper("annual-report")),
        "report_words": at(lambda desk: desk.report_words()),
        "letters": at(lambda desk: desk.sending.letters()),
        "invitations": at(lambda desk: desk.sending.invitations()),
        "deadlines": at(lambda desk: desk.sending.ask_deadlines()),
        "bundle": at(lambda desk: desk.sending.bundle()),
        "chase": at(lambda desk: desk.chase()),
        "returns": at(lambda desk: desk.returns()),
        "gaps": at(lambda desk: desk.show_gaps(None)),
        "templates": at(lambda desk: desk.templates()),
        "clocks": at(lambda desk: desk.clocks()),
        "mend_next": at(lambda desk: desk.mend_next()),
        "back_up": at(lambda desk: desk.back_up()),
    }


def _of_places(window: "MainWindow") -> dict[str, Handler]:
    def going(key: str) -> Handler:
        return lambda: window.desk.go(key) if window.desk is not None else None

    return {f"go_{key}": going(key) for key, _, _ in PLACES}
