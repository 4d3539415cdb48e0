"""The words of the panel as which the Review Group sits: what it weighs, who decides, and which law it rests on."""

from dataclasses import dataclass

from lif_desktop.office.meeting_agenda import due_cases
from lif_desktop.papers.blocks import Box, Run
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import capital

GROUP = "review_group"


@dataclass(frozen=True)
class _Panel:
    """What one of the two panels is for: the type of review whose words it uses, its question, and who is told."""

    kind: str
    question: str
    recommends: str


_PANELS: dict[str, _Panel] = {
    "rapid_review": _Panel(
        "rapid_review",
        "What must be done at once for the children, and is a local practice review called for, or a national one?",
        "It recommends to the safeguarding partners. Their decision goes with its reasons to the national Panel.",
    ),
    "adult_review": _Panel(
        "sar_mandatory",
        "Must the Board arrange a safeguarding adults review, may it arrange one, or is something else called for?",
        "It recommends to the chair of the Board, who decides. The reasons are recorded for a review that must be "
        "held, for one that may be held, and for none.",
    ),
}


def panel_of(records: Records, meeting: Row) -> str:
    """What the Review Group sits as: as recorded, else by the boards of the cases before it; "" for other groups.

    The Rapid Review Panel for children, the consideration panel for adults, both where there are cases of both or
    none (framework 1.9 and 1.10).
    """
    if meeting["group_key"] != GROUP:
        return ""
    if meeting["sits_as"]:
        return str(meeting["sits_as"])
    named = {row["review_id"] for row in records.lines("agenda_items", "meeting_id", meeting["id"])} - {None}
    cases: list[Row] = [row for row in records.rows("reviews") if row["id"] in named]
    if not cases:
        cases = [row for some in due_cases(records.office, meeting).values() for row in some]
    boards = {row["board"] or records.profile.review_type(row["review_type"]).board for row in cases}
    return {frozenset({"children"}): "rapid_review", frozenset({"adults"}): "adult_review"}.get(
        frozenset(boards), "both"
    )


def panel_box(records: Records, panel: str) -> tuple[Box, ...]:
    """What the panel is asked, who decides and by which law; nothing for a group that is no panel."""
    if not panel:
        return ()
    label = records.label("panel_kinds", panel)
    held = [_PANELS[key] for key in _PANELS if panel in (key, "both")]
    parts: list[Run] = []
    for one in held:
        kind = records.profile.review_type(one.kind)
        name = f"{records.label('panel_kinds', next(k for k in _PANELS if _PANELS[k] is one))}. "
        parts += [Run("\n")] if parts else []
        parts += [Run(name, bold=True)] if len(held) > 1 else []
        parts.append(Run(f"{one.question} {one.recommends}"))
        law = f" Law: {kind.law}." if kind.law else ""
        parts.append(Run(f"\nWho decides: {kind.roles.decides}.{law}", quiet=True))
    return (Box(f"The group sits as: {label}", tuple(parts)),)


def asked_of(records: Records, panel: str, review: Row) -> str:
    """What a panel is asked on one case, and who decides it."""
    kind = records.profile.review_type(review["review_type"])
    key = "rapid_review" if kind.board == "children" else "adult_review" if kind.board == "adults" else panel
    if not review["decided_on"]:
        question = _PANELS[key].question if key in _PANELS else "What kind of review, if any, is called for?"
    else:
        question = "What is to be done next?"
    decides = f" Who decides: {kind.roles.decides}." if kind.roles.decides else ""
    return f"{question}{capital(decides)}"
