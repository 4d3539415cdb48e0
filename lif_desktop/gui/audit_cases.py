"""The cases of an audit in figures: why its theme, grades against its own counts, the five tests, other years."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lif_desktop.framework.audit_scores import GRADES, Spread
from lif_desktop.framework.dates import show_date
from lif_desktop.gui.grade_bars import GradeBars, GradeLegend, good_words, grade_words
from lif_desktop.gui.labels import Words
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.records import counted, lowered
from lif_desktop.gui.state_grid import GridCell, GridRow, StateGrid
from lif_desktop.gui.wrap_link import WrapLink
from lif_desktop.office import Office
from lif_desktop.office.audit_programme import Cases, cases_of, type_of
from lif_desktop.registers import register

_AUDITS = register("audits")


class CasesView(QWidget):
    """What the cases show.

    Signals: `theme_asked()` to say why the theme was chosen; `guidance_asked()` to note when participants were sent
    their guidance; `fill_asked()` to take the figures of the audit from its cases.
    """

    theme_asked = Signal()
    guidance_asked = Signal()
    fill_asked = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.found: Cases | None = None
        self.labels = {grade: office.lookup.label("audit_grades", grade) for grade in GRADES}
        self.theme = Words("", wrap=True)
        self.theme_link = WrapLink("Say why this theme was chosen…")
        self.guidance = Words("", "secondary", wrap=True)
        self.guidance_link = WrapLink("Note when guidance went to those who take part…")
        self.heading = Words("", "strong", wrap=True)
        self.grades = GradeBars()
        self.legend = GradeLegend(self.labels)
        self.offer = NoticeBar()
        self.tests_heading = Words("The five tests", "strong", wrap=True)
        self.tests = StateGrid("The five tests", whole_rows=True)
        self.years_heading = Words("", "strong", wrap=True)
        self.years = GradeBars()
        self.theme_heading = Words("Audits on this theme", "strong", wrap=True)
        self.theme_bars = GradeBars()
        self._lay_out()
        self.theme_link.clicked.connect(self.theme_asked)
        self.guidance_link.clicked.connect(self.guidance_asked)

    def show_audit(self, number: int) -> None:
        """Show the cases of an audit. KeyError when it is not there."""
        found = self.found = cases_of(self._office, number)
        self._show_theme(found)
        self._show_grades(found)
        self._show_tests(found)
        kind = self._office.lookup.label("audit_types", found.audit["audit_type"])
        self.years_heading.setText(f"All audits of this type by year: {lowered(kind)}")
        self.years.show_spreads(found.years, self.labels)
        self.theme_bars.show_spreads(found.theme, self.labels, str(found.audit["ref"]))
        for parts, there in (
            ((self.years_heading, self.years), bool(found.years)),
            ((self.theme_heading, self.theme_bars), len(found.theme) > 1),
            ((self.legend,), bool(found.years or found.theme or self.grades.bars)),
        ):
            for part in parts:
                part.setVisible(there)

    # within

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        parts: tuple[QWidget, ...] = (
            self.theme, self.theme_link, self.guidance, self.guidance_link, self.heading, self.grades, self.legend,
            self.offer, self.tests_heading, self.tests, self.theme_heading, self.theme_bars, self.years_heading,
            self.years,
        )  # fmt: skip
        spaced = {self.heading, self.tests_heading, self.theme_heading, self.years_heading}
        for part in parts:
            if part in spaced:
                part.setContentsMargins(0, 8, 0, 0)
            whole.addWidget(part)

    def _show_theme(self, found: Cases) -> None:
        audit, names, writable = found.audit, self._office.lookup, not self._office.read_only
        theme = names.label("themes", audit["theme"]) if audit["theme"] else ""
        why = names.label("macfa_sources", audit["theme_source"]) if audit["theme_source"] else ""
        together = self._is_together(found.audit)
        self.theme.setText(theme_words(theme, why, asked=together))
        self.theme.setVisible(bool(theme or why) or together)
        self.theme_link.setText(f"Say {'why this theme was chosen' if theme else 'which theme, and why'}…")
        self.theme_link.setVisible(together and writable and not (theme and why))
        sent = audit["guidance_sent_on"]
        words = f"Guidance went to those who take part on {show_date(sent)}." if sent else ""
        self.guidance.setText(
            words or "No day is noted on which guidance went to those who take part (framework 6.3.2)."
        )
        self.guidance.setVisible(together)
        self.guidance_link.setVisible(together and writable and not sent)

    def _is_together(self, audit: Mapping[str, object]) -> bool:
        """Whether several agencies audit together, so that theme and guidance are asked for (framework 6.3)."""
        kind = type_of(self._office, audit)
        return kind is not None and kind.looks_at == "cases" and not kind.schedule

    def _show_grades(self, found: Cases) -> None:
        counts = found.counted if any(found.counted.values()) else found.own or found.counted
        self.heading.setText(grades_head(found, self.labels))
        spread = Spread("", counts)
        self.grades.show_spreads([spread] if spread.total else [], self.labels)
        self.offer.say("")
        if found.fill:
            own = (
                f"the audit's own say {grade_words(found.own, self.labels)}" if found.own else "the audit has none yet"
            )
            offers = [] if self._office.read_only else [("Fill in from the cases", self.fill_asked.emit)]
            self.offer.say(f"The figures differ: {own}.", offers, tone="amber")

    def _show_tests(self, found: Cases) -> None:
        rows = [
            GridRow(
                _AUDITS.field(one.test).label,
                (GridCell(f"{one.share:.0%}"), *map(_number, (one.yes, one.partly, one.no))),
            )
            for one in found.tests
            if one.share is not None
        ]
        self.tests.show_rows(("Test", "Share of yes", "Yes", "Partly", "No"), rows)
        for part in (self.tests_heading, self.tests):
            part.setVisible(bool(rows))


def _number(number: int) -> GridCell:
    return GridCell(str(number) if number else "–", faint=not number, said=str(number))


def theme_words(theme: str, why: str, *, asked: bool) -> str:
    """The theme of an audit and its source, in a sentence; what is missing is named where it is asked for."""
    if not theme:
        return "No theme is named (framework 6.3.1)." if asked else ""
    source = f", from {article(why)}." if why else ". Its source is not named." if asked else "."
    return f"Theme: {lowered(theme)}{source}"


def article(words: str) -> str:
    """A source with its article: "a recommendation of a review"."""
    return f"{'an' if words[:1] in 'AEIOUaeiou' else 'a'} {lowered(words)}"


def grades_head(found: Cases, labels: Mapping[str, str]) -> str:
    """The grades in one line: how many were given to how many cases, or what the audit itself says."""
    given = sum(found.counted.values())
    if given:
        names = {case["pseudonym"] for case in found.cases}
        spread = Spread("", found.counted)
        return (
            f"{counted(given, 'grade')} given to {counted(len(names), 'case')}: {grade_words(found.counted, labels)}"
            f" ({good_words(spread)})"
        )
    if found.own and any(found.own.values()):
        return f"No case is written down; the audit says {grade_words(found.own, labels)}"
    return "No case has a grade yet"
