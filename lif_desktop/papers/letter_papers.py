"""Letters: to agencies, families and practitioners, and about decisions."""

from lif_desktop.papers.kind import PaperKind
from lif_desktop.papers.letter_readers import SUITS
from lif_desktop.papers.letters import letter_maker

_NEEDS = "the reference of a review"
_KINDS: tuple[tuple[str, str], ...] = (
    ("request", "Letters to agencies: request"),
    ("chase", "Letters to agencies: reminder"),
    ("chair", "Letter to the chair: what is overdue"),
    ("family", "Invitation to a family"),
    ("practitioners", "Invitations to practitioners"),
    ("decision", "Letter to the referrer: the decision"),
    ("partners", "Letters to partners: the decision"),
    ("others", "Letters to the coroner and others"),
)

LETTER_PAPERS: tuple[PaperKind, ...] = tuple(
    PaperKind(
        f"letter-{key}",
        label,
        "reviews",
        _NEEDS,
        letter_maker(key),
        family="Letters",
        leaves=True,
        suits=SUITS.get(key, frozenset()),
    )
    for key, label in _KINDS
)
