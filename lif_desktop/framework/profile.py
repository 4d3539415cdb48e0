"""Loads a profile: what one partnership's framework says, from a TOML file into frozen data."""

import re
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType

from lif_desktop.framework.audit_types import read_audit_types
from lif_desktop.framework.chasing import read_ladder
from lif_desktop.framework.choice import Choice, plain
from lif_desktop.framework.clocks import BASES, DIRECTIONS, UNITS, Rule
from lif_desktop.framework.colours import WORDS_LEAST, contrast
from lif_desktop.framework.criteria import Criterion
from lif_desktop.framework.layers import read_layers
from lif_desktop.framework.lists import CLOSED_LISTS, OPEN_LISTS
from lif_desktop.framework.parts import (
    BOARDS,
    CHASES,
    SCALE,
    TONES,
    AgencyDefault,
    AuditType,
    Band,
    Board,
    DisputeSteps,
    Escalation,
    EvaluationModel,
    EvaluationStage,
    Group,
    Profile,
    Retention,
    ReviewType,
    RiskScale,
    Standard,
    Tone,
)
from lif_desktop.framework.reading import ProfileError, Raw, Table, shared
from lif_desktop.framework.review_types import read_review_types

__all__ = [
    "AgencyDefault",
    "AuditType",
    "Band",
    "Board",
    "Criterion",
    "DisputeSteps",
    "EvaluationModel",
    "EvaluationStage",
    "Group",
    "Profile",
    "ProfileError",
    "Retention",
    "ReviewType",
    "RiskScale",
    "Standard",
    "Tone",
    "find_profile",
    "load_profile",
]

_COLOUR = re.compile(r"#[0-9A-F]{6}")
_EVALUATION_STAGES = ("reaction", "learning", "behaviour", "results")


def find_profile(name: str, folder: Path) -> Path:
    """The file of the profile of that name, "stockport"; raises ProfileError naming those in the folder."""
    known = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    plain = name.strip().casefold().replace("_", "-").removesuffix(".toml")
    if plain not in known:
        there = ", ".join(known) or "none"
        raise ProfileError(str(folder), f"profile “{name}”", f"the name of a profile in this folder ({there})")
    return known[plain]


def load_profile(path: Path) -> Profile:
    """The profile in the file, checked throughout; raises ProfileError with file, key and what was expected.

    Where it is based on another profile, that one is checked first, so that a refusal names the right file.
    """
    *below, last = read_layers(path)
    for file, raw in below:
        _profile(file, raw)
    return _profile(*last)


def _profile(path: Path, raw: Raw) -> Profile:
    """The profile of these tables, errors named by the file."""
    top = Table(path.name, "", raw)
    lists = _lists(top.table("lists"))
    events = {choice.key: choice.label for choice in lists["events"]}
    groups = tuple(_group(table) for table in top.tables("groups"))
    profile = Profile(
        key=path.stem,
        title=top.text("title"),
        places=top.text("places"),
        partnership=top.text("partnership"),
        guidance=top.text("guidance"),
        review_types=_review_types(top, events, lists),
        audit_types=read_audit_types(top, groups, lists),
        groups=groups,
        agencies=tuple(_agency(table, lists) for table in top.tables("agencies")),
        risk=_risk(top.table("risk"), groups),
        evaluation=_evaluation(top.table("evaluation")),
        retention=tuple(_retention(table, events) for table in top.tables("retention", identity="register")),
        lists=MappingProxyType(lists),
        disputes=DisputeSteps(_rules(top, "dispute_rules", events)),
        standing=_rules(top, "standing_rules", events),
        chases=top.whole("chases_before_chair") if top.has("chases_before_chair") else CHASES,
        ladder=read_ladder(top),
    )
    top.finish()
    for name in ("review_types", "audit_types", "groups", "agencies"):
        if not getattr(profile, name):
            raise top.error(name, "at least one entry")
    for name in ("review_types", "audit_types", "groups", "evaluation_stages"):
        _refuse_shared_words(path.name, name, profile.choices(name))
    agencies = [Choice(one.key, one.name, (one.short, *one.aliases)) for one in profile.agencies]
    _refuse_shared_words(path.name, "agencies", agencies)
    return profile


def _lists(table: Table) -> dict[str, tuple[Choice, ...]]:
    """Every list the program knows, with the keys it relies on."""
    lists = {}
    for name, needed in (CLOSED_LISTS | OPEN_LISTS).items():
        choices = tuple(_choice(row) for row in table.tables(name))
        keys = [choice.key for choice in choices]
        if not choices:
            raise table.error(name, "at least one entry")
        if missing := [key for key in needed if key not in keys]:
            raise table.error(name, f"an entry with the key {missing[0]}, and it is missing")
        if name in CLOSED_LISTS and (extra := [key for key in keys if key not in needed]):
            raise table.error(name, "only the keys " + ", ".join(needed), extra[0])
        _refuse_shared_words(table.file, f"lists, {name}", choices)
        lists[name] = choices
    table.finish()
    return lists


def _choice(table: Table) -> Choice:
    choice = Choice(table.key(), table.text("label"), table.texts("aliases", ()))
    table.finish()
    return choice


def _refuse_shared_words(file: str, place: str, choices: Iterable[Choice]) -> None:
    """Raises ProfileError when a label or alias stands for two entries: no import could tell them apart."""
    owner: dict[str, str] = {}
    for choice in choices:
        for word in (choice.key, choice.label, *choice.aliases):
            folded = plain(word)
            if not folded:
                raise ProfileError(file, f"{place} “{choice.key}”", "labels and aliases with a letter or figure", word)
            if owner.setdefault(folded, choice.key) != choice.key:
                expected = f"each label and alias for one entry only, and {owner[folded]} has this one too"
                raise ProfileError(file, f"{place} “{choice.key}”", expected, word)


