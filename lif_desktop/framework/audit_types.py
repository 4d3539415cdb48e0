"""Reads the audit types of a profile: their cycles, which some share, and the standards that some are about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lif_desktop.framework.choice import Choice
from lif_desktop.framework.clocks import BASES
from lif_desktop.framework.parts import BOARDS, LOOKS_AT, AuditType, Group, Standard
from lif_desktop.framework.reading import Table, prefix_of, shared


def read_audit_types(
    top: Table, groups: Sequence[Group], lists: Mapping[str, Sequence[Choice]]
) -> tuple[AuditType, ...]:
    """The audit types of a profile, in its order.

    Raises ProfileError where one names a group, a kind of return or a shared cycle that is not there, and where a
    standard belongs to an audit type that looks at cases.
    """
    tables = top.tables("audit_types")
    keys = [table.key() for table in tables]
    rows = ((table, _standard(table)) for table in top.tables("audit_standards", default=()))
    standards = shared(keys, rows, "audit types")
    returns = [choice.key for choice in lists["return_kinds"]]
    made = [_audit_type(table, standards[table.key()], [group.key for group in groups], returns) for table in tables]
    by_key = {one.key: one for one in made}
    return tuple(_with_cycle(table, one, by_key) for table, one in zip(tables, made, strict=True))


def _standard(table: Table) -> Standard:
    return Standard(table.key(), table.text("text"), table.text("source"))


def _audit_type(
    table: Table, standards: tuple[Standard, ...], groups: Sequence[str], returns: Sequence[str]
) -> AuditType:
    short = table.text("short", "")
    audit_type = AuditType(
        key=table.key(),
        label=table.text("label"),
        aliases=(*table.texts("aliases", ()), *filter(None, [short])),
        cycle_months=table.whole("cycle_months") if table.has("cycle_months") else None,
        source=table.text("source"),
        prefix=prefix_of(table),
        board=table.one_of("board", BOARDS, "both"),
        basis=table.one_of("basis", BASES, "local"),
        note=table.text("note", ""),
        cycle_as=table.text("cycle_as", ""),
        rounds_a_year=table.whole("rounds_a_year") if table.has("rounds_a_year") else 0,
        schedule=table.flag("schedule", False),
        looks_at=table.one_of("looks_at", LOOKS_AT, "cases"),
        return_kind=table.one_of("return_kind", ("", *returns), ""),
        reports_to=table.one_of("reports_to", ("", *groups), ""),
        standards=standards,
        short=short,
    )
    table.finish()
    if standards and audit_type.looks_at != "standards":
        raise table.error("looks_at", "“standards”, since audit_standards name it", audit_type.looks_at)
    return audit_type


def _with_cycle(table: Table, one: AuditType, by_key: Mapping[str, AuditType]) -> AuditType:
    """The audit type with the cycle it shares, where it shares one."""
    if not one.cycle_as:
        return one
    if one.cycle_months is not None:
        raise table.error("cycle_as", "either this or cycle_months, not both")
    other = by_key.get(one.cycle_as)
    if other is None or other.cycle_months is None:
        raise table.error("cycle_as", "the key of an audit type with cycle_months", one.cycle_as)
    return replace(one, cycle_months=other.cycle_months)
