"""Stand-ins: a unit's use says in whose stead its maker worked."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Apply."""
    column = sa.Column("instead_of", sa.Text(), nullable=False, server_default="")
    op.add_column("work_uses", column, schema="factory")
