"""An order says by whom it was agreed to, as whom they are found again, and whether its process ended over it."""

from alembic import op

revision = "0055"
down_revision = "0054"


def upgrade() -> None:
    """Apply."""
    op.execute(
        "ALTER TABLE factory.orders ADD COLUMN agreed_as text, ADD COLUMN cut_off_at timestamptz"
    )
