"""Workbooks sent to agencies, what they write back, the log of reminders, and which return an import was."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds columns and tables; nothing that stands is touched."""
    op.add_column("imported_files", sa.Column("kind", sa.String))
    op.add_column("imported_files", sa.Column("answered", sa.JSON, nullable=False, server_default="{}"))
    # Alembic would add the foreign key in a statement of its own, which SQLite does not know.
    op.execute("ALTER TABLE imported_files ADD COLUMN return_id INTEGER REFERENCES agency_returns (id)")
    op.create_index("ix_imported_files_return_id", "imported_files", ["return_id"])
    words = dict.fromkeys(("happened_at", "source", "response", "person_seen", "comment", "inquiry"), sa.String)
    _table("chronology", {"review_id": ("reviews", True), "agency_id": ("agencies", False)},
           {"happened_on": sa.Date, **words}, {"event": sa.String})  # fmt: skip
    _table("answers",
           {"agency_id": ("agencies", True), "review_id": ("reviews", False), "audit_id": ("audits", False)},
           {"year": sa.String, "section": sa.String, "answer": sa.String, "received_on": sa.Date},
           {"kind": sa.String, "question": sa.String})  # fmt: skip
    _table("chases", {"agency_id": ("agencies", True)},
           {"step": sa.String, "items": sa.Integer, "sent_to": sa.String, "chased_by": sa.String},
           {"chased_on": sa.Date, "wanted": sa.String})  # fmt: skip
    _table("sent_workbooks",
           {"agency_id": ("agencies", False), "return_id": ("agency_returns", False),
            "review_id": ("reviews", False), "audit_id": ("audits", False)},
           {"year": sa.String, "file_name": sa.String, "made_at": sa.DateTime},
           {"stamp": sa.String, "kind": sa.String, "register": sa.String, "columns": sa.JSON, "rows": sa.JSON},
           unique="stamp")  # fmt: skip


def _table(
    name: str,
    links: dict[str, tuple[str, bool]],
    others: dict[str, type],
    needed: dict[str, type],
    unique: str = "",
) -> None:
    """A table of records: `links` are (table, whether needed) by column, `others` and `needed` types by column."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("extra", sa.JSON, nullable=False),
        sa.Column("binned_at", sa.DateTime),
        *(
            sa.Column(key, sa.Integer, sa.ForeignKey(f"{to}.id"), nullable=not must)
            for key, (to, must) in links.items()
        ),
        *(sa.Column(key, kind) for key, kind in others.items()),
        *(sa.Column(key, kind, nullable=False) for key, kind in needed.items()),
        *([sa.UniqueConstraint(unique, name=f"uq_{name}_{unique}")] if unique else []),
    )
    for key in links:
        op.create_index(f"ix_{name}_{key}", name, [key])
