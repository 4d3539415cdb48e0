"""The tabs that a record of one register has beyond what every record has, each made when it is first chosen."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from lif_desktop.office import Office

MakePane = Callable[[Office], QWidget]
"""Makes a pane with `load(number)`; it may have `leave()`, and the signals changed, said, open_asked, new_asked,
tab_asked, field_asked (the key of a field that the Details form is to show) and line_asked (register and number of a
line whose form is to be shown, 0 for a new one)."""


@dataclass(frozen=True)
class RecordTab:
    """A tab: its words, its tool tip, and what makes the pane in it.

    `lines` are registers whose lines the pane shows, so that no other tab does; it has them in `panes` by key.
    """

    words: str
    tip: str
    make: MakePane
    lines: tuple[str, ...] = ()


def record_tabs(key: str) -> tuple[RecordTab, ...]:
    """The tabs of a record of register `key`, which stand after Details."""
    return _TABS.get(key, ())


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


_OF_STAGES = ("milestones", "clock_changes", "progress_checks")

def _returns_of(key: str) -> RecordTab:
    def made(office: Office) -> QWidget:
        from lif_desktop.gui.returns_pane import ReturnsPane

        return ReturnsPane(office, key)

    return RecordTab("Returns", "What agencies were asked for and how it stands", made, ("returns",))


_TABS: dict[str, tuple[RecordTab, ...]] = {
    "training": (
        RecordTab("Evaluation", "The four stages of evaluation", _evaluation, ("evaluations", "case_tracking")),
    ),
    "risks": (RecordTab("Scores", "Scores over time, scoring again, escalation", _risk_scores, ("risk_scores",)),),
    "learning": (RecordTab("Loop", "What has been shown of this learning, and what is missing", _loop),),
    "reviews": (
        RecordTab("Stages", "Clock and stages", _stages, _OF_STAGES),
        _returns_of("reviews"),
    ),
    "audits": (_returns_of("audits"),),
    "meetings": (_returns_of("meetings"),),
}
