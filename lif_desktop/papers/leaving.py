"""A paper on its way out: what it was made from, and what the log of issues keeps of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lif_desktop.framework.personal_places import Place, as_noted
from lif_desktop.office.issued import OFFICIAL, SENSITIVE, Leaving, Used
from lif_desktop.papers.blocks import Paper
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.kind import PaperKind
from lif_desktop.papers.look_over import texts_of
from lif_desktop.registers import register

_REF = re.compile(r"[^\W\d_]{1,8}(?:-[0-9]{4})?-[0-9]{1,6}")
_YEAR = re.compile(r"\b20[0-9]{2}-[0-9]{2}\b")


@dataclass(frozen=True)
class Built:
    """A paper with its kind, the records that it was made from and the time (UTC) at which they were read."""

    paper: Paper
    kind: PaperKind
    records: Records
    made: datetime
    ref: str | None = None
    year: str | None = None

    @property
    def record(self) -> Row | None:
        """The record it is made for: the one named, else the one whose reference stands in foot, title or keywords."""
        key = self.kind.register
        if not key:
            return None
        if self.ref:
            number = self.records.names.record(key, self.ref)
            return next((row for row in self.records.rows(key) if row["id"] == number), None)
        paper = self.paper
        said = f"{paper.version_line} {paper.title} {paper.subtitle} {paper.properties.keywords}"
        named = _REF.findall(said)
        return next((row for ref in named for row in self.records.rows(key) if row.get("ref") == ref), None)

    @property
    def of_year(self) -> str | None:
        """The financial year of a paper that is made for one."""
        if not self.kind.by_year:
            return None
        found = _YEAR.search(f"{self.year or ''} {self.paper.version_line} {self.paper.title}")
        return found[0] if found else None


def used(built: Built) -> tuple[Used, ...]:
    """The records whose reference stands in the paper, and the one it is made for: table, number, version.

    What a paper counted without naming is not among them: the kept copy and its as-at time answer for that.
    """
    named = {ref for text in texts_of(built.paper) for ref in _REF.findall(text)} | set(built.paper.sources)
    found: dict[tuple[str, int], int] = {}
    if (own := built.record) is not None:
        found[register(built.kind.register).table, own["id"]] = own["version"]
    for key, rows in built.records.given().items():
        table = register(key).table
        found |= {(table, row["id"]): row["version"] for row in rows if row.get("ref") in named}
    return tuple((table, number, version) for (table, number), version in sorted(found.items()))


def leaving(
    built: Built,
    data: bytes,
    file_name: str,
    *,
    sent_to: str = "",
    why: str = "",
    copies: Iterable[Mapping[str, Any]] = (),
    found: Iterable[Place] = (),
    masked: Iterable[Place] = (),
) -> Leaving:
    """What `office.issued.log_issue` keeps of a paper that leaves as `data`.

    `found` are the finds of the look over it, `masked` those of them that were masked.
    """
    own = built.record
    marks = {one.label: one.key for one in built.records.names.choices("markings")}
    marking = marks.get(built.paper.marking, SENSITIVE)
    name = str(own["ref"]) if own is not None and own.get("ref") else built.of_year or ""
    approved_by, approved_on = _approval(built) if marking == OFFICIAL else (None, None)
    return Leaving(
        kind=built.kind.key,
        title=" ".join(filter(None, (built.kind.label, name))),
        file_name=file_name,
        data=data,
        register=built.kind.register or None,
        record_id=own["id"] if own is not None else None,
        year=built.of_year,
        marking=marking,
        as_at=built.made,
        records=used(built),
        sent_to=sent_to,
        why=why,
        copies=tuple(copies),
        looked=tuple(as_noted(found, tuple(masked))),
        approved_by=approved_by,
        approved_on=approved_on,
    )


def _approval(built: Built) -> tuple[str | None, date | None]:
    """Who approved the paper, and when: as it says itself, else the issue of the report that was approved."""
    if built.paper.approved is not None:
        return built.paper.approved
    issue = built.records.approved_report(built.kind.key, built.of_year) if built.of_year else None
    return (None, None) if issue is None else (issue.approved_by, issue.approved_on)
