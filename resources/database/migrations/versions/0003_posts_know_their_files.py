"""Posts know which files they were made of, so that a corrected listing goes out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Earlier posts know it not; the next publication brings them up to date."""
    op.add_column("posts", sa.Column("files_sha256", sa.Text(), nullable=True), schema="factory")
