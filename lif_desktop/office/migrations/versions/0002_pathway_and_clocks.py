"""Checklists of reviews, the log of clock changes, tracked cases, and the fields of the review pathway."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_DATES = (
    "returns_in_on",
    "draft_shared_on",
    "death_meeting_on",
    "told_on",
    "family_invited_on",
    "practitioner_event_on",
)
_WORDS = {
    "reviews": ("suspension_agreed_by", "conflict_details", "terms"),
    "decisions": ("outcome",),
    "audits": ("requested_by",),
    "voices": ("decision",),
}


def upgrade() -> None:
    """Adds columns and tables; nothing that stands is touched."""
    for table, names in _WORDS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.String))
    for name in _DATES:
        op.add_column("reviews", sa.Column(name, sa.Date))
    op.add_column("voices", sa.Column("step_began_on", sa.Date))
    op.add_column("audits", sa.Column("guidance_sent_on", sa.Date))
    # Alembic would add the foreign key in a statement of its own, which SQLite does not know.
    op.execute("ALTER TABLE risks ADD COLUMN indicator_id INTEGER REFERENCES indicators (id)")
    op.create_index("ix_risks_indicator_id", "risks", ["indicator_id"])
    _table(
        "review_checks",
        {"review_id": ("reviews", True)},
        {"position": sa.Integer, "answer": sa.String, "evidence": sa.String, "key": sa.String, "source": sa.String},
        ("kind", "text"),
    )
    _table(
        "clock_changes",
        {"review_id": ("reviews", True)},
        {
            **dict.fromkeys(("stage_key", "stage", "reason", "agreed_by"), sa.String),
            **dict.fromkeys(("decided_on", "due_before", "due_after"), sa.Date),
        },
        ("kind",),
    )
    _table(
        "case_tracking",
        {
            "learning_id": ("learning", True),
            "training_id": ("training", False),
            "review_id": ("reviews", False),
            "agency_id": ("agencies", False),
        },
        {
            "looked_on": sa.Date,
            **dict.fromkeys(("what_happened", "would_have_helped", "difference"), sa.String),
        },
        ("pseudonym",),
    )
    _table("learning_indicators", {"learning_id": ("learning", True), "indicator_id": ("indicators", True)}, {}, ())


def _table(name: str, links: dict[str, tuple[str, bool]], others: dict[str, type], needed: tuple[str, ...]) -> None:
    """A table of records: `links` are (table, whether needed) by column, `others` types by column, `needed` words."""
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
        *(sa.Column(key, sa.String, nullable=False) for key in needed),
    )
    for key in links:
        op.create_index(f"ix_{name}_{key}", name, [key])