def _review_types(top: Table, events: dict[str, str], lists: dict[str, tuple[Choice, ...]]) -> tuple[ReviewType, ...]:
    """The review types with their clocks, which the file lists apart."""
    keys = [table.key() for table in top.tables("review_types")]
    clocks = ((table, _rule(table, events)) for table in top.tables("rules", default=()))
    return read_review_types(top, shared(keys, clocks, "review types"), lists)


def _rule(table: Table, events: dict[str, str]) -> Rule:
    event = table.one_of("event", tuple(events))
    return Rule(
        key=table.key(),
        label=table.text("label"),
        event=event,
        number=table.whole("number"),
        unit=table.one_of("unit", UNITS),
        direction=table.one_of("direction", DIRECTIONS, "after"),
        basis=table.one_of("basis", BASES),
        source=table.text("source"),
        check=table.flag("check", False),
        counted_from=events[event],
        on=table.flag("on", True),
    )


def _rules(top: Table, name: str, events: dict[str, str]) -> tuple[Rule, ...]:
    """The clocks that stand in the list of that name, apart from those of review types."""
    rules = []
    for table in top.tables(name, default=()):
        rules.append(_rule(table, events))
        table.finish()
    return tuple(rules)


def _group(table: Table) -> Group:
    group = Group(table.key(), table.text("label"), table.texts("aliases", ()), table.text("note", ""))
    table.finish()
    return group


def _agency(table: Table, lists: dict[str, tuple[Choice, ...]]) -> AgencyDefault:
    agency = AgencyDefault(
        key=table.key(),
        name=table.text("name"),
        short=table.text("short"),
        aliases=table.texts("aliases", ()),
        kind=table.one_of("kind", tuple(choice.key for choice in lists["agency_kinds"])),
        statutory=table.flag("statutory"),
        board=table.one_of("board", BOARDS, "both"),
    )
    table.finish()
    return agency


def _risk(table: Table, groups: tuple[Group, ...]) -> RiskScale:
    words = []
    for key in ("likelihood", "impact"):
        scale = table.texts(key)
        if len(scale) != SCALE:
            raise table.error(key, f"{SCALE} words, from least to most", list(scale))
        words.append(scale)
    bands = tuple(sorted((_band(row) for row in table.tables("bands")), key=lambda band: band.least))
    _refuse_gaps(table, bands)
    escalation = _escalation(table, groups)
    table.finish()
    return RiskScale(words[0], words[1], bands, escalation)


def _escalation(table: Table, groups: tuple[Group, ...]) -> Escalation:
    score = table.whole("escalate_from") if table.has("escalate_from") else None
    if score is not None and score > SCALE * SCALE:
        raise table.error("escalate_from", f"a score from 1 to {SCALE * SCALE}", score)
    return Escalation(
        score=score,
        overdue=table.flag("escalate_when_late", False),
        group=table.one_of("escalate_to", tuple(group.key for group in groups)),
        basis=table.one_of("escalate_basis", BASES, "local"),
        source=table.text("escalate_source"),
    )


def _band(table: Table) -> Band:
    colours = []
    for key in ("ink", "fill"):
        colour = table.text(key)
        if not _COLOUR.fullmatch(colour):
            raise table.error(key, "a colour such as “#DDF0E3”", colour)
        colours.append(colour)
    if (found := contrast(*colours)) < WORDS_LEAST:
        raise table.error(
            "ink", f"a colour that can be read on {colours[1]}: contrast {WORDS_LEAST} or more", round(found, 1)
        )
    tone = table.one_of("tone", TONES)
    band = Band(table.key(), table.text("label"), table.whole("least"), table.whole("most"), tone, *colours)
    table.finish()
    return band


def _refuse_gaps(table: Table, bands: tuple[Band, ...]) -> None:
    """Raises ProfileError unless the bands cover the scores 1 to 25 once each."""
    highest = SCALE * SCALE
    expected = f"bands that follow on each other from 1 to {highest}"
    due = 1
    for band in bands:
        if band.least > due:
            raise table.error("bands", f"{expected}, and the score {due} is in no band")
        if band.least < due:
            raise table.error("bands", f"{expected}, and the score {band.least} is in two bands")
        if band.most < band.least:
            raise table.error(f"bands “{band.key}”, most", f"a number not below least ({band.least})", band.most)
        due = band.most + 1
    if due != highest + 1:
        raise table.error("bands", f"{expected}, and they end at {due - 1}")


def _evaluation(table: Table) -> EvaluationModel:
    stages = tuple(_evaluation_stage(row) for row in table.tables("stages"))
    if tuple(stage.key for stage in stages) != _EVALUATION_STAGES:
        raise table.error("stages", "the stages " + ", ".join(_EVALUATION_STAGES) + " in this order")
    model = EvaluationModel(table.text("title"), table.text("subtitle"), stages)
    table.finish()
    return model


def _evaluation_stage(table: Table) -> EvaluationStage:
    stage = EvaluationStage(
        key=table.key(),
        label=table.text("label"),
        aliases=table.texts("aliases", ()),
        question=table.text("question"),
        collects=table.text("collects"),
        when=table.text("when"),
    )
    table.finish()
    return stage


def _retention(table: Table, events: dict[str, str]) -> Retention:
    kept = Retention(
        register=table.key("register"),
        years=table.whole("years"),
        from_event=table.one_of("from_event", tuple(events)),
        source=table.text("source"),
    )
    table.finish()
    return kept
