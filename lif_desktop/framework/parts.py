"""The parts a profile is made of, as frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lif_desktop.framework.chasing import LADDER, Rung
from lif_desktop.framework.checks import CheckPoint
from lif_desktop.framework.choice import Choice
from lif_desktop.framework.clocks import Basis, Rule
from lif_desktop.framework.criteria import Criterion, Route

Board = Literal["children", "adults", "both"]
Tone = Literal["red", "amber", "green", "blue", "none"]
LooksAt = Literal["cases", "standards"]

BOARDS: tuple[Board, ...] = ("children", "adults", "both")
TONES: tuple[Tone, ...] = ("red", "amber", "green", "blue", "none")
LOOKS_AT: tuple[LooksAt, ...] = ("cases", "standards")
SCALE = 5
"""Steps of likelihood and of impact."""
CHASES = 2
"""How often an overdue return is chased before the chair is told, where a profile does not say."""


@dataclass(frozen=True)
class Roles:
    """Who does what in a type of review, in words; empty where nobody is named.

    `decides` on it; `leads` and writes; sits on the `panel`; what the `office` does; who watches over its `actions`;
    who `assures` after twelve months that they have lasted.
    """

    decides: str = ""
    leads: str = ""
    panel: str = ""
    office: str = ""
    actions: str = ""
    assures: str = ""


@dataclass(frozen=True)
class ReviewType:
    """A kind of review: whose it is, the event its main clock starts from, its clocks and its criteria.

    `prefix` begins its references (RR-2026-004); `statutory` says whether an Act requires it; `owner` is the
    body that commissions it; `source` the paragraph of the framework; `short` its label where there is little room.
    `law` names the Acts and guidance it rests on, `asks_under` the section under which agencies are asked for
    information ("" for none).
    `routes` say what its criteria come to; `checks` are the points it is held against; `steps` the keys of the steps it
    goes through, in order; with an outcome in `ends_with` it goes no further.
    """

    key: str
    label: str
    prefix: str
    aliases: tuple[str, ...]
    statutory: bool
    board: Board
    owner: str
    clock_event: str
    rules: tuple[Rule, ...]
    source: str
    note: str
    criteria: tuple[Criterion, ...] = ()
    short: str = ""
    routes: tuple[Route, ...] = ()
    checks: tuple[CheckPoint, ...] = ()
    roles: Roles = Roles()
    steps: tuple[str, ...] = ()
    ends_with: tuple[str, ...] = ()
    law: str = ""
    asks_under: str = ""


@dataclass(frozen=True)
class Standard:
    """A standard that agencies judge themselves against in an audit, with where it comes from."""

    key: str
    text: str
    source: str


@dataclass(frozen=True)
class AuditType:
    """A kind of audit. `cycle_months` is the time from one round to the next, None where no cycle is set.

    `cycle_as` is the key of the audit type whose cycle it shares, "" for none. `rounds_a_year` is how many are to be
    planned in a financial year, 0 where none is set. `schedule` says that agencies are asked every year for a schedule
    of their own audits. It looks at cases or at standards; agencies answer with the return of kind `return_kind`, and
    its findings go to the group `reports_to`. `short` is its label where there is little room.
    """

    key: str
    label: str
    aliases: tuple[str, ...]
    cycle_months: int | None
    source: str
    prefix: str
    board: Board = "both"
    basis: Basis = "local"
    note: str = ""
    cycle_as: str = ""
    rounds_a_year: int = 0
    schedule: bool = False
    looks_at: LooksAt = "cases"
    return_kind: str = ""
    reports_to: str = ""
    standards: tuple[Standard, ...] = ()
    short: str = ""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The cycle as a clock that runs from the last round; none where no cycle is set."""
        if self.cycle_months is None:
            return ()
        return (
            Rule(
                key=f"{self.key}_next",
                label="Next round due",
                event="audit_completed",
                number=self.cycle_months,
                unit="months",
                direction="after",
                basis=self.basis,
                source=self.source,
                counted_from="the last round of this audit",
            ),
        )


@dataclass(frozen=True)
class Group:
    """A standing group of the partnership, with the older and shorter names it appears under."""

    key: str
    label: str
    aliases: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class AgencyDefault:
    """A partner agency that a new office starts with; every one of them can be changed there.

    `board` is the one whose members it belongs to, or "both".
    """

    key: str
    name: str
    short: str
    aliases: tuple[str, ...]
    kind: str
    statutory: bool
    board: Board


@dataclass(frozen=True)
class Band:
    """A band of scores from `least` to `most`, both included; `ink` on `fill` are colours like "#DDF0E3"."""

    key: str
    label: str
    least: int
    most: int
    tone: Tone
    ink: str
    fill: str


