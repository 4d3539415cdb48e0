"""The tabs that a record of one register has beyond what every record has, each made when it is first chosen."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from lif_desktop.office import Office

MakePane = Callable[[Office], QWidget]
"""Makes a pane with `load(number)`; it may have `leave()`, and the signals changed, said, open_asked, new_asked,
tab_asked, field_asked (the key of a field that the Details form is to show), lines_asked (the register of lines whose
tab is to be shown) and line_asked (register and number of a line whose form is to be shown, 0 for a new one)."""


@dataclass(frozen=True)
class RecordTab:
    """A tab: its words, its tool tip, and what makes the pane in it.

    `lines` are registers whose lines the pane shows, so that no other tab does; it has them in `panes` by key. A
    `late` tab stands after those of the lines.
    """

    words: str
    tip: str
    make: MakePane
    lines: tuple[str, ...] = ()
    late: bool = False


def record_tabs(key: str) -> tuple[RecordTab, ...]:
    """The tabs of a record of register `key`."""
    return _TABS.get(key, ())


def _pathway(office: Office) -> QWidget:
    from lif_desktop.gui.pathway_pane import PathwayPane

    return PathwayPane(office)


def _stages(office: Office) -> QWidget:
    from lif_desktop.gui.stages import StagesPane

    return StagesPane(office)


def _risk_scores(office: Office) -> QWidget:
    from lif_desktop.gui.risk_scores import RiskScoresPane

    return RiskScoresPane(office)


def _evaluation(office: Office) -> QWidget:
    from lif_desktop.gui.training_evaluation import EvaluationPane

    return EvaluationPane(office)


def _loop(office: Office) -> QWidget:
    from lif_desktop.gui.learning_loop import LoopPane

    return LoopPane(office)


def _reminders(office: Office) -> QWidget:
    from lif_desktop.gui.reminders_pane import RemindersPane

    return RemindersPane(office)


def _late(tab: RecordTab) -> RecordTab:
    """The same tab, after those of the lines."""
    return replace(tab, late=True)


def _returns_of(key: str) -> RecordTab:
    def made(office: Office) -> QWidget:
        from lif_desktop.gui.returns_pane import ReturnsPane

        return ReturnsPane(office, key)

    return RecordTab("Returns", "What agencies were asked for and how it stands", made, ("returns",))


def _sharing(office: Office) -> QWidget:
    from lif_desktop.gui.learning_sharing import SharingPane

    return SharingPane(office)


_OF_STAGES = ("milestones", "clock_changes", "progress_checks")


def _recommendations_of(key: str) -> RecordTab:
    def make(office: Office) -> QWidget:
        from lif_desktop.gui.recommendations import RecommendationsPane

        return RecommendationsPane(office, key)

    return RecordTab("Recommendations", "What was decided, and the actions", make, ("recommendations",))


def _updates(office: Office) -> QWidget:
    from lif_desktop.gui.action_updates import UpdatesPane

    return UpdatesPane(office)


def _thread(key: str) -> RecordTab:
    def make(office: Office) -> QWidget:
        from lif_desktop.gui.thread_pane import ThreadPane

        return ThreadPane(office, key)

    return RecordTab("Thread", "From source to yearly report, with every gap", make)


def _trend(office: Office) -> QWidget:
    from lif_desktop.gui.trend_pane import TrendPane

    return TrendPane(office)


def _audit_scores(office: Office) -> QWidget:
    from lif_desktop.gui.audit_scores import ScoresPane

    return ScoresPane(office)


def _audit_result(office: Office) -> QWidget:
    from lif_desktop.gui.audit_result import ResultPane

    return ResultPane(office)


def _voice_steps(office: Office) -> QWidget:
    from lif_desktop.gui.voice_steps import VoiceStepsPane

    return VoiceStepsPane(office)


def _documents(key: str) -> RecordTab:
    def make(office: Office) -> QWidget:
        from lif_desktop.gui.documents_pane import DocumentsPane

        return DocumentsPane(office, key)

    return RecordTab("Documents", "Papers of this record that left, and what was attached to it", make, late=True)


def _agenda(office: Office) -> QWidget:
    from lif_desktop.gui.meeting_agenda import AgendaPane

    return AgendaPane(office)


def _attendance(office: Office) -> QWidget:
    from lif_desktop.gui.meeting_attendance import AttendancePane

    return AttendancePane(office)


def _minutes(office: Office) -> QWidget:
    from lif_desktop.gui.meeting_minutes import MinutesPane

    return MinutesPane(office)


_TABS: dict[str, tuple[RecordTab, ...]] = {
    "voices": (RecordTab("Steps", "What is done about it, step by step", _voice_steps),),
    "performance": (RecordTab("Trend", "The values of each period against the target", _trend, ("indicator_values",)),),
    "training": (
        RecordTab("Evaluation", "The four stages of evaluation", _evaluation, ("evaluations", "case_tracking")),
    ),
    "risks": (RecordTab("Scores", "Scores over time, scoring again, escalation", _risk_scores, ("risk_scores",)),),
    "actions": (
        RecordTab("Updates", "How it stands, and every update", _updates, ("action_updates",)),
        _thread("actions"),
    ),
    "learning": (
        RecordTab("Loop", "What has been shown of this learning, and what is missing", _loop),
        _thread("learning"),
        RecordTab("Sharing", "Agencies by channels, and embedding", _sharing, ("dissemination", "embedding")),
        _recommendations_of("learning"),
        _documents("learning"),
    ),
    "reviews": (
        RecordTab("Pathway", "The steps from referral to closing, and what comes next", _pathway),
        RecordTab("Stages", "Clock and stages", _stages, _OF_STAGES),
        *map(_late, (_returns_of("reviews"), _recommendations_of("reviews"), _thread("reviews"))),
        _documents("reviews"),
    ),
    "audits": (
        RecordTab(
            "Scores",
            "Cases with their grades, standards with their scores, and other years beside them",
            _audit_scores,
            ("audit_cases", "audit_standards"),
        ),
        RecordTab("Result", "What it found, to whom it was reported, what came of it", _audit_result),
        _returns_of("audits"),
        _thread("audits"),
        _recommendations_of("audits"),
        _documents("audits"),
    ),
    "meetings": (
        RecordTab("Agenda", "The items in their order, drawn up from what is due", _agenda, ("agenda_items",)),
        RecordTab("Attendance", "Who is there, interests, and whether it is quorate", _attendance, ("attendance",)),
        RecordTab("Minutes", "What was said, decided and is to be done, item by item", _minutes, ("minute_lines",)),
        _late(_returns_of("meetings")),
        _documents("meetings"),
    ),
    "agencies": (
        _late(RecordTab("Reminders", "What was asked for again, and what comes next", _reminders, ("chases",))),
    ),
}
