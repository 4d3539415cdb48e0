"""The first format. Files of this format are laid out whole when they are made."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing comes before the first format."""
