"""The registers: every record type, described once."""

from lif_desktop.registers import keeping
from lif_desktop.registers.actions import ACTION_UPDATES, ACTIONS
from lif_desktop.registers.agencies import AGENCIES, CHASES, CONTACTS, RETURNS
from lif_desktop.registers.answers import ANSWERS, CHRONOLOGY
from lif_desktop.registers.audits import AUDIT_CASES, AUDIT_STANDARDS, AUDITS
from lif_desktop.registers.learning import CASE_TRACKING, DISSEMINATION, EMBEDDING, LEARNING, RECOMMENDATIONS
from lif_desktop.registers.meetings import AGENDA_ITEMS, ATTENDANCE, MEETINGS, MINUTE_LINES
from lif_desktop.registers.performance import INDICATOR_VALUES, PERFORMANCE
from lif_desktop.registers.register import Register
from lif_desktop.registers.review_lines import (
    CLOCK_CHANGES,
    CRITERIA,
    DECISIONS,
    MILESTONES,
    PANEL_MEMBERS,
    PARALLEL,
    PROGRESS_CHECKS,
    REVIEW_CHECKS,
    REVIEW_LINKS,
)
from lif_desktop.registers.reviews import REVIEWS
from lif_desktop.registers.risks import RISK_SCORES, RISKS
from lif_desktop.registers.training import BOOKINGS, EVALUATIONS, TRAINING, TRAINING_RETURNS
from lif_desktop.registers.voices import VOICES

REGISTERS: tuple[Register, ...] = (
    REVIEWS, AUDITS, RISKS, TRAINING, LEARNING, ACTIONS, MEETINGS, VOICES, PERFORMANCE, AGENCIES,
    MILESTONES, CRITERIA, DECISIONS, PROGRESS_CHECKS, PARALLEL, REVIEW_LINKS, PANEL_MEMBERS,
    AUDIT_CASES, AUDIT_STANDARDS, RISK_SCORES, BOOKINGS, EVALUATIONS, TRAINING_RETURNS,
    RECOMMENDATIONS, DISSEMINATION, EMBEDDING, ACTION_UPDATES, AGENDA_ITEMS, ATTENDANCE,
    INDICATOR_VALUES, CONTACTS, RETURNS, REVIEW_CHECKS, CLOCK_CHANGES, CASE_TRACKING,
    CHRONOLOGY, ANSWERS, CHASES, MINUTE_LINES,
)

# Kept beside the registers; journalled like them, but without fields that a person fills in.
KEEPING = (
    keeping.Document, keeping.ImportedFile, keeping.Synonym, keeping.SavedView, keeping.Setting, keeping.SentWorkbook,
    keeping.PaperTemplate, keeping.ReportWords,
)

TABS: tuple[Register, ...] = tuple(one for one in REGISTERS if one.tab)

_BY_KEY = {one.key: one for one in REGISTERS}
_BY_TABLE = {one.table: one for one in REGISTERS}


def register(key: str) -> Register:
    """The register with this key; KeyError when there is none."""
    return _BY_KEY[key]


def register_of_table(table: str) -> Register | None:
    """The register whose records stand in `table`, or None for what the office keeps beside them."""
    return _BY_TABLE.get(table)


def lines_of(key: str) -> tuple[Register, ...]:
    """The registers whose records are lines of the records of register `key`."""
    return tuple(one for one in REGISTERS if one.parent == key)
