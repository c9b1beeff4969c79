"""A listing that changed after the approval sends its video back to a decision, and fails nothing: views alone."""

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    """Apply."""
