"""Checks of the record of a review: how it was decided, who reviews it, and whose voice is in it."""

from collections.abc import Iterable

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.selfcheck.parts import (
    OTHERS_RUN,
    Check,
    Desk,
    Gap,
    Row,
    Tables,
    by_parent,
    is_live,
    ref_of,
    still_asked,
)

SUPERSEDED = "Superseded"
"""How a decision stands whose place a later one has taken."""
TOO_QUICK = frozenset({"rapid_review"})
"""Reviews that are over in days: family and practitioners are asked in the review that may follow."""


_DECISION_NEEDS = (("reasons", "no reasons"), ("decided_by", "nobody who decided"))


def _decided_badly(tables: Tables, desk: Desk) -> Iterable[Gap]:
    """Decisions that say neither why nor by whom, and reviews decided without a decision on record."""
    asked = {row["id"] for row in tables["reviews"] if still_asked(row, desk)}
    refs = {key: {row["id"]: ref_of(row) for row in tables[key]} for key in ("reviews", "audits", "meetings")}
    for line in tables["decisions"]:
        lacks = [words for field, words in _DECISION_NEEDS if not line[field]]
        left = line["standing"].word == SUPERSEDED or desk.is_old(line["decided_on"])
        if lacks and not left and (line["review_id"] is None or line["review_id"] in asked):
            links = (("reviews", "review_id"), ("audits", "audit_id"), ("meetings", "meeting_id"))
            ref = next((refs[key].get(line[link], "") for key, link in links if line[link]), "")
            said = f" of {show_date(line['decided_on'])}" if line["decided_on"] else ""
            says = f"{ref}: the decision{said} has {' and '.join(lacks)}. Record it again, whole, in its place."
            field = "decided_by" if line["reasons"] else "reasons"
            yield Gap("decision_incomplete", "decisions", line["id"], ref, field, says)
    on_record = {line["review_id"] for line in tables["decisions"]}
    for row in _decided(tables, desk):
        if row["id"] not in on_record:
            says = f"{ref_of(row)} was decided on {show_date(row['decided_on'])}. Record the decision with its reasons."
            yield Gap("decision_incomplete", "reviews", row["id"], ref_of(row), "decisions", says)


def _decided(tables: Tables, desk: Desk) -> Iterable[Row]:
    """The live reviews of the office that were decided on, not too long ago."""
    for row in tables["reviews"]:
        recent = row["decided_on"] and not desk.is_old(row["decided_on"])
        if is_live(row) and recent and row["review_type"] not in OTHERS_RUN:
            yield row


def _criteria_open(tables: Tables, desk: Desk) -> Iterable[Gap]:
    asked = {kind.key for kind in desk.profile.review_types if kind.criteria}
    lines = by_parent(tables["criteria"], "review_id")
    for row in _decided(tables, desk):
        own = lines.get(row["id"], [])
        unanswered = [line for line in own if not line["answer"]]
        if row["review_type"] not in asked or (own and not unanswered):
            continue
        if own:
            first = min(unanswered, key=lambda line: (line["position"] or 0, line["id"]))
            are = "is" if len(unanswered) == 1 else "are"
            says = (
                f"{ref_of(row)} was decided on {show_date(row['decided_on'])} and {len(unanswered)} of its {len(own)} "
                f"questions {are} not answered. Answer each: met, not met or unclear."
            )
            yield Gap("criteria_unanswered", "criteria", first["id"], ref_of(row), "answer", says)
        else:
            says = f"{ref_of(row)} was decided on {show_date(row['decided_on'])} without its criteria. Answer them."
            yield Gap("criteria_unanswered", "reviews", row["id"], ref_of(row), "criteria", says)


def _conflict_open(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in tables["reviews"]:
        if not is_live(row) or not row["reviewer"] or row["review_type"] in OTHERS_RUN:
            continue
        if row["conflict_declared"] is None:
            says = f"{ref_of(row)}: say whether the reviewer declared a conflict of interest."
            yield Gap("conflict_not_recorded", "reviews", row["id"], ref_of(row), "conflict_declared", says)
        elif row["conflict_declared"] and not row["conflict_details"]:
            says = f"{ref_of(row)}: the reviewer declared a conflict of interest. Write what it is and what was done."
            yield Gap("conflict_not_recorded", "reviews", row["id"], ref_of(row), "conflict_details", says)


def _no_voice(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in _submitted(tables, desk):
        if not row["voice"]:
            says = f"{ref_of(row)} was submitted and the voice of the child or adult is not recorded. Write it there."
            yield Gap("review_without_voice", "reviews", row["id"], ref_of(row), "voice", says)


def _submitted(tables: Tables, desk: Desk) -> Iterable[Row]:
    for row in tables["reviews"]:
        if row["submitted_on"] and still_asked(row, desk) and not desk.is_old(row["submitted_on"]):
            yield row


def _commissioned(tables: Tables, desk: Desk) -> Iterable[Row]:
    for row in _submitted(tables, desk):
        if row["review_type"] not in OTHERS_RUN | TOO_QUICK:
            yield row


def _no_family(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in _commissioned(tables, desk):
        if not row["family_involvement"] and not row["family_invited_on"]:
            says = f"{ref_of(row)} was submitted. Write how the family was invited and took part, or why not."
            yield Gap("review_without_family", "reviews", row["id"], ref_of(row), "family_involvement", says)


def _no_practitioners(tables: Tables, desk: Desk) -> Iterable[Gap]:
    for row in _commissioned(tables, desk):
        if not row["practitioner_involvement"] and not row["practitioner_event_on"]:
            ref, field = ref_of(row), "practitioner_involvement"
            says = f"{ref} was submitted. Write how practitioners took part."
            yield Gap("review_without_practitioners", "reviews", row["id"], ref, field, says)


CHECKS = (
    Check("decision_incomplete", "decision without its reasons or who decided",
          "decisions without their reasons or who decided", "Framework 5.2, 5.4, Appendix A", _decided_badly),
    Check("criteria_unanswered", "review decided, criteria unanswered", "reviews decided, criteria unanswered",
          "Framework 5.2, 5.4.2, 5.8.1", _criteria_open),
    Check("conflict_not_recorded", "reviewer with no word on a conflict of interest",
          "reviewers with no word on a conflict of interest", "Framework 4.3.1", _conflict_open),
    Check("review_without_voice", "review with no voice recorded", "reviews with no voice recorded",
          "Framework 2.1, 3.4, 4.3.1", _no_voice),
    Check("review_without_family", "review without the family's part", "reviews without the family's part",
          "Framework 2.1, 4.3.1", _no_family),
    Check("review_without_practitioners", "review without the practitioners' part",
          "reviews without the practitioners' part", "Framework 2.1, 4.3.1", _no_practitioners),
)  # fmt: skip
