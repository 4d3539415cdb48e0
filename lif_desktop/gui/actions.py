"""Everything that the menus and shortcuts of the window can do, listed once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from lif_desktop.gui.icons import icon
from lif_desktop.gui.labels import plain_words

Needs = Literal["", "office", "write", "page"]
"""What must be there: nothing, an open office, one that can be written to, or a page that `can` do it."""

PLACES: tuple[tuple[str, str, str], ...] = (
    ("home", "Home", "home"),
    ("reviews", "Reviews", "reviews"),
    ("audits", "Audits", "audits"),
    ("risks", "Risks", "risks"),
    ("training", "Training", "training"),
    ("learning", "Learning", "learning"),
    ("actions", "Actions", "actions"),
    ("meetings", "Meetings", "meetings"),
    ("voices", "Voices", "voices"),
    ("performance", "Performance", "performance"),
    ("agencies", "Agencies", "agencies"),
)
"""The tabs: key, label and icon. The labels are those of the registers, which are not loaded before an office opens."""


@dataclass(frozen=True)
class Act:
    """One thing that can be done: its words, its key or keys, and what it needs. `can` is a word of `Page.can`."""

    key: str
    text: str
    keys: tuple[str, ...] = ()
    needs: Needs = ""
    picture: str = ""
    can: str = ""


ACTS: tuple[Act, ...] = (
    Act("new_office", "New &office…", (), "", "add"),
    Act("open_office", "&Open office…", ("Ctrl+O",), "", "open"),
    Act("try_made_up", "Try with &made-up data"),
    Act("bring_tracker", "&Bring my tracker…", (), "", "import"),
    Act("bring_office", "Bring &in a whole office…", (), "", "import"),
    Act("everything", "Save &everything as Excel…", (), "office", "export"),
    Act("whole_office", "Save the &whole office as one workbook…", (), "office", "export"),
    Act("taken_in", "What was &taken in…", (), "office", "import"),
    Act("papers_left", "Papers that &left…", (), "office", "paper"),
    Act("watched", "Names to loo&k for…", (), "office", "search"),
    Act("preview", "Print pre&view…", ("Ctrl+P",), "office", "print"),
    Act("back_up", "Back &up now", (), "write"),
    Act("restore", "&Restore a backup…", (), "", "history"),
    Act("templates", "Tem&plates…", (), "office", "paper"),
    Act("clocks", "Cloc&ks and holidays…", (), "office", "clock"),
    Act("preferences", "&Preferences…", ("Ctrl+,",), "", "gear"),
    Act("close_office", "&Close office", ("Ctrl+W",), "office", "close"),
    Act("quit", "&Quit", ("Ctrl+Q",)),
    Act("undo", "&Undo", ("Ctrl+Z",), "write", "undo"),
    Act("redo", "&Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "write", "redo"),
    Act("filter", "&Filter this list", ("Ctrl+F",), "page", "filter", "filter"),
    Act("search", "&Search everything…", ("Ctrl+Shift+F",), "office", "search"),
    Act("refresh", "Re&fresh", ("F5",), "office"),
    Act("next_pane", "&Next pane", ("F6",), "office"),
    Act("larger", "&Larger text", ("Ctrl++", "Ctrl+=")),
    Act("smaller", "&Smaller text", ("Ctrl+-",)),
    Act("normal", "&Text at 100 %", ("Ctrl+0",)),
    Act("new_record", "&New record", ("Ctrl+N",), "page", "add", "new"),
    Act("full_form", "F&ull form", ("Alt+Return",), "page", "", "full_form"),
    Act("import", "&Import a spreadsheet…", ("Ctrl+I",), "page", "import", "import"),
    Act("tracker", "Save as &Excel…", ("Ctrl+T",), "office", "export"),
    Act("composite", "Composite action &plan…", (), "office", "export"),
    Act("make_paper", "&Make a paper…", ("Ctrl+M",), "office", "paper"),
    Act("pack", "Panel &agenda…", (), "office", "meetings"),
    Act("annual_report", "Annual &report…", (), "office", "performance"),
    Act("report_words", "&Words of the yearly report…", (), "office", "paper"),
    Act("letters", "&Letters…", (), "office", "mail"),
    Act("invitations", "&Invitations…", (), "office", "calendar"),
    Act("deadlines", "Deadlines for a cale&ndar…", (), "office", "calendar"),
    Act("bundle", "Inspection &bundle…", (), "office", "export"),
    Act("chase", "&Chase…", (), "office", "mail"),
    Act("returns", "&Returns", (), "office", "people"),
    Act("gaps", "&Gaps to mend…", (), "office", "warning"),
    Act("mend_next", "Mend ne&xt gap", ("F8",), "office"),
    Act("help", "&Help for this page", ("F1",), "", "help"),
    Act("shortcuts", "&Keyboard shortcuts", ("Ctrl+/",)),
    Act("about", "&About LIF Desktop"),
)

Menu = tuple[str, tuple[str, ...]]
"""The words of a menu and what is in it: keys of acts, "" for a line, "…" before the name of a menu made elsewhere."""

MENUS: tuple[Menu, ...] = (
    ("&File", ("new_office", "open_office", "…recent", "", "try_made_up", "bring_tracker", "bring_office",
               "taken_in", "",
               "preview", "everything", "whole_office", "bundle", "", "papers_left", "watched", "",
               "back_up", "restore", "", "clocks", "templates", "preferences",
               "close_office", "quit")),
    ("&Edit", ("undo", "redo", "", "filter", "search")),
    ("&View", ("…places", "", "refresh", "next_pane", "", "larger", "smaller", "normal", "…theme")),
    ("&Register", ("new_record", "full_form", "filter", "", "import", "tracker", "composite", "", "gaps", "mend_next")),
    ("&Papers", ("make_paper", "…papers", "", "pack", "annual_report", "report_words", "", "letters", "invitations",
                 "deadlines", "", "preview")),
    ("&Agencies", ("go_agencies", "", "returns", "chase")),
    ("&Help", ("help", "shortcuts", "", "about")),
)  # fmt: skip


def acts() -> tuple[Act, ...]:
    """All acts, the ways to each tab among them: Ctrl+1 to Ctrl+9 for the first nine."""
    places = tuple(
        Act(f"go_{key}", label, (f"Ctrl+{at}",) if at <= 9 else (), "office", picture)
        for at, (key, label, picture) in enumerate(PLACES, 1)
    )
    return ACTS + places


def make_actions(window: QWidget, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """An action of `window` for each act. KeyError for an act that nothing handles."""
    made = {}
    for act in acts():
        action = QAction(act.text, window)
        action.setObjectName(act.key)
        action.setShortcuts([QKeySequence(keys) for keys in act.keys])
        action.setToolTip(plain_words(act.text))
        if act.picture:
            action.setIcon(icon(act.picture, "secondary"))
        action.triggered.connect(_calling(handlers[act.key]))
        window.addAction(action)
        made[act.key] = action
    return made


def enable(actions: Mapping[str, QAction], *, office: bool, write: bool, can: frozenset[str]) -> None:
    """Switch each action on or off by what is there now."""
    for act in acts():
        there = {"": True, "office": office, "write": write, "page": act.can in can and (write or act.can != "new")}
        actions[act.key].setEnabled(there[act.needs])


def _calling(handler: Callable[[], object]) -> Callable[[bool], None]:
    def call(_checked: bool) -> None:
        handler()

    return call
