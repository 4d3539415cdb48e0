"""Papers of one case, from its decision record to its assurance statement."""

from lif_desktop.papers.case_assurance import assurance_statement
from lif_desktop.papers.case_decision import decision_record
from lif_desktop.papers.case_overview import SUITS as WITH_OVERVIEW
from lif_desktop.papers.case_overview import overview_report
from lif_desktop.papers.case_plan import action_plan
from lif_desktop.papers.case_rapid import rapid_review_report
from lif_desktop.papers.case_summary import learning_summary
from lif_desktop.papers.case_terms import COMMISSIONED, terms_of_reference
from lif_desktop.papers.case_thread import golden_thread
from lif_desktop.papers.gather import RAPID
from lif_desktop.papers.kind import Family, Make, PaperKind

_FAMILY: Family = "Cases"
_REVIEW = "the reference of a review; the newest that it suits if none"
_OR_AUDIT = "the reference of a review or an audit; the newest review if none"


def _kind(
    key: str,
    label: str,
    make: Make,
    needs: str = _REVIEW,
    suits: frozenset[str] = frozenset(),
    leaves: bool = False,
) -> PaperKind:
    return PaperKind(key, label, "reviews", needs, make, family=_FAMILY, leaves=leaves, suits=suits)


CASE_PAPERS: tuple[PaperKind, ...] = (
    _kind("decision-record", "Decision record", decision_record),
    _kind("rapid-review-report", "Rapid review report", rapid_review_report, suits=RAPID, leaves=True),
    _kind("terms-of-reference", "Terms of reference", terms_of_reference, suits=COMMISSIONED, leaves=True),
    _kind("overview-report", "Overview report, draft", overview_report, suits=WITH_OVERVIEW, leaves=True),
    _kind("action-plan", "Action plan", action_plan, _OR_AUDIT),
    _kind("learning-summary", "Learning summary", learning_summary, _OR_AUDIT, leaves=True),
    _kind("assurance-statement", "Twelve-month assurance", assurance_statement),
    _kind(
        "golden-thread",
        "Golden thread",
        golden_thread,
        "the reference of a review or a learning point; the newest review if none",
    ),
)
