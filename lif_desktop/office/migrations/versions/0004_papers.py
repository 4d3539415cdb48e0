"""Minutes line by line, declarations, issued papers with their copies, templates, the words of a yearly report."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds columns and tables; nothing that stands is touched."""
    added: dict[str, dict[str, type]] = {
        "meetings": {"sits_as": sa.String, "finalised_on": sa.Date, "finalised_by": sa.String},
        "agenda_items": {"allotted": sa.Integer, "draws": sa.String, "outcome": sa.String, "recurs": sa.Boolean},
        "reviews": {"context": sa.String},
        "agencies": {"board": sa.String},
        "attendance": {"deputy": sa.String, "interest": sa.String, "interest_handled": sa.String},
        "documents": {
            "issue": sa.Integer,
            "file_name": sa.String,
            "year": sa.String,
            "as_at": sa.DateTime,
            "sha256": sa.String,
            "made_by": sa.String,
            "approved_by": sa.String,
            "approved_on": sa.Date,
        },
    }
    for table, columns in added.items():
        for name, kind in columns.items():
            op.add_column(table, sa.Column(name, kind))
    for name in ("copies", "records", "looked"):
        op.add_column("documents", sa.Column(name, sa.JSON, nullable=False, server_default="[]"))
    # Alembic would add the foreign key in a statement of its own, which SQLite does not know.
    op.execute("ALTER TABLE agenda_items ADD COLUMN from_item_id INTEGER REFERENCES agenda_items (id)")
    op.create_index("ix_agenda_items_from_item_id", "agenda_items", ["from_item_id"])
    _table("minute_lines",
           {"meeting_id": ("meetings", True), "item_id": ("agenda_items", False), "review_id": ("reviews", False),
            "agency_id": ("agencies", False), "action_id": ("actions", False), "decision_id": ("decisions", False),
            "voice_id": ("voices", False)},
           {"position": sa.Integer, "lead": sa.String, "due_on": sa.Date},
           {"kind": sa.String, "text": sa.String})  # fmt: skip
    _table("paper_templates", {}, {"added_on": sa.Date, "file_name": sa.String, "kind": sa.String},
           {"name": sa.String, "sha256": sa.String})  # fmt: skip
    _table("report_words", {}, {"written_on": sa.Date, "written_by": sa.String, "text": sa.String},
           {"year": sa.String, "report": sa.String, "heading": sa.String})  # fmt: skip


def _table(name: str, links: dict[str, tuple[str, bool]], others: dict[str, type], needed: dict[str, type]) -> None:
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
    )
    for key in links:
        op.create_index(f"ix_{name}_{key}", name, [key])
