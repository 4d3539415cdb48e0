"""Reads the review types of a profile: criteria and what they come to, checklists, roles, the steps of a review."""

from collections.abc import Mapping, Sequence

from lif_desktop.framework.checks import CheckPoint
from lif_desktop.framework.choice import Choice
from lif_desktop.framework.clocks import Rule
from lif_desktop.framework.criteria import FORCES, AllOf, AnyOf, Criterion, Route, Test
from lif_desktop.framework.parts import BOARDS, ReviewType, Roles
from lif_desktop.framework.pathway_steps import STEPS
from lif_desktop.framework.reading import Table, prefix_of, shared

_OF = "review types"
_TESTS: dict[str, type[AllOf] | type[AnyOf]] = {"all_of": AllOf, "any_of": AnyOf}


def read_review_types(
    top: Table, rules: Mapping[str, tuple[Rule, ...]], lists: Mapping[str, Sequence[Choice]]
) -> tuple[ReviewType, ...]:
    """The review types of a profile, in its order; `rules` are their clocks by type.

    Raises ProfileError where a test names a condition that is not there, a route leads to a type that is not there,
    or a type names a step or an outcome that is not there.
    """
    tables = top.tables("review_types")
    keys = [table.key() for table in tables]
    asked = [(table, _criterion(table)) for table in top.tables("criteria", default=())]
    known = [criterion.key for _, criterion in asked]
    criteria = shared(keys, asked, _OF)
    routes = shared(keys, ((one, _route(one, keys, known)) for one in top.tables("criteria_routes", default=())), _OF)
    checks = shared(keys, ((one, _check_point(one, lists)) for one in top.tables("checkpoints", default=())), _OF)
    made = []
    for table in tables:
        key = table.key()
        made.append(_review_type(table, rules[key], criteria[key], routes[key], checks[key], lists))
    return tuple(made)


def _review_type(
    table: Table,
    rules: tuple[Rule, ...],
    criteria: tuple[Criterion, ...],
    routes: tuple[Route, ...],
    checks: tuple[CheckPoint, ...],
    lists: Mapping[str, Sequence[Choice]],
) -> ReviewType:
    short = table.text("short", "")
    outcomes = [choice.key for choice in lists["review_outcomes"]]
    review_type = ReviewType(
        key=table.key(),
        label=table.text("label"),
        prefix=prefix_of(table),
        aliases=(*table.texts("aliases", ()), *filter(None, [short])),
        statutory=table.flag("statutory"),
        board=table.one_of("board", BOARDS),
        owner=table.text("owner"),
        clock_event=table.one_of("clock_event", tuple(choice.key for choice in lists["events"])),
        rules=rules,
        source=table.text("source"),
        note=table.text("note"),
        criteria=criteria,
        short=short,
        routes=routes,
        checks=checks,
        roles=_roles(table),
        steps=_keys(table, "steps", list(STEPS), "steps of a review"),
        ends_with=_keys(table, "ends_with", outcomes, "the list review_outcomes"),
        law=table.text("law"),
        asks_under=table.text("asks_under", ""),
    )
    table.finish()
    return review_type


def _keys(table: Table, name: str, known: Sequence[str], of: str) -> tuple[str, ...]:
    """Keys that are all known and come once each."""
    found = table.texts(name, ())
    for key in found:
        if key not in known:
            raise table.error(name, f"keys of {of}: {', '.join(known)}", key)
        if found.count(key) > 1:
            raise table.error(name, "each key once", key)
    return found


def _roles(table: Table) -> Roles:
    if not table.has("roles"):
        return Roles()
    own = table.table("roles")
    roles = Roles(**{name: own.text(name, "") for name in Roles.__dataclass_fields__})
    own.finish()
    return roles


def _criterion(table: Table) -> Criterion:
    return Criterion(
        key=table.key(),
        name=table.text("name"),
        text=table.text("text"),
        source=table.text("source"),
        note=table.text("note", ""),
        check=table.flag("check", False),
    )


def _route(table: Table, types: Sequence[str], known: Sequence[str]) -> Route:
    return Route(
        key=table.key(),
        leads_to=table.one_of("leads_to", ("", *types), ""),
        force=table.one_of("force", FORCES),
        says=table.text("says"),
        source=table.text("source"),
        when=_test(table.table("when"), known),
        check=table.flag("check", False),
    )


def _test(table: Table, known: Sequence[str]) -> Test:
    """A table with all_of or any_of: a list of keys of conditions and of further such tables."""
    named = [name for name in _TESTS if table.has(name)]
    if len(named) != 1:
        raise table.error("all_of" if not named else "any_of", "either all_of or any_of, and not both")
    parts = table.parts(named[0])
    tests: list[Test] = []
    for part in parts:
        if isinstance(part, Table):
            tests.append(_test(part, known))
        elif part in known:
            tests.append(part)
        else:
            raise table.error(named[0], "keys of criteria", part)
    table.finish()
    return _TESTS[named[0]](tuple(tests))


def _check_point(table: Table, lists: Mapping[str, Sequence[Choice]]) -> CheckPoint:
    kinds = tuple(choice.key for choice in lists["check_kinds"])
    return CheckPoint(table.key(), table.one_of("kind", kinds), table.text("text"), table.text("source"))
