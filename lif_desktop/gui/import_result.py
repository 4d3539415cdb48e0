"""What came of an import: how many rows did what, which are held back and why, what can be done next, and undo."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.status import Status
from lif_desktop.gui.badge import StatusBadge
from lif_desktop.gui.flow import WrapLayout
from lif_desktop.gui.labels import LinkButton, Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.plan_model import TONES, WORDS
from lif_desktop.gui.plan_ticks import Kind, held_by_hand
from lif_desktop.gui.records import counted
from lif_desktop.gui.undo_report import Undone, UndoReportBox, report_words
from lif_desktop.gui.widgets import plain_button
from lif_desktop.gui.worker import Runner, Work
from lif_desktop.office import Batch, Office
from lif_desktop.sheets.planned import Action, Plan
from lif_desktop.sheets.wording import row_names

_MOST = 20
_SHOWN: tuple[Kind, ...] = ("add", "change", "same", "held")


class ResultPane(QWidget):
    """The last step of an import.

    Signals: `undone(batch)` after it was taken back; `open_asked()` to see the records; `check_asked()` to check the
    same rows again; `again_asked()` for another file, `sheet_asked(name)` for another sheet of this one;
    `right_asked(batch)` to put right the rows held back; `workbook_asked()`, `draft_asked()` and `copy_asked()` for
    what goes back to the agency.
    """

    undone = Signal(object)
    open_asked = Signal()
    check_asked = Signal()
    again_asked = Signal()
    sheet_asked = Signal(str)
    right_asked = Signal(object)
    workbook_asked = Signal()
    draft_asked = Signal()
    copy_asked = Signal()

    def __init__(self, office: Office, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self.runner = office, runner
        self._batch: Batch | None = None
        self.heading = Words("", "title", wrap=True)
        self.words = Words("", wrap=True)
        self.notice = NoticeBar()
        self.open_button = plain_button("")
        self.undo_button = plain_button("Undo this import")
        self.report = UndoReportBox(office)
        self.held_heading = Words("", "heading", wrap=True)
        self.held_about = Words(
            "The agency can put them right in its own file: the workbook has its rows with what is to be mended beside "
            "each cell. They are kept here too, under File, What was taken in.",
            "secondary",
            wrap=True,
        )
        self.right_button = plain_button("Put them right now…")
        self.workbook_button = plain_button("Save a workbook for the agency…")
        self.draft_button = plain_button("Save the e-mail draft…")
        self.copy_button = plain_button("Copy the text")
        self.held = Words("", wrap=True)
        self.held.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.check_link = LinkButton("Check these rows again")
        self.check_link.setToolTip("What you decided about them still stands.")
        self.again_link = LinkButton("Take in another file")
        self.sheet_links: list[LinkButton] = []
        self._badges, self._acts, self._back, self._next = QWidget(), QWidget(), QWidget(), QWidget()
        self._line = WrapLayout(self._badges)
        self._next_line = WrapLayout(self._next, gap=12)
        self._lay_out()
        self._wire()

    def show_result(
        self,
        plan: Plan,
        batch: Batch | None,
        unticked: int,
        going: "Counter[Action] | None" = None,
        others: Sequence[str] = (),
    ) -> None:
        """Show what came of a plan; `unticked` rows were left out by hand.

        `going` counts the rows that went in as they were ticked (all of them where it is None); `others` are the
        names of other sheets of the file.
        """
        self._batch = batch
        self.report.hide()
        self.check_link.hide()
        self.notice.say("")
        self.heading.setText(batch.words if batch is not None else "Nothing was written")
        counts = Counter(plan.counts) if going is None else Counter({**going, "same": plan.count("same")})
        self._show_badges(counts)
        for part in (self._badges, self.words):
            part.show()
        held = counts["held"]
        self.words.setText(self._told(plan, batch, unticked, held))
        self.undo_button.setVisible(batch is not None)
        self.undo_button.setEnabled(True)
        self.open_button.setText(f"Open {plan.register.label.lower()}")
        problems = [str(problem) for row in plan.rows if not row.left for problem in row.problems]
        self.held_heading.setText(f"Held back ({held:,})")
        lines = problems[:_MOST]
        rest = len(problems) - len(lines)
        self.held.setText("\n".join([*lines, f"and {rest:,} more"] if rest > 0 else lines))
        for part in (self.held_heading, self._back, self.held):
            part.setVisible(bool(problems))
        mendable = any(row.action == "held" and not row.left and not held_by_hand(row) for row in plan.rows)
        for part in (self.held_about, self.workbook_button, self.draft_button, self.copy_button):
            part.setVisible(mendable)
        self.right_button.setVisible(batch is not None)
        self._show_others(others)

    def _lay_out(self) -> None:
        for parts, host in (
            ((self.open_button, self.undo_button), self._acts),
            ((self.right_button, self.workbook_button, self.draft_button, self.copy_button), self._back),
        ):
            line = WrapLayout(host, gap=8)
            for button in parts:
                line.addWidget(button)
        self._next_line.addWidget(self.check_link)
        self._next_line.addWidget(self.again_link)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(10)
        for part in (
            self.heading,
            self._badges,
            self.words,
            self._acts,
            self.report,
            self.notice,
            self.held_heading,
            self.held_about,
            self._back,
            self.held,
            self._next,
        ):
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        for ground in (area.viewport(), body):
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _wire(self) -> None:
        self.undo_button.clicked.connect(self._undo)
        self.open_button.clicked.connect(self.open_asked)
        self.right_button.clicked.connect(lambda: self.right_asked.emit(self._batch))
        self.check_link.clicked.connect(self.check_asked)
        self.again_link.clicked.connect(self.again_asked)
        self.workbook_button.clicked.connect(self.workbook_asked)
        self.draft_button.clicked.connect(self.draft_asked)
        self.copy_button.clicked.connect(self.copy_asked)

    def _show_badges(self, counts: "Counter[Action]") -> None:
        for badge in self._badges.findChildren(StatusBadge):
            self._line.removeWidget(badge)
            badge.hide()
            badge.deleteLater()
        for kind in _SHOWN:
            status = Status(TONES[kind], f"{counts[kind]:,} {WORDS[kind].lower()}")  # type: ignore[arg-type, index]
            badge = StatusBadge(status, self._badges)
            self._line.addWidget(badge)
            badge.show()

    def _show_others(self, names: Sequence[str]) -> None:
        for link in self.sheet_links:
            self._next_line.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.sheet_links = []
        for name in names:
            link = LinkButton(f"Take in the sheet “{name}” too".replace("&", "&&"))
            link.clicked.connect(lambda _on=False, one=name: self.sheet_asked.emit(one))
            self.sheet_links.append(link)
            self._next_line.addWidget(link)
            link.show()

    @staticmethod
    def _told(plan: Plan, batch: Batch | None, unticked: int, held: int) -> str:
        parts = [f"From “{plan.file}”, sheet “{plan.sheet}”, into {plan.register.label.lower()}."]
        if unticked:
            parts.append(f"{counted(unticked, 'row')} not ticked and left out.")
        left = [row.number for row in plan.rows if row.left]
        if left:
            verb = "was" if len(left) == 1 else "were"
            parts.append(f"{row_names(left)} {verb} left out, because you chose another row instead.")
        if held:
            parts.append("The rows held back are kept with the import, with the reason for each.")
        if batch is None:
            parts.append("Every row says what the office says already.")
        else:
            parts.append("A backup was made before.")
        return " ".join(parts)

    def _undo(self) -> None:
        batch = self._batch
        if batch is None:
            return

        def work(_work: Work) -> Undone:
            report = self._office.undo(batch.id)
            return report, report_words(report, self._office)

        self.runner.run("Undoing the import…", work, self._undid, self._not_undone, can_cancel=False)

    def _undid(self, undone: Undone) -> None:
        report, words = undone
        self.undo_button.setEnabled(False)
        self.report.show_report(report, words)
        self.heading.setText("The import was undone")
        self.check_link.show()
        for part in (self._badges, self.words, self.held_about, self.right_button):
            part.hide()
        if report.batch is not None:
            self.undone.emit(report.batch)

    def _not_undone(self, trouble: LifError) -> None:
        self.report.say(str(trouble))
