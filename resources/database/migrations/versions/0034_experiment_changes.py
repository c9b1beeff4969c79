"""Changes of experiments by days: noted before they are made, and when they are."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Apply; what earlier days showed was changed once each."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "experiment_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("experiment_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("arm", sa.Text(), nullable=False),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("done_at", moment),
        sa.PrimaryKeyConstraint("id", name="experiment_changes_pkey"),
        sa.ForeignKeyConstraint(
            ["experiment_id"],
            ["factory.experiments.experiment_id"],
            name="experiment_changes_experiment_id_fkey",
        ),
        schema="factory",
    )
    op.create_index(
        "experiment_changes_experiment_id_idx",
        "experiment_changes",
        ["experiment_id"],
        schema="factory",
    )
    op.execute(
        "INSERT INTO factory.experiment_changes (experiment_id, day, arm, begun_at, done_at) "
        "SELECT experiment_id, day, arm, shown_at, shown_at FROM factory.experiment_days "
        "ORDER BY experiment_id, day"
    )
