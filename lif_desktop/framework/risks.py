"""The risk register (framework 10): the score of a risk on a day, how it moved, and why it must go higher. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, NamedTuple

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.parts import SCALE, Band, RiskScale
from lif_desktop.framework.status import Status

Row = Mapping[str, Any]
"""A risk, or one of its dated scores, by field key."""
Which = Literal["residual", "inherent", "target"]
Kind = Literal["rising", "falling", "level", "new", "closed", "unknown"]


class Cell(NamedTuple):
    """A place in the matrix: likelihood and impact, each 1 to 5."""

    likelihood: int
    impact: int

    @property
    def score(self) -> int:
        """Likelihood times impact, 1 to 25."""
        return self.likelihood * self.impact


@dataclass(frozen=True)
class Movement:
    """How a risk moved since a day: where it stood then and where it stands now, None where that is not known."""

    kind: Kind
    before: Cell | None
    now: Cell | None

    @property
    def moved(self) -> bool:
        """Whether it stands in another cell than before."""
        return self.before is not None and self.now is not None and self.before != self.now

    @property
    def words(self) -> str:
        """The movement in words, such as "up from 9 to 12"."""
        if self.before is None or self.now is None:
            words = {"new": "new", "closed": "closed"}.get(self.kind, "no earlier score")
            score = self.now or self.before
            return f"{words}, {score.score}" if score else "not scored"
        if self.kind == "closed":
            return f"closed at {self.now.score}"
        if self.kind == "level":
            return f"moved, still {self.now.score}" if self.moved else f"still {self.now.score}"
        way = "up" if self.kind == "rising" else "down"
        return f"{way} from {self.before.score} to {self.now.score}"


def cell(row: Row, which: Which = "residual") -> Cell | None:
    """Where a risk stands by one of its scores; None where that is not scored.

    A part of the residual score that is missing is taken from the inherent one: without controls both are the same.
    """
    parts = [row.get(f"{which}_{part}") for part in ("likelihood", "impact")]
    if which == "residual":
        inherent = [row.get(f"inherent_{part}") for part in ("likelihood", "impact")]
        parts = [own or other for own, other in zip(parts, inherent, strict=True)]
    return _cell(*parts)


def _cell(likelihood: Any, impact: Any) -> Cell | None:
    if not likelihood or not impact or not (1 <= likelihood <= SCALE and 1 <= impact <= SCALE):
        return None
    return Cell(int(likelihood), int(impact))


def newest(lines: Iterable[Row]) -> Row | None:
    """The newest of the dated scores of a risk; the one that was added last where a day has several."""
    return max(lines, key=lambda line: (line["scored_on"], line["id"]), default=None)


def on_day(row: Row, lines: Sequence[Row], day: date) -> Cell | None:
    """Where a risk stood at the end of a day, as far as it is known.

    That is its last dated score until then. Each change of the residual score leaves a dated one, so a risk without
    any stands where it stood when it was raised. None before it was raised, and where only later scores are dated.
    """
    last = newest(line for line in lines if line["scored_on"] <= day)
    if last is not None:
        return _cell(last["likelihood"], last["impact"])
    raised = row.get("raised_on")
    return cell(row) if not lines and raised is not None and raised <= day else None


@dataclass(frozen=True)
class Scored:
    """One score of a risk over time: its day (None where it is not known), where it stood, who scored it and why."""

    day: date | None
    place: Cell
    by: str = ""
    note: str = ""


def history(row: Row, lines: Sequence[Row]) -> tuple[Scored, ...]:
    """The scores of a risk over time, oldest first, the last of them the one at which it stands.

    Where no dated score says that, it is dated by the day on which the risk was last looked at or raised.
    """
    found = [
        Scored(line["scored_on"], place, str(line.get("scored_by") or ""), str(line.get("note") or ""))
        for line in sorted(lines, key=lambda one: (one["scored_on"], one["id"]))
        if (place := _cell(line["likelihood"], line["impact"])) is not None
    ]
    place = cell(row)
    if place is not None and (not found or found[-1].place != place):
        day = row.get("last_reviewed_on") or row.get("raised_on")
        known = day is not None and (not found or found[-1].day is None or day >= found[-1].day)
        found.append(Scored(day if known else None, place))
    return tuple(found)


def movement(row: Row, lines: Sequence[Row], since: date) -> Movement:
    """How the residual score of a risk moved since the end of a day.

    A risk is new that was raised after the day.
    """
    before, now = on_day(row, lines, since), cell(row)
    raised = row.get("raised_on")
    if not is_open(row):
        return Movement("closed", before, now)
    if raised is not None and raised > since:
        return Movement("new", None, now)
    if before is None:
        return Movement("unknown", None, now)
    if now is None or before.score == now.score:
        return Movement("level", before, now)
    return Movement("rising" if now.score > before.score else "falling", before, now)


def closed_since(row: Row, since: date) -> bool:
    """Whether a risk was closed after a day."""
    closed = row.get("closed_on")
    return closed is not None and closed > since


def is_open(row: Row) -> bool:
    """Whether a risk still stands in the register."""
    return row.get("status") != "closed" and not row.get("closed_on")


def band_status(scale: RiskScale, place: Cell | None, scored: bool = True) -> Status:
    """The band of a score as a badge in the band's own colours: "16 Extreme", or "Extreme" without `scored`."""
    if place is None:
        return Status("none", "Not scored")
    badge = band_badge(scale.band(*place))
    return replace(badge, word=f"{place.score} {badge.word}") if scored else badge


