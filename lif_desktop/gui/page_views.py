"""What a register's page can show in the place of its list: a heat map, a year, a chart; made when first chosen."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from lif_desktop.office import Office

MakeView = Callable[[Office], QWidget]
"""Makes a widget with `reload()`; it may have the signals changed(batch), said(sentence), open_asked(register, id),
new_asked(register, values) and window_asked(key, what)."""


@dataclass(frozen=True)
class PageView:
    """One way to look at a register: its words on the switch, its tool tip, and what makes it."""

    words: str
    tip: str
    make: MakeView


def page_views(key: str) -> tuple[PageView, ...]:
    """The ways to look at register `key` beside its list."""
    return _VIEWS.get(key, ())


def _heat_map(office: Office) -> QWidget:
    from lif_desktop.gui.heat_map_view import HeatMapView

    return HeatMapView(office)


def _programme(office: Office) -> QWidget:
    from lif_desktop.gui.audit_programme import ProgrammeView

    return ProgrammeView(office)


def _coverage(office: Office) -> QWidget:
    from lif_desktop.gui.coverage import CoverageView

    return CoverageView(office)


def _scorecard(office: Office) -> QWidget:
    from lif_desktop.gui.trend_scorecard import ScorecardView

    return ScorecardView(office)


def _challenges(office: Office) -> QWidget:
    from lif_desktop.gui.voice_log import VoiceLogView

    return VoiceLogView(office)


def _returns(office: Office) -> QWidget:
    from lif_desktop.gui.returns_view import ReturnsView

    return ReturnsView(office)


def _answering(office: Office) -> QWidget:
    from lif_desktop.gui.answers_view import AnswersView

    return AnswersView(office)


_VIEWS: dict[str, tuple[PageView, ...]] = {
    "agencies": (
        PageView("Returns", "Who was asked for what, and how it stands", _returns),
        PageView("Days to answer", "How long each agency takes, how often it is late and was chased", _answering),
    ),
    "voices": (PageView("Challenge log", "Who challenged whom, about what, the answer and the decision", _challenges),),
    "performance": (PageView("Scorecard", "Every indicator with its line, by dataset", _scorecard),),
    "audits": (PageView("Programme", "The audits of a financial year, and what is due by its cycle", _programme),),
    "training": (PageView("Coverage", "How far the evaluation of training reaches in a year", _coverage),),
    "risks": (PageView("Heat map", "Likelihood by impact, and what moved", _heat_map),),
}
