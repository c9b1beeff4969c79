"""A decision says for which tenant it was made; those that are there were made for whose they are now."""

from alembic import op

revision = "0054"
down_revision = "0053"


def upgrade() -> None:
    """Apply."""
    for table in ("reviews", "alternatives", "waivers"):
        op.execute(f"ALTER TABLE factory.{table} ADD COLUMN for_tenant text")
        op.execute(f"UPDATE factory.{table} SET for_tenant = tenant")
        op.execute(f"ALTER TABLE factory.{table} ALTER COLUMN for_tenant SET NOT NULL")
    op.execute("""
        ALTER TABLE factory.waivers DROP CONSTRAINT waivers_video_id_of_key,
            ADD CONSTRAINT waivers_video_id_of_for_tenant_key UNIQUE (video_id, of, for_tenant)""")