def labelled(scale: RiskScale, label: object) -> Status | None:
    """The badge of the band of that label; None where no band is called so."""
    return next((band_badge(band) for band in scale.bands if band.label == label), None)


def band_badge(band: Band) -> Status:
    """A band as a badge with its word alone."""
    return Status(band.tone, band.label, band.ink, band.fill)


def said(scale: RiskScale, place: Cell) -> str:
    """A place in the matrix in the words of the scale: "Likely, major"."""
    return f"{scale.likelihood[place.likelihood - 1]}, {scale.impact[place.impact - 1].lower()}"


def why_escalate(row: Row, today: date, scale: RiskScale) -> tuple[str, ...]:
    """The reasons for which the rule of the profile takes an open risk to the group that owns the register."""
    return tuple(filter(None, (_too_high(row, scale), _late(row, today, scale))))


def to_escalate(row: Row, today: date, scale: RiskScale, lines: Sequence[Row] = ()) -> str:
    """Why a risk is still to be escalated, in words that can follow its reference; "" where nothing is to be done.

    A risk that was escalated need not be again for the same reason: for its score unless `lines`, its dated scores,
    show that it fell below the rule's score and rose again since; for its review unless that fell due since.
    """
    done, due, high = row.get("escalated_on"), row.get("next_review_on"), _too_high(row, scale)
    late = _late(row, today, scale)
    if done is not None:
        high = high if _rose_since(done, lines, scale.escalation.score or 0) else ""
        late = late if due is not None and due > done else ""
    return " and ".join(filter(None, (high, late)))


def _too_high(row: Row, scale: RiskScale) -> str:
    place, least = cell(row), scale.escalation.score
    if not is_open(row) or place is None or least is None or place.score < least:
        return ""
    return f"its score of {place.score} is {least} or more"


def _late(row: Row, today: date, scale: RiskScale) -> str:
    due = row.get("next_review_on")
    if not is_open(row) or not scale.escalation.overdue or due is None or due >= today:
        return ""
    return f"it was to be looked at by {show_date(due)}"


def _rose_since(day: date, lines: Sequence[Row], least: int) -> bool:
    """Whether the score came to `least` or more after a day on which, or after which, it stood below."""
    below = False
    for line in sorted(lines, key=lambda one: (one["scored_on"], one["id"])):
        high = line["likelihood"] * line["impact"] >= least
        if below and high and line["scored_on"] > day:
            return True
        below = not high
    return False