@dataclass(frozen=True)
class Escalation:
    """When a risk goes to the group that owns the register: from which residual score, and when its review is late.

    `score` is None where no score does so. `group` is a key of the profile's groups; `source` says on what it rests.
    """

    score: int | None
    overdue: bool
    group: str
    basis: Basis
    source: str


@dataclass(frozen=True)
class RiskScale:
    """Five words for likelihood, five for impact, from least to most, the bands of their product, and who is told."""

    likelihood: tuple[str, ...]
    impact: tuple[str, ...]
    bands: tuple[Band, ...]
    escalation: Escalation

    def choices(self, name: str) -> tuple[Choice, ...]:
        """The steps of likelihood ("risk_likelihood") or of impact to pick from: "4", shown as "4 Likely"."""
        words = self.likelihood if name == "risk_likelihood" else self.impact
        return tuple(Choice(f"{step}", f"{step} {word}", (word,)) for step, word in enumerate(words, 1))

    def score(self, likelihood: int, impact: int) -> int:
        """Likelihood times impact, each 1 to 5; raises ValueError outside that."""
        if not (1 <= likelihood <= SCALE and 1 <= impact <= SCALE):
            raise ValueError(f"likelihood and impact run from 1 to {SCALE}, not {likelihood} and {impact}")
        return likelihood * impact

    def band(self, likelihood: int, impact: int) -> Band:
        """The band of the score; raises ValueError outside 1 to 5."""
        score = self.score(likelihood, impact)
        return next(band for band in self.bands if band.least <= score <= band.most)


@dataclass(frozen=True)
class EvaluationStage:
    """One stage of training evaluation: the question it answers, what is collected for it and when."""

    key: str
    label: str
    aliases: tuple[str, ...]
    question: str
    collects: str
    when: str


@dataclass(frozen=True)
class EvaluationModel:
    """The four-stage model of training evaluation under the name the partnership gives it."""

    title: str
    subtitle: str
    stages: tuple[EvaluationStage, ...]


@dataclass(frozen=True)
class Retention:
    """How many years the records of a register are kept, and from which event."""

    register: str
    years: int
    from_event: str
    source: str


@dataclass(frozen=True)
class DisputeSteps:
    """The steps of a professional dispute as clocks, each from the end of the step before."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Profile:
    """What one partnership's framework says, as read from its file.

    `chases` is how often an overdue return is chased before the chair is told, `ladder` when each step comes.
    """

    key: str
    title: str
    places: str
    partnership: str
    guidance: str
    review_types: tuple[ReviewType, ...]
    audit_types: tuple[AuditType, ...]
    groups: tuple[Group, ...]
    agencies: tuple[AgencyDefault, ...]
    risk: RiskScale
    evaluation: EvaluationModel
    retention: tuple[Retention, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    disputes: DisputeSteps = DisputeSteps(())
    standing: tuple[Rule, ...] = ()
    chases: int = CHASES
    ladder: tuple[Rung, ...] = LADDER

    def standing_rule(self, key: str) -> Rule | None:
        """What the office follows up under that key ("training_follow_up"); None where this profile does not."""
        return next((rule for rule in self.standing if rule.key == key), None)

    def choices(self, name: str) -> tuple[Choice, ...]:
        """The list of that name, one made from the richer parts too; raises KeyError for an unknown name."""
        derived: dict[str, tuple[ReviewType | AuditType | Group | EvaluationStage, ...]] = {
            "review_types": self.review_types,
            "audit_types": self.audit_types,
            "groups": self.groups,
            "evaluation_stages": self.evaluation.stages,
        }
        if name in derived:
            return tuple(
                Choice(part.key, part.label, part.aliases, getattr(part, "short", "")) for part in derived[name]
            )
        if name in ("risk_likelihood", "risk_impact"):
            return self.risk.choices(name)
        return self.lists[name]

    def review_type(self, key: str) -> ReviewType:
        """The review type of that key; raises KeyError."""
        return {part.key: part for part in self.review_types}[key]

    def routes_from(self, key: str) -> tuple[Route, ...]:
        """The routes that answers on a review of type `key` can point to; raises KeyError.

        Those of its own criteria come first, then those by which each other type is entered.
        """
        own = self.review_type(key).routes
        entries = (route for kind in self.review_types for route in kind.routes if route.leads_to == kind.key)
        return (*own, *(route for route in entries if route.leads_to != key))

    def audit_type(self, key: str) -> AuditType:
        """The audit type of that key; raises KeyError."""
        return {part.key: part for part in self.audit_types}[key]
