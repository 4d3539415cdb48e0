"""The office's own Word templates: which are kept in the office file, and which paper is made in which of them."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import Connection, select

from lif_desktop.errors import LifError
from lif_desktop.office.changes import Add, Batch, Change, Edit, Remove
from lif_desktop.office.imports import kept_bytes
from lif_desktop.office.office import Office
from lif_desktop.office.schema import METADATA

_TABLE = METADATA.tables["paper_templates"]
LONGEST_NAME = 60
"""Characters in the name of a template."""


class TemplateProblem(LifError):
    """A template that cannot be kept or is not there; the sentence says what to do."""


@dataclass(frozen=True)
class KeptTemplate:
    """A Word template that the office keeps. `kind` is the key of the paper it is for, "" for all papers."""

    id: int
    version: int
    name: str
    kind: str
    file_name: str
    sha256: str
    added_on: date | None


def templates(office: Office) -> tuple[KeptTemplate, ...]:
    """The templates that are kept: the one for all papers first, then by kind."""
    return office.read(_read)  # type: ignore[no-any-return]


def template_for(office: Office, kind: str) -> bytes | None:
    """The bytes of the template for a kind of paper: its own, else the one for all papers, else None."""

    def read(connection: Connection) -> bytes | None:
        kept = {one.kind: one for one in _read(connection)}
        found = kept.get(kind) or kept.get("")
        return kept_bytes(connection, found.sha256) if found else None

    return office.read(read)  # type: ignore[no-any-return]


def template_bytes(office: Office, number: int) -> bytes:
    """The bytes of one template as it was given. Raises TemplateProblem where it is not there."""
    one = _named(office, number)
    found: bytes | None = office.read(lambda connection: kept_bytes(connection, one.sha256))
    if found is None:
        raise TemplateProblem(f"The file of the template “{one.name}” is not in the office. Add it again.")
    return found


def keep_template(office: Office, name: str, data: bytes, file_name: str = "", kind: str = "") -> Batch | None:
    """Keep a template and use it for a kind of paper, "" for all of them.

    It takes the place of the one that was used for them. Whether it will do as a template is the caller's to check.
    """
    words = _checked(name)
    digest = sha256(data).hexdigest()
    office.keep_bytes(digest, data)
    values = {
        "name": words,
        "kind": kind or None,
        "file_name": file_name or None,
        "sha256": digest,
        "added_on": office.today(),
    }
    out: list[Change] = [Remove(_TABLE.name, one.id) for one in templates(office) if one.kind == kind]
    return office.write(f"Template “{words}” is used", [*out, Add(_TABLE.name, values)])


def use_template(office: Office, number: int, kind: str) -> Batch | None:
    """Use a kept template for a kind of paper, "" for all of them, in the place of the one used for them until now."""
    one = _named(office, number)
    if one.kind == kind:
        return None
    out: list[Change] = [Remove(_TABLE.name, old.id) for old in templates(office) if old.kind == kind]
    change = Edit(_TABLE.name, one.id, {"kind": kind or None}, one.version)
    return office.write(f"Template “{one.name}” is used for other papers", [*out, change])


def remove_template(office: Office, number: int) -> Batch | None:
    """Take a template out of use; undo brings it back."""
    one = _named(office, number)
    return office.write(f"Template “{one.name}” was removed", [Remove(_TABLE.name, one.id)])


def _named(office: Office, number: int) -> KeptTemplate:
    found = next((one for one in templates(office) if one.id == number), None)
    if found is None:
        raise TemplateProblem("This template was removed meanwhile. Look at the list again.")
    return found


def _checked(name: str) -> str:
    words = " ".join(name.split())
    if not words:
        raise TemplateProblem("Give the template a name.")
    if len(words) > LONGEST_NAME:
        raise TemplateProblem(f"Give the template a name of {LONGEST_NAME} characters at most.")
    return words


def _read(connection: Connection) -> tuple[KeptTemplate, ...]:
    rows = connection.execute(select(_TABLE).where(_TABLE.c.binned_at.is_(None)).order_by(_TABLE.c.id))
    found = [
        KeptTemplate(
            row["id"],
            row["version"],
            row["name"],
            row["kind"] or "",
            row["file_name"] or "",
            row["sha256"],
            row["added_on"],
        )
        for row in rows.mappings()
    ]
    return tuple(sorted(found, key=lambda one: (one.kind, one.id)))
