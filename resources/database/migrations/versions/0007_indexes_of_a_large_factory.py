"""Indexes that a large factory misses: what is asked at every tick is found without reading a table."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Apply."""
    failed = "CREATE INDEX stages_failed_idx ON factory.stages (run_id) WHERE failed_at IS NOT NULL"
    op.execute(failed)
    op.execute(
        "CREATE INDEX reviews_unreported_idx ON factory.reviews (id) WHERE reported_at IS NULL"
    )
    op.execute(
        "CREATE INDEX briefs_tenant_idx ON factory.briefs"
        " ((accepted -> 'channel' ->> 'tenant'), recorded_at)"
    )
