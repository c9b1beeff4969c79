"""Stages say how many of their units are left that other runs may take."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    """Apply; what runs while the factory is brought up to date shares nothing."""
    op.add_column("stages", sa.Column("shared_units", sa.Integer()), schema="factory")
